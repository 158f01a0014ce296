"""The closed list of parameter sets: nothing here is ever chosen by a prover.

A set fixes the code rate, the number of query *draws* (with replacement; a leaf drawn twice counts twice), the proof of
work before them, and the hash profile. Its name is part of the statement and of the model's identity. A verifier that
took any of these numbers from a proof could be asked for zero queries.

``…-f`` are the fall-back sets: their query count holds under the 1.5-Johnson theorem, which is proven for every linear
code, so that a flaw found in the theorem behind the others is a change of configuration and not of the protocol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from zkml.errors import Rejected

__all__ = ["DEFAULT_SET", "FINAL_BITS", "FOLD_BITS", "PARAMETER_SETS", "ParameterSet", "parameter_set"]

FOLD_BITS = 3
"""An oracle is folded by three independent two-to-one folds; a leaf holds the 2^3 values that fold into one."""

FINAL_BITS = 6
"""The last folded message, 2^6 elements, is sent whole."""

HashProfile = Literal["blake2s", "poseidon", "mixed"]
"""``mixed``: Poseidon, but Blake2s for the leaves of the witness's tree, which the prover spends its time on."""

Regime = Literal["johnson", "1.5-johnson"]


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """One set.

    Attributes:
        name: as in statements and on the command line.
        code: its number in a statement; never given to another set.
        profile: of the hashes.
        rate_bits: the code's rate is 2^-rate_bits.
        queries: draws.
        grinding_bits: leading work before the draws.
        regime: the theorem under which the set reaches 100 bits.

    """

    name: str
    code: int
    profile: HashProfile
    rate_bits: int
    queries: int
    grinding_bits: int
    regime: Regime = "johnson"

    @property
    def cap_bits(self) -> int:
        """Depth below which paths are plain; above it all trees and queries share one multi-proof."""
        return min(self.rate_bits + FINAL_BITS, (self.queries + 1).bit_length() + 1)


PARAMETER_SETS = {
    found.name: found
    for found in (
        ParameterSet("b2-8-57-16", 1, "blake2s", 3, 57, 16),
        ParameterSet("b2-4-81-20", 2, "blake2s", 2, 81, 20),
        ParameterSet("sn-pos-16-41-20", 3, "poseidon", 4, 41, 20),
        ParameterSet("sn-mix-16-41-20", 4, "mixed", 4, 41, 20),
        ParameterSet("sn-pos-32-33-20", 5, "poseidon", 5, 33, 20),
        ParameterSet("sn-mix-32-33-20", 6, "mixed", 5, 33, 20),
        ParameterSet("sn-pos-32-31-24", 11, "poseidon", 5, 31, 24),
        ParameterSet("sn-mix-32-31-24", 12, "mixed", 5, 31, 24),
        ParameterSet("b2-8-81-20-f", 7, "blake2s", 3, 81, 20, "1.5-johnson"),
        ParameterSet("b2-4-121-20-f", 8, "blake2s", 2, 121, 20, "1.5-johnson"),
        ParameterSet("sn-pos-16-61-20-f", 9, "poseidon", 4, 61, 20, "1.5-johnson"),
        ParameterSet("sn-mix-16-61-20-f", 10, "mixed", 4, 61, 20, "1.5-johnson"),
    )
}

DEFAULT_SET = "b2-8-57-16"


def parameter_set(name: str) -> ParameterSet:
    """Return a set by its name.

    Raises:
        Rejected: there is no such set.

    """
    found = PARAMETER_SETS.get(name) if isinstance(name, str) else None
    if found is None:
        raise Rejected("parameter set", f"{name!r} is not one of {', '.join(PARAMETER_SETS)}")
    return found
