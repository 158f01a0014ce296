"""``ciro paymaster``: our service that pays for the transactions of your own accounts."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import LogLevel
from gateway.cli._place import Json, print_table

if TYPE_CHECKING:
    from gateway.paymaster.settings import PaymasterSettings
    from gateway.paymaster.store import ApiKey, PaymasterStore

app = typer.Typer(no_args_is_help=True, help="Pay for the transactions of your own accounts (SNIP-29).")
key = typer.Typer(no_args_is_help=True, help="API keys, and what may be spent with each.")
app.add_typer(key, name="key")

Config = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="configuration file of the paymaster; write one: ciro paymaster example"),
]
State = Annotated[Path | None, typer.Option("--state", help="directory of paymaster.db; goes before --config")]
Day = Annotated[str | None, typer.Option("--day", help='STRK a day from 0:00 UTC, for instance 10; "none": no bound')]
Total = Annotated[str | None, typer.Option("--total", help='STRK in all; "none": no bound')]
KeyName = Annotated[str, typer.Argument(help="its id or name")]


@app.command()
def run(
    config: Annotated[
        Path, typer.Option("--config", "-c", help="configuration file; write one: ciro paymaster example")
    ],
    state: State = None,
    log_level: LogLevel = "info",
) -> None:
    """Serve until SIGTERM or SIGINT. Prints the address once the port is open.

    What is on its way then is followed after the next start.

    Exit codes: 0 stopped in order; 2 a wrong option or configuration; 3 no port, or no database that can be used.
    """
    import asyncio

    _needs_chain()
    from edge_worker.sdnotify import ServiceManager
    from gateway.config import ConfigurationError
    from gateway.paymaster.process import PaymasterProcess
    from gateway.paymaster.store import StoreError

    if log_level not in {"debug", "info", "warning", "error"}:
        raise typer.BadParameter("choose debug, info, warning or error", param_hint="--log-level")
    logging.basicConfig(level=log_level.upper(), format="%(levelname)s %(name)s %(message)s", stream=sys.stderr)
    settings = _settings(config)
    manager = ServiceManager(os.environ.get("NOTIFY_SOCKET"), os.environ.get("WATCHDOG_USEC"))

    async def serve() -> None:
        process = PaymasterProcess(settings, state or _directory(settings), manager)
        await process.run(lambda url: typer.echo(f"paymaster listens on {url}"))

    try:
        asyncio.run(serve())
    except KeyboardInterrupt:
        return
    except ConfigurationError as error:
        fail("ciro paymaster run", USAGE, str(error))
    except (StoreError, OSError) as error:
        fail("ciro paymaster run", ABSENT, str(error))


@app.command()
def example(
    markdown: Annotated[
        bool,
        typer.Option("--markdown", help="print the reference of all keys (docs/paymaster-configuration.md) instead"),
    ] = False,
) -> None:
    """Print an example of the configuration file."""
    _needs_chain()
    from gateway.paymaster import settings

    typer.echo(settings.reference() if markdown else settings.example(), nl=False)


@app.command()
def spending(
    config: Config = None,
    state: State = None,
    days: Annotated[int, typer.Option(min=1, max=3660, help="how far back, in days")] = 30,
    as_json: Json = False,
) -> None:
    """Show what was spent: by key, by account, by day.

    Exit codes: 0 done; 2 a wrong configuration; 3 no database.
    """
    with _store(config, state) as store:
        from gateway.paymaster.page import report

        found = report(store, days=days)
    if as_json:
        typer.echo(json.dumps(found))
        return
    for title, name, rows in (
        ("by key", "name", found["keys"]),
        ("by account", "account", found["accounts"]),
        ("by day", "day", found["by_day"]),
    ):
        columns = [name, "transactions", "failed", "STRK paid", "STRK got back"]
        fields = (name, "transactions", "failed", "spent_strk", "charged_strk")
        print_table(title, columns, [[str(row[field]) for field in fields] for row in rows])


@key.command()
def add(
    name: Annotated[str, typer.Argument(help="what to call it, for instance the gateway's name")],
    config: Config = None,
    state: State = None,
    day: Day = None,
    total: Total = None,
    as_json: Json = False,
) -> None:
    """Make an API key and print it. It is shown this once: only a hash of it is kept.

    Exit codes: 0 made; 1 there is one with this name; 2 a wrong option; 3 no place for the database.
    """
    if not name.isprintable() or not 0 < len(name) <= 64:
        raise typer.BadParameter("1 to 64 printable characters", param_hint="NAME")
    with _store(config, state, make=True) as store:
        try:
            made, secret = store.add_key(name, day_nano=_nano(day, "--day"), total_nano=_nano(total, "--total"))
        except ValueError as error:
            fail("ciro paymaster key add", FAILED, str(error))
    if as_json:
        typer.echo(json.dumps({**_shown(made), "key": secret}))
        return
    typer.echo(secret)
    typer.echo(
        f"ciro paymaster key add: key {made.id} ({name}); it is shown this once, put it into a credential", err=True
    )


@key.command("list")
def list_(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """Show all keys and their budgets.

    Exit codes: 0 done; 2 a wrong configuration; 3 no database.
    """
    with _store(config, state) as store:
        keys = [_shown(one) for one in store.all_keys()]
    if as_json:
        typer.echo(json.dumps(keys))
        return
    columns = ["id", "name", "made", "revoked", "day_strk", "total_strk"]
    print_table("", columns, [[str(one[column] or "") for column in columns] for one in keys])


@key.command()
def revoke(
    name: KeyName,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Have a key count no more, at once, also for a service that runs.

    Exit codes: 0 done; 1 there is no such key; 2 a wrong configuration; 3 no database.
    """
    with _store(config, state) as store:
        found = _named(store, name, "revoke")
        store.revoke(found.id)
        _tell(store.key_named(found.id), "is revoked", as_json=as_json)


@key.command()
def budget(
    name: KeyName,
    config: Config = None,
    state: State = None,
    day: Day = None,
    total: Total = None,
    as_json: Json = False,
) -> None:
    """Change what may be spent with a key; what is not given stays.

    Exit codes: 0 done; 1 there is no such key; 2 a wrong option; 3 no database.
    """
    if day is None and total is None:
        raise typer.BadParameter("give --day, --total or both")
    with _store(config, state) as store:
        found = _named(store, name, "budget")
        store.set_budget(
            found.id,
            day_nano=found.day_nano if day is None else _nano(day, "--day"),
            total_nano=found.total_nano if total is None else _nano(total, "--total"),
        )
        _tell(store.key_named(found.id), "has a new budget", as_json=as_json)


def _needs_chain() -> None:
    try:
        import starknet_py  # noqa: F401
    except ImportError:
        fail("ciro paymaster", ABSENT, "needs the extra chain: pip install 'ciro-gateway[chain]'")


def _settings(config: Path) -> PaymasterSettings:
    from gateway.config import ConfigurationError
    from gateway.paymaster.settings import load_settings

    try:
        return load_settings(config)
    except ConfigurationError as error:
        fail("ciro paymaster", USAGE, str(error))


def _directory(settings: PaymasterSettings | None) -> Path:
    from platformdirs import user_state_path

    if settings is not None and settings.service.directory is not None:
        return settings.service.directory.expanduser()
    systemd = os.environ.get("STATE_DIRECTORY")
    return Path(systemd.split(":")[0]) if systemd else user_state_path("ciro") / "paymaster"


@contextmanager
def _store(config: Path | None, state: Path | None, *, make: bool = False) -> Iterator[PaymasterStore]:
    _needs_chain()
    from gateway.paymaster.process import DATABASE
    from gateway.paymaster.store import PaymasterStore, StoreError

    path = (state or _directory(None if config is None else _settings(config))) / DATABASE
    if not make and not path.exists():
        fail("ciro paymaster", ABSENT, f"no database at {path}; say where it is with --config FILE or --state DIR")
    try:
        store = PaymasterStore(path)
    except StoreError as error:
        fail("ciro paymaster", ABSENT, str(error))
    try:
        yield store
    finally:
        store.close()


def _nano(text: str | None, option: str) -> int | None:
    from gateway.paymaster.amounts import nano_of_strk

    if text is None or text == "none":
        return None
    try:
        return nano_of_strk(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


def _named(store: PaymasterStore, name: str, command: str) -> ApiKey:
    try:
        return store.key_named(name)
    except KeyError:
        fail(f"ciro paymaster key {command}", FAILED, f"there is no key {name!r}; ciro paymaster key list shows them")


def _shown(one: ApiKey) -> dict[str, Any]:
    from datetime import UTC, datetime

    from gateway.paymaster.amounts import as_strk

    def moment(second: int | None) -> str | None:
        return None if second is None else datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def amount(nano: int | None) -> str | None:
        return None if nano is None else as_strk(nano)

    return {
        "id": one.id,
        "name": one.name,
        "made": moment(one.created_at),
        "revoked": moment(one.revoked_at),
        "day_strk": amount(one.day_nano),
        "total_strk": amount(one.total_nano),
    }


def _tell(one: ApiKey, what: str, *, as_json: bool) -> None:
    typer.echo(json.dumps(_shown(one)) if as_json else f"key {one.id} ({one.name}) {what}")
