"""``ciro journal``: look into the journal, verify it, back it up, deal with refused inputs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli import _quarantine
from gateway.cli._ending import FAILED, USAGE, fail
from gateway.cli._options import JsonLines
from gateway.cli._place import (
    Config,
    Device,
    Json,
    Since,
    State,
    Until,
    locate,
    moment,
    print_table,
    progress,
    troubles_said,
)

app = typer.Typer(no_args_is_help=True, help="Look into the journal, verify it, back it up, handle refused inputs.")

RecordKind = Annotated[str | None, typer.Option(help="reading, frame or result")]
Decision = Annotated[str | None, typer.Option(help="only results with this decision")]
NotOk = Annotated[bool, typer.Option("--not-ok", help="only results that are not ok")]
app.add_typer(_quarantine.app, name="quarantine")


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
    print_table("", ["figure", "value"], rows)


@app.command()
def query(
    device: Device = None,
    kind: RecordKind = None,
    decision: Decision = None,
    not_ok: NotOk = False,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int, typer.Option(min=1, help="so many at most, the newest")] = 50,
    config: Config = None,
    state: State = None,
    as_json: JsonLines = False,
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
    print_table("", ["id", "received", "kind", "device", "decision", "seq", "content"], rows)


@app.command()
def export(
    form: Annotated[str, typer.Option("--format", help="csv or jsonl")] = "jsonl",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="file; default: standard output")] = None,
    device: Device = None,
    kind: RecordKind = None,
    decision: Decision = None,
    not_ok: NotOk = False,
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
    proofs: Annotated[bool, typer.Option("--proofs", help="verify every proof that is kept, too")] = False,
    expect: Annotated[
        str | None, typer.Option(help="RECORD:HEAD as `stats` printed it earlier (head_record and head)")
    ] = None,
    config: Config = None,
    state: State = None,
    as_json: Json = False,
) -> None:
    """Hold the chain of records against itself; also of a journal in use, or of a backup.

    Exit codes: 0 history is whole; 1 it, or a proof, was tampered with or is damaged; 3 there is no journal.
    """
    from gateway.journal.verify import verify as walk

    place = locate(config, state)
    noted = _noted_head(expect)
    with troubles_said(), progress("verifying") as tell:
        seen = walk(place.path, frames=place.frames() if pictures else None, expected=noted, progress=tell)
    audit = None
    if proofs:
        from gateway.proofs import audit_proofs

        with troubles_said(), progress("verifying proofs") as tell:
            audit = audit_proofs(place.state, tell)
    whole = seen.whole and not (audit and audit.findings)
    if as_json:
        document = asdict(seen) | {"head": seen.head.hex(), "whole": whole}
        document["proofs"] = None if audit is None else asdict(audit)
        typer.echo(json.dumps(document, indent=2))
    else:
        _say_verification(seen.whole, asdict(seen))
        if audit is not None:
            typer.echo(f"{audit.proofs} proofs hold, of {audit.results} results")
            for finding in audit.findings:
                typer.echo(f"  {finding}")
    raise typer.Exit(0 if whole else FAILED)


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="directory; an earlier backup in it is brought up to date")],
    pictures: Annotated[bool, typer.Option(help="copy pictures and proofs too")] = True,
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
            fail("ciro journal", USAGE, str(error))
    document = asdict(report) | {"directory": str(report.directory), "head": report.head.hex()}
    if as_json:
        typer.echo(json.dumps(document, indent=2))
        return
    typer.echo(
        f"backed up to {target}: {report.last_id} records (head {report.head.hex()[:16]}…), {report.copied} pictures "
        f"copied, {report.there} were there, {report.removed} removed"
        + (f", {report.missing} given up meanwhile or missing" if report.missing else "")
        + (f"; {report.proofs} proofs" if report.proofs or report.proofs_missing else "")
        + (f", {report.proofs_missing} given up meanwhile or missing" if report.proofs_missing else "")
    )
    typer.echo(f"verify it with: ciro journal verify --state {target}" + (" --pictures" if pictures else ""))


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
    if seen["batches"]:
        typer.echo(f"{seen['batches']} batches for settlement are of this history")
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
