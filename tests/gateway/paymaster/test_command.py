"""``ciro paymaster``: keys and spending at the command line."""

import json

import pytest
from typer.testing import CliRunner

from gateway.cli import app
from gateway.paymaster.store import PaymasterStore


@pytest.fixture
def ciro(tmp_path):
    def ciro(*words, code=0):
        done = CliRunner().invoke(app, ["paymaster", *words, "--state", str(tmp_path)])
        assert done.exit_code == code, done.output + done.stderr
        return done

    return ciro


def test_a_key_is_made_shown_once_given_a_budget_and_revoked(ciro, tmp_path):
    made = json.loads(ciro("key", "add", "gateway-1", "--day", "2.5", "--json").stdout)
    store = PaymasterStore(tmp_path / "paymaster.db")
    assert store.key_of(made["key"]).name == "gateway-1"
    assert made["key"] not in ciro("key", "list").stdout
    ciro("key", "budget", "gateway-1", "--total", "100")
    assert json.loads(ciro("key", "list", "--json").stdout)[0] | {"made": "", "id": ""} == {
        "id": "",
        "made": "",
        "name": "gateway-1",
        "revoked": None,
        "day_strk": "2.5",
        "total_strk": "100",
    }
    ciro("key", "budget", made["id"], "--day", "none")
    ciro("key", "revoke", "gateway-1")
    assert store.key_of(made["key"]) is None
    store.close()


def test_the_key_alone_is_on_standard_output(ciro):
    done = ciro("key", "add", "piped")
    assert len(done.stdout.split()) == 1
    assert "shown this once" in done.stderr


def test_what_can_t_be_done_says_why_with_its_code(ciro):
    ciro("spending", code=3)
    ciro("key", "list", code=3)
    ciro("key", "add", "one")
    assert "there is a key called" in ciro("key", "add", "one", code=1).stderr
    assert "key list" in ciro("key", "revoke", "two", code=1).stderr
    ciro("key", "add", "three", "--day", "much", code=2)
    ciro("key", "budget", "one", code=2)
    ciro("key", "add", "x" * 65, code=2)


def test_spending_is_empty_at_first(ciro):
    ciro("key", "add", "one")
    told = json.loads(ciro("spending", "--json").stdout)
    assert (told["by_day"], told["keys"][0]["transactions"]) == ([], 0)
    assert "by key" in ciro("spending").stdout


def test_a_configuration_that_is_wrong_ends_with_2(tmp_path):
    path = tmp_path / "paymaster.toml"
    path.write_text("[chain]\n")
    done = CliRunner().invoke(app, ["paymaster", "run", "--config", str(path)])
    assert done.exit_code == 2
    assert "relayers" in done.stderr
