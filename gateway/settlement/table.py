"""The journal's table ``batch``: every change is one statement in the writer's transaction.

States: ``built`` → ``sent`` (a signed transaction is noted in ``intent``, *before* it is handed over) → ``settled``
(the chain has it) → ``final`` (it is proven to Ethereum and can't be taken back). A reorganisation turns ``settled``
back into ``built``.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from gateway.settlement.building import Built
from gateway.transactions.landed import Landed
from gateway.transactions.rows import OwedRows, felt_bytes

__all__ = [
    "ROWS",
    "BatchRow",
    "Totals",
    "add",
    "adopt",
    "batch_of",
    "closed_since",
    "finalise",
    "last_record",
    "last_settled",
    "next_first",
    "note_intent",
    "oldest_open",
    "recent",
    "settle",
    "settled_before",
    "settled_rows",
    "totals",
    "undo_from",
    "unpublished",
    "unsettled",
]


ROWS = OwedRows("batch", "id", "built", "settled_us")
"""What the table has in common with others of what is owed to the chain."""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A row. Field elements are integers; heads are the chain's 32 bytes."""

    id: int
    first: int
    count: int
    results: int
    root: int
    head_before: bytes
    head: bytes
    state: str
    reason: str
    oldest_us: int
    built_us: int
    sequence: int | None
    attempts: int
    error: str | None
    intent: str | None
    transaction: int | None
    block: int | None
    fee_fri: int | None
    l2_gas: int | None
    payer: str | None
    settled_us: int | None

    @property
    def last(self) -> int:
        """Number of the last record."""
        return self.first + self.count - 1


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the table."""

    waiting: int = 0
    waiting_records: int = 0
    oldest_us: int | None = None
    settled: int = 0
    records: int = 0
    results: int = 0
    costed_results: int = 0
    costed_records: int = 0
    fee_fri: int = 0
    account_fee_fri: int = 0  # what of it the gateway's own account paid
    l2_gas: int = 0

    @property
    def fee_per_1000(self) -> float | None:
        """Fee of 1,000 results, in fri; None while no result's is known."""
        return 1000 * self.fee_fri / self.costed_results if self.costed_results else None

    @property
    def l2_gas_per_1000(self) -> float | None:
        """L2 gas of 1,000 results; None while no result's is known."""
        return 1000 * self.l2_gas / self.costed_results if self.costed_results else None


_COLUMNS = (
    "id, first, count, results, root, head_before, head, state, reason, oldest_us, built_us, sequence, attempts, "
    "error, intent, transaction_hash, block, fee_fri, l2_gas, payer, settled_us"
)
_SELECT = f"SELECT {_COLUMNS} FROM batch"  # noqa: S608 - names of columns


def _row(found: tuple[object, ...]) -> BatchRow:
    values = list(found)
    values[4] = int.from_bytes(values[4], "big")  # type: ignore[arg-type]
    values[15] = None if values[15] is None else int.from_bytes(values[15], "big")  # type: ignore[arg-type]
    values[17] = None if values[17] is None else int(values[17])  # type: ignore[call-overload]
    return BatchRow(*values)  # type: ignore[arg-type]


def _rows(db: sqlite3.Connection, rest: str, *values: object) -> list[BatchRow]:
    return [_row(tuple(found)) for found in db.execute(f"{_SELECT} {rest}", values)]


def next_first(db: sqlite3.Connection) -> int:
    """Return the number of the first record that is in no batch: after the last batch, or after a gap behind it."""
    last = db.execute("SELECT first + count FROM batch ORDER BY id DESC LIMIT 1").fetchone()
    gap = db.execute("SELECT last_id + 1 FROM gap ORDER BY last_id DESC LIMIT 1").fetchone()
    return max(int(last[0]) if last else 1, int(gap[0]) if gap else 1)


def last_record(db: sqlite3.Connection) -> int:
    """Return the number of the newest record; 0 when there is none."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0])


def add(db: sqlite3.Connection, built: Built, reason: str, now_us: int) -> None:
    """Add a batch that was built."""
    db.execute(
        "INSERT INTO batch "
        "(first, count, results, root, head_before, head, state, reason, oldest_us, built_us, attempts) "
        "VALUES (?, ?, ?, ?, ?, ?, 'built', ?, ?, ?, 0)",
        (
            built.first,
            built.count,
            built.results,
            felt_bytes(built.root),
            bytes.fromhex(built.head_before),
            bytes.fromhex(built.head),
            reason,
            built.oldest_us,
            now_us,
        ),
    )


def adopt(db: sqlite3.Connection, built: Built, sequence: int, landed: Landed, now_us: int) -> None:
    """Note a batch that the chain has already, in place of what was built of its records."""
    db.execute("DELETE FROM batch WHERE state IN ('built', 'sent') AND first + count > ?", (built.first,))
    add(db, built, "adopted", now_us)
    batch = int(db.execute("SELECT id FROM batch WHERE first = ?", (built.first,)).fetchone()[0])
    settle(db, batch, sequence, landed, now_us)


def closed_since(db: sqlite3.Connection, since_us: int, now_us: int) -> tuple[int, int | None]:
    """Return how many batches were closed in that time, and when the last one was; a clock may have been set back."""
    found = db.execute(
        "SELECT count(*), max(built_us) FROM batch WHERE built_us > ? AND built_us <= ?", (since_us, now_us)
    )
    count, last = found.fetchone()
    return int(count), last


def unsettled(db: sqlite3.Connection) -> BatchRow | None:
    """Return the batch that is to be settled next."""
    return next(iter(_rows(db, "WHERE state IN ('built', 'sent') ORDER BY id LIMIT 1")), None)


def settled_before(db: sqlite3.Connection, batch: int) -> BatchRow | None:
    """Return the last settled batch before row *batch*."""
    return next(iter(_rows(db, "WHERE state IN ('settled', 'final') AND id < ? ORDER BY id DESC LIMIT 1", batch)), None)


def last_settled(db: sqlite3.Connection) -> BatchRow | None:
    """Return the last settled batch."""
    return next(iter(recent(db, 1)), None)


def recent(db: sqlite3.Connection, limit: int) -> list[BatchRow]:
    """Return the last settled batches, newest first."""
    return _rows(db, "WHERE state IN ('settled', 'final') ORDER BY id DESC LIMIT ?", limit)


def settled_rows(db: sqlite3.Connection) -> list[BatchRow]:
    """Return all that is settled, in order."""
    return _rows(db, "WHERE state IN ('settled', 'final') ORDER BY id")


def oldest_open(db: sqlite3.Connection) -> BatchRow | None:
    """Return the first settled batch that is not final."""
    return next(iter(_rows(db, "WHERE state = 'settled' ORDER BY id LIMIT 1")), None)


def batch_of(db: sqlite3.Connection, record: int) -> BatchRow | None:
    """Return the batch that holds a record, settled or not; None while it is in none."""
    return next(iter(_rows(db, "WHERE ? BETWEEN first AND first + count - 1 LIMIT 1", record)), None)


def note_intent(db: sqlite3.Connection, batch: int, sequence: int, previous: int, intent: str) -> None:
    """Note, before it is handed over, which transaction is to settle a batch."""
    db.execute(
        "UPDATE batch SET state = 'sent', sequence = ?, previous = ?, intent = ?, attempts = attempts + 1, "
        "transaction_hash = NULL WHERE id = ?",
        (sequence, felt_bytes(previous), intent, batch),
    )


def settle(db: sqlite3.Connection, batch: int, sequence: int, landed: Landed, now_us: int) -> None:
    """Note that the chain has a batch, under which number, and how it got there."""
    db.execute("UPDATE batch SET sequence = ? WHERE id = ?", (sequence, batch))
    ROWS.land(db, batch, "settled", landed, now_us)


def undo_from(db: sqlite3.Connection, batch: int) -> int:
    """Note that the chain has lost row *batch* and all after it; return how many."""
    return db.execute(
        "UPDATE batch SET state = 'built', intent = NULL, settled_us = NULL, published_us = NULL, "
        "error = 'the chain was reorganised' WHERE id >= ? AND state IN ('settled', 'final')",
        (batch,),
    ).rowcount


def finalise(db: sqlite3.Connection, batch: int) -> None:
    """Note that row *batch* and those before it can't be taken back any more."""
    db.execute("UPDATE batch SET state = 'final' WHERE id <= ? AND state = 'settled'", (batch,))


def unpublished(db: sqlite3.Connection, limit: int) -> list[BatchRow]:
    """Return settled batches whose receipt the broker does not have."""
    return _rows(db, ROWS.unpublished, limit)


def totals(db: sqlite3.Connection) -> Totals:
    """Sum up."""
    waiting = db.execute(
        "SELECT count(*), total(count), min(oldest_us) FROM batch WHERE state IN ('built', 'sent')"
    ).fetchone()
    done = db.execute(
        "SELECT count(*), total(count), total(results), total(results) FILTER (WHERE fee_fri IS NOT NULL), "
        "total(count) FILTER (WHERE fee_fri IS NOT NULL), total(CAST(fee_fri AS REAL)), "
        "total(CAST(fee_fri AS REAL)) FILTER (WHERE payer = 'account'), total(l2_gas) "
        "FROM batch WHERE state IN ('settled', 'final')"
    ).fetchone()
    return Totals(int(waiting[0]), int(waiting[1]), waiting[2], *(int(value) for value in done))
