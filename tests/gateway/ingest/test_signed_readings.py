"""What devices sign is checked on its way in, beside the MQTT session, and nothing is acknowledged before."""

import asyncio
import contextlib
import os
import signal
import threading

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waiting import wait_for

from gateway.chain.keys import StarkKey
from gateway.chain.networks import NETWORKS
from gateway.chain.signed_reading import sign_reading
from gateway.config import SignatureSettings
from gateway.ingest import signature_desk
from gateway.ingest.signature_desk import SignatureDesk
from gateway.journal import Ticket
from gateway.journal.reports import RecordQuery, find_records
from gateway.records import Quarantined, Reading
from gateway.supervisor import Health, State

PRESS, DOOR, OLD = "plant/hall/line/press", "plant/hall/line/door", "plant/hall/line/old"
KEYS = {PRESS: StarkKey(0x1234), DOOR: StarkKey(0x5678)}
ACCOUNTS = {PRESS: 0xA1, DOOR: 0xA2}
CHAIN = NETWORKS["sepolia"].chain_id


def configured(**more):
    return SignatureSettings(
        signer={
            PRESS: {"public_key": hex(KEYS[PRESS].public), "account": hex(ACCOUNTS[PRESS])},
            DOOR: {"public_key": hex(KEYS[DOOR].public), "account": hex(ACCOUNTS[DOOR]), "policy": "optional"},
        },
        **more,
    )


def unsigned(seq, boot=1, **values):
    return orjson.dumps({"v": values or {"t": 1.5}, "boot": boot, "seq": seq})


def signed(seq, device=PRESS, *, key=None, boot=1, **values):
    reading = unsigned(seq, boot, **values)
    return sign_reading(reading, device, ACCOUNTS[device], CHAIN, key or KEYS[device])


class Running:
    """A desk under way, as the supervisor runs it."""

    def __init__(self, desk):
        self.desk, self.health = desk, Health("signatures", critical=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self):
        self._task = self._loop.create_task(self.desk.run(self.health))
        with contextlib.suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._task)

    def end(self):
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._task.cancel)
            self._thread.join()
            self._loop.close()


@pytest.fixture
def run_desk():
    """Return a function that starts a desk; all of them are ended."""
    running = []

    def start(desk):
        running.append(Running(desk))
        return running[-1]

    yield start
    for one in running:
        one.end()


def item(payload, device=PRESS):
    body = orjson.loads(payload)
    boot = body.get("boot")
    return Reading(device, 1, payload, None if boot is None else str(boot), body.get("seq"))


def test_what_is_signed_is_kept_with_its_key_and_what_is_not_is_quarantined_with_its_bytes(
    open_plane, device, run_desk
):
    desk = SignatureDesk(configured())
    run_desk(desk)
    plane, sender = open_plane(desk=desk), device()
    good, forged, bare = signed(0), signed(1).replace(b"1.5", b"9.5"), unsigned(2)
    stranger = signed(3, key=StarkKey(0x9999))
    unnumbered = sign_reading(b'{"v":{"t":1}}', PRESS, ACCOUNTS[PRESS], CHAIN, KEYS[PRESS])
    elsewhere = signed(4, DOOR)
    for payload in (good, forged, bare, stranger, unnumbered, elsewhere):
        sender.publish(f"ciro/v1/{PRESS}/telemetry", payload)
    sender.publish(f"ciro/v1/{OLD}/telemetry", bare)
    wait_for(lambda: plane.session.acknowledged == 7, "everything to be acknowledged")
    assert plane.rows(
        "SELECT payload, public_key FROM record LEFT JOIN signature ON record_id = id WHERE public_key IS NOT NULL"
    ) == [(good, KEYS[PRESS].public.to_bytes(32))]
    kept = {record["device"]: record.get("signed_by") for record in find_records(plane.journal.path, RecordQuery())}
    assert kept == {PRESS: f"{KEYS[PRESS].public:#x}", OLD: None}
    assert sorted(plane.readings()) == sorted([good, bare])
    assert sorted(plane.rows("SELECT reason, payload FROM quarantine")) == sorted(
        [
            ("wrong_signature", forged),
            ("wrong_signature", stranger),
            ("wrong_signature", elsewhere),
            ("not_signed", bare),
            ("not_numbered", unnumbered),
        ]
    )
    assert {alarm.kind for alarm in plane.alarms.raised()} == {"poison_payload"}


def test_a_replay_is_a_duplicate_and_a_number_used_twice_a_conflict(open_plane, device, run_desk):
    desk = SignatureDesk(configured())
    run_desk(desk)
    plane, sender = open_plane(desk=desk), device()
    first, other = signed(7), signed(7, temp=3)
    for payload in (first, first, other, first):
        sender.publish(f"ciro/v1/{PRESS}/telemetry", payload)
    wait_for(lambda: plane.session.acknowledged == 4, "all four to be acknowledged")
    assert plane.readings() == [first]
    assert plane.rows("SELECT reason, payload FROM quarantine") == [("sequence_conflict", other)]
    assert plane.rows("SELECT count(*) FROM signature") == [(1,)]


@pytest.mark.parametrize("version", ["5", "3.1.1"])
def test_order_is_kept_among_signed_and_unsigned_readings_of_a_device(open_plane, device, run_desk, version):
    desk = SignatureDesk(configured(processes=2))
    run_desk(desk)
    plane, sender = open_plane(desk=desk, version=version), device(version=version)
    sent = [signed(seq, DOOR) if seq % 3 else unsigned(seq) for seq in range(150)]
    for payload in sent[:-1]:
        sender.publish(f"ciro/v1/{DOOR}/telemetry", payload, wait=False)
    sender.publish(f"ciro/v1/{DOOR}/telemetry", sent[-1])
    wait_for(lambda: plane.session.acknowledged == 150, "everything to be acknowledged")
    assert plane.readings() == sent
    assert plane.rows("SELECT count(*) FROM signature") == [(100,)]


def test_nothing_is_acknowledged_before_its_check_and_other_devices_do_not_wait(
    open_plane, device, run_desk, monkeypatch
):
    monkeypatch.setattr(signature_desk, "MOST_WAITING", 5)
    desk = SignatureDesk(configured())
    plane, sender = open_plane(desk=desk), device()  # the desk does not run yet
    for seq in range(4):
        sender.publish(f"ciro/v1/{PRESS}/telemetry", signed(seq), wait=False)
    sender.reading(1, device=OLD)
    wait_for(lambda: plane.count() == 1 and plane.session.acknowledged == 1, "the other device's reading")
    for seq in range(4, 300):
        sender.publish(f"ciro/v1/{PRESS}/telemetry", signed(seq), wait=False)
    wait_for(lambda: plane.session.paused, "reading to stop: a bounded number is under way")
    assert plane.session.acknowledged == 1
    assert not plane.data.has_room()
    run_desk(desk)
    wait_for(lambda: plane.session.acknowledged == 301, "everything to be acknowledged")
    assert plane.rows("SELECT count(*) FROM signature") == [(300,)]


def test_a_checking_process_that_is_killed_loses_nothing(open_plane, device, run_desk):
    desk = SignatureDesk(configured())
    run_desk(desk)
    plane, sender = open_plane(desk=desk), device()
    killed = 0
    for seq in range(200):
        sender.publish(f"ciro/v1/{PRESS}/telemetry", signed(seq), wait=False)
        if seq % 60 == 30:
            for pid in wait_for(desk._checkers.pids, "a process"):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
    wait_for(lambda: plane.session.acknowledged == 200, "everything to be acknowledged")
    assert killed
    assert plane.readings() == [signed(seq) for seq in range(200)]
    assert plane.rows("SELECT count(*) FROM quarantine") == [(0,)]


def test_a_process_that_cannot_be_started_is_told_of_and_reading_waits(run_desk, monkeypatch):
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    desk, kept = SignatureDesk(configured()), []
    desk.deliver = kept.append
    running = run_desk(desk)
    assert desk.take(Ticket(item(signed(1))))
    wait_for(lambda: running.health.state is State.DEGRADED, "trouble")
    assert "/nowhere/python" in running.health.reason
    assert not kept
    monkeypatch.undo()
    wait_for(lambda: kept, "the reading, once it can be checked")
    assert kept[0].item.signer


def test_what_is_held_when_the_gateway_ends_is_still_checked():
    desk, kept = SignatureDesk(configured()), []
    desk.deliver = kept.append
    running = Running(desk)
    for seq in range(40):
        desk.take(Ticket(item(signed(seq))))
    running.end()
    assert [ticket.item.seq for ticket in kept] == list(range(40))
    assert desk._checkers.pids() == []


def test_where_everybody_has_to_sign_a_device_without_a_key_is_refused():
    desk, kept = SignatureDesk(SignatureSettings(unlisted="required")), []
    desk.deliver = kept.append
    assert desk.take(Ticket(item(signed(1))))
    assert kept[0].item.reason == "no_key"
    assert f'[signatures.signer."{PRESS}"]' in kept[0].item.detail


@settings(max_examples=40, deadline=None)
@given(where=st.integers(0, 400), flip=st.integers(1, 255))
def test_no_change_of_a_byte_passes(where, flip):
    desk, kept = SignatureDesk(configured()), []
    desk.deliver = kept.append
    payload = bytearray(signed(1))
    payload[where % len(payload)] ^= flip
    ticket = Ticket(Reading(PRESS, 1, bytes(payload), "1", 1))
    assert desk.take(ticket)
    if not kept:  # it has the form of a signature: then the curve says no
        desk._check([desk._waiting[0]])
        desk._checkers.stop()
    assert isinstance(kept[0].item, Quarantined)
    assert kept[0].item.payload == bytes(payload)


def test_devices_without_a_signature_never_come_by_the_desk():
    desk = SignatureDesk(configured())
    assert not desk.take(Ticket(item(unsigned(1), OLD)))
    assert not desk._waiting
