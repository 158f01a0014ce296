"""``ciro p2p``: the peer-to-peer side-car."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli._ending import ABSENT, USAGE, fail
from gateway.cli._options import LogLevel, Parent
from gateway.cli._parent import end_with

app = typer.Typer(no_args_is_help=True, help="Speak with other machines by libp2p, in a process of its own.")

_COMMAND = "ciro p2p"
_LONGEST_PATH = 100  # bytes of a socket's path that every system takes


@app.callback()
def _group() -> None:
    """Speak with other machines by libp2p, in a process of its own."""


@app.command()
def run(
    socket: Annotated[Path, typer.Option(help="local socket for the gateway and the workers of this machine")],
    key: Annotated[Path, typer.Option(help="file of the key by which peers know this one; made when it is absent")],
    listen: Annotated[
        list[str] | None,
        typer.Option(help="where peers reach it, /ip4/ADDRESS/tcp/PORT, as often as you like; default: it only dials"),
    ] = None,
    peer: Annotated[
        list[str] | None,
        typer.Option(help="peer to dial, /ip4/ADDRESS/tcp/PORT/p2p/ID, as often as you like"),
    ] = None,
    user: Annotated[
        list[str] | None, typer.Option(help="user who may use the socket beside its own and root, as often as you like")
    ] = None,
    parent: Parent = None,
    log_level: LogLevel = "info",
) -> None:
    """Run until SIGTERM or SIGINT; the log says the address that others dial.

    libp2p needs the extra [p2p]. Where this environment lacks it, the one beside it is used, whose name ends in -p2p.

    Exit codes: 0 stopped in order; 2 a wrong option; 3 libp2p is absent, or an address or file can't be used.
    """
    from gateway.p2p.process import REMEDY, program_beside, program_here

    if log_level not in {"debug", "info", "warning", "error"}:
        raise typer.BadParameter("choose debug, info, warning or error", param_hint="--log-level")
    if not program_here():
        beside = program_beside()
        if beside is None:
            fail(_COMMAND, ABSENT, f"libp2p is not installed; {REMEDY}")
        os.execv(beside, [str(beside), *sys.argv[1:]])  # noqa: S606 - hands on to the same command elsewhere
    if len(os.fsencode(socket)) > _LONGEST_PATH:
        fail(_COMMAND, USAGE, f"--socket {socket} is longer than {_LONGEST_PATH} bytes, which no system takes")
    logging.basicConfig(level=log_level.upper(), format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    if log_level != "debug":
        logging.getLogger("libp2p").setLevel(logging.ERROR)  # it warns of whatever a stranger does
    if parent is not None and not end_with(parent, _COMMAND):
        return
    _run(socket, key, listen or [], peer or [], user or [])


def _run(place: Path, key: Path, listen: list[str], peers: list[str], users: list[str]) -> None:
    import trio

    from edge_worker.sdnotify import ServiceManager
    from gateway.p2p.sidecar import Sidecar

    manager = ServiceManager(os.environ.get("NOTIFY_SOCKET"), os.environ.get("WATCHDOG_USEC"))
    try:
        trio.run(Sidecar(place, key, listen, peers, users, manager).run)
    except BaseException as error:
        cause = _cause(error)
        if isinstance(cause, ValueError):
            fail(_COMMAND, USAGE, str(cause))
        if isinstance(cause, OSError):
            fail(_COMMAND, ABSENT, str(cause))
        raise


def _cause(error: BaseException) -> BaseException:
    """Return what a group of one error is about."""
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return error
