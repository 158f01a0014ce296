"""What the gateway remembers of one worker, from its own measurements only: never what the worker says of its speed."""

from __future__ import annotations

from dataclasses import dataclass, field

from gateway.routing.breaker import Breaker
from gateway.routing.candidate import Candidate, WorkerCondition, WorkerProfile
from gateway.routing.classes import Residency
from gateway.routing.estimate import Estimate

__all__ = ["Priors", "WorkerRecord"]

REPUTATION_START, REPUTATION_MOST = 500.0, 1000.0
DONE, FAILED, CAUGHT = 15.0, -25.0, -100.0
"""Changes of reputation, as the contracts have them: job done, job failed, slashed."""

DISTRUST_S = 600.0
FAILURE_WEIGHT = 0.05


@dataclass(frozen=True, slots=True)
class Priors:
    """What is assumed of a worker until it has been measured: seconds, bytes a second."""

    service_s: float = 0.05
    rtt_s: float = 0.002
    bytes_per_s: float = 12.5e6
    cold_s: float = 5.0


@dataclass(slots=True)
class WorkerRecord:
    """The record of one worker. Times are read from one monotonic clock, in seconds."""

    profile: WorkerProfile
    priors: Priors = field(default_factory=Priors)
    in_flight: int = 0
    ready: bool = True
    reputation: float = REPUTATION_START
    failure_share: float = 0.0
    distrusted_until_s: float = float("-inf")
    seen_s: float = float("-inf")  # last answer
    rtt_last_s: float = 0.0
    jobs: int = 0
    failures: int = 0
    late: int = 0
    caught: int = 0
    spent_usd: float = 0.0
    breaker: Breaker = field(default_factory=Breaker)
    rtt: Estimate = field(init=False)
    bandwidth: Estimate = field(init=False)
    service: dict[str, Estimate] = field(default_factory=dict)  # by model

    def __post_init__(self) -> None:
        self.rtt = Estimate(self.priors.rtt_s)
        self.rtt_last_s = 0.0
        self.bandwidth = Estimate(self.priors.bytes_per_s)

    def candidate(self, model: str, now_s: float) -> Candidate:
        """Return the worker as a decision about *model* sees it."""
        service = self._service(model)
        return Candidate(
            self.profile,
            WorkerCondition(
                self.in_flight,
                self.rtt.value,
                self.rtt_last_s,
                self.bandwidth.value,
                service.value,
                service.deviation,
                self.priors.cold_s,
                self.breaker.state(now_s),
                self.failure_share,
                self.reputation,
                now_s < self.distrusted_until_s,
                self.ready,
            ),
        )

    def measured_rtt(self, rtt_s: float) -> None:
        """Note a round trip without work."""
        if self.profile.zone is not Residency.LOCAL:
            self.rtt.add(rtt_s)
            self.rtt_last_s = rtt_s

    def answered(self, model: str, elapsed_s: float, ahead: int, input_bytes: int, now_s: float) -> None:
        """Note a valid answer *elapsed_s* after the job was sent with *ahead* jobs of ours before it.

        The time of one inference follows from the whole: the way is taken off, and its share of the waiting.
        """
        way_s = self.rtt.value + input_bytes / self.bandwidth.value
        turns = max(1.0, (ahead + 1) / self.profile.slots)
        self._service(model).add(max(elapsed_s - way_s, elapsed_s * 0.05) / turns)
        self.failure_share *= 1.0 - FAILURE_WEIGHT
        self.reputation = min(REPUTATION_MOST, self.reputation + DONE)
        self.breaker.succeeded(now_s)
        self.seen_s = now_s

    def failed(self, now_s: float) -> None:
        """Note a job without a valid answer."""
        self.failures += 1
        self.failure_share += FAILURE_WEIGHT * (1.0 - self.failure_share)
        self.reputation = max(0.0, self.reputation + FAILED)
        self.breaker.failed(now_s)

    def caught_wrong(self, now_s: float) -> None:
        """Note a wrong result: no more jobs for ten minutes, twice as long each further time."""
        self.reputation = max(0.0, self.reputation + CAUGHT)
        self.distrusted_until_s = now_s + DISTRUST_S * 2.0**self.caught
        self.caught += 1

    def timeout_s(self, model: str, latency95_s: float) -> float:
        """Return how long an attempt waits for its answer: twice the estimated 99th percentile.

        Of a normal distribution P99 is 2.33 standard deviations above the mean, and a mean absolute deviation is 0.8 of
        one: 2.9 of them, 0.9 more than what L95 holds already.
        """
        return 2.0 * (latency95_s + 0.9 * self._service(model).deviation)

    def _service(self, model: str) -> Estimate:
        found = self.service.get(model)
        if found is None:
            prior_s = self.priors.service_s
            found = self.service[model] = Estimate(prior_s, prior_s / 2)
        return found
