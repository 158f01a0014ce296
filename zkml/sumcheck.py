"""Sumcheck: from a claim about Σ_x f(x) g(x) over {0, 1}^n to one about f and g at a single random point.

In round i the prover sends the polynomial s_i of degree 2 in the round's variable by s_i(0) and its leading
coefficient; s_i(1) = claim - s_i(0) is not sent, so that the sum over {0, 1} is right by construction. Then r_i is
drawn and the claim becomes s_i(r_i). A false claim stays false but for 2/|F| a round. The degree is bounded by the
encoding: there is no place for a third coefficient.
"""

from __future__ import annotations

from zkml.field import PRIME
from zkml.transcript import Reader

__all__ = ["verify_round", "verify_rounds"]


def verify_round(reader: Reader, claim: int) -> tuple[int, int]:
    """Read one round; return the next claim and the challenge."""
    at_0, leading = reader.message(2)
    r = reader.challenge()
    linear = claim - 2 * at_0 - leading  # s(1) = claim - s(0)
    return (at_0 + (linear + leading * r) * r) % PRIME, r


def verify_rounds(reader: Reader, claim: int, rounds: int) -> tuple[int, list[int]]:
    """Read *rounds* rounds; return the last claim and the point."""
    point = []
    for _ in range(rounds):
        claim, r = verify_round(reader, claim)
        point.append(r)
    return claim, point
