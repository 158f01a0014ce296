"""Becoming a worker of the network: the machine is declared, signed by the result key, and CIRO is staked."""

from __future__ import annotations

import importlib.metadata
import os
from dataclasses import asdict

from starknet_py.net.client_models import Call

from edge_worker import capability_statement
from edge_worker.capability_statement import CapabilityStatement, Framework, Resources
from gateway.chain.bindings import CdcPool, CiroToken
from gateway.chain.bindings import shared as chain
from gateway.chain.keys import StarkKey

__all__ = ["enrolment", "own_statement"]

_GIB = 2**30


def own_statement(result_key: StarkKey, valid_from: int) -> CapabilityStatement:
    """Return what this machine has: cores, memory, and the ONNX Runtime that the engine runs."""
    version = importlib.metadata.version("onnxruntime")
    return CapabilityStatement(
        result_key=result_key.public,
        valid_from=valid_from,
        resources=Resources(cpu_cores=os.cpu_count() or 1, ram=_memory() // _GIB),
        frameworks=(Framework("onnxruntime", capability_statement.encode_version(version)),),
    )


async def enrolment(pool: CdcPool, worker: int, result_key: StarkKey, chain_id: int, stake: int) -> list[Call]:
    """Return the calls that make the account *worker* one of the pool's, with *stake* (10^-18 CIRO) in all.

    What is done already is left out; none are left when all is.
    """
    calls: list[Call] = []
    if not await pool.is_registered(worker):
        latest = await pool.client.get_block_with_tx_hashes(block_number="latest")
        statement = own_statement(result_key, latest.timestamp)  # by the chain's clock: none of the future is taken
        signature = capability_statement.sign(statement, worker, pool.address, chain_id, result_key.private)
        calls.append(pool.register(_as_bound(statement), signature))
    missing = stake - await pool.stake_of(worker)
    if missing > 0:
        token = CiroToken(await pool.token(), pool.client)
        calls += [token.approve(pool.address, missing), pool.stake(missing)]
    return calls


def _memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _as_bound(statement: CapabilityStatement) -> chain.CapabilityStatement:
    """Return the statement as the contract's client takes it."""
    return chain.CapabilityStatement(
        result_key=statement.result_key,
        valid_from=statement.valid_from,
        resources=chain.Resources(**asdict(statement.resources) | {"flags": int(statement.resources.flags)}),
        gpu_model=int.from_bytes(statement.gpu_model.encode(), "big"),
        cpu_model=int.from_bytes(statement.cpu_model.encode(), "big"),
        frameworks=[
            chain.Framework(int.from_bytes(one.name.encode(), "big"), one.version) for one in statement.frameworks
        ],
    )
