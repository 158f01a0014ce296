"""What the gateway remembers of one worker, from its own measurements only: never what the worker says of its speed."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

from gateway.routing.breaker import Breaker
from gateway.routing.candidate import NO_VERIFIER, BreakerState, Candidate, WorkerCondition, WorkerProfile
from gateway.routing.classes import Residency, Trust
from gateway.routing.estimate import Estimate

__all__ = ["Priors", "WorkerRecord"]

REPUTATION_START, REPUTATION_MOST = 500.0, 1000.0
DONE, FAILED, CAUGHT = 15.0, -25.0, -100.0
"""Changes of reputation, as the contracts have them: job done, job failed, slashed."""

DISTRUST_S = 600.0
FAILURE_WEIGHT, FORGET_S = 0.05, 10.0
HASTE, USUAL_WEIGHT = 0.4, 0.02
PAUSE_S = 0.25  # what a busy machine may pause for is no failure while there is time to ask others
SILENCE = 3.0  # times what one job takes: a worker that has jobs and answers none for so long is silent
OVERTAKEN = 3  # later jobs, beyond one for each other slot, whose answers say that a job is lost


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
    failures_s: float = float("-inf")  # when `failed_share` was noted
    failed_share: float = 0.0
    distrusted_until_s: float = float("-inf")
    suspected: bool = False  # an answer was suspiciously quick, and no check has cleared it yet
    suspected_sent_s: float = float("-inf")  # when the job was sent that was answered so
    seen_s: float = float("-inf")  # last answer
    words: int = 0  # answers, and refusals of what was overdue
    answered_sent_s: float = float("-inf")  # the latest sent of the jobs that it has answered
    lost_sent_s: float = float("-inf")  # the latest sent of the jobs that it has lost
    proving: int = 0  # of those in flight, with a proof: they take long by right
    waits_since_s: float = float("inf")  # with jobs of ours, and no answer since
    one_job_s: float = 0.0  # what the latest job takes, was it alone
    latest_sent_s: deque[float] = field(init=False)  # when the latest answered jobs were sent
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
    usual: dict[str, Estimate] = field(default_factory=dict)  # the same, over a longer time
    unfit: dict[str, str] = field(default_factory=dict)  # by model: why it failed its trial
    proofs: dict[str, Estimate] = field(default_factory=dict)  # by model: seconds from an answer to its proof
    unproven: dict[str, str] = field(default_factory=dict)  # by model: why no proof was to be had
    attested_until_s: float = float("-inf")  # so long a verifier vouches for its platform
    not_attested: str = NO_VERIFIER  # why none does, once that is over
    full: str | None = None  # why it gets no further jobs for now
    most_in_flight: int | None = None  # of our jobs; None: as many as may be
    others: int = 0  # jobs of other gateways that are there before the next of ours

    def __post_init__(self) -> None:
        self.rtt = Estimate(self.priors.rtt_s)
        self.rtt_last_s = 0.0
        self.bandwidth = Estimate(self.priors.bytes_per_s)
        self.latest_sent_s = deque(maxlen=self.profile.slots - 1 + OVERTAKEN)

    @property
    def ahead(self) -> int:
        """Jobs that are there before the next."""
        return self.in_flight + self.others

    def is_attested(self, now_s: float) -> bool:
        """Return whether a verifier vouches for its platform."""
        return now_s < self.attested_until_s

    def _full(self) -> str | None:
        if self.full is None and self.most_in_flight is not None and self.in_flight >= self.most_in_flight:
            return f"{self.in_flight} of our jobs are on their way there, most_in_flight is {self.most_in_flight}"
        return self.full

    def candidate(self, model: str, now_s: float) -> Candidate:
        """Return the worker as a decision about *model* sees it."""
        service, silent = self._service(model), self.is_silent(now_s)
        return Candidate(
            self.profile,
            WorkerCondition(
                self.ahead,
                self.rtt.value,
                self.rtt_last_s,
                self.bandwidth.value,
                service.value,
                service.deviation,
                self.priors.cold_s,
                self.breaker.state(now_s),
                self.failure_share(now_s),
                self.reputation,
                now_s < self.distrusted_until_s,
                self.ready,
                self.suspected,
                self.unfit.get(model),
                self.proof_s(model),
                self._unproven(model),
                self._full(),
                silent,
                self.is_there and not silent,
                None if self.is_attested(now_s) else self.not_attested,
            ),
        )

    def sending(self, one_job_s: float, now_s: float) -> None:
        """Note a job on its way, that takes *one_job_s* when nothing is ahead of it."""
        if not self.in_flight:
            self.waits_since_s = now_s
        self.in_flight += 1
        self.one_job_s = one_job_s

    def heard(self, now_s: float) -> None:
        """Note a word about a job."""
        self.waits_since_s = now_s

    def worked(self, sent_s: float) -> None:
        """Note that the job that was sent at a moment had its turn."""
        self.words += 1
        self.answered_sent_s = max(self.answered_sent_s, sent_s)
        self.latest_sent_s.append(sent_s)

    def is_silent(self, now_s: float) -> bool:
        """Whether the worker has jobs and has long been silent: busy or not, it should have answered one meanwhile."""
        if not self.in_flight or self.proving or self.profile.trust is Trust.OWN:
            return False
        return now_s - self.waits_since_s > max(2 * PAUSE_S, SILENCE * self.one_job_s)

    @property
    def is_there(self) -> bool:
        """Whether the worker has answered a job that was sent after the last that it lost: it loses some, not all."""
        return self.answered_sent_s > self.lost_sent_s

    def has_answered_later(self, sent_s: float) -> bool:
        """Whether so many jobs that were sent after a moment are answered that one of then is lost."""
        full = len(self.latest_sent_s) == self.latest_sent_s.maxlen
        return full and min(self.latest_sent_s) > sent_s

    def is_hasty(self, model: str, elapsed_s: float, done: int, input_bytes: int) -> bool:
        """Whether an answer came much sooner than one can be: perhaps the work was not done.

        Only what the worker has answered meanwhile, *done* jobs, took its time for certain: what was ahead and is lost
        may never have begun. At best, those done were nearly so when the job was sent, and it waited a turn less.
        """
        usual = self.usual.get(model)
        turns = max(1.0, done / self.profile.slots)
        way_s = self.rtt.value + input_bytes / self.bandwidth.value
        return usual is not None and elapsed_s - way_s < HASTE * turns * usual.value

    def expected_s(self, model: str, ahead: int, input_bytes: int) -> float:
        """Return how long a job takes in all that was sent with *ahead* jobs of ours before it, as is known now."""
        way_s = self.rtt.value + input_bytes / self.bandwidth.value
        return way_s + self._turns(ahead) * self._service(model).value

    def calibrated(self, model: str, elapsed_s: float, input_bytes: int, now_s: float) -> None:
        """Note how long the worker took with *model*, idle, before it gets jobs; the first job says it anew.

        What is usual begins with it: a worker whose very first jobs are skipped must not be measured by those.
        """
        alone_s = self._alone_s(elapsed_s, 0, input_bytes)
        self.service[model] = Estimate(alone_s, alone_s / 2)
        self.usual[model] = usual = _usual(alone_s)
        usual.add(alone_s)
        self.unfit.pop(model, None)
        self.seen_s = now_s

    def proved(self, model: str, proof_s: float) -> None:
        """Note that a proof was there *proof_s* after its answer, and held."""
        self.proofs.setdefault(model, Estimate(proof_s)).add(proof_s)
        self.unproven.pop(model, None)

    def proof_s(self, model: str) -> float:
        """Return how long a proof is expected to take; 0 while there was none."""
        known = self.proofs.get(model)
        return 0.0 if known is None else known.value

    def measured_rtt(self, rtt_s: float) -> None:
        """Note a round trip without work."""
        if self.profile.zone is not Residency.LOCAL:
            self.rtt.add(rtt_s)
            self.rtt_last_s = rtt_s

    def took(self, model: str, elapsed_s: float, ahead: int, input_bytes: int, foretold_s: float) -> None:
        """Note a valid answer's time, *elapsed_s* after the job was sent with *ahead* jobs of ours before it.

        The time of one inference follows from the whole: the way is taken off, and its share of the waiting. How far
        one deviates follows from how wrong the forecast was, *foretold_s*: by the root of the turns more than one is.
        Answers out of one queue resemble each other, so how they differ from their mean would say much too little.
        """
        if not self.suspected:
            alone_s = self._alone_s(elapsed_s, ahead, input_bytes)
            off_s = abs(elapsed_s - foretold_s) / math.sqrt(self._turns(ahead))
            self._service(model).add(alone_s, off_s)
            self.usual.setdefault(model, _usual(alone_s)).add(alone_s)

    def answered(self, now_s: float) -> None:
        """Note a valid answer."""
        self.failed_share *= 1.0 - FAILURE_WEIGHT
        self.reputation = min(REPUTATION_MOST, self.reputation + DONE)
        self.breaker.succeeded(now_s)
        self.seen_s = now_s

    def overdue(self, model: str, elapsed_s: float, ahead: int) -> None:
        """Note that the worker gave a job up since its deadline had passed: it is slow, and not broken."""
        self.late += 1
        service = self._service(model)
        service.add(max(service.value, elapsed_s / self._turns(ahead)))

    def cleared(self, sent_s: float) -> None:
        """Note that the answer to a job that was sent at a moment passed a check.

        It clears the worker of a suspicion about that job or an earlier one: it is quick, and right. What is usual is
        learnt anew then. What was right before says nothing: a worker may have begun to lie meanwhile.
        """
        if self.suspected and sent_s >= self.suspected_sent_s:
            self.suspected = False
            self.usual.clear()

    def failed(self, sent_s: float, now_s: float) -> None:
        """Note a job without a valid answer. All that are lost in one outage count as what opened the breaker did."""
        self.failures += 1
        self.lost_sent_s = max(self.lost_sent_s, sent_s)
        if self.ready and (self.is_there or self.breaker.state(now_s) is BreakerState.CLOSED):
            share = self.failure_share(now_s)
            self.failed_share, self.failures_s = share + FAILURE_WEIGHT * (1.0 - share), now_s
            self.reputation = max(0.0, self.reputation + FAILED)
        self.breaker.failed(now_s)

    def failure_share(self, now_s: float) -> float:
        """Return the smoothed share of unanswered jobs; half of it is forgotten in `FORGET_S`."""
        if not self.failed_share:
            return 0.0
        return self.failed_share * math.exp2((self.failures_s - now_s) / FORGET_S)

    def says_ready(self, ready: bool) -> None:
        """Note what the worker says of itself; one that was away and is back starts with a closed breaker."""
        if ready and not self.ready:
            self.breaker.reset()
        self.ready = ready

    def caught_wrong(self, now_s: float) -> None:
        """Note a wrong result: no more jobs for ten minutes, twice as long each further time."""
        self.reputation = max(0.0, self.reputation + CAUGHT)
        self.suspected = False
        self.distrusted_until_s = now_s + DISTRUST_S * 2.0**self.caught
        self.caught += 1

    def timeout_s(self, latency_s: float, margin_s: float) -> float:
        """Return after how long without an answer an attempt has failed: twice the estimated 99th percentile.

        Of a normal distribution P99 is 2.33 standard deviations above the mean, and a mean absolute deviation is 0.8 of
        one: 2.9 of them, where the margin of L95 has 2.
        """
        return 2.0 * (latency_s + 1.45 * margin_s)

    def _unproven(self, model: str) -> str | None:
        if model in self.unproven:
            return self.unproven[model]
        return None if model in self.proofs else "it has given none of this model yet"

    def _alone_s(self, elapsed_s: float, ahead: int, input_bytes: int) -> float:
        way_s = self.rtt.value + input_bytes / self.bandwidth.value
        return max(elapsed_s - way_s, elapsed_s * 0.05) / self._turns(ahead)

    def _turns(self, ahead: int) -> float:
        """Return how many inferences one after the other a job with *ahead* others before it waits for, its own too."""
        return max(1.0, (ahead + 1) / self.profile.slots)

    def _service(self, model: str) -> Estimate:
        found = self.service.get(model)
        if found is None:
            prior_s = self.priors.service_s
            found = self.service[model] = Estimate(prior_s, prior_s / 2)
        return found


def _usual(alone_s: float) -> Estimate:
    return Estimate(alone_s, weight=USUAL_WEIGHT, believes_peaks=False)
