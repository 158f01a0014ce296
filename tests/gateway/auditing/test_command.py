"""``ciro audit`` as an auditor uses it: in another process, with a bundle and a node, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.auditing import encode

CIRO = [sys.executable, "-c", "from gateway.cli import main; main()", "audit"]


def ciro(*arguments, cwd):
    return subprocess.run(
        [*CIRO, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3])},
    )


@pytest.fixture
def chain(settled):
    return ["--rpc", settled.network.rpc, "--anchor", hex(settled.network.anchor), "--gateway", hex(settled.gateway)]


@pytest.fixture
def bundle(settled, tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(encode(settled.collect(settled.pictured)))
    return path


def test_what_is_exported_here_is_verified_elsewhere(settled, chain, tmp_path):
    done = ciro("export", settled.proven, "--state", settled.state, *chain, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    exported = json.loads(done.stdout)
    assert exported["file"] == f"audit-{settled.proven}.zip"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / exported["file"]).rename(elsewhere / "given.zip")
    done = ciro("verify", "given.zip", "--result", settled.proven, *chain, "--json", cwd=elsewhere)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["holds"]
    # No contract was asked to verify the proof; all else is there and holds.
    assert {step["step"] for step in said["steps"] if step["outcome"] != "holds"} == {"statement"}
    assert next(step["outcome"] for step in said["steps"] if step["step"] == "statement") == "absent"
    assert said["bundle"] == exported["bundle"]


def test_at_the_gateway_its_configuration_says_where_it_settles(settled, chain, tmp_path):
    file = tmp_path / "gateway.toml"
    sponsor = '[[chain.paymasters]]\nurl = "http://127.0.0.1:9/"\n'
    keys = dict(zip(("rpc", "anchor", "account"), chain[1::2], strict=True)) | {"key_file": "session"}
    lines = [f'{name} = "{value}"' for name, value in keys.items()]
    file.write_text("\n".join(["[chain]", 'mode = "sponsored"', 'network = "devnet"', *lines, sponsor]))
    done = ciro("export", settled.pictured, "--config", file, "--state", settled.state, "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["holds"]
    assert ciro("show", settled.pictured, "--config", file, "--state", settled.state, cwd=tmp_path).returncode == 0
    done = ciro("show", tmp_path / f"audit-{settled.pictured}.zip", "--config", file, cwd=tmp_path)
    assert done.returncode == 2, "who holds a bundle in his hands says himself what to compare it with"


def test_a_forged_bundle_ends_with_1_and_names_the_step(settled, chain, bundle, tmp_path):
    data = bytearray(bundle.read_bytes())
    at = data.index(b"\xff\xd8\xff") + 2000  # within the picture, which is stored as it is
    data[at] ^= 1
    broken = tmp_path / "broken.zip"
    broken.write_bytes(data)
    done = ciro("verify", broken, *chain, cwd=tmp_path)
    assert done.returncode == 1
    assert "CRC" in done.stderr, "the archive's own sum shows it first"

    done = ciro("verify", bundle, *chain[:-1], hex(settled.network.gateway), cwd=tmp_path)
    assert done.returncode == 1
    assert (
        f"fails     the journal is that of the gateway that was meant: the bundle is of {settled.gateway:#x}"
        in done.stdout
    )
    assert done.stdout.splitlines()[-1] == "NOT everything holds"


def test_wrong_use_is_told(settled, chain, bundle, tmp_path):
    assert ciro("verify", bundle, cwd=tmp_path).returncode == 2
    done = ciro("verify", bundle, "--rpc", "http://127.0.0.1:9/rpc", *chain[2:], cwd=tmp_path)
    assert done.returncode == 3
    assert "is the node up?" in done.stderr
    done = ciro("verify", "absent.zip", *chain, cwd=tmp_path)
    assert (done.returncode, "absent.zip" in done.stderr) == (3, True)
    for nothing in ("", "x" * 5000, "../journal"):
        done = ciro("show", nothing, "--state", settled.state, *chain, cwd=tmp_path)
        assert (done.returncode, "no result" in done.stderr) == (1, True)
    done = ciro("export", settled.unanchored, "--state", settled.state, *chain, cwd=tmp_path)
    assert (done.returncode, "not anchored yet" in done.stderr) == (1, True)
    assert not list(tmp_path.glob("audit-*.zip"))


def test_show_follows_a_result_of_the_journal_here(settled, chain, tmp_path):
    done = ciro("show", settled.pictured, "--state", settled.state, *chain, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "batch 2" in done.stdout
    assert "accepted on L2" in done.stdout
    assert done.stdout.splitlines()[-1] == "all holds"


def test_two_nodes_must_agree(settled, chain, bundle, tmp_path):
    again = settled.network.rpc.replace("127.0.0.1", "localhost")
    done = ciro("verify", bundle, *chain, "--rpc", again, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"[{again}]" in done.stdout


def test_a_report_has_picture_decision_and_path_and_runs_nothing(settled, chain, bundle, tmp_path):
    done = ciro("report", bundle, "-o", "report.html", *chain, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report.html").read_text()
    document = settled.collect(settled.pictured).document
    for text in ("data:image/jpeg;base64,", "scratch", "Everything that was checked holds", "verify_record",
                 *(f"{sibling:#066x}" for sibling in document.result.path)):  # fmt: skip
        assert text in page
    assert "<script" not in page
    assert "http-equiv" in page


def test_a_report_is_printed_by_chromium(chain, bundle, tmp_path):
    done = ciro("report", bundle, "--pdf", *chain, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert bundle.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")


def test_the_chain_itself_agrees_with_what_the_report_says_to_ask(settled, runner):
    """The arguments for a block explorer are those of the contract's own check."""
    from gateway.auditing.report import _call
    from gateway.chain.bindings import AuditAnchor

    bundle = settled.collect(settled.proven)
    given = json.loads(_call(bundle, bundle.document.result))
    contract = AuditAnchor(settled.network.anchor, settled.network.client)
    path = [int(sibling, 16) for sibling in given["path"]]
    ask = contract.verify_record(
        int(given["gateway"], 16), given["sequence"], given["words"], given["byte_count"], path
    )
    assert runner.run(ask)
    other = contract.verify_record(
        int(given["gateway"], 16), given["sequence"], [*given["words"][:-1], 0], given["byte_count"], path
    )
    assert not runner.run(other)
