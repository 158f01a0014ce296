"""Which kept proofs go: a policy of explicit inputs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.config import ProofSettings

__all__ = ["Kept", "choose_to_give_up"]

DAY_US = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept proof: its batch, when it was proven (Unix µs; None: nothing names it), and its size in bytes."""

    batch: str
    ended_us: int | None
    size: int


def choose_to_give_up(kept: Iterable[Kept], settings: ProofSettings, now_us: int | None) -> list[str]:
    """Return the batches that are too old, and, oldest first, those beyond what all may take together.

    What is from the future has a wrong time, and counts as new. *now_us* None: the clock is not trusted, and age does
    not count.
    """
    oldest_first = sorted(kept, key=lambda item: (item.ended_us or 0, item.batch))
    total = sum(item.size for item in oldest_first)
    gone = []
    for item in oldest_first:
        age_us = 0 if now_us is None else now_us - (item.ended_us or 0)
        if age_us > settings.keep_days * DAY_US or total > settings.max_bytes:
            gone.append(item.batch)
            total -= item.size
    return gone
