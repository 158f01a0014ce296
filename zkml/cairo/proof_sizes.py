"""Where the steps of a proof end, and what one draw takes: the sizes by which a contract reads.

They follow from `zkml.anatomy`, which counts the elements of any proof; nobody counts them again.
"""

from __future__ import annotations

from dataclasses import dataclass

from zkml.anatomy import anatomy
from zkml.circuit import Architecture
from zkml.parameters import FINAL_BITS, ParameterSet

__all__ = ["ProofSizes"]


@dataclass(frozen=True, slots=True)
class ProofSizes:
    """Elements from a proof's beginning to the end of a step.

    Attributes:
        lookups: the lookups' tree of fractions; the sums at its point follow.
        network: the network's sumcheck.
        roots: the opening's sumcheck and the roots of its folded tables; the last table follows.
        nonce: the proof of work's nonce; the order of the draws follows.
        order: the order of the draws.
        draws: all draws; the trees' common top follows, whose size depends on them.
        draw: one draw alone.
        challenges: challenges that the draws' positions come from, which are no part of the proof.

    """

    lookups: int
    network: int
    roots: int
    nonce: int
    order: int
    draws: int
    draw: int
    challenges: int

    @classmethod
    def of(cls, architecture: Architecture, parameters: ParameterSet, items: int, binding: int) -> ProofSizes:
        """Count for proofs of *items* inputs that are bound as *binding* says.

        Raises:
            ValueError: the witness is too small: the trees' common top is deeper than the last oracle's leaves.

        """
        found = anatomy(architecture, parameters, items, binding=binding)
        if any(oracle.path < 0 for oracle in found.oracles):
            raise ValueError("the witness is too small: the trees' common top is deeper than the last oracle's leaves")
        felts = {"commitment": 0, "lookups": 0, "network": 0, "opening": 0}
        for part in found.parts:
            if part.step in felts:
                felts[part.step] += part.felts
        sums = next(part.felts for part in found.parts if part.name == "sums at the point")
        order = next(part.felts for part in found.parts if part.name == "order of the draws")
        draw = sum(oracle.leaf + oracle.path for oracle in found.oracles)
        network = felts["commitment"] + felts["lookups"] + felts["network"]
        nonce = network + felts["opening"]
        return cls(
            lookups=felts["commitment"] + felts["lookups"] - sums,
            network=network,
            roots=nonce - 1 - (1 << FINAL_BITS),
            nonce=nonce,
            order=nonce + order,
            draws=nonce + order + found.queries * draw,
            draw=draw,
            challenges=-(-found.queries // (128 // found.oracles[0].depth)),
        )

    @property
    def hints(self) -> int:
        """Elements of the order of the draws."""
        return self.order - self.nonce
