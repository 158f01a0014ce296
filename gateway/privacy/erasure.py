"""Erase a device's or a time span's pictures, so that the chain of records still verifies.

A record's row stays, with the digest of what it was; the picture's file, its copies in the frame log, refused inputs
and, if asked for, readings' payloads go. The table ``erasure`` says who asked, why, and how much there was.

What can't be reached from here: backups, a damaged journal that was set aside, what viewers have saved, and blocks
that a flash disk has not yet reused (against that: pictures encrypted at rest).
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TypeVar

from gateway.chain_proofs.table import forget as forget_chain_proofs
from gateway.journal import Journal, Ledger, connect_read_only
from gateway.journal.opening import names_picture
from gateway.proofs.spool import CHAIN, Spool
from gateway.proofs.table import expire, expire_waiting
from gateway.records import JobState, Kind
from gateway.topics import ROOT

__all__ = ["Erasure", "ErasureError", "ErasureReport", "erase"]

T = TypeVar("T")
STEP = 500
PATIENCE_S = 60.0
WHY = "erased on request"


class ErasureError(RuntimeError):
    """The erasure could not be asked for or not be finished; it can be repeated."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is to be erased, by whose wish and why.

    Attributes:
        who: a person or office, for the record.
        reason: for the record.
        device: address; None: all devices.
        from_us, to_us: time of reception, Unix microseconds, ``to_us`` excluded; None: without bound.
        readings: erase readings' payloads too, waveforms among them.

    Raises:
        ErasureError: neither device nor span, an empty span, or nobody who asks.

    """

    who: str
    reason: str
    device: str | None = None
    from_us: int | None = None
    to_us: int | None = None
    readings: bool = False

    def __post_init__(self) -> None:
        if not self.who.strip() or not self.reason.strip():
            raise ErasureError("an erasure names who asked for it and why")
        if self.device is None and self.from_us is None and self.to_us is None:
            raise ErasureError("name a device or a time span: everything is never erased at once")
        if self.from_us is not None and self.to_us is not None and self.from_us >= self.to_us:
            raise ErasureError("the time span ends before it begins")


@dataclass(frozen=True, slots=True)
class ErasureReport:
    """What was erased.

    Attributes:
        id: row of the table ``erasure``.
        frames, readings, refused: records whose content went.
        shared: pictures whose file stays since a record outside of the erasure holds the same picture.
        log_cut: whether the write-ahead log was cut too; if not, a reader held it, and it is overwritten in time.

    """

    id: int
    frames: int = 0
    readings: int = 0
    refused: int = 0
    shared: int = 0
    log_cut: bool = True


def erase(
    journal: Journal, erasure: Erasure, progress: Callable[[ErasureReport], None] = lambda _: None
) -> ErasureReport:
    """Carry out *erasure* through an open journal, in small transactions. May be repeated after a failure.

    Raises:
        ErasureError: the device has never published, or the journal can't be written now.
        sqlite3.Error: likewise.

    """
    with contextlib.closing(connect_read_only(journal.path)) as db:
        _check_device(db, erasure.device)
        erasure = _bounded(db, erasure)
        report = ErasureReport(_wait(journal, journal.execute(lambda _, con: _note(con, erasure))))
        gone: set[bytes] = set()
        for count, part in _each(journal, _scan(db, erasure, _FRAMES), partial(_erase_frames, report.id)):
            gone.update(sha256 for _, sha256 in part)
            report = replace(report, frames=report.frames + count)
            progress(report)
        for count, part in _each(journal, _scan(db, erasure, _REFUSED), _erase_refused):
            gone.update(sha256 for _, sha256 in part)
            report = replace(report, refused=report.refused + count)
            progress(report)
        if erasure.readings:
            for count, _ in _each(journal, _scan(db, erasure, _READINGS), partial(_erase_readings, report.id)):
                report = replace(report, readings=report.readings + count)
                progress(report)
        _forget_proofs(journal, erasure)
        shared = sum(names_picture(db, sha256) for sha256 in gone)
    cut = _wait(journal, journal.execute_apart(lambda _, con: _leave_no_copies(journal, con)))
    return replace(report, shared=shared, log_cut=cut)


def _check_device(db: sqlite3.Connection, device: str | None) -> None:
    """Refuse an address that was never here: misspelt, it must not look like an erasure that found nothing."""
    if device is None:
        return
    known = db.execute("SELECT 1 FROM device WHERE address = ?", (device,)).fetchone()
    refused = db.execute("SELECT 1 FROM quarantine WHERE device = ? LIMIT 1", (device,)).fetchone()
    if known is None and refused is None:
        raise ErasureError(f"no device {device!r} is in this journal; nothing was erased")


def _bounded(db: sqlite3.Connection, erasure: Erasure) -> Erasure:
    """Give the span an end: what comes in later is not erased, and its absence would show."""
    if erasure.to_us is not None:
        return erasure
    newest = db.execute(
        "SELECT max(received_us) FROM record WHERE device_id = coalesce((SELECT id FROM device WHERE address = ?), "
        "device_id)",
        (erasure.device,),
    ).fetchone()[0]
    return replace(erasure, to_us=max(time.time_ns() // 1000, newest or 0) + 1)


def _note(connection: sqlite3.Connection, erasure: Erasure) -> int:
    row = connection.execute(
        "INSERT INTO erasure (erased_us, who, reason, device, from_us, to_us, frames, readings) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, 0) RETURNING id",
        (
            time.time_ns() // 1000,
            erasure.who[:200],
            erasure.reason[:2000],
            erasure.device,
            erasure.from_us,
            erasure.to_us,
        ),
    ).fetchone()
    return int(row[0])


_Part = list[tuple[int, bytes]]
_SPAN = " AND r.received_us >= coalesce(:from_us, r.received_us) AND r.received_us < :to_us"
_DEVICE = " AND (:device IS NULL OR r.device_id = (SELECT id FROM device WHERE address = :device))"
_FRAMES = (
    "SELECT r.id, f.sha256 FROM frame f JOIN record r ON r.id = f.record_id "  # noqa: S608 - constant parts
    f"WHERE f.held = 1 AND f.record_id > :after{_SPAN}{_DEVICE} ORDER BY f.record_id LIMIT :step"
)
_READINGS = (
    f"SELECT r.id, r.sha256 FROM record r WHERE r.kind = {int(Kind.READING)} "  # noqa: S608 - constant parts
    f"AND r.payload IS NOT NULL AND r.id > :after{_SPAN}{_DEVICE} ORDER BY r.id LIMIT :step"
)
_REFUSED = (
    "SELECT r.id, r.sha256 FROM quarantine r "  # noqa: S608 - constant parts
    f"WHERE (r.payload IS NULL OR r.payload != X'') AND r.id > :after{_SPAN} "
    f"AND (:device IS NULL OR r.device = :device OR r.topic LIKE '{ROOT}/' || :device || '/%') "
    "ORDER BY r.id LIMIT :step"
)
_CLOSE_JOB = (
    "UPDATE job SET state = ?, lease_us = 0, error = ? WHERE record_id = ? AND state IN ('queued', 'processing')"
)


def _scan(db: sqlite3.Connection, erasure: Erasure, sql: str) -> Iterator[tuple[int, bytes]]:
    after = 0
    while True:
        rows = db.execute(
            sql,
            {
                "from_us": erasure.from_us,
                "to_us": erasure.to_us,
                "device": erasure.device,
                "after": after,
                "step": STEP,
            },
        ).fetchall()
        for row in rows:
            yield int(row[0]), bytes(row[1])
        if len(rows) < STEP:
            return
        after = int(rows[-1][0])


def _each(
    journal: Journal,
    found: Iterator[tuple[int, bytes]],
    step: Callable[[Ledger, sqlite3.Connection, _Part], int],
) -> Iterator[tuple[int, _Part]]:
    """Carry *step* out on a few hundred rows at a time, each in a transaction; yield its count and the rows."""
    while part := list(islice(found, STEP)):
        yield _wait(journal, journal.execute(partial(_step, step, part))), part


def _step(
    step: Callable[[Ledger, sqlite3.Connection, _Part], int], part: _Part, ledger: Ledger, db: sqlite3.Connection
) -> int:
    return step(ledger, db, part)


def _erase_frames(erasure_id: int, ledger: Ledger, connection: sqlite3.Connection, part: _Part) -> int:
    connection.execute("PRAGMA secure_delete=ON")
    count = 0
    for record_id, sha256 in part:
        count += connection.execute("UPDATE frame SET held = 0 WHERE record_id = ? AND held = 1", (record_id,)).rowcount
        connection.execute(_CLOSE_JOB, (JobState.FAILED, WHY, record_id))
        ledger.release(sha256)
    connection.execute("UPDATE erasure SET frames = frames + ? WHERE id = ?", (count, erasure_id))
    return count


def _erase_refused(ledger: Ledger, connection: sqlite3.Connection, part: _Part) -> int:
    connection.execute("PRAGMA secure_delete=ON")
    for number, sha256 in part:
        connection.execute("UPDATE quarantine SET payload = X'', bytes = 0, detail = ? WHERE id = ?", (WHY, number))
        ledger.release(sha256)
    return len(part)


def _erase_readings(erasure_id: int, _ledger: Ledger, connection: sqlite3.Connection, part: _Part) -> int:
    connection.execute("PRAGMA secure_delete=ON")  # the pages that held it are overwritten
    count = 0
    for record_id, _ in part:
        count += connection.execute(
            "UPDATE record SET payload = NULL WHERE id = ? AND payload IS NOT NULL", (record_id,)
        ).rowcount
        connection.execute(_CLOSE_JOB, (JobState.FAILED, WHY, record_id))
    connection.execute("UPDATE erasure SET readings = readings + ? WHERE id = ?", (count, erasure_id))
    return count


def _forget_proofs(journal: Journal, erasure: Erasure) -> None:
    """Give up proofs of what is erased: their public inputs are small pictures, or spectra of readings."""
    kinds = (Kind.FRAME, Kind.READING) if erasure.readings else (Kind.FRAME,)
    span = {"from_us": erasure.from_us, "to_us": erasure.to_us, "device": erasure.device}

    def forget(_: Ledger, connection: sqlite3.Connection) -> list[str]:
        rows = connection.execute(
            "SELECT p.record_id, p.batch FROM proof p JOIN result s ON s.record_id = p.record_id "  # noqa: S608 - constant
            "JOIN record r ON r.id = s.subject_id "
            f"WHERE r.kind IN ({', '.join(str(int(kind)) for kind in kinds)}){_SPAN}{_DEVICE}",
            span,
        ).fetchall()
        batches = sorted({str(row[1]) for row in rows if row[1] is not None})
        connection.execute("PRAGMA secure_delete=ON")
        expire(connection, batches, WHY)
        expire_waiting(connection, [int(row[0]) for row in rows if row[1] is None], WHY)
        return batches

    def forget_chain(_: Ledger, connection: sqlite3.Connection) -> list[str]:
        where = f"r.kind IN ({', '.join(str(int(kind)) for kind in kinds)}){_SPAN}{_DEVICE}"
        return forget_chain_proofs(connection, where, span, WHY)

    for change, spool in ((forget, Spool(journal.directory)), (forget_chain, Spool(journal.directory, CHAIN))):
        for batch in _wait(journal, journal.execute(change)):
            spool.forget(batch)


def _leave_no_copies(journal: Journal, connection: sqlite3.Connection) -> bool:
    """Empty the frame log and the write-ahead log, which hold what was erased."""
    connection.execute("PRAGMA secure_delete=OFF")
    journal.frames.checkpoint()
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def _wait(journal: Journal, future: Future[T]) -> T:
    try:
        return future.result(PATIENCE_S)
    except TimeoutError:
        future.cancel()
        raise ErasureError(
            f"the journal did not take it in {PATIENCE_S:.0f} s ({journal.condition.reason or 'busy'}); repeat it later"
        ) from None
