"""A discrete-event simulator of jobs on a fleet: the same lease for every router, the truth from `routing_world`.

A job may be tried three times, each on another worker, or again on one that lost it when the router knows nobody else;
the first valid answer counts. Every second each worker is asked whether it is well, for all routers alike; that it says
nothing is known after another second.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Protocol

from benchmarks.routing_world import INPUT_BYTES, MODEL, OWN, Arrival, World
from gateway.routing import Attempt, Outcome, Priors, Residency, Router, RouterSettings, RoutingPolicy, Trust
from gateway.routing.checking import CheckBook, agreeing
from gateway.routing.router import LAST_MOMENT_S, LOOK_S

__all__ = ["Ended", "HybridRouter", "Result", "Sent", "SimulatedRouter", "Simulation"]

HEALTH_S = 1.0  # between an answer about health and the next question
SILENCE_S = 1.0  # without such an answer until a worker counts as gone
MAX_ATTEMPTS = 3
ADMISSION_CHECKS = 8  # have passed before a world begins


@dataclass(slots=True)
class Result:
    """What came of a world: jobs, those answered rightly in time, what was spent, and what must never be."""

    jobs: int = 0
    in_time: int = 0
    late: int = 0
    wrong: int = 0
    rejected: int = 0
    unanswered: int = 0
    extra: int = 0  # retries, hedges, checks and copies
    residency_violations: int = 0
    cost_usd: float = 0.0
    by_worker: dict[str, int] = field(default_factory=dict)


class Ended(Enum):
    """How an attempt ended."""

    ANSWERED = 1
    OVERDUE = 2  # refused by the worker: the deadline had passed
    FAILED = 3  # timed out


@dataclass(slots=True)
class Sent:
    """A job on its way to a worker; *attempt* is the router's own note."""

    worker: str
    retry_s: float
    timeout_s: float
    attempt: Any = None
    hedge_s: float | None = None
    look_s: float = LOOK_S
    check: bool = False  # a second answer must agree
    copies: tuple[Any, ...] = ()  # attempts that nobody waits for
    sent_s: float = 0.0
    ended: bool = False
    early: bool = False  # another worker got the job meanwhile


@dataclass(slots=True)
class _Job:
    arrival: Arrival
    tried: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # those of them that gave no answer
    sent_s: dict[str, float] = field(default_factory=dict)  # by worker
    answers: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)  # whom a check has cleared or caught
    out: int = 0  # attempts on their way
    done: bool = False
    check: bool = False


def _sent(attempt: Attempt, hedge_s: float | None = None, check: bool = False, copies: tuple[Any, ...] = ()) -> Sent:
    return Sent(
        attempt.worker,
        attempt.retry_s,
        attempt.timeout_s,
        attempt,
        hedge_s=hedge_s,
        look_s=attempt.look_s,
        check=check,
        copies=copies,
    )


class SimulatedRouter(Protocol):
    """What the simulator asks of a router."""

    def choose(self, arrival: Arrival, tried: list[str], lost: list[str], now_s: float) -> Sent | None:
        """Say who gets the job now; None: nobody."""

    def hedge(self, sent: Sent, tried: list[str], now_s: float) -> Sent | None:
        """Say who gets a late job a second time."""

    def second(self, arrival: Arrival, tried: list[str], now_s: float, *, must: bool) -> Sent | None:
        """Say who computes a checked job again."""

    def is_distrusted(self, worker: str, now_s: float) -> bool:
        """Say whether a worker's answers count no longer."""

    def is_suspect(self, sent: Sent, now_s: float) -> bool:
        """Say whether an answer that comes now must be checked."""

    def may_count(self, worker: str, now_s: float) -> bool:
        """Say whether an answer that waits for a check counts without it at last."""

    def may_retry(self, sent: Sent, now_s: float) -> bool:
        """Say whether a job that is late may go to another worker too."""

    def has_lost(self, sent: Sent) -> bool:
        """Say whether a worker has surely lost a job."""

    def is_gone(self, sent: Sent, now_s: float) -> bool:
        """Say whether a worker seems not to be there any more."""

    def checking_here(self, *, begins: bool) -> None:
        """Note that this box begins a check that nobody else can make, or has ended it."""

    def agreed(self, worker: str, sent_s: float) -> None:
        """Note that a check agreed with the answer to a job that was sent at a moment."""

    def ended(self, sent: Sent, now_s: float, how: Ended) -> None:
        """Note how an attempt ended."""

    def caught(self, worker: str, now_s: float) -> None:
        """Note a wrong answer."""

    def health(self, worker: str, up: bool, rtt_s: float, now_s: float) -> None:
        """Note what a worker said of itself."""


class HybridRouter:
    """The product's own `Router`, unchanged, behind the simulator's questions.

    Args:
        bytes_per_s: what it believes of every way; None: the truth.

    """

    def __init__(
        self,
        world: World,
        seed: int,
        policy: RoutingPolicy | None = None,
        settings: RouterSettings | None = None,
        check: float = 0.02,
        bytes_per_s: float | None = None,
    ) -> None:
        checks = CheckBook(check, random.Random(seed), dict.fromkeys(world.workers, ADMISSION_CHECKS))
        self.router = Router(policy or RoutingPolicy(), settings or RouterSettings(), checks=checks)
        for worker in world.workers.values():
            # What admission measures: the golden input's time and the way there.
            own = worker.profile.trust is Trust.OWN
            width = worker.bytes_per_s if own or bytes_per_s is None else bytes_per_s
            priors = Priors(worker.service_s + worker.overhead_s, worker.rtt_s, width)
            record = self.router.admit(worker.profile, priors)
            record.rtt_last_s = worker.rtt_s
            record.attested_until_s = worker.attested_until_s
            alone_s = priors.service_s + worker.rtt_s + INPUT_BYTES / width
            record.calibrated(MODEL, alone_s, INPUT_BYTES, -math.inf)

    def choose(self, arrival: Arrival, tried: list[str], lost: list[str], now_s: float) -> Sent | None:
        decision = self.router.decide(arrival.needs, now_s, without=tried, lost=lost)
        if decision.outcome is Outcome.REJECTED or decision.worker is None:
            return None
        attempt = self.router.send(arrival.needs, decision, len(tried) + 1, now_s, tried=tried)
        profile = self.router.fleet[attempt.worker].profile
        check = False
        copies: tuple[Any, ...] = ()
        if not tried:
            if profile.zone is not Residency.LOCAL:
                check = self.router.checks.draws(attempt.worker)
            copy = self.router.shadow(arrival.needs, attempt.worker, now_s)
            copies = () if copy is None else (copy,)
        return _sent(attempt, attempt.hedge_s, check, copies)

    def second(self, arrival: Arrival, tried: list[str], now_s: float, *, must: bool) -> Sent | None:
        decision = self.router.second(arrival.needs, now_s, without=tried, must=must)
        if decision is None or decision.worker is None:
            return None
        attempt = self.router.send(arrival.needs, decision, len(tried) + 1, now_s)
        return _sent(attempt)

    def hedge(self, sent: Sent, tried: list[str], now_s: float) -> Sent | None:
        decision = self.router.hedge(sent.attempt, tried, now_s)
        if decision is None:
            return None
        attempt = self.router.send(sent.attempt.needs, decision, len(tried) + 1, now_s)
        return _sent(attempt)

    def is_distrusted(self, worker: str, now_s: float) -> bool:
        return self.router.is_distrusted(worker, now_s)

    def is_suspect(self, sent: Sent, now_s: float) -> bool:
        return self.router.is_suspect(sent.attempt, now_s)

    def may_count(self, worker: str, now_s: float) -> bool:
        return self.router.is_in_good_standing(worker, now_s)

    def may_retry(self, sent: Sent, now_s: float) -> bool:
        return self.router.may_retry(sent.attempt, now_s)

    def has_lost(self, sent: Sent) -> bool:
        return self.router.has_lost(sent.attempt)

    def is_gone(self, sent: Sent, now_s: float) -> bool:
        return self.router.is_gone(sent.attempt, now_s)

    def checking_here(self, *, begins: bool) -> None:
        self.router.fleet[OWN].in_flight += 1 if begins else -1

    def agreed(self, worker: str, sent_s: float) -> None:
        self.router.agreed(worker, sent_s)

    def ended(self, sent: Sent, now_s: float, how: Ended) -> None:
        attempt: Attempt = sent.attempt
        {Ended.ANSWERED: self.router.answered, Ended.OVERDUE: self.router.overdue, Ended.FAILED: self.router.failed}[
            how
        ](attempt, now_s)

    def caught(self, worker: str, now_s: float) -> None:
        self.router.caught(worker, now_s)

    def health(self, worker: str, up: bool, rtt_s: float, now_s: float) -> None:  # noqa: ARG002
        record = self.router.fleet[worker]
        record.says_ready(up)
        if up:
            record.measured_rtt(rtt_s)


class Simulation:
    """Runs one world under one router."""

    def __init__(self, world: World, router: SimulatedRouter) -> None:
        self._world, self._router = world, router
        self.result = Result(jobs=len(world.arrivals))
        self._events: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self._number, self._last_s = 0, 0.0
        self._on_way: dict[str, dict[int, tuple[Sent, _Job]]] = {name: {} for name in world.workers}

    def run(self) -> Result:
        """Run to the end and return what came of it."""
        self._last_s = max((one.deadline_s for one in self._world.arrivals), default=0.0)
        for name in self._world.workers:
            self._ask_health(name, 0.0)
        arrivals = iter(self._world.arrivals)
        arrival = next(arrivals, None)
        events = self._events
        while events or arrival is not None:
            if arrival is not None and (not events or arrival.at_s <= events[0][0]):
                self._send(_Job(arrival), arrival.at_s)
                arrival = next(arrivals, None)
            else:
                now_s, _, do, arguments = heapq.heappop(events)
                do(*arguments, now_s)
        result = self.result
        result.unanswered = result.jobs - result.in_time - result.late - result.wrong - result.rejected
        return result

    def _at(self, when_s: float, do: Callable[..., None], *arguments: Any) -> None:
        self._number += 1
        heapq.heappush(self._events, (when_s, self._number, do, arguments))

    def _ask_health(self, name: str, now_s: float) -> None:
        worker = self._world.workers[name]
        up = not worker.is_down(now_s, now_s + worker.rtt_s)
        self._at(now_s + (worker.rtt_s if up else SILENCE_S), self._note_health, name, up)

    def _note_health(self, name: str, up: bool, now_s: float) -> None:
        self._router.health(name, up, self._world.workers[name].rtt_s, now_s)
        if now_s < self._last_s:
            self._at(now_s + HEALTH_S, self._ask_health, name)

    def _send(self, job: _Job, now_s: float) -> None:
        sent = self._router.choose(job.arrival, job.tried, job.lost, now_s)
        if sent is None:
            if not job.tried:
                self.result.rejected += 1
                job.done = True
            return
        job.check = job.check or sent.check
        self._dispatch(job, sent, now_s)
        if sent.check:
            self._check(job, now_s, must=False)
        for copy in sent.copies:
            nobody = _Job(job.arrival, ["copy"], done=True)
            self._dispatch(nobody, Sent(copy.worker, math.inf, copy.timeout_s, copy), now_s)

    def _check(self, job: _Job, now_s: float, *, must: bool) -> None:
        """Have the job done a second time as well; a sample that nobody has time to check is left out."""
        second = self._router.second(job.arrival, job.tried, now_s, must=must)
        job.check = must or second is not None
        if second is not None:
            self._dispatch(job, second, now_s)
            self._at(max(now_s, job.arrival.deadline_s - LAST_MOMENT_S), self._take_unchecked, job)

    def _dispatch(self, job: _Job, sent: Sent, now_s: float) -> None:
        arrival = job.arrival
        sent.sent_s = now_s
        job.sent_s[sent.worker] = now_s
        worker = self._world.workers[sent.worker]
        result = self.result
        result.extra += bool(job.tried)
        result.residency_violations += worker.profile.zone > arrival.needs.residency
        result.by_worker[sent.worker] = result.by_worker.get(sent.worker, 0) + 1
        number = min(len(job.tried), 2)
        job.tried.append(sent.worker)
        job.out += 1
        self._on_way[sent.worker][id(sent)] = sent, job
        answer_s, is_result, cost_usd = worker.take(arrival, now_s, number)
        result.cost_usd += cost_usd
        if answer_s > now_s + sent.timeout_s:
            self._at(now_s + sent.timeout_s, self._failed, job, sent)
        if math.isfinite(answer_s):
            self._at(answer_s, self._answered if is_result else self._refused, job, sent)
        if sent.retry_s < min(sent.timeout_s, answer_s - now_s):
            self._at(now_s + sent.retry_s, self._retry_early, job, sent)
        self._at(now_s + sent.look_s, self._look, job, sent)
        if sent.hedge_s is not None and sent.hedge_s < min(answer_s, arrival.deadline_s):
            self._at(sent.hedge_s, self._late, job, sent)

    def _end(self, job: _Job, sent: Sent, now_s: float, how: Ended) -> None:
        if not sent.ended:
            sent.ended = True
            self._on_way[sent.worker].pop(id(sent), None)
            job.out -= 1
            self._router.ended(sent, now_s, how)

    def _answered(self, job: _Job, sent: Sent, now_s: float) -> None:
        suspect = self._router.is_suspect(sent, now_s)
        self._end(job, sent, now_s, Ended.ANSWERED)
        if job.done:
            self._compare_late(job, sent, now_s)
            return
        if self._router.is_distrusted(sent.worker, now_s):
            self._retry(job, now_s)
            return
        if suspect and not job.check:
            self._check(job, now_s, must=True)
        right = self._world.workers[sent.worker].is_right(sent.sent_s)
        job.answers[sent.worker] = "right" if right else f"wrong by {sent.worker}"
        if not job.check:
            self._done(job, right, now_s)
            return
        verdict = self._compared(job, now_s)
        if verdict is not None:
            self._done(job, verdict == "right", now_s)
        elif not job.out:
            self._check_here(job, now_s)

    def _compared(self, job: _Job, now_s: float) -> str | None:
        verdict = agreeing(job.answers, 2, OWN)
        if verdict is None:
            return None
        for worker in job.answers:
            if worker not in job.told:
                job.told.add(worker)
                if worker in verdict[1]:
                    self._router.caught(worker, now_s)
                else:
                    self._router.agreed(worker, job.sent_s.get(worker, now_s))
        return verdict[0]

    def _compare_late(self, job: _Job, sent: Sent, now_s: float) -> None:
        """Hold an answer that nobody waits for against the others, if it was to be checked or checks them."""
        if job.check and job.answers:
            right = self._world.workers[sent.worker].is_right(sent.sent_s)
            job.answers[sent.worker] = "right" if right else f"wrong by {sent.worker}"
            self._compared(job, now_s)

    def _refused(self, job: _Job, sent: Sent, now_s: float) -> None:
        self._end(job, sent, now_s, Ended.OVERDUE)

    def _failed(self, job: _Job, sent: Sent, now_s: float) -> None:
        if not sent.ended:
            self._end(job, sent, now_s, Ended.FAILED)
            job.lost.append(sent.worker)
            self._retry(job, now_s)

    def _look(self, job: _Job, sent: Sent, now_s: float) -> None:
        """Look whether the worker has lost the job, or is gone with it, as the lease does from time to time."""
        if sent.ended or now_s >= job.arrival.deadline_s:
            return
        if self._router.has_lost(sent):
            self._failed(job, sent, now_s)
            return
        if self._router.is_gone(sent, now_s):
            self._retry_early(job, sent, now_s)
        self._at(now_s + sent.look_s, self._look, job, sent)

    def _retry_early(self, job: _Job, sent: Sent, now_s: float) -> None:
        if sent.ended or sent.early or job.done:
            return
        if self._router.may_retry(sent, now_s):
            sent.early = True
            self._retry(job, now_s)

    def _retry(self, job: _Job, now_s: float) -> None:
        if not job.done and not job.answers and len(job.tried) < MAX_ATTEMPTS and now_s < job.arrival.deadline_s:
            self._send(job, now_s)

    def _take_unchecked(self, job: _Job, now_s: float) -> None:
        if job.done:
            return
        for worker, answer in job.answers.items():
            if self._router.may_count(worker, now_s):
                self._done(job, answer == "right", now_s)
                return
        if job.answers:
            self._check_here(job, now_s)

    def _check_here(self, job: _Job, now_s: float) -> None:
        """Have this box do what waits for a check that nobody else makes, in time or not; its word counts alone."""
        answer_s, _, cost_usd = self._world.workers[OWN].take(replace(job.arrival, deadline_s=math.inf), now_s, 2)
        self.result.extra += 1
        self.result.cost_usd += cost_usd
        self._router.checking_here(begins=True)
        self._at(answer_s, self._checked_here, job)

    def _checked_here(self, job: _Job, now_s: float) -> None:
        self._router.checking_here(begins=False)
        job.answers[OWN] = "right"
        verdict = self._compared(job, now_s)
        if verdict is not None and not job.done:
            self._done(job, verdict == "right", now_s)

    def _late(self, job: _Job, sent: Sent, now_s: float) -> None:
        if job.done or job.answers or len(job.tried) >= MAX_ATTEMPTS:
            return
        hedge = self._router.hedge(sent, job.tried, now_s)
        if hedge is not None:
            self._dispatch(job, hedge, now_s)

    def _done(self, job: _Job, right: bool, now_s: float) -> None:
        job.done = True
        if not right:
            self.result.wrong += 1
        elif now_s <= job.arrival.deadline_s:
            self.result.in_time += 1
        else:
            self.result.late += 1
