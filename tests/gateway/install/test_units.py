"""The units as `ciro install` places them, before the tools of systemd itself."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.install import SERVICES, carry_out, own_program, plan_install
from gateway.install.units import BACKOFF_SINCE, UNITS_DIRECTORY, systemd_version, unit_files
from gateway.shipped_files import shipped

HIGHEST_EXPOSURE = 1.5


@pytest.fixture(scope="session")
def analyze():
    """Return a function that runs systemd-analyze, which needs no running systemd for what is asked here."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.fail("systemd-analyze is not installed; run ./scripts/test, or: apt-get install systemd")

    def run(*arguments):
        return subprocess.run([program, "--no-pager", *arguments], capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def placed(tmp_path):
    """Return a function that installs into a directory and returns the placed services."""

    def place(**options):
        carry_out(plan_install(tmp_path, Path(sys.executable).parent / "ciro", **options))
        return [tmp_path / UNITS_DIRECTORY / service for service in SERVICES]

    return place


@pytest.mark.parametrize("gpu", [False, True])
def test_systemd_has_nothing_to_say_about_the_units(analyze, placed, gpu):
    assert own_program().is_file()
    done = analyze("verify", *map(str, placed(gpu=gpu)))
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


def test_misspelt_key_would_be_seen(analyze, placed):
    service = placed()[0]
    service.write_text(service.read_text().replace("ProtectHome=", "ProtectHomes="))
    assert "ProtectHomes" in analyze("verify", str(service)).stderr


def test_services_are_hardly_exposed(analyze, placed):
    for service in placed():
        told = analyze("security", "--offline=true", str(service)).stdout
        exposure = re.search(r"Overall exposure level for \S+: ([0-9.]+)", told)
        assert exposure, told
        assert float(exposure[1]) <= HIGHEST_EXPOSURE


def test_backoff_is_left_out_where_systemd_does_not_know_it(tmp_path):
    old, new, unknown = (
        {path.name for path in unit_files(Path("/opt/ciro/bin/ciro"), gpu=False, systemd=version)}
        for version in (BACKOFF_SINCE - 1, BACKOFF_SINCE, None)
    )
    assert "backoff.conf" in new
    assert "backoff.conf" not in old | unknown


def test_version_of_systemd_is_seen_in_an_image(tmp_path):
    assert systemd_version(tmp_path) is None
    library = tmp_path / "usr/lib/x86_64-linux-gnu/systemd/libsystemd-shared-257.7-1.so"
    library.parent.mkdir(parents=True)
    library.touch()
    assert systemd_version(tmp_path) == 257


@pytest.mark.parametrize(
    ("program", "written"),
    [
        ("/opt/ciro/bin/ciro", "/opt/ciro/bin/ciro"),
        ("/opt/ciro 2/bin/ciro", '"/opt/ciro 2/bin/ciro"'),
        ("/opt/100%/bin/ciro", "/opt/100%%/bin/ciro"),
    ],
)
def test_program_is_written_as_systemd_reads_it(program, written):
    text = unit_files(Path(program), gpu=False, systemd=None)[UNITS_DIRECTORY / SERVICES[0]]
    assert f"\nExecStart={written} gateway run --config /etc/ciro/gateway.toml\n" in text


def test_program_in_an_odd_place_is_understood(analyze, tmp_path):
    program = tmp_path / "odd 100% place" / "ciro"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    carry_out(plan_install(tmp_path, program))
    done = analyze("verify", str(tmp_path / UNITS_DIRECTORY / SERVICES[0]))
    assert done.stdout + done.stderr == ""


def test_credentials_that_are_absent_do_not_keep_a_unit_from_starting():
    for service in (*SERVICES[:2], SERVICES[3]):  # the prover needs no secret
        loads = re.findall(r"(?m)^LoadCredential=(.*)$", (shipped("systemd") / service).read_text())
        assert loads
        for load in loads:
            name, source = load.split(":")
            assert source == f"ciro.{name}"  # a whole path would have to exist; a name is looked for in the credstore


def test_options_in_the_units_are_ones_that_the_commands_have():
    for service in SERVICES:
        text = (shipped("systemd") / service).read_text()
        command = re.search(r"(?m)^ExecStart=@CIRO@ (.*)$", text)[1].split()
        words = [word for word in command if not word.startswith(("$", "/"))]
        done = subprocess.run(
            [own_program(), *[word for word in words if not word.startswith("-")], "--help"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        for option in (word.partition("=")[0] for word in words if word.startswith("--")):
            assert option in done.stdout
