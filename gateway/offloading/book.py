"""The book of decisions: every job's candidates with their terms, its attempts, and evidence against workers.

A file of its own beside the journal (``routing.db``), since it is written often and owed to nobody: entries wait up to
a quarter of a second in memory, and a power cut may lose those. What a result says of its own route is in the journal.
Evidence is written, and synced to the disk, before the worker is told on.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import orjson

__all__ = ["FILE", "DecisionBook", "Evidence", "Heard", "RouteBookError", "caught", "explain", "heard"]

FILE = "routing.db"
_VERSION = 1
_MOST_WAITING = 20_000
_MOST_PRESENCES = 256
_SCHEMA = """
CREATE TABLE IF NOT EXISTS decision (
    job_id TEXT PRIMARY KEY, at_us INTEGER NOT NULL, device TEXT NOT NULL, worker TEXT, outcome TEXT NOT NULL,
    cost_usd REAL NOT NULL, document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS decision_at ON decision (at_us);
CREATE TABLE IF NOT EXISTS evidence (
    id INTEGER PRIMARY KEY, job_id TEXT NOT NULL, at_us INTEGER NOT NULL, worker TEXT NOT NULL, reason TEXT NOT NULL,
    request BLOB NOT NULL, answer BLOB NOT NULL, answer_header INTEGER, other TEXT NOT NULL, other_answer BLOB NOT NULL,
    other_header INTEGER
);
CREATE TABLE IF NOT EXISTS presence (
    source TEXT PRIMARY KEY, at_us INTEGER NOT NULL, name TEXT, url TEXT, refused TEXT, times INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS evidence_job ON evidence (job_id);
"""


class RouteBookError(RuntimeError):
    """The book can't be used; the message names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Two answers to one job that can't both be right.

    Attributes:
        job_id: the job.
        worker: whose answer is held to be wrong; *answer* are its bytes, signature included, *answer_header* their
            header's length.
        reason: how that is known.
        request: the bytes that were asked.
        other: whose answer stands against it, with its bytes in the same form.

    """

    job_id: str
    worker: str
    reason: str
    request: bytes = field(repr=False)
    answer: bytes = field(repr=False)
    answer_header: int | None
    other: str
    other_answer: bytes = field(repr=False)
    other_header: int | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a worker's announcement, or of a verifier's token about its platform.

    Attributes:
        source: what it came from: a topic's name, an instance of the local network, a peer, a worker's attestation.
        at_us: when, Unix µs.
        name, url: of the worker; None: it was refused, so nobody knows, or it is a token.
        refused: why it is not taken; None: it is.
        times: so often in a row.

    """

    source: str
    at_us: int
    name: str | None = None
    url: str | None = None
    refused: str | None = None
    times: int = 1


class DecisionBook:
    """Writes the book; any thread may call it.

    Args:
        directory: the state directory.
        keep_days: older entries go; evidence stays.

    Raises:
        RouteBookError: the file is no book, or a newer version's.

    """

    def __init__(self, directory: Path, keep_days: float) -> None:
        self.path = directory / FILE
        self.dropped = 0
        self._keep_us = round(keep_days * 86_400e6)
        self._waiting: list[tuple[Any, ...]] = []
        self._heard: dict[str, Heard] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._closed = False
        try:
            self._db = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None, timeout=10.0)
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise RouteBookError(f"{self.path} has schema {version}, newer than this program's; update ciro")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(f"{_SCHEMA}PRAGMA user_version = {_VERSION};")
        except sqlite3.Error as error:
            raise RouteBookError(f"{self.path} can't be used ({error}): move it away, a new one is made") from error

    def note(self, job_id: str, device: str, worker: str | None, cost_usd: float, document: Mapping[str, Any]) -> None:
        """Take an entry; it is written with the next `flush`."""
        entry = (job_id, time.time_ns() // 1000, device, worker, document["outcome"], cost_usd, document)
        with self._lock:
            if len(self._waiting) >= _MOST_WAITING:
                self.dropped += 1
            else:
                self._waiting.append(entry)

    def flush(self) -> None:
        """Write what waits. Blocks."""
        with self._writing:  # also while another writes: what waited before is written when this returns
            with self._lock:
                waiting, self._waiting = self._waiting, []
                heard, self._heard = self._heard, {}
            if waiting and not self._closed:
                rows = [(*entry[:-1], orjson.dumps(entry[-1]).decode()) for entry in waiting]
                with _transaction(self._db):
                    self._db.executemany("INSERT OR REPLACE INTO decision VALUES (?,?,?,?,?,?,?)", rows)
        if heard:
            self._write_heard(heard.values())

    def hear(self, heard: Heard) -> None:
        """Take what became of a worker's announcement; it is written with the next `flush`, the latest of a source."""
        with self._lock:
            before = self._heard.get(heard.source)
            if before is not None:
                heard = replace(heard, times=heard.times + before.times)
            if before is not None or len(self._heard) < _MOST_PRESENCES:  # anybody can make up names
                self._heard[heard.source] = heard

    def _write_heard(self, heard: Iterable[Heard]) -> None:
        rows = [(one.source, one.at_us, one.name, one.url, one.refused, one.times) for one in heard]
        with self._writing:
            if not self._closed:
                with _transaction(self._db):
                    self._db.executemany(
                        "INSERT INTO presence VALUES (?,?,?,?,?,?) ON CONFLICT (source) DO UPDATE SET "
                        "times = CASE WHEN (refused IS NULL) = (excluded.refused IS NULL) THEN times ELSE 0 END "
                        "+ excluded.times, at_us = excluded.at_us, name = excluded.name, url = excluded.url, "
                        "refused = excluded.refused",
                        rows,
                    )
                    self._db.execute(
                        "DELETE FROM presence WHERE source IN "
                        "(SELECT source FROM presence ORDER BY at_us DESC LIMIT -1 OFFSET ?)",
                        (_MOST_PRESENCES,),
                    )

    def keep(self, evidence: Evidence) -> None:
        """Write evidence to the disk. Blocks."""
        values = (
            evidence.job_id,
            time.time_ns() // 1000,
            evidence.worker,
            evidence.reason,
            evidence.request,
            evidence.answer,
            evidence.answer_header,
            evidence.other,
            evidence.other_answer,
            evidence.other_header,
        )
        with self._writing:
            if self._closed:
                raise RouteBookError(f"{self.path} is closed")
            self._db.execute("PRAGMA synchronous = FULL")
            with _transaction(self._db):
                self._db.execute(
                    "INSERT INTO evidence (job_id, at_us, worker, reason, request, answer, answer_header, other, "
                    "other_answer, other_header) VALUES (?,?,?,?,?,?,?,?,?,?)",
                    values,
                )
            self._db.execute("PRAGMA synchronous = NORMAL")

    def forget_old(self) -> None:
        """Drop entries that are older than they are kept. Blocks."""
        with self._writing:
            if self._closed:
                return
            self._db.execute("DELETE FROM decision WHERE at_us < ?", (time.time_ns() // 1000 - self._keep_us,))

    def close(self) -> None:
        """Write what waits and close; whoever writes ends first, as SQLite demands."""
        self.flush()
        with self._writing:
            self._closed = True
            self._db.close()


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Any:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def explain(path: Path, job_id: str) -> dict[str, Any] | None:
    """Return the entry about a job with evidence that it gave; None: there is none.

    Raises:
        FileNotFoundError: there is no book at *path*.
        sqlite3.Error: it can't be read.

    """
    if not path.exists():
        raise FileNotFoundError(path)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        row = db.execute(
            "SELECT at_us, device, cost_usd, document FROM decision WHERE job_id = ?", (job_id,)
        ).fetchone()
        if row is None:
            return None
        at_us, device, cost_usd, document = row
        against = db.execute("SELECT worker, reason, other FROM evidence WHERE job_id = ?", (job_id,)).fetchall()
    found: dict[str, Any] = orjson.loads(document)
    found |= {"at_us": at_us, "device": device, "cost_usd": cost_usd}
    found["evidence"] = [{"worker": w, "reason": r, "other": o} for w, r, o in against]
    return found


def heard(path: Path) -> list[Heard]:
    """Return what became of the latest announcement from each source, latest first.

    Raises:
        FileNotFoundError, sqlite3.Error: as `explain`.

    """
    if not path.exists():
        raise FileNotFoundError(path)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'presence'").fetchone() is None:
            return []  # of an earlier version
        rows = db.execute("SELECT source, at_us, name, url, refused, times FROM presence ORDER BY at_us DESC")
        return [Heard(*row) for row in rows]


def caught(path: Path) -> list[dict[str, Any]]:
    """Return all evidence, latest first: what, about whom, and both answers as hexadecimal digits.

    Raises:
        FileNotFoundError, sqlite3.Error: as `explain`.

    """
    if not path.exists():
        raise FileNotFoundError(path)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        rows = db.execute("SELECT * FROM evidence ORDER BY id DESC").fetchall()
    return [{key: row[key].hex() if isinstance(row[key], bytes) else row[key] for key in row.keys()} for row in rows]  # noqa: SIM118
