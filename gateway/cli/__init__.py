"""The command line ``ciro``: a thin shell over plain Python calls, a module for each command.

Exit codes everywhere: 0 done; 1 what was asked for did not hold; 2 a wrong option or configuration; 3 something that
is needed is absent.
"""

from __future__ import annotations

from typing import Annotated

import typer

from gateway import __version__
from gateway.cli import (
    audit,
    camera,
    chain,
    config,
    demo,
    device,
    diagnostics,
    install,
    job,
    journal,
    model,
    p2p,
    page,
    paymaster,
    privacy,
    prover,
    route,
    run,
    simulate,
    worker,
    zk,
)

__all__ = ["app", "main"]

app = typer.Typer(
    name="ciro",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Ciro Gateway: MQTT in, durable, inferred, shown. Each command explains itself with --help.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ciro {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="print the version and end")
    ] = False,
) -> None:
    """Ciro Gateway: MQTT in, durable, inferred, shown."""


app.add_typer(run.app, name="gateway")
app.add_typer(config.app, name="config")
app.add_typer(chain.app, name="chain")
app.add_typer(audit.app, name="audit")
app.add_typer(job.app, name="job")
app.command("demo")(demo.command)
app.command("simulate")(simulate.command)
app.add_typer(camera.app, name="camera")
app.add_typer(device.app, name="device")
app.add_typer(model.app, name="model")
app.add_typer(journal.app, name="journal")
app.add_typer(privacy.app, name="privacy")
app.add_typer(page.app, name="page")
app.add_typer(worker.app, name="worker")
app.add_typer(prover.app, name="prover")
app.add_typer(p2p.app, name="p2p")
app.add_typer(paymaster.app, name="paymaster")
app.add_typer(route.app, name="route")
app.add_typer(zk.app, name="zk")
app.command("diagnostics")(diagnostics.command)
app.command("install")(install.command)


def main() -> None:
    """Run the command line."""
    app()
