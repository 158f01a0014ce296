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
    assert settled["proofs_verified"] > 0
    assert "The first batch is settled" in done.stderr


def test_with_workers_each_picture_has_one_result_and_goes_only_where_it_may():
    done = _demo("--workers", "3", "--seconds", "32", "--json", timeout=280)
    assert done.returncode == 0, done.stderr
    summary = orjson.loads(done.stdout.splitlines()[-1])
    assert summary.keys() == KEYS | {"routing"}
    routing = summary["routing"]
    assert routing.keys() == {"jobs", "unanswered", "answered_twice", "residency_violations", "by_worker"}
    assert routing["unanswered"] == routing["answered_twice"] == routing["residency_violations"] == 0
    assert routing["by_worker"].keys() == {"local", "site-server", "rented-gpu", "volunteer"}
    assert sum(routing["by_worker"].values()) == routing["jobs"] == summary["frames_published"]
    assert all(routing["by_worker"].values()), "everybody has had pictures"
    assert "was killed" in done.stderr


def test_wrong_use_is_told_before_anything_starts():
    done = _demo("--fault", "melted:camera-1")
    assert done.returncode == 2
    assert "melted" in done.stderr
