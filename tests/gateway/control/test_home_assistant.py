"""Home Assistant sees the devices while discovery is on, and nothing of them is left when it is off."""

import time

import jinja2
import orjson
import pytest
from jinja2.sandbox import SandboxedEnvironment

from gateway.config import ControlSettings, DeviceSettings
from gateway.control.home_assistant import HomeAssistant, entities
from gateway.records import Frame, Reading
from gateway.watch import DeviceSummary, DeviceWatch

CAMERA, SENSOR = "plant/hall/line/camera-1", "plant/hall/line/sensor-1"
ALL = "homeassistant/+/ciro-gw1/+/config"
ON = ControlSettings(home_assistant=True)


@pytest.fixture(autouse=True)
def _looked_at_sooner(monkeypatch):
    monkeypatch.setattr("gateway.control.control_plane.DISCOVERY_S", 0.2)


@pytest.fixture
def devices():
    watch = DeviceWatch(lambda device: DeviceSettings(match=device), clock=time.monotonic)
    watch.observe_frame(Frame(CAMERA, 1, b"x", 640, 480))
    watch.observe_reading(Reading(SENSOR, 1, orjson.dumps({"v": {"temp": 21.5, "a'\"}}b": 1}})))
    return watch


def _by_name(messages):
    found = [orjson.loads(payload) for payload in messages.values()]
    return {(entity["device"]["name"], entity["name"]): entity for entity in found}


async def test_cameras_sensors_and_the_gateway_become_entities(start, devices, kept, until_kept, until):
    titles = {CAMERA: "Press camera", SENSOR: SENSOR}
    await start(settings=ON, devices=devices, titles=titles.get)
    await until(lambda: True)
    found = {}
    while len(found) < 6:
        found = await kept(ALL)
    described = _by_name(found)
    assert set(described) == {
        ("Ciro Gateway gw1", "Connectivity"),
        ("Ciro Gateway gw1", "Problem"),
        ("Press camera", "Snapshot"),
        ("Press camera", "Last decision"),
        (SENSOR, "temp"),
        (SENSOR, "a'\"}}b"),
    }
    image = described["Press camera", "Snapshot"]
    assert image["image_topic"] == f"ciro/v1/{CAMERA}/snapshot"
    assert image["device"]["via_device"] == "ciro-gw1"
    assert {topic.split("/")[1] for topic in found} == {"binary_sensor", "image", "sensor"}
    assert len({entity["unique_id"] for entity in described.values()}) == 6


async def test_a_forgotten_device_is_removed_and_so_is_everything_when_discovery_is_turned_off(
    start, devices, kept, until_kept
):
    settings = [ON]
    await start(settings=lambda: settings[0], devices=devices)
    while len(await kept(ALL)) < 6:
        pass
    devices.forget(CAMERA)
    while len(await kept(ALL)) > 4:
        pass
    assert not any("camera-1" in topic for topic in await kept(ALL))
    settings[0] = ControlSettings(home_assistant=False)
    await until_kept(ALL, set())


async def test_what_a_run_with_discovery_left_is_removed_by_a_run_without(start, devices, kept, until_kept, look_on):
    first = await start(settings=ON, devices=devices)
    while len(await kept(ALL)) < 6:
        pass
    await first.stop()
    look_on().publish("homeassistant/sensor/other-thing/x/config", {"name": "not ours"}, retain=True)
    await start(settings=ControlSettings(), devices=devices)
    await until_kept("homeassistant/#", {"homeassistant/sensor/other-thing/x/config"})


async def test_devices_of_an_earlier_run_stay_until_they_are_heard_of(start, devices, kept):
    first = await start(settings=ON, devices=devices)
    while len(await kept(ALL)) < 6:
        pass
    await first.stop()
    again = await start(settings=ON)
    await again.control._client.publish("fence-2", b"x", qos=1)
    assert len(await kept(ALL)) == 6


async def test_everything_is_said_again_when_home_assistant_or_the_broker_starts_anew(
    start, devices, look_on, until, mosquitto
):
    seen = look_on(ALL)
    gateway = await start(settings=ON, devices=devices)
    await until(lambda: len(seen.heard) == 6)
    seen.publish("homeassistant/status", b"offline")
    seen.publish("homeassistant/status", b"online")
    await until(lambda: len(seen.heard) == 12)
    mosquitto.restart()
    await until(lambda: len(seen.heard) >= 18)
    assert gateway.control.connected


def _summary(device, kind="sensor", **options):
    return DeviceSummary(device, kind, 1, 1, 1.0, None, options.pop("online", None), **options)


def _entities(*summaries, infos=lambda device: {}):
    return dict(entities("gw1", "1", summaries, lambda device: device, infos, "homeassistant"))


def test_names_of_the_oddest_kind_give_distinct_topics_of_the_allowed_alphabet():
    signals = dict.fromkeys(["temp", "temp ", "té", "a/b", "a-b", "#", "+", "x" * 64], 1.0)
    found = _entities(_summary("a/b/c/d_e"[:9], signals=signals), _summary("a/b/c_d/e", signals=signals))
    assert len(found) == 2 + 2 * len(signals)
    for topic in found:
        assert all(part.replace("-", "").replace("_", "").isalnum() and part.isascii() for part in topic.split("/"))


def test_templates_give_the_value_whatever_the_signal_is_called():
    environment = SandboxedEnvironment(undefined=jinja2.StrictUndefined)
    names = ["temp", "it's", '"', "\\", "}}", "{% raw %}", "{{ 1 }}", "ü", "𝛼", "a\nb", "' ~ x ~ '"]
    found = _entities(_summary("a/b/c/d", signals=dict.fromkeys(names, 1.0)))
    for name in names:
        template = next(e["value_template"] for e in found.values() if e["name"] == name)
        render = environment.from_string(template).render
        assert render(value_json={"v": {name: 2.5}}, this={"state": "old"}) == "2.5"
        assert render(value_json={"v": {"other": 1}}, this={"state": "old"}) == "old"


def test_a_waveform_is_shown_by_its_peak_and_its_decision():
    found = _entities(_summary("a/b/c/d", signals={"accel": 1.0}, waveforms=frozenset({"accel"})))
    entity = next(e for e in found.values() if e["name"] == "accel peak")
    render = SandboxedEnvironment().from_string(entity["value_template"]).render
    assert render(value_json={"v": {"accel": {"hz": 1000, "x": [0.5, -3, 1]}}}, this={"state": ""}) == "3"
    assert any(e["name"] == "Last decision about the signal" for e in found.values())


def test_a_device_is_available_only_while_it_and_the_gateway_are_online():
    silent, present = _entities(_summary("a/b/c/d", "camera")), _entities(_summary("a/b/c/d", "camera", online=True))
    image = [next(e for t, e in found.items() if "/image/" in t) for found in (silent, present)]
    assert [a["topic"] for a in image[0]["availability"]] == ["ciro/v1/$gw/gw1/status"]
    assert [a["topic"] for a in image[1]["availability"]] == ["ciro/v1/$gw/gw1/status", "ciro/v1/a/b/c/d/status"]
    assert image[1]["availability_mode"] == "all"


def test_what_a_device_says_about_itself_is_shown_and_nonsense_is_not():
    info = {"model": "ESP32-CAM", "firmware": 7, "manufacturer": {"x": 1}}
    found = _entities(_summary("a/b/c/d", "camera"), infos=lambda device: info)
    device = next(e for t, e in found.items() if "/image/" in t)["device"]
    assert (device["model"], device["sw_version"]) == ("ESP32-CAM", "7")
    assert "manufacturer" not in device


def test_a_device_forgotten_while_the_broker_was_away_is_removed_when_it_is_back():
    adapter = HomeAssistant("gw1", "1", lambda device: device, lambda device: {})
    adapter.connected()
    for topic, payload in list(adapter.changes("homeassistant", [_summary("a/b/c/d", "camera")])):
        adapter.published(topic, payload)
    adapter.connected()
    said = dict(adapter.changes("homeassistant", []))
    assert sorted(payload == b"" for payload in said.values()) == [False, False, True, True]


def test_a_new_prefix_takes_the_old_topics_away():
    adapter = HomeAssistant("gw1", "1", lambda device: device, lambda device: {})
    adapter.connected()
    assert adapter.subscriptions("one") == [("one/status", 0), ("one/+/ciro-gw1/+/config", 0)]
    assert adapter.subscriptions("one") == []
    for topic, payload in list(adapter.changes("one", [])):
        adapter.published(topic, payload)
    assert adapter.subscriptions("two")
    said = dict(adapter.changes("two", []))
    assert {topic: payload == b"" for topic, payload in said.items()} == {
        "one/binary_sensor/ciro-gw1/connectivity/config": True,
        "one/binary_sensor/ciro-gw1/problem/config": True,
        "two/binary_sensor/ciro-gw1/connectivity/config": False,
        "two/binary_sensor/ciro-gw1/problem/config": False,
    }
