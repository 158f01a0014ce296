"""The journal's table of proofs: what is read of it, and what the writer changes, each in one statement or transaction.

A row is there while a result waits for its proof, and stays when one was made. ``batch`` and ``place`` say in which
proof the result is; a row without batch is not asked for yet.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gateway.proofs.batching import Waiting
from gateway.proofs.spool import Request
from gateway.records import ProofState

__all__ = [
    "Counts",
    "Ended",
    "ProofRow",
    "assign",
    "bound_records",
    "count",
    "dissolve",
    "end",
    "expire",
    "expire_waiting",
    "kept_batches",
    "mark_published",
    "open_batches",
    "proof_of",
    "request_of",
    "try_again",
    "unpublished",
    "waiting",
]

MOST_LOOKED_AT = 4000


@dataclass(frozen=True, slots=True)
class Counts:
    """What the table holds, by state, and since when the oldest waits (Unix µs)."""

    queued: int = 0
    proven: int = 0
    failed: int = 0
    disputed: int = 0
    expired: int = 0
    unprovable: int = 0
    oldest_us: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """A result whose proof was made or was given up, as it is published."""

    record_id: int
    result_id: str
    device: str
    state: str
    reason: str | None
    digest: bytes | None
    size: int | None
    items: int
    ended_us: int


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A result's proof, as it is shown and exported."""

    record_id: int
    result_id: str
    state: str
    reason: str | None
    batch: str | None
    place: int | None
    digest: bytes | None
    size: int | None
    items: int
    queued_us: int
    ended_us: int | None
    model_sha256: str
    payload: bytes | None
    reading: dict[str, Any]


def waiting(db: sqlite3.Connection) -> list[Waiting]:
    """Return the oldest results that are in no batch yet."""
    rows = db.execute(
        "SELECT record_id, device_id, model_sha256, queued_us FROM proof INDEXED BY proof_waiting "
        "WHERE state = 'queued' AND batch IS NULL ORDER BY record_id LIMIT ?",
        (MOST_LOOKED_AT,),
    )
    return [Waiting(int(row[0]), int(row[1]), str(row[2]), int(row[3])) for row in rows]


def open_batches(db: sqlite3.Connection) -> list[str]:
    """Return the batches that are owed a proof, oldest first."""
    rows = db.execute(
        "SELECT DISTINCT batch FROM proof INDEXED BY proof_waiting "
        "WHERE state = 'queued' AND batch IS NOT NULL ORDER BY batch"
    )
    return [str(row[0]) for row in rows]


def request_of(db: sqlite3.Connection, batch: str) -> Request | None:
    """Return the request of an open batch; None: nothing of it waits any more, or not all of it is there."""
    rows = db.execute(
        "SELECT p.model_sha256, r.sha256, p.input, p.output, p.place FROM proof p JOIN record r ON r.id = p.record_id "
        "WHERE p.batch = ? AND p.state = 'queued' ORDER BY p.place",
        (batch,),
    ).fetchall()
    if not rows or [row[4] for row in rows] != list(range(len(rows))):
        return None
    records, inputs, outputs = (tuple(bytes(row[column]) for row in rows) for column in (1, 2, 3))
    return Request(batch, str(rows[0][0]), records, inputs, outputs)


def assign(db: sqlite3.Connection, batch: str, items: Sequence[Waiting]) -> None:
    """Put results into a batch."""
    db.executemany(
        "UPDATE proof SET batch = ?, place = ? WHERE record_id = ? AND state = 'queued' AND batch IS NULL",
        [(batch, place, item.record_id) for place, item in enumerate(items)],
    )


def dissolve(db: sqlite3.Connection, batch: str) -> None:
    """Let what waits in a batch be put into others."""
    db.execute("UPDATE proof SET batch = NULL, place = NULL WHERE batch = ? AND state = 'queued'", (batch,))


def try_again(db: sqlite3.Connection, batch: str) -> int:
    """Note that an answer was refused; return how often that was."""
    db.execute("UPDATE proof SET tries = coalesce(tries, 0) + 1 WHERE batch = ?", (batch,))
    row = db.execute("SELECT max(tries) FROM proof WHERE batch = ?", (batch,)).fetchone()
    return int(row[0] or 0)


def end(
    db: sqlite3.Connection,
    batch: str,
    state: ProofState,
    now_us: int,
    *,
    reason: str | None = None,
    digest: bytes | None = None,
    size: int | None = None,
    place: int | None = None,
) -> int:
    """Note what came of a batch, or of one *place* in it; return of how many results.

    What is noted already stays: an answer counts once.

    Inputs and outputs go from the rows: those of a proof are in the bundle that is kept.
    """
    ended = db.execute(
        "UPDATE proof SET state = ?, reason = ?, digest = ?, bytes = ?, ended_us = ?, input = NULL, output = NULL "
        "WHERE batch = ? AND state = 'queued' AND place = coalesce(?, place)",
        (state, reason, digest, size, now_us, batch, place),
    ).rowcount
    _follow(db, batch, state)
    return ended


def expire(db: sqlite3.Connection, batches: Iterable[str], reason: str) -> int:
    """Note that kept proofs, or requests, were given up; return of how many results."""
    count = 0
    for batch in batches:
        count += db.execute(
            "UPDATE proof SET state = 'expired', reason = ?, input = NULL, output = NULL, "
            "ended_us = coalesce(ended_us, queued_us) WHERE batch = ? AND state IN ('proven', 'queued')",
            (reason, batch),
        ).rowcount
        _follow(db, batch, ProofState.EXPIRED)
    return count


def expire_waiting(db: sqlite3.Connection, records: Iterable[int], reason: str) -> None:
    """Note that results which are in no batch yet will not be proven."""
    for record in records:
        db.execute(
            "UPDATE proof SET state = 'expired', reason = ?, input = NULL, output = NULL, ended_us = queued_us "
            "WHERE record_id = ? AND state = 'queued' AND batch IS NULL",
            (reason, record),
        )
        db.execute(
            "UPDATE result SET proof_state = (SELECT state FROM proof WHERE record_id = result.record_id) "
            "WHERE record_id = ?",
            (record,),
        )


def _follow(db: sqlite3.Connection, batch: str, state: ProofState) -> None:
    db.execute(
        "UPDATE result SET proof_state = ? "
        "WHERE record_id IN (SELECT record_id FROM proof WHERE batch = ? AND state = ?)",
        (state, batch, state),
    )


def unpublished(db: sqlite3.Connection, limit: int) -> list[Ended]:
    """Return what the broker does not have yet, oldest first."""
    rows = db.execute(
        "SELECT p.record_id, s.id, d.address, p.state, p.reason, p.digest, p.bytes, p.ended_us, "
        "(SELECT count(*) FROM proof q WHERE q.batch = p.batch) "
        "FROM proof p INDEXED BY proof_unpublished JOIN result s ON s.record_id = p.record_id "
        "JOIN device d ON d.id = p.device_id "
        "WHERE p.ended_us IS NOT NULL AND p.published_us IS NULL ORDER BY p.record_id LIMIT ?",
        (limit,),
    )
    return [
        Ended(
            record_id=int(row[0]),
            result_id=str(row[1]),
            device=str(row[2]),
            state=str(row[3]),
            reason=row[4],
            digest=row[5],
            size=row[6],
            items=int(row[8]),
            ended_us=int(row[7]),
        )
        for row in rows
    ]


def mark_published(db: sqlite3.Connection, records: Iterable[int], now_us: int) -> None:
    """Note that the broker has what became of these."""
    db.executemany("UPDATE proof SET published_us = ? WHERE record_id = ?", [(now_us, record) for record in records])


def count(db: sqlite3.Connection) -> Counts:
    """Count. Takes time with many proofs: do not call it every second."""
    found = {str(row[0]): int(row[1]) for row in db.execute("SELECT state, count(*) FROM proof GROUP BY state")}
    oldest = db.execute("SELECT min(queued_us) FROM proof INDEXED BY proof_waiting WHERE state = 'queued'").fetchone()
    names = ("queued", "proven", "failed", "disputed", "expired", "unprovable")
    return Counts(**{name: found.get(name, 0) for name in names}, oldest_us=oldest[0])


def kept_batches(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return (batch, when it was proven) of what is kept, oldest first."""
    rows = db.execute(
        "SELECT batch, max(ended_us) FROM proof WHERE state = 'proven' AND batch IS NOT NULL GROUP BY batch ORDER BY 2"
    )
    return [(str(row[0]), int(row[1])) for row in rows]


def bound_records(db: sqlite3.Connection, batch: str) -> list[tuple[int, bytes, bytes | None]]:
    """Return (place, SHA-256 of the record, noted digest) of a kept proof's results that the journal still has."""
    rows = db.execute(
        "SELECT p.place, r.sha256, p.digest FROM proof p JOIN record r ON r.id = p.record_id "
        "WHERE p.batch = ? AND p.state = 'proven' ORDER BY p.place",
        (batch,),
    )
    return [(int(row[0]), bytes(row[1]), None if row[2] is None else bytes(row[2])) for row in rows]


def proof_of(db: sqlite3.Connection, result_id: str) -> ProofRow | None:
    """Return a result's proof; None: it has no row, since none was asked for or it is no more."""
    row = db.execute(
        "SELECT p.record_id, s.id, p.state, p.reason, p.batch, p.place, p.digest, p.bytes, p.queued_us, p.ended_us, "
        "p.model_sha256, r.payload, p.reading, (SELECT count(*) FROM proof q WHERE q.batch = p.batch) "
        "FROM result s JOIN proof p ON p.record_id = s.record_id JOIN record r ON r.id = s.record_id WHERE s.id = ?",
        (result_id,),
    ).fetchone()
    if row is None:
        return None
    return ProofRow(
        record_id=int(row[0]),
        result_id=str(row[1]),
        state=str(row[2]),
        reason=row[3],
        batch=row[4],
        place=row[5],
        digest=row[6],
        size=row[7],
        items=int(row[13]),
        queued_us=int(row[8]),
        ended_us=row[9],
        model_sha256=str(row[10]),
        payload=row[11],
        reading=json.loads(row[12]),
    )
