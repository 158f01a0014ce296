"""``ciro chain``: keys, and our contracts on a network."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._account import (
    Account,
    Credential,
    Keystore,
    NetworkName,
    Rpc,
    chain_account,
    needs_chain,
    password,
    strk,
)
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._place import Config, Json, State, locate

if TYPE_CHECKING:
    from gateway.chain.deployment import Deployment, Site
    from gateway.chain.deployment.steps import Step

app = typer.Typer(no_args_is_help=True, help="Keys, and our contracts on Starknet: deploy, look, verify.")
key = typer.Typer(no_args_is_help=True, help="Private keys in keystore files.")
app.add_typer(key, name="key")

_PRICE_UNITS = 10**8  # of a dollar, as the pool counts

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
    needs_chain("ciro chain")
    from gateway.chain.keys import StarkKeyError, new_key, write_keystore

    drawn = new_key()
    try:
        write_keystore(path, drawn, password(path, confirm=True))
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
    needs_chain("ciro chain")
    from gateway.chain.keys import StarkKeyError, read_keystore

    try:
        found = read_keystore(path, password(path))
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


@app.command()
def settlement(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """Print how settlement stands: batches, proofs, what waits and why, transactions, what it cost and who paid.

    The journal is asked, not the chain; it works while the gateway runs and while it is down.
    Exit codes: 0 all that is in a batch is settled; 1 something waits; 2 a wrong option; 3 no journal.
    """
    from contextlib import closing

    from gateway.journal import SchemaError, connect_read_only
    from gateway.settlement.overview import overview

    place = locate(config, state)
    try:
        with closing(connect_read_only(place.path)) as db:
            found = overview(db)
    except SchemaError as error:
        fail("ciro chain settlement", FAILED, str(error))
    typer.echo(json.dumps(found.document()) if as_json else found.text())
    if found.totals.waiting:
        raise typer.Exit(1)


@app.command()
def prove(
    result: Annotated[str, typer.Argument(help="id of the result")],
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Have the chain verify a result's proof, since somebody disputes it: for good, and with its picture in public.

    The gateway that runs takes it up, or the next that does; `ciro chain settlement` says what became of it. With
    --state the configuration is not asked whether a contract verifies.
    Exit codes: 0 it is asked for, or there; 1 there is no such result about a picture; 2 a wrong option, or no
    contract is configured; 3 no journal.
    """
    from contextlib import closing

    from gateway.chain_proofs import requests, table
    from gateway.journal import SchemaError, connect_read_only

    command = "ciro chain prove"
    place = locate(config, state)
    chain = place.configuration.chain
    if state is None and (chain.mode == "off" or chain.proving.contract is None):
        fail(command, USAGE, "no contract verifies: set [chain] mode, and contract under [chain.proving]")
    try:
        with closing(connect_read_only(place.path)) as db:
            found = table.named(db, result)
            row = None if found is None else table.of_record(db, found.record_id)
    except SchemaError as error:
        fail(command, FAILED, str(error))
    if found is None:
        fail(command, FAILED, f"there is no result {result} about a picture in {place.path}")
    if row is None or row.state in {"queued", "failed", "unprovable"}:
        try:
            requests.ask(place.state, result)
        except OSError as error:
            fail(command, USAGE, f"the request can't be left for the gateway: {error}")
    status = "asked" if row is None else row.state
    typer.echo(json.dumps({"result": result, "status": status}) if as_json else f"result {result}: {status}")


@app.command()
def price(
    dollars: Annotated[float, typer.Argument(min=0.000001, max=1_000_000, help="US dollars for one CIRO")],
    network: NetworkName = "devnet",
    rpc: Rpc = None,
    account: Account = None,
    keystore: Keystore = None,
    credential: Credential = None,
    settings: Settings = None,
    checkout: Checkout = Path(),
    as_json: Json = False,
) -> None:
    """Write the price of CIRO, as the oracle does; without a fresh one no worker is given a job.

    Exit codes: 0 written; 1 refused: the account is not the oracle; 2 wrong option, key or settings; 3 no node.
    """
    deployment = _deployment("ciro chain price", network, rpc, account, keystore, credential, settings, checkout)
    asyncio.run(_price(deployment.site, dollars, as_json=as_json))


async def _price(site: Site, dollars: float, *, as_json: bool) -> None:
    from gateway.chain.account import RevertedError
    from gateway.chain.bindings import CdcPool

    pool = CdcPool(site.address("CdcPool"), site.client)
    try:
        await site.account.send([pool.set_price(round(dollars * _PRICE_UNITS))])
    except RevertedError as error:
        fail("ciro chain price", FAILED, f"{error}; is {site.account.address:#x} the oracle?")
    written = await pool.price()
    typer.echo(json.dumps({"price": written / _PRICE_UNITS}) if as_json else f"1 CIRO = ${written / _PRICE_UNITS:g}")


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
    needs_chain("ciro chain")
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
        sender = asyncio.run(chain_account(command, network, rpc, account, keystore, credential))
        if settings is None and network != "devnet":
            fail(command, USAGE, f"on {network} say who holds which role, with --settings FILE; see docs/contracts.md")
        chosen = DeploymentSettings.of_one(sender.address) if settings is None else read_settings(settings)
    except (StarkKeyError, SettingsError) as error:
        fail(command, USAGE, str(error))
    except (NetworkError, ClassesError) as error:
        fail(command, ABSENT, str(error))
    site = Site(sender, classes, chosen)
    return Deployment(site, recipe(site))


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
        console.print(f"  {step.name:<45} {strk(cost):>16}")
    console.print(f"  {'together, by what it costs now':<45} {strk(total):>16}")
    if total > has:
        fail(command, FAILED, f"account {site.account.address:#x} has {strk(has)}; that is too little")
    if dry_run:
        _say_deployment(site, outstanding, [], as_json=as_json)
        return
    if outstanding and ask and site.account.network.name != "devnet":
        typer.confirm(f"Spend up to {strk(total)} of {site.account.address:#x}?", abort=True, err=True)
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


def _show(path: Path, public: int, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps({"keystore": str(path), "public_key": f"{public:#x}"}))
    else:
        typer.echo(f"{path}: public key {public:#x}")
