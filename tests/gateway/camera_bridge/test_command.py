"""``ciro camera bridge`` as a user meets it: exit codes, remedies, no password anywhere."""

import subprocess
import sys

import cv2
import numpy as np
import orjson
import pytest

DEVICE = "site/area/line/cam-1"


def _bridge(*arguments, env=None):
    script = "from gateway.cli.camera import app; app()"
    return subprocess.run(
        [sys.executable, "-c", script, "bridge", "--device", DEVICE, *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
        env=env,
    )


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "one.jpg"
    cv2.imwrite(str(path), np.full((48, 64, 3), 99, np.uint8))
    return path


def test_a_wrong_path_ends_with_2_and_a_remedy(mosquitto):
    done = _bridge("--source", "/no/such/folder", "--broker", mosquitto.url)
    assert done.returncode == 2
    assert "give rtsp://" in done.stderr
    assert not done.stdout


def test_a_wrong_device_or_broker_ends_with_2(picture):
    assert _bridge("--source", str(picture), "--device", "Cam 1").returncode == 2
    assert _bridge("--source", str(picture), "--broker", "amqp://x").returncode == 2


def test_one_picture_goes_out_and_the_report_is_json(mosquitto, picture):
    done = _bridge("--source", str(picture), "--broker", mosquitto.url, "--once", "--json")
    assert done.returncode == 0, done.stderr
    report = orjson.loads(done.stdout)
    assert report["acknowledged"] == 1


def test_an_absent_broker_is_3(picture, unused_port):
    done = _bridge(
        "--source", str(picture), "--broker", f"mqtt://127.0.0.1:{unused_port}", "--once", "--timeout", "0.5"
    )
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr


def test_an_absent_capture_device_is_said_tried_again_and_3(mosquitto):
    done = _bridge("--source", "/dev/video93", "--broker", mosquitto.url, "--seconds", "1.2")
    assert done.returncode == 3
    assert "plug the camera in" in done.stderr


@pytest.mark.parametrize("scheme", ["rtsp", "http"])
def test_a_password_is_never_printed(mosquitto, mjpeg, scheme):
    camera = mjpeg(credentials="viewer:another")
    camera.on()  # answers 401 to these credentials, and nonsense to RTSP
    source = f"{scheme}://viewer:sEcrEt@127.0.0.1:{camera.port}/video?token=sEcrEt"
    done = _bridge("--source", source, "--broker", mosquitto.url, "--once", "--timeout", "0.5")
    assert done.returncode == 3
    assert "sEcrEt" not in done.stdout + done.stderr
    assert f"127.0.0.1:{camera.port}" in done.stderr
