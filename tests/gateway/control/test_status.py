"""The retained status: online while there is a gateway, offline when not, and one gateway for each name."""

import pytest

from gateway.control.own_status import OwnStatus
from gateway.supervisor import State

TOPIC = "ciro/v1/$gw/gw1/status"
OTHER = {"state": "online", "instance": "another", "version": "1", "since": "2026-01-01T00:00:00Z"}


@pytest.fixture(autouse=True)
def _corrected_sooner(monkeypatch):
    monkeypatch.setattr("gateway.control.own_status.REPEAT_S", 0.3)


@pytest.mark.parametrize("version", ["3.1.1", "5"])
async def test_status_is_online_while_it_runs_and_offline_after_an_orderly_end(start, kept, look_on, until, version):
    seen = look_on(TOPIC)
    gateway = await start(version=version, page_url="https://gw1.plant/")
    await until(lambda: seen.objects(TOPIC))
    said = seen.objects(TOPIC)[0]
    assert said.pop("since")
    assert said == {
        "state": "online",
        "instance": "00000000-0000-4000-8000-000000000001",
        "version": "1.2.3",
        "url": "https://gw1.plant/",
    }
    await until(lambda: gateway.health.state is State.OK)
    await gateway.stop()
    assert b'"offline"' in (await kept(TOPIC))[TOPIC]


@pytest.mark.parametrize("version", ["3.1.1", "5"])
async def test_the_last_will_says_offline_when_the_connection_breaks_and_online_comes_back(
    start, look_on, until, version
):
    seen = look_on(TOPIC)
    gateway = await start(version=version)
    await until(lambda: seen.objects(TOPIC))
    gateway.control._client._client._sock.shutdown(2)
    await until(lambda: [said["state"] for said in seen.objects(TOPIC)] == ["online", "offline", "online"])


async def test_a_will_that_comes_late_does_not_leave_a_running_gateway_offline(start, look_on, kept, until):
    seen = look_on(TOPIC)
    await start()
    await until(lambda: seen.objects(TOPIC))
    seen.publish(TOPIC, {"state": "offline", "instance": "predecessor"}, retain=True)
    await until(lambda: b'"online"' in seen.payloads(TOPIC)[-1])
    assert b'"online"' in (await kept(TOPIC))[TOPIC]
    seen.publish(TOPIC, b"no JSON", retain=True)
    await until(lambda: b'"online"' in seen.payloads(TOPIC)[-1])


async def test_two_gateways_with_one_name_are_both_told_so(start, until):
    one = await start(instance="00000000-0000-4000-8000-000000000001")
    assert one.alarms.raised() == ()
    two = await start(instance="00000000-0000-4000-8000-000000000002")
    for gateway, other in ((one, "…0002"), (two, "…0001")):
        alarm = await until(lambda gateway=gateway: gateway.alarms.get("gateway_name_taken", "gw1"))
        assert other[1:] in alarm.detail
        await until(lambda gateway=gateway: "another running gateway" in gateway.health.reason)
        assert "[gateway] name" in gateway.health.remedy
    assert one.control.connected  # their client ids differ: neither throws the other out
    assert two.control.connected


async def test_a_predecessor_that_died_with_the_broker_is_no_second_gateway(start, look_on, until):
    seen = look_on(TOPIC)
    seen.publish(TOPIC, OTHER, retain=True)
    gateway = await start()
    await until(lambda: any(said["instance"].endswith("0001") for said in seen.objects(TOPIC)))
    await until(lambda: gateway.health.state is State.OK)
    assert gateway.alarms.raised() == ()


def test_the_alarm_about_a_name_ends_when_the_other_gateway_is_silent():
    status = OwnStatus("gw1", "me", version="1", since="", url=None)
    status.connected(0)
    assert status.heard(b'{"state":"online","instance":"other"}', retained=False, now=1)
    assert not status.rival_gone(20)
    assert status.rival_gone(21.5)
    assert not status.rival_gone(22)  # told once
    assert status.rival is None


def test_status_is_corrected_at_a_bounded_rate(monkeypatch):
    monkeypatch.setattr("gateway.control.own_status.REPEAT_S", 5.0)
    status = OwnStatus("gw1", "me", version="1", since="", url=None)
    status.connected(0)
    assert status.due(0)
    for now in (1, 2, 3, 4):
        status.heard(b"{}", retained=False, now=now)
        assert not status.due(now)
    assert status.due(5)
    assert not status.due(50)


async def test_a_broker_that_denies_the_gateways_own_topics_is_named_with_the_remedy(
    start_mosquitto, start, tmp_path, until, monkeypatch
):
    monkeypatch.setattr("gateway.control.own_status.ECHO_S", 0.5)
    acl = tmp_path / "acl"
    acl.write_text("topic read ciro/v1/#\n")
    acl.chmod(0o644)
    broker = start_mosquitto("strict", extra=(f"acl_file {acl}",))
    from gateway.endpoint import Endpoint

    gateway = await start(endpoint=Endpoint(broker.host, broker.port, version="5"))
    await until(lambda: "does not come back" in gateway.health.reason)
    assert "ACL" in gateway.health.remedy
    assert gateway.health.state is State.DEGRADED
