"""The lease of one job: who has it, until when, who else gets it, and which answer counts.

The gateway owns the lease. A job is sent three times at most, each time to another worker, or again to one that lost it
when nobody else can do it; the first valid answer wins, and what comes afterwards is counted. A job that nobody else
answers is done here.

A sampled check runs beside the job, in this box and only while it has time: so it neither delays an answer nor lets
one miss its deadline. What it says then is heard all the same. An answer under suspicion never counts unchecked.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gateway.config.routing import OWN_ENGINE
from gateway.offloading.answers import same
from gateway.offloading.listening import Listener, Try
from gateway.offloading.performing import Answer, Performer, ProofRefused, Terms
from gateway.offloading.placing import Placed, Placement, Rejected
from gateway.offloading.weighing import Scales
from gateway.offloading.worker_client import Overdue, WorkerFailed
from gateway.routing import Attempt, Decision, Trust
from gateway.routing.router import LAST_MOMENT_S, MAX_ATTEMPTS

__all__ = ["Lease", "monotonic_deadline_s"]

IDLE_S = 30.0


class Lease:
    """Carries one job to its answer."""

    def __init__(self, job: Placement, performer: Performer, terms: Terms, now_s: Callable[[], float]) -> None:
        self._job, self._performer, self._terms, self._now_s = job, performer, terms, now_s
        self._router, self._counters = performer.router, performer.counters
        self._prepared = job.prepared
        self._tried: list[str] = []
        self._lost: list[str] = []
        self._tries: dict[asyncio.Task[Answer], Try] = {}
        self._scales = Scales(performer, terms, now_s, self._tell)
        self._answers = self._scales.answers
        self._listener = Listener(performer, now_s, self._hear)
        self._check = False
        self._checked = False
        self._first: Decision | None = None
        self._hedged = False
        self.attempts: list[dict[str, Any]] = []
        self.cost_usd = 0.0

    async def run(self) -> Placed:
        """Return what the job came to.

        Raises:
            Rejected: nobody can do it in time, and it is not to be done late.
            Exception: our own engine failed on it.

        """
        self._counters.jobs += 1
        try:
            if not self._send():
                return await self._nobody()
            while True:
                await asyncio.wait(self._tries, timeout=self._wait_s(), return_when=asyncio.FIRST_COMPLETED)
                for task in [task for task in self._tries if task.done()]:
                    answer = self._finished(task)
                    if isinstance(answer, ProofRefused):
                        return self._conclude(await self._redo(answer))
                    counted = None if answer is None else await self._weigh(answer)
                    if counted is not None:
                        return self._conclude(counted)
                self._on_time()
                counted = self._at_hand()
                if counted is not None:
                    return self._conclude(counted)
                if not self._is_open():
                    return await self._nobody()
        finally:
            self._leave()

    def document(self) -> dict[str, Any]:
        """Return the decision with all candidates' terms, and every attempt, as JSON values."""
        assert self._first is not None
        return self._first.document() | {"attempts": self.attempts, "checked": self._checked}

    # -- sending ------------------------------------------------------------------------------------------------------

    def _send(self, decision: Decision | None = None) -> bool:
        """Send the job to whom the policy names; say whether there was anybody."""
        now_s, needs = self._now_s(), self._job.needs
        decision = decision or self._router.decide(needs, now_s, without=self._tried, lost=self._lost)
        self._first = self._first or decision
        if decision.worker is None:
            return False
        if decision.model != self._prepared.model.name and not self._degrade():
            return False
        first = not self._tried
        attempt = self._router.send(needs, decision, len(self._tried) + 1, now_s, tried=self._tried)
        self._counters.retries += not first
        self._begin(attempt)
        if first:
            copy = self._router.shadow(needs, attempt.worker, now_s)
            if copy is not None:
                self._copy(copy)
            if attempt.worker != OWN_ENGINE:
                self._plan_check(attempt.worker)
        return True

    def _plan_check(self, worker: str) -> None:
        if self._terms.check == "consensus" and not self._job.needs.proof:
            self._check = True
            self._ask_another()
        elif not self._router.fleet[worker].profile.is_group:  # of a group it is drawn when it is known who answered
            self._draw(worker)

    def _draw(self, worker: str) -> None:
        """Have the sample say whether a worker's answer is checked."""
        if self._terms.check == "sample" and not self._job.needs.proof and self._router.checks.draws(worker):
            self._ask_to_check(must=False)

    def _degrade(self) -> bool:
        if self._job.smaller is None or self._tried:
            return False
        self._prepared = self._job.smaller()
        return True

    def _begin(self, attempt: Attempt, *, check: bool = False) -> None:
        worker = attempt.worker
        profile = self._router.fleet[worker].profile
        if profile.zone > self._job.needs.residency:  # the policy can't choose it; if it ever does, nothing leaves
            self._counters.residency_violations += 1
            self._router.withdrawn(attempt)
            raise RuntimeError(f"routing chose {worker} for a picture that must not go there")
        self._tried.append(worker)
        self._scales.sent_s[worker] = attempt.sent_s
        self._counters.attempts_by_worker[worker] = self._counters.attempts_by_worker.get(worker, 0) + 1
        self.cost_usd += attempt.cost_usd
        said: dict[str, Any] = {"worker": worker, "number": attempt.number, "model": attempt.model, "outcome": "sent"}
        self.attempts.append(said)
        task = asyncio.ensure_future(self._performer.perform(self._job, self._prepared, worker, attempt.number))
        self._tries[task] = Try(attempt, self._now_s(), said, check=check)

    def _copy(self, attempt: Attempt) -> None:
        """Send a copy that nobody waits for; it tells how its worker is."""
        self._counters.copies += 1
        plain = replace(self._job, needs=replace(self._job.needs, proof_within_s=0.0))
        work = self._performer.perform(plain, plain.prepared, attempt.worker, 1)
        said: dict[str, Any] = {"worker": attempt.worker, "number": 0, "model": attempt.model, "outcome": "copy"}
        self.attempts.append(said)
        task = asyncio.ensure_future(work)
        self._listener.linger(task, Try(attempt, self._now_s(), said))

    # -- waiting ------------------------------------------------------------------------------------------------------

    def _wait_s(self) -> float:
        now_s = self._now_s()
        moments = [now_s + IDLE_S]
        if self._answers:
            moments.append(self._job.needs.deadline_s - LAST_MOMENT_S)
        for one in self._tries.values():
            if one.ended:
                moments.append(self._job.needs.deadline_s)
            else:
                moments.append(now_s + one.attempt.look_s)
                moments.append(one.began_s + one.attempt.timeout_s)
                if not one.early:
                    moments.append(one.began_s + one.attempt.retry_s)
                if not self._hedged:
                    moments.append(one.attempt.hedge_s)
        return max(0.001, min(moments) - now_s)

    def _on_time(self) -> None:
        """Do what is due: call an attempt failed, try another worker as well, hedge."""
        now_s = self._now_s()
        for one in list(self._tries.values()):
            attempt, waited_s = one.attempt, now_s - one.began_s
            if one.ended:
                continue
            lost = self._router.has_lost(attempt)
            if lost or (waited_s >= attempt.timeout_s and attempt.worker != OWN_ENGINE):
                one.ended = True  # an answer that comes all the same, in time, still counts
                one.said["outcome"] = "lost: later jobs are answered" if lost else "timed out"
                self._lost.append(attempt.worker)
                self._router.failed(attempt, now_s)
                self._retry(now_s)
            elif not one.early and (waited_s >= attempt.retry_s or self._router.is_gone(attempt, now_s)):
                one.early = True
                if self._router.may_retry(attempt, now_s):
                    self._retry(now_s)
            elif now_s >= attempt.hedge_s and not self._hedged and not self._answers:
                self._hedged = True
                hedge = None
                if len(self._tried) < MAX_ATTEMPTS:
                    hedge = self._router.hedge(attempt, self._tried, now_s)
                if hedge is not None:
                    self._counters.hedges += self._send(hedge)

    def _retry(self, now_s: float) -> None:
        room = len(self._tried) < MAX_ATTEMPTS and not self._answers
        if room and now_s < self._job.needs.deadline_s:
            self._send()

    def _finished(self, task: asyncio.Task[Answer]) -> Answer | ProofRefused | None:
        """Note how an attempt ended; return its answer if it is a valid one, or the refusal of its proof."""
        one, now_s = self._tries.pop(task), self._now_s()
        attempt, late = one.attempt, one.ended
        one.said["ms"] = round((now_s - one.began_s) * 1e3, 3)
        one.ended = True
        try:
            answer = task.result()
        except Overdue as error:
            one.said["outcome"] = f"overdue: {error}"
            if not late:
                self._router.overdue(attempt, now_s)
        except ProofRefused as error:
            one.said["outcome"] = f"refused: {error}"
            self._listener.unproven(attempt, error, known=late)
            return error
        except WorkerFailed as error:
            one.said["outcome"] = f"failed: {error}"
            if not late:
                self._router.failed(attempt, now_s)
        except Exception:
            if not late:
                self._router.withdrawn(attempt)
            raise
        else:
            self._counters.late += late
            unchecked = self._terms.check == "signature" or answer.proof is not None
            lapsed = self._router.has_lapsed(self._job.needs, answer.worker, now_s)
            suspect = not (unchecked or lapsed) and self._router.is_suspect(attempt, now_s)
            if not late:
                self._router.answered(attempt, now_s, answer.proof_s)
            if answer.member is not None:
                one.said["signed_by"] = answer.member
            if lapsed:  # and nobody suspects the worker for it: no check would clear it
                one.said["outcome"] = "not counted: no verifier vouches for its platform any more"
            elif not self._router.is_distrusted(answer.by, now_s):
                one.said["outcome"] = "answered, to check" if one.check else "answered"
                if suspect and not self._check:
                    self._check = True
                    self._ask_to_check(must=True)
                elif answer.member is not None and not self._check:
                    self._draw(answer.by)
                return replace(answer, attested=self._router.fleet[answer.worker].is_attested(now_s))
            else:
                one.said["outcome"] = "not counted: distrusted"
        self._retry(now_s)
        return None

    async def _redo(self, refused: ProofRefused) -> Answer:
        """Do in this box what was not proven, and see whether the answer was wrong as well."""
        own = await self._here("answered, since the proof was refused")
        answer = refused.answer
        if not same(own.run, answer.run, self._terms.tolerance):
            self._counters.mismatches += 1
            if not refused.wrong:  # else it was caught already
                self._router.caught(answer.worker, self._now_s())
            await self._performer.mismatch(self._job, self._prepared, answer, own)
        return own

    # -- which answer counts ------------------------------------------------------------------------------------------

    async def _weigh(self, answer: Answer) -> Answer | None:
        """Return the answer that counts; None while that is open."""
        self._answers[answer.worker] = answer
        if not self._check:
            return answer
        counted = await self._scales.verdict()
        if counted is None:
            asked = self._is_open() or (self._terms.check == "consensus" and self._ask_another())
            return None if asked else await self._check_here()
        self._checked = len(self._answers) > 1
        # Our own answer is right, and who was chosen is waited for all the same: there is something to compare.
        return None if not self._checked and self._is_open() else counted

    def _at_hand(self) -> Answer | None:
        """Return an answer that counts although another was waited for: that is late, or will never come."""
        now_s = self._now_s()
        if not self._answers or (self._is_open() and now_s < self._job.needs.deadline_s - LAST_MOMENT_S):
            return None
        if OWN_ENGINE in self._answers:
            return self._answers[OWN_ENGINE]
        if self._terms.check != "sample":
            return None
        return next((one for one in self._answers.values() if self._router.is_in_good_standing(one.by, now_s)), None)

    async def _check_here(self) -> Answer:
        """Compute the job in this box; that answer counts if another differs from it."""
        if OWN_ENGINE not in self._answers:
            self._counters.checks += 1
            self._answers[OWN_ENGINE] = await self._here()
        found = await self._scales.verdict()
        assert found is not None
        self._checked = True
        return found

    async def _tell(self, wrong: Answer, right: Answer) -> None:
        for said in self.attempts:
            if said["worker"] == wrong.worker:
                said["outcome"] = "wrong"
        await self._performer.mismatch(self._job, self._prepared, wrong, right)

    def _ask_to_check(self, *, must: bool) -> None:
        """Have an answer checked by who has time; see `Router.second`."""
        self._ask(self._router.second(self._job.needs, self._now_s(), without=self._not_independent(), must=must))

    def _ask_another(self) -> bool:
        """Have an independent worker do the job too; say whether there is one."""
        if len(self._tried) >= MAX_ATTEMPTS:
            return False
        return self._ask(self._router.decide(self._job.needs, self._now_s(), without=self._not_independent()))

    def _not_independent(self) -> set[str]:
        """Return who has tried the job, and who belongs to the same owners."""
        heard = {self._performer.owner(worker) for worker in self._tried if worker != OWN_ENGINE}
        return {
            name
            for name in self._router.fleet
            if name in self._tried or (name != OWN_ENGINE and self._performer.owner(name) in heard)
        }

    def _ask(self, decision: Decision | None) -> bool:
        if decision is None or decision.worker is None or decision.model != self._prepared.model.name:
            return False
        self._check = True
        self._counters.checks += 1
        self._begin(self._router.send(self._job.needs, decision, len(self._tried) + 1, self._now_s()), check=True)
        return True

    # -- the end ------------------------------------------------------------------------------------------------------

    def _is_open(self) -> bool:
        """Say whether an answer may still come in time; where late jobs are rejected, even from who was given up."""
        if any(not one.ended for one in self._tries.values()):
            return True
        return bool(self._tries) and self._terms.reject_late and self._now_s() < self._job.needs.deadline_s

    async def _nobody(self) -> Placed:
        """Nobody answers in time: do it here and late, or not at all."""
        assert self._first is not None
        if self._answers:  # they waited for a check that nobody could make
            return self._conclude(await self._check_here())
        if self._terms.reject_late:
            self._counters.rejected += 1
            raise Rejected(self._first.reason)
        return self._conclude(await self._here("answered, at last"))

    async def _here(self, outcome: str | None = None) -> Answer:
        """Compute the job in this box; with *outcome* it is one of the attempts."""
        if outcome is not None:
            self.attempts.append({"worker": OWN_ENGINE, "number": len(self._tried) + 1, "outcome": outcome})
        record = self._router.fleet[OWN_ENGINE]
        record.in_flight += 1
        try:
            return await self._performer.perform(self._job, self._prepared, OWN_ENGINE, 0)
        finally:
            record.in_flight -= 1

    def _conclude(self, answer: Answer) -> Placed:
        assert self._first is not None
        counters = self._counters
        counters.answered += 1
        counters.by_worker[answer.worker] = counters.by_worker.get(answer.worker, 0) + 1
        route = {
            "target": answer.worker,
            "reason": self._first.reason
            if answer.worker == self._first.worker
            else f"{self._first.worker or 'nobody'} was chosen and gave no answer that counts in time",
            "job_id": self._job.needs.job_id,
            "outcome": str(self._first.outcome),
            "attempts": len(self.attempts),
            "trust": self._trust(answer).label,
            "checked": self._checked,
            "cost_usd": round(self.cost_usd, 9),
        }
        if answer.member is not None:
            route["signed_by"] = answer.member
        if answer.proof is not None:
            route["proof"] = answer.proof
        return Placed(self._prepared, answer.run, route)

    def _trust(self, answer: Answer) -> Trust:
        """Return how an answer is vouched for: proven is one with a proof that held, whoever gave it."""
        trust = self._router.fleet[answer.worker].profile.trust
        if trust is Trust.PROVEN and answer.proof is None:
            trust = Trust.SIGNED
        return Trust.ATTESTED if trust is Trust.SIGNED and answer.attested else trust

    def _leave(self) -> None:
        """Nobody waits any longer for what is still on its way: it is listened for and counted."""
        for task, one in self._tries.items():
            self._listener.linger(task, one)
        self._tries = {}

    async def _hear(self, answer: Answer) -> None:
        """Take up what came after the lease has ended: what a check says then is heard all the same."""
        if self._check:
            self._answers[answer.worker] = answer
            await self._scales.verdict()


def monotonic_deadline_s(deadline_us: int, now_s: float) -> float:
    """Return a deadline in Unix µs on the monotonic clock that shows *now_s*."""
    return now_s + (deadline_us - time.time_ns() // 1000) / 1e6
