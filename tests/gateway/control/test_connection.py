"""The connection: absent, lost, refused, back; and what the broker and the devices say over it."""

import asyncio
import logging

import pytest

from gateway.devices import Authority
from gateway.endpoint import Endpoint
from gateway.supervisor import State

CAMERA = "plant/hall/line/camera-1"


async def test_a_broker_that_is_absent_at_the_start_is_found_when_it_comes(start_mosquitto, start, until):
    broker = start_mosquitto("late", started=False)
    gateway = await start(endpoint=Endpoint(broker.host, broker.port), wait=False)
    await until(lambda: gateway.health.state is State.DEGRADED)
    assert "no connection to mqtt://" in gateway.health.reason
    assert "start the broker" in gateway.health.remedy
    broker.start()
    await until(lambda: gateway.health.state is State.OK)


async def test_a_killed_broker_is_noticed_and_found_again(start, mosquitto, until, caplog):
    caplog.set_level(logging.ERROR)
    gateway = await start()
    await until(lambda: gateway.health.state is State.OK)
    for _ in range(3):
        mosquitto.kill()
        await until(lambda: gateway.health.state is State.DEGRADED)
        assert "check broker and network" in gateway.health.remedy or "start the broker" in gateway.health.remedy
        mosquitto.start()
        await until(lambda: gateway.health.state is State.OK)
    assert not caplog.records


async def test_a_broker_that_takes_the_connection_and_says_nothing_is_given_up_and_tried_again(
    start, mosquitto, until, monkeypatch, look_on
):
    made = Endpoint.async_client
    monkeypatch.setattr(Endpoint, "async_client", lambda self, name, **o: made(self, name, timeout=0.5, **o))
    mosquitto.pause()
    gateway = await start(wait=False)
    await until(lambda: gateway.health.state is State.DEGRADED)
    await asyncio.sleep(1.5)  # several handshakes are given up meanwhile
    mosquitto.resume()
    await until(lambda: gateway.health.state is State.OK)
    seen = look_on("$SYS/broker/clients/connected", "ciro/v1/$gw/gw1/status")
    await until(lambda: seen.objects("ciro/v1/$gw/gw1/status"))
    assert seen.objects("ciro/v1/$gw/gw1/status")[-1]["state"] == "online"
    assert gateway.control.connected


async def test_a_wrong_password_is_named_with_what_to_check(start_mosquitto, start, tmp_path, until):
    passwords = tmp_path / "passwords"
    passwords.write_text("")
    passwords.chmod(0o644)
    for version in ("3.1.1", "5"):
        broker = start_mosquitto(f"closed-{version}", anonymous=False, extra=(f"password_file {passwords}",))
        endpoint = Endpoint(broker.host, broker.port, version=version, username="gateway", password="sEcrEt")
        gateway = await start(endpoint=endpoint, wait=False)
        await until(lambda gateway=gateway: "refused the gateway" in gateway.health.reason)
        assert "password_file" in gateway.health.remedy
        assert "sEcrEt" not in gateway.health.reason + gateway.health.remedy


async def test_an_encrypted_connection_with_a_client_certificate_is_made(start_mosquitto, start, tmp_path, until):
    authority = Authority.create(tmp_path / "ca")
    issued = authority.issue_broker(["127.0.0.1"])
    ours = authority.issue_device("gateway")
    for name, text in (
        ("broker.pem", issued.certificate),
        ("broker.key", issued.key),
        ("ca.pem", authority.pem),
        ("gw.pem", ours.certificate),
        ("gw.key", ours.key),
    ):
        (tmp_path / name).write_text(text)
    broker = start_mosquitto(
        listener=(
            "listener {port} 127.0.0.1",
            f"cafile {tmp_path / 'ca.pem'}",
            f"certfile {tmp_path / 'broker.pem'}",
            f"keyfile {tmp_path / 'broker.key'}",
            "require_certificate true",
        )
    )
    endpoint = Endpoint(
        broker.host,
        broker.port,
        version="5",
        tls=True,
        ca_file=tmp_path / "ca.pem",
        cert_file=tmp_path / "gw.pem",
        key_file=tmp_path / "gw.key",
    )
    gateway = await start(endpoint=endpoint)
    await until(lambda: gateway.health.state is State.OK)
    stranger = Authority.create(tmp_path / "stranger")
    (tmp_path / "stranger.pem").write_text(stranger.pem)
    wrong = Endpoint(broker.host, broker.port, version="5", tls=True, ca_file=tmp_path / "stranger.pem")
    other = await start(endpoint=wrong, gateway="gw2", wait=False)
    await until(lambda: "is not accepted" in other.health.reason)
    assert "ca_file" in other.health.remedy
    missing = Endpoint(broker.host, broker.port, tls=True, ca_file=tmp_path / "absent.pem")
    third = await start(endpoint=missing, gateway="gw3", wait=False)
    await until(lambda: "absent.pem does not exist" in third.health.reason)
    assert "[broker.tls]" in third.health.remedy


async def test_a_connection_that_a_copy_of_this_gateway_takes_over_is_told_apart_from_a_network_fault(start, until):
    connack, taken_over = b"\x20\x03\x00\x00\x00", b"\xe0\x02\x8e\x00"

    async def fake_broker(reader, writer):
        """Let it in, then say what MQTT 5 brokers say to a client whose id another one has taken.

        mosquitto 2.0.11, the real one of this machine, closes the connection without saying it.
        """
        await reader.read(1000)
        writer.write(connack)
        await reader.read(1000)
        writer.write(taken_over)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(fake_broker, "127.0.0.1", 0) as server:
        endpoint = Endpoint(port=server.sockets[0].getsockname()[1], version="5")
        gateway = await start(endpoint=endpoint, wait=False)
        await until(lambda: gateway.alarms.get("client_id_taken", "broker"))
        assert "another client logged in as 'ciro-ctl-gw1-00000001'" in gateway.health.reason
        assert "[gateway] name" in gateway.health.remedy


@pytest.mark.parametrize("version", ["3.1.1", "5"])
async def test_what_devices_say_about_themselves_reaches_the_watch(start, look_on, until, version):
    seen = look_on()
    told = []
    seen.publish(f"ciro/v1/{CAMERA}/status", b"offline", retain=True)
    seen.publish(f"ciro/v1/{CAMERA}/info", {"model": "ESP32-CAM", "firmware": "2026.1"}, retain=True)
    gateway = await start(version=version, wait=False)
    gateway.devices.observe_presence = lambda device, *, online: told.append((device, online))
    await until(lambda: told == [(CAMERA, False)])
    await until(lambda: gateway.control.info(CAMERA).get("model") == "ESP32-CAM")
    for junk in (b"maybe", b"\xff\xff", b"", b"x" * 100_000):
        seen.publish(f"ciro/v1/{CAMERA}/status", junk)
        seen.publish(f"ciro/v1/{CAMERA}/info", junk or b"[")
    seen.publish(f"ciro/v1/{CAMERA}/status", b"Online\n")
    await until(lambda: told[-1] == (CAMERA, True))
    assert len(told) == 2
    assert gateway.control.info(CAMERA)["model"] == "ESP32-CAM"
    assert gateway.control.info("a/b/c/d") == {}


async def test_a_broker_that_drops_messages_raises_an_alarm(start_mosquitto, start, look_on, until):
    broker = start_mosquitto("small", extra=("sys_interval 1", "max_queued_messages 5"))
    gateway = await start(endpoint=Endpoint(broker.host, broker.port))
    absent = look_on("flood", broker=broker, client_id="absent", clean_session=False)
    absent.close()
    await until(lambda: gateway.control._drops._last is not None)
    flood = look_on(broker=broker)
    for number in range(40):
        flood.publish("flood", b"%d" % number)
    alarm = await until(lambda: gateway.alarms.get("broker_dropping", "broker"))
    assert "dropped" in alarm.detail


async def test_statistics_come_at_their_interval_and_at_once_when_an_alarm_comes(start, look_on, until):
    calls = []

    def stats():
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("a bug in the statistics")
        return {"received": len(calls), "rate": float("nan")}

    seen = look_on("ciro/v1/$gw/gw1/stats")
    gateway = await start(stats=stats)
    await until(lambda: seen.objects("ciro/v1/$gw/gw1/stats"))
    assert seen.objects("ciro/v1/$gw/gw1/stats")[0] == {
        "received": 1,
        "rate": None,
        "alarms": {"problem": 0, "warning": 0, "info": 0},
    }
    gateway.alarms.raise_alarm("disk_full", "journal", "x")  # this one meets the bug
    await until(lambda: len(calls) == 2)
    gateway.alarms.raise_alarm("disk_read_only", "journal", "x")
    await until(lambda: len(seen.objects("ciro/v1/$gw/gw1/stats")) == 2)
    assert seen.objects("ciro/v1/$gw/gw1/stats")[1]["alarms"]["problem"] == 2
    assert gateway.health.state is State.OK


async def test_the_embedded_broker_serves_as_well(start, until):
    from gateway.broker import EmbeddedBroker

    async with EmbeddedBroker() as broker:
        gateway = await start(endpoint=broker.endpoint)
        await until(lambda: gateway.health.state is State.OK)
        gateway.alarms.raise_alarm("disk_full", "journal", "x")
        await until(lambda: gateway.control._feed.first() is None)
        await gateway.stop()


@pytest.mark.parametrize("version", ["3.1.1", "5"])
async def test_it_ends_whenever_it_is_told_to(start, version):
    """aiomqtt waits in a way that can lose a cancellation; each of these moments is another place to lose it."""
    for turn in range(30):
        gateway = await start(version=version, wait=False)
        gateway.alarms.raise_alarm("disk_full", "journal", "x")
        await asyncio.sleep(turn * 0.002)
        async with asyncio.timeout(30):
            await gateway.stop()
        assert gateway.task.cancelled()
