"""Where a job stands, and the result once there is one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from gateway.chain.asking import NodeError, ask
from gateway.chain.bindings import JobManager, constants
from gateway.chain.bindings.shared import Draw, Job, JobState, VerificationMethod
from gateway.jobs.by_proof import output_digest_of
from gateway.jobs.content import ContentError, Place, digest_of
from gateway.jobs.evidence import SignedEvidence, signed_evidence

__all__ = ["NoSuchJobError", "Outcome", "Standing", "fetch_outcome", "look", "watch"]

ENDED = {JobState.PAID, JobState.FAILED, JobState.CANCELLED}


class NoSuchJobError(LookupError):
    """The contract has no job of that id."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A job as the chain has it.

    Attributes:
        applicants, workers: addresses.

    """

    job_id: int
    job: Job
    applicants: tuple[int, ...]
    workers: tuple[int, ...]

    @property
    def has_result(self) -> bool:
        """Whether a signed result is on the chain."""
        return self.job.output_digest != 0 and self.job.state in {JobState.COMPLETED, JobState.DISPUTED, JobState.PAID}

    @property
    def has_ended(self) -> bool:
        """Whether nothing can happen any more."""
        return self.job.state in ENDED

    @property
    def until(self) -> int | None:
        """The Unix second until which the present state can last; None when there is none."""
        job = self.job
        match job.state:
            case JobState.QUEUED | JobState.PROCESSING:
                return job.since + job.spec.timeout
            case JobState.COMPLETED:
                owed = job.spec.verification.method == VerificationMethod.ZERO_KNOWLEDGE_PROOF
                owed = owed or job.draw == Draw.CHOSEN
                return job.since + (constants.PROOF_WINDOW if owed else constants.DISPUTE_WINDOW)
            case JobState.DISPUTED:
                return job.since + constants.DISPUTE_DECISION
        return None

    def words(self) -> str:
        """Return one sentence for people."""
        match self.job.state:
            case JobState.QUEUED if not self.applicants:
                return "waits for workers to apply"
            case JobState.QUEUED:
                return f"{len(self.applicants)} applied; a worker is named a minute after the submission"
            case JobState.PROCESSING:
                return f"{len(self.workers)} at work" if len(self.workers) > 1 else "a worker is at work"
            case JobState.COMPLETED:
                owed = self.job.spec.verification.method == VerificationMethod.ZERO_KNOWLEDGE_PROOF
                paid_when = "a proof of it is verified" if owed else "the time to dispute is over"
                return f"has a signed result; it is paid when {paid_when}"
            case JobState.DISPUTED:
                return "disputed; waits for a proof or the governor's decision"
            case JobState.PAID:
                return "paid"
            case JobState.FAILED:
                return "failed; the reward went back to the client"
            case JobState.CANCELLED:
                return "cancelled; the reward went back to the client"
        return "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A job's output, checked.

    Attributes:
        content: its bytes; None: it could not be had.
        trouble: why not.
        evidence: the signatures over its digest that hold.

    """

    content: bytes | None
    trouble: str
    evidence: tuple[SignedEvidence, ...]

    @property
    def holds(self) -> bool:
        """Whether the bytes are those that the worker signed."""
        return self.content is not None and bool(self.evidence)


async def look(jobs: JobManager, job_id: int) -> Standing:
    """Ask where a job stands.

    Raises:
        NoSuchJobError: there is no such job.
        NodeError: the node does not answer.

    """
    try:
        job = await ask(jobs.client.url, jobs.job(job_id))
    except NodeError as error:
        if "JOB: no such job" in str(error) or hex(int.from_bytes(b"JOB: no such job", "big")) in str(error):
            raise NoSuchJobError(f"{job_id:#x}: no job of this id on {jobs.address:#x}") from error
        raise
    applicants = await ask(jobs.client.url, jobs.applicants(job_id))
    workers = await ask(jobs.client.url, jobs.workers(job_id))
    return Standing(job_id, job, tuple(applicants), tuple(workers))


async def watch(
    jobs: JobManager,
    job_id: int,
    *,
    enough: Callable[[Standing], bool],
    trouble: Callable[[NodeError], None],
    every_s: float = 1.0,
) -> AsyncIterator[Standing]:
    """Yield where the job stands whenever that has changed, until it is *enough*.

    A node that does not answer is told to *trouble* and asked again.
    """
    before: Standing | None = None
    while True:
        try:
            now = await look(jobs, job_id)
        except NodeError as error:
            trouble(error)
        else:
            if now != before:
                yield now
            if enough(now):
                return
            before = now
        await asyncio.sleep(every_s)


async def fetch_outcome(jobs: JobManager, standing: Standing, place: Place | None, chain_id: int) -> Outcome:
    """Fetch the output from *place* and check it: digest, and the worker's signature over it on the chain.

    Raises:
        NodeError: the node does not answer.

    """
    evidence = tuple(await signed_evidence(jobs, standing.job_id, standing.job, chain_id))
    if place is None:
        return Outcome(None, "name the place of the output with --place", evidence)
    try:
        by_proof = standing.job.spec.verification.method == VerificationMethod.ZERO_KNOWLEDGE_PROOF
        known_by = output_digest_of if by_proof else digest_of
        return Outcome(await place.fetch(standing.job.output_digest, digest_of=known_by), "", evidence)
    except ContentError as error:
        return Outcome(None, str(error), evidence)
