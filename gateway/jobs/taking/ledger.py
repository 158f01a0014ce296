"""What was seen, answered and committed to: the taker's memory, in a file of its own.

A job's answer is written once and never changed, on the disk before anything is signed over it. Whoever signs two
answers to one job loses its stake, so after a kill or a reorganisation the same answer is signed again. After a
reorganisation another client's job may have the same id: an answer is one to a job's id, model and input. The
follower's cursor changes in the transaction that takes in what the step brought.

`edge_worker.job_ledger.SignedLedger` is another thing: a worker that is asked over HTTP keeps no answers and sees no
chain, so it notes digests, and refuses another question under a known id. Here an id may come to mean another job.
"""

from __future__ import annotations

import secrets
import sqlite3
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gateway.chain.bindings.shared import JobSpec, JobSubmitted
from gateway.chain.follower import Apply, Cursor, Step
from gateway.jobs.taking import records
from gateway.jobs.taking.records import JobFigures, JobRecord, Pay

__all__ = ["Answer", "JobLedger"]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS place (only_one INTEGER PRIMARY KEY CHECK (only_one = 1), contract TEXT NOT NULL,
    cursor TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, seen_at INTEGER NOT NULL, closed_at INTEGER, why TEXT) STRICT;
CREATE TABLE IF NOT EXISTS answer (job TEXT NOT NULL, model TEXT NOT NULL, input TEXT NOT NULL, digest TEXT NOT NULL,
    output BLOB NOT NULL, salt TEXT NOT NULL, PRIMARY KEY (job, model, input)) STRICT;
"""
_SALT_BITS = 248


@dataclass(frozen=True, slots=True)
class Answer:
    """What is signed for a job.

    Attributes:
        digest: of the output.
        output: the bytes.
        salt: of the commitment to it in a vote.

    """

    digest: int
    output: bytes
    salt: int


class JobLedger:
    """The file *path*; every method commits before it returns. Thread-safe.

    Raises:
        sqlite3.Error: it can't be opened or written.

    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_SCHEMA + records.SCHEMA)

    def cursor(self, contract: int) -> Cursor | None:
        """Return where the follower of *contract* stands; None when it never ran, or followed another."""
        with self._lock:
            row = self._db.execute("SELECT cursor FROM place WHERE contract = ?", (hex(contract),)).fetchone()
        return None if row is None else Cursor.from_json(row[0])

    def take_in(self, contract: int, step: Step, suitable: list[JobSubmitted], paid: Sequence[Pay] = ()) -> None:
        """Write what a step brings: new jobs that suit and what jobs paid, or that its jobs are no longer known."""
        with self._lock, self._db:
            self._db.execute("BEGIN IMMEDIATE")
            if isinstance(step, Apply):
                rows = [(hex(one.job_id), step.block.number) for one in suitable]
                self._db.executemany(
                    "INSERT INTO job (id, seen_at) VALUES (?, ?) ON CONFLICT (id)"
                    " DO UPDATE SET seen_at = excluded.seen_at, closed_at = NULL, why = NULL",
                    rows,
                )
                records.note_pay(self._db, step.block.number, paid)
            else:
                self._db.execute("UPDATE job SET closed_at = NULL, why = NULL WHERE closed_at >= ?", step.block[:1])
                self._db.execute("DELETE FROM job WHERE seen_at >= ?", step.block[:1])
                records.take_back(self._db, step.block.number)
            self._db.execute(
                "INSERT INTO place VALUES (1, ?, ?) ON CONFLICT (only_one)"
                " DO UPDATE SET contract = excluded.contract, cursor = excluded.cursor",
                (hex(contract), step.cursor.to_json()),
            )

    def open_jobs(self) -> list[int]:
        """Return the jobs that something is still to be done about, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT id FROM job WHERE closed_at IS NULL ORDER BY seen_at, id").fetchall()
        return [int(row[0], 16) for row in rows]

    def close_job(self, job_id: int, at: int, why: str) -> None:
        """Note that a job needs nothing more as of block *at*; a reorganisation below opens it again."""
        with self._lock:
            self._db.execute("UPDATE job SET closed_at = ?, why = ? WHERE id = ?", (at, why, hex(job_id)))

    def drop(self, job_id: int, at: int) -> None:
        """Close a job that the chain does not know any more."""
        with self._lock:
            records.forget(self._db, job_id)
        self.close_job(job_id, at, "gone")

    def refuse(self, job_id: int, at: int, why: str) -> None:
        """Close a job that can't be done."""
        with self._lock:
            records.note_refusal(self._db, job_id, why)
        self.close_job(job_id, at, why)

    def answer(self, job_id: int, spec: JobSpec) -> Answer | None:
        """Return the answer to a job, if there is one."""
        with self._lock:
            row = self._db.execute(
                "SELECT digest, output, salt FROM answer WHERE job = ? AND model = ? AND input = ?", _key(job_id, spec)
            ).fetchone()
        return None if row is None else Answer(int(row[0], 16), row[1], int(row[2], 16))

    def enter(self, job_id: int, spec: JobSpec, digest: int, output: bytes) -> Answer:
        """Note the answer to a job, unless one is noted; return the one that counts."""
        salt = secrets.randbits(_SALT_BITS)
        with self._lock:
            self._db.execute(
                "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (*_key(job_id, spec), hex(digest), output, hex(salt)),
            )
        kept = self.answer(job_id, spec)
        assert kept is not None
        return kept

    # -- what people are told -----------------------------------------------------------------------------------------

    def note(self, record: JobRecord) -> None:
        """Write how far a job is, if that has changed; the time is this machine's."""
        with self._lock:
            records.note(self._db, replace(record, changed_us=time.time_ns() // 1000))

    def note_sent(self, job_id: int, step: str, transaction: int) -> None:
        """Write the last transaction that was sent about a job."""
        with self._lock:
            records.note_sent(self._db, job_id, step, transaction, time.time_ns() // 1000)

    def figures(self) -> JobFigures:
        """Return what is known of all jobs."""
        with self._lock:
            return records.figures(self._db)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()


def _key(job_id: int, spec: JobSpec) -> tuple[str, str, str]:
    return hex(job_id), hex(spec.model), hex(spec.input_digest)
