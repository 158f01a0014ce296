"""Giving up what the retention policy chose: one small transaction at a time, files after the commit.

Every function works within the caller's transaction, tells `release` which pictures lost a row, and leaves the files
to the caller, who removes those that no other row names once the transaction is committed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from gateway.journal.chain import genesis
from gateway.journal.retention import Demand, Picture, Row, choose_pictures, choose_prefix
from gateway.journal.signed_past import note_given_up

__all__ = [
    "REFUSED_ROW_BYTES",
    "Given",
    "Release",
    "give_up_pictures",
    "give_up_prefix",
    "give_up_quarantine",
    "give_up_stories",
    "shrink",
]

Release = Callable[[bytes], None]

ROW_BYTES = 250  # what a record takes beside its payload, with its indexes, about
REFUSED_ROW_BYTES = 500

_OPEN_JOB = "SELECT 1 FROM job j WHERE j.record_id = {} AND j.state IN ('queued', 'processing')"
_PICTURES = (
    "SELECT f.record_id, r.received_us, f.bytes, f.evidence, EXISTS ("  # noqa: S608 - constant parts
    + _OPEN_JOB.format("f.record_id")
    + "), f.sha256 FROM frame f JOIN record r ON r.id = f.record_id "
    "WHERE f.held = 1 AND f.evidence = ? AND f.record_id > ? ORDER BY f.record_id LIMIT ?"
)
_ROWS = (
    "SELECT r.id, r.received_us, coalesce(length(r.payload), 0), "  # noqa: S608 - constant parts
    "EXISTS (SELECT 1 FROM frame f WHERE f.record_id = r.id AND f.held = 1) "
    "OR EXISTS (" + _OPEN_JOB.format("r.id") + ") "
    "OR EXISTS (SELECT 1 FROM result s WHERE s.record_id = r.id AND s.published_us IS NULL), "
    "(SELECT e.received_us FROM batch b JOIN record e ON e.id = b.first + b.count - 1 "
    "WHERE b.first <= r.id ORDER BY b.first DESC LIMIT 1) "
    "FROM record r ORDER BY r.id LIMIT ?"
)
_SETTLED = "SELECT coalesce(max(first + count - 1), 0) FROM batch WHERE state IN ('settled', 'final')"
_SPENT_BATCHES = (
    "DELETE FROM batch WHERE state IN ('settled', 'final') AND published_us IS NOT NULL AND first + count - 1 <= ? "
    "AND id NOT IN (SELECT id FROM batch ORDER BY id DESC LIMIT ?)"
)
BATCHES_KEPT = 1000  # however old, so that a reorganisation finds the last that the chain still has


@dataclass(frozen=True, slots=True)
class Given:
    """What one step gave up: rows and bytes, what is left to do, and where to go on (None: nowhere)."""

    count: int
    size: int
    due: Demand
    after: int | None = None


def give_up_pictures(
    connection: sqlite3.Connection,
    release: Release,
    due: Demand,
    now_us: int | None,
    *,
    evidence: bool,
    after: int,
    limit: int,
) -> Given:
    """Give up pictures among the next *limit* that are held, from the record behind *after* on."""
    rows = connection.execute(_PICTURES, (evidence, after, limit)).fetchall()
    pictures = [Picture(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows]
    chosen, left = choose_pictures(pictures, due)
    ids = {picture.record_id for picture in chosen}
    connection.executemany("UPDATE frame SET held = 0 WHERE record_id = ?", [(number,) for number in ids])
    for row in rows:
        if row[0] in ids:
            release(row[5])
    # The oldest that may stay ends the search, unless its time is wrong: what is behind it may be older.
    stays = any(p.record_id not in ids and not p.owed and (now_us is None or p.received_us <= now_us) for p in pictures)
    go_on = len(rows) == limit and (bool(chosen) or not stays)
    return Given(len(chosen), sum(p.size for p in chosen), left, rows[-1][0] if go_on else None)


def give_up_prefix(
    connection: sqlite3.Connection, release: Release, due: Demand, now_us: int | None, *, settles: bool, limit: int
) -> Given:
    """Give up the oldest records, at most *limit*; the gap's row keeps what is needed to verify those that remain.

    *settles*: records that are in no settled batch are still to be settled.
    """
    rows = connection.execute(_ROWS, (limit,)).fetchall()
    settled = connection.execute(_SETTLED).fetchone()[0] if settles else 2**63
    chain = (Row(r[0], r[1], r[2] + ROW_BYTES, bool(r[3]), r[0] > settled, r[4] or 0) for r in rows)
    last, size = choose_prefix(chain, due, now_us)
    if last == 0:
        return Given(0, 0, due)
    head = connection.execute("SELECT chain FROM record WHERE id = ?", (last,)).fetchone()[0]
    journal_id = connection.execute("SELECT value FROM meta WHERE key = 'journal_id'").fetchone()[0]
    for row in connection.execute("SELECT sha256 FROM frame WHERE record_id <= ?", (last,)):
        release(row[0])
    note_given_up(connection, last)
    for table in ("frame", "job", "result", "proof", "signature"):
        connection.execute(f"DELETE FROM {table} WHERE record_id <= ?", (last,))  # noqa: S608 - constant names
    count = connection.execute("DELETE FROM record WHERE id <= ?", (last,)).rowcount
    connection.execute(_SPENT_BATCHES, (last, BATCHES_KEPT))
    stamp = now_us if now_us is not None else time.time_ns() // 1000
    connection.execute("DELETE FROM gap")
    connection.execute("INSERT INTO gap VALUES (1, ?, ?, ?, ?)", (last, genesis(journal_id), head, stamp))
    return Given(count, size, due.less(size), last if count == limit else None)


def give_up_quarantine(connection: sqlite3.Connection, release: Release, due: Demand, *, limit: int) -> Given:
    """Give up refused inputs, oldest first: those older than evidence may be, and those beyond their share."""
    surplus, cutoff = due.surplus_quarantine_bytes, due.evidence_before_us
    gone: list[tuple[int]] = []
    size = 0
    rows = connection.execute(
        "SELECT id, received_us, bytes, sha256 FROM quarantine ORDER BY id LIMIT ?", (limit,)
    ).fetchall()
    for number, received_us, length, sha256 in rows:
        if size >= surplus and (cutoff is None or received_us >= cutoff):
            break
        gone.append((number,))
        size += length + REFUSED_ROW_BYTES
        release(sha256)
    connection.executemany("DELETE FROM quarantine WHERE id = ?", gone)
    return Given(len(gone), size, due.less(size), gone[-1][0] if len(gone) == limit else None)


def give_up_stories(connection: sqlite3.Connection, before_us: int, *, limit: int) -> int:
    """Give up alarms that ended and notes of looks at pictures from before a moment; return how many."""
    alarms = connection.execute(
        "DELETE FROM alarm WHERE rowid IN (SELECT rowid FROM alarm WHERE cleared_us < ? LIMIT ?)", (before_us, limit)
    ).rowcount
    looks = connection.execute(
        "DELETE FROM access WHERE id IN (SELECT id FROM access WHERE at_us < ? ORDER BY id LIMIT ?)",
        (before_us, limit),
    ).rowcount
    return alarms + looks


def shrink(connection: sqlite3.Connection, *, slack: float, pages: int) -> int:
    """Give free pages beyond the share *slack* back to the file system, at most *pages*; return how many are left.

    To be called outside of a transaction.
    """
    total = int(connection.execute("PRAGMA page_count").fetchone()[0])
    free = int(connection.execute("PRAGMA freelist_count").fetchone()[0])
    surplus = free - int(slack * total)
    if surplus <= 0:
        return 0
    # A statement that yields rows without columns: only executescript carries it to its end.
    connection.executescript(f"PRAGMA incremental_vacuum({min(pages, surplus)})")
    return max(0, surplus - pages)
