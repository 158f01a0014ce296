"""``ciro zk verify --on-chain`` and ``ciro zk register --on-chain``: a contract verifies, and what that cost."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._account import AccountOptions, needs_chain, strk
from gateway.cli._ending import ABSENT, FAILED, USAGE
from gateway.cli._zk_shared import fail, read_bounded

if TYPE_CHECKING:
    from gateway.chain.proof_submission import Verification
    from zkml import Registration

__all__ = ["Proofs", "print_on_chain", "print_registered", "registered_on_chain", "verify_on_chain"]

Proofs = Annotated[
    str | None,
    typer.Option("--contract", envvar="CIRO_PROOFS", help='on chain: address of ProofVerifier, "0x…"'),
]


def verify_on_chain(
    path: Path, registration: Registration, contract: str, acting: AccountOptions, repeat: int
) -> dict[str, Any]:
    """Have a bundle's proof verified by the network *repeat* times; return what is shown of it."""
    needs_chain("ciro zk")
    return _asked(_verify(path, registration, _address(contract), acting, repeat))


def registered_on_chain(registration: Registration, contract: str, acting: AccountOptions) -> dict[str, Any]:
    """Have a registration verified by the network, unless it has been; return what is shown of it."""
    needs_chain("ciro zk")
    return _asked(_register(registration, _address(contract), acting))


def _address(contract: str) -> int:
    try:
        return int(contract, 16)
    except ValueError:
        fail(USAGE, f'--contract {contract}: write an address as "0x…"')


def _asked(asking: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Ask the network; end the command where it refuses, or does not answer."""
    from gateway.chain.account import RevertedError
    from gateway.chain.asking import NodeError
    from gateway.chain.keys import StarkKeyError
    from gateway.chain.model_registration import ModelRefusedError
    from gateway.chain.networks import NetworkError
    from gateway.chain.proof_submission import ProofRefusedError

    try:
        return asyncio.run(asking)
    except RevertedError as error:
        fail(FAILED, f"the contract refuses the proof: {error.reason}")
    except (ModelRefusedError, ProofRefusedError, TimeoutError) as error:
        fail(FAILED, str(error))
    except (NetworkError, NodeError, StarkKeyError) as error:
        fail(ABSENT, str(error))


async def _verify(
    path: Path, registration: Registration, contract: int, acting: AccountOptions, repeat: int
) -> dict[str, Any]:
    from gateway.chain.proof_submission import ProofSubmitter
    from zkml.bundle import decode_bundle

    account = await acting.actor("ciro zk")
    submitter, found = ProofSubmitter(account, contract), decode_bundle(read_bounded(path))
    await submitter.prepare(registration, found.statement)
    done = [await submitter.submit(found.statement, found.proof) for _ in range(repeat)]
    read_back = await submitter.read_back(done[-1].transaction, registration)
    digest = await submitter.statement_digest(read_back)
    return _document(done) | {
        "statement_digest": hex(digest),
        "recorded": await submitter.is_recorded(digest),
        "calldata_verified": read_back == found.statement,
    }


async def _register(registration: Registration, contract: int, acting: AccountOptions) -> dict[str, Any]:
    from gateway.chain.model_registration import register_on_chain
    from gateway.chain.proof_submission import ProofSubmitter

    account = await acting.actor("ciro zk")
    verifier = await ProofSubmitter(account, contract).verifier()
    done = await register_on_chain(account, verifier, registration)
    document: dict[str, Any] = {"registry": hex(await verifier.registry()), "transaction": None}
    if done is None:
        return document
    return document | {
        "transaction": hex(done.transaction),
        "l2_gas": done.l2_gas,
        "calldata_felts": done.calldata_felts,
        "fee_fri": str(done.fee_fri),
    }


def _document(done: list[Verification]) -> dict[str, Any]:
    last, seconds = done[-1], sorted(one.seconds for one in done)
    return {
        "transaction": hex(last.transaction),
        "block": last.block,
        "l2_gas": last.l2_gas,
        "calldata_felts": last.calldata_felts,
        "fee_fri": str(last.fee_fri),
        "times": len(done),
        "seconds": {
            "p50": round(_quantile(seconds, 0.5), 3),
            "p95": round(_quantile(seconds, 0.95), 3),
            "most": round(seconds[-1], 3),
        },
    }


def _quantile(ascending: list[float], share: float) -> float:
    """Return the smallest value that so large a share does not exceed."""
    return ascending[max(0, -int(-share * len(ascending) // 1) - 1)]


def print_registered(document: dict[str, Any]) -> None:
    """Say what the network said of a registration, and what it cost."""
    if document["transaction"] is None:
        typer.echo(f"on chain  {document['registry']} has verified it before")
        return
    typer.echo(f"on chain  verified by {document['registry']} in transaction {document['transaction']}")
    _print_cost(document)


def _print_cost(document: dict[str, Any]) -> None:
    typer.echo(
        f"cost      {document['l2_gas']:,} L2 gas, {document['calldata_felts']:,} felts of calldata, "
        f"{strk(int(document['fee_fri']))}"
    )


def print_on_chain(document: dict[str, Any]) -> None:
    """Say what the network said, and what it cost."""
    seconds = document["seconds"]
    typer.echo(f"on chain  verified by transaction {document['transaction']} in block {document['block']}")
    _print_cost(document)
    spread = "" if document["times"] == 1 else f" (p50 of {document['times']}; p95 {seconds['p95']} s)"
    typer.echo(f"time      {seconds['p50']} s from submission to verified{spread}")
    typer.echo(f"recorded  {'yes' if document['recorded'] else 'no'}, as {document['statement_digest']}")
    held = "is the proof that was sent, and holds" if document["calldata_verified"] else "is ANOTHER statement's proof"
    typer.echo(f"read back the transaction's calldata {held}")
