"""What the journal holds, for people and scripts: statistics, records by filter, export. Reads only."""

from __future__ import annotations

import contextlib
import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import orjson
import sqlite_utils

from gateway.journal.schema import connect_read_only, has_table
from gateway.moments import iso
from gateway.records import Kind

__all__ = ["COLUMNS", "RecordQuery", "export_csv", "export_jsonl", "find_records", "stats"]

STRIDE = 2000
COLUMNS = (
    "id",
    "kind",
    "device",
    "received_at",
    "boot",
    "seq",
    "qos",
    "sha256",
    "decision",
    "ok",
    "model",
    "latency_ms",
    "subject",
    "published",
    "bytes",
    "width",
    "height",
    "evidence",
    "kept",
    "signed_by",
    "batch",
    "transaction",
    "content",
)
"""What a record has as a row of CSV; what its kind does not have is empty."""

_SELECT = """
    SELECT r.id, r.kind, d.address, r.received_us, r.boot, r.seq, r.qos, r.sha256, r.chain, r.payload,
           f.bytes, f.width, f.height, f.evidence, f.held,
           s.decision, s.ok, s.model, s.latency_us, s.subject_id, s.published_us, {signer} AS signer,
           {batch}
    FROM record r JOIN device d ON d.id = r.device_id
    LEFT JOIN frame f ON f.record_id = r.id LEFT JOIN result s ON s.record_id = r.id {batches}
"""
_SIGNER = "(SELECT public_key FROM signature WHERE record_id = r.id)"
_BATCH = "b.sequence AS batch, b.transaction_hash"
_BATCHES = (
    "LEFT JOIN batch b ON b.id = (SELECT id FROM batch WHERE first <= r.id ORDER BY first DESC LIMIT 1) "
    "AND r.id < b.first + b.count AND b.state IN ('settled', 'final')"
)


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records. Times are Unix microseconds of reception, ``until_us`` excluded; None: any.

    Attributes:
        device: address, or a pattern with ``*`` and ``?``.
        kind: reading, frame or result.
        decision: of results; implies results.
        not_ok: only results whose decision is not the good one.
        newest_first: the order.
        limit: at most so many; None: all.

    """

    device: str | None = None
    kind: Kind | None = None
    decision: str | None = None
    not_ok: bool = False
    since_us: int | None = None
    until_us: int | None = None
    newest_first: bool = False
    limit: int | None = None


def stats(path: Path) -> dict[str, Any]:
    """Return figures of the journal *path*, which may be in use, as a JSON-ready object.

    Raises:
        FileNotFoundError: there is no journal.

    """
    with contextlib.closing(connect_read_only(path)) as connection:
        db = sqlite_utils.Database(connection)

        def one(sql: str) -> Any:
            return next(iter(db.query(sql)), {})

        kinds = {row["kind"]: row["n"] for row in db.query("SELECT kind, count(*) AS n FROM record GROUP BY kind")}
        ends = one("SELECT min(id) AS first, max(id) AS last FROM record")
        head = one(
            "SELECT id, hex(chain) AS head FROM (SELECT id, chain FROM record UNION ALL SELECT last_id, head_after "
            "FROM gap) ORDER BY id DESC LIMIT 1"
        )
        times = one("SELECT min(received_us) AS oldest, max(received_us) AS newest FROM record")
        frames = one(
            "SELECT count(*) AS kept, total(bytes) AS bytes, count(*) FILTER (WHERE evidence = 1) AS evidence "
            "FROM frame WHERE held = 1"
        )
        settled = waiting = 0
        if has_table(connection, "batch"):
            batches = one(
                "SELECT total(count) FILTER (WHERE state IN ('settled', 'final')) AS settled, "
                "count(*) FILTER (WHERE state IN ('built', 'sent')) AS waiting FROM batch"
            )
            settled, waiting = int(batches["settled"]), batches["waiting"]
        gap = one("SELECT last_id FROM gap ORDER BY last_id DESC LIMIT 1")
        return {
            "path": str(path),
            "records": sum(kinds.values()),
            "readings": kinds.get(Kind.READING, 0),
            "frames": kinds.get(Kind.FRAME, 0),
            "results": kinds.get(Kind.RESULT, 0),
            "first_record": ends["first"],
            "last_record": ends["last"],
            "given_up_records": gap.get("last_id", 0),
            "head_record": head.get("id", 0),
            "head": head.get("head", "").lower(),
            "oldest": None if times["oldest"] is None else iso(times["oldest"]),
            "newest": None if times["newest"] is None else iso(times["newest"]),
            "devices": db.table("device").count,
            "pictures_kept": frames["kept"],
            "picture_bytes": int(frames["bytes"]),
            "evidence_kept": frames["evidence"],
            "owed_results": one("SELECT count(*) AS n FROM job WHERE state IN ('queued', 'processing')")["n"],
            "unpublished_results": one("SELECT count(*) AS n FROM result WHERE published_us IS NULL")["n"],
            "decisions": {
                row["decision"]: row["n"]
                for row in db.query("SELECT decision, count(*) AS n FROM result GROUP BY decision ORDER BY n DESC")
            },
            "refused": {
                row["reason"]: row["n"]
                for row in db.query("SELECT reason, count(*) AS n FROM quarantine GROUP BY reason ORDER BY n DESC")
            },
            "settled_records": settled,
            "waiting_batches": waiting,
            "erasures": db.table("erasure").count,
            "accesses": db.table("access").count,
            "file_bytes": path.stat().st_size,
            "log_bytes": log.stat().st_size if (log := path.with_name(path.name + "-wal")).exists() else 0,
            "set_aside": sorted(
                p.name for p in path.parent.glob(f"{path.name}.corrupt-*") if not p.name.endswith(("-wal", "-shm"))
            ),
        }


def find_records(path: Path, query: RecordQuery) -> Iterator[dict[str, Any]]:
    """Yield records as JSON-ready objects. It reads a few thousand rows at a time and holds nobody up.

    Raises:
        FileNotFoundError: there is no journal.

    """
    where, values = _conditions(query)
    order, beyond = ("DESC", "r.id < ?") if query.newest_first else ("ASC", "r.id > ?")
    left = query.limit
    with contextlib.closing(connect_read_only(path)) as db:
        # a backup of an earlier version has no such table
        sql = f"{_select(db)} WHERE {beyond} {where} ORDER BY r.id {order} LIMIT ?"
        at = 2**62 if query.newest_first else 0
        while left is None or left > 0:
            step = STRIDE if left is None else min(left, STRIDE)
            rows = db.execute(sql, (at, *values, step)).fetchall()
            yield from map(_document, rows)
            if len(rows) < step:
                return
            at = rows[-1]["id"]
            left = None if left is None else left - len(rows)


def export_jsonl(records: Iterable[dict[str, Any]], out: TextIO) -> int:
    """Write records as JSON lines; return how many."""
    count = 0
    for record in records:
        out.write(orjson.dumps(record).decode() + "\n")
        count += 1
    return count


def export_csv(records: Iterable[dict[str, Any]], out: TextIO) -> int:
    """Write records as CSV (RFC 4180) with a heading; return how many.

    Content is JSON text in one column. Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    count = 0
    for record in records:
        writer.writerow([_cell(record.get(column)) for column in COLUMNS])
        count += 1
    return count


def _select(db: sqlite3.Connection) -> str:
    """Return the question; a backup of an earlier version has fewer tables."""
    signer = _SIGNER if has_table(db, "signature") else "NULL"
    if has_table(db, "batch"):
        return _SELECT.format(signer=signer, batch=_BATCH, batches=_BATCHES)
    return _SELECT.format(signer=signer, batch="NULL AS batch", batches="")


def _conditions(query: RecordQuery) -> tuple[str, list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    if query.device is not None:
        conditions.append("r.device_id IN (SELECT id FROM device WHERE address GLOB ?)")
        values.append(query.device.replace("[", "[[]"))
    for condition, value in (
        ("r.kind = ?", query.kind),
        ("s.decision = ?", query.decision),
        ("r.received_us >= ?", query.since_us),
        ("r.received_us < ?", query.until_us),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if query.not_ok:
        conditions.append("s.ok = 0")
    return "".join(f" AND {condition}" for condition in conditions), values


def _document(row: sqlite3.Row) -> dict[str, Any]:
    kind = Kind(row["kind"])
    document: dict[str, Any] = {
        "id": row["id"],
        "kind": kind.name.lower(),
        "device": row["address"],
        "received_at": iso(row["received_us"]),
        "boot": row["boot"] or None,
        "seq": row["seq"],
        "qos": row["qos"],
        "sha256": row["sha256"].hex(),
    }
    if kind is Kind.FRAME:
        document |= {key: row[key] for key in ("bytes", "width", "height")}
        document |= {"evidence": bool(row["evidence"]), "kept": bool(row["held"])}
    if kind is Kind.RESULT:
        document |= {
            "decision": row["decision"],
            "ok": bool(row["ok"]),
            "model": row["model"],
            "latency_ms": None if row["latency_us"] is None else row["latency_us"] / 1000,
            "subject": row["subject_id"],
            "published": row["published_us"] is not None,
        }
    if row["batch"] is not None:
        document["batch"] = row["batch"]
        if row["transaction_hash"] is not None:
            document["transaction"] = f"{int.from_bytes(row['transaction_hash']):#x}"
    if row["signer"] is not None:
        document["signed_by"] = f"{int.from_bytes(row['signer']):#x}"
    if kind is not Kind.FRAME:
        document["content"] = _content(row["payload"])
    return document


def _content(payload: bytes | None) -> Any:
    """Return a payload as the JSON it is; an accepted one always is, a tampered one is shown as text."""
    if payload is None:
        return None
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError:
        return payload.decode("utf-8", "replace")


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return value
