"""The steps of an audit, and what each came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["TITLES", "Audit", "Outcome", "Step"]


class Outcome(StrEnum):
    """What a step came to."""

    HOLDS = "holds"
    FAILS = "fails"
    ABSENT = "absent"  # there is nothing to check, and nothing is claimed
    UNCHECKED = "unchecked"  # a step before it failed


TITLES = {
    "result": "the published result is that of the record",
    "subject": "it is about the record that it names",
    "picture": "the picture or reading is the one that was taken in",
    "model": "the model's package is the one that the result names",
    "proof": "the model gave this output, and the decision follows from it",
    "statement": "the statement that a contract has verified is about this result",
    "chain": "the node belongs to the bundle's chain",
    "contract": "the anchor is the contract that was meant",
    "gateway": "the journal is that of the gateway that was meant",
    "batch": "the chain has these batches",
    "path": "the records are in these batches",
    "transaction": "the transactions anchored these batches",
    "block": "the chain has accepted their blocks",
    "verifier": "the statement is recorded by the contract that was meant, and the model is the one that it knows",
    "recorded": "that contract has verified the statement, in this transaction and block",
    "calldata": "the transaction carries the statement and a proof of it, which holds here as well",
}
"""Every step, in its order."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    Attributes:
        name: a key of `TITLES`.
        outcome: what it came to.
        detail: what was found, in words.
        node: the node that was asked; empty for what needs none.

    """

    name: str
    outcome: Outcome
    detail: str
    node: str = ""

    @property
    def title(self) -> str:
        """What holds when the step does."""
        return TITLES[self.name]


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole: every step that was made."""

    steps: Sequence[Step]

    @property
    def holds(self) -> bool:
        """Whether nothing failed and nothing was left unchecked."""
        return all(step.outcome in {Outcome.HOLDS, Outcome.ABSENT} for step in self.steps)

    @property
    def verified_on_chain(self) -> bool:
        """Whether a contract is shown to have verified that the model gave this output."""
        names = {"statement", "verifier", "recorded", "calldata"}
        found = [step for step in self.steps if step.name in names]
        held = all(step.outcome is Outcome.HOLDS for step in found if step.name != "verifier")
        return {step.name for step in found} == names and held and self.step("verifier").outcome is not Outcome.FAILS

    def step(self, name: str) -> Step:
        """Return the worst of the steps called *name*."""
        worst = [Outcome.FAILS, Outcome.UNCHECKED, Outcome.ABSENT, Outcome.HOLDS]
        return min((step for step in self.steps if step.name == name), key=lambda step: worst.index(step.outcome))
