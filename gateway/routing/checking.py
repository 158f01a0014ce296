"""Which answers are computed a second time, and what two or more of them say about each other."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["CheckBook", "agreeing", "check_share"]

FIRST_CHECKS = 2.0


@dataclass(slots=True)
class CheckBook:
    """Which workers' answers have been checked, and how that went.

    Attributes:
        base: share of a proven worker's answers that is checked, 0…1.
        chance: a source of chance that no worker can foresee; the default is the operating system's.
        agreed: checks that passed, by worker, since it was last under suspicion.

    """

    base: float = 0.02
    chance: random.Random = field(default_factory=random.SystemRandom)
    agreed: dict[str, int] = field(default_factory=dict)

    def draws(self, worker: str) -> bool:
        """Draw whether the next answer of *worker* is checked."""
        return self.chance.random() < check_share(self.base, self.agreed.get(worker, 0))

    def passed(self, worker: str) -> None:
        """Note a check that passed."""
        self.agreed[worker] = self.agreed.get(worker, 0) + 1

    def doubted(self, worker: str) -> None:
        """Forget what *worker* has passed."""
        self.agreed[worker] = 0


def check_share(base: float, agreed: int) -> float:
    """Return the share of a worker's answers to check, 0…1: all at first, *base* once *agreed* checks have passed.

    A liar who is wrong with probability q is caught after 1/(share·q) answers on average, so a newcomer is caught
    with its first few, and one that begins to lie late gets 1/(base·q) answers through.
    """
    return max(base, FIRST_CHECKS / (FIRST_CHECKS + agreed))


def agreeing(answers: Mapping[str, str], least: int, reference: str | None = None) -> tuple[str, frozenset[str]] | None:
    """Return the digest that counts and who gave another; None while there is no verdict.

    Args:
        answers: digest by worker; each worker counts once.
        least: so many independent workers must give one digest.
        reference: a worker whose answer counts alone: this gateway's own engine.

    """
    digest = answers.get(reference) if reference is not None else None
    if digest is None:
        votes: dict[str, int] = {}
        for given in answers.values():
            votes[given] = votes.get(given, 0) + 1
        digest = next((given for given, count in votes.items() if count >= least), None)
    if digest is None:
        return None
    return digest, frozenset(worker for worker, given in answers.items() if given != digest)
