"""What comes out of the stage: the result as issue and docs/topics.md lay it down, on either way."""

import hashlib
import uuid

import cv2
import numpy as np
import pytest

from gateway.simulator.photographs import photograph, photographs_installed

COMMON = {
    "id",
    "device",
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
BESIDE = {"ok", "scores", "late", "evidence"}
"""Documented in docs/topics.md beside what the issue lays down."""


def test_claimed_and_leased_pictures_give_the_same_result(open_line, make):
    line = open_line()
    leased = line.keep(make.frame(7, "scratch", seq=4, boot="b"), claim=False)
    line.run()
    first = line.result(leased)
    line.idle()
    claimed = line.keep(make.frame(7, "scratch", seq=5, boot="b", received_us=leased.item.received_us))
    assert claimed.claimed
    assert not leased.claimed
    second = line.result(claimed)
    volatile = {"id", "latency_ms", "late"}
    assert first.keys() == second.keys()
    assert {k: v for k, v in first.items() if k not in volatile} == {
        k: v for k, v in second.items() if k not in volatile
    }


def test_a_pictures_result_has_exactly_the_documented_keys(line, make):
    sent = make.frame(1, "stain", captured_us=1_767_225_600_250_000)
    message = line.result(line.keep(sent))
    assert set(message) == COMMON | BESIDE | {"frame_sha256"}
    identifier = uuid.UUID(message["id"])
    assert identifier.version == 7
    assert message["device"] == make.CAMERA
    assert message["frame_sha256"] == hashlib.sha256(sent.image).hexdigest()
    assert message["captured_at"] == "2026-01-01T00:00:00.250Z"
    assert message["received_at"].endswith("Z")
    assert message["model"] == "surface-inspection"
    assert message["model_sha256"] == line.store.get("surface-inspection").sha256
    assert len(message["input_sha256"]) == 64
    assert message["job_type"] == 2
    assert message["decision"] == "stain"
    assert (message["ok"], message["evidence"], message["late"]) == (False, True, False)
    assert message["latency_ms"] >= 0
    assert message["route"] == {"target": "local", "reason": "run in this gateway on CPUExecutionProvider"}
    assert message["proof"] == {"state": "none"}


def test_a_picture_without_a_capture_time_says_so(line, make):
    assert line.result(line.keep(make.frame(2)))["captured_at"] is None


def test_a_windows_result_names_the_window_instead_of_a_frame(line, make):
    message = line.result(line.keep(make.waveform(3, seq=17, boot="9f3c")))
    assert set(message) == COMMON | BESIDE | {"window"}
    assert message["window"] | {"reading_sha256": None} == {
        "first_seq": 17,
        "last_seq": 17,
        "boot": "9f3c",
        "ts": 1767225600250,
        "signal": "accel",
        "reading_sha256": None,
    }
    assert message["job_type"] == 5
    assert message["decision"] == "ok"
    assert message["captured_at"] == "2026-01-01T00:00:00.250Z"


def test_a_faulty_motor_is_told_on_either_way(line, make):
    claimed = line.result(line.keep(make.waveform(5, "outer_race")))
    leased = line.result(line.keep(make.waveform(5, "outer_race"), claim=False))
    assert (claimed["decision"], leased["decision"]) == ("anomaly", "anomaly")
    assert claimed["input_sha256"] == leased["input_sha256"]


@pytest.mark.parametrize("size", [(640, 480), (1280, 960)])
def test_boxes_are_in_pixels_of_the_original_picture(open_line, make, size):
    from gateway.simulator.scenes import parts

    line = open_line(make.configured(frame_model="part-counter")).run().idle()
    scene = parts.render(np.random.default_rng(12), count=3)
    zoom = size[0] / 640
    jpeg = cv2.imencode(".jpg", cv2.resize(scene.image, size), [cv2.IMWRITE_JPEG_QUALITY, 92])[1].tobytes()
    message = line.result(line.keep(make.frame(image=jpeg, size=size)))
    assert len(message["detections"]) == 3
    for box in scene.boxes:
        found = min(
            message["detections"],
            key=lambda item: abs(item["box"][0] - zoom * box.x0) + abs(item["box"][1] - zoom * box.y0),
        )
        assert found["label"] == box.label
        assert found["box"] == pytest.approx([zoom * side for side in box[1:]], abs=14 * zoom)
        assert 0 < found["score"] <= 1


def test_costs_of_the_configuration_move_the_decision(open_line, make):
    """A price on false alarms that no certainty reaches: what was a stain passes."""
    device = {"match": make.CAMERA, "costs": dict.fromkeys(("scratch", "spots", "stain"), (1e-09, 1000000000.0))}
    line = open_line(make.configured(device)).run().idle()
    priced = line.result(line.keep(make.frame(3, "stain")))
    usual = line.result(line.keep(make.frame(3, "stain", device=make.OTHER)))
    assert (priced["decision"], usual["decision"]) == ("ok", "stain")


def test_a_result_after_its_deadline_is_late_and_still_made(open_line, make):
    line = open_line(make.configured(deadline_ms=50))
    waiting = line.keep(make.frame(4, received_us=make.now_us() - 200_000), claim=False)
    line.run()
    message = line.result(waiting)
    assert message["late"]
    assert message["latency_ms"] > 50
    assert line.stage.counters.late == 1


def test_job_types_of_the_configuration_are_in_the_result(open_line, make):
    line = open_line(make.configured({"match": make.CAMERA, "job_type": 0})).run().idle()
    assert line.result(line.keep(make.frame(6)))["job_type"] == 0
    assert line.query("SELECT job_type FROM job") == [(0,)]


@pytest.mark.skipif(not photographs_installed(), reason="scikit-image (extra [demo]) is not installed")
def test_real_photographs_run_through_the_line(line, make):
    rng = np.random.default_rng(1)
    tickets = []
    for name in photographs_installed():
        image = photograph(name, rng, (640, 480))
        jpeg = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].tobytes()
        tickets.append(line.keep(make.frame(image=jpeg)))
    decisions = {line.result(ticket)["decision"] for ticket in tickets}
    assert decisions <= {"ok", "scratch", "spots", "stain"}
    assert len({line.result(ticket)["input_sha256"] for ticket in tickets}) == len(tickets)
    assert line.query("SELECT count(*) FROM quarantine") == [(0,)]
    assert [shape for _, _, shape in line.observer.seen] == [(480, 640, 3)] * len(tickets)
