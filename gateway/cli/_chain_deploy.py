"""``ciro chain deploy | status | verify | price``: our contracts on a network."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._account import AccountOptions, needs_chain, strk
from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import Unasked
from gateway.cli._place import Json
from gateway.cli.option_groups import grouped

if TYPE_CHECKING:
    from gateway.chain.deployment import Deployment, Site
    from gateway.chain.deployment.steps import Step

_PRICE_UNITS = 10**8  # of a dollar, as the pool counts


@dataclass(frozen=True, kw_only=True)
class SiteOptions(AccountOptions):
    """A deployment of our contracts, and the account that deployed it, from which their addresses follow."""

    settings: Annotated[
        Path | None, typer.Option("--settings", help="who holds which role; default on devnet: the account holds all")
    ] = None
    checkout: Annotated[Path, typer.Option("--checkout", help="where contracts/manifest.json is")] = Path()

    def deployment(self, command: str) -> Deployment:
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
            classes = CompiledClasses.from_checkout(self.checkout)
            sender = asyncio.run(self.actor(command))
            if self.settings is None and self.network != "devnet":
                fail(
                    command,
                    USAGE,
                    f"on {self.network} say who holds which role, with --settings FILE; see docs/contracts.md",
                )
            chosen = (
                DeploymentSettings.of_one(sender.address) if self.settings is None else read_settings(self.settings)
            )
        except (StarkKeyError, SettingsError) as error:
            fail(command, USAGE, str(error))
        except (NetworkError, ClassesError) as error:
            fail(command, ABSENT, str(error))
        site = Site(sender, classes, chosen)
        return Deployment(site, recipe(site))


@grouped
def deploy(
    options: SiteOptions,
    yes: Unasked = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="say what is outstanding and what it costs; send nothing")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put our contracts on a network; what is there already is left alone, so it can be stopped and started again.

    Exit codes: 0 all is deployed; 1 a step failed; 2 wrong option, key or settings; 3 no node, or no compiled classes.
    """
    deployment = options.deployment("ciro chain deploy")
    asyncio.run(_deploy(deployment, ask=not yes, dry_run=dry_run, as_json=as_json))


@grouped
def status(options: SiteOptions, as_json: Json = False) -> None:
    """Show where every contract is or will be, and which steps are done.

    Exit codes: 0 all is deployed; 1 something is outstanding; 2 wrong option, key or settings; 3 no node.
    """
    asyncio.run(_status(options.deployment("ciro chain status"), as_json=as_json))


@grouped
def verify(options: SiteOptions, as_json: Json = False) -> None:
    """Check a deployment as an auditor would: code, administrators and joints of every contract.

    Exit codes: 0 all holds; 1 something does not; 2 wrong option, key or settings; 3 no node.
    """
    asyncio.run(_verify(options.deployment("ciro chain verify").site, as_json=as_json))


@grouped
def price(
    dollars: Annotated[float, typer.Argument(min=0.000001, max=1_000_000, help="US dollars for one CIRO")],
    options: SiteOptions,
    as_json: Json = False,
) -> None:
    """Write the price of CIRO, as the oracle does; without a fresh one no worker is given a job.

    Exit codes: 0 written; 1 refused: the account is not the oracle; 2 wrong option, key or settings; 3 no node.
    """
    asyncio.run(_price(options.deployment("ciro chain price").site, dollars, as_json=as_json))


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
    from gateway.chain.deployment import verify as findings_of

    findings = [finding async for finding in findings_of(site)]
    if as_json:
        typer.echo(json.dumps([{"claim": f.claim, "holds": f.holds, "found": f.found} for f in findings]))
    else:
        for finding in findings:
            typer.echo(f"{'holds' if finding.holds else 'FAILS':<6} {finding.claim}: {finding.found}")
    if not all(finding.holds for finding in findings):
        raise typer.Exit(FAILED)
