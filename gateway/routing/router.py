"""The fleet and the policy together: it asks the policy and remembers what came of it. No clock, network or chance."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from gateway.routing.candidate import BreakerState, Candidate, WorkerProfile
from gateway.routing.checking import CheckBook
from gateway.routing.classes import Residency, Trust
from gateway.routing.decision import Assessment, Decision
from gateway.routing.hedging import Budget
from gateway.routing.needs import JobNeeds
from gateway.routing.policy import RoutingPolicy
from gateway.routing.worker_record import PAUSE_S, Priors, WorkerRecord

__all__ = ["Attempt", "Router", "RouterSettings"]

MAX_ATTEMPTS = 3  # the first and two retries
LAST_MOMENT_S = 0.05  # so long before its deadline an answer counts that a sampled check has not confirmed yet
CALM = 0.3  # strain up to which somebody has time to check another's answer
LOOK_S = 0.25  # so often a lease looks whether its worker has lost the job, or is gone
SHARP_LOOK_S = 0.05  # and so often where jobs were lost lately


@dataclass(frozen=True, slots=True)
class RouterSettings:
    """What a router may spend on knowing more.

    Attributes:
        hedge_share: of the jobs may be sent a second time since the first answer is late.
        shadow_share: of the jobs may be copied to a worker that nothing is known of lately; nobody waits for those.
        stale_s: a worker that has answered nothing for so long is shadowed.

    """

    hedge_share: float = 0.05
    shadow_share: float = 0.01
    stale_s: float = 10.0


@dataclass(frozen=True, slots=True)
class Attempt:
    """A job on its way to a worker.

    Attributes:
        number: 1…3.
        sent_s: when.
        ahead: our jobs that were there before it.
        words: how often the worker had answered until then.
        foretold_s: how long it was expected to take, its proof apart.
        retry_s: no answer after so long: another worker gets the job as well. The first valid answer counts.
        timeout_s: no answer after so long is a failure.
        look_s: so often to look whether the worker has lost the job, or is gone.
        hedge_s: an answer after this moment is late; a critical job may then be hedged.
        shadow: a copy that nobody waits for.
        probe: the probe of a half-open breaker.
        again: the worker has had the job before and may have kept its answer: how quick it is says nothing.

    """

    needs: JobNeeds
    worker: str
    model: str
    number: int
    sent_s: float
    ahead: int
    words: int
    foretold_s: float
    retry_s: float
    timeout_s: float
    look_s: float
    hedge_s: float
    cost_usd: float
    shadow: bool = False
    probe: bool = False
    again: bool = False


@dataclass(slots=True)
class Router:
    """Routes jobs over a fleet."""

    policy: RoutingPolicy = field(default_factory=RoutingPolicy)
    settings: RouterSettings = field(default_factory=RouterSettings)
    fleet: dict[str, WorkerRecord] = field(default_factory=dict)
    members: dict[str, WorkerRecord] = field(default_factory=dict)  # of groups: what they sign is held against them
    checks: CheckBook = field(default_factory=CheckBook)
    hedges: Budget = field(init=False)
    shadows: Budget = field(init=False)

    def __post_init__(self) -> None:
        self.hedges = Budget(self.settings.hedge_share)
        self.shadows = Budget(self.settings.shadow_share, most=3.0)

    def admit(self, profile: WorkerProfile, priors: Priors | None = None) -> WorkerRecord:
        """Take a worker into the fleet; one of the same name keeps its record."""
        record = self.fleet.get(profile.name)
        if record is None:
            record = self.fleet[profile.name] = WorkerRecord(profile, priors or Priors())
        record.profile = profile
        return record

    def admit_member(self, name: str, profile: WorkerProfile) -> None:
        """Know a member of a group, by the group's profile: it is no candidate, and answers for what it signs."""
        self.members.setdefault(name, WorkerRecord(profile))

    def decide(
        self, needs: JobNeeds, now_s: float, *, without: Collection[str] = (), lost: Collection[str] = ()
    ) -> Decision:
        """Decide about a job.

        Args:
            needs: of the job.
            now_s: on the deadline's clock.
            without: the workers that have tried it already.
            lost: those of them that lost it. When nobody else can do it, one that has answered later jobs all the same
                may try again: it is there, and the job's id keeps it from doing it twice.

        """
        decision = self._decide(needs, now_s, without)
        again = [name for name in lost if self._loses_some(name, now_s)] if decision.worker is None else []
        return self._decide(needs, now_s, set(without).difference(again)) if again else decision

    def _decide(self, needs: JobNeeds, now_s: float, without: Collection[str]) -> Decision:
        smaller = needs.smaller_model
        return self.policy.decide(
            needs,
            self._candidates(needs.model, now_s, without),
            now_s,
            smaller=self._candidates(smaller, now_s, without) if smaller else (),
        )

    def send(
        self, needs: JobNeeds, decision: Decision, number: int, now_s: float, *, tried: Collection[str] = ()
    ) -> Attempt:
        """Note that a routed job is on its way; the answer says how long to wait for it.

        Another worker gets the job early enough to make the deadline still. That says nothing about the first, which
        may be slow and not broken: its own time-out goes on. *tried* are the workers that have had the job before.
        """
        chosen = decision.chosen()
        assert chosen is not None, "a rejected job is sent nowhere"
        remaining_s = needs.deadline_s - now_s
        others = [a.latency95_s for a in decision.assessments if a.refused is None and a.worker != chosen.worker]
        retry_s = remaining_s - min(others) if others else remaining_s
        if number == 1:
            self.hedges.earn()
            self.shadows.earn()
        return self._start(needs, chosen, number, now_s, retry_s, again=chosen.worker in tried)

    def hedge(self, attempt: Attempt, tried: Collection[str], now_s: float) -> Decision | None:
        """Return who gets a late critical job a second time; None when nobody may or the budget is spent.

        An input that stays in this box is never hedged.
        """
        needs = attempt.needs
        if not needs.critical or needs.residency is Residency.LOCAL or attempt.shadow:
            return None
        decision = self.decide(needs, now_s, without=tried)
        return decision if decision.worker is not None and self.hedges.spend() else None

    def second(self, needs: JobNeeds, now_s: float, *, without: Collection[str], must: bool) -> Decision | None:
        """Return who computes a job again, so that its answer can be checked; None: nobody has time for that.

        This box while it is calm, since its word counts alone, else another worker that is: checks must not crowd out
        jobs, least of all those that may only be done here. When nobody is calm a sample is left out; a suspicion
        (*must*) is settled by whoever the policy names.
        """
        own = [name for name, record in self.fleet.items() if record.profile.trust is Trust.OWN]
        others = [name for name in self.fleet if name not in own]
        for passed_over in (others, own):
            decision = self.decide(needs, now_s, without={*without, *passed_over})
            chosen = decision.chosen()
            if chosen is not None and (chosen.strain <= CALM or (must and passed_over is own)):
                return decision
        return None

    def is_gone(self, attempt: Attempt, now_s: float) -> bool:
        """Whether the worker seems not to be there any more: it says so, or is silent though it has jobs."""
        record = self.fleet[attempt.worker]
        return not record.ready or record.is_silent(now_s)

    def has_lost(self, attempt: Attempt) -> bool:
        """Whether the worker has surely lost a job: it has answered as many that were sent later as settles that.

        First come is first begun, and each slot has one job in hand: of those sent later only as many as there are
        other slots end before it by right, unless it takes much longer than they do. As TCP does, which takes a packet
        as lost when three later ones have arrived, this waits for no clock.
        """
        record = self.fleet[attempt.worker]
        in_order = record.profile.trust is not Trust.OWN and not attempt.needs.proof
        return in_order and record.has_answered_later(attempt.sent_s)

    def is_suspect(self, attempt: Attempt, now_s: float) -> bool:
        """Whether an answer that comes now must be checked: it or one before it was suspiciously quick.

        Until a check clears its worker, that gets no further jobs, and none of its answers counts unchecked.
        """
        record = self.fleet[attempt.worker]
        if record.profile.trust is Trust.OWN or record.profile.is_group:  # how many were before it there is not known
            return False
        elapsed_s, done = now_s - attempt.sent_s, min(attempt.ahead, record.words - attempt.words)
        telling = not (record.suspected or attempt.again)
        if telling and record.is_hasty(attempt.model, elapsed_s, done, attempt.needs.input_bytes):
            record.suspected, record.suspected_sent_s = True, attempt.sent_s
            self.checks.doubted(attempt.worker)
        return record.suspected

    def is_distrusted(self, worker: str, now_s: float) -> bool:
        """Whether a worker was caught: its answers no longer count."""
        return now_s < self._known(worker).distrusted_until_s

    def has_lapsed(self, needs: JobNeeds, worker: str, now_s: float) -> bool:
        """Whether a job asks for an attested worker, and *worker* is another machine without a verifier's word now."""
        record = self.fleet[worker]
        own = record.profile.trust is Trust.OWN
        return needs.trust is Trust.ATTESTED and not own and not record.is_attested(now_s)

    def is_in_good_standing(self, worker: str, now_s: float) -> bool:
        """Whether an answer of a worker may count unchecked: it was not caught, and is not under suspicion."""
        return not (self._known(worker).suspected or self.is_distrusted(worker, now_s))

    def agreed(self, worker: str, sent_s: float) -> None:
        """Note that a check passed, of the answer to a job that a worker was sent at *sent_s*."""
        self._known(worker).cleared(sent_s)
        self.checks.passed(worker)

    def caught(self, worker: str, now_s: float) -> None:
        """Note that a worker's answer was wrong."""
        self._known(worker).caught_wrong(now_s)
        self.checks.doubted(worker)

    def may_retry(self, attempt: Attempt, now_s: float) -> bool:
        """Whether an attempt that is late, and not yet failed, should be tried elsewhere as well.

        It should if it looks lost (the worker is gone, silent, or answers later jobs) or hopeless (as slow as the
        worker is now, it misses the deadline). A worker that is in order is only busy: sending its jobs elsewhere too
        would make a crowd worse.
        """
        record, needs = self.fleet[attempt.worker], attempt.needs
        if self.is_gone(attempt, now_s) or record.seen_s < attempt.sent_s or record.answered_sent_s > attempt.sent_s:
            return True
        expected_s = record.expected_s(attempt.model, attempt.ahead, needs.input_bytes)
        return attempt.sent_s + expected_s + record.proof_s(attempt.model) * needs.proof > needs.deadline_s

    def shadow(self, needs: JobNeeds, chosen: str, now_s: float) -> Attempt | None:
        """Copy a job to a worker that nothing is known of lately, or whose breaker waits for a probe; nobody waits.

        The hard filter holds for copies too: the breaker, its failures and its health are all that they overlook.
        """
        for record in self._unknown(now_s):
            if record.profile.name == chosen:
                continue
            candidate = record.candidate(needs.model, now_s)
            hopeful = candidate._replace(
                condition=candidate.condition._replace(breaker=BreakerState.CLOSED, failure_share=0.0, ready=True)
            )
            terms = self.policy.assess(needs, needs.model, hopeful, needs.deadline_s - now_s)
            if terms.refused is None:
                if not self.shadows.spend():
                    return None
                probe = record.breaker.wants_probe(now_s)
                if probe:
                    record.breaker.probing()
                return self._start(needs, terms, 1, now_s, math.inf, shadow=True, probe=probe)
        return None

    def answered(self, attempt: Attempt, now_s: float, proof_s: float = 0.0) -> None:
        """Note a valid answer; its proof came *proof_s* after it (0: it has none)."""
        record = self._end(attempt)
        record.heard(now_s)
        if not attempt.again:
            record.worked(attempt.sent_s)
            elapsed_s, input_bytes = now_s - attempt.sent_s - proof_s, attempt.needs.input_bytes
            record.took(attempt.model, elapsed_s, attempt.ahead, input_bytes, attempt.foretold_s)
        record.answered(now_s)
        if proof_s:
            record.proved(attempt.model, proof_s)
        record.spent_usd += attempt.cost_usd

    def overdue(self, attempt: Attempt, now_s: float) -> None:
        """Note that the worker refused the job since its deadline had passed."""
        record = self._end(attempt)
        record.heard(now_s)
        record.worked(attempt.sent_s)
        record.overdue(attempt.model, now_s - attempt.sent_s, attempt.ahead)

    def failed(self, attempt: Attempt, now_s: float) -> None:
        """Note that no valid answer came."""
        self._end(attempt).failed(attempt.sent_s, now_s)

    def withdrawn(self, attempt: Attempt) -> None:
        """Note that nobody waits for an attempt any more: it says nothing about its worker."""
        self._end(attempt)

    def _known(self, name: str) -> WorkerRecord:
        return self.members[name] if name in self.members else self.fleet[name]

    def _loses_some(self, name: str, now_s: float) -> bool:
        """Whether a worker that has lost a job is there; what stands in a group's queue is not lost."""
        record = self.fleet[name]
        return record.is_there and not record.is_silent(now_s) and not record.profile.is_group

    def _candidates(self, model: str, now_s: float, without: Collection[str]) -> list[Candidate]:
        return [record.candidate(model, now_s) for name, record in self.fleet.items() if name not in without]

    def _unknown(self, now_s: float) -> Iterable[WorkerRecord]:
        stale_s = now_s - self.settings.stale_s
        for record in self.fleet.values():
            closed = record.breaker.state(now_s) is BreakerState.CLOSED
            if record.breaker.wants_probe(now_s) or (closed and record.seen_s < stale_s and not record.in_flight):
                yield record

    def _start(
        self,
        needs: JobNeeds,
        terms: Assessment,
        number: int,
        now_s: float,
        retry_s: float,
        *,
        shadow: bool = False,
        probe: bool = False,
        again: bool = False,
    ) -> Attempt:
        record = self.fleet[terms.worker]
        ahead = record.ahead
        latency_s = terms.latency95_s - terms.margin_s
        record.sending(latency_s - terms.queue_s, now_s)
        record.proving += needs.proof
        record.jobs += not shadow
        timeout_s = record.timeout_s(latency_s, terms.margin_s)
        timeout_s = max(timeout_s, min(PAUSE_S, (needs.deadline_s - now_s) / 4)) + needs.proof_within_s
        return Attempt(
            needs,
            terms.worker,
            terms.model,
            number,
            sent_s=now_s,
            ahead=ahead,
            words=record.words,
            foretold_s=latency_s - terms.proof_s,
            retry_s=min(timeout_s, max(terms.latency95_s, retry_s)),
            timeout_s=timeout_s,
            look_s=SHARP_LOOK_S if record.failure_share(now_s) > 0.01 else LOOK_S,
            hedge_s=now_s + terms.latency95_s,
            cost_usd=terms.price_usd + terms.energy_usd + terms.proof_usd,
            shadow=shadow,
            probe=probe,
            again=again,
        )

    def _end(self, attempt: Attempt) -> WorkerRecord:
        record = self.fleet[attempt.worker]
        record.in_flight -= 1
        record.proving -= attempt.needs.proof
        return record
