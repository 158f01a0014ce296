"""Counts what a journal holds, to be held against what a broker acknowledged: read-only, from outside the gateway."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gateway.records import Kind

__all__ = ["JournalTally"]


class JournalTally:
    """Counts what a journal file holds since a moment. The gateway may be running.

    Args:
        path: ``journal.db``.
        since_us: only what was received at or after this moment counts, Unix microseconds.

    """

    def __init__(self, path: Path, since_us: int = 0) -> None:
        self._path = path
        self._since_us = since_us

    def readings(self) -> set[tuple[str, int, int]]:
        """Return (device, boot, seq) of every reading whose boot is a number."""
        query = (
            "SELECT d.address, r.boot, r.seq FROM record r JOIN device d ON d.id = r.device_id "
            "WHERE r.kind = ? AND r.seq IS NOT NULL AND r.received_us >= ?"
        )
        with self._open() as db:
            return {
                (device, int(boot), seq)
                for device, boot, seq in db.execute(query, (Kind.READING, self._since_us))
                if boot.isdecimal()
            }

    def frames(self) -> Counter[tuple[str, bytes]]:
        """Return how often each (device, SHA-256) is held."""
        query = (
            "SELECT d.address, r.sha256, count(*) FROM record r JOIN device d ON d.id = r.device_id "
            "WHERE r.kind = ? AND r.received_us >= ? GROUP BY d.address, r.sha256"
        )
        with self._open() as db:
            rows = db.execute(query, (Kind.FRAME, self._since_us))
            return Counter({(device, sha256): count for device, sha256, count in rows})

    def count(self, kind: Kind) -> int:
        """Return how many records of *kind* there are."""
        query = "SELECT count(*) FROM record WHERE kind = ? AND received_us >= ?"
        with self._open() as db:
            return int(db.execute(query, (kind, self._since_us)).fetchone()[0])

    def results(self) -> tuple[int, int]:
        """Return how many results there are, and how many of them have a proof that was verified and is kept."""
        query = "SELECT count(*), count(*) FILTER (WHERE proof_state = 'proven') FROM result WHERE created_us >= ?"
        with self._open() as db:
            results, proofs = db.execute(query, (self._since_us,)).fetchone()
            return int(results), int(proofs)

    def owed(self) -> int:
        """Return how many jobs still wait for their result."""
        with self._open() as db:
            query = "SELECT count(*) FROM job WHERE state IN ('queued', 'processing')"
            return int(db.execute(query).fetchone()[0])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            yield db
        finally:
            db.close()
