"""Pictures from real sources reach a real broker, through losses of either."""

import hashlib
import os
import threading

import cv2
import numpy as np
import pytest
from PIL import Image

from gateway.camera_bridge import BridgeOptions, BridgeState, CameraBridge, open_source
from gateway.endpoint import Endpoint

DEVICE = "site/area/line/cam-1"


@pytest.fixture
def run_bridge():
    """Start a bridge in a thread; return it and a function that ends it and returns its report."""
    stops = []

    def start(source, broker, **options):
        endpoint = Endpoint(broker.host, broker.port, version="5")
        bridge = CameraBridge(
            open_source(str(source), timeout_s=1.0),
            endpoint,
            DEVICE,
            BridgeOptions(**{"rate": 20.0, "frozen_after_s": 0.0, **options}),
            retry=lambda attempt, draw: 0.1,
            reconnect_s=(0.1, 0.2),
        )
        reports = []
        thread = threading.Thread(target=lambda: reports.append(bridge.run()))
        thread.start()

        def end(*, wait=False):
            if not wait:
                bridge.stop()
            thread.join(30)
            assert not thread.is_alive()
            return reports[0]

        stops.append(end)
        return bridge, end

    yield start
    for end in stops:
        end()


def _picture(rng, size=(160, 120)):
    return np.clip(rng.normal(100, 20, (size[1], size[0], 3)), 0, 255).astype(np.uint8)


@pytest.fixture
def folder(tmp_path):
    rng = np.random.default_rng(5)
    directory = tmp_path / "pictures"
    directory.mkdir()
    for n in range(4):
        cv2.imwrite(str(directory / f"{n}.jpg"), _picture(rng))
    cv2.imwrite(str(directory / "4.png"), _picture(rng))
    cv2.imwrite(str(directory / "5.bmp"), _picture(rng))
    (directory / "6.jpg").write_bytes(b"")
    (directory / "notes.txt").write_text("no picture")
    return directory


@pytest.fixture
def video(tmp_path):
    rng = np.random.default_rng(6)
    path = tmp_path / "line.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 25.0, (160, 120))
    for _ in range(25):
        writer.write(_picture(rng))
    writer.release()
    return path


def test_a_folder_passes_jpeg_and_png_files_through_untouched(mosquitto, listen, run_bridge, folder):
    listener = listen(mosquitto)
    _, end = run_bridge(folder, mosquitto)
    report = end(wait=True)
    assert (report.exit_code, report.captured, report.acknowledged) == (0, 6, 6)
    listener.wait(lambda seen: len(seen.frames()) == 6)
    sent = [m.payload for m in listener.frames()]
    for n, name in enumerate(["0.jpg", "1.jpg", "2.jpg", "3.jpg", "4.png"]):
        assert sent[n] == (folder / name).read_bytes()
    assert sent[5].startswith(b"\xff\xd8")
    listener.wait(lambda seen: seen.statuses()[-1] == "offline")
    assert "online" in listener.statuses()
    properties = dict(listener.frames()[0].properties.UserProperty)
    assert properties["seq"] == "0"
    assert {"ts", "boot"} <= set(properties)


def test_a_video_is_thinned_to_the_rate_and_ends(mosquitto, listen, run_bridge, video, tmp_path):
    listener = listen(mosquitto)
    _, end = run_bridge(video, mosquitto, rate=5.0)
    report = end(wait=True)
    assert (report.exit_code, report.captured, report.state) == (0, 5, BridgeState.ENDED)
    listener.wait(lambda seen: len(seen.frames()) == 5)
    info = listener.infos()[-1]
    assert info["resolution"] == [160, 120]
    assert info["state"] == "ended"
    (tmp_path / "sent.jpg").write_bytes(listener.frames()[0].payload)
    with Image.open(tmp_path / "sent.jpg") as sent:
        assert sent.getexif().get_ifd(0x8769)[0x9003]  # its own moment of capture


def test_a_looped_folder_goes_on_and_every_sending_counts(mosquitto, listen, run_bridge, folder):
    listener = listen(mosquitto)
    _, end = run_bridge(folder, mosquitto, loop=True, rate=50.0)
    listener.wait(lambda seen: len(seen.frames()) >= 15)
    assert end().exit_code == 0
    first = (folder / "0.jpg").read_bytes()
    assert [m.payload for m in listener.frames()].count(first) >= 2


def test_once_sends_one_picture(mosquitto, listen, run_bridge, folder):
    listener = listen(mosquitto)
    _, end = run_bridge(folder, mosquitto, once=True)
    report = end(wait=True)
    assert (report.exit_code, report.acknowledged) == (0, 1)
    assert len(listener.frames()) == 1


def test_a_network_camera_may_be_absent_lost_and_back(mosquitto, listen, run_bridge, mjpeg):
    camera = mjpeg(credentials="viewer:sEcrEt")
    listener = listen(mosquitto)
    _, end = run_bridge(camera.url, mosquitto)
    listener.wait(lambda seen: seen.states()[-1:] == ["lost"])
    camera.on()
    listener.wait(lambda seen: len(seen.frames()) >= 3 and seen.states()[-1] == "ok")
    camera.off()
    listener.wait(lambda seen: seen.states()[-1] == "lost" and seen.statuses()[-1] == "offline")
    before = len(listener.frames())
    camera.on()
    listener.wait(lambda seen: len(seen.frames()) >= before + 3 and seen.statuses()[-1] == "online")
    report = end()
    assert (report.exit_code, report.state) == (0, BridgeState.OK)
    said = b"".join(m.payload for m in listener.messages if m.topic.endswith(("/info", "/status")))
    assert b"sEcrEt" not in said
    assert f"127.0.0.1:{camera.port}".encode() in said


def test_an_rtsp_camera_with_a_password_may_be_absent_lost_and_back(mosquitto, listen, run_bridge, rtsp):
    listener = listen(mosquitto)
    _, end = run_bridge(rtsp.url, mosquitto)
    listener.wait(lambda seen: seen.states()[-1:] == ["lost"])
    rtsp.on()
    listener.wait(lambda seen: len(seen.frames()) >= 3)
    picture = cv2.imdecode(np.frombuffer(listener.frames()[-1].payload, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape == (120, 160, 3)
    assert 140 < picture[40:70, 50:110].mean() < 180  # the bright part of the scene
    rtsp.off()
    listener.wait(lambda seen: seen.states()[-1] == "lost")
    before = len(listener.frames())
    rtsp.on()
    listener.wait(lambda seen: len(seen.frames()) >= before + 3)
    assert end().exit_code == 0
    assert listener.infos()[-1]["source"] == f"rtsp://127.0.0.1:{rtsp.port}/stream1"


def test_a_camera_that_falls_silent_on_an_open_connection_is_lost_and_found_again(mosquitto, listen, run_bridge, mjpeg):
    camera = mjpeg()
    camera.on()
    listener = listen(mosquitto)
    _, end = run_bridge(camera.url, mosquitto)
    listener.wait(lambda seen: len(seen.frames()) >= 3)
    camera.silent.set()
    listener.wait(lambda seen: seen.states()[-1] == "lost")
    assert "stopped sending" in listener.infos()[-1]["reason"]
    camera.silent.clear()
    listener.wait(lambda seen: seen.states()[-1] == "ok")
    assert end().exit_code == 0


def test_a_named_pipe_may_have_no_writer_at_first_and_hang_at_the_end(mosquitto, listen, run_bridge, tmp_path):
    pipe = tmp_path / "pipe.mjpeg"
    os.mkfifo(pipe)
    listener = listen(mosquitto)
    _, end = run_bridge(pipe, mosquitto)
    listener.wait(lambda seen: "nobody writes into the pipe" in (seen.infos() or [{"reason": ""}])[-1]["reason"])
    jpeg = cv2.imencode(".jpg", _picture(np.random.default_rng(8)))[1].tobytes()
    with pipe.open("wb", buffering=0) as writer:
        os.set_blocking(writer.fileno(), False)
        while len(listener.frames()) < 3:
            if not writer.write(jpeg * 5):
                threading.Event().wait(0.01)  # the pipe is full: the bridge takes pictures at its own rate
        report = end()  # the writer is still there, and silent
    assert report.acknowledged >= 3


def test_a_frozen_picture_is_told_the_source_opened_anew_and_the_alarm_clears(mosquitto, listen, run_bridge, mjpeg):
    camera = mjpeg()
    camera.on()
    listener = listen(mosquitto)
    _, end = run_bridge(camera.url, mosquitto, frozen_after_s=0.5)
    listener.wait(lambda seen: len(seen.frames()) >= 15)
    assert listener.states()[-1] == "ok"
    camera.frozen.set()
    listener.wait(lambda seen: seen.states()[-1] == "frozen")
    assert "restart the camera" in listener.infos()[-1]["reason"]
    frames = len(listener.frames())
    listener.wait(lambda seen: len(seen.frames()) >= frames + 5)
    assert camera.opened >= 2
    camera.frozen.clear()
    listener.wait(lambda seen: seen.states()[-1] == "ok")
    assert end().exit_code == 0


def test_a_bridge_that_ends_while_its_source_is_frozen_says_so_in_its_exit_code(mosquitto, run_bridge, mjpeg):
    camera = mjpeg()
    camera.frozen.set()
    camera.on()
    _, end = run_bridge(camera.url, mosquitto, frozen_after_s=0.3, seconds=2.0)
    report = end(wait=True)
    assert (report.exit_code, report.state) == (1, BridgeState.FROZEN)


def test_the_broker_may_be_absent_killed_and_back(start_mosquitto, listen, run_bridge, mjpeg):
    broker = start_mosquitto(started=False)
    camera = mjpeg()
    camera.on()
    _, end = run_bridge(camera.url, broker)
    broker.start()
    listener = listen(broker)
    listener.wait(lambda seen: len(seen.frames()) >= 3)
    broker.kill()
    broker.start()
    before = len(listener.frames())
    listener.wait(lambda seen: len(seen.frames()) >= before + 3)
    report = end()
    assert report.exit_code == 0
    assert report.connected >= 2
    assert report.overtaken > 0  # what came while the broker was away gave way to newer pictures


def test_a_slow_broker_gets_the_latest_picture_not_a_queue(mosquitto, listen, run_bridge, mjpeg):
    camera = mjpeg(fps=50)
    camera.on()
    listener = listen(mosquitto)
    bridge, end = run_bridge(camera.url, mosquitto, rate=50.0)
    listener.wait(lambda seen: len(seen.frames()) >= 3)
    mosquitto.pause()
    shown = bridge._captured
    while bridge._captured < shown + 25:
        threading.Event().wait(0.05)
    mosquitto.resume()
    before = len(listener.frames())
    listener.wait(lambda seen: len(seen.frames()) >= before + 5)
    report = end()
    assert report.exit_code == 0
    assert report.overtaken >= 15
    assert report.captured == report.acknowledged + report.overtaken


def test_commands_take_evidence_and_are_acknowledged(mosquitto, listen, run_bridge, mjpeg):
    camera = mjpeg()
    camera.on()
    listener = listen(mosquitto)
    _, end = run_bridge(camera.url, mosquitto)
    listener.wait(lambda seen: len(seen.frames()) >= 1)
    listener.command(DEVICE, "capture", b'{"id": 7}')
    listener.command(DEVICE, "dance")
    listener.wait(lambda seen: any(m.topic.endswith("/frame/evidence") for m in seen.messages))
    listener.wait(lambda seen: sum(m.topic.endswith("/ack") for m in seen.messages) == 2)
    answers = {m.topic.split("/")[-2]: m.payload for m in listener.messages if m.topic.endswith("/ack")}
    assert answers["capture"] == b'{"id":7,"ok":true}'
    assert b'"ok":false' in answers["dance"]
    end()


def test_frames_differ_although_a_video_repeats_a_picture(mosquitto, listen, run_bridge, tmp_path):
    path = tmp_path / "still.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), 25.0, (160, 120))
    for _ in range(10):
        writer.write(np.full((120, 160, 3), 77, np.uint8))
    writer.release()
    listener = listen(mosquitto)
    _, end = run_bridge(path, mosquitto, rate=25.0)
    report = end(wait=True)
    listener.wait(lambda seen: len(seen.frames()) == report.acknowledged)
    digests = {hashlib.sha256(m.payload).digest() for m in listener.frames()}
    assert len(digests) == report.acknowledged
