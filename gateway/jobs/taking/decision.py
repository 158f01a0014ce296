"""What comes next for a job, from what the chain and the ledger hold. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import Job, JobState, VerificationMethod

__all__ = ["Facts", "Next", "next_step"]


class Next(StrEnum):
    """A step."""

    WAIT = "wait"
    PREPARE = "prepare"  # fetch the input and do the work
    APPLY = "apply"
    MATCH = "match"
    SUBMIT = "submit"
    COMMIT = "commit"
    REVEAL = "reveal"
    SETTLE_VOTE = "settle vote"
    SETTLE = "settle"
    PROVE = "prove"  # and be paid on it
    LAPSE = "lapse dispute"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Facts:
    """A job as it is seen now.

    Attributes:
        me: address of the worker's account.
        votes: of each worker of a vote: whether it has committed, and whether it has revealed.
        prepared: whether there is an answer.
        now: Unix seconds, by the chain's clock.

    """

    job: Job
    me: int
    applicants: tuple[int, ...]
    workers: tuple[int, ...]
    votes: Mapping[int, tuple[bool, bool]]
    prepared: bool
    now: int


def next_step(facts: Facts) -> Next:
    """Return what this worker does next."""
    job, elapsed = facts.job, facts.now - facts.job.since
    mine = facts.me in facts.workers
    match job.state:
        case JobState.QUEUED:
            return _queued(facts, elapsed)
        case JobState.PROCESSING if mine:
            if not facts.prepared:
                return Next.PREPARE if elapsed <= job.spec.timeout else Next.WAIT
            if job.spec.verification.method == VerificationMethod.CONSENSUS_VALIDATION:
                return _vote(facts, elapsed)
            return Next.SUBMIT if elapsed <= job.spec.timeout else Next.WAIT
        case JobState.COMPLETED if mine and job.spec.verification.method == VerificationMethod.ZERO_KNOWLEDGE_PROOF:
            return Next.PROVE if elapsed <= constants.PROOF_WINDOW else Next.WAIT
        case JobState.COMPLETED if mine:
            return Next.SETTLE if elapsed > constants.DISPUTE_WINDOW else Next.WAIT
        case JobState.DISPUTED if mine:
            return Next.LAPSE if elapsed > constants.DISPUTE_DECISION else Next.WAIT
    return Next.CLOSE


def _queued(facts: Facts, elapsed: int) -> Next:
    if elapsed > facts.job.spec.timeout:
        return Next.CLOSE
    if not facts.prepared:
        return Next.PREPARE
    if facts.me not in facts.applicants:
        return Next.APPLY
    return Next.MATCH if elapsed > constants.APPLICATION_WINDOW else Next.WAIT


def _vote(facts: Facts, elapsed: int) -> Next:
    """Commit in the first half; reveal when all have or in the second; settle when all have or time is up."""
    timeout = facts.job.spec.timeout
    committed, revealed = facts.votes[facts.me]
    if elapsed > timeout or all(shown for _, shown in facts.votes.values()):
        return Next.SETTLE_VOTE
    if not committed:
        return Next.COMMIT if elapsed <= timeout // 2 else Next.WAIT
    if not revealed and (elapsed > timeout // 2 or all(bound for bound, _ in facts.votes.values())):
        return Next.REVEAL
    return Next.WAIT
