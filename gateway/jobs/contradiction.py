"""Holding a signed result against a proof of the contrary: the worker loses stake, and who proved it has half of that.

Two contracts take it. While JobManager has the job's money (it has a result and is neither paid nor failed) it is told,
since it refunds the client as well; it wants a proof of this very job. Afterwards, and for a result that never came to
the chain, it is the pool, for which any proof about the same model and input does.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starknet_py.net.client_models import Call

from edge_worker.signed_result import Result, holds
from gateway.chain.account import ChainAccount
from gateway.chain.asking import ask
from gateway.chain.bindings import CdcPool, JobManager
from gateway.chain.bindings.shared import JobState, SignedResult
from gateway.chain.proof_submission import ProofSubmitter, parameters_digest
from gateway.jobs.evidence import pool_of, proofs_of, signed_evidence
from gateway.jobs.standing import NoSuchJobError, look
from zkml.cairo.calldata import statement_calldata
from zkml.registration import Registration
from zkml.statement import Statement

__all__ = ["Contradiction", "ContradictionError", "SignedClaim", "contradiction", "read_claim"]


class ContradictionError(RuntimeError):
    """The proof contradicts nothing that the worker signed; the message says why not."""


@dataclass(frozen=True, slots=True)
class SignedClaim:
    """A result with the signature of a worker's result key over it."""

    result: Result
    worker: int
    key: int
    signature: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What to send.

    Attributes:
        calls: of one transaction.
        claim: what is false.
        judge: ``job manager``, which refunds the client too, or ``pool``.

    """

    calls: tuple[Call, ...]
    claim: SignedClaim
    judge: str


def read_claim(text: str) -> SignedClaim:
    """Read a claim from JSON: ``signature`` is [r, s], numbers are "0x…".

    Its keys: ``job``, ``model``, ``input_digest``, ``output_digest``, ``worker``, ``result_key``, ``signature``.

    Raises:
        ValueError: it is none; the message names what is wrong.

    """
    try:
        told: dict[str, Any] = json.loads(text)
        numbers = [int(told[key], 16) for key in ("job", "model", "input_digest", "output_digest")]
        r, s = (int(part, 16) for part in told["signature"])
        return SignedClaim(Result(*numbers), int(told["worker"], 16), int(told["result_key"], 16), (r, s))
    except KeyError as error:
        raise ValueError(f"it lacks {error}") from error
    except (TypeError, AttributeError) as error:
        raise ValueError('its numbers are texts such as "0x12", its signature two of them') from error


async def contradiction(
    jobs: JobManager,
    account: ChainAccount,
    job_id: int,
    given: SignedClaim | None,
    registration: Registration,
    statement: Statement,
    proof: bytes,
) -> Contradiction:
    """Return what convicts the worker of a job by a proof that has been verified here.

    A model's record that nobody has made yet is made, in a transaction of its own.

    Args:
        given: what the worker signed, where it did not come to the chain; None: it is looked for there.

    Raises:
        ContradictionError: the proof says nothing against what was signed.
        ProofRefusedError: the network cannot be asked about the proof.
        NodeError: the node does not answer.

    """
    chain_id = account.network.chain_id
    claim, state = await _claim(jobs, job_id, given, chain_id)
    elements = statement_calldata(statement)
    _, model, asked, answered = elements[:4]
    if not holds(claim.result, claim.worker, chain_id, claim.key, claim.signature):
        raise ContradictionError(f"the signature is not {claim.worker:#x}'s over this result")
    if (claim.result.model, claim.result.input_digest) != (model, asked):
        raise ContradictionError("the proof is about another model or input than the worker signed")
    if claim.result.output_digest == answered:
        raise ContradictionError("the proof says what the worker said: there is nothing to refute")
    submitter = ProofSubmitter(account, await proofs_of(jobs))
    await submitter.prepare(registration, statement)
    calls = [] if await submitter.is_recorded(await submitter.statement_digest(statement)) else [
        submitter.call(statement, proof)
    ]  # fmt: skip
    if state in {JobState.COMPLETED, JobState.DISPUTED}:
        if elements[0] != job_id:
            raise ContradictionError(
                f"the job's money is not paid out yet: prove with --context job={job_id:#x}, so that it is refunded"
            )
        return Contradiction((*calls, jobs.refute(job_id, elements)), claim, "job manager")
    pool = CdcPool(await pool_of(jobs), account.client)
    told = SignedResult(job_id, claim.result.model, claim.result.input_digest, claim.result.output_digest)
    parameters = parameters_digest(statement.parameter_set)
    convict = pool.report_contradiction(
        claim.worker, claim.key, told, claim.signature, submitter.contract, parameters, elements
    )
    return Contradiction((*calls, convict), claim, "pool")


async def _claim(
    jobs: JobManager, job_id: int, given: SignedClaim | None, chain_id: int
) -> tuple[SignedClaim, JobState | None]:
    """Return what was signed, and how the job stands; None: the contract has no such job."""
    if given is not None:
        if given.result.job_id != job_id:
            raise ContradictionError(f"the signed result is of the job {given.result.job_id:#x}")
        try:
            standing = await look(jobs, job_id)
        except NoSuchJobError:
            return given, None
        # Only the result that JobManager has is its to judge.
        is_its = standing.job.output_digest == given.result.output_digest and given.worker in standing.workers
        return given, standing.job.state if is_its else None
    standing = await look(jobs, job_id)
    job = standing.job
    found = await signed_evidence(jobs, job_id, job, chain_id)
    if not found:
        raise ContradictionError("no signed result of this job is on the chain; give it with --signed FILE")
    result = Result(job_id, job.spec.model, job.spec.input_digest, job.output_digest)
    pool = CdcPool(await pool_of(jobs), jobs.client)
    for one in found:  # of a vote, the first that has not answered for it
        if not await ask(jobs.client.url, pool.has_answered(one.worker, job_id)):
            return SignedClaim(result, one.worker, one.key, one.signature), job.state
    raise ContradictionError("its workers have answered for this result already")
