"""``ciro journal``: look into the journal, verify it, back it up, deal with refused inputs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from gateway.config import Configuration
    from gateway.journal import FrameCipher, FrameStore, Journal

app = typer.Typer(no_args_is_help=True, help="Look into the journal, verify it, back it up, handle refused inputs.")
quarantine = typer.Typer(no_args_is_help=True, help="Inputs that were refused, with their bytes and the reason.")
app.add_typer(quarantine, name="quarantine")

FAILED, USAGE, ABSENT = 1, 2, 3

Config = Annotated[
    Path | None, typer.Option("--config", "-c", help="configuration file, which says where the journal is")
]
State = Annotated[Path | None, typer.Option("--state", help="state directory, or a backup; goes before --config")]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]
Device = Annotated[str | None, typer.Option(help="address; * and ? stand for others")]
Since = Annotated[str | None, typer.Option(help="moment (2026-03-01T14:30) or age (2h, 7d)")]
Until = Annotated[str | None, typer.Option(help="likewise; excluded")]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the journal is, and the configuration that said so."""

    state: Path
    configuration: Configuration

    @property
    def path(self) -> Path:
        """``journal.db``."""
        return self.state / "journal.db"

    def cipher(self) -> FrameCipher | None:
        """Return the cipher of pictures, or None. An unusable key ends the command."""
        from gateway.config import ConfigurationError, read_secret
        from gateway.journal import FrameCipher, FrameKeyError

        file = self.configuration.privacy.frame_key_file
        if file is None:
            return None
        try:
            return FrameCipher.from_hex(read_secret(file, "[privacy] frame_key_file"))
        except (ConfigurationError, FrameKeyError) as error:
            fail(USAGE, str(error))

    def frames(self) -> FrameStore:
        """Return the pictures, for reading."""
        from gateway.journal import FrameStore

        return FrameStore(self.state / "frames", self.state / "framelog", log_bytes=2**20, cipher=self.cipher())


def fail(code: int, message: str) -> NoReturn:
    """Say why on standard error and end with *code*."""
    typer.echo(f"ciro: {message}", err=True)
    raise typer.Exit(code)


def locate(config: Path | None, state: Path | None) -> Place:
    """Find the journal; end with 3 when there is none."""
    from gateway.config import ConfigurationError, load, state_directory

    try:
        configuration = load(config)
    except ConfigurationError as error:
        fail(USAGE, str(error))
    place = Place(state or state_directory(configuration), configuration)
    if not place.path.exists():
        fail(ABSENT, f"no journal at {place.path}; say where it is with --config FILE or --state DIR")
    return place


def moment(text: str | None, option: str) -> int | None:
    """Parse a moment given on the command line."""
    from gateway.journal.moments import parse_moment

    if text is None:
        return None
    try:
        return parse_moment(text, time.time_ns() // 1000)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from error


@contextmanager
def troubles_said() -> Iterator[None]:
    """Turn what can go wrong with files into one line and an exit code."""
    import sqlite3

    from gateway.journal import FrameKeyError, FrameMissingError

    try:
        yield
    except FrameKeyError as error:
        fail(USAGE, f"{error}; name the configuration with --config")
    except FrameMissingError as error:
        fail(FAILED, str(error))
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except FileNotFoundError as error:
        fail(ABSENT, str(error))
    except sqlite3.OperationalError as error:
        fail(ABSENT, f"the journal can't be used: {error}")
    except sqlite3.DatabaseError as error:
        fail(FAILED, f"the journal is damaged: {error}; restore a backup, or let a gateway set it aside")
    except OSError as error:
        fail(FAILED, str(error))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def with_journal(place: Place, work: Callable[[Journal], Any]) -> Any:
    """Open the journal for writing, since no gateway holds it, do *work*, and leave its files to their owner."""
    from gateway.journal import Journal
    from gateway.privacy import hand_over

    journal = Journal(place.state, place.configuration.journal, lambda _: None, cipher=place.cipher())
    journal.start()
    try:
        if not journal.wait_until_open(600.0):
            fail(ABSENT, f"the journal can't be opened: {journal.condition.reason}; {journal.condition.remedy}")
        return work(journal)
    finally:
        journal.close()
        hand_over(place.state)


def _table(title: str, columns: list[str], rows: list[list[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title or None, box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    Console().print(table, markup=False)


@app.command()
def stats(config: Config = None, state: State = None, as_json: Json = False) -> None:
    """Print figures of the journal; among them the chain's head, to be noted elsewhere for `verify --expect`."""
    from gateway.journal.reports import stats as figures

    place = locate(config, state)
    with troubles_said():
        found = figures(place.path)
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    rows = []
    for key, value in found.items():
        text = ", ".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, dict) else str(value)
        rows.append([key.replace("_", " "), "–" if value in (None, [], {}) else text])
    _table("", ["figure", "value"], rows)


@app.command()
def query(
    device: Device = None,
    kind: Annotated[str | None, typer.Option(help="reading, frame or result")] = None,
    decision: Annotated[str | None, typer.Option(help="only results with this decision")] = None,
    not_ok: Annotated[bool, typer.Option("--not-ok", help="only results that are not ok")] = False,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="so many at most, the newest")] = 50,
    config: Config = None,
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON lines")] = False,
) -> None:
    """Print the newest records that fit."""
    from gateway.journal.reports import export_jsonl, find_records

    place = locate(config, state)
    wanted = _record_query(device, kind, decision, not_ok, since, until, newest_first=True, limit=limit)
    with troubles_said():
        found = find_records(place.path, wanted)
        if as_json:
            export_jsonl(found, sys.stdout)
            sys.stdout.flush()
            return
        rows = [
            [
                str(r["id"]),
                r["received_at"],
                r["kind"],
                r["device"],
                r.get("decision") or "",
                "" if r["seq"] is None else str(r["seq"]),
                _brief(r),
            ]
            for r in found
        ]
    _table("", ["id", "received", "kind", "device", "decision", "seq", "content"], rows)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="csv or jsonl")] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="file; default: standard output")] = None,
    device: Device = None,
    kind: Annotated[str | None, typer.Option(help="reading, frame or result")] = None,
    decision: Annotated[str | None, typer.Option(help="only results with this decision")] = None,
    not_ok: Annotated[bool, typer.Option("--not-ok", help="only results that are not ok")] = False,
    since: Since = None,
    until: Until = None,
    config: Config = None,
    state: State = None,
) -> None:
    """Write all records that fit, oldest first, as JSON lines or CSV."""
    from gateway.journal.reports import export_csv, export_jsonl, find_records

    writers = {"csv": export_csv, "jsonl": export_jsonl}
    if form not in writers:
        raise typer.BadParameter(f"{form!r} is neither csv nor jsonl", param_hint="--format")
    place = locate(config, state)
    found = find_records(place.path, _record_query(device, kind, decision, not_ok, since, until))
    with troubles_said():
        if output is None:
            writers[form](found, sys.stdout)
            sys.stdout.flush()
            return
        part = output.with_name(output.name + ".part")
        with part.open("w", encoding="utf-8", newline="") as out:
            count = writers[form](found, out)
        part.replace(output)
    typer.echo(f"{count} records in {output}", err=True)


@app.command()
def verify(
    pictures: Annotated[bool, typer.Option("--pictures", help="read every picture that is kept, too")] = False,
    expect: Annotated[
        str | None, typer.Option(help="RECORD:HEAD as `stats` printed it earlier (head_record and head)")
    ] = None,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Hold the chain of records against itself; also of a journal in use, or of a backup.

    Exit codes: 0 history is whole; 1 it was tampered with or is damaged; 3 there is no journal.
    """
    from gateway.journal.verify import verify as walk

    place = locate(config, state)
    noted = _noted_head(expect)
    with troubles_said(), progress("verifying") as tell:
        seen = walk(place.path, frames=place.frames() if pictures else None, expected=noted, progress=tell)
    if as_json:
        document = asdict(seen) | {"head": seen.head.hex(), "whole": seen.whole}
        typer.echo(json.dumps(document, indent=2))
    else:
        _say_verification(seen.whole, asdict(seen))
    raise typer.Exit(0 if seen.whole else FAILED)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="directory; an earlier backup in it is brought up to date")],
    pictures: Annotated[bool, typer.Option(help="copy pictures too")] = True,
    link: Annotated[bool, typer.Option("--link", help="hard links instead of copies (same file system)")] = False,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Back the journal up while it is in use. To restore, copy the backup into an empty state directory."""
    from gateway.journal.backup import back_up

    place = locate(config, state)
    with troubles_said(), progress("copying pictures") as tell:
        try:
            report = back_up(place.state, target, pictures=pictures, link=link, progress=tell)
        except FileExistsError as error:
            fail(USAGE, str(error))
    document = asdict(report) | {"directory": str(report.directory), "head": report.head.hex()}
    if as_json:
        typer.echo(json.dumps(document, indent=2))
        return
    typer.echo(
        f"backed up to {target}: {report.last_id} records (head {report.head.hex()[:16]}…), {report.copied} pictures "
        f"copied, {report.there} were there, {report.removed} removed"
        + (f", {report.missing} given up meanwhile or missing" if report.missing else "")
    )
    typer.echo(f"verify it with: ciro journal verify --state {target}" + (" --pictures" if pictures else ""))


@quarantine.command("list")
def list_command(
    device: Annotated[str | None, typer.Option(help="address")] = None,
    reason: Annotated[str | None, typer.Option(help="for instance not_a_picture")] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1)] = 50,
    config: Config = None,
    state: State = None,
    as_json: Annotated[bool, typer.Option("--json", help="print JSON lines")] = False,
) -> None:
    """List refused inputs, newest first."""
    from gateway.journal.moments import iso
    from gateway.journal.quarantine import list_refused

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
    _table("", ["id", "received", "topic", "reason", "bytes", "detail"], rows)


@quarantine.command()
def show(
    number: Annotated[int, typer.Argument(help="number, as `list` prints it")],
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Show one refused input: why, and the beginning of its bytes."""
    from gateway.journal.moments import iso
    from gateway.journal.quarantine import read_refused

    place = locate(config, state)
    with troubles_said():
        try:
            refused, content = read_refused(place.path, place.frames(), number)
        except KeyError as error:
            fail(ABSENT, str(error.args[0]))
    if as_json:
        typer.echo(json.dumps(asdict(refused) | {"begins_hex": content[:256].hex()}, ensure_ascii=False))
        return
    for key, value in (asdict(refused) | {"received": iso(refused.received_us)}).items():
        typer.echo(f"{key:12} {value}")
    for at in range(0, min(len(content), 256), 16):
        row = content[at : at + 16]
        typer.echo(f"{at:06x}  {row.hex(' '):47}  {''.join(chr(b) if 32 <= b < 127 else '.' for b in row)}")


@quarantine.command("export")
def export_command(
    target: Annotated[Path, typer.Argument(help="directory for the files")],
    numbers: Annotated[list[int] | None, typer.Argument(help="numbers; none: all that fit")] = None,
    device: Annotated[str | None, typer.Option(help="address")] = None,
    reason: Annotated[str | None, typer.Option(help="for instance not_a_picture")] = None,
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


@quarantine.command()
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
            fail(FAILED, str(error))
    typer.echo(f"{count} refused inputs deleted")
    if numbers and count < len(set(numbers)):
        raise typer.Exit(FAILED)


def _record_query(
    device: str | None,
    kind: str | None,
    decision: str | None,
    not_ok: bool,
    since: str | None,
    until: str | None,
    *,
    newest_first: bool = False,
    limit: int | None = None,
) -> Any:
    from gateway.journal.reports import RecordQuery
    from gateway.records import Kind

    if kind is not None and kind.upper() not in Kind.__members__:
        raise typer.BadParameter(f"{kind!r} is not reading, frame or result", param_hint="--kind")
    return RecordQuery(
        device=device,
        kind=None if kind is None else Kind[kind.upper()],
        decision=decision,
        not_ok=not_ok,
        since_us=moment(since, "--since"),
        until_us=moment(until, "--until"),
        newest_first=newest_first,
        limit=limit,
    )


def _noted_head(text: str | None) -> tuple[int, bytes] | None:
    if text is None:
        return None
    number, _, head = text.partition(":")
    try:
        noted = int(number), bytes.fromhex(head)
    except ValueError:
        noted = 0, b""
    if noted[0] < 1 or len(noted[1]) != 32:
        raise typer.BadParameter(f"{text!r} is not RECORD:HEAD with 64 hexadecimal digits", param_hint="--expect")
    return noted


def _brief(record: dict[str, Any]) -> str:
    if record["kind"] == "frame":
        kept = "kept" if record["kept"] else "given up or erased"
        return f"{record['width']}×{record['height']}, {record['bytes']} bytes, {kept}"
    content = record.get("content")
    text = json.dumps(content, ensure_ascii=False) if content is not None else "erased"
    return text if len(text) <= 100 else f"{text[:97]}…"


def _say_verification(whole: bool, seen: dict[str, Any]) -> None:
    span = f"records {seen['first_id']} to {seen['last_id']}" if seen["records"] else "no records"
    typer.echo(f"{span}; head {seen['head'].hex()}")
    if seen["given_up"]:
        typer.echo(f"records up to {seen['given_up']} were given up by retention, with their heads noted")
    if seen["erased"]:
        typer.echo(f"{seen['erased']} payloads were erased on request, as noted")
    if seen["pictures"] is not None:
        typer.echo(f"{seen['pictures']} pictures are whole")
    if whole:
        typer.echo("history is whole")
        return
    first = seen["findings"][0]
    typer.echo(f"history is NOT whole: the first record that does not fit is {first['record_id']}: {first['what']}")
    for finding in seen["findings"][1:20]:
        typer.echo(f"  {finding['record_id']}: {finding['what']}")
    if len(seen["findings"]) > 20:
        typer.echo(f"  … and {len(seen['findings']) - 20} more")
