"""A job's result, as the worker signed it and the chain keeps it.

The contract checks the worker's signature and keeps the output's digest, not the signature. It stands in the calldata
of the transaction that carried the result, whoever sent it and in whatever it was wrapped. It is looked for there and
checked again, so that neither the node's word nor the place's is taken for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.full_node_client import FullNodeClient

from edge_worker.signed_result import Result, holds
from gateway.chain.asking import NodeError, ask
from gateway.chain.bindings import CdcPool, JobManager
from gateway.chain.bindings.shared import Job, VerificationMethod

__all__ = ["SignedEvidence", "pool_of", "proofs_of", "signed_evidence"]

_CHUNK = 100


@dataclass(frozen=True, slots=True)
class SignedEvidence:
    """A signature over a job's result that holds.

    Attributes:
        worker: who signed.
        key: under which result key.
        signature: (r, s).
        transaction: that carried it to the chain.

    """

    worker: int
    key: int
    signature: tuple[int, int]
    transaction: int


async def pool_of(jobs: JobManager) -> int:
    """Return the address of the pool that the job manager asks about workers.

    It has no view for it, so it is read from its storage.

    Raises:
        NodeError: the node does not answer, or there is no job manager.

    """
    return await _joint(jobs, "match_pool")


async def proofs_of(jobs: JobManager) -> int:
    """Return the address of the `ProofVerifier` that the job manager asks about proofs; as `pool_of`."""
    return await _joint(jobs, "proof_verifier")


async def _joint(jobs: JobManager, variable: str) -> int:
    asked = jobs.client.get_storage_at(jobs.address, get_selector_from_name(variable), block_number="latest")
    found = await ask(jobs.client.url, asked)
    if not isinstance(found, int) or not found:
        raise NodeError(f"{jobs.client.url}: {jobs.address:#x} is no job manager")
    return found


async def signed_evidence(jobs: JobManager, job_id: int, job: Job, chain_id: int) -> list[SignedEvidence]:
    """Return the workers' signatures over the job's result that hold: one, or with a vote those that agree.

    Raises:
        NodeError: the node does not answer.

    """
    pool = await pool_of(jobs)
    voted = job.spec.verification.method == VerificationMethod.CONSENSUS_VALIDATION
    workers = set(await ask(jobs.client.url, jobs.workers(job_id)))
    result = Result(job_id, job.spec.model, job.spec.input_digest, job.output_digest)
    found: dict[int, SignedEvidence] = {}
    for transaction, block in await _carriers(jobs, "ResultRevealed" if voted else "JobCompleted", job_id):
        sent = await ask(jobs.client.url, jobs.client.get_transaction(transaction))
        for worker in workers:
            key = await _key(jobs.client, pool, worker, block)
            for signature in _candidates(getattr(sent, "calldata", []), result, worker if voted else None):
                if worker not in found and holds(result, worker, chain_id, key, signature):
                    found[worker] = SignedEvidence(worker, key, signature, transaction)
    return list(found.values())


async def _carriers(jobs: JobManager, event: str, job_id: int) -> list[tuple[int, int]]:
    """Return transaction and block of each *event* of the job."""
    found: list[tuple[int, int]] = []
    token: str | None = None
    while True:
        asked = jobs.client.get_events(
            address=jobs.address,
            keys=[[get_selector_from_name(event)], [job_id]],
            from_block_number=0,
            to_block_number="latest",
            chunk_size=_CHUNK,
            continuation_token=token,
        )
        page = await ask(jobs.client.url, asked)
        found += [(one.transaction_hash, one.block_number or 0) for one in page.events]
        token = page.continuation_token
        if token is None:
            return found


async def _key(client: FullNodeClient, pool: int, worker: int, block: int) -> int:
    """Return the worker's result key as it was in a block; as it is now where the node keeps no old state."""
    try:
        return await ask(client.url, CdcPool(pool, client, block).result_key(worker))
    except NodeError:
        return await ask(client.url, CdcPool(pool, client).result_key(worker))


def _candidates(calldata: Sequence[int], result: Result, revealed_by: int | None) -> Iterator[tuple[int, int]]:
    """Yield what stands where a signature stands after the arguments of ``submit_result`` or ``reveal_result``."""
    head = [result.job_id, *([revealed_by] if revealed_by is not None else []), result.output_digest]
    skip = len(head) + (revealed_by is not None)  # a revealed result has its salt before the signature
    for at in range(len(calldata) - skip - 1):
        if list(calldata[at : at + len(head)]) == head:
            yield calldata[at + skip], calldata[at + skip + 1]
