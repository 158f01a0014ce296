"""JobManager, as `model` foresees it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from poseidon_py.poseidon_hash import poseidon_hash_many

from gateway.chain.bindings import constants as c
from gateway.chain.bindings.shared import Draw, JobState, ProofType, VerificationMethod
from stateful.model import Question, Rule, address, is_available, match_weight, may_take, need, not_paused

PROVEN, SAMPLED, VOTED = (
    VerificationMethod.ZERO_KNOWLEDGE_PROOF,
    VerificationMethod.STATISTICAL_SAMPLING,
    VerificationMethod.CONSENSUS_VALIDATION,
)


def _job(q: Question, job_id: int) -> Any:
    need(job_id in q.jobs.jobs, "JOB: no such job")
    return q.jobs.jobs[job_id]


def _owed(job: Any) -> bool:
    return job.spec.verification.method == PROVEN or job.draw == Draw.CHOSEN


def _workers(job: Any) -> int:
    verification = job.spec.verification
    return int(verification.workers) if verification.method == VOTED else 1


def dispute_bond(reward: int) -> int:
    return -(-reward * c.DISPUTE_BOND_BPS // c.BASIS_POINTS)


def submit(q: Question, spec: Mapping[str, Any]) -> None:
    not_paused(q, "jobs")
    need(spec["reward"] >= c.MIN_JOB_REWARD, "JOB: reward too small")
    may_take(q, "jobs", q.by, spec["reward"])


def cancel(q: Question, job_id: int) -> None:
    job = _job(q, job_id)
    need(job.client == q.by, "JOB: not the client")
    need(job.state == JobState.QUEUED, "JOB: not queued")


def apply(q: Question, job_id: int) -> None:
    not_paused(q, "jobs")
    job = _job(q, job_id)
    need(job.state == JobState.QUEUED, "JOB: not queued")
    need(q.at <= job.since + job.spec.timeout, "JOB: timed out")
    need(job.client != q.by, "JOB: own job")
    need(is_available(q, q.by), "MATCH: not eligible")
    need(q.by not in q.jobs.applicants.get(job_id, ()), "MATCH: already applied")


def match_job(q: Question, job_id: int, chosen: list[Any]) -> None:
    not_paused(q, "jobs")
    job = _job(q, job_id)
    need(job.state == JobState.QUEUED, "JOB: not queued")
    need(q.at - job.since > c.APPLICATION_WINDOW, "JOB: applications open")
    need(q.at - job.since <= job.spec.timeout, "JOB: timed out")
    workers = [address(worker) for worker in chosen]
    need(len(workers) == _workers(job), "MATCH: wrong count")
    applicants = q.jobs.applicants.get(job_id, ())
    for place, worker in enumerate(workers):
        need(worker in applicants, "MATCH: not an applicant")
        need(worker not in workers[:place], "MATCH: chosen twice")
        need(is_available(q, worker), "MATCH: not eligible")
    bar = min(match_weight(q, worker) for worker in workers)
    for other in applicants:
        better = other not in workers and match_weight(q, other) > bar and is_available(q, other)
        need(not better, "MATCH: better applicant")


def submit_result(q: Question, job_id: int, output: int, signature: Any) -> None:
    job = _job(q, job_id)
    need(job.state == JobState.PROCESSING, "JOB: not processing")
    need(job.spec.verification.method != VOTED, "JOB: by consensus")
    need(q.at - job.since <= job.spec.timeout, "JOB: timed out")
    need(q.facts["signed_by"] == q.jobs.workers[job_id][0], "JOB: bad signature")


def draw(q: Question, job_id: int) -> None:
    job = _job(q, job_id)
    need(job.spec.verification.method == SAMPLED, "JOB: not sampled")
    need(job.state == JobState.COMPLETED, "JOB: not completed")
    need(job.draw == Draw.OPEN, "JOB: already drawn")
    need(q.block >= job.draw_block + c.BLOCK_HASH_AGE, "JOB: draw too early")


def settle(q: Question, job_id: int) -> None:
    job = _job(q, job_id)
    need(job.state == JobState.COMPLETED, "JOB: not completed")
    need(not _owed(job), "JOB: needs a proof")
    need(job.spec.verification.method != SAMPLED or job.draw == Draw.SPARED, "JOB: not drawn")
    need(q.at > job.since + c.DISPUTE_WINDOW, "JOB: dispute window open")


def _assert_verified(q: Question, job: Any, statement: list[int]) -> None:
    terms = job.spec.verification
    digest = poseidon_hash_many(
        [int(terms.proof_type), terms.parameters, job.spec.model, poseidon_hash_many(statement)]
    )
    need(q.proofs.is_verified(digest, q.at), "JOB: not verified")


def settle_by_proof(q: Question, job_id: int, statement: list[int]) -> None:
    job = _job(q, job_id)
    need(job.state in (JobState.DISPUTED, JobState.COMPLETED), "JOB: not completed")
    need(job.state == JobState.DISPUTED or _owed(job), "JOB: dispute window open")
    result = [job_id, job.spec.model, job.spec.input_digest, job.output_digest]
    need(statement[:4] == result, "JOB: another statement")
    _assert_verified(q, job, statement)


def refute(q: Question, job_id: int, statement: list[int]) -> None:
    job = _job(q, job_id)
    need(job.state in (JobState.DISPUTED, JobState.COMPLETED), "JOB: not completed")
    need(statement[:3] == [job_id, job.spec.model, job.spec.input_digest], "JOB: another statement")
    need(statement[3] != job.output_digest, "JOB: same output")
    _assert_verified(q, job, statement)


def time_out(q: Question, job_id: int) -> None:
    job = _job(q, job_id)
    elapsed = q.at - job.since
    if job.state == JobState.PROCESSING:
        need(job.spec.verification.method != VOTED, "JOB: by consensus")
    owed = job.state == JobState.COMPLETED and _owed(job)
    need(job.state in (JobState.QUEUED, JobState.PROCESSING) or owed, "JOB: not timed out")
    need(elapsed > (c.PROOF_WINDOW if owed else job.spec.timeout), "JOB: not timed out")


def dispute(q: Question, job_id: int) -> None:
    job = _job(q, job_id)
    need(job.client == q.by, "JOB: not the client")
    need(job.state == JobState.COMPLETED, "JOB: not completed")
    need(not _owed(job), "JOB: needs a proof")
    need(q.at - job.since <= c.DISPUTE_WINDOW, "JOB: dispute window closed")
    may_take(q, "jobs", q.by, dispute_bond(job.spec.reward))


def rule(q: Question, job_id: int, upheld: bool, reason: str) -> None:
    need(q.facts["governor"] == q.by, "UPGRADE: not the governor")
    need(_job(q, job_id).state == JobState.DISPUTED, "JOB: not disputed")
    if upheld:
        evidence = (q.contracts["jobs"].address, q.jobs.workers[job_id][0], job_id)
        used = any((by, worker, proof) == evidence for by, worker, _, proof in q.pool.convictions)
        need(not used, "POOL: evidence used")


def lapse_dispute(q: Question, job_id: int) -> None:
    job = _job(q, job_id)
    need(job.state == JobState.DISPUTED, "JOB: not disputed")
    need(q.at > job.since + c.DISPUTE_DECISION, "JOB: too early")


def deliver(q: Question, job_id: int) -> None:
    """Jobs of these lives name no consumer."""
    need(_job(q, job_id).state == JobState.PAID, "JOB: not paid")
    need(False, "JOB: no consumer")


def _voting(q: Question, job_id: int) -> Any:
    job = _job(q, job_id)
    need(job.spec.verification.method == VOTED, "JOB: not by consensus")
    need(job.state == JobState.PROCESSING, "JOB: not processing")
    return job


def commit_result(q: Question, job_id: int, commitment: int) -> None:
    job = _voting(q, job_id)
    need(q.by in q.jobs.workers[job_id], "JOB: not a worker of it")
    need(q.at <= job.since + job.spec.timeout // 2, "JOB: commitments closed")
    need((job_id, q.by) not in q.jobs.commitments, "VOTE: already committed")


def reveal_result(q: Question, job_id: int, worker: Any, output: int, salt: int, signature: Any) -> None:
    job = _voting(q, job_id)
    elapsed, voter = q.at - job.since, address(worker)
    committed = sum(1 for of, _ in q.jobs.commitments if of == job_id)
    need(committed == _workers(job) or elapsed > job.spec.timeout // 2, "JOB: commitments open")
    need(elapsed <= job.spec.timeout, "JOB: timed out")
    need(voter in q.jobs.workers[job_id], "JOB: not a worker of it")
    need(q.facts["signed_by"] == voter, "JOB: bad signature")
    bound = q.jobs.commitments.get((job_id, voter)) == commitment_to(job_id, voter, output, salt)
    need(bound, "VOTE: not as committed")
    need((job_id, voter) not in q.jobs.digests, "VOTE: already revealed")


def settle_consensus(q: Question, job_id: int) -> None:
    job = _voting(q, job_id)
    revealed = sum(1 for of, _ in q.jobs.digests if of == job_id)
    late = q.at > job.since + job.spec.timeout
    need(late or revealed == _workers(job), "JOB: vote open")


def commitment_to(job_id: int, worker: int, output: int, salt: int) -> int:
    return int(poseidon_hash_many([job_id, worker, output, salt]))


def agreed(digests: list[int], agreeing: int) -> int | None:
    """The digest that enough workers name."""
    return next((digest for digest, count in Counter(digests).items() if count >= agreeing), None)


def statement_digest(statement: list[int], parameters: int, model: int = 0) -> int:
    proof_type = int(ProofType.STARKNET_BATCH)
    return int(poseidon_hash_many([proof_type, parameters, model, poseidon_hash_many(statement)]))


JOBS: Mapping[tuple[str, str], Rule] = {
    ("jobs", function.__name__): function
    for function in (
        submit,
        cancel,
        apply,
        match_job,
        submit_result,
        draw,
        settle,
        settle_by_proof,
        refute,
        time_out,
        dispute,
        rule,
        lapse_dispute,
        deliver,
        commit_result,
        reveal_result,
        settle_consensus,
    )
}
