"""Where jobs are done, by whom, why, and at what cost."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from gateway.page.view._base import Level, NamedSeries, View

__all__ = [
    "AttemptView",
    "CandidateView",
    "DisputeView",
    "PlacementView",
    "QueueMemberView",
    "QueueView",
    "RouteShare",
    "RouteView",
    "RoutingView",
    "WorkerView",
]


class RouteShare(View):
    """Where results were made."""

    target: str
    results: int
    share: float
    cost: str | None = Field(None, description="amount with its currency; None: it costs nothing here")


class WorkerView(View):
    """A machine that looks at pictures, as the gateway has measured it; ``local`` is the gateway's own engine."""

    name: str
    zone: str = Field(description="how far away it stands: local, site, region or any")
    trust: str = Field(description="what vouches for its results: unsigned, signed, attested, proven, or own")
    unattested: str = Field("", description="why the verifier that is named for it does not vouch for its platform")
    level: Level
    state: str = Field(description="whether it gets pictures, in words")
    breaker: str = Field(description="closed, open or half_open")
    per_s: float = Field(description="results a second of the last ten seconds")
    results: int = Field(description="since the gateway started")
    share: float = Field(description="of the results since the gateway started")
    cost_usd: float = Field(description="since the gateway started, US dollars")
    latency_ms: float | None = Field(None, description="expected of the next job without waiting; None: not measured")
    in_flight: int = Field(description="jobs there now")
    failures: int = Field(description="jobs that it left unanswered, since the gateway started")
    reputation: float = Field(description="0 to 1000")


class DisputeView(View):
    """What the chain was told, or could not be told, about a worker with a wrong result."""

    at: AwareDatetime = Field(description="when it was caught")
    worker: str
    job_id: str
    kind: str = Field(description="equivocation: it signed two answers; challenge: another's answer stands against it")
    state: str = Field(description="owed, sent, opened or none")
    text: str = Field(description="how it stands, in words")
    transaction: str | None = None


class PlacementView(View):
    """A job that was placed lately."""

    at: AwareDatetime
    job_id: str
    device: str
    worker: str | None = Field(description="who answered; None: nobody, the job was rejected")
    reason: str
    attempts: int
    cost_usd: float


class QueueMemberView(View):
    """A worker of the group behind Kafka whose signature counts."""

    name: str
    level: Level
    state: str = Field(description="whether its answers count, in words")
    slots: int | None = Field(None, description="inferences at a time, as it says; None: it was not heard lately")


class QueueView(View):
    """The queue of a group of workers, as of the last look."""

    text: str
    level: Level
    lag: int = Field(description="jobs in the topic that the group has not done, of all gateways")
    most_lag: int = Field(description="beyond, nothing more is put there")
    members: int = Field(description="workers that are in the group")
    dead_letters: int = Field(description="that are kept: jobs that failed three times, answers that nobody took")
    sent: int = Field(description="jobs that this gateway has put there since it started")
    late: int = Field(description="answers that nobody waited for any more, since the gateway started")
    refused: int = Field(description="answers that no known key has signed, since the gateway started")
    workers: tuple[QueueMemberView, ...] = ()


class RoutingView(View):
    """Routing share, cost and fleet."""

    text: str
    level: Level = Level.OK
    enabled: bool = False
    shares: tuple[RouteShare, ...] = ()
    workers: tuple[WorkerView, ...] = ()
    queue: QueueView | None = Field(None, description="of the group behind Kafka; None: there is none")
    traffic: tuple[NamedSeries, ...] = Field((), description="results a second by worker")
    recent: tuple[PlacementView, ...] = Field((), description="newest first")
    disputes: tuple[DisputeView, ...] = Field((), description="newest first")
    dispute_counts: dict[str, int] = Field(default_factory=dict, description="by state; empty where no pool is named")
    counts: dict[str, int] = Field(
        default_factory=dict,
        description="since the gateway started: jobs, answered, rejected, retries, hedges, copies, checks, late, "
        "duplicates, mismatches, proven, unproven, residency_violations",
    )


class CandidateView(View):
    """What spoke for and against a worker when a job was placed."""

    worker: str
    model: str
    refused: str | None = Field(None, description="why it could not have the job at all")
    note: str = ""
    latency95_ms: float
    cost_usd: float
    terms: dict[str, float] = Field(description="terms of the cost in US dollars; their sum is cost_usd")


class AttemptView(View):
    """A worker that was given the job."""

    worker: str
    outcome: str
    ms: float | None = None


class RouteView(View):
    """Why a result was made where it was."""

    job_id: str
    remaining_ms: float = Field(description="time that was left until the deadline")
    candidates: tuple[CandidateView, ...]
    attempts: tuple[AttemptView, ...]
    evidence: tuple[str, ...] = Field((), description="what workers were caught with on this job")
