"""``ciro device deploy``: the account of a device, put on the chain without anybody at the plant paying for it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli import _sponsors
from gateway.cli._account import Credential, Keystore, needs_chain, password, strk
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Config, Json

if TYPE_CHECKING:
    from starknet_py.net.client_models import Call

    from gateway.chain.device_account import AccountPlan
    from gateway.chain.device_deployment import Deployed
    from gateway.chain.keys import StarkKey
    from gateway.chain.networks import Network
    from gateway.config import Configuration, PaymasterSettings, SignerSettings

COMMAND = "ciro device deploy"


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be done.

    Attributes:
        device: its address at the broker; empty: it is not said.
        key: the owner's; None: nothing is to be signed.
        rpc: of a node; empty: nothing is sent.

    """

    device: str
    plan: AccountPlan
    key: StarkKey | None
    calls: Sequence[Call]
    network: Network
    rpc: str
    paymasters: Sequence[PaymasterSettings]


def deploy(
    device: Annotated[
        str, typer.Argument(metavar="[SITE/AREA/LINE/DEVICE]", help="the device, whose key --config may have")
    ] = "",
    public_key: Annotated[
        str | None, typer.Option(help='the owner\'s public key, "0x…", as the device says it')
    ] = None,
    credential: Credential = None,
    keystore: Keystore = None,
    guardian: Annotated[
        str | None, typer.Option(help='an account that may stop and recover this one, "0x…"; default: none')
    ] = None,
    salt: Annotated[
        int, typer.Option(min=0, max=2**250, help="another number gives another account of the same key")
    ] = 0,
    account: Annotated[
        str | None, typer.Option("--account", help='the address that is expected, "0x…"; another one is refused')
    ] = None,
    call: Annotated[
        list[str] | None,
        typer.Option(help='"CONTRACT ENTRY_POINT [NUMBER …]": called in the same transaction; needs the owner\'s key'),
    ] = None,
    paymaster: _sponsors.PaymasterUrl = None,
    api_key_file: _sponsors.ApiKeyFile = None,
    forwarder: _sponsors.Forwarder = None,
    config: Config = None,
    network: Annotated[
        str | None, typer.Option("--network", help="devnet, sepolia or mainnet; default: that of --config")
    ] = None,
    rpc: Annotated[str | None, typer.Option("--rpc", help="address of a node; default: that of --config")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="say the address; ask nobody, send nothing")] = False,
    as_json: Json = False,
) -> None:
    """Deploy a device's account; a paymaster pays, the account needs no balance, and without --call no private key.

    One that is there already is left alone. Exit codes: 0 it is there; 1 refused, undone, or not as it should be; 2 a
    wrong option, configuration or key; 3 no node, or no paymaster.
    """
    needs_chain(COMMAND)
    known = _configured(config)
    entry = None if known is None else known.signatures.signer.get(device)
    owner = _key(credential, keystore)
    order = _Order(
        device,
        _plan(_public(public_key, owner, entry, device), guardian, salt, account or (entry.account if entry else None)),
        owner if call else None,
        _calls(call or [], owner),
        _network(network, known),
        rpc or (known and known.chain.rpc) or "",
        _sponsors.named(COMMAND, paymaster, api_key_file, forwarder) or (known.chain.paymasters if known else ()),
    )
    if dry_run:
        _say(order, None, as_json=as_json)
        return
    if not order.rpc:
        fail(COMMAND, USAGE, "name a node with --rpc URL, or a --config whose [chain] has one")
    if not order.paymasters:
        fail(COMMAND, USAGE, "name who pays with --paymaster URL, or a --config that has [[chain.paymasters]]")
    _say(order, _run(order), as_json=as_json)


def _run(order: _Order) -> Deployed:
    from gateway.chain.account import RevertedError
    from gateway.chain.asking import NodeError
    from gateway.chain.device_deployment import AccountThereError
    from gateway.chain.networks import NetworkError
    from gateway.chain.snip29 import PaymasterError

    try:
        return asyncio.run(_deploy(order))
    except (AccountThereError, RevertedError) as error:
        fail(COMMAND, FAILED, str(error))
    except PaymasterError as error:
        _sponsors.refused(COMMAND, error, order.plan.address)
    except (NodeError, NetworkError) as error:
        fail(COMMAND, ABSENT, str(error))


async def _deploy(order: _Order) -> Deployed:
    from gateway.chain.deployment.connection import connect
    from gateway.chain.device_deployment import deploy_account
    from gateway.chain.signer import KeySigner
    from gateway.chain.sponsored import SponsoredAccount

    chain_id = order.network.chain_id
    signer = None if order.key is None else KeySigner(order.key, chain_id)
    payers = _sponsors.paymasters(COMMAND, order.paymasters, chain_id)
    try:
        client = await connect(order.rpc, order.network)
        account = SponsoredAccount(client, order.network, order.plan.address, signer, payers)
        return await deploy_account(order.plan, account, order.calls)
    finally:
        await payers.close()


def _say(order: _Order, done: Deployed | None, *, as_json: bool) -> None:
    plan = order.plan
    document: dict[str, object] = {
        "account": f"{plan.address:#x}",
        "public_key": f"{plan.owner:#x}",
        "guardian": f"{plan.guardian:#x}" if plan.guardian else None,
        "class_hash": f"{plan.class_hash:#x}",
        "salt": plan.salt,
        "network": order.network.name,
    }
    if done is not None:
        document |= {
            "there_already": done.transaction is None,
            "transaction": None if done.transaction is None else f"{done.transaction:#x}",
            "sponsor_fee_fri": done.fee,
            "account_paid_fri": done.account_paid,
            "account_balance_fri": done.balance,
            "account_nonce": done.nonce,
        }
    if as_json:
        typer.echo(json.dumps(document))
        return
    typer.echo(f"account {plan.address:#x}")
    if done is not None and done.transaction is None:
        typer.echo("is deployed already, with this key and guardian; nothing was sent")
    elif done is not None:
        typer.echo(f"deployed in transaction {done.transaction:#x}")
        typer.echo(f"the sponsor's relayer paid {strk(done.fee)}; the account {strk(done.account_paid)}")
    typer.echo(
        "What it signs is checked after this is in the gateway's configuration, and the gateway started again:\n"
    )
    typer.echo(f'[signatures.signer."{order.device or "SITE/AREA/LINE/DEVICE"}"]')
    typer.echo(f'public_key = "{plan.owner:#x}"\naccount = "{plan.address:#x}"')


def _configured(path: Path | None) -> Configuration | None:
    from gateway.config import ConfigurationError, load

    try:
        return None if path is None else load(path)
    except ConfigurationError as error:
        fail(COMMAND, USAGE, str(error))


def _network(name: str | None, known: Configuration | None) -> Network:
    from gateway.chain.networks import NetworkError, network_named

    try:
        return network_named(name or (known.chain.network if known else "devnet"))
    except NetworkError as error:
        fail(COMMAND, USAGE, str(error))


def _key(credential: Path | None, keystore: Path | None) -> StarkKey | None:
    from gateway.chain.keys import StarkKeyError, read_credential, read_keystore

    if credential is not None and keystore is not None:
        fail(COMMAND, USAGE, "the owner's key is in --credential or in --keystore, not in both")
    try:
        if keystore is not None:
            return read_keystore(keystore, password(keystore))
        return None if credential is None else read_credential(credential)
    except StarkKeyError as error:
        fail(COMMAND, USAGE, str(error))


def _public(given: str | None, key: StarkKey | None, entry: SignerSettings | None, device: str) -> int:
    """Return the owner's public key: whoever names it, all must name the same."""
    from gateway.stark_curve import is_public_key

    named = {}
    if given is not None:
        named["--public-key"] = _number(given, "--public-key")
    if key is not None:
        named["the private key"] = key.public
    if entry is not None:
        named[f'[signatures.signer."{device}"]'] = int(entry.public_key, 16)
    if not named:
        fail(
            COMMAND, USAGE, "whose account? Give --public-key, --credential, --keystore, or a device that --config has"
        )
    if len(set(named.values())) > 1:
        told = ", ".join(f"{value:#x} by {where}" for where, value in named.items())
        fail(COMMAND, USAGE, f"several owners are named: {told}")
    owner = next(iter(named.values()))
    if not is_public_key(owner):
        fail(COMMAND, USAGE, f"{owner:#x} is no public key of the Stark curve; was it copied whole?")
    return owner


def _plan(owner: int, guardian: str | None, salt: int, expected: str | None) -> AccountPlan:
    from gateway.chain.device_account import DEVICE_ACCOUNT_CLASS, AccountPlan

    plan = AccountPlan(DEVICE_ACCOUNT_CLASS, owner, 0 if guardian is None else _number(guardian, "--guardian"), salt)
    if expected is not None and _number(expected, "--account") != plan.address:
        given = f"key, guardian and salt give the account {plan.address:#x}"
        fail(COMMAND, USAGE, f"{given}, and {expected} is expected; is the guardian right?")
    return plan


def _calls(texts: Sequence[str], key: StarkKey | None) -> list[Call]:
    from starknet_py.hash.selector import get_selector_from_name
    from starknet_py.net.client_models import Call

    if texts and key is None:
        fail(COMMAND, USAGE, "--call is signed by the owner: give its key with --credential or --keystore")
    calls = []
    for text in texts:
        words = text.split()
        if len(words) < 2:
            fail(COMMAND, USAGE, f'--call {text!r}: write it as "0xCONTRACT ENTRY_POINT [NUMBER …]"')
        contract, entry_point, *numbers = words
        selector = (
            _number(entry_point, "--call") if entry_point.startswith("0x") else get_selector_from_name(entry_point)
        )
        calls.append(Call(_number(contract, "--call"), selector, [_number(one, "--call", least=0) for one in numbers]))
    return calls


def _number(text: str, option: str, *, least: int = 1) -> int:
    """Return a number of the chain, decimal or ``0x…``; ends the command when it is none."""
    from gateway.stark_curve import PRIME

    try:
        number = int(text, 16 if text.startswith("0x") else 10)
    except ValueError:
        number = -1
    if not least <= number < PRIME:
        fail(COMMAND, USAGE, f'{option} {text}: is no number of the chain; write it as "0x…"')
    return number
