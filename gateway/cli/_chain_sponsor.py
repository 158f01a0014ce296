"""``ciro chain sponsor``: a sponsor's deposit pays for what the gateway's key does."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._account import AccountOptions, address_of, needs_chain, strk
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import Unasked
from gateway.cli._place import Json
from gateway.cli._session_options import GatewayOptions
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from starknet_py.net.client_models import Call

    from gateway.chain.account import ChainAccount
    from gateway.chain.sessions import Scope
    from gateway.chain.sponsorship import Sponsoring, SponsorTerms

COMMAND = "ciro chain sponsor"
_FRI = 10**18


@grouped
def sponsor(
    gateway: GatewayOptions,
    acting: AccountOptions,
    contract: Annotated[
        str | None,
        typer.Option(help='the Paymaster contract, "0x…"; default: the forwarder that --config names'),
    ] = None,
    deposit: Annotated[float, typer.Option(min=0, max=1_000_000, help="STRK that are added to the deposit")] = 0.0,
    calls_per_day: Annotated[
        int, typer.Option(min=1, max=2**31, help="calls of the account a day; the contract takes 100 an hour")
    ] = 2_400,
    fee_per_day: Annotated[float, typer.Option(min=0.001, max=100_000, help="STRK for it a day")] = 50.0,
    fee_per_call: Annotated[float, typer.Option(min=0.001, max=1_000, help="STRK for one submission at most")] = 1.0,
    yes: Unasked = False,
    as_json: Json = False,
) -> None:
    """Pay for a gateway: deposit, register its account, and let through exactly the calls that its key may make.

    --account does what its roles allow: POLICY the allow list and the caps, SPONSOR deposit and allowance; another
    account does the rest. Run again, it adds the deposit and sets the allowance anew.
    Exit codes: 0 the contract sponsors the gateway's calls now; 1 it does not, and the reason; 2 a wrong option,
    configuration or key; 3 no node, or no Paymaster contract there.
    """
    needs_chain(COMMAND)
    from gateway.chain.sponsorship import SponsorTerms

    account, scope = gateway.gateway_account(COMMAND), gateway.scope(COMMAND)
    if account is None or scope is None:
        fail(COMMAND, USAGE, "for which gateway? Give --gateway and --anchor, or a --config whose [chain] has both")
    chain = gateway.chain(COMMAND)
    named = contract or next((one.forwarder for one in (chain.paymasters if chain else []) if one.forwarder), None)
    if named is None:
        fail(COMMAND, USAGE, "name the Paymaster contract with --contract; `ciro chain status` shows it")
    at = address_of(COMMAND, named, "--contract")
    terms = SponsorTerms(round(deposit * _FRI), calls_per_day, round(fee_per_day * _FRI), round(fee_per_call * _FRI))
    document = _run(_sponsor(gateway.acting(COMMAND, acting), at, account, scope, terms, ask=not yes))
    if as_json:
        typer.echo(json.dumps(document))
    elif not document["refusal"]:
        typer.echo(f"{at:#x} pays for the calls of {account:#x}")
    if document["refusal"]:
        fail(COMMAND, FAILED, f"the Paymaster does not sponsor it yet: {document['refusal']}")


async def _sponsor(
    acting: AccountOptions, contract: int, account: int, scope: Scope, terms: SponsorTerms, *, ask: bool
) -> dict[str, Any]:
    from gateway.chain.sessions import check_contracts
    from gateway.chain.sponsorship import Sponsoring

    me = await acting.actor(COMMAND)
    await check_contracts(me.client, scope, account)
    paymaster = Sponsoring(me.client, contract)
    sent = None
    calls = await _calls(paymaster, me, account, scope, terms)
    if calls:
        typer.echo(f"this costs {me.address:#x} about {strk(await me.price(calls))}, beside the deposit", err=True)
        if ask and me.network.name != "devnet":
            typer.confirm("Sponsor it?", abort=True, err=True)
        sent = f"{(await me.send(calls)).transaction_hash:#x}"
    refusal = await paymaster.refusal(account, scope.permissions, terms)
    return {"contract": f"{contract:#x}", "account": f"{account:#x}", "transaction": sent, "refusal": refusal}


async def _calls(
    paymaster: Sponsoring, me: ChainAccount, account: int, scope: Scope, terms: SponsorTerms
) -> list[Call]:
    """Return what this account can do of it; say what is done, and what another one has to do."""
    calls: list[Call] = []
    holds = {role: await paymaster.has_role(role, me.address) for role in ("POLICY", "SPONSOR")}
    policy = await paymaster.policy(scope.permissions, terms)
    if holds["POLICY"]:
        calls += policy
        for contract, name, at in scope.entry_points if policy else ():
            typer.echo(f"lets through {name} of {contract} {at:#x}", err=True)
    elif policy:
        typer.echo(f"{me.address:#x} has not the role POLICY: who has it allows the calls, by this command", err=True)
    if holds["SPONSOR"]:
        calls += paymaster.sponsoring(account, terms)
        typer.echo(
            f"pays for {account:#x}: {terms.calls_per_day:,} calls and {strk(terms.fee_per_day)} a day; "
            f"deposits {strk(terms.deposit)}",
            err=True,
        )
    else:
        typer.echo(f"{me.address:#x} has not the role SPONSOR: who has it pays, by this command", err=True)
    return calls


def _run(work: Any) -> dict[str, Any]:
    from gateway.chain.account import RevertedError
    from gateway.chain.asking import NodeError
    from gateway.chain.keys import StarkKeyError
    from gateway.chain.networks import NetworkError
    from gateway.chain.sessions import TooWideError
    from gateway.chain.sponsorship import NoPaymasterContractError

    try:
        found: dict[str, Any] = asyncio.run(work)
    except (RevertedError, TooWideError) as error:
        fail(COMMAND, FAILED, str(error))
    except StarkKeyError as error:
        fail(COMMAND, USAGE, str(error))
    except (NodeError, NetworkError, NoPaymasterContractError) as error:
        fail(COMMAND, ABSENT, str(error))
    return found
