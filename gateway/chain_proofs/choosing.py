"""Which results a contract is to verify: a policy of explicit inputs, without clock or chance of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gateway.config import ChainSettings

__all__ = ["Candidate", "Reason", "choose"]


class Reason(StrEnum):
    """Why a result is verified on the chain."""

    DISPUTE = "dispute"
    HIGH_VALUE = "high value"
    SAMPLE = "sample"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A result.

    Attributes:
        record_id: its record.
        result_id: its id.
        device: its device's address.
        model_sha256: what made it.

    """

    record_id: int
    result_id: str
    device: str
    model_sha256: str


def choose(settings: ChainSettings, *, high_value: bool, draw: float) -> Reason | None:
    """Return why a result is verified; None: it is not, unless somebody disputes it.

    Args:
        settings: of the configuration.
        high_value: whether its device is configured so.
        draw: uniform in [0, 1), one for each result.

    """
    if settings.proofs == "never":
        return None
    if settings.proofs == "always":
        return Reason.ALWAYS
    if high_value:
        return Reason.HIGH_VALUE
    return Reason.SAMPLE if draw * 100 < settings.proving.sample_percent else None
