"""What the journal's tables of things that are owed to the chain have in common: columns, and how they change.

Such a row is ready, then ``sent`` (a signed transaction is noted in ``intent``, *before* it is handed over), then done
at a moment, and owed a receipt until ``published_us``. Every change is one statement in the writer's transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.transactions.landed import Landed

__all__ = ["OwedRows", "felt_bytes"]

LONGEST_ERROR = 500


def felt_bytes(value: int | None) -> bytes | None:
    """Return a field element as a column holds it."""
    return None if value is None else value.to_bytes(32, "big")


@dataclass(frozen=True, slots=True)
class OwedRows:
    """The rows of *table*; names of columns and states are the code's own, never a caller's.

    Attributes:
        table: its name.
        key: the column that names a row.
        ready: the state of a row whose transaction is still to be signed.
        moment: the column that says when it was done.
        shared: the condition on the rows whose transaction is that of the row that a key names; empty: its own alone.

    """

    table: str
    key: str
    ready: str
    moment: str
    shared: str = ""

    def _update(self, what: str, where: str = "", *, shared: bool = False) -> str:
        rows = (shared and self.shared) or f"{self.key} = ?"
        return f"UPDATE {self.table} SET {what} WHERE {rows} {where}"  # noqa: S608 - see above

    def note_handed(self, db: sqlite3.Connection, key: int, transaction: int) -> None:
        """Note the hash of the transaction that was handed over."""
        db.execute(
            self._update("transaction_hash = ?", "AND state = 'sent'", shared=True), (felt_bytes(transaction), key)
        )

    def note_error(self, db: sqlite3.Connection, key: int, error: str, *, forget_intent: bool) -> None:
        """Note why a row is not done yet; *forget_intent*: its transaction can't be carried out any more."""
        db.execute(self._update("error = ?", shared=True), (error[:LONGEST_ERROR], key))
        if forget_intent:
            db.execute(self._update("state = ?, intent = NULL", "AND state = 'sent'", shared=True), (self.ready, key))

    def land(self, db: sqlite3.Connection, key: int, state: str, landed: Landed, now_us: int) -> None:
        """Note that the chain has it."""
        db.execute(
            self._update(
                f"state = ?, transaction_hash = ?, block = ?, fee_fri = ?, l2_gas = ?, payer = ?, {self.moment} = ?, "
                "published_us = NULL, error = NULL, intent = NULL"
            ),
            (
                state,
                felt_bytes(landed.transaction),
                landed.block,
                None if landed.fee_fri is None else str(landed.fee_fri),
                landed.l2_gas,
                landed.payer,
                now_us,
                key,
            ),
        )

    def last_done_us(self, db: sqlite3.Connection) -> int:
        """Return when the last one was done; 0: none was."""
        return int(db.execute(f"SELECT coalesce(max({self.moment}), 0) FROM {self.table}").fetchone()[0])  # noqa: S608

    @property
    def unpublished(self) -> str:
        """The condition, order and limit of rows whose receipt the broker does not have."""
        return f"WHERE {self.moment} IS NOT NULL AND published_us IS NULL ORDER BY {self.key} LIMIT ?"

    def mark_published(self, db: sqlite3.Connection, keys: Iterable[int], now_us: int) -> None:
        """Note that the broker has the receipts of these."""
        db.executemany(
            self._update("published_us = ?", f"AND {self.moment} IS NOT NULL"),
            [(now_us, key) for key in keys],
        )
