"""Runs the trial graphs with ONNX Runtime: a provider counts only when it ran the node and gave the right numbers."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from edge_worker.capabilities.trial_graph import TRIALS, graph, inputs
from edge_worker.runtime import InferenceFailed, OnnxSession, RuntimeAbsent, available_providers

__all__ = ["Trial", "run_trials"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of one graph on one provider; *trouble* is empty when it ran there and was right."""

    kind: str
    provider: str
    trouble: str = ""


def run_trials() -> tuple[Trial, ...]:
    """Run every graph on every provider of the build that is installed; empty when there is none."""
    return tuple(_trial(kind, provider) for provider in available_providers() for kind in TRIALS)


def _trial(kind: str, provider: str) -> Trial:
    feed = inputs(kind)
    with tempfile.TemporaryDirectory(prefix="ciro-trial-") as directory:
        path = Path(directory) / f"{kind}.onnx"
        path.write_bytes(graph(kind))
        try:
            session = OnnxSession(path, providers=[provider])
            found = session.run(feed)["y"]
            session.find_provider(feed, even_on_cpu=True)
        except (InferenceFailed, RuntimeAbsent, OSError, ValueError) as error:
            return Trial(kind, provider, str(error))
    if session.nodes.get(provider, 0) == 0:
        return Trial(kind, provider, f"ONNX Runtime ran the {kind} trial on {', '.join(session.nodes)} instead")
    expected = feed["a"].astype(np.int64) @ feed["b"].astype(np.int64)
    right = bool(np.array_equal(found.astype(np.int64), expected))
    return Trial(kind, provider, "" if right else f"{provider} gave wrong numbers in the {kind} trial")
