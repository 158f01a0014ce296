"""Refused inputs: what they were, why they were refused, their bytes."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gateway.journal.frame_store import FrameMissingError, FrameStore
from gateway.journal.journal import Journal
from gateway.journal.ledger import Ledger
from gateway.journal.schema import connect_read_only

__all__ = ["Refused", "delete_refused", "export_refused", "list_refused", "read_refused"]

STEP = 200
_SIGNATURES = ((b"\xff\xd8\xff", "jpg"), (b"\x89PNG", "png"), (b"{", "json"), (b"[", "json"))


@dataclass(frozen=True, slots=True)
class Refused:
    """A refused input. *sha256* is hexadecimal, *record_id* that of the record that it became first, if any."""

    id: int
    received_us: int
    topic: str
    device: str | None
    reason: str
    detail: str
    qos: int
    sha256: str
    bytes: int
    record_id: int | None


def list_refused(
    path: Path,
    *,
    device: str | None = None,
    reason: str | None = None,
    since_us: int | None = None,
    until_us: int | None = None,
    limit: int | None = None,
) -> Iterator[Refused]:
    """Yield refused inputs of the journal *path*, newest first.

    Raises:
        FileNotFoundError: there is no journal.

    """
    with contextlib.closing(connect_read_only(path)) as db:
        at, left = 2**62, limit
        while left is None or left > 0:
            step = STEP if left is None else min(left, STEP)
            rows = db.execute(
                "SELECT * FROM quarantine WHERE id < :at AND (:device IS NULL OR device = :device) "
                "AND (:reason IS NULL OR reason = :reason) AND received_us >= coalesce(:since, received_us) "
                "AND received_us < coalesce(:until, received_us + 1) ORDER BY id DESC LIMIT :step",
                {"at": at, "device": device, "reason": reason, "since": since_us, "until": until_us, "step": step},
            ).fetchall()
            yield from map(_refused, rows)
            if len(rows) < step:
                return
            at, left = rows[-1]["id"], None if left is None else left - len(rows)


def read_refused(path: Path, frames: FrameStore, number: int) -> tuple[Refused, bytes]:
    """Return a refused input with its bytes as they came in.

    Raises:
        KeyError: there is none of that number.
        FrameMissingError: its bytes were erased or given up.
        FrameKeyError: they are sealed, and *frames* has not the key.

    """
    with contextlib.closing(connect_read_only(path)) as db:
        row = db.execute("SELECT * FROM quarantine WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise KeyError(f"there is no refused input {number}")
    refused = _refused(row)
    if row["payload"] is None:
        return refused, frames.read(row["sha256"])
    if refused.bytes == 0 and row["detail"] == "erased on request":
        raise FrameMissingError(f"the bytes of the refused input {number} were erased on request")
    return refused, bytes(row["payload"])


def export_refused(
    path: Path,
    frames: FrameStore,
    target: Path,
    found: Iterator[Refused],
    missed: Callable[[Refused, Exception], None] = lambda _r, _e: None,
) -> int:
    """Write the bytes of refused inputs into files ``NUMBER-REASON.ext`` of *target*; return how many.

    *missed* is told of those whose bytes are not there any more. The files hold what somebody sent: open them with
    care.

    Raises:
        OSError: the directory can't be written.

    """
    target.mkdir(parents=True, exist_ok=True)
    count = 0
    for refused in found:
        try:
            _, content = read_refused(path, frames, refused.id)
        except (KeyError, FrameMissingError) as error:
            missed(refused, error)
            continue
        kind = next((kind for mark, kind in _SIGNATURES if content.lstrip()[:8].startswith(mark)), "bin")
        (target / f"{refused.id:08d}-{refused.reason}.{kind}").write_bytes(content)
        count += 1
    return count


def delete_refused(journal: Journal, *, numbers: list[int] | None = None, before_us: int | None = None) -> int:
    """Delete refused inputs by number, or all from before a moment, through an open journal; return how many.

    Raises:
        ValueError: neither numbers nor a moment.
        JournalClosedError: the journal was closed.

    """
    if numbers is None and before_us is None:
        raise ValueError("name numbers, or a moment")
    count = 0
    if numbers is not None:
        for start in range(0, len(numbers), STEP):
            count += journal.execute(partial(_delete, numbers[start : start + STEP], None)).result()
        return count
    while step := journal.execute(partial(_delete, [], before_us)).result():
        count += step
    return count


def _delete(numbers: list[int], before_us: int | None, ledger: Ledger, db: sqlite3.Connection) -> int:
    rows = db.execute(
        "SELECT id, sha256 FROM quarantine WHERE id IN (SELECT value FROM json_each(?)) OR received_us < ? LIMIT ?",
        (json.dumps(numbers), before_us, STEP),
    ).fetchall()
    db.executemany("DELETE FROM quarantine WHERE id = ?", [(row[0],) for row in rows])
    for row in rows:
        ledger.release(row[1])
    return len(rows)


def _refused(row: sqlite3.Row) -> Refused:
    return Refused(
        row["id"],
        row["received_us"],
        row["topic"],
        row["device"],
        row["reason"],
        row["detail"],
        row["qos"],
        row["sha256"].hex(),
        row["bytes"],
        row["record_id"],
    )
