"""The line against real brokers: an exact ledger, an absolute schedule, commands, faults that show."""

import itertools
import subprocess
import time
from collections import Counter

import cv2
import numpy as np
import orjson
import paho.mqtt.client as mqtt
import pytest
from PIL import Image

from gateway.broker import EmbeddedBroker
from gateway.endpoint import Endpoint
from gateway.simulator import Fault, FaultError, LineOptions, LineSimulator
from gateway.simulator.line import _Place

FAST = {
    "fps": 20.0,
    "sensor_hz": 20.0,
    "pictures": 4,
    "size": (160, 120),
    "retry_s": (0.05, 0.1),
}


@pytest.fixture
def run_line():
    lines = []

    def start(broker, *, version="3.1.1", faults=(), **options):
        endpoint = Endpoint(broker.host, broker.port, version=version)
        parsed = [Fault.parse(text) for text in faults]
        lines.append(LineSimulator(endpoint, LineOptions(**{**FAST, "faults": parsed, **options})))
        return lines[-1].start()

    yield start
    for line in lines:
        line.stop(1.0)


def _picture(message):
    return cv2.imdecode(np.frombuffer(message.payload, np.uint8), cv2.IMREAD_COLOR)


def _same_as_ledger(line, seen):
    """The witness holds at least what was acknowledged; and nothing that was not published."""
    acknowledged = set(line.ledger.readings())
    assert acknowledged <= set(seen.readings())
    frames = seen.frames()
    assert all(frames[key] >= count for key, count in line.ledger.frames().items())
    loss = line.ledger.lost(seen.readings(), frames)
    assert loss.count == 0


def test_the_ledger_is_what_an_independent_subscriber_got(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(mosquitto)
    seen.wait(lambda w: len(w.frames()) >= 40 and len(w.readings()) >= 60)
    assert line.stop()
    seen.wait(lambda w: w.frames() == line.ledger.frames())
    seen.wait(lambda w: w.readings() == Counter(line.ledger.readings()))
    totals = line.ledger.totals()
    assert totals["frames_published"] == totals["frames_acknowledged"] == sum(seen.frames().values())
    assert totals["readings_published"] == totals["readings_acknowledged"]
    assert line.ledger.lost(seen.readings(), seen.frames()).count == 0


def test_restarts_of_the_broker_lose_nothing_that_was_acknowledged(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(mosquitto)
    for _ in range(2):
        have = len(seen.messages)
        seen.wait(lambda w, have=have: len(w.messages) >= have + 60)
        mosquitto.restart()
    have = len(seen.messages)
    seen.wait(lambda w: len(w.messages) >= have + 60)
    assert line.stop()
    seen.wait(lambda w: line.ledger.lost(w.readings(), w.frames()).count == 0)
    _same_as_ledger(line, seen)
    assert line.ledger.readings_acknowledged == line.ledger.readings_published
    sequences = {device: [] for device in line.devices}
    for device, _, seq in line.ledger.readings():
        sequences[device].append(seq)
    for device in line.devices[2:]:
        assert sequences[device] == list(range(len(sequences[device])))


def test_a_broker_that_is_absent_at_first_gets_what_waited(start_mosquitto, run_line, witness):
    broker = start_mosquitto(started=False)
    line = run_line(broker, cameras=0, sensors=1)
    while line.ledger.readings_published < 10:
        time.sleep(0.02)
    assert line.ledger.readings_acknowledged == 0
    broker.start()
    seen = witness(broker)
    assert line.wait_connected(30)
    assert line.stop()
    assert line.ledger.readings_acknowledged == line.ledger.readings_published
    seen.wait(lambda w: len(w.readings()) > 0)


def test_what_a_dead_broker_never_acknowledged_is_not_booked(mosquitto, run_line):
    line = run_line(mosquitto, cameras=0, sensors=1)
    assert line.wait_connected(10)
    while line.ledger.readings_acknowledged < 5:
        time.sleep(0.02)
    mosquitto.kill()
    published = line.ledger.readings_published
    while line.ledger.readings_published < published + 10:
        time.sleep(0.02)
    assert not line.stop(0.5)
    assert line.ledger.readings_acknowledged <= line.ledger.readings_published - 9


async def test_the_embedded_broker_carries_the_line(run_line, witness):
    import asyncio

    async with EmbeddedBroker() as broker:

        def work():
            seen = witness(broker)
            line = run_line(broker, size=(640, 480), fps=10.0)
            seen.wait(lambda w: len(w.frames()) >= 30)
            assert line.stop()
            seen.wait(lambda w: line.ledger.lost(w.readings(), w.frames()).count == 0)
            seen.close()

        await asyncio.to_thread(work)


def test_every_device_is_itself_presence_info_frames_and_readings(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(mosquitto)
    names = [address.rsplit("/", 1)[1] for address in line.devices]
    assert names == ["camera-1", "camera-2", "temperature-1", "current-1", "vibration-1"]
    seen.wait(lambda w: all(w.of(name, "info") and w.of(name, "status") for name in names))
    seen.wait(lambda w: len(w.of("camera-2", "frame")) >= 8 and len(w.telemetry("vibration-1")) >= 2)
    line.stop()
    seen.wait(lambda w: all(w.of(name, "status")[-1].payload == b"offline" for name in names))
    assert all(seen.of(name, "status")[0].payload == b"online" for name in names)
    info = orjson.loads(seen.of("camera-1", "info")[0].payload)
    assert info["resolution"] == [160, 120]
    assert _picture(seen.of("camera-1", "frame")[0]).shape == (120, 160, 3)
    window = seen.telemetry("vibration-1")[0]
    assert window["v"]["accel"]["hz"] == 1000
    assert len(window["v"]["accel"]["x"]) == 1000
    assert abs(window["ts"] - time.time() * 1000) < 60_000
    shown = set(line.ledger.truth().values())
    assert any(text.endswith(" parts") for text in shown)
    assert any(text.startswith("photograph") for text in shown)


def test_retained_status_and_info_greet_a_late_subscriber(mosquitto, run_line, witness):
    line = run_line(mosquitto, sensors=1, cameras=0)
    assert line.wait_connected(10)
    while not line.ledger.readings_acknowledged:
        time.sleep(0.02)
    late = witness(mosquitto)
    late.wait(lambda w: w.of("temperature-1", "status") and w.of("temperature-1", "info"))
    assert late.of("temperature-1", "status")[0].payload == b"online"
    assert late.of("temperature-1", "status")[0].retain


def test_frames_carry_their_moment_in_exif_and_in_mqtt_5_properties(mosquitto, run_line, witness, tmp_path):
    seen = witness(mosquitto, mqtt.MQTTv5)
    run_line(mosquitto, version="5", sensors=0, cameras=1)
    seen.wait(lambda w: len(w.of("camera-1", "frame")) >= 3)
    message = seen.of("camera-1", "frame")[0]
    properties = dict(message.properties.UserProperty)
    (tmp_path / "frame.jpg").write_bytes(message.payload)
    with Image.open(tmp_path / "frame.jpg") as image:
        exif = image.getexif().get_ifd(0x8769)
    stamp = time.strftime("%Y:%m:%d %H:%M:%S", time.gmtime(int(properties["ts"]) // 1000))
    assert exif[0x9003] == stamp
    assert int(exif[0x9291]) == int(properties["ts"]) % 1000
    assert (exif[0x9011], properties["seq"]) == ("+00:00", "0")


def test_the_schedule_is_absolute_and_does_not_drift():
    place = _Place(None, None, period_s=1 / 3, anchor_s=1000.0)
    for _ in range(100_000):
        place.ticks += 1
    assert place.due_s == pytest.approx(1000.0 + 100_000 / 3, abs=1e-6)


def test_each_device_logs_in_as_itself_where_the_broker_wants_that(start_mosquitto, tmp_path):
    names = ["demo/hall-1/line-1/camera-1", "demo/hall-1/line-1/temperature-1"]
    passwords = tmp_path / "passwords"
    passwords.touch(mode=0o600)
    for name in names:
        subprocess.run(["mosquitto_passwd", "-b", str(passwords), name, "sEcrEt"], check=True)
    acl = tmp_path / "acl"
    acl.write_text("pattern write ciro/v1/%u/#\npattern read ciro/v1/%u/cmd/+\n")
    acl.chmod(0o600)
    broker = start_mosquitto(anonymous=False, extra=(f"password_file {passwords}", f"acl_file {acl}"))
    endpoint = Endpoint(broker.host, broker.port, version="5", username="{device}", password="sEcrEt")
    with LineSimulator(endpoint, LineOptions(**{**FAST, "cameras": 1, "sensors": 1})) as line:
        while line.ledger.frames_acknowledged < 5 or line.ledger.readings_acknowledged < 5:
            time.sleep(0.02)
    assert sum(link.refused for link in line.links.values()) == 0


def test_the_same_seed_makes_the_same_line(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    payloads = []
    for _ in range(2):
        have = len(seen.messages)  # before the start: the first message may be there when it returns
        line = run_line(mosquitto, cameras=1, sensors=1, boot=7, seed=11)
        seen.wait(
            lambda w, have=have: (
                sum(m.topic.endswith("/frame") for m in w.messages[have:]) >= 3
                and sum(m.topic.endswith("/telemetry") for m in w.messages[have:]) >= 3
            )
        )
        line.stop()
        fresh = seen.messages[have:]
        frames = [_picture(m) for m in fresh if m.topic.endswith("/frame")][:3]
        payloads.append(frames)
    for first, second in zip(*payloads, strict=True):
        assert np.array_equal(first, second)


def test_commands_are_carried_out_and_acknowledged(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(mosquitto, fps=0.2, sensor_hz=0.2)
    assert line.wait_connected(10)
    base = "ciro/v1/demo/hall-1/line-1"
    seen.wait(lambda w: w.of("camera-1", "info") and w.of("temperature-1", "info"))
    seen.publish(f"{base}/camera-1/cmd/capture", b'{"id":"a"}')
    seen.publish(f"{base}/camera-1/cmd/dance", b"")
    seen.publish(f"{base}/temperature-1/cmd/ping", b"not json")
    seen.publish(f"{base}/temperature-1/cmd/reboot", b"{}")
    seen.publish(f"{base}/vibration-1/cmd/rate", b'{"hz":20}')
    seen.wait(lambda w: w.of("camera-1", "frame/evidence"))
    seen.wait(lambda w: sum(m.topic.endswith("/ack") for m in w.messages) >= 5)
    seen.wait(lambda w: len(w.telemetry("vibration-1")) >= 5)
    answers = {tuple(m.topic.split("/")[-4::2]): orjson.loads(m.payload) for m in seen.messages if "/ack" in m.topic}
    assert answers["camera-1", "capture"] == {"id": "a", "ok": True, "ts": answers["camera-1", "capture"]["ts"]}
    assert not answers["camera-1", "dance"]["ok"]
    assert "JSON" in answers["temperature-1", "ping"]["error"]
    assert answers["vibration-1", "rate"] == {"ok": True, "hz": 20}
    seen.wait(lambda w: len(w.of("temperature-1", "info")) >= 2)
    line.stop()
    assert line.ledger.lost(seen.readings(), seen.frames()).count == 0


# -- faults --------------------------------------------------------------------------------------------------------


def test_faults_of_cameras_show_in_what_is_published(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(
        mosquitto,
        cameras=6,
        sensors=0,
        faults=[
            "frozen:camera-1@0.5",
            "black:camera-2@0.5",
            "overexposed:camera-3@0.5",
            "wrong-size:camera-4@0.5",
            "stall:camera-5@0.5+0.5",
            "slow:camera-6@0.5",
        ],
    )
    seen.wait(lambda w: all(len(w.of(f"camera-{n}", "frame")) >= 30 for n in range(1, 6)))
    line.stop()
    seen.wait(lambda w: w.frames() == line.ledger.frames())

    frozen = [m.payload for m in seen.of("camera-1", "frame")]
    assert len(set(frozen[:8])) == 8
    assert len(set(frozen[12:])) == 1
    black = [_picture(m).mean() for m in seen.of("camera-2", "frame")]
    assert min(black[:8]) > 20
    assert max(black[12:]) < 4
    bright = [_picture(m) for m in seen.of("camera-3", "frame")]
    assert np.mean(bright[0] > 250) < 0.5
    assert np.mean(bright[-1] > 250) > 0.9
    assert [_picture(m).shape[:2] for m in seen.of("camera-4", "frame")][::25] == [(120, 160), (60, 80)]
    assert len(seen.of("camera-6", "frame")) < len(seen.of("camera-1", "frame")) / 2


def test_a_stalled_device_is_silent_for_its_time_and_comes_back(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(mosquitto, cameras=0, sensors=1, faults=["stall:temperature-1@0.4+0.6"])
    seen.wait(lambda w: len(w.telemetry("temperature-1")) >= 16)
    line.stop()
    times = [reading["ts"] for reading in seen.telemetry("temperature-1")]
    gaps = [second - first for first, second in itertools.pairwise(times)]
    assert max(gaps) >= 500
    assert [r["seq"] for r in seen.telemetry("temperature-1")][:16] == list(range(16))


def test_faults_of_sensors_show_in_what_is_published(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(
        mosquitto,
        cameras=0,
        sensors=5,
        boot=100,
        faults=[
            "stuck:temperature-1@0.4",
            "out-of-range:current-1@0.4",
            "gap:vibration-1@0.4",
            "reboot:humidity-1@0.4",
            "disconnect:temperature-2@0.4",
        ],
    )
    names = ["temperature-1", "current-1", "vibration-1", "humidity-1", "temperature-2"]
    seen.wait(lambda w: all(len(w.telemetry(name)) >= 20 for name in names))
    line.stop()
    seen.wait(lambda w: line.ledger.lost(w.readings(), w.frames()).count == 0)

    stuck = [r["v"]["temperature"] for r in seen.telemetry("temperature-1")]
    assert len(set(stuck[:6])) > 1
    assert len(set(stuck[10:])) == 1
    assert seen.telemetry("current-1")[-1]["v"]["current"] > 100 > seen.telemetry("current-1")[0]["v"]["current"]
    sequence = sorted({r["seq"] for r in seen.telemetry("vibration-1")})
    assert Counter(b - a for a, b in itertools.pairwise(sequence))[11] == 1
    assert {r["boot"] for r in seen.telemetry("humidity-1")} == {100, 101}
    assert min(r["seq"] for r in seen.telemetry("humidity-1") if r["boot"] == 101) == 0
    for name in ("humidity-1", "temperature-2"):
        assert b"offline" in [m.payload for m in seen.of(name, "status")[:-1]]
        assert b"online" in [m.payload for m in seen.of(name, "status")[2:]]


def test_poison_goes_out_beside_the_regular_messages_and_is_booked_apart(mosquitto, run_line, witness):
    seen = witness(mosquitto)
    line = run_line(
        mosquitto,
        cameras=1,
        sensors=1,
        faults=["poison:camera-1", "poison:temperature-1"],
    )
    while line.ledger.poison_acknowledged < 30:
        time.sleep(0.05)
    line.stop()
    flaws = {ticket.flaw for ticket in line.ledger.poison()}
    assert {"not an image", "60-megapixel PNG", "NaN", "deep nesting", "10 MB reading", "wrong topic"} <= flaws
    assert line.ledger.frames_acknowledged > 5
    seen.wait(lambda w: any(len(m.payload) > 9_000_000 for m in w.messages))
    undecodable = [m for m in seen.of("camera-1", "frame") if m.payload and _picture_or_none(m) is None]
    assert undecodable


def _picture_or_none(message):
    if len(message.payload) < 1000:
        return None
    return _picture(message)


@pytest.mark.parametrize("text", ["frozen", "frozen:camera-1@x", "melted:camera-1", "frozen:Camera 1"])
def test_a_fault_that_cannot_be_read_is_refused(text):
    with pytest.raises(FaultError):
        Fault.parse(text)


@pytest.mark.parametrize("text", ["frozen:camera-9", "stuck:camera-1", "black:temperature-1"])
def test_a_fault_that_no_device_can_have_is_refused(text):
    with pytest.raises(FaultError):
        LineSimulator(Endpoint(), LineOptions(faults=[Fault.parse(text)]))
