"""What a proof will take, before it is begun: memory, CPU time, size; and a refusal where the memory is not there.

The prover's tables follow from the circuit's sizes alone. With N cells in the witness table, W in the weights table and
a code of rate 1/ρ, memory is ``base + N (a + b ρ) + W (c + d ρ)``: a code word, its twiddles and its tree are ρ times a
table, everything else is not. Time is ``N (e + ρ (f + g log2 N))`` and the grinding: transforms grow by the logarithm,
hashing does not. The numbers are fitted to measurements (``./scripts/bench zkml``), and rounded up.
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
from zkml.statement import MOST_ITEMS

__all__ = ["Estimate", "available_memory", "estimate"]

_BASE_BYTES = 230 << 20
"""Python, NumPy, Numba with the kernels loaded, and ONNX."""

_WITNESS_BYTES = (300, 76)
"""Bytes for each witness cell: besides the code word, and for each part of it."""

_WEIGHT_BYTES = (160, 76)

_CELL_NS = 1500.0
_CODE_NS = {"blake2s": 40.0, "mixed": 60.0, "poseidon": 1000.0}
_TRANSFORM_NS = 13.0
_GRIND_NS = 60.0
_VERIFY_MS = {"blake2s": 15.0, "mixed": 900.0, "poseidon": 900.0}


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


def estimate(architecture: Architecture, parameters: ParameterSet, items: int = 1) -> Estimate:
    """Return what a proof of *items* inputs will take.

    Raises:
        Unprovable: so many do not fit into one proof on any machine.

    """
    if not 1 <= items <= MOST_ITEMS:
        raise Unprovable(f"a proof holds 1 to {MOST_ITEMS} inputs, not {items}")
    arranged = layout(architecture, (items - 1).bit_length())
    if arranged.witness_bits > MOST_BITS:
        raise Unprovable(f"{items} inputs make a table of 2^{arranged.witness_bits} cells; the most is 2^{MOST_BITS}")
    witness, weights, code = 1 << arranged.witness_bits, 1 << architecture.weight_bits, 1 << parameters.rate_bits
    memory = _BASE_BYTES
    for cells, (plain, coded) in ((witness, _WITNESS_BYTES), (weights, _WEIGHT_BYTES)):
        memory += cells * (plain + coded * code)
    hashing = _CODE_NS[parameters.profile] + _TRANSFORM_NS * arranged.witness_bits
    cpu = witness * (_CELL_NS + code * hashing) + weights * 400.0 + _GRIND_NS * (1 << parameters.grinding_bits)
    expected = anatomy(architecture, parameters, items).felts * BYTES + 8
    return Estimate(
        items, parameters.name, arranged.witness_bits, architecture.weight_bits, memory, cpu * 1e-9, expected
    )


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
