"""``ciro camera bridge`` as a user meets it: exit codes, remedies, no password anywhere."""

import subprocess
import sys

import cv2
import numpy as np
import orjson
import pytest
from typer.testing import CliRunner

from gateway.cli.camera import app

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


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--source", "/no/such/folder"], "give rtsp://"),
        (["--source", "gopher://x"], "no kind of camera"),
        (["--source", "{picture}", "--device", "Cam 1"], "not a device address"),
        (["--source", "{picture}", "--broker", "amqp://x"], "write mqtt://"),
        (["--source", "{picture}", "--mqtt-version", "4"], "3.1.1 or 5"),
    ],
)
def test_wrong_use_ends_with_2_and_a_remedy(picture, arguments, says):
    given = ["bridge", "--device", DEVICE, *(text.format(picture=picture) for text in arguments)]
    result = CliRunner().invoke(app, given, env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert says in result.output


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
def test_a_password_is_never_printed(mosquitto, mjpeg, rtsp, scheme):
    camera = rtsp if scheme == "rtsp" else mjpeg(credentials="viewer:sEcrEt")
    camera.on()  # answers 401 to these credentials
    source = f"{scheme}://viewer:sEcrEtToo@127.0.0.1:{camera.port}/video?token=sEcrEt"
    done = _bridge("--source", source, "--broker", mosquitto.url, "--once", "--timeout", "0.5")
    assert done.returncode == 3
    assert "sEcrEt" not in done.stdout + done.stderr
    assert f"127.0.0.1:{camera.port}" in done.stderr
