"""LogUp-GKR: Σ_i p_i / q_i over 2^m fractions, reduced to one evaluation of p and one of q.

A lookup of values v_i in a table t_j with multiplicities m_j holds iff Σ 1/(α - v_i) - Σ m_j/(α - t_j) = 0 as rational
functions of α (Haböck, ePrint 2022/1530). The sum is computed by a binary tree of fractions,
(p, q) + (p', q') = (p q' + p' q, q q'), and the tree is checked from its root to its leaves (Papini and Haböck, ePrint
2023/1039):

1. The root's q is sent and must not be 0: it is the product of all denominators, so that none of them is 0, and a
   vanishing denominator cannot stand for anything. The root's p is not sent: it is ``total``·q.
2. Layer k: with λ drawn after the layer's claim, p + λ q = Σ eq(ρ, x) (p_0 q_1 + p_1 q_0 + λ q_0 q_1) is run as a
   sumcheck whose factor eq is left out of the messages: a round sends d = t(1) - t(0) and the leading coefficient, and
   t(0) = claim - ρ_i d. For a false claim no such d makes t the true polynomial: 2/|F| a round.
3. The four values at the end are tied to the claim; a challenge then joins the two halves into one point.
"""

from __future__ import annotations

from zkml.errors import Rejected
from zkml.field import PRIME
from zkml.transcript import Reader

__all__ = ["verify_fraction_sum"]


def verify_fraction_sum(reader: Reader, variables: int, total: int) -> tuple[list[int], int, int]:
    """Check that 2^*variables* fractions sum to *total*; return a point and what p and q must be there."""
    (q,) = reader.message(1)
    if q == 0:
        raise Rejected("lookup root", "a denominator is zero")
    p = total * q % PRIME
    point: list[int] = []
    for _ in range(variables):
        weight = reader.challenge()
        claim = (p + weight * q) % PRIME
        bound = []
        for coordinate in point:
            difference, leading = reader.message(2)
            r = reader.challenge()
            at_0 = claim - coordinate * difference
            claim = (at_0 + (difference - leading + leading * r) * r) % PRIME
            bound.append(r)
        p_0, p_1, q_0, q_1 = reader.message(4)
        if claim != (p_0 * q_1 + p_1 * q_0 + weight * q_0 * q_1) % PRIME:
            raise Rejected("lookup layer", f"layer {len(point)} does not follow from the one below")
        join = reader.challenge()
        p, q = (p_0 + join * (p_1 - p_0)) % PRIME, (q_0 + join * (q_1 - q_0)) % PRIME
        point = [join, *bound]
    return point, p, q
