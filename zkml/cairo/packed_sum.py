"""The weights of the packed inputs' claim, summed with the last message: Σ_i c^(i div 31) 256^(i mod 31) w_i f_i.

w_i is eq of the opening's point and i. The weights are no product over the bits of i, but almost: i = 64 h + l, where
the point's part is a weight for each h, and l the place in the last message f. The sum over l depends on h only by the
remainder r of 64 h by 31, but for the power of c that stands before it: 31 sums, each of three or four stretches of
Σ_l 256^l f_l, whose beginnings are summed once.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any

from zkml.cairo.symbols import Symbol, Trace
from zkml.circuit import MOST_RESHAPED_BITS, Architecture, Layout
from zkml.field import PRIME, inverse
from zkml.layers import block_bits
from zkml.multilinear import binary, eq, eq_table, log2_ceil
from zkml.parameters import FINAL_BITS
from zkml.statement import PACKED_BYTES

__all__ = ["PackedSum", "lies_in_order"]


def lies_in_order(architecture: Architecture) -> bool:
    """Whether inputs are small enough to be cells, and their bytes lie one after another in their block."""
    channels, height, width = architecture.input
    rows, columns = 1 << log2_ceil(height), 1 << log2_ceil(width)
    whole = (columns == width or channels * height == 1) and (rows == height or channels == 1)
    return whole and block_bits(architecture.input) <= MOST_RESHAPED_BITS


class PackedSum:
    """Writes the sum for a challenge *c*.

    Raises:
        ValueError: bytes of the input do not lie one after another in its block.

    """

    def __init__(self, trace: Trace, architecture: Architecture, c: Symbol) -> None:
        if not lies_in_order(architecture) or prod(architecture.input) % (1 << FINAL_BITS):
            raise ValueError(
                f"the input's axes {architecture.input} are not powers of two, as a contract needs where it is cells"
            )
        self._rows = prod(architecture.input) >> FINAL_BITS
        self._trace = trace
        self._powers: list[Any] = [1, c]

    def value(self, plan: Layout, point: Sequence[Any], last: Sequence[Any]) -> Any:
        """Return the sum for a position's *point*, but for its last variables, which *last* has."""
        block = plan.input_block
        assert block is not None
        address = binary(block.offset >> block.bits, plan.position_bits - block.bits)
        bound, inner = point[: len(address)], point[len(address) :]
        begun = self._beginnings(last)
        sums: dict[int, Any] = {}
        total: Any = 0
        for h, weight in enumerate(eq_table(list(inner))[: self._rows]):
            before, r = divmod(h << FINAL_BITS, PACKED_BYTES)
            if r not in sums:
                sums[r] = self._known(self._stretches(r, begun))
            total += weight * self._power(before) * sums[r]
        return eq(address, bound) * total

    def _known(self, value: Any) -> Any:
        """Give a form a line of its own."""
        return Symbol(self._trace, {self._trace.atom_of(value): 1}, 0)

    def _power(self, exponent: int) -> Any:
        while len(self._powers) <= exponent:
            self._powers.append(self._powers[-1] * self._powers[1])
        return self._powers[exponent]

    def _beginnings(self, last: Sequence[Any]) -> list[Any]:
        """Return Σ_{l < m} 256^l f_l for each m."""
        begun: list[Any] = [0]
        for place, value in enumerate(last):
            begun.append(self._known(begun[-1] + value * pow(256, place, PRIME)))
        return begun

    def _stretches(self, r: int, begun: Sequence[Any]) -> Any:
        """Return Σ_l c^((r + l) div 31) 256^((r + l) mod 31) f_l."""
        total: Any = 0
        start = 0
        while start < len(begun) - 1:
            power, place = divmod(r + start, PACKED_BYTES)
            end = min(start + PACKED_BYTES - place, len(begun) - 1)
            shift = pow(256, place, PRIME) * inverse(pow(256, start, PRIME)) % PRIME
            total += (begun[end] - begun[start]) * shift * self._power(power)
            start = end
        return total
