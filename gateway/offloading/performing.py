"""What a lease needs of its surroundings: who carries attempts out, on what terms answers count, what is counted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Protocol

from edge_worker import PreparedImage
from gateway.offloading.placing import Placement, Run
from gateway.offloading.worker_client import WorkerAnswer, WorkerFailed
from gateway.routing import Router

__all__ = ["Answer", "LeaseCounters", "Performer", "ProofRefused", "Terms"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A valid answer.

    Attributes:
        worker: who was asked.
        run: what came of it.
        raw: as it came; None for our own engine's.
        proof: digest (hex) of the statement that its proof proves; None: it has none.
        proof_s: how long after the answer the proof was there and had held.
        member: of a group that is asked as one, who has signed; None: the worker is no group.
        attested: whether a verifier vouched for the worker's platform when the answer came.

    """

    worker: str
    run: Run
    raw: WorkerAnswer | None = None
    _: KW_ONLY
    proof: str | None = None
    proof_s: float = 0.0
    member: str | None = None
    attested: bool = False

    @property
    def by(self) -> str:
        """Who answers for it."""
        return self.member or self.worker


class ProofRefused(WorkerFailed):
    """An answer is no answer, since it is not proven; it is kept as evidence.

    Attributes:
        answer: what was answered.
        wrong: whether there is a proof, and it proves something else or nothing: no accident.

    """

    def __init__(self, reason: str, answer: Answer, *, wrong: bool) -> None:
        super().__init__(reason)
        self.answer, self.wrong = answer, wrong


@dataclass(frozen=True, slots=True)
class Terms:
    """How results are checked: the method, voices that must agree, tolerance of floats, and what to do when late."""

    check: str
    agree: int
    tolerance: float
    reject_late: bool


@dataclass(slots=True)
class LeaseCounters:
    """What leases came to since the start.

    Attributes:
        jobs, answered, rejected: jobs; each is one of the latter two at last.
        retries, hedges, copies, checks: further attempts, by why.
        late: answers after their attempt had failed; duplicates: after another had counted.
        mismatches: checks that caught somebody.
        proven: answers whose proof held; unproven: answers that did not count for want of a proof that does.
        residency_violations: must stay 0.

    """

    jobs: int = 0
    answered: int = 0
    rejected: int = 0
    retries: int = 0
    hedges: int = 0
    copies: int = 0
    checks: int = 0
    late: int = 0
    duplicates: int = 0
    mismatches: int = 0
    proven: int = 0
    unproven: int = 0
    residency_violations: int = 0
    by_worker: dict[str, int] = field(default_factory=dict)
    attempts_by_worker: dict[str, int] = field(default_factory=dict)


class Performer(Protocol):
    """Who carries out attempts and keeps what must be kept."""

    counters: LeaseCounters
    router: Router

    def perform(self, job: Placement, prepared: PreparedImage, worker: str, number: int) -> Awaitable[Answer]:
        """Have *worker* do the job, and prove it if it needs that.

        Raises `Overdue`, `WorkerFailed` or, of the latter, `ProofRefused`.
        """

    def owner(self, worker: str) -> str:
        """Say who runs a worker."""

    async def mismatch(self, job: Placement, prepared: PreparedImage, wrong: Answer, right: Answer) -> None:
        """Keep both answers, and tell on who was wrong."""

    def linger(self, task: asyncio.Task[Any]) -> None:
        """Keep a task that nobody waits for alive until it ends."""
