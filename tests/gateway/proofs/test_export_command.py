"""``ciro zk export`` and ``verify``: from a gateway's journal to a machine that has none."""

import json

from typer.testing import CliRunner

from gateway.cli import app


def run(*arguments):
    return CliRunner().invoke(app, ["zk", *map(str, arguments)])


def test_a_result_is_exported_and_accepted_elsewhere(place, tmp_path):
    result, other = place.proven(2)
    directory = tmp_path / "export"
    done = run("export", result, "--out", directory, "--state", place.state)
    assert done.exit_code == 0, done.output
    done = run("verify", directory, "--json")
    assert done.exit_code == 0, done.output
    document = json.loads(done.output)
    assert document["result"] == result
    assert document["items"] == 2
    assert document["registration"] == "beside the proof"
    message = json.loads((directory / "result.json").read_text())
    assert document["decision"] == message["decision"]
    done = run("verify", directory, "--registration", directory / "registration.zkr")
    assert done.exit_code == 0
    assert "compare the model's identity" not in done.output
    assert "compare the model's identity" in run("verify", directory).output

    done = run("export", other, "--out", directory, "--state", place.state)
    assert done.exit_code == 1, "the directory is there"


def test_an_exported_result_that_was_altered_is_rejected(place, tmp_path):
    (result,) = place.proven()
    directory = tmp_path / "export"
    assert run("export", result, "--out", directory, "--state", place.state).exit_code == 0
    path = directory / "result.json"
    message = json.loads(path.read_text()) | {"decision": "ok, really"}
    path.write_text(json.dumps(message))
    done = run("verify", directory, "--json")
    assert done.exit_code == 1
    assert json.loads(done.output)["check"] == "result"
    path.unlink()
    assert run("verify", directory).exit_code == 3


def test_a_result_without_a_proof_is_not_exported(place, tmp_path):
    (result,) = place.make()
    done = run("export", result, "--out", tmp_path / "export", "--state", place.state)
    assert done.exit_code == 1
    assert result in done.output
