"""How the contracts have inputs bound; a statement says it (see `zkml.statement`)."""

from __future__ import annotations

from math import prod

from zkml.cairo.packed_sum import lies_in_order
from zkml.circuit import Architecture
from zkml.parameters import FINAL_BITS
from zkml.statement import COMMITTED_INPUT, PUBLIC_INPUT, WITNESS_INPUT, Context

__all__ = ["MOST_SHOWN", "binding_for", "binding_of"]

MOST_SHOWN = 8
"""Inputs that a transaction has room for."""

_LEAST_CELLS = 1 << 11
"""Bytes of one input that cost a contract more than a witness of twice the size."""


def binding_of(architecture: Architecture, items: int) -> int:
    """Return how the contracts have so many inputs bound.

    They are cells, which is less work than evaluating them, but for a small one; where they would not fit into a
    transaction, a commitment stands for them.
    """
    if items > MOST_SHOWN:
        return COMMITTED_INPUT
    size = prod(architecture.input)
    pays = size >= _LEAST_CELLS and size % (1 << FINAL_BITS) == 0 and lies_in_order(architecture)
    return WITNESS_INPUT if items > 1 or pays else PUBLIC_INPUT


def binding_for(architecture: Architecture, items: int, context: Context) -> int:
    """Return how so many inputs are best bound where a proof counts: as the contract has them, if it names one."""
    return binding_of(architecture, items) if context.contract else PUBLIC_INPUT
