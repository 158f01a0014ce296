"""Measures what each step of a proof costs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from zkml.statement import Context

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from zkml.proving import Prover

__all__ = ["Timing", "time_proofs"]

SELF_CHECK = "self-check"


@dataclass(frozen=True, slots=True)
class Timing:
    """One proof's cost.

    Attributes:
        steps: CPU milliseconds by step, in their order; the last is the verifier's.
        wall_ms: from start to end.
        proof: its bytes.

    """

    steps: dict[str, float]
    wall_ms: float
    proof: bytes

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds without the self-check."""
        return sum(ms for step, ms in self.steps.items() if step != SELF_CHECK)


def time_proofs(prover: Prover, inputs: NDArray[np.uint8], count: int) -> list[Timing]:
    """Prove *count* times, after once that fills caches, and return each proof's cost.

    Each proof is for another context, so that the proof of work, whose tries are a matter of luck, is not the same one.
    """
    return [_timed(prover, inputs, Context(nonce=number)) for number in range(count + 1)][1:]


def _timed(prover: Prover, inputs: NDArray[np.uint8], context: Context) -> Timing:
    marks: list[tuple[str, float]] = []
    started = time.perf_counter()
    proof = prover.prove(inputs, context, lambda step: marks.append((step, time.process_time())))
    wall = time.perf_counter() - started
    steps: dict[str, float] = {}
    for (step, start), (_, end) in pairwise([*marks, ("end", time.process_time())]):
        steps[step] = steps.get(step, 0.0) + 1000 * (end - start)
    return Timing(steps, 1000 * wall, proof.data)
