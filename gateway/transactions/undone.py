"""The journal's table ``undone``: transactions that are in a block, and whose effects a contract undid.

Each cost a fee and brought nothing. They are kept apart from what landed, so that costs add up, and so that nothing is
sent again at once by a gateway that was restarted meanwhile. A transaction is noted once, however often it is found.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from enum import StrEnum

from gateway.journal.schema import has_table
from gateway.transactions.rows import felt_bytes
from gateway.transactions.trouble import Trouble, UndoneTransaction

__all__ = ["Purpose", "Streak", "UndoneRow", "UndoneSums", "note", "since", "streak", "sums"]

SHOWN = 3


class Purpose(StrEnum):
    """What a transaction was for."""

    BATCH = "batch"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class UndoneRow:
    """A row: the transaction, and for which row of its purpose's table it was sent."""

    transaction: int
    subject: int
    block: int | None
    fee_fri: int
    l2_gas: int
    payer: str
    trouble: Trouble
    reason: str
    noted_us: int


@dataclass(frozen=True, slots=True)
class Streak:
    """Transactions that were undone since the last one that was not: how many, and the newest."""

    count: int
    newest: UndoneRow


@dataclass(frozen=True, slots=True)
class UndoneSums:
    """Sums over those of one purpose, and the newest of them, newest first."""

    count: int = 0
    fee_fri: int = 0
    account_fee_fri: int = 0  # what of it the gateway's own account paid
    l2_gas: int = 0
    newest: tuple[UndoneRow, ...] = field(default_factory=tuple)


_SELECT = (
    "SELECT transaction_hash, subject, block, fee_fri, l2_gas, payer, trouble, reason, noted_us FROM undone "
    "WHERE purpose = ? AND noted_us > ? ORDER BY noted_us DESC, rowid DESC LIMIT ?"
)


def note(db: sqlite3.Connection, purpose: Purpose, subject: int, found: UndoneTransaction, now_us: int) -> None:
    """Note a transaction, once."""
    db.execute(
        "INSERT INTO undone (transaction_hash, purpose, subject, block, fee_fri, l2_gas, payer, trouble, reason, "
        "noted_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (transaction_hash) DO NOTHING",
        (
            felt_bytes(found.transaction),
            str(purpose),
            subject,
            found.block,
            str(found.fee_fri),
            found.l2_gas,
            found.payer,
            str(found.trouble),
            found.reason,
            now_us,
        ),
    )


def since(db: sqlite3.Connection, purpose: Purpose, moment_us: int) -> int:
    """Return how many were noted after a moment."""
    found = db.execute("SELECT count(*) FROM undone WHERE purpose = ? AND noted_us > ?", (purpose, moment_us))
    return int(found.fetchone()[0])


def streak(db: sqlite3.Connection, purpose: Purpose, since_us: int) -> Streak | None:
    """Return those that were noted after a moment; None: there is none."""
    newest = _rows(db, purpose, since_us, 1)
    return Streak(since(db, purpose, since_us), newest[0]) if newest else None


def sums(db: sqlite3.Connection, purpose: Purpose) -> UndoneSums:
    """Sum up."""
    if not has_table(db, "undone"):
        return UndoneSums()
    row = db.execute(
        "SELECT count(*), total(CAST(fee_fri AS REAL)), total(CAST(fee_fri AS REAL)) FILTER (WHERE payer = 'account'), "
        "total(l2_gas) FROM undone WHERE purpose = ?",
        (purpose,),
    ).fetchone()
    count, fee, account_fee, gas = (int(value) for value in row)
    return UndoneSums(count, fee, account_fee, gas, tuple(_rows(db, purpose, -1, SHOWN)))


def _rows(db: sqlite3.Connection, purpose: Purpose, since_us: int, limit: int) -> list[UndoneRow]:
    return [
        UndoneRow(
            transaction=int.from_bytes(row[0], "big"),
            subject=int(row[1]),
            block=row[2],
            fee_fri=int(row[3]),
            l2_gas=int(row[4]),
            payer=str(row[5]),
            trouble=Trouble(row[6]),
            reason=str(row[7]),
            noted_us=int(row[8]),
        )
        for row in db.execute(_SELECT, (purpose, since_us, limit))
    ]
