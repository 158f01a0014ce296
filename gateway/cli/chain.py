"""``ciro chain``: keys, and our contracts on a network."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Json

if TYPE_CHECKING:
    from gateway.chain.account import ChainAccount
    from gateway.chain.deployment import Deployment, Site
    from gateway.chain.deployment.steps import Step

app = typer.Typer(no_args_is_help=True, help="Keys, and our contracts on Starknet: deploy, look, verify.")
key = typer.Typer(no_args_is_help=True, help="Private keys in keystore files.")
app.add_typer(key, name="key")

PASSWORD_VARIABLE = "CIRO_KEYSTORE_PASSWORD"  # noqa: S105 - a variable's name
_FRI = 10**18

NetworkName = Annotated[str, typer.Option("--network", help="devnet, sepolia or mainnet")]
Rpc = Annotated[str | None, typer.Option("--rpc", help="address of a node; default on devnet: 127.0.0.1:5050")]
Account = Annotated[str | None, typer.Option("--account", help='"0x…"; default on devnet: its first account')]
Keystore = Annotated[Path | None, typer.Option("--keystore", help="the account's key, encrypted")]
Credential = Annotated[Path | None, typer.Option("--credential", help="the account's key in a file only you can read")]
Settings = Annotated[
    Path | None, typer.Option("--settings", help="who holds which role; default on devnet: the account holds all")
]
Checkout = Annotated[Path, typer.Option("--checkout", help="where contracts/manifest.json is")]


@key.command()
def new(
    path: Annotated[Path, typer.Argument(help="file to write; must not exist")],
    as_json: Json = False,
) -> None:
    """Draw a key, encrypt it under a password and write it to a new keystore file.

    The password is asked for, or taken from $CIRO_KEYSTORE_PASSWORD. Exit codes: 0 written; 2 not possible there.
    """
    _needs_chain()
    from gateway.chain.keys import StarkKeyError, new_key, write_keystore

    drawn = new_key()
    try:
        write_keystore(path, drawn, _password(path, confirm=True))
    except StarkKeyError as error:
        fail("ciro chain key new", USAGE, str(error))
    _show(path, drawn.public, as_json=as_json)


@key.command()
def show(
    path: Annotated[Path, typer.Argument(help="keystore file")],
    as_json: Json = False,
) -> None:
    """Print the public key of a keystore; never the private one.

    Exit codes: 0 done; 2 no keystore, or wrong password.
    """
    _needs_chain()
    from gateway.chain.keys import StarkKeyError, read_keystore

    try:
        found = read_keystore(path, _password(path))
    except StarkKeyError as error:
        fail("ciro chain key show", USAGE, str(error))
    _show(path, found.public, as_json=as_json)


@app.command()
def deploy(
    network: NetworkName = "devnet",
    rpc: Rpc = None,
    account: Account = None,
    keystore: Keystore = None,
    credential: Credential = None,
    settings: Settings = None,
    checkout: Checkout = Path(),
    yes: Annotated[bool, typer.Option("--yes", help="do not ask before spending")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what is outstanding and what it costs; send nothing")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put our contracts on a network; what is there already is left alone, so it can be stopped and started again.

    Exit codes: 0 all is deployed; 1 a step failed; 2 wrong option, key or settings; 3 no node, or no compiled classes.
    """
    deployment = _deployment("ciro chain deploy", network, rpc, account, keystore, credential, settings, checkout)
    asyncio.run(_deploy(deployment, ask=not yes, dry_run=dry_run, as_json=as_json))


@app.command()
def status(
    network: NetworkName = "devnet",
    rpc: Rpc = None,
    account: Account = None,
    keystore: Keystore = None,
    credential: Credential = None,
    settings: Settings = None,
    checkout: Checkout = Path(),
    as_json: Json = False,
) -> None:
    """Show where every contract is or will be, and which steps are done.

    Exit codes: 0 all is deployed; 1 something is outstanding; 2 wrong option, key or settings; 3 no node.
    """
    deployment = _deployment("ciro chain status", network, rpc, account, keystore, credential, settings, checkout)
    asyncio.run(_status(deployment, as_json=as_json))


@app.command("verify")
def verify_(
    network: NetworkName = "devnet",
    rpc: Rpc = None,
    account: Account = None,
    keystore: Keystore = None,
    credential: Credential = None,
    settings: Settings = None,
    checkout: Checkout = Path(),
    as_json: Json = False,
) -> None:
    """Check a deployment as an auditor would: code, administrators and joints of every contract.

    Exit codes: 0 all holds; 1 something does not; 2 wrong option, key or settings; 3 no node.
    """
    deployment = _deployment("ciro chain verify", network, rpc, account, keystore, credential, settings, checkout)
    asyncio.run(_verify(deployment.site, as_json=as_json))


def _deployment(
    command: str,
    network: str,
    rpc: str | None,
    account: str | None,
    keystore: Path | None,
    credential: Path | None,
    settings: Path | None,
    checkout: Path,
) -> Deployment:
    """Put together what the commands work on; ends the command when that can't be."""
    _needs_chain()
    from gateway.chain.deployment import (
        ClassesError,
        CompiledClasses,
        Deployment,
        DeploymentSettings,
        SettingsError,
        Site,
        read_settings,
        recipe,
    )
    from gateway.chain.keys import StarkKeyError
    from gateway.chain.networks import NetworkError

    try:
        classes = CompiledClasses.from_checkout(checkout)
        sender = asyncio.run(_account(command, network, rpc, account, keystore, credential))
        if settings is None and network != "devnet":
            fail(command, USAGE, f"on {network} say who holds which role, with --settings FILE; see docs/contracts.md")
        chosen = DeploymentSettings.of_one(sender.address) if settings is None else read_settings(settings)
    except (StarkKeyError, SettingsError) as error:
        fail(command, USAGE, str(error))
    except (NetworkError, ClassesError) as error:
        fail(command, ABSENT, str(error))
    site = Site(sender, classes, chosen)
    return Deployment(site, recipe(site))


async def _account(
    command: str, network: str, rpc: str | None, account: str | None, keystore: Path | None, credential: Path | None
) -> ChainAccount:
    from gateway.chain.account import ChainAccount
    from gateway.chain.deployment.connection import DEVNET_ADDRESS, connect, devnet_account
    from gateway.chain.keys import read_credential, read_keystore
    from gateway.chain.networks import network_named

    known = network_named(network)
    if rpc is None and known.name != "devnet":
        fail(command, USAGE, f"name a node of {network} with --rpc URL")
    url = rpc or DEVNET_ADDRESS
    if account is None and known.name == "devnet":
        return await devnet_account(url, known)
    if account is None or (keystore is None) == (credential is None):
        fail(command, USAGE, "name the account with --account, and its key with --keystore or --credential")
    try:
        address = int(account, 16)
    except ValueError:
        fail(command, USAGE, f'--account {account}: write an address as "0x…"')
    private = read_credential(credential) if credential else read_keystore(keystore, _password(keystore))  # type: ignore[arg-type]
    return ChainAccount(await connect(url, known), known, address, private)


async def _deploy(deployment: Deployment, *, ask: bool, dry_run: bool, as_json: bool) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from gateway.chain.account import RevertedError
    from gateway.chain.deployment import ClassesError

    site, command = deployment.site, "ciro chain deploy"
    console = Console(stderr=True)
    outstanding = await deployment.outstanding()
    try:
        costs = await deployment.cost(outstanding)
    except RevertedError as error:
        fail(command, FAILED, str(error))
    except ClassesError as error:
        fail(command, ABSENT, str(error))
    total, has = sum(costs), await deployment.balance()
    done = len(deployment.steps) - len(outstanding)
    console.print(f"{done} of {len(deployment.steps)} steps are done on {site.account.network.name}")
    for step, cost in zip(outstanding, costs, strict=True):
        console.print(f"  {step.name:<45} {_strk(cost):>16}")
    console.print(f"  {'together, by what it costs now':<45} {_strk(total):>16}")
    if total > has:
        fail(command, FAILED, f"account {site.account.address:#x} has {_strk(has)}; that is too little")
    if dry_run:
        _say_deployment(site, outstanding, [], as_json=as_json)
        return
    if outstanding and ask and site.account.network.name != "devnet":
        typer.confirm(f"Spend up to {_strk(total)} of {site.account.address:#x}?", abort=True, err=True)
    columns = (TextColumn("{task.description:<45}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    sent = []
    try:
        with Progress(*columns, console=console) as progress:
            bar = progress.add_task("deploying", total=len(outstanding))
            if outstanding:
                progress.update(bar, description=outstanding[0].name)
            async for report in deployment.run(outstanding):
                sent.append(
                    {"step": report.step.name, "transaction": f"{report.transaction:#x}", "fee_fri": report.fee}
                )
                upcoming = outstanding[len(sent)].name if len(sent) < len(outstanding) else "done"
                progress.update(bar, advance=1, description=upcoming)
    except RevertedError as error:
        fail(command, FAILED, f"{error}; what was done before stays, run it again after mending")
    _say_deployment(site, [], sent, as_json=as_json)


def _say_deployment(site: Site, outstanding: list[Step], sent: list[dict[str, object]], *, as_json: bool) -> None:
    addresses = {name: f"{address:#066x}" for name, address in site.addresses.items()}
    if as_json:
        report = {
            "network": site.account.network.name,
            "contracts": addresses,
            "outstanding": [step.name for step in outstanding],
            "sent": sent,
        }
        typer.echo(json.dumps(report))
        return
    for name, address in addresses.items():
        typer.echo(f"{name:<24} {address}")


async def _status(deployment: Deployment, *, as_json: bool) -> None:
    outstanding = await deployment.outstanding()
    if not as_json:
        for step in deployment.steps:
            typer.echo(f"{'to do' if step in outstanding else 'done':<6} {step.name}")
        typer.echo("")
    _say_deployment(deployment.site, outstanding, [], as_json=as_json)
    if outstanding:
        raise typer.Exit(FAILED)


async def _verify(site: Site, *, as_json: bool) -> None:
    from gateway.chain.deployment import verify

    findings = [finding async for finding in verify(site)]
    if as_json:
        typer.echo(json.dumps([{"claim": f.claim, "holds": f.holds, "found": f.found} for f in findings]))
    else:
        for finding in findings:
            typer.echo(f"{'holds' if finding.holds else 'FAILS':<6} {finding.claim}: {finding.found}")
    if not all(finding.holds for finding in findings):
        raise typer.Exit(FAILED)


def _strk(fri: int) -> str:
    return f"{fri / _FRI:.6f} STRK"


def _show(path: Path, public: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"keystore": str(path), "public_key": f"{public:#x}"}))
    else:
        typer.echo(f"{path}: public key {public:#x}")


def _password(path: Path, *, confirm: bool = False) -> str:
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        fail("ciro chain", USAGE, f"no terminal to ask for the password of {path} on; set ${PASSWORD_VARIABLE}")
    return str(typer.prompt(f"Password of {path}", hide_input=True, confirmation_prompt=confirm))


def _needs_chain() -> None:
    from importlib.util import find_spec

    if find_spec("starknet_py") is None or find_spec("eth_keyfile") is None:
        fail("ciro chain", ABSENT, "its packages are not installed; run: pip install 'ciro-gateway[chain]'")
