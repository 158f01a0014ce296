"""``ciro chain session``: the account's owner grants the gateway's key what it needs, and nothing else."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from gateway.cli._account import NodeOptions, address_of, needs_chain, strk
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Json
from gateway.cli._session_options import OwnerOptions, SessionOptions
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from starknet_py.net.client_models import Call
    from starknet_py.net.full_node_client import FullNodeClient

    from gateway.chain.account import ChainAccount
    from gateway.chain.device_account import AccountPlan, SessionTerms
    from gateway.chain.keys import StarkKey
    from gateway.chain.sessions import Scope, SessionState

app = typer.Typer(no_args_is_help=True, help="What the gateway's own key may do on the chain: grant, show, revoke.")

_FRI = 10**18
_DAY_S = 86_400
T = TypeVar("T")


@app.command()
@grouped
def grant(
    options: OwnerOptions,
    days: Annotated[float, typer.Option(help="it ends after so many days, at most 90")] = 30,
    calls: Annotated[int | None, typer.Option(help="so many calls altogether; default: 100 an hour")] = None,
    max_fee: Annotated[
        float | None,
        typer.Option(
            help="STRK that one transaction of its own may bid; 0: only a sponsor pays; default: with mode direct its "
            "most_fee_strk, else 0"
        ),
    ] = None,
    deploy: Annotated[bool, typer.Option("--deploy", help="put the account there if it is not")] = False,
    guardian: Annotated[
        str | None, typer.Option(help='with --deploy: an account that may stop and recover it, "0x…"')
    ] = None,
    salt: Annotated[int, typer.Option(min=0, max=2**250, help="with --deploy: another number, another account")] = 0,
    fund: Annotated[
        float, typer.Option(min=0, max=10_000, help="STRK that the account is given, so that it can pay for itself")
    ] = 0.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say what would be granted; sign nothing")] = False,
    as_json: Json = False,
) -> None:
    """Grant the gateway's key exactly the calls that settling takes; with --proofs also proving, with --pool reporting.

    What it will be able to do is shown first. The owner signs; --account sends it and pays, so that the gateway's
    account needs nothing (on devnet the first account does). A session that the key had ends. Without --config the
    section [chain] for it is printed. Run it again before the session's end.
    Exit codes: 0 granted; 1 refused, too wide, or not this owner's account; 2 a wrong option, configuration or key;
    3 no node, or no account there.
    """
    command = "ciro chain session grant"
    needs_chain(command)
    chain, owner, scope = options.chain(command), options.owner(command), options.scope(command)
    if scope is None:
        fail(command, USAGE, "where does it settle? Give --anchor, or a --config whose [chain] has it")
    if max_fee is None:
        max_fee = chain.most_fee_strk if chain is not None and chain.mode == "direct" else 0.0
    plan = _plan(command, owner, guardian, salt)
    order = _Order(
        owner,
        options.gateway_account(command) or plan.address,
        plan if deploy else None,
        options.key(command),
        scope,
        round(days * _DAY_S),
        calls,
        round(max_fee * _FRI),
        round(fund * _FRI),
    )
    if deploy and order.account != plan.address:
        told = f"this owner, guardian and salt give the account {plan.address:#x}"
        fail(command, USAGE, f"{told}, and {order.account:#x} is named; is the guardian right?")
    terms, transaction = _run(command, _grant(command, options, order, dry_run=dry_run))
    if as_json:
        typer.echo(json.dumps(_document(order, terms) | {"transaction": transaction}))
    elif options.config is None and not dry_run:
        typer.echo(_section(options, order))


@app.command()
@grouped
def show(options: SessionOptions, node: NodeOptions, as_json: Json = False) -> None:
    """Show what the gateway's key may still do, and whether that is all that the configuration needs. No key is asked.

    Exit codes: 0 it is live and covers it; 1 it does not; 2 a wrong option or configuration; 3 no node, or no account.
    """
    command = "ciro chain session show"
    needs_chain(command)
    account, key, scope = options.gateway_account(command), options.key(command), options.scope(command)
    if account is None:
        fail(command, USAGE, "which account? Give --gateway, or a --config whose [chain] has it")
    found = _run(command, _read(command, options.acting(command, node), account, key, scope))
    document = _status_document(account, key, found)
    if as_json:
        typer.echo(json.dumps(document))
    else:
        _say_status(account, key, found, scope)
    if not found.covers:
        raise typer.Exit(FAILED)


@app.command()
@grouped
def revoke(
    options: OwnerOptions,
    every: Annotated[bool, typer.Option("--all", help="every session of the account, whichever key has it")] = False,
    as_json: Json = False,
) -> None:
    """End the session of the gateway's key at once, or with --all every session. The owner signs; --account pays.

    Exit codes: 0 ended; 1 there was none, or not this owner's account; 2 a wrong option, configuration or key; 3 no
    node, or no account there.
    """
    command = "ciro chain session revoke"
    needs_chain(command)
    account, owner = options.gateway_account(command), options.owner(command)
    if account is None:
        fail(command, USAGE, "which account? Give --gateway, or a --config whose [chain] has it")
    key = None if every else options.key(command)
    transaction = _run(command, _revoke(command, options, account, owner, key))
    ended = "every session" if key is None else f"the session of {key:#x}"
    if as_json:
        typer.echo(json.dumps({"account": f"{account:#x}", "ended": ended, "transaction": transaction}))
    else:
        typer.echo(f"{ended} of {account:#x} has ended, in transaction {transaction}")


# -- what is granted ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be granted.

    Attributes:
        owner: signs.
        account: whose session it is.
        plan: of the account, when it may be put there.
        key: the session's, public.
        scope: what it is for.
        life: seconds from the chain's time on.
        calls: so many altogether; None: as many as a sponsor takes.
        max_fee: that one transaction of its own may bid, in fri.
        funds: that the account is given, in fri.

    """

    owner: StarkKey
    account: int
    plan: AccountPlan | None
    key: int
    scope: Scope
    life: int
    calls: int | None
    max_fee: int
    funds: int

    def terms(self, now: int) -> SessionTerms:
        """Return the grant that is made *now*, in Unix seconds."""
        from gateway.chain.device_account import SessionTerms
        from gateway.chain.sessions import CALLS_AN_HOUR

        calls = self.calls if self.calls is not None else max(1, self.life // 3600 * CALLS_AN_HOUR)
        return SessionTerms(self.key, now + self.life, calls, self.max_fee, self.scope.permissions)


def _document(order: _Order, terms: SessionTerms) -> dict[str, Any]:
    """Return what is granted, as JSON values."""
    return {
        "account": f"{order.account:#x}",
        "session_key": f"{terms.key:#x}",
        "expires": _moment(terms.expires_at),
        "calls": terms.calls,
        "max_fee_fri": terms.max_fee,
        "may_call": [f"{name} of {contract} {at:#x}" for contract, name, at in order.scope.entry_points],
        "deposits_ciro": order.scope.deposits // _FRI,
    }


def _say(order: _Order, terms: SessionTerms) -> None:
    """Print for people what is granted, before anything is signed."""
    lines = [
        f"the key {terms.key:#x}\nof account {order.account:#x} will be able to call, and nothing else:",
        *(f"  {name:<18} of {contract} {at:#x}" for contract, name, at in order.scope.entry_points),
        f"until {_moment(terms.expires_at)}, {terms.calls:,} calls altogether",
        "its transactions are paid by a sponsor; it can spend nothing of the account's"
        if not terms.max_fee
        else f"one transaction of its own may cost {strk(terms.max_fee)}: all of them together at most "
        f"{terms.calls * terms.max_fee / _FRI:,.0f} STRK, and no more than the account holds",
    ]
    if order.scope.challenges:
        lines.append(
            f"the pool may take {order.scope.deposits / _FRI:,.0f} CIRO of the account as deposits of challenges"
        )
    for line in lines:
        typer.echo(line, err=True)


def _plan(command: str, owner: StarkKey, guardian: str | None, salt: int) -> AccountPlan:
    from gateway.chain.device_account import DEVICE_ACCOUNT_CLASS, AccountPlan

    named = 0 if guardian is None else address_of(command, guardian, "--guardian")
    return AccountPlan(DEVICE_ACCOUNT_CLASS, owner.public, named, salt)


async def _grant(
    command: str, options: OwnerOptions, order: _Order, *, dry_run: bool
) -> tuple[SessionTerms, str | None]:
    """Look, say what will be granted, grant it; return that, and the transaction's hash."""
    from gateway.chain.asking import CONTRACT_NOT_FOUND, ask_unless
    from gateway.chain.bindings import CiroToken
    from gateway.chain.device_account import granting
    from gateway.chain.networks import STRK
    from gateway.chain.sessions import check_contracts, check_owner, check_terms

    payer = await options.payer(command, order.account, order.owner)
    client, now = payer.client, await _chain_time(payer)
    terms = order.terms(now)
    check_terms(terms, order.account, order.owner.public, now)
    before: list[Call] = []
    there = await ask_unless(client.url, client.get_class_hash_at(order.account), CONTRACT_NOT_FOUND)
    if there is None and order.plan is not None:
        if payer.address == order.account:
            fail(command, USAGE, "an account can't pay for its own deployment: name who does with --account")
        before.append(order.plan.deployment())
        typer.echo(f"account {order.account:#x} will be deployed", err=True)
    else:
        await check_owner(client, order.account, order.owner.public)
    await check_contracts(client, order.scope, order.account)
    _say(order, terms)
    if order.funds:
        before.append(CiroToken(STRK, client).transfer(order.account, order.funds))  # STRK is an ERC-20 as well
        typer.echo(f"the account is given {strk(order.funds)}", err=True)
    calls = [granting(client, order.account, terms), *await _approving(client, order)]
    return terms, await _send(options, payer, order.account, order.owner, calls, before, dry_run=dry_run)


async def _approving(client: FullNodeClient, order: _Order) -> list[Call]:
    """Return what the owner approves for the pool, where that is not approved already."""
    from gateway.chain.asking import ask
    from gateway.chain.bindings import CiroToken
    from gateway.chain.sessions import token_of

    pool = order.scope.pool
    if pool is None:
        return []
    token = CiroToken(await token_of(client, pool), client)
    approved = await ask(client.url, token.allowance(order.account, pool))
    return [] if approved == order.scope.deposits else [token.approve(pool, order.scope.deposits)]


async def _revoke(command: str, options: OwnerOptions, account: int, owner: StarkKey, key: int | None) -> str | None:
    from gateway.chain.bindings import DeviceAccount
    from gateway.chain.sessions import check_owner

    payer = await options.payer(command, account, owner)
    await check_owner(payer.client, account, owner.public)
    there = DeviceAccount(account, payer.client)
    call = there.revoke_all_sessions() if key is None else there.revoke_session(key)
    return await _send(options, payer, account, owner, [call], [])


async def _send(
    options: OwnerOptions,
    payer: ChainAccount,
    account: int,
    owner: StarkKey,
    calls: list[Call],
    before: list[Call],
    *,
    dry_run: bool = False,
) -> str | None:
    """Have *account* make *calls* as its owner, after what *payer* does *before*; return the transaction's hash."""
    from gateway.chain.device_account import signed_by_owner

    network = payer.network
    if payer.address != account:
        chain_id, now = network.chain_id, max(await _chain_time(payer), int(time.time()))
        calls = [signed_by_owner(payer.client, account, owner, calls, chain_id=chain_id, now=now)]
    calls = [*before, *calls]
    typer.echo(f"this costs {payer.address:#x} about {strk(await payer.price(calls))}", err=True)
    if dry_run:
        return None
    if not options.yes and network.name != "devnet":
        typer.confirm("Sign and send?", abort=True, err=True)
    return f"{(await payer.send(calls)).transaction_hash:#x}"


async def _chain_time(payer: ChainAccount) -> int:
    """Return the time of the last block, in Unix seconds: by the chain's clock a session ends."""
    return int((await payer.client.get_block(block_number="latest")).timestamp)


# -- how it stands -----------------------------------------------------------------------------------------------------


async def _read(command: str, node: NodeOptions, account: int, key: int, scope: Scope | None) -> SessionState:
    from gateway.chain.deployment.connection import connect
    from gateway.chain.sessions import read_session

    network, url = node.node(command)
    return await read_session(await connect(url, network), account, key, scope)


def _status_document(account: int, key: int, found: SessionState) -> dict[str, Any]:
    status = found.status
    return {
        "account": f"{account:#x}",
        "session_key": f"{key:#x}",
        "granted": status.grant != 0,
        "live": status.live,
        "frozen": found.frozen,
        "expires": _moment(status.expires_at) if status.grant else None,
        "calls_left": status.calls_left,
        "max_fee_fri": status.max_fee,
        "missing": list(found.missing),
        "deposits_ciro": None if found.stakes is None else found.stakes.approved / _FRI,
    }


def _say_status(account: int, key: int, found: SessionState, scope: Scope | None) -> None:
    from gateway.chain.bindings.constants import REGISTRY_DEPOSIT

    status = found.status
    typer.echo(f"key {key:#x} of account {account:#x}")
    if not status.grant:
        typer.echo("has no session: the account's owner grants one, with `ciro chain session grant`")
        return
    why = "frozen" if found.frozen else "expired, or its calls are used up"
    typer.echo("is live" if status.live else f"is NOT live: {why}")
    typer.echo(f"ends {_moment(status.expires_at)}; {status.calls_left:,} calls are left")
    typer.echo(
        f"may bid {strk(status.max_fee)} for a transaction of its own" if status.max_fee else "is sponsored only"
    )
    for contract, name, at in () if scope is None else scope.entry_points:
        said = f"{name} of {contract} {at:#x}"
        typer.echo(f"{'MAY NOT' if said in found.missing else 'may':<8} call {said}")
    if found.stakes is not None:
        approved, held = found.stakes.approved / _FRI, found.stakes.held / _FRI
        short = found.stakes.approved < REGISTRY_DEPOSIT
        lead = "MAY NOT  have 1,000" if short else f"may      have {approved:,.6g}"
        typer.echo(f"{lead} CIRO deposited for challenges; the account has {held:,.6g} CIRO")


def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# -- how it ends -------------------------------------------------------------------------------------------------------


def _run(command: str, work: Coroutine[Any, Any, T]) -> T:
    from gateway.chain.account import RevertedError
    from gateway.chain.asking import NodeError
    from gateway.chain.keys import StarkKeyError
    from gateway.chain.networks import NetworkError
    from gateway.chain.sessions import NoAccountError, OtherOwnerError, TooWideError

    try:
        return asyncio.run(work)
    except (TooWideError, OtherOwnerError, RevertedError) as error:
        fail(command, FAILED, str(error))
    except StarkKeyError as error:
        fail(command, USAGE, str(error))
    except NoAccountError as error:
        more = "; `grant --deploy` puts it there, as does `ciro device deploy`" if error.empty else ""
        fail(command, ABSENT, f"{error}{more}")
    except (NodeError, NetworkError) as error:
        fail(command, ABSENT, str(error))


def _section(options: OwnerOptions, order: _Order) -> str:
    """Return the configuration's section for this grant."""
    from gateway.chain.deployment.connection import DEVNET_ADDRESS

    direct = order.max_fee > 0
    key = options.session_key if options.session_key and not options.session_key.startswith("0x") else "FILE"
    lines = [
        "[chain]",
        f'mode = "{"direct" if direct else "sponsored"}"',
        f'network = "{options.network}"',
        f'rpc = "{options.rpc or DEVNET_ADDRESS}"',
        f'anchor = "{order.scope.anchor:#x}"',
        f'account = "{order.account:#x}"',
        f"key_file = {json.dumps(str(Path(key).absolute()) if key != 'FILE' else key)}",
    ]
    if direct:
        lines.append(f"most_fee_strk = {order.max_fee / _FRI}")
    if order.scope.pool is not None:
        lines.append(f'pool = "{order.scope.pool:#x}"')
        lines += ["challenges = true"] if order.scope.challenges else []
    if order.scope.proofs is not None:
        lines += ['proofs = "sample"', "", "[chain.proving]", f'contract = "{order.scope.proofs:#x}"']
    if not direct:
        lines += ["", "[[chain.paymasters]]", 'url = "https://PAYMASTER"', 'api_key_file = "paymaster-key"']
    return "\n".join(lines)
