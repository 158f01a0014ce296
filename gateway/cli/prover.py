"""``ciro prover``: the process that makes proofs."""

from __future__ import annotations

import logging
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._options import LogLevel, Parent
from gateway.cli._parent import end_with

if TYPE_CHECKING:
    from gateway.config import ProofSettings

app = typer.Typer(no_args_is_help=True, help="Make the proofs that a gateway asks for.")

USAGE, ABSENT = 2, 3


@app.callback()
def _group() -> None:
    """Make the proofs that a gateway asks for."""


@app.command()
def run(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="configuration file of the gateway")] = None,
    state: Annotated[
        Path | None, typer.Option(help="the gateway's state directory; default: as the configuration says")
    ] = None,
    processes: Annotated[
        int | None, typer.Option(min=1, max=64, help="provers side by side; default: [proofs] processes")
    ] = None,
    nice: Annotated[
        int | None, typer.Option(min=0, max=19, help="how far to stand back; default: [proofs] nice")
    ] = None,
    slot: Annotated[str | None, typer.Option(hidden=True, help="run one prover under this name")] = None,
    parent: Parent = None,
    log_level: LogLevel = "info",
) -> None:
    """Run until SIGTERM or SIGINT. What is in hand then is proven at the next start.

    With [proofs] prover = "spawn" the gateway runs this by itself; with "service" it is ciro-prover.service.

    Exit codes: 0 stopped in order; 2 a wrong option or configuration; 3 something that proving needs is absent.
    """
    from gateway.config import ConfigurationError, load, state_directory

    if log_level not in {"debug", "info", "warning", "error"}:
        raise typer.BadParameter("choose debug, info, warning or error", param_hint="--log-level")
    logging.basicConfig(level=log_level.upper(), format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("numba").setLevel(logging.WARNING)
    if slot is not None and ("/" in slot or slot.startswith(".") or not slot):
        raise typer.BadParameter("a plain name", param_hint="--slot")
    try:
        configuration = load(config)
        place = state or state_directory(configuration)
    except ConfigurationError as error:
        typer.echo(f"ciro prover: {error}", err=True)
        raise typer.Exit(USAGE) from error
    settings = configuration.proofs.model_copy(
        update={
            "processes": processes or configuration.proofs.processes,
            "nice": configuration.proofs.nice if nice is None else nice,
            "policy": "every",  # whatever the gateway decides: what is asked for is proven
            "prover": "spawn",
        }
    )
    if slot is None and settings.processes > 1:
        _run_several(place, settings, log_level)
        return
    os.setpriority(os.PRIO_PROCESS, 0, max(settings.nice, os.getpriority(os.PRIO_PROCESS, 0)))
    _run_one(place, slot or "0", parent)


def _run_one(state: Path, slot: str, parent: int | None) -> None:
    from gateway.proofs.prover import ProverAbsent, ProverProcess

    prover = ProverProcess(state, slot)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: prover.stop())
    if parent is not None and not end_with(parent, "ciro prover"):
        return
    try:
        prover.run()
    except ProverAbsent as error:
        typer.echo(f"ciro prover: {error}", err=True)
        raise typer.Exit(ABSENT) from error
    except OSError as error:
        typer.echo(f"ciro prover: {error}; see --state", err=True)
        raise typer.Exit(ABSENT) from error


def _run_several(state: Path, settings: ProofSettings, log_level: str) -> None:
    import asyncio

    from gateway.proofs.pool import ProverPool
    from gateway.supervisor import Health

    async def run() -> None:
        health = Health("provers", critical=False)
        pool = asyncio.create_task(ProverPool(state, settings, log_level=log_level).run(health))
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, pool.cancel)
        await asyncio.wait([pool])
        if not pool.cancelled():
            pool.result()

    try:
        asyncio.run(run())
    except OSError as error:
        typer.echo(f"ciro prover: {error}; see --state", err=True)
        raise typer.Exit(ABSENT) from error
