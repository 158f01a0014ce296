"""Who might do a job: what is known of a worker for good, and what is known of it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from gateway.records import JobType
from gateway.routing.classes import Residency, Trust
from gateway.routing.prices import Price

__all__ = ["NO_VERIFIER", "BreakerState", "Candidate", "WorkerCondition", "WorkerProfile"]


NO_VERIFIER = "no verifier is named for it"
"""Why a worker is not attested until something else is known."""


class BreakerState(StrEnum):
    """Whether a worker gets jobs."""

    CLOSED = "closed"  # it does
    OPEN = "open"  # it failed: none until the pause is over
    HALF_OPEN = "half_open"  # the pause is over: one probe decides


@dataclass(frozen=True, slots=True)
class WorkerProfile:
    """What the operator configured or a worker's signed statement says. Place and trust are never the worker's word.

    Attributes:
        name: unique in the fleet.
        zone: how far away it stands.
        trust: how its results are vouched for, as the gateway can check.
        job_types: it has a runner for these.
        models: digest by name; None as digest: the worker doesn't say.
        deploys: takes a model that it does not have yet, after `WorkerCondition.cold_s`.
        capabilities: measured hardware flags.
        frameworks: version by name.
        memory_gib: for models.
        slots: inferences at a time.
        stake_usd: what it can lose.
        is_group: several workers behind one queue: who answers is known by the signature.
        price: of its time and its calls.

    """

    name: str
    zone: Residency
    trust: Trust
    slots: int = 1
    price: Price = field(default_factory=Price)
    job_types: frozenset[JobType] = frozenset(JobType)
    models: Mapping[str, str | None] = field(default_factory=dict)
    deploys: bool = False
    capabilities: int = 0
    frameworks: Mapping[str, str] = field(default_factory=dict)
    memory_gib: float = 0.0
    stake_usd: float = 0.0
    is_group: bool = False


class WorkerCondition(NamedTuple):
    """What the gateway has measured of a worker; a tuple, since one is made for each candidate of each decision.

    Attributes:
        in_flight: jobs there now: this gateway's, and what it knows of others'.
        rtt_s, rtt_last_s: smoothed and latest round trip.
        bytes_per_s: smoothed throughput of the way there.
        service_s, deviation_s: smoothed time of one inference alone, and its mean absolute deviation.
        cold_s: until a model that it lacks would answer.
        breaker: whether it gets jobs.
        failure_share: smoothed share of jobs that it left unanswered, 0…1.
        reputation: 0…1000.
        distrusted: it was caught with a wrong result, not long ago.
        ready: what it says of itself.
        suspected: it answered suspiciously quickly, and no check has cleared it yet.
        unfit: how it failed its trial with the model; None: it did not.
        proof_s: smoothed time from an answer to its proof.
        unproven: why no proof of the model is to be had there; None: it has given one.
        full: why it gets no further jobs for now; None: it does.
        silent: it has jobs of ours, and has answered none for much longer than one takes.
        there: it is not silent, and has answered a job that was sent after the last that it lost.
        unattested: why no verifier vouches for its platform now; None: one does.

    """

    in_flight: int
    rtt_s: float
    rtt_last_s: float
    bytes_per_s: float
    service_s: float
    deviation_s: float
    cold_s: float = 0.0
    breaker: BreakerState = BreakerState.CLOSED
    failure_share: float = 0.0
    reputation: float = 500.0
    distrusted: bool = False
    ready: bool = True
    suspected: bool = False
    unfit: str | None = None
    proof_s: float = 0.0
    unproven: str | None = None
    full: str | None = None
    silent: bool = False
    there: bool = False
    unattested: str | None = NO_VERIFIER


class Candidate(NamedTuple):
    """A worker as a decision sees it."""

    profile: WorkerProfile
    condition: WorkerCondition
