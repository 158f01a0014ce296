"""The journal as the page reads it: on a connection of its own, read-only, which never holds up the writer.

Not thread-safe: everything is called from one thread. A journal that is not there yet reads as an empty one; one
that was set aside and begun anew is opened anew. One that can't be read raises ``sqlite3.Error``; `attempt` gives a
stand-in instead, for a page that has to answer all the same.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import orjson

from gateway.alarms import Alarm
from gateway.journal import connect_read_only
from gateway.page.view import DetectionView, ResultBrief, ResultPage, ResultQuery, ResultView, WindowView
from gateway.records import Kind

__all__ = ["UNREADABLE", "JournalFacts", "JournalReader", "JournalTotals", "KnownDevice"]

T = TypeVar("T")

UNREADABLE = (sqlite3.Error, OSError, ValueError)
"""What reading a damaged journal may raise; ValueError comes from rows whose content makes no sense."""

STRIDE = 100_000
BUDGET_S = 1.0
MOST_WEIGHED = 500

OWED = "SELECT count(*), min(id) FROM job WHERE state IN ('queued', 'processing')"
"""Answered from an index alone: with a million jobs waiting it is asked every second all the same."""

_RESULT = """
    SELECT s.record_id, s.id, s.subject_id, s.created_us, s.model, s.model_sha256, s.decision, s.ok, s.latency_us,
           s.proof_state, s.published_us, d.address, r.payload, r.sha256, r.chain, q.kind, q.received_us,
           f.sha256 AS picture, f.held, f.width, f.height
    FROM result s JOIN device d ON d.id = s.device_id JOIN record r ON r.id = s.record_id
    LEFT JOIN record q ON q.id = s.subject_id LEFT JOIN frame f ON f.record_id = s.subject_id
"""


@dataclass(frozen=True, slots=True)
class JournalFacts:
    """What changes all the time, and is quick to read."""

    records: int = 0
    head: str = ""
    backlog: int = 0
    oldest_us: int | None = None
    waiting: int = 0
    waiting_bytes: int = 0


@dataclass(frozen=True, slots=True)
class JournalTotals:
    """What takes a while to count."""

    frames: int = 0
    frame_bytes: int = 0
    quarantined: int = 0


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device that has published at least once: row in the journal, address, Unix microseconds."""

    id: int
    address: str
    first_seen_us: int


class JournalReader:
    """Reads one journal.

    Args:
        path: the database file.
        clock: monotonic seconds, for the time that a search may take.

    Attributes:
        generation: counts the files that were read: another number is another journal.
        trouble: why an `attempt` failed, until whoever asks empties it.

    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._path, self._clock = path, clock
        self._connection: sqlite3.Connection | None = None
        self._file: tuple[int, int] | None = None
        self.generation = 0
        self.trouble = ""

    def close(self) -> None:
        """Close the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def attempt(self, read: Callable[[], T], otherwise: T) -> T:
        """Return what *read* reads, or *otherwise* when the journal can't be read; `trouble` then says why."""
        try:
            return read()
        except UNREADABLE as error:
            self.trouble = str(error)
            return otherwise

    def facts(self) -> JournalFacts:
        """Return length and head of the chain, and what is owed."""
        with self._reading() as rows:
            last = rows("SELECT id, chain FROM record ORDER BY id DESC LIMIT 1")
            owed = rows(OWED)
            oldest = (
                rows("SELECT received_us FROM record WHERE id = (SELECT record_id FROM job WHERE id = ?)", owed[0][1])
                if owed and owed[0][0]
                else []
            )
            waiting = rows("SELECT count(*) FROM result WHERE published_us IS NULL")
            weighed = rows(
                "SELECT count(*), sum(length(r.payload)) FROM (SELECT record_id FROM result WHERE published_us IS NULL "
                "LIMIT ?) w JOIN record r ON r.id = w.record_id",
                MOST_WEIGHED,
            )
        count = int(waiting[0][0]) if waiting else 0
        mean = weighed[0][1] / weighed[0][0] if weighed and weighed[0][0] and weighed[0][1] else 0.0
        return JournalFacts(
            records=int(last[0][0]) if last else 0,
            head=bytes(last[0][1]).hex() if last else "",
            backlog=int(owed[0][0]) if owed else 0,
            oldest_us=int(oldest[0][0]) if oldest else None,
            waiting=count,
            waiting_bytes=round(mean * count),
        )

    def totals(self) -> JournalTotals:
        """Count pictures and refused inputs. Takes time with many pictures: do not call it every second."""
        with self._reading() as rows:
            frames = rows("SELECT count(*), total(bytes) FROM frame WHERE held = 1")
            refused = rows("SELECT count(*) FROM quarantine")
        if not frames:
            return JournalTotals()
        return JournalTotals(int(frames[0][0]), int(frames[0][1]), int(refused[0][0]))

    def devices(self, after_id: int) -> list[KnownDevice]:
        """Return the devices whose row is after *after_id*."""
        with self._reading() as rows:
            found = rows("SELECT id, address, first_seen_us FROM device WHERE id > ? ORDER BY id", after_id)
        return [KnownDevice(int(r[0]), str(r[1]), int(r[2])) for r in found]

    def last_position(self) -> int:
        """Return the position of the latest result; 0 without one."""
        with self._reading() as rows:
            found = rows("SELECT max(record_id) FROM result")
        return int(found[0][0] or 0) if found else 0

    def first_position_since(self, moment_us: int) -> int:
        """Return the position of the first result made at *moment_us* (Unix microseconds) or later, by bisection."""
        with self._reading() as rows:
            ends = rows("SELECT min(record_id), max(record_id) FROM result")
            if not ends or ends[0][0] is None:
                return 0
            low, high = int(ends[0][0]), int(ends[0][1]) + 1
            while low < high:
                middle = (low + high) // 2
                found = rows("SELECT record_id, created_us FROM result WHERE record_id >= ? LIMIT 1", middle)
                if not found or found[0][1] >= moment_us:
                    high = middle
                else:
                    low = int(found[0][0]) + 1
        return low

    def counts(self, first: int, last: int, part_us: int) -> list[tuple[int, int, str, bool, int]]:
        """Return (device id, part, decision, ok, count) of the results from *first* to *last*; a part is *part_us*."""
        with self._reading() as rows:
            found = rows(
                "SELECT device_id, created_us / ?, decision, ok, count(*) FROM result "
                "WHERE record_id BETWEEN ? AND ? GROUP BY 1, 2, 3, 4",
                part_us,
                first,
                last,
            )
        return [(int(r[0]), int(r[1]), str(r[2]), bool(r[3]), int(r[4])) for r in found]

    def made(self, first: int, last: int) -> list[tuple[int, int, str, bool, int]]:
        """Return (device id, created_us, decision, ok, latency_us) of the results from *first* to *last*."""
        with self._reading() as rows:
            found = rows(
                "SELECT device_id, created_us, decision, ok, latency_us FROM result WHERE record_id BETWEEN ? AND ?",
                first,
                last,
            )
        return [(int(r[0]), int(r[1]), str(r[2]), bool(r[3]), int(r[4])) for r in found]

    def latest(self, device_id: int) -> ResultBrief | None:
        """Return the latest result of a device, or None."""
        with self._reading() as rows:
            found = rows(f"{_RESULT} WHERE s.device_id = ? ORDER BY s.record_id DESC LIMIT 1", device_id)
        return _brief(found[0]) if found else None

    def results(self, query: ResultQuery) -> ResultPage:
        """Return a page of results. A search that finds little stops after a second: its page says where to go on."""
        conditions, values = _conditions(query)
        ends = self._ends()
        if ends is None:
            return ResultPage(items=())
        forward = query.after is not None
        low, high = ends
        if query.before is not None:
            high = min(high, query.before - 1)
        if query.after is not None:
            low = max(low, query.after + 1)
        until = self._clock() + BUDGET_S
        found: list[sqlite3.Row] = []
        at = low if forward else high
        stride = STRIDE if conditions else high - low + 1
        while low <= at <= high and len(found) <= query.limit:
            first, last = (at, min(high, at + stride - 1)) if forward else (max(low, at - stride + 1), at)
            with self._reading() as rows:
                found += rows(
                    f"{_RESULT} WHERE s.record_id BETWEEN ? AND ? {conditions} "
                    f"ORDER BY s.record_id {'ASC' if forward else 'DESC'} LIMIT ?",
                    first,
                    last,
                    *values,
                    query.limit + 1 - len(found),
                )
            at = last + 1 if forward else first - 1
            if self._clock() > until:
                break
        unfinished = low <= at <= high
        more = len(found) > query.limit
        items = [_brief(row) for row in found[: query.limit]]
        end = items[-1].position if more else (at - 1 if forward else at + 1) if unfinished else None
        if forward:
            items.reverse()
            return ResultPage(items=tuple(items), newer=end, older=items[-1].position if items else query.after)
        newer = items[0].position if query.before is not None and items else None
        return ResultPage(items=tuple(items), older=end, newer=newer)

    def result(self, result_id: str) -> ResultView | None:
        """Return a result with its record, or None."""
        with self._reading() as rows:
            found = rows(f"{_RESULT} WHERE s.id = ?", result_id)
        return _result(found[0]) if found else None

    def owner_of_picture(self, sha256: bytes) -> str | None:
        """Return the device whose kept picture has that digest, or None when no record keeps it."""
        with self._reading() as rows:
            found = rows(
                "SELECT d.address FROM frame f JOIN record r ON r.id = f.record_id JOIN device d ON d.id = r.device_id "
                "WHERE f.sha256 = ? AND f.held = 1 LIMIT 1",
                sha256,
            )
        return str(found[0][0]) if found else None

    def alarms(self, limit: int) -> list[Alarm]:
        """Return the latest alarms of the journal, newest first."""
        with self._reading() as rows:
            found = rows("SELECT * FROM alarm ORDER BY raised_us DESC LIMIT ?", limit)
        return [Alarm.from_row(dict(row)) for row in found]

    def _ends(self) -> tuple[int, int] | None:
        with self._reading() as rows:
            ends = rows("SELECT min(record_id), max(record_id) FROM result")
        return (int(ends[0][0]), int(ends[0][1])) if ends and ends[0][0] is not None else None

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Callable[..., list[sqlite3.Row]]]:
        """Give a function that runs a query; without a journal, one that finds nothing."""
        connection = self._open()
        if connection is None:
            yield lambda *_: []
            return
        try:
            yield lambda sql, *values: connection.execute(sql, values).fetchall()
        except sqlite3.Error:
            self.close()  # it may have been set aside; the next read opens what is there then
            raise

    def _open(self) -> sqlite3.Connection | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            self.close()
            return None
        file = (status.st_dev, status.st_ino)
        if self._connection is not None and file == self._file:
            return self._connection
        self.close()
        try:
            connection = connect_read_only(self._path)
        except FileNotFoundError:
            return None  # set aside since the line above
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                connection.close()  # its tables are being made at this moment
                return None
        except sqlite3.Error:
            connection.close()
            raise
        if file != self._file:
            self.generation += 1
        self._connection, self._file = connection, file
        return connection


def _conditions(query: ResultQuery) -> tuple[str, list[Any]]:
    conditions = ""
    values: list[Any] = []
    if query.device is not None:
        conditions += " AND s.device_id = (SELECT id FROM device WHERE address = ?)"
        values.append(query.device)
    if query.decision is not None:
        conditions += " AND s.decision = ?"
        values.append(query.decision)
    if query.ok is not None:
        conditions += " AND s.ok = ?"
        values.append(int(query.ok))
    return conditions, values


def _moment(unix_us: int) -> datetime:
    return datetime.fromtimestamp(unix_us / 1e6, UTC)


def _iso(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _fields(row: sqlite3.Row, message: dict[str, Any]) -> dict[str, Any]:
    decision = str(row["decision"])
    detections = message.get("detections") or []
    scores = message.get("scores") or {}
    # A lone score is a distance from what is normal, not a probability: the result's own page shows it as it is.
    score = scores.get(decision) if len(scores) > 1 else None
    if score is None:
        score = max((d["score"] for d in detections), default=None)
    received_us = row["received_us"] if row["received_us"] is not None else row["created_us"]
    return {
        "id": row["id"],
        "position": row["record_id"],
        "device": row["address"],
        "decision": decision,
        "ok": bool(row["ok"]),
        "score": score,
        "received_at": _moment(received_us),
        "latency_ms": row["latency_us"] / 1000,
        "model": row["model"],
        "picture": bytes(row["picture"]).hex() if row["held"] else None,
        "width": row["width"],
        "height": row["height"],
        "detections": tuple(DetectionView(label=d["label"], score=d["score"], box=tuple(d["box"])) for d in detections),
    }


def _message(row: sqlite3.Row) -> dict[str, Any]:
    message: dict[str, Any] = orjson.loads(row["payload"]) if row["payload"] else {}
    return message


def _brief(row: sqlite3.Row) -> ResultBrief:
    return ResultBrief(**_fields(row, _message(row)))


def _result(row: sqlite3.Row) -> ResultView:
    message = _message(row)
    window = message.get("window")
    route = message.get("route") or {}
    return ResultView(
        **_fields(row, message),
        captured_at=_iso(message.get("captured_at")),
        created_at=_moment(row["created_us"]),
        published_at=None if row["published_us"] is None else _moment(row["published_us"]),
        job_type=message.get("job_type", 0),
        frame_sha256=message.get("frame_sha256"),
        window=WindowView(
            signal=window.get("signal") or "",
            first_seq=window.get("first_seq"),
            last_seq=window.get("last_seq"),
            ts=None if window.get("ts") is None else round(window["ts"]),
        )
        if window and row["kind"] != Kind.FRAME
        else None,
        model_sha256=row["model_sha256"],
        input_sha256=message.get("input_sha256"),
        scores=message.get("scores") or {},
        route_target=route.get("target", "local"),
        route_reason=route.get("reason", ""),
        proof_state=row["proof_state"],
        subject_position=row["subject_id"],
        record_sha256=bytes(row["sha256"]).hex(),
        chain_head=bytes(row["chain"]).hex(),
        message=message,
    )
