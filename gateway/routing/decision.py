"""A routing decision with every candidate's terms: what is chosen, why, and what the others would have been."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

__all__ = ["Assessment", "Decision", "Outcome"]


class Outcome(StrEnum):
    """What becomes of a job."""

    ROUTED = "routed"  # to the cheapest worker that meets the deadline with room to spare
    RISKED = "risked"  # to one that loses some jobs: others would cost more, and there is time for another if it does
    TIGHT = "tight"  # nobody has room to spare: to the quickest, which should just meet it
    DEGRADED = "degraded"  # the smaller model, since the wanted one meets the deadline nowhere
    LAST_RESORT = "last_resort"  # others can't, or would just fit: to one whose breaker is open or that loses jobs
    REJECTED = "rejected"


class Assessment(NamedTuple):
    """The terms of one candidate. Seconds and US dollars; the sums are exactly those of their terms.

    Attributes:
        worker: its name.
        refused: why it may not do the job at all; then every term is 0.
        model: the one it was assessed for.
        doubt: why it gets the job only if nobody else can do it.
        rtt_s, transfer_s, queue_s, service_s, cold_s, proof_s: terms of the expected latency.
        margin_s: twice the deviation; the sum of all seven is `latency95_s`.
        strain: `latency95_s` over what it may take of the time that remains.
        feasible: meets the deadline with room to spare: its strain is at most 1.
        price_usd, energy_usd, latency_usd, risk_usd, proof_usd: terms of `cost_usd`.

    """

    worker: str
    refused: str | None
    model: str
    doubt: str | None = None
    rtt_s: float = 0.0
    transfer_s: float = 0.0
    queue_s: float = 0.0
    service_s: float = 0.0
    cold_s: float = 0.0
    proof_s: float = 0.0
    margin_s: float = 0.0
    latency95_s: float = 0.0
    strain: float = 0.0
    feasible: bool = False
    price_usd: float = 0.0
    energy_usd: float = 0.0
    latency_usd: float = 0.0
    risk_usd: float = 0.0
    proof_usd: float = 0.0
    cost_usd: float = 0.0


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a job.

    Attributes:
        job_id: of the job.
        outcome: what becomes of it.
        worker: who does it; None when rejected.
        model: with which model.
        reason: in one sentence, for people.
        remaining_s: until the deadline, when it was decided.
        assessments: of every candidate, refused ones too.

    """

    job_id: str
    outcome: Outcome
    worker: str | None
    model: str
    reason: str
    remaining_s: float
    assessments: tuple[Assessment, ...]

    def chosen(self) -> Assessment | None:
        """Return the terms of the chosen worker."""
        return next(
            (a for a in self.assessments if a.worker == self.worker and a.model == self.model and a.refused is None),
            None,
        )

    def document(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return {
            "job_id": self.job_id,
            "outcome": str(self.outcome),
            "worker": self.worker,
            "model": self.model,
            "reason": self.reason,
            "remaining_s": self.remaining_s,
            "candidates": [assessment._asdict() for assessment in self.assessments],
        }
