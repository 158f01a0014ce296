"""Which waiting results share a proof: a policy of explicit inputs.

A batch holds results of one device and one model: a bundle that is handed out discloses the inputs of its whole batch,
and an erasure of one device must not cost others their proofs. Its size is a power of two, since a proof of five takes
as much as one of eight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.config import ProofSettings

__all__ = ["Waiting", "choose_batches"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A result that waits for its proof: its record, its device's row, its model, and since when (Unix µs)."""

    record_id: int
    device_id: int
    model_sha256: str
    queued_us: int


def choose_batches(
    waiting: Iterable[Waiting], settings: ProofSettings, now_us: int, *, room: int
) -> list[tuple[Waiting, ...]]:
    """Return at most *room* batches; those whose oldest member has waited longest come first.

    A group is ready when it fills a batch or its oldest member has waited long enough. A clock that was set back must
    not hold anything up: what is queued in the future counts as old.
    """
    groups: dict[tuple[int, str], list[Waiting]] = {}
    for item in sorted(waiting, key=lambda item: item.record_id):
        groups.setdefault((item.device_id, item.model_sha256), []).append(item)
    most = 1 << (settings.batch_most.bit_length() - 1)
    batches: list[tuple[Waiting, ...]] = []
    for group in groups.values():
        rest = group
        while rest and (len(rest) >= most or _is_old(rest[0], settings, now_us)):
            size = min(most, 1 << (len(rest).bit_length() - 1))
            batches.append(tuple(rest[:size]))
            rest = rest[size:]
    batches.sort(key=lambda batch: batch[0].record_id)
    return batches[:room]


def _is_old(item: Waiting, settings: ProofSettings, now_us: int) -> bool:
    age_us = now_us - item.queued_us
    return age_us < 0 or age_us >= settings.batch_age_s * 1e6
