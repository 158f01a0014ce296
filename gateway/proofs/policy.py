"""Which results are proven: a policy of explicit inputs, without clock or chance of its own."""

from __future__ import annotations

from gateway.config import ProofSettings
from gateway.records import ProofOrder, ProofState

__all__ = ["decide"]


def decide(settings: ProofSettings, *, ok: bool, draw: float, unprovable: str, waiting: int) -> ProofOrder:
    """Return NONE, UNPROVABLE, SKIPPED or QUEUED for a result, with the reason.

    Args:
        settings: of the configuration.
        ok: whether the result's decision is the good one.
        draw: uniform in [0, 1), one for each result.
        unprovable: why what made the result can't be proven; empty: it can.
        waiting: results that wait for their proof now.

    """
    wanted = {
        "off": False,
        "defects": not ok,
        "sample": draw * 100 < settings.sample_percent,
        "every": True,
    }[settings.policy]
    if not wanted:
        return ProofOrder()
    if unprovable:
        return ProofOrder(ProofState.UNPROVABLE, unprovable)
    if waiting >= settings.most_waiting:
        return ProofOrder(ProofState.SKIPPED, f"{waiting} results wait for their proof already")
    return ProofOrder(ProofState.QUEUED)
