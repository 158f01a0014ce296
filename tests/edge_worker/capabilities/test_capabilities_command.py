"""``ciro worker capabilities``: a table with the evidence, JSON, and the statement signed for the pool."""

import json

import pytest
from typer.testing import CliRunner

pytest.importorskip("starknet_py", reason="needs the extra [chain]")

from edge_worker.capability_statement import Capability, CapabilityStatement, Framework, Resources, message_hash
from gateway.chain.keys import StarkKey
from gateway.cli import app

SIGNED = ("--account", "0x1234", "--network", "sepolia", "--pool", "0x5678")


def ciro(*arguments):
    return CliRunner().invoke(app, ["worker", "capabilities", *arguments])


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key"
    path.write_text("0x1234567\n")
    path.chmod(0o600)
    return str(path)


def test_the_table_says_of_each_thing_whether_it_counts_and_what_shows_it():
    done = ciro()
    assert done.exit_code == 0
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert all(str(flag.name) in lines for flag in Capability)
    assert "CPUExecutionProvider ran a graph in int8" in lines["INT8"]
    assert "declared only" in lines["bandwidth_mbit"] or "--bandwidth-from" in lines["bandwidth_mbit"]


def test_the_signed_statement_is_the_measured_one_under_the_result_key(key_file):
    found = json.loads(ciro("--json", "--result-key", key_file, *SIGNED).stdout)
    signed = found["signed"]
    told = signed["statement"]
    statement = CapabilityStatement(
        int(told["result_key"], 16),
        told["valid_from"],
        Resources(**told["resources"]),
        told["gpu_model"],
        told["cpu_model"],
        tuple(Framework(**framework) for framework in told["frameworks"]),
    )
    digest = message_hash(statement, 0x1234, 0x5678, int.from_bytes(b"SN_SEPOLIA", "big"))
    assert signed["message_hash"] == hex(digest)
    assert [int(part, 16) for part in signed["signature"]] == list(StarkKey(0x1234567).sign(digest))
    assert statement.resources.flags == found["flags"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (SIGNED, "--result-key"),
        (("--result-key", "KEY"), "give all"),
        (("--result-key", "KEY", "--account", "me", "--network", "sepolia", "--pool", "0x1"), "--account 'me'"),
        (("--result-key", "KEY", "--account", "0x1", "--network", "moon", "--pool", "0x1"), "moon"),
        (("--token-file", "/nowhere/token"), "/nowhere/token"),
    ],
)
def test_what_cannot_be_signed_is_refused_before_anything_is_measured(key_file, options, says):
    done = ciro(*(key_file if option == "KEY" else option for option in options))
    assert done.exit_code == 2
    assert says in done.stderr


def test_a_storage_that_is_not_there_is_named():
    done = ciro("--storage", "/nowhere")
    assert done.exit_code == 3
    assert "/nowhere" in done.stderr
