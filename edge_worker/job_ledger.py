"""What this worker has answered and signed: one job id has one answer, and never two signed ones.

Answers are kept in memory, the newest that fit. What was signed is kept in a file for good: whoever signs two outputs
for one job gives evidence against itself, and its stake goes. A job on chain is on the disk before its signature leaves
the machine; other jobs, with nothing at stake, survive the process but not a power cut.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from edge_worker.signed_result import Result

__all__ = ["AnswerMemory", "SignedLedger", "SignedOtherwise"]


class SignedOtherwise(RuntimeError):  # noqa: N818 - reads as what happened
    """Another input, model or output was signed for this job id already."""


@dataclass(frozen=True, slots=True)
class _Kept:
    question: str
    answer: Any
    size: int


class AnswerMemory:
    """The newest answers by job id; used from one thread.

    Args:
        most_bytes: older answers are forgotten beyond this.

    """

    def __init__(self, most_bytes: int = 64 << 20) -> None:
        self._most = most_bytes
        self._held = 0
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def get(self, job_id: str) -> tuple[str, Any] | None:
        """Return the question that the job id stood for, and its answer."""
        found = self._kept.get(job_id)
        return None if found is None else (found.question, found.answer)

    def keep(self, job_id: str, question: str, answer: Any, size: int) -> None:
        """Remember an answer of *size* bytes."""
        replaced = self._kept.pop(job_id, None)
        self._held += size - (0 if replaced is None else replaced.size)
        self._kept[job_id] = _Kept(question, answer, size)
        while self._held > self._most and self._kept:
            self._held -= self._kept.popitem(last=False)[1].size


class SignedLedger:
    """Every result that was signed; thread-safe. *path* None: in memory, for tests and for keys without a chain."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        self._durable: bool | None = None  # as the connection is set now
        self._db = sqlite3.connect(":memory:" if path is None else path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS signed (chain TEXT NOT NULL, account TEXT NOT NULL, job TEXT NOT NULL, "
            "model TEXT NOT NULL, input TEXT NOT NULL, output TEXT NOT NULL, signed_s INTEGER NOT NULL, "
            "PRIMARY KEY (chain, account, job)) STRICT, WITHOUT ROWID"
        )

    def enter(self, result: Result, account: int, chain_id: int, *, durable: bool) -> None:
        """Note *result* of *account* on a chain before its signature leaves; the same one again changes nothing.

        Raises:
            SignedOtherwise: another result is noted for its job.
            OSError: it could not be written, so no signature may leave.

        """
        key = (f"{chain_id:x}", f"{account:x}", f"{result.job_id:x}")
        claim = (f"{result.model:x}", f"{result.input_digest:x}", f"{result.output_digest:x}")
        with self._lock:
            try:
                if durable is not self._durable:
                    self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                    self._durable = durable
                cursor = self._db.execute(
                    "INSERT INTO signed VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (*key, *claim, int(time.time())),
                )
                if cursor.rowcount:
                    return
                known = self._db.execute(
                    "SELECT model, input, output FROM signed WHERE chain = ? AND account = ? AND job = ?", key
                ).fetchone()
            except sqlite3.Error as error:
                raise OSError(f"the ledger of signed results cannot be written: {error}") from error
        if known != claim:
            words = ("model", "input", "output")
            different = [word for word, old, new in zip(words, known, claim, strict=True) if old != new]
            raise SignedOtherwise(
                f"another {' and '.join(different)} was signed for this job id: it gets no second one"
            )

    def __len__(self) -> int:
        """Return how many results were signed."""
        with self._lock:
            return int(self._db.execute("SELECT count(*) FROM signed").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()
