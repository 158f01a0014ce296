"""The whole appliance against a real broker: nothing lost, nothing twice, and it says how it is."""

import signal
import socket
import time
from collections import Counter
from uuid import UUID

import cv2
import numpy as np
import orjson
import pytest

from gateway.endpoint import Endpoint
from gateway.simulator import LineOptions, LineSimulator
from gateway.simulator.photographs import photograph, photographs_installed

from .conftest import wait_for

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CAMERA = "ciro/v1/plant/hall/line/camera"
SENSOR = "ciro/v1/plant/hall/line/sensor"
RESULT_KEYS = {
    "id",
    "device",
    "frame_sha256",
    "captured_at",
    "received_at",
    "model",
    "model_sha256",
    "input_sha256",
    "job_type",
    "decision",
    "detections",
    "latency_ms",
    "route",
    "proof",
}


def jpeg(seed=0, size=(640, 480)):
    noise = np.random.default_rng(seed).integers(90, 160, (size[1], size[0], 3), np.uint8)
    return cv2.imencode(".jpg", noise)[1].tobytes()


def photograph_jpeg(name):
    return cv2.imencode(".jpg", photograph(name, np.random.default_rng(1), (640, 480)))[1].tobytes()


def results(ear):
    return [orjson.loads(payload) for payload in ear.of("/result")]


def test_a_picture_becomes_one_result_with_everything_that_is_promised(make_gateway, listen):
    make_gateway().start()
    ear = listen(f"{CAMERA}/#")
    ear.say(f"{CAMERA}/frame", jpeg())
    wait_for(lambda: results(ear) and ear.of("/result/latest") and ear.of("/snapshot"), "a result")
    (result,) = results(ear)
    assert result.keys() >= RESULT_KEYS
    assert UUID(result["id"]).version == 7
    assert result["captured_at"] is None
    assert result["device"] == "plant/hall/line/camera"
    assert result["job_type"] == 2
    assert result["proof"] == {"state": "none"}
    assert orjson.loads(ear.of("/result/latest")[-1]) == result
    assert cv2.imdecode(np.frombuffer(ear.of("/snapshot")[0], np.uint8), cv2.IMREAD_COLOR) is not None
    retained = listen(f"{CAMERA}/result/latest", f"{CAMERA}/snapshot")
    wait_for(lambda: len(retained.heard) == 2, "retained copies")
    assert all(kept for _, _, kept in retained.heard)


def test_a_waveform_becomes_a_result_about_its_window(make_gateway, listen):
    make_gateway().start()
    ear = listen(f"{SENSOR}/#")
    samples = np.sin(np.arange(1000) / 3).round(4).tolist()
    reading = {"ts": 1_770_000_000_000, "seq": 7, "boot": "b1", "v": {"accel": {"hz": 1000, "x": samples}}}
    ear.say(f"{SENSOR}/telemetry", orjson.dumps(reading))
    wait_for(lambda: results(ear), "a result")
    (result,) = results(ear)
    assert "frame_sha256" not in result
    assert result["window"]["signal"] == "accel"
    assert result["window"]["first_seq"] == 7
    assert result["captured_at"] == "2026-02-02T02:40:00.000Z"
    assert result["job_type"] == 5


def test_real_photographs_run_through_the_line(make_gateway, listen):
    gateway = make_gateway('[[devices]]\nmatch = "plant/*/*/camera"\nmodel = "part-counter"\n').start()
    ear = listen(f"{CAMERA}/#")
    names = photographs_installed()
    assert names
    for name in names:
        ear.say(f"{CAMERA}/frame", photograph_jpeg(name))
    wait_for(lambda: len(results(ear)) == len(names), "a result for each photograph")
    assert {result["model"] for result in results(ear)} == {"part-counter"}
    assert gateway.tally.owed() == 0


def test_killed_gateway_loses_nothing_that_was_acknowledged_and_says_nothing_twice(make_gateway, listen, mosquitto):
    gateway = make_gateway().start()
    ear = listen("ciro/v1/+/+/+/+/result")
    line = LineSimulator(
        Endpoint(port=mosquitto.port), LineOptions(cameras=2, fps=20, sensors=3, sensor_hz=20, size=(160, 120))
    )
    line.start()
    for _ in range(4):
        time.sleep(1.5)
        gateway.kill()
        gateway.start()
    assert line.stop(30)
    wait_for(
        lambda: not line.ledger.lost(gateway.tally.readings(), gateway.tally.frames()).count, "the backlog", limit_s=60
    )
    wait_for(lambda: gateway.tally.owed() == 0, "every result", limit_s=120)
    held = gateway.tally.results()[0]
    wait_for(lambda: len({result["id"] for result in results(ear)}) == held, "every result was published", limit_s=60)
    contents = {}
    for result in results(ear):
        assert contents.setdefault(result["id"], result) == result
    subjects = Counter(result.get("frame_sha256") or result["window"]["reading_sha256"] for result in contents.values())
    readings = {key: count for key, count in subjects.items() if count > 1}
    pictures = {sha256.hex(): count for (_, sha256), count in gateway.tally.frames().items()}
    assert all(count <= pictures.get(key, 1) for key, count in readings.items())


def test_broker_absent_at_start_then_restarted_costs_nothing(make_gateway, start_mosquitto, listen):
    broker = start_mosquitto("late", started=False)
    gateway = make_gateway(port=broker.port).start()
    wait_for(lambda: ("broker_lost", "broker") in gateway.alarms(), "the alarm about the absent broker")
    broker.start()
    wait_for(lambda: ("broker_lost", "broker") not in gateway.alarms(), "the alarm clears by itself", limit_s=60)
    line = LineSimulator(Endpoint(port=broker.port), LineOptions(cameras=1, fps=5, sensors=1, sensor_hz=10))
    line.start()
    time.sleep(2)
    broker.restart()
    time.sleep(2)
    assert line.stop(40)
    wait_for(
        lambda: not line.ledger.lost(gateway.tally.readings(), gateway.tally.frames()).count, "everything", limit_s=60
    )


def test_a_camera_and_a_model_are_added_without_a_restart(make_gateway, listen):
    gateway = make_gateway().start()
    ear = listen(f"{CAMERA}/#")
    ear.say(f"{CAMERA}/frame", jpeg(1))
    wait_for(lambda: results(ear), "a result of the default model")
    gateway.configure('[[devices]]\nmatch = "plant/hall/line/camera"\nmodel = "barcode"\ntitle = "Gate"\n')
    gateway.signal(signal.SIGHUP)
    wait_for(lambda: "configuration reloaded" in gateway.tail(), "the reload")
    ear.say(f"{CAMERA}/frame", jpeg(2))
    wait_for(lambda: len(results(ear)) == 2, "a result of the new model")
    assert [result["model"] for result in results(ear)] == ["surface-inspection", "barcode"]
    assert gateway.json("/api/v1/status")["cameras"][0]["title"] == "Gate"


def test_a_broken_configuration_is_refused_and_the_old_one_goes_on(make_gateway, listen):
    gateway = make_gateway().start()
    ear = listen(f"{CAMERA}/#", "ciro/v1/$gw/#")
    gateway.configure("[inferense]\nthreads = 2\n")
    ear.say("ciro/v1/$gw/gw1/cmd/reload", orjson.dumps({"id": "r1"}))
    answer = orjson.loads(wait_for(lambda: ear.of("cmd/reload/ack"), "an answer")[0])
    assert not answer["ok"]
    assert "inferense" in answer["error"]
    ear.say(f"{CAMERA}/frame", jpeg(3))
    wait_for(lambda: results(ear), "results go on")


def test_a_command_reaches_a_device_and_its_answer_comes_back(make_gateway, listen, mosquitto):
    make_gateway().start()
    ear = listen("ciro/v1/$gw/#")
    line = LineSimulator(Endpoint(port=mosquitto.port), LineOptions(cameras=1, sensors=1, size=(160, 120)))
    line.start()
    wait_for(lambda: all(link.connects for link in line.links.values()), "the devices are there")
    order = {"id": "c1", "device": "demo/hall-1/line-1/camera-1", "command": "capture", "who": "night shift"}
    ear.say("ciro/v1/$gw/gw1/cmd/device", orjson.dumps(order))
    answer = orjson.loads(wait_for(lambda: ear.of("cmd/device/ack"), "an answer")[0])
    assert answer["ok"], answer
    assert line.stop(20)


def test_two_gateways_with_one_name_are_told_apart_from_a_network_fault(make_gateway):
    first = make_gateway(place="first").start()
    second = make_gateway(place="second").start()
    kinds = {"client_id_taken", "gateway_name_taken"}
    wait_for(
        lambda: kinds & {kind for gateway in (first, second) for kind, _ in gateway.alarms()}, "an alarm that says so"
    )


def test_the_service_manager_hears_ready_watchdog_and_stopping(make_gateway, tmp_path):
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(path))
        manager.settimeout(30)
        gateway = make_gateway()
        gateway.environment = {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "2000000"}
        gateway.start()
        heard = []
        while not {"READY=1", "WATCHDOG=1"} <= set(heard):
            heard += manager.recv(4096).decode().splitlines()
        assert gateway.stop() == 0
        while "STOPPING=1" not in heard:
            heard += manager.recv(4096).decode().splitlines()


def test_it_ends_in_order_with_everything_kept(make_gateway, listen):
    gateway = make_gateway().start()
    ear = listen("ciro/v1/$gw/gw1/status")
    for seq in range(500):
        ear.say(f"{SENSOR}/telemetry", orjson.dumps({"seq": seq, "boot": 1, "v": {"t": seq}}))
    assert gateway.stop() == 0
    assert len(gateway.tally.readings()) == 500
    wait_for(lambda: orjson.loads(ear.heard[-1][1])["state"] == "offline", "the retained status")


def test_health_metrics_and_api_answer(make_gateway, listen):
    gateway = make_gateway().start()
    listen("ciro/v1/#").say(f"{CAMERA}/frame", jpeg())
    for path in ("/livez", "/readyz", "/health", "/metrics", "/", "/results", "/alarms", "/api/v1/openapi.json"):
        assert gateway.get(path)[0] == 200, path
    wait_for(lambda: gateway.json("/api/v1/results")["items"], "the result in the API")
