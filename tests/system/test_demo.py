"""The README's first command, as a newcomer runs it."""

import subprocess
from pathlib import Path

import orjson
import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]
KEYS = {
    "frames_published",
    "results",
    "readings_published",
    "readings_ingested",
    "acknowledged_lost",
    "p50_ms",
    "p99_ms",
    "proofs",
}


def _demo(*arguments, timeout=200):
    return subprocess.run(
        [ROOT / "scripts" / "demo", "--port", "0", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd="/",
    )


def test_the_demonstration_loses_nothing_and_ends_with_its_summary():
    done = _demo("--seconds", "8", "--json")
    assert done.returncode == 0, done.stderr
    summary = orjson.loads(done.stdout.splitlines()[-1])
    assert summary.keys() == KEYS
    assert summary["acknowledged_lost"] == 0
    assert summary["readings_ingested"] == summary["readings_published"] > 0
    assert summary["results"] >= summary["frames_published"] > 0
    assert "The page: http://127.0.0.1:" in done.stderr


@pytest.mark.timeout(1_800)  # whoever comes first compiles all contracts, on a machine that may be busy
def test_with_a_chain_what_was_made_is_settled_for_nothing_and_audited_by_another_process():
    done = _demo("--chain", "--seconds", "8", "--json", timeout=1_700)
    assert done.returncode == 0, done.stderr
    summary = orjson.loads(done.stdout.splitlines()[-1])
    assert summary.keys() == KEYS | {"settlement"}
    settled = summary["settlement"]
    assert settled["batches_settled"] > 0
    assert settled["records_anchored"] >= summary["results"] + summary["frames_published"]
    assert settled["account_fee_paid"] == settled["account_nonce"] == 0
    assert settled["sponsor_fee_paid"] > 0
    assert settled["audited_results"] == 12
    assert "The first batch is settled" in done.stderr


def test_wrong_use_is_told_before_anything_starts():
    done = _demo("--fault", "melted:camera-1")
    assert done.returncode == 2
    assert "melted" in done.stderr
