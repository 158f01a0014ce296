"""JobManager: every job with its applicants, workers and votes, and what is held in escrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings import constants
from gateway.chain.bindings.shared import (
    Draw,
    Job,
    JobApplied,
    JobCancelled,
    JobCompleted,
    JobDelivered,
    JobDisputed,
    JobDrawn,
    JobFailed,
    JobMatched,
    JobPaid,
    JobState,
    JobStatementAwaited,
    JobSubmitted,
    ResultCommitted,
    ResultRevealed,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import Controls, apply_controls
from gateway.chain.replay.maps import put

__all__ = ["JobsState", "apply"]


@dataclass(frozen=True, slots=True)
class JobsState:
    """Everything that the job manager keeps.

    Attributes:
        held: 10^-18 CIRO of rewards and bonds that have not left.
        jobs: by id.
        numbers: the id of the n-th job, from 1.
        applicants: by job, in the order of their places.
        workers: by job.
        commitments: by job and worker.
        digests: what was revealed, by job and worker.

    """

    controls: Controls = field(default_factory=Controls)
    held: int = 0
    jobs: Mapping[int, Job] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
    applicants: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    workers: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    commitments: Mapping[tuple[int, int], int] = field(default_factory=dict)
    digests: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def vote(self, job_id: int, worker: int) -> tuple[int, bool, int]:
        """Return the worker's commitment, whether it was revealed, and the digest."""
        key = (job_id, worker)
        return self.commitments.get(key, 0), key in self.digests, self.digests.get(key, 0)


def apply(state: JobsState, event: ChainEvent) -> JobsState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case JobSubmitted():
            opened = replace(state, numbers=put(state.numbers, value.number, value.job_id))
            return replace(opened, jobs=put(state.jobs, value.job_id, _new(value)), held=state.held + value.spec.reward)
        case JobApplied():
            return replace(state, applicants=put(state.applicants, value.job_id, _placed(state, value)))
        case JobMatched():
            matched = replace(state, workers=put(state.workers, value.job_id, tuple(value.workers)))
            return _changed(matched, value.job_id, state=JobState.PROCESSING, since=value.at)
        case JobCompleted():
            outcome = {"output_digest": value.output_digest, "draw_block": value.draw_block}
            return _changed(state, value.job_id, state=JobState.COMPLETED, since=value.at, **outcome)
        case JobDrawn() if value.chosen:
            return _changed(state, value.job_id, draw=Draw.CHOSEN, since=value.at)
        case JobDrawn():
            return _changed(state, value.job_id, draw=Draw.SPARED)
        case JobStatementAwaited():
            return _changed(state, value.job_id, since=value.at)
        case JobDisputed():
            disputed = replace(state, held=state.held + value.bond)
            return _changed(disputed, value.job_id, state=JobState.DISPUTED, since=value.at)
        case JobDelivered():
            return _changed(state, value.job_id, delivered=True)
        case JobPaid():
            settled = replace(state, held=state.held - value.paid - value.fee - value.bond)
            return _changed(settled, value.job_id, state=JobState.PAID, since=value.at)
        case JobFailed() | JobCancelled():
            refunded = replace(state, held=state.held - value.refunded)
            after = JobState.FAILED if isinstance(value, JobFailed) else JobState.CANCELLED
            return _changed(refunded, value.job_id, state=after, since=value.at)
        case ResultCommitted():
            key = (value.job_id, value.worker)
            return replace(state, commitments=put(state.commitments, key, value.commitment))
        case ResultRevealed():
            return replace(state, digests=put(state.digests, (value.job_id, value.worker), value.output_digest))
    return replace(state, controls=apply_controls(state.controls, event))


def _new(submitted: JobSubmitted) -> Job:
    spec = submitted.spec
    return Job(
        client=submitted.client,
        spec=replace(spec, timeout=spec.timeout or constants.JOB_TIMEOUT),
        state=JobState.QUEUED,
        since=submitted.at,
        output_digest=0,
        draw_block=0,
        draw=Draw.OPEN,
        delivered=False,
    )


def _placed(state: JobsState, applied: JobApplied) -> tuple[int, ...]:
    places = state.applicants.get(applied.job_id, ())
    if applied.replaced:
        return tuple(applied.worker if one == applied.replaced else one for one in places)
    return (*places, applied.worker)


def _changed(state: JobsState, job_id: int, /, **fields: Any) -> JobsState:
    return replace(state, jobs=put(state.jobs, job_id, replace(state.jobs[job_id], **fields)))
