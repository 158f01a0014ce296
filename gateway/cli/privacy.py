"""``ciro privacy``: erase pictures, see who looked at them, keep the key that they are sealed with."""

from __future__ import annotations

import getpass
import json
import re
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli._ending import ABSENT, FAILED, USAGE, fail
from gateway.cli._options import JsonLines
from gateway.cli._place import (
    Config,
    Json,
    Since,
    State,
    Until,
    locate,
    moment,
    troubles_said,
    with_journal,
)

if TYPE_CHECKING:
    from gateway.journal import FrameCipher

app = typer.Typer(no_args_is_help=True, help="Erase pictures, see who looked at them, keep their key.")
key = typer.Typer(no_args_is_help=True, help="The key that pictures are sealed with at rest.")
app.add_typer(key, name="key")


@app.command()
def erase(
    reason: Annotated[str, typer.Option(help="why; kept in the journal")],
    who: Annotated[str | None, typer.Option(help="who asked for it; default: your user name")] = None,
    device: Annotated[
        str | None, typer.Option(help="address; default: all devices (then a time span is needed)")
    ] = None,
    since: Since = None,
    until: Until = None,
    readings: Annotated[bool, typer.Option("--readings", help="readings' payloads and waveforms too")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Erase a device's or a time span's pictures for good; the chain of records still verifies.

    A running gateway is asked to do it; without one it is done here.
    Exit codes: 0 done; 1 not done; 2 wrong option or key; 3 no journal.
    """
    from gateway.journal import StateLock
    from gateway.journal.opening import was_set_aside
    from gateway.privacy import Erasure, ErasureError, ask
    from gateway.privacy import erase as carry_out

    place = locate(config, state)
    try:
        erasure = Erasure(
            who or getpass.getuser(),
            reason,
            device,
            moment(since, "--since"),
            moment(until, "--until"),
            readings,
        )
    except ErasureError as error:
        fail("ciro privacy", USAGE, str(error))
    if not yes:
        what = "pictures and readings" if readings else "pictures"
        typer.confirm(f"Erase {what} of {device or 'all devices'} in {place.state} for good?", abort=True, err=True)
    with troubles_said():
        try:
            if StateLock(place.state).is_held():
                report = ask(place.state, erasure)
            else:
                report = with_journal(place, lambda journal: carry_out(journal, erasure))
        except ErasureError as error:
            fail("ciro privacy", FAILED, str(error))
    if as_json:
        typer.echo(json.dumps(asdict(report)))
    else:
        typer.echo(
            f"erased: {report.frames} pictures, {report.readings} readings, {report.refused} refused inputs"
            + (f"; {report.shared} pictures stay on disk, since another record holds the same" if report.shared else "")
        )
    if not report.log_cut:
        typer.echo("a reader held the write-ahead log: its old pages are overwritten in time", err=True)
    if was_set_aside(place.path):
        typer.echo(f"a damaged journal lies in {place.state}, with its own payloads: delete it by hand", err=True)
    typer.echo("backups hold what they hold: erase it there too, or make them anew", err=True)


@app.command()
def erasures(config: Config = None, state: State = None) -> None:
    """Print the erasures that were carried out, as JSON lines."""
    import contextlib

    from gateway.journal import connect_read_only
    from gateway.moments import iso

    place = locate(config, state)
    with troubles_said(), contextlib.closing(connect_read_only(place.path)) as db:
        for row in db.execute("SELECT * FROM erasure ORDER BY id"):
            document = dict(row)
            for name in ("erased", "from", "to"):
                at_us = document.pop(f"{name}_us")
                document[name] = None if at_us is None else iso(at_us)
            typer.echo(json.dumps(document, ensure_ascii=False))


@app.command()
def access(
    who: Annotated[str | None, typer.Option(help="user name, or its beginning")] = None,
    device: Annotated[str | None, typer.Option(help="address")] = None,
    picture: Annotated[str | None, typer.Option(help="digest, 64 hexadecimal digits")] = None,
    since: Since = None,
    until: Until = None,
    config: Config = None,
    state: State = None,
    as_json: JsonLines = False,
) -> None:
    """Print who was sent which picture, oldest first; it is kept while [privacy] access_log is on."""
    import contextlib

    from gateway.journal import connect_read_only
    from gateway.moments import iso
    from gateway.privacy import AccessQuery, read_access

    if picture is not None and re.fullmatch("[0-9a-fA-F]{64}", picture) is None:
        raise typer.BadParameter("a digest has 64 hexadecimal digits", param_hint="--picture")
    place = locate(config, state)
    query = AccessQuery(moment(since, "--since"), moment(until, "--until"), who, device, picture)
    with troubles_said(), contextlib.closing(connect_read_only(place.path)) as db:
        for look in read_access(db, query):
            if as_json:
                document = asdict(look) | {"at": iso(look.at_us)}
                sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
            else:
                sys.stdout.write(f"{iso(look.at_us)}  {look.who}  {look.what}  {look.device or '-'}  {look.sha256}\n")
        sys.stdout.flush()


@key.command()
def new(file: Annotated[Path, typer.Argument(help="file to make; never overwritten")]) -> None:
    """Make a key; then set [privacy] frame_key_file. Keep a copy elsewhere: without it the pictures are lost."""
    from gateway.privacy import write_key

    try:
        write_key(file)
    except FileExistsError:
        fail("ciro privacy", FAILED, f"{file} exists; a key is never overwritten")
    except OSError as error:
        fail("ciro privacy", ABSENT, str(error))
    typer.echo(f"{file} made, readable by you alone. Keep a copy elsewhere: without it the pictures are lost.")


@key.command()
def check(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """Hold the configured key against the journal. Exit codes: 0 it fits; 1 it does not; 3 no journal."""
    from gateway.privacy import check_key

    place = locate(config, state)
    cipher = place.cipher()
    with troubles_said():
        report = check_key(place.state, cipher)
    if as_json:
        typer.echo(json.dumps(asdict(report)))
    else:
        sealed = "sealed" if report.noted else "not sealed"
        typer.echo(
            f"pictures of this journal are {sealed}: {report.sealed} sealed and {report.plain} in the clear on disk"
        )
        fits = "the configured key fits" if cipher is not None else "no key is configured, and none is needed"
        typer.echo(fits if report.fits else report.reason)
    raise typer.Exit(0 if report.fits else FAILED)


@key.command()
def change(
    old: Annotated[Path | None, typer.Option("--from", help="the old key's file; none: they are in the clear")] = None,
    fresh: Annotated[
        Path | None, typer.Option("--to", help="the new key's file; none: leave them in the clear")
    ] = None,
    config: Config = None,
    state: State = None,
) -> None:
    """Seal every picture with another key, seal those in the clear, or open them all. Stop the gateway first.

    Interrupted, it is finished by the same command; until then no gateway starts on the pictures.
    Exit codes: 0 done; 1 not finished; 2 wrong key; 3 no journal, or a gateway holds it.
    """
    from gateway.privacy import change_key, hand_over

    if old is None and fresh is None:
        raise typer.BadParameter("name --from, --to or both")
    place = locate(config, state)
    with troubles_said():
        try:
            count = change_key(place.state, _cipher(old), _cipher(fresh))
        finally:
            hand_over(place.state)
    typer.echo(f"{count} pictures written anew; now set [privacy] frame_key_file to {fresh or 'nothing'}")


def _cipher(file: Path | None) -> FrameCipher | None:
    from gateway.config import ConfigurationError, read_secret
    from gateway.journal import FrameCipher, FrameKeyError

    if file is None:
        return None
    try:
        return FrameCipher.from_hex(read_secret(file, str(file)))
    except (ConfigurationError, FrameKeyError) as error:
        fail("ciro privacy", USAGE, str(error))
