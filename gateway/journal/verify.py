"""Walk the whole chain and say whether history is as it was written.

Every leaf is computed anew from the rows, every link from the head before it; a payload that is kept must have the
digest that the leaf was made of. What retention gave up must be a prefix with its heads noted, what was erased must be
noted as an erasure. With the pictures, each that is kept is read and its digest computed.

The chain by itself does not show what somebody does who rewrites everything after a record and computes new heads, who
cuts the tail off with all that names it, or who forges the note of an erasure or of what retention gave up (the digests
of erased payloads stay). Against the first two, note the head now and then somewhere else (`ciro journal stats` prints
it) and give it as *expected*.

The walk reads a few thousand records at a time, so that it holds up neither a running gateway nor its clear-ups.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256 as _sha256
from pathlib import Path
from typing import Any

import orjson

from gateway.journal.chain import genesis, leaf, link
from gateway.journal.frame_cipher import FrameKeyError
from gateway.journal.frame_store import FrameMissingError, FrameStore
from gateway.journal.schema import connect_read_only, has_table
from gateway.records import Kind

__all__ = ["Finding", "Verification", "verify"]

STRIDE = 2000
MOST_FINDINGS = 100

_RECORDS = (
    "SELECT r.id, r.kind, r.received_us, r.qos, r.boot, r.seq, r.packet_id, r.sha256, r.chain, r.payload, d.address, "
    "f.sha256 AS picture, f.held, s.id AS result_id, s.decision, s.ok, s.model_sha256 FROM record r "
    "LEFT JOIN device d ON d.id = r.device_id LEFT JOIN frame f ON f.record_id = r.id "
    "LEFT JOIN result s ON s.record_id = r.id WHERE r.id BETWEEN ? AND ? ORDER BY r.id LIMIT ?"
)

# What retention gave up has no row to compare with: a batch that ends there is taken as it is.
_BATCHES = """
    SELECT b.first, b.first + b.count - 1,
        NOT EXISTS (SELECT 1 FROM record WHERE id = b.first - 1 AND chain <> b.head_before)
        AND NOT EXISTS (SELECT 1 FROM record WHERE id = b.first + b.count - 1 AND chain <> b.head)
        AND b.first + b.count - 1 <= (SELECT max(id) FROM
            (SELECT max(id) AS id FROM record UNION ALL SELECT max(last_id) FROM gap))
        AND b.first >= coalesce((SELECT a.first + a.count FROM batch a WHERE a.id < b.id ORDER BY a.id DESC LIMIT 1), 0)
    FROM batch b ORDER BY b.first
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A record that does not fit, and why."""

    record_id: int
    what: str


@dataclass(slots=True)
class Verification:
    """What the walk saw.

    Attributes:
        records: records walked.
        first_id, last_id: the first and the last of them; 0 for none.
        given_up: records that retention gave up before them.
        head: the chain's head after the last record.
        pictures: pictures read and found whole; None: they were not looked at.
        erased: payloads erased on request.
        batches: batches for settlement that are of this chain's records.
        findings: what does not fit, in the chain's order; at most a hundred.

    """

    records: int = 0
    first_id: int = 0
    last_id: int = 0
    given_up: int = 0
    head: bytes = b""
    pictures: int | None = None
    erased: int = 0
    batches: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def verify(
    path: Path,
    *,
    frames: FrameStore | None = None,
    expected: tuple[int, bytes] | None = None,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Verification:
    """Verify the journal *path*, which may be in use, or a backup.

    Args:
        path: ``journal.db``.
        frames: where the pictures are, to be read too.
        expected: position and head, noted earlier elsewhere, that the chain must have.
        progress: called with the records done and the last record's position.

    Raises:
        FileNotFoundError: there is no journal.
        sqlite3.DatabaseError: the file can't be read as one.
        FrameKeyError: the pictures are encrypted and *frames* has no key.

    """
    with contextlib.closing(connect_read_only(path)) as db:
        return _Walk(db, frames, expected, progress).run()


class _Walk:
    def __init__(
        self,
        db: sqlite3.Connection,
        frames: FrameStore | None,
        expected: tuple[int, bytes] | None,
        progress: Callable[[int, int], None],
    ) -> None:
        self._db, self._frames, self._expected, self._progress = db, frames, expected, progress
        self._seen = Verification(pictures=None if frames is None else 0)
        self._erasures = db.execute(
            "SELECT device, from_us, to_us FROM erasure WHERE readings > 0 ORDER BY id"
        ).fetchall()
        self._next = 1

    def run(self) -> Verification:
        seen, db = self._seen, self._db
        row = db.execute("SELECT value FROM meta WHERE key = 'journal_id'").fetchone()
        if row is None:
            self._find(0, "the journal's id is missing, so the beginning of the chain is not known")
            return seen
        seen.head = genesis(bytes(row[0]))
        last = int(db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0])
        self._pass_gap()
        while self._next <= last and len(seen.findings) < MOST_FINDINGS:
            rows = db.execute(_RECORDS, (self._next, last, STRIDE)).fetchall()
            if not rows or rows[0]["id"] != self._next:
                self._pass_gap()  # retention may have gone by while we walked
                rows = [row for row in rows if row["id"] >= self._next]
            if not rows:
                break
            for row in rows:
                self._look(row)
            self._progress(seen.records, last)
        self._check_end(last)
        return seen

    def _pass_gap(self) -> None:
        """Go on behind what retention gave up."""
        for row in self._db.execute("SELECT first_id, last_id, head_before, head_after FROM gap ORDER BY first_id"):
            if row["last_id"] < self._next:
                continue
            if row["first_id"] != 1 or (self._next == 1 and row["head_before"] != self._seen.head):
                self._find(row["first_id"], "the note of what retention gave up does not fit the chain's beginning")
            self._next, self._seen.head = row["last_id"] + 1, bytes(row["head_after"])
            self._seen.given_up = row["last_id"]
            self._expect(row["last_id"])

    def _look(self, row: sqlite3.Row) -> None:
        seen, number = self._seen, row["id"]
        if number != self._next:
            span = (
                f"record {self._next} is" if number == self._next + 1 else f"records {self._next} to {number - 1} are"
            )
            self._find(self._next, f"{span} missing")
            seen.head = b""  # what came before is gone: the link of this record can't be checked
        self._check_content(row)
        if row["address"] is None:
            self._find(number, "its device's row is missing")
        elif seen.head:
            digest = leaf(
                row["kind"],
                number,
                row["received_us"],
                row["qos"],
                row["packet_id"],
                row["address"].encode(),
                row["boot"].encode(),
                row["seq"],
                row["sha256"],
            )
            if link(seen.head, digest) != row["chain"]:
                self._find(number, "it does not follow from the record before it: one of the two was altered")
        seen.head, self._next = bytes(row["chain"]), number + 1
        seen.records += 1
        seen.first_id, seen.last_id = seen.first_id or number, number
        self._expect(number)

    def _check_content(self, row: sqlite3.Row) -> None:
        number, payload = row["id"], row["payload"]
        if payload is not None:
            if _sha256(payload).digest() != row["sha256"]:
                self._find(number, "its payload was altered")
            elif row["kind"] == Kind.RESULT:
                self._check_result(row, payload)
        elif row["kind"] == Kind.FRAME:
            self._check_picture(row)
        elif row["kind"] == Kind.READING and self._was_erased(row):
            self._seen.erased += 1
        else:
            self._find(number, "its payload is missing, and no erasure is noted that it would belong to")

    def _check_result(self, row: sqlite3.Row, payload: bytes) -> None:
        try:
            message: dict[str, Any] = orjson.loads(payload)
        except orjson.JSONDecodeError:
            self._find(row["id"], "the result is not JSON")
            return
        for key, column in (("id", "result_id"), ("decision", "decision"), ("model_sha256", "model_sha256")):
            if key in message and message[key] != row[column]:
                self._find(row["id"], f"the table of results says another {key} than the result itself")

    def _check_picture(self, row: sqlite3.Row) -> None:
        if row["picture"] != row["sha256"]:
            self._find(row["id"], "the table of pictures names another picture")
        elif row["held"] and self._frames is not None:
            try:
                content = self._frames.read(row["sha256"])
            except FrameMissingError:
                still = self._db.execute("SELECT held FROM frame WHERE record_id = ?", (row["id"],)).fetchone()
                if still is not None and still[0]:  # not given up while we walked
                    self._find(row["id"], f"its picture {row['sha256'].hex()} is missing")
            except FrameKeyError:
                if not self._frames.encrypts:
                    raise
                self._find(row["id"], f"its picture {row['sha256'].hex()} was altered, or sealed with another key")
            else:
                if _sha256(content).digest() != row["sha256"]:
                    self._find(row["id"], f"its picture {row['sha256'].hex()} was altered")
                elif self._seen.pictures is not None:
                    self._seen.pictures += 1

    def _was_erased(self, row: sqlite3.Row) -> bool:
        if any(_covers(erasure, row) for erasure in self._erasures):
            return True
        self._erasures = self._db.execute("SELECT device, from_us, to_us FROM erasure WHERE readings > 0").fetchall()
        return any(_covers(erasure, row) for erasure in self._erasures)

    def _check_batches(self) -> None:
        """Hold the batches, which were built along the chain, against it: heads at both ends, none over another."""
        if not has_table(self._db, "batch"):
            return
        for first, last, fits in self._db.execute(_BATCHES):
            if fits:
                self._seen.batches += 1
            elif len(self._seen.findings) < MOST_FINDINGS:
                self._find(first, f"the batch of the records {first} to {last} is not of this history")

    def _check_end(self, last: int) -> None:
        self._check_batches()
        for table in ("frame", "job", "result"):
            row = self._db.execute(
                f"SELECT max(record_id) FROM {table} WHERE record_id NOT IN (SELECT id FROM record)"  # noqa: S608
                " AND record_id > ?",
                (last,),
            ).fetchone()
            if row[0] is not None and row[0] > self._newest():
                self._find(last + 1, f"records up to {row[0]} are missing: the table {table!r} still names them")
                break
        if self._expected is not None and self._expected[0] >= self._next:
            self._find(self._next, f"the chain ends before record {self._expected[0]}, whose head was noted")

    def _newest(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0])

    def _expect(self, number: int) -> None:
        if self._expected is not None and self._expected[0] == number and self._expected[1] != self._seen.head:
            self._find(number, "the chain's head here is not the one that was noted: history was rewritten")

    def _find(self, record_id: int, what: str) -> None:
        self._seen.findings.append(Finding(record_id, what))


def _covers(erasure: sqlite3.Row, row: sqlite3.Row) -> bool:
    return (
        (erasure["device"] is None or erasure["device"] == row["address"])
        and (erasure["from_us"] is None or row["received_us"] >= erasure["from_us"])
        and (erasure["to_us"] is None or row["received_us"] < erasure["to_us"])
    )
