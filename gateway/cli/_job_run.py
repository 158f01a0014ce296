"""How ``ciro job`` does its work, and says what was in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import typer

from gateway.cli._account import strk
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._job_output import say
from gateway.cli._sponsors import refused

if TYPE_CHECKING:
    from gateway.jobs.quoting import JobDesk, Quote


def run(command: str, desk: JobDesk | None, work: Coroutine[Any, Any, None]) -> None:
    """Run *work*, and end the command in words when something is in the way."""
    from gateway.chain.account import RevertedError
    from gateway.chain.asking import CONTRACT_NOT_FOUND, NO_ENTRY_POINT, NodeError, code_of
    from gateway.chain.networks import NetworkError
    from gateway.chain.snip29 import OutcomeUnknownError, PaymasterError
    from gateway.jobs.content import ContentError
    from gateway.jobs.quoting import TooLittleError
    from gateway.jobs.refusals import explain, meaning_of

    try:
        asyncio.run(_closing(desk, work))
    except RevertedError as error:
        fail(command, FAILED, explain(error))
    except OutcomeUnknownError as error:
        fail(command, FAILED, f"{error}; it may be carried out in the next ten minutes: look before you do it again")
    except PaymasterError as error:
        if meaning := meaning_of(str(error)):
            fail(command, FAILED, meaning)
        refused(command, error, 0 if desk is None else desk.account.address)
    except TooLittleError as error:
        fail(command, FAILED, str(error))
    except (NodeError, NetworkError, ContentError) as error:
        if isinstance(error, NodeError) and code_of(error) in {CONTRACT_NOT_FOUND, NO_ENTRY_POINT}:
            fail(command, USAGE, "--contract: no JobManager is there; `ciro chain status` shows where it is")
        fail(command, ABSENT, str(error))


async def _closing(desk: JobDesk | None, work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    finally:
        if desk is not None:
            await desk.account.close()


def confirm(desk: JobDesk, quote: Quote, what: str, *, ask: bool) -> None:
    """Show what a step costs; ask, unless it is not wanted or the money is none."""
    who, network = desk.account.address, desk.account.network.name
    payer = ", which the sponsor pays" if desk.account.sponsored else ""
    say(f"{what} as {who:#x} on {network}")
    say(f"  escrow {quote.escrow / 10**18:,.2f} of {quote.ciro / 10**18:,.2f} CIRO; fee about {strk(quote.fee)}{payer}")
    if len(quote.calls) > 1:
        say(
            f"  the contract is allowed to take {quote.escrow / 10**18:,.2f} CIRO, and no more, in the same transaction"
        )
    if ask and network != "devnet":
        typer.confirm("Sign and send it?", abort=True, err=True)
