"""What a proof will take, before it is begun."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from zkml.circuit import Architecture, layout
from zkml.commitment import plan
from zkml.errors import Unprovable
from zkml.field import BYTES
from zkml.parameters import FINAL_BITS, ParameterSet, parameter_set

__all__ = ["Estimate", "check_memory", "estimate"]

_BASE = 200 << 20
"""Bytes of Python, NumPy and the machine code."""

_PER_CELL = 530
"""Bytes for each witness cell besides the code word: the integers, the tree of fractions, sumcheck tables, weights."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Sizes of a proof.

    Attributes:
        witness_cells, weight_cells: of the committed tables.
        memory: bytes at the peak.
        felts: of the proof, on average; draws that meet make it differ by about one in a hundred.

    """

    witness_cells: int
    weight_cells: int
    memory: int
    felts: int


def estimate(architecture: Architecture, items: int = 1, name: str = "b2-8-57-16") -> Estimate:
    """Return what a proof of a batch takes under a parameter set."""
    parameters, found = parameter_set(name), layout(architecture, (items - 1).bit_length())
    witness, weights = 1 << found.witness_bits, 1 << architecture.weight_bits
    large = max(witness, weights)
    # values and digests of both words and of the folded ones; twiddles for each size
    words = (witness + weights + large // 7) * (BYTES + 8)
    twiddles = (large + (weights if weights != witness else 0) + large // 7) * BYTES
    memory = _BASE + ((words + twiddles) << parameters.rate_bits) + _PER_CELL * witness + 6 * BYTES * weights
    felts = _felts(parameters, found.witness_bits, architecture.weight_bits, found.terms_bits)
    return Estimate(witness, weights, memory, felts)


def _felts(parameters: ParameterSet, witness_bits: int, weight_bits: int, terms_bits: int) -> int:
    """Return the elements of a proof on average."""
    large, small = max(witness_bits, weight_bits), min(witness_bits, weight_bits)
    schedule = plan(large, small, witness_first=witness_bits >= weight_bits)
    assert schedule.join is not None
    fractions = 1 + sum(2 * k + 4 for k in range(witness_bits))
    said = 1 + fractions + 5 + 2 * terms_bits + 2
    said += 2 * (large - FINAL_BITS + 1) + len(schedule.folds) - 1 + (1 << FINAL_BITS) + 1
    query, left = 0, large
    for level, folds in enumerate(schedule.folds):
        path = left + parameters.rate_bits - folds - parameters.cap_bits
        query += (1 << folds) - (level > 0) + path
        if level == schedule.join[0]:
            query += (1 << schedule.joined_folds) + path
        left -= folds
    draws = parameters.queries
    hint = -(-draws // (128 // max(1, (draws - 1).bit_length())))
    untouched = [(1 - 2.0**-depth) ** draws for depth in range(parameters.cap_bits + 1)]
    opaque: float = sum(
        2**depth * (untouched[depth] - untouched[depth - 1]) for depth in range(1, parameters.cap_bits + 1)
    )
    return round(said + hint + draws * query + opaque * (len(schedule.folds) + 1))


def check_memory(needed: Estimate) -> None:
    """Refuse a proof that does not fit.

    Raises:
        Unprovable: the machine has less memory to give.

    """
    table = Path("/proc/meminfo")
    if not table.exists():
        return
    lines = dict(line.split(":", 1) for line in table.read_text().splitlines() if ":" in line)
    available = int(lines["MemAvailable"].split()[0]) << 10
    if needed.memory - _BASE > available:
        raise Unprovable(
            f"the proof needs about {needed.memory / 2**30:.1f} GiB, and {available / 2**30:.1f} GiB are free: "
            "prove fewer items in one proof, or register the model under a set of a higher rate (b2-4-81-20)"
        )
