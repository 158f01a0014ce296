"""The command line as a whole: every command explains itself; wrong use is told apart from failure."""

import subprocess
import sys

import pytest
import typer.main
from typer.testing import CliRunner

from gateway import __version__
from gateway.cli import app
from gateway.config import Configuration, parse


def _commands(command, path=()):
    yield path
    for name, sub in getattr(command, "commands", {}).items():
        yield from _commands(sub, (*path, name))


COMMANDS = list(_commands(typer.main.get_command(app)))
PROMISED = {
    "gateway run",
    "gateway check",
    "config schema",
    "config example",
    "demo",
    "camera bridge",
    "simulate",
    "worker run",
    "diagnostics",
    "install",
    *(f"model {name}" for name in ("add", "list", "show", "test", "remove")),
    *(f"journal {name}" for name in ("stats", "query", "export", "backup", "verify", "quarantine")),
}


def test_every_promised_command_is_there():
    assert {" ".join(path) for path in COMMANDS} >= PROMISED


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_explains_itself(path):
    done = CliRunner().invoke(app, [*path, "--help"])
    assert done.exit_code == 0
    assert "Usage" in done.output
    assert len(done.output.splitlines()) > 4


def test_version_is_printed():
    assert CliRunner().invoke(app, ["--version"]).output.strip() == f"ciro {__version__}"


def test_an_unknown_command_is_wrong_use():
    assert CliRunner().invoke(app, ["gatway"]).exit_code == 2


def test_the_example_is_a_configuration_with_the_defaults():
    done = CliRunner().invoke(app, ["config", "example"])
    assert done.exit_code == 0
    assert parse(done.output).broker == Configuration().broker


def test_help_loads_nothing_heavy():
    code = (
        "import sys; from gateway.cli import app; "
        "heavy = {'onnxruntime', 'cv2', 'numpy', 'skimage', 'amqtt', 'sqlite_utils'} & set(sys.modules); print(heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"


def test_a_wrong_configuration_ends_the_gateway_with_2_and_a_reason(tmp_path):
    file = tmp_path / "gateway.toml"
    file.write_text("[broker]\nport = 'mqtt'\n")
    done = CliRunner().invoke(app, ["gateway", "run", "--config", str(file)])
    assert done.exit_code == 2
    assert "[broker] port" in done.output
