"""``ciro simulate`` as a script meets it."""

import signal
import stat
import subprocess
import sys
import time

import orjson
import pytest
import typer
from typer.testing import CliRunner

from gateway.chain.keys import read_credential
from gateway.chain.networks import NETWORKS
from gateway.chain.signed_reading import check_reading
from gateway.cli.simulate import command

SCRIPT = "import typer; from gateway.cli.simulate import command; typer.run(command)"
SMALL = ["--size", "160x120", "--cameras", "1", "--sensors", "1", "--fps", "20", "--sensor-hz", "20"]


def _simulate(*arguments):
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, *SMALL, *arguments], check=False, capture_output=True, text=True, timeout=60
    )


def test_totals_and_ledger_are_json_and_agree(mosquitto, tmp_path):
    path = tmp_path / "ledger.json"
    done = _simulate("--broker", mosquitto.url, "--seconds", "1", "--json", "--ledger", str(path))
    assert done.returncode == 0, done.stderr
    totals = orjson.loads(done.stdout)
    ledger = orjson.loads(path.read_bytes())
    assert totals["frames_acknowledged"] == sum(ledger["frames"]["demo/hall-1/line-1/camera-1"].values())
    assert totals["readings_acknowledged"] == ledger["readings_acknowledged"] > 0


def test_sensors_sign_by_a_key_that_is_drawn_once_and_said(mosquitto, tmp_path, witness):
    key = tmp_path / "line.key"
    seen = witness(mosquitto)
    said = [_simulate("--broker", mosquitto.url, "--seconds", "0.5", "--sign", str(key)).stderr for _ in range(2)]
    public = read_credential(key).public
    assert all(f'public_key = "{public:#x}", account = "0x1"' in text for text in said)
    device = "demo/hall-1/line-1/temperature-1"
    seen.wait(lambda seen: len(seen.of(device, "telemetry")) > 2)
    for message in seen.of(device, "telemetry"):
        check_reading(message.payload, device, 1, NETWORKS["sepolia"].chain_id, public)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_it_ends_in_order_when_it_is_told_to(mosquitto):
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *SMALL, "--broker", mosquitto.url, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert b"publish to" in running.stderr.readline()
        time.sleep(0.5)
        running.send_signal(signal.SIGTERM)
        out, _ = running.communicate(timeout=30)
    finally:
        running.kill()
    assert running.returncode == 0
    assert orjson.loads(out)["complete"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--fault", "melted:camera-1"], "choose from frozen"),
        (["--fault", "stuck:temperature-7"], "names no device"),
        (["--broker", "http://x"], "write mqtt://"),
        (["--line", "Plant 1"], "not a device address"),
        (["--size", "big"], "WIDTHxHEIGHT"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_write(arguments, says):
    app = typer.Typer()
    app.command()(command)
    result = CliRunner().invoke(app, [*SMALL, *arguments], env={"COLUMNS": "200"})
    assert result.exit_code == 2
    assert says in result.output


def test_an_absent_broker_ends_with_3(unused_port):
    done = _simulate("--broker", f"mqtt://127.0.0.1:{unused_port}", "--seconds", "0.2")
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr
