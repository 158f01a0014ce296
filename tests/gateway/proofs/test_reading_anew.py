"""Whoever checks an export reads files that a stranger wrote: how the output is read, and what was published."""

from pathlib import Path

import numpy as np
import pytest

from edge_worker import parse_manifest, tensor_digest
from gateway.proofs.export import check_decision, read_output, rounded_scores
from zkml import Rejected, Statement

MODEL = Path(__file__).parents[3] / "models" / "surface-inspection"
OUTPUT = np.array([9000, -100, 0, 5], "<i4")


@pytest.fixture(scope="module")
def manifest():
    return parse_manifest((MODEL / "manifest.json").read_bytes())[0]


@pytest.fixture(scope="module")
def statement(manifest):
    return Statement(1, "b2-8-57-16", (bytes(int(np.prod(manifest.input.shape))),), (OUTPUT.tobytes(),))


@pytest.fixture
def reading(manifest):
    return {
        "frame": [640, 480],
        "output": {"name": manifest.decode.output, "shape": [1, 4]},
        "thresholds": {},
    }


@pytest.fixture
def message(manifest, statement, reading):
    tensor = np.frombuffer(statement.inputs[0], np.uint8).reshape(manifest.input.shape)
    found = {"input_sha256": tensor_digest(tensor)}
    verdict = read_output(manifest, statement, 0, found, reading)
    decided = {"decision": verdict.decision, "ok": manifest.is_good(verdict.decision)}
    return found | decided | {"scores": rounded_scores(verdict)}


def test_what_follows_from_the_output_is_accepted(manifest, statement, message, reading):
    assert check_decision(manifest, statement, 0, message, reading) == message["decision"]


@pytest.mark.parametrize(
    "changed",
    [
        {"frame": [1_000_000, 1_000_000]},
        {"frame": [10**400, 1]},
        {"frame": [-640, -480]},
        {"frame": [0, 480]},
        {"frame": ["640", 480]},
        {"frame": None},
        {"thresholds": {"ok": 10**400}},
        {"thresholds": []},
        {"output": {"name": "out", "shape": [10**30]}},
        {"output": []},
    ],
)
def test_a_hostile_reading_is_rejected_and_takes_no_memory(manifest, statement, message, reading, changed):
    with pytest.raises(Rejected, match="result"):
        check_decision(manifest, statement, 0, message, reading | changed)


@pytest.mark.parametrize("detections", [None, 5, [5], [{}], ["label"], [{"label": "a", "score": 1}]])
def test_detections_of_another_form_are_rejected(manifest, statement, message, reading, detections):
    with pytest.raises(Rejected, match="result"):
        check_decision(manifest, statement, 0, message | {"detections": detections}, reading)
