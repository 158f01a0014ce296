"""``ciro journal quarantine``: inputs that were refused, with their bytes and the reason."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli._ending import ABSENT, FAILED, fail
from gateway.cli._options import JsonLines
from gateway.cli._place import (
    Config,
    Json,
    Since,
    State,
    Until,
    locate,
    moment,
    print_table,
    troubles_said,
    with_journal,
)

app = typer.Typer(no_args_is_help=True, help="Inputs that were refused, with their bytes and the reason.")

Address = Annotated[str | None, typer.Option(help="address")]
Reason = Annotated[str | None, typer.Option(help="for instance not_a_picture")]


@app.command("list")
def list_command(
    device: Address = None,
    reason: Reason = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1)] = 50,
    config: Config = None,
    state: State = None,
    as_json: JsonLines = False,
) -> None:
    """List refused inputs, newest first."""
    from gateway.journal.quarantine import list_refused
    from gateway.moments import iso

    place = locate(config, state)
    with troubles_said():
        found = list_refused(
            place.path,
            device=device,
            reason=reason,
            since_us=moment(since, "--since"),
            until_us=moment(until, "--until"),
            limit=limit,
        )
        if as_json:
            for refused in found:
                typer.echo(json.dumps(asdict(refused), ensure_ascii=False))
            return
        rows = [[str(r.id), iso(r.received_us), r.topic, r.reason, str(r.bytes), r.detail[:120]] for r in found]
    print_table("", ["id", "received", "topic", "reason", "bytes", "detail"], rows)


@app.command()
def show(
    number: Annotated[int, typer.Argument(help="number, as `list` prints it")],
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Show one refused input: why, and the beginning of its bytes."""
    from gateway.journal.quarantine import read_refused
    from gateway.moments import iso

    place = locate(config, state)
    with troubles_said():
        try:
            refused, content = read_refused(place.path, place.frames(), number)
        except KeyError as error:
            fail("ciro journal quarantine", ABSENT, str(error.args[0]))
    if as_json:
        typer.echo(json.dumps(asdict(refused) | {"begins_hex": content[:256].hex()}, ensure_ascii=False))
        return
    for key, value in (asdict(refused) | {"received": iso(refused.received_us)}).items():
        typer.echo(f"{key:12} {value}")
    for at in range(0, min(len(content), 256), 16):
        row = content[at : at + 16]
        typer.echo(f"{at:06x}  {row.hex(' '):47}  {''.join(chr(b) if 32 <= b < 127 else '.' for b in row)}")


@app.command("export")
def export_command(
    target: Annotated[Path, typer.Argument(help="directory for the files")],
    numbers: Annotated[list[int] | None, typer.Argument(help="numbers; none: all that fit")] = None,
    device: Address = None,
    reason: Reason = None,
    since: Since = None,
    until: Until = None,
    config: Config = None,
    state: State = None,
) -> None:
    """Write the bytes into files, as they came in. They are what somebody sent: open them with care."""
    from gateway.journal.quarantine import export_refused, list_refused

    place = locate(config, state)
    with troubles_said():
        found = list_refused(
            place.path,
            device=device,
            reason=reason,
            since_us=moment(since, "--since"),
            until_us=moment(until, "--until"),
        )
        wanted = (r for r in found if not numbers or r.id in numbers)
        count = export_refused(
            place.path,
            place.frames(),
            target,
            wanted,
            lambda r, error: typer.echo(f"{r.id}: {error}", err=True),
        )
    typer.echo(f"{count} files in {target}", err=True)
    if numbers and count < len(set(numbers)):
        raise typer.Exit(FAILED)


@app.command()
def delete(
    numbers: Annotated[list[int] | None, typer.Argument(help="numbers, as `list` prints them")] = None,
    before: Annotated[str | None, typer.Option(help="all from before this moment or age")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    config: Config = None,
    state: State = None,
) -> None:
    """Delete refused inputs for good; a running gateway is asked to do it."""
    from gateway.journal import StateLock
    from gateway.journal.quarantine import delete_refused
    from gateway.privacy import ErasureError, ask_to_delete

    if bool(numbers) == (before is not None):
        raise typer.BadParameter("name numbers, or --before")
    place = locate(config, state)
    before_us = moment(before, "--before")
    if not yes:
        typer.confirm("Delete them for good?", abort=True, err=True)
    with troubles_said():
        try:
            if StateLock(place.state).is_held():
                count = ask_to_delete(place.state, numbers=numbers or None, before_us=before_us)
            else:
                count = with_journal(
                    place, lambda journal: delete_refused(journal, numbers=numbers or None, before_us=before_us)
                )
        except ErasureError as error:
            fail("ciro journal quarantine", FAILED, str(error))
    typer.echo(f"{count} refused inputs deleted")
    if numbers and count < len(set(numbers)):
        raise typer.Exit(FAILED)
