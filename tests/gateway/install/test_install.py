"""`ciro install`, in a directory that stands for a system."""

import json
import os
import sys
import tomllib
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from gateway.cli.install import command
from gateway.config import parse
from gateway.install import environment, hindrances

UNIT = "etc/systemd/system/ciro-gateway.service"
CONFIGURATION = "etc/ciro/gateway.toml"


@pytest.fixture
def install(tmp_path):
    """Return a function that runs the command on the system below ``install.root``."""
    app = typer.Typer()
    app.command()(command)
    root = tmp_path / "system"
    root.mkdir()

    def run(*arguments, code=0, **options):
        done = CliRunner().invoke(app, ["--root", str(root), *arguments], **options)
        assert done.exit_code == code, done.output
        return done

    run.root = root
    return run


def everything(root):
    return {
        str(path.relative_to(root)): (path.lstat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in root.rglob("*")
    }


def test_installation_puts_units_directories_and_configuration_in_place(install):
    install()
    assert (install.root / UNIT).read_text().count("ExecStart=") == 1
    assert (install.root / "etc/systemd/system/ciro-worker.service").exists()
    assert (install.root / "etc/credstore").stat().st_mode & 0o777 == 0o700
    assert (install.root / "etc/ciro").stat().st_mode & 0o777 == 0o755
    configuration = parse((install.root / CONFIGURATION).read_text())
    assert configuration.journal.directory == Path("/var/lib/ciro")
    assert configuration.page.host == "127.0.0.1"


def test_dry_run_says_what_the_real_run_does_and_changes_nothing(install):
    planned = json.loads(install("--dry-run", "--json").stdout)
    assert everything(install.root) == {}
    done = json.loads(install("--json").stdout)
    assert planned["steps"] == done["steps"]
    assert (planned["done"], done["done"]) == (False, True)
    for step in done["steps"]:
        assert Path(step["path"]).exists()
    assert "would be done" in install("--dry-run").output


def test_second_installation_changes_nothing(install):
    install("--gpu")
    before = everything(install.root)
    again = json.loads(install("--json").stdout)
    assert everything(install.root) == before
    assert {step["action"] for step in again["steps"]} == {"keep"}


def test_changed_configuration_is_never_overwritten(install):
    install()
    mine = install.root / CONFIGURATION
    mine.write_text(mine.read_text().replace('name = "gw1"', 'name = "press-shop"'))
    before = mine.read_bytes()
    install()
    assert mine.read_bytes() == before
    assert tomllib.loads(before.decode())["gateway"]["name"] == "press-shop"


def test_unit_that_was_edited_is_kept_and_the_new_one_put_beside_it(install):
    install()
    unit = install.root / UNIT
    unit.write_text(unit.read_text() + "# mine\n")
    done = install()
    assert unit.read_text().endswith("# mine\n")
    beside = unit.with_name(unit.name + ".new")
    assert "ExecStart=" in beside.read_text()
    assert str(beside) in done.output
    assert json.loads(install("--json").stdout)["steps"]  # and again, without harm
    assert {path.name for path in unit.parent.iterdir()} == {
        unit.name,
        beside.name,
        "ciro-worker.service",
        "ciro-prover.service",
        "ciro-p2p.service",
        "ciro-paymaster.service",
    }


def test_unit_of_another_version_is_replaced(install):
    install("--program", "/opt/old/bin/ciro")
    steps = json.loads(install("--program", "/opt/new/bin/ciro", "--json").stdout)["steps"]
    assert [step["action"] for step in steps if step["path"].endswith(".service")] == ["replace"] * 5
    assert "ExecStart=/opt/new/bin/ciro " in (install.root / UNIT).read_text()


def test_what_cuda_needs_comes_and_goes_and_outlives_an_upgrade(install):
    drop_in = install.root / f"{UNIT}.d" / "gpu.conf"
    install("--gpu")
    assert "MemoryDenyWriteExecute=no" in drop_in.read_text()
    install("--program", "/opt/new/bin/ciro")
    assert drop_in.exists()
    install("--no-gpu")
    assert not drop_in.exists()


def occupy(root):
    """Put there what a running appliance leaves: state, secrets, and that it starts with the machine."""
    state = root / "var/lib/private/ciro"
    state.mkdir(parents=True)
    (state / "journal.db").write_text("records")
    (root / "var/lib/ciro").symlink_to("private/ciro")
    (root / "etc/credstore/ciro.broker-password").write_text("secret")
    (root / "etc/credstore/other").write_text("of another program")
    wants = root / "etc/systemd/system/multi-user.target.wants"
    wants.mkdir()
    (wants / "ciro-gateway.service").symlink_to("/etc/systemd/system/ciro-gateway.service")


def test_uninstallation_keeps_configuration_secrets_and_journal(install):
    install("--gpu")
    occupy(install.root)
    install("--uninstall")
    left = set(everything(install.root))
    assert not any("ciro-" in path for path in left)
    assert {CONFIGURATION, "etc/credstore/ciro.broker-password", "var/lib/private/ciro/journal.db"} <= left
    install()  # and it comes back with what was kept
    assert (install.root / UNIT).exists()


def test_purge_leaves_nothing_of_ours_and_all_of_others(install):
    install()
    occupy(install.root)
    override = install.root / f"{UNIT}.d" / "override.conf"
    override.parent.mkdir()
    override.write_text("[Service]\nNice=5\n")
    install("--uninstall", "--purge", "--yes")
    assert [path for path in everything(install.root) if "ciro" in path] == []
    assert (install.root / "etc/credstore/other").exists()


def test_purge_asks_first(install):
    install()
    occupy(install.root)
    before = everything(install.root)
    refused = install("--uninstall", "--purge", input="n\n", code=1)
    assert "var/lib/ciro" in refused.output
    assert everything(install.root) == before
    install("--uninstall", "--purge", input="y\n")
    assert not (install.root / CONFIGURATION).exists()


def test_edited_units_and_added_settings_survive_an_uninstallation(install):
    install()
    override = install.root / f"{UNIT}.d" / "override.conf"
    override.parent.mkdir()
    override.write_text("[Service]\nNice=5\n")
    (install.root / UNIT).write_text("[Service]\nExecStart=/mine\n")
    install("--uninstall")
    assert override.exists()
    assert (install.root / UNIT).exists()


def test_uninstallation_of_nothing_is_no_error(install):
    assert "Nothing of this product" in install("--uninstall").output


def test_wrong_options_are_refused(install):
    install("--purge", code=2)
    install("--program", "bin/ciro", code=2)
    assert everything(install.root) == {}


@pytest.mark.parametrize(
    ("prefix", "reason"),
    [("/root/venv", "home directories"), ("/home/ann/venv", "home directories"), ("/tmp/venv", "/tmp of their own")],
)
def test_environment_that_services_cannot_see_is_told(monkeypatch, prefix, reason):
    monkeypatch.setattr(environment.sys, "prefix", prefix)
    found = [text for text in hindrances(Path("/usr/bin/env")) if "the environment is at" in text]
    assert len(found) == 1
    assert reason in found[0]


def test_directory_that_lets_nobody_pass_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "_HIDDEN", {})
    program = tmp_path / "closed" / "bin" / "ciro"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    for directory in (tmp_path, *tmp_path.parents):
        if directory.stat().st_uid == os.getuid() and not directory.stat().st_mode & 0o001:
            directory.chmod(directory.stat().st_mode | 0o001)
    assert not [text for text in hindrances(program) if text.startswith("the program")]
    (tmp_path / "closed").chmod(0o700)
    [told] = [text for text in hindrances(program) if text.startswith("the program")]
    assert f"{tmp_path}/closed lets other users not pass (mode 0700)" in told


def test_hindrances_come_with_the_remedy(install, monkeypatch):
    monkeypatch.setattr(environment.sys, "prefix", "/root/venv")
    done = install()
    assert "services cannot run this" in done.output
    assert "/opt/ciro" in done.output


def test_somebody_else_than_root_is_told_what_to_type(monkeypatch):
    monkeypatch.setattr("gateway.cli.install.os.geteuid", lambda: 1000)
    app = typer.Typer()
    app.command()(command)
    done = CliRunner().invoke(app, [])
    assert done.exit_code == 1
    assert f"sudo {Path(sys.executable).parent}/ciro install" in done.output
    assert "--dry-run" in done.output
