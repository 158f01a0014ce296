"""The session: acknowledged after the commit, persistent, no faster than the journal, clear about its troubles."""

import logging
import os
import socket
import sqlite3
import threading

import cv2
import numpy as np
import orjson
import pytest
from waiting import wait_for

from gateway.config import JournalSettings
from gateway.endpoint import Endpoint
from gateway.ingest import LinkState
from gateway.supervisor import Health, State

SENSOR, CAMERA = "plant/hall/line/temp1", "plant/hall/line/cam1"
TELEMETRY, FRAME = f"ciro/v1/{SENSOR}/telemetry", f"ciro/v1/{CAMERA}/frame"
VERSIONS = pytest.mark.parametrize("version", ["3.1.1", "5"])


def _picture(number):
    image = np.zeros((16, 16, 3), np.uint8)
    image[:] = (number % 251, number // 251, 7)
    return bytes(cv2.imencode(".png", image)[1])


class _Stuck:
    """Holds the journal's file, as another program would: nothing can be committed until `release`."""

    def __init__(self, plane):
        self._connection = sqlite3.connect(plane.journal.path, isolation_level=None, timeout=30)
        self._connection.execute("BEGIN IMMEDIATE")

    def release(self):
        self._connection.execute("ROLLBACK")
        self._connection.close()


# -- what comes in ---------------------------------------------------------------------------------------------------


@VERSIONS
def test_readings_and_pictures_of_both_protocol_versions_are_kept(open_plane, device, version):
    plane = open_plane(version=version)
    for speaks in ("3.1.1", "5"):
        sender = device(version=speaks)
        sender.reading(1 if speaks == "5" else 2)
        sender.publish(FRAME, _picture(int(speaks[0])))
    wait_for(lambda: plane.count() == 4)
    assert plane.session.link.session_present is False
    assert plane.alarms.raised() == ()


def test_user_properties_of_a_picture_are_kept(open_plane, device):
    plane = open_plane()
    device().publish(FRAME, _picture(1), properties={"ts": "1700000000000", "seq": "5", "boot": "b", "evidence": "1"})
    wait_for(lambda: plane.count() == 1)
    assert plane.rows("SELECT boot, seq FROM record") == [("b", 5)]
    assert plane.rows("SELECT evidence, captured_us FROM frame") == [(1, 1_700_000_000_000_000)]


@VERSIONS
def test_messages_of_qos_0_are_kept_and_counted_apart(open_plane, device, version):
    plane = open_plane(version=version)
    sender = device(version=version)
    for seq in range(20):
        sender.reading(seq, qos=seq % 2)
    wait_for(lambda: plane.count() == 20)
    plane.settle()
    assert (plane.session.received, plane.session.received_qos0, plane.data.qos0) == (20, 10, 10)
    wait_for(lambda: plane.session.acknowledged == 10)
    assert plane.rows("SELECT qos, count(*) FROM record GROUP BY qos") == [(0, 10), (1, 10)]


@VERSIONS
def test_what_the_broker_retains_is_no_new_message_at_every_connect(open_plane, device, version, mosquitto):
    sender = device(version=version)
    sender.publish(TELEMETRY, b'{"v":{"t":1}}', retain=True)
    plane = open_plane(version=version)
    sender.reading(1)
    wait_for(lambda: plane.count() == 1)
    assert plane.session.retained_ignored == 1
    mosquitto.restart()
    wait_for(lambda: plane.session.retained_ignored == 2)
    assert plane.count() == 1


def test_the_same_bytes_sent_anew_are_a_new_record(open_plane, device):
    plane = open_plane()
    sender = device()
    for _ in range(3):
        sender.publish(TELEMETRY, b'{"v":{"t":1}}')
        sender.publish(FRAME, _picture(1))
    wait_for(lambda: plane.count() == 6)


# -- acknowledged after the commit ------------------------------------------------------------------------------------


@VERSIONS
def test_nothing_is_acknowledged_before_it_is_committed(open_plane, device, version):
    plane = open_plane(version=version)
    stuck = _Stuck(plane)
    sender = device()
    for seq in range(50):
        sender.reading(seq)
    wait_for(lambda: plane.session.received == 50)
    assert plane.session.acknowledged == 0
    assert plane.count() == 0
    stuck.release()
    wait_for(lambda: plane.session.acknowledged == 50)
    assert plane.count() == 50


@VERSIONS
def test_what_was_read_and_not_committed_comes_again_after_a_power_cut(plane_process, open_plane, device, version):
    process = plane_process(version).start()
    state = process._command[2]
    holder = sqlite3.connect(f"{state}/journal.db", isolation_level=None, timeout=30)
    holder.execute("BEGIN IMMEDIATE")
    sender = device()
    for seq in range(50):
        sender.reading(seq)
    for number in range(10):
        sender.publish(FRAME, _picture(number))
    process.kill()
    holder.execute("ROLLBACK")
    assert holder.execute("SELECT count(*) FROM record").fetchone() == (0,)
    holder.close()
    plane = open_plane(version=version)
    wait_for(lambda: plane.count() == 60)
    assert plane.link.session_present


@pytest.mark.slow
@VERSIONS
def test_killed_data_plane_loses_nothing_and_records_nothing_twice(plane_process, open_plane, device, version):
    process = plane_process(version).start()
    sender = device()
    sent = {"numbered": [], "plain": [], "pictures": []}
    stop = threading.Event()

    def publish():
        number = 0
        while not stop.wait(0.002):
            sender.reading(number, wait=False)
            plain = orjson.dumps({"v": {"n": number}})
            sender.publish(TELEMETRY, plain, wait=False)
            sent["numbered"].append(number)
            sent["plain"].append(plain)
            if number % 20 == 0:
                picture = _picture(number)
                sender.publish(FRAME, picture, wait=False)
                sent["pictures"].append(picture)
            number += 1

    publisher = threading.Thread(target=publish)
    publisher.start()
    for turn in range(3):
        threading.Event().wait(0.4 + 0.13 * turn)
        process.kill()
        process.start()
    stop.set()
    publisher.join()
    process.stop()
    plane = open_plane(version=version)
    wait_for(lambda: plane.count() >= sum(map(len, sent.values())))
    sender.reading(0, boot=2)
    wait_for(lambda: plane.rows("SELECT 1 FROM record WHERE boot = '2'"))
    numbered = [row[0] for row in plane.rows("SELECT seq FROM record WHERE kind = 1 AND boot = '1' ORDER BY id")]
    plain = [p for p in plane.readings() if b'"seq"' not in p]
    assert sorted(numbered) == sent["numbered"]
    assert sorted(plain) == sorted(sent["plain"])
    assert plane.rows("SELECT count(*) FROM frame") == [(len(sent["pictures"]),)]
    assert len(sent["numbered"]) > 100


@VERSIONS
def test_a_late_acknowledgement_of_an_earlier_connection_meets_no_new_message(open_plane, device, mosquitto, version):
    plane = open_plane(version=version)
    plane.held.clear()  # the journal commits, and its word is late
    sender = device()
    sender.reading(1)
    wait_for(lambda: plane.count() == 1)
    before = plane.session._generation
    plane.session._client._sock.shutdown(socket.SHUT_RDWR)
    wait_for(lambda: plane.session._generation > before and plane.data.connected())
    wait_for(lambda: plane.session.received == 2)  # the broker repeats it
    plane.held.set()
    wait_for(lambda: plane.session.acknowledged == 1)  # the repetition alone
    plane.settle()
    assert plane.count() == 1
    assert plane.journal.counters.duplicates == 1


# -- back-pressure ----------------------------------------------------------------------------------------------------


@pytest.mark.slow
@VERSIONS
def test_a_stuck_journal_stops_the_reading_keeps_the_connection_and_loses_nothing(open_plane, device, version):
    plane = open_plane(version=version, keepalive_s=3, journal=JournalSettings(reserve_bytes=0, max_queue_messages=200))
    stuck = _Stuck(plane)
    sender = device()
    for seq in range(3000):
        sender.reading(seq, wait=seq == 2999)
    wait_for(lambda: plane.session.paused > 1500, "a pause of several keep-alive intervals", 150.0)
    assert not plane.journal.has_room()
    assert plane.session.received < 3000
    assert plane.session._generation == 1
    assert plane.data.connected()
    stuck.release()
    wait_for(lambda: plane.count() == 3000)
    assert plane.session._generation == 1
    assert [orjson.loads(p)["seq"] for p in plane.readings()] == list(range(3000))


def test_a_connection_is_made_although_the_journal_has_no_room(open_plane, device, mosquitto):
    plane = open_plane(journal=JournalSettings(reserve_bytes=0, max_queue_messages=10))
    stuck = _Stuck(plane)
    sender = device()
    for seq in range(500):
        sender.reading(seq)
    wait_for(lambda: not plane.journal.has_room())
    before = plane.session._generation
    plane.session._client._sock.shutdown(socket.SHUT_RDWR)
    wait_for(lambda: plane.session._generation > before and plane.data.connected())
    stuck.release()
    wait_for(lambda: plane.count() == 500)


async def test_the_component_says_that_reading_is_paused(open_plane, device):
    plane = open_plane(journal=JournalSettings(reserve_bytes=0, max_queue_messages=10))
    stuck = _Stuck(plane)
    sender = device()
    for seq in range(100):
        sender.reading(seq)
    wait_for(lambda: not plane.journal.has_room())
    health = Health("mqtt", critical=True)
    plane.data._report(health)
    assert health.state is State.OK
    assert "paused" in health.reason
    stuck.release()


# -- the broker goes and comes ----------------------------------------------------------------------------------------


def test_a_broker_that_is_absent_at_the_start_is_found_when_it_comes(open_plane, start_mosquitto, device):
    broker = start_mosquitto("late", started=False)
    plane = open_plane(Endpoint(broker.host, broker.port), wait=False)
    link = plane.wait_link(LinkState.LOST, "no connection to mqtt://")
    assert "start the broker" in link.remedy
    health = Health("mqtt", critical=True)
    plane.data._report(health)
    assert plane.alarms.get("broker_lost", "broker").detail == link.reason
    broker.start()
    plane.wait_connected()
    device(broker).reading(1)
    wait_for(lambda: plane.count() == 1)
    plane.data._report(health)
    assert health.state is State.OK


@VERSIONS
def test_a_killed_broker_is_found_again_and_what_it_had_taken_comes(open_plane, device, mosquitto, version):
    plane = open_plane(version=version)
    device().reading(1)
    wait_for(lambda: plane.count() == 1)
    for turn in range(2, 4):
        mosquitto.kill()
        plane.wait_link(LinkState.LOST)
        mosquitto.start()
        plane.wait_connected()
        device().reading(turn)
        wait_for(lambda turn=turn: plane.count() == turn)


def test_what_waits_at_the_broker_while_the_gateway_is_away_is_taken_at_the_next_start(open_plane, device):
    plane = open_plane()
    plane.close()
    sender = device()
    for seq in range(300):
        sender.reading(seq)
    again = open_plane()
    wait_for(lambda: again.count() == 300)
    assert again.link.session_present


def test_a_session_that_the_broker_has_forgotten_is_told(open_plane, mosquitto, caplog):
    caplog.set_level(logging.WARNING)
    plane = open_plane()
    mosquitto.stop()
    (mosquitto.directory / "mosquitto.db").unlink()
    mosquitto.start()
    plane.wait_connected()
    assert "has forgotten the gateway's session" in caplog.text


def test_a_frozen_broker_does_not_keep_the_gateway_from_ending(open_plane, mosquitto, monkeypatch):
    monkeypatch.setattr("gateway.ingest.session.GOODBYE_S", 0.3)
    plane = open_plane()
    mosquitto.pause()
    for _ in range(200):
        plane.session.publish("ciro/v1/a/b/c/d/result", bytes(100_000), tag=object())
    plane.close()
    mosquitto.resume()


# -- results go out ---------------------------------------------------------------------------------------------------


@VERSIONS
def test_a_published_message_is_told_after_the_brokers_acknowledgement(open_plane, mosquitto, version):
    plane = open_plane(version=version)
    for number in range(1500):
        plane.session.publish("ciro/v1/a/b/c/d/result", b"{}", tag=number)
    wait_for(lambda: len(plane.published) == 1500)
    mosquitto.stop()
    plane.wait_link(LinkState.LOST)
    plane.session.publish("ciro/v1/a/b/c/d/result", b"{}", tag="while away")
    mosquitto.start()
    wait_for(lambda: "while away" in plane.published)


@VERSIONS
def test_retained_copies_do_not_pile_up_while_the_broker_is_away_and_the_latest_one_comes(
    open_plane, mosquitto, device, version, monkeypatch
):
    monkeypatch.setattr("gateway.ingest.outgoing.MOST_RETAINED", 50)
    plane = open_plane(version=version)
    mosquitto.stop()
    plane.wait_link(LinkState.LOST)
    for number in range(5000):
        plane.session.publish(f"ciro/v1/a/b/c/d{number % 60}/snapshot", b"%d" % number, qos=0, retain=True)
    plane.session.publish("ciro/v1/a/b/c/d59/snapshot", b"", retain=True)  # taken away meanwhile
    assert len(plane.session._outgoing._retained) <= 50
    assert len(plane.session._outgoing._messages) == 1
    mosquitto.start()
    wait_for(lambda: not plane.session._outgoing)
    got, fence = {}, threading.Event()
    looker = device()._client
    looker.on_message = lambda c, u, m: fence.set() if m.topic == "fence" else got.update({m.topic: m.payload})
    looker.subscribe([("ciro/v1/+/+/+/+/snapshot", 1), ("fence", 1)])
    while not fence.wait(0.1):
        looker.publish("fence", b"x", 1)
    assert got["ciro/v1/a/b/c/d19/snapshot"] == b"4999"
    assert "ciro/v1/a/b/c/d59/snapshot" not in got


def test_a_broker_that_denies_the_results_is_named_with_the_remedy(open_plane, start_mosquitto, tmp_path):
    acl = tmp_path / "acl"
    acl.write_text("topic read ciro/v1/#\n")
    acl.chmod(0o644)
    broker = start_mosquitto("strict", extra=(f"acl_file {acl}",))
    plane = open_plane(Endpoint(broker.host, broker.port, version="5"))
    plane.session.publish("ciro/v1/a/b/c/d/result", b"{}", tag=1)
    link = wait_for(lambda: plane.link.reason and plane.link)
    assert "does not let the gateway publish" in link.reason
    assert "ACL" in link.remedy


# -- two clients with one id ------------------------------------------------------------------------------------------


def test_a_second_client_with_our_id_is_told_apart_from_a_network_fault_by_the_brokers_word(open_plane):
    """mosquitto 2.0.11, the real one of this machine, does not say it; this is what MQTT 5 brokers say."""
    connack, taken_over = b"\x20\x03\x00\x00\x00", b"\xe0\x02\x8e\x00"
    with socket.create_server(("127.0.0.1", 0)) as server:

        def fake_broker():
            connection, _ = server.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(connack)
                connection.recv(1000)
                connection.sendall(taken_over)
                connection.recv(1000)

        threading.Thread(target=fake_broker, daemon=True).start()
        plane = open_plane(Endpoint(port=server.getsockname()[1], version="5"), wait=False)
        link = plane.wait_link(LinkState.TAKEN_OVER)
        assert "another client logged in as 'ciro-gw-test'" in link.reason
        assert "[gateway] name" in link.remedy
        health = Health("mqtt", critical=True)
        plane.data._report(health)
        assert plane.alarms.get("client_id_taken", "broker")
        assert plane.alarms.get("broker_lost", "broker") is None


@pytest.mark.slow
@VERSIONS
def test_two_gateways_with_one_client_id_find_out_although_the_broker_says_nothing(open_plane, tmp_path, version):
    one = open_plane(version=version)
    two = open_plane(version=version, directory=tmp_path / "other")
    wait_for(lambda: LinkState.TAKEN_OVER in {one.link.state, two.link.state})
    taken = next(plane for plane in (one, two) if plane.link.state is LinkState.TAKEN_OVER)
    assert "most often another client logs in as 'ciro-gw-test'" in taken.link.reason


# -- who we are -------------------------------------------------------------------------------------------------------


def test_wrong_and_right_passwords(open_plane, start_mosquitto, tmp_path):
    from gateway.devices import hash_password

    passwords = tmp_path / "passwords"
    passwords.write_text(f"gateway:{hash_password('right')}\n")
    passwords.chmod(0o644)
    broker = start_mosquitto("closed", anonymous=False, extra=(f"password_file {passwords}",))
    for version in ("3.1.1", "5"):
        wrong = Endpoint(broker.host, broker.port, version=version, username="gateway", password="wrOng")
        plane = open_plane(wrong, wait=False, directory=tmp_path / f"state-{version}")
        link = plane.wait_link(LinkState.REFUSED, "refused the gateway")
        assert "username and password_file" in link.remedy
        assert "wrOng" not in repr(link)
        plane.close()
    right = Endpoint(broker.host, broker.port, username="gateway", password="right")
    assert open_plane(right).data.connected()


def test_a_port_that_speaks_something_else_is_told(open_plane):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def close_at_once():
            for _ in range(2):
                server.accept()[0].close()

        threading.Thread(target=close_at_once, daemon=True).start()
        plane = open_plane(Endpoint(port=server.getsockname()[1]), wait=False)
        link = plane.wait_link(LinkState.LOST, "without an answer")
        assert "with TLS if and only if" in link.remedy


# -- nothing ends it --------------------------------------------------------------------------------------------------


def test_an_error_that_nobody_foresaw_costs_a_connection_and_not_the_ingest(open_plane, device, caplog):
    plane = open_plane()
    append, failed = plane.journal.append, []

    def fail_once(ticket):
        if not failed:
            failed.append(ticket)
            raise RuntimeError("a bug")
        append(ticket)

    plane.journal.append = fail_once
    sender = device()
    for seq in range(5):
        sender.reading(seq)
    wait_for(lambda: plane.count() == 5)  # the message that met it has come again
    assert "a bug" in caplog.text


def test_an_acknowledgement_after_the_end_touches_no_file(open_plane, tmp_path):
    plane = open_plane()
    descriptor = plane.session._wake_fd
    plane.session.stop()
    opened = [(tmp_path / f"file-{number}").open("w+b") for number in range(40)]
    plane.session._woken = False
    plane.session.acknowledge([1])
    assert descriptor not in {file.fileno() for file in opened}
    assert not any(os.fstat(file.fileno()).st_size for file in opened)
    for file in opened:
        file.close()
