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


def _demo(*arguments):
    return subprocess.run(
        [ROOT / "scripts" / "demo", "--port", "0", *arguments],
        check=False,
        capture_output=True,
        text=True,
        timeout=200,
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


def test_wrong_use_is_told_before_anything_starts():
    done = _demo("--fault", "melted:camera-1")
    assert done.returncode == 2
    assert "melted" in done.stderr
