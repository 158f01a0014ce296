"""The journal as others read it while it is written: on a connection of their own, which never holds up the writer.

Not thread-safe: everything is called from one thread. A journal that is not there yet reads as an empty one; one
that was set aside and begun anew is opened anew. One that can't be read raises ``sqlite3.Error``; `attempt` gives a
stand-in instead, for whoever has to answer all the same.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gateway.journal.schema import connect_read_only

__all__ = ["OWED", "UNREADABLE", "JournalFacts", "JournalReader", "JournalTotals", "KnownDevice"]

T = TypeVar("T")

UNREADABLE = (sqlite3.Error, OSError, ValueError)
"""What reading a damaged journal may raise; ValueError comes from rows whose content makes no sense."""

MOST_WEIGHED = 500
OWED = "SELECT count(*), min(id) FROM job WHERE state IN ('queued', 'processing')"
"""Answered from an index alone: with a million jobs waiting it is asked every second all the same."""


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
    """Reads the journal in the file *path*.

    Attributes:
        generation: counts the files that were read: another number is another journal.
        trouble: why an `attempt` failed, until whoever asks empties it.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
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

    def owner_of_picture(self, sha256: bytes) -> str | None:
        """Return the device whose kept picture has that digest, or None when no record keeps it."""
        with self._reading() as rows:
            found = rows(
                "SELECT d.address FROM frame f JOIN record r ON r.id = f.record_id JOIN device d ON d.id = r.device_id "
                "WHERE f.sha256 = ? AND f.held = 1 LIMIT 1",
                sha256,
            )
        return str(found[0][0]) if found else None

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
