"""What a proof will take, before it is begun: memory, CPU time, size; and a refusal where the memory is not there.

Memory follows from the sizes: each oracle is a code word and a hash tree, each size of table has its twiddles, and
beside them the prover's other tables (the tree of fractions and its sumchecks, weights, integers) are so many bytes for
each cell. Time is that of transforms, which grow by the logarithm, of hashing, and of the rest for each cell. The
numbers are fitted to measurements (``./scripts/bench zkml``), rounded up, and for the portable kernels.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from zkml.anatomy import anatomy
from zkml.circuit import MOST_BITS, Architecture, layout
from zkml.errors import Unprovable
from zkml.field import BYTES
from zkml.parameters import ParameterSet
from zkml.statement import MOST_ITEMS, PUBLIC_INPUT

__all__ = ["Estimate", "available_memory", "estimate"]

_BASE_BYTES = 190 << 20
"""Python, NumPy, Numba with the kernels loaded, and ONNX."""

_WITNESS_BYTES = 330
_WEIGHT_BYTES = 160

_CELL_NS = 700.0
_TRANSFORM_NS = 13.0
_HASH_NS = {"blake2s": 90.0, "mixed": 900.0, "poseidon": 3500.0}
"""For each element of a code word, with its share of the leaf and of the tree."""

_FOLDED_HASH_NS = {"blake2s": 90.0, "mixed": 3500.0, "poseidon": 3500.0}
_GRIND_NS = 150.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a proof will take.

    Attributes:
        items: inputs in the proof.
        witness_bits, weight_bits: log2 of the committed tables.
        memory_bytes: the process's peak.
        cpu_s: of the proof without its self-check, on one core of about 3 GHz, kernels compiled already.
        proof_bytes: expected.

    """

    items: int
    parameter_set: str
    witness_bits: int
    weight_bits: int
    memory_bytes: int
    cpu_s: float
    proof_bytes: int

    def require(self, available: int | None = None) -> None:
        """Check that the memory is there; *available*: bytes, else what this machine has now.

        Raises:
            Unprovable: it is not; the message says what would fit.

        """
        found = available_memory() if available is None else available
        if found is not None and self.memory_bytes > found:
            raise Unprovable(
                f"a proof of {self.items} input(s) with {self.parameter_set} takes about {_size(self.memory_bytes)} of "
                f"memory, and {_size(found)} are available; prove fewer inputs at a time, take a parameter set with a "
                "higher rate (b2-4-81-20), or a machine with more memory"
            )


def estimate(
    architecture: Architecture, parameters: ParameterSet, items: int = 1, binding: int = PUBLIC_INPUT
) -> Estimate:
    """Return what a proof of *items* inputs will take.

    Raises:
        Unprovable: so many do not fit into one proof on any machine.

    """
    if not 1 <= items <= MOST_ITEMS:
        raise Unprovable(f"a proof holds 1 to {MOST_ITEMS} inputs, not {items}")
    arranged = layout(architecture, (items - 1).bit_length(), binding != PUBLIC_INPUT)
    m, w = arranged.witness_bits, architecture.weight_bits
    if m > MOST_BITS:
        raise Unprovable(f"{items} inputs make a table of 2^{m} cells; the most is 2^{MOST_BITS}")
    parts = anatomy(architecture, parameters, items, binding=binding)
    memory = _BASE_BYTES + (_WITNESS_BYTES << m) + (_WEIGHT_BYTES << w)
    cpu = _CELL_NS * ((1 << m) + (1 << w)) + _GRIND_NS * (1 << parameters.grinding_bits)
    for oracle in parts.oracles:
        code = 1 << (oracle.bits + parameters.rate_bits)
        memory += code * BYTES + 2 * (code >> oracle.folds) * BYTES
        if oracle.name != "weights":  # their tree is there already
            table = _HASH_NS if oracle.name == "witness" else _FOLDED_HASH_NS
            cpu += code * (_TRANSFORM_NS * oracle.bits + table[parameters.profile])
    for bits in {oracle.bits for oracle in parts.oracles}:
        memory += BYTES << (bits + parameters.rate_bits)  # twiddles
    return Estimate(items, parameters.name, m, w, memory, cpu * 1e-9, parts.felts * BYTES + 8)


def available_memory() -> int | None:
    """Return the bytes that a process can still take here, with the limits of its control groups; None if unknown."""
    found: list[int] = []
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    except OSError:
        if "SC_AVPHYS_PAGES" in os.sysconf_names:
            found.append(os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    found += _control_group_room()
    return min(found, default=None)


def _control_group_room() -> list[int]:
    """Return what each control group above this process still allows (version 2)."""
    try:
        own = next(
            line.removeprefix("0::") for line in Path("/proc/self/cgroup").read_text().splitlines() if line[:3] == "0::"
        )
    except (OSError, StopIteration):
        return []
    root, room = Path("/sys/fs/cgroup"), []
    place = root / own.strip("/")
    for group in (place, *place.parents):
        if root not in (group, *group.parents):
            break
        try:
            limit = (group / "memory.max").read_text().strip()
            if limit != "max":
                room.append(int(limit) - int((group / "memory.current").read_text()))
        except (OSError, ValueError):
            continue  # the root has no limit, and a container may not show its own
    return room


def _size(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.0f} MB"
