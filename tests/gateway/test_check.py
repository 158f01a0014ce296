"""``ciro gateway check``: what would not work is named, with its remedy, before anything runs."""

import sys

import orjson
import pytest
from typer.testing import CliRunner

from gateway.app import Appliance
from gateway.check import check
from gateway.cli import app
from gateway.config import ConfigurationError, parse

_CHECKING = ("gateway.chain.signed_reading", "gateway.chain.reading_checker")


def _problems(text, tmp_path, **options):
    configuration = parse(f'[journal]\ndirectory = "{tmp_path / "state"}"\n[page]\nport = 0\n{text}')
    return {finding.what: finding for finding in check(configuration, offline=True, **options) if not finding.ok}


def test_the_defaults_have_no_problem_and_change_nothing(tmp_path):
    assert _problems("", tmp_path) == {}
    assert not (tmp_path / "state" / "journal.db").exists()


def test_an_unknown_model_is_named(tmp_path):
    found = _problems('[[devices]]\nmatch = "a/b/c/d"\nmodel = "no-such-model"\n', tmp_path)
    assert "no-such-model" in found["model no-such-model"].text
    assert "ciro model" in found["model no-such-model"].remedy


def test_a_threshold_for_a_label_that_the_model_lacks_is_named(tmp_path):
    found = _problems('[[devices]]\nmatch = "a/b/c/d"\nthresholds = {rust = 0.5}\n', tmp_path)
    assert "rust" in found["device a/b/c/d"].text


def test_an_absent_password_file_is_named_and_nothing_of_a_present_one_is_shown(tmp_path):
    found = _problems('[broker]\nusername = "g"\npassword_file = "/nowhere/secret"\n', tmp_path)
    assert "/nowhere/secret" in found["broker password"].text
    secret = tmp_path / "key"
    secret.write_text("not-hexadecimal-but-secret")
    found = _problems(f'[privacy]\nframe_key_file = "{secret}"\n', tmp_path)
    assert "picture key" in found
    assert all("not-hexadecimal" not in finding.text for finding in found.values())


def test_signatures_without_the_packages_that_check_them_are_told_and_the_gateway_does_not_start(tmp_path, monkeypatch):
    text = '[signatures]\nunlisted = "required"\n'
    assert _problems(text, tmp_path) == {}
    monkeypatch.setitem(sys.modules, "fast_stark_crypto", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    for module in ("gateway.ingest.signature_desk", "gateway.ingest.checkers", *_CHECKING):
        monkeypatch.delitem(sys.modules, module, raising=False)
    found = _problems(text, tmp_path)
    assert "fast_stark_crypto" in found["signatures"].text
    assert "ciro-gateway[chain]" in found["signatures"].remedy
    configuration = parse(f'{text}[journal]\ndirectory = "{tmp_path}"\n[page]\nenabled = false\n')
    with pytest.raises(ConfigurationError, match=r"fast_stark_crypto.*ciro-gateway\[chain\]"):
        Appliance(configuration)


def test_an_absent_broker_is_told_with_its_remedy(tmp_path, unused_port):
    configuration = parse(f'[journal]\ndirectory = "{tmp_path}"\n[page]\nport = 0\n[broker]\nport = {unused_port}\n')
    (finding,) = [finding for finding in check(configuration) if finding.what == "broker"]
    assert not finding.ok
    assert "start the broker" in finding.remedy


def test_a_running_broker_answers(tmp_path, mosquitto):
    configuration = parse(f'[journal]\ndirectory = "{tmp_path}"\n[page]\nport = 0\n[broker]\nport = {mosquitto.port}\n')
    assert all(finding.ok for finding in check(configuration))


@pytest.mark.parametrize(("text", "code"), [("", 0), ("[[devices]]\nmatch='a/b/c/d'\nmodel='x'\n", 1), ("[nope]\n", 2)])
def test_exit_codes_tell_good_from_bad_from_unusable(text, code, tmp_path, monkeypatch):
    monkeypatch.setenv("STATE_DIRECTORY", str(tmp_path / "state"))
    file = tmp_path / "gateway.toml"
    file.write_text(f"{text}\n[page]\nport = 0\n")
    done = CliRunner().invoke(app, ["gateway", "check", "--config", str(file), "--offline", "--json"])
    assert done.exit_code == code, done.output
    assert orjson.loads(done.stdout)["ok"] is (code == 0)
