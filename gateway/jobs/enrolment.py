"""Becoming a worker of the network: the measured machine is declared, signed by the result key, and CIRO is staked.

Later it is measured again, and declared anew where it is not what the pool says of it: jobs are matched by that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from starknet_py.net.client_models import Call

from edge_worker import capability_statement
from edge_worker.capabilities import Machine, detect, statement_of
from edge_worker.capabilities.resources import FRAMEWORKS
from edge_worker.capability_statement import CapabilityStatement
from gateway.chain.bindings import CdcPool, CiroToken
from gateway.chain.bindings import shared as chain
from gateway.chain.keys import StarkKey

__all__ = ["Enrolment", "differences", "enrolment", "own_statement"]

_LOOSE = {"storage", "bandwidth"}
_TOLERANCE = 0.1
"""What is free or measured moves by itself: so large a share is no other machine."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What is to be done.

    Attributes:
        calls: none when all is done already.
        why: the machine is declared, or declared anew; empty when what the pool says of it still holds.

    """

    calls: tuple[Call, ...]
    why: tuple[str, ...]


def own_statement(result_key: StarkKey, valid_from: int) -> CapabilityStatement:
    """Return what this machine was measured to have; takes a second or two."""
    return statement_of(detect(Machine()), result_key.public, valid_from)


async def enrolment(pool: CdcPool, worker: int, result_key: StarkKey, chain_id: int, stake: int) -> Enrolment:
    """Return the calls that make the account *worker* one of the pool's, with *stake* (10^-18 CIRO) in all."""
    latest = await pool.client.get_block_with_tx_hashes(block_number="latest")
    # By the chain's clock: none of the future is taken.
    statement = await asyncio.to_thread(own_statement, result_key, latest.timestamp)
    signature = capability_statement.sign(statement, worker, pool.address, chain_id, result_key.private)
    calls: list[Call] = []
    if not await pool.is_registered(worker):
        why = ["the machine is declared"]
        calls.append(pool.register(_as_bound(statement), signature))
    elif why := await _changes(pool, worker, statement):
        calls.append(pool.update_capabilities(_as_bound(statement), signature))
    missing = stake - await pool.stake_of(worker)
    if missing > 0:
        token = CiroToken(await pool.token(), pool.client)
        calls += [token.approve(pool.address, missing), pool.stake(missing)]
    return Enrolment(tuple(calls), tuple(why))


async def _changes(pool: CdcPool, worker: int, statement: CapabilityStatement) -> list[str]:
    declared = await pool.capabilities(worker)
    versions = {name: await pool.framework_version(worker, _felt(name)) for name in FRAMEWORKS}
    return list(differences(declared, versions, statement))


def differences(
    declared: chain.Capabilities, versions: dict[str, int], statement: CapabilityStatement
) -> Iterator[str]:
    """Yield in words where what is declared is not as *statement* says.

    Args:
        declared: what the pool has.
        versions: the versions that it has of frameworks, 0 for none, by name.
        statement: of the machine as it is.

    """
    bound = _as_bound(statement)
    if declared.result_key != bound.result_key:
        yield f"result key {declared.result_key:#x}, now {bound.result_key:#x}"
    for name in ("gpu_model", "cpu_model"):
        before, now = getattr(declared, name), getattr(bound, name)
        if before != now:
            yield f"{name} {_text(before) or 'none'}, now {_text(now) or 'none'}"
    for field in fields(chain.Resources):
        before, now = getattr(declared.resources, field.name), getattr(bound.resources, field.name)
        allowed = _TOLERANCE * before if field.name in _LOOSE else 0
        if abs(before - now) > allowed:
            yield f"{field.name} {before}, now {now}"
    present = {framework.name: framework.version for framework in statement.frameworks}
    for name in sorted({*versions, *present}):
        before, now = versions.get(name, 0), present.get(name, 0)
        if before != now:
            yield f"{name} {_version(before)}, now {_version(now)}"


def _felt(text: str) -> int:
    return int.from_bytes(text.encode(), "big")


def _text(felt: int) -> str:
    return felt.to_bytes(31, "big").lstrip(b"\0").decode("ascii", "replace")


def _version(encoded: int) -> str:
    return ".".join(map(str, (encoded // 10**6, encoded // 1000 % 1000, encoded % 1000))) if encoded else "none"


def _as_bound(statement: CapabilityStatement) -> chain.CapabilityStatement:
    """Return the statement as the contract's client takes it."""
    return chain.CapabilityStatement(
        result_key=statement.result_key,
        valid_from=statement.valid_from,
        resources=chain.Resources(**asdict(statement.resources) | {"flags": int(statement.resources.flags)}),
        gpu_model=_felt(statement.gpu_model),
        cpu_model=_felt(statement.cpu_model),
        frameworks=[chain.Framework(_felt(one.name), one.version) for one in statement.frameworks],
    )
