"""Which waiting results share a proof for the chain: a policy of explicit inputs.

The contract has a circuit for one picture and one for eight, whose proof costs little more; so from two on, the proof
of eight is the cheaper one, and the last picture is named again in it where there are fewer. Only results of one model
fit. What is on the chain is public, so results of several devices share one, other than in `gateway.proofs.batching`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.chain_proofs.choosing import Reason
from gateway.config import ProvingSettings

__all__ = ["EIGHT", "Queued", "filled", "gather"]

EIGHT = 8
"""Pictures in the contract's larger circuit."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A result that waits for its proof.

    Attributes:
        record_id: its record.
        reason: why it is verified.
        queued_us: since when it waits, Unix microseconds.
        alone: whether it was in a proof that could not be verified: then it goes alone.

    """

    record_id: int
    reason: str
    queued_us: int
    alone: bool


def gather(
    waiting: Iterable[Queued], settings: ProvingSettings, now_us: int, *, takes: int
) -> list[tuple[Queued, ...]]:
    """Return what is proven now, the most urgent first; each is one proof.

    What is disputed does not wait, and takes along who waits; others wait until they are as many as a proof has, or the
    oldest is old enough. A clock that was set back holds nothing up: what is queued in the future counts as old.

    Args:
        waiting: results of one model, the most urgent first.
        settings: of the configuration.
        now_us: Unix microseconds.
        takes: how many pictures the contract takes in one proof.

    """
    most = min(settings.batch_most, takes)
    rest: list[Queued] = []
    groups: list[tuple[Queued, ...]] = []
    for one in waiting:
        if one.alone or most == 1:
            groups.append((one,))
        else:
            rest.append(one)
    while rest and (len(rest) >= most or any(_is_due(one, settings, now_us) for one in rest)):
        groups.append(tuple(sorted(rest[:most], key=lambda one: one.record_id)))
        rest = rest[most:]
    return sorted(groups, key=lambda group: (all(one.reason != Reason.DISPUTE for one in group), group[0].record_id))


def filled(items: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return as many as the circuit has: the last one is named again where several are fewer than eight."""
    return items if len(items) == 1 else items + items[-1:] * (EIGHT - len(items))


def _is_due(one: Queued, settings: ProvingSettings, now_us: int) -> bool:
    age_us = now_us - one.queued_us
    return one.reason == Reason.DISPUTE or age_us < 0 or age_us >= settings.batch_age_s * 1e6
