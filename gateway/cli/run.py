"""``ciro gateway``: the appliance itself."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import LogLevel

if TYPE_CHECKING:
    from gateway.app import Appliance

COLLECT_EVERY = 20_000  # objects more than before, some megabytes

app = typer.Typer(no_args_is_help=True, help="Run the gateway, or check its configuration.")


ConfigOption = Annotated[
    Path | None, typer.Option("--config", "-c", help="configuration file (TOML); default: built-in defaults")
]


@app.callback()
def _group() -> None:
    """Run the gateway, or check its configuration."""


@app.command()
def run(
    config: ConfigOption = None,
    log_level: LogLevel = "info",
) -> None:
    """Run until SIGTERM or SIGINT; SIGHUP reloads the configuration and takes over new models.

    Exit codes: 0 ended in order; 2 the configuration can't be used; 3 the state directory can't be made.
    """
    from edge_worker.sdnotify import ServiceManager
    from gateway.app import Appliance
    from gateway.config import ConfigurationError, load, state_directory
    from gateway.journal import FrameKeyError
    from gateway.page.log_tail import LogTail
    from gateway.page.server import PageError

    tail = LogTail()
    _start_logging(log_level, tail)
    try:
        configuration = load(config)
        state = state_directory(configuration)
        state.mkdir(parents=True, exist_ok=True, mode=0o750)
        manager = ServiceManager(os.environ.get("NOTIFY_SOCKET"), os.environ.get("WATCHDOG_USEC"))
        appliance = Appliance(configuration, file=config, manager=manager, log=tail, log_level=log_level)
        _quieten_collector()
        asyncio.run(_run(appliance))
    except (ConfigurationError, FrameKeyError, PageError) as error:
        fail("ciro gateway", USAGE, str(error))
    except OSError as error:
        fail("ciro gateway", ABSENT, f"{error}; see [journal] directory, $STATE_DIRECTORY")


@app.command()
def check(
    config: ConfigOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="do not try to reach the broker")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the findings as one JSON object")] = False,
) -> None:
    """Look whether a gateway would run with this configuration; changes nothing.

    Exit codes: 0 it would; 1 something would not work; 2 the file can't be used at all.
    """
    from gateway.check import check as look
    from gateway.config import ConfigurationError, load

    logging.basicConfig(level=logging.ERROR, stream=sys.stderr)
    try:
        configuration = load(config)
    except ConfigurationError as error:
        if as_json:
            typer.echo(orjson.dumps({"ok": False, "error": str(error)}))
            raise typer.Exit(USAGE) from error
        fail("ciro gateway", USAGE, str(error))
    findings = look(configuration, offline=offline)
    good = all(finding.ok for finding in findings)
    if as_json:
        typer.echo(orjson.dumps({"ok": good, "findings": [finding.document() for finding in findings]}))
    else:
        for finding in findings:
            typer.echo(f"{'ok      ' if finding.ok else 'PROBLEM '} {finding.what}: {finding.text}")
            if finding.remedy:
                typer.echo(f"          → {finding.remedy}")
    raise typer.Exit(0 if good else FAILED)


def _quieten_collector() -> None:
    """Have the collector of cycles run seldom, and pass over what was loaded.

    A message is half a dozen objects that live for some milliseconds and are no cycle. By default the collector walks
    over those alive at every 700th, which was a twentieth of all that a reading cost.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_EVERY)


def _start_logging(level: str, tail: logging.Handler) -> None:
    """Log to stderr, with a priority for systemd's journal and the time otherwise; and to the page's *tail*."""
    if level not in {"debug", "info", "warning", "error"}:
        raise typer.BadParameter("choose debug, info, warning or error", param_hint="--log-level")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_SystemdFormatter() if "JOURNAL_STREAM" in os.environ else _PLAIN)
    handler.setLevel(level.upper())
    root = logging.getLogger()
    root.setLevel(min(logging.INFO, handler.level))  # the page shows what happens, however quiet stderr is to be
    root.addHandler(handler)
    root.addHandler(tail)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)  # what it says at INFO, the page says


_PLAIN = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")


class _SystemdFormatter(logging.Formatter):
    """Lines that begin with a syslog priority, as journald reads them (sd-daemon(3))."""

    _PRIORITIES = ((logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; a traceback's lines carry the priority too."""
        priority = next((number for level, number in self._PRIORITIES if record.levelno >= level), 7)
        text = f"{record.name} {super().format(record)}"
        return "\n".join(f"<{priority}>{line}" for line in text.splitlines())


async def _run(appliance: Appliance) -> None:
    """Run the appliance until a signal ends it."""
    from gateway.config import ConfigurationError

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    reloads: set[asyncio.Task[None]] = set()

    async def reload() -> None:
        try:
            await appliance.reload()
        except ConfigurationError as error:
            logging.getLogger(__name__).error("configuration not reloaded, the old one goes on: %s", error)

    def on_hangup() -> None:
        task = asyncio.create_task(reload(), name="reload")
        reloads.add(task)
        task.add_done_callback(reloads.discard)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    loop.add_signal_handler(signal.SIGHUP, on_hangup)
    await appliance.run(stop)
