"""``ciro worker``: this machine's models, served over HTTP."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli._ending import ABSENT, USAGE, fail

app = typer.Typer(no_args_is_help=True, help="Serve this machine's models over the Open Inference Protocol.")


_log = logging.getLogger(__name__)


@app.callback()
def _group() -> None:
    """Serve this machine's models over the Open Inference Protocol."""


@app.command()
def run(
    host: Annotated[str, typer.Option(help="address to listen on; other than loopback needs a token and TLS")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="port to listen on; 0 takes a free one")] = 8711,
    model: Annotated[
        list[str] | None,
        typer.Option(
            help="model to load at the start, as often as you like; default: all of the store and shipped ones"
        ),
    ] = None,
    provider: Annotated[
        list[str] | None, typer.Option(help="execution providers in order of preference; default: the best present")
    ] = None,
    slots: Annotated[int | None, typer.Option(min=1, max=256, help="inferences at a time; default: cores")] = None,
    threads: Annotated[int, typer.Option(min=1, max=64, help="threads of each inference")] = 1,
    queue: Annotated[int, typer.Option(min=0, help="requests that may wait; more are refused with 503")] = 64,
    max_body_mb: Annotated[int, typer.Option(min=1, max=4096, help="largest request in MiB")] = 64,
    store: Annotated[
        Path | None,
        typer.Option(help="directory of the model store; default: models in the state directory"),
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", "-c", help="configuration file, which says where the state directory is")
    ] = None,
    token_file: Annotated[Path | None, typer.Option(help="file with the bearer token that clients must send")] = None,
    certificate: Annotated[Path | None, typer.Option(help="PEM certificate: serve HTTPS")] = None,
    key: Annotated[Path | None, typer.Option(help="PEM key of the certificate")] = None,
    log_level: Annotated[str, typer.Option(help="debug, info, warning, error")] = "info",
) -> None:
    """Serve until SIGINT or SIGTERM. Prints the URL once the models are loaded and the port is open.

    Exit codes: 0 stopped in order; 2 a wrong option; 3 the port is taken or the store cannot be opened.
    """
    from edge_worker import Engine, ModelStore
    from edge_worker.sdnotify import ServiceManager
    from edge_worker.server import ServerSettings, WorkerServer
    from edge_worker.serving import serve
    from gateway.config.loader import ConfigurationError, load, read_secret, state_directory

    if log_level not in {"debug", "info", "warning", "error"}:
        raise typer.BadParameter("choose debug, info, warning or error", param_hint="--log-level")
    logging.basicConfig(level=log_level.upper(), format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    cores = len(os.sched_getaffinity(0))
    settings = ServerSettings(tuple(model or ()), max_body_mb << 20, slots or cores, queue)
    try:
        token = None if token_file is None else read_secret(token_file, "the worker's bearer token")
        models = ModelStore(store or state_directory(load(config)) / "models")
        asyncio.run(
            serve(
                WorkerServer(Engine(models, provider, threads), settings),
                host=host,
                port=port,
                manager=ServiceManager(os.environ.get("NOTIFY_SOCKET"), os.environ.get("WATCHDOG_USEC")),
                token=token,
                certificate=certificate,
                key=key,
                announce=lambda url: typer.echo(f"worker listens on {url}"),
            )
        )
    except KeyboardInterrupt:
        return
    except (ConfigurationError, ValueError) as error:
        fail("ciro worker", USAGE, str(error))
    except OSError as error:
        fail("ciro worker", ABSENT, str(error))
