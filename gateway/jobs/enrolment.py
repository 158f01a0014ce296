"""Becoming a worker of the network: the measured machine is declared, signed by the result key, and CIRO is staked."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

from starknet_py.net.client_models import Call

from edge_worker import capability_statement
from edge_worker.capabilities import Machine, detect, statement_of
from edge_worker.capability_statement import CapabilityStatement
from gateway.chain.bindings import CdcPool, CiroToken
from gateway.chain.bindings import shared as chain
from gateway.chain.keys import StarkKey

__all__ = ["enrolment", "own_statement"]


def own_statement(result_key: StarkKey, valid_from: int) -> CapabilityStatement:
    """Return what this machine was measured to have; takes a second or two."""
    return statement_of(detect(Machine()), result_key.public, valid_from)


async def enrolment(pool: CdcPool, worker: int, result_key: StarkKey, chain_id: int, stake: int) -> list[Call]:
    """Return the calls that make the account *worker* one of the pool's, with *stake* (10^-18 CIRO) in all.

    What is done already is left out; none are left when all is.
    """
    calls: list[Call] = []
    if not await pool.is_registered(worker):
        latest = await pool.client.get_block_with_tx_hashes(block_number="latest")
        # By the chain's clock: none of the future is taken.
        statement = await asyncio.to_thread(own_statement, result_key, latest.timestamp)
        signature = capability_statement.sign(statement, worker, pool.address, chain_id, result_key.private)
        calls.append(pool.register(_as_bound(statement), signature))
    missing = stake - await pool.stake_of(worker)
    if missing > 0:
        token = CiroToken(await pool.token(), pool.client)
        calls += [token.approve(pool.address, missing), pool.stake(missing)]
    return calls


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
