"""How settlement stands, from the journal alone: for the command line, the gateway running or not."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from gateway.moments import iso
from gateway.settlement import table
from gateway.settlement.table import BatchRow, Totals

__all__ = ["Overview", "overview"]

_FRI = 10**18


@dataclass(frozen=True, slots=True)
class Overview:
    """Sums, the last settled batch, the one that is next, and how many records are in no batch yet."""

    totals: Totals
    last: BatchRow | None
    next: BatchRow | None
    unbatched: int

    def document(self) -> dict[str, Any]:
        """Return it as a JSON object."""
        gas, fee = self.totals.l2_gas_per_1000, self.totals.fee_per_1000
        return {
            **asdict(self.totals),
            "fee_fri": str(self.totals.fee_fri),
            "account_fee_fri": str(self.totals.account_fee_fri),
            "unbatched_records": self.unbatched,
            "l2_gas_per_1000_results": None if gas is None else round(gas),
            "strk_per_1000_results": None if fee is None else fee / _FRI,
            "last": None if self.last is None else _row(self.last),
            "next": None if self.next is None else _row(self.next) | {"error": self.next.error},
        }

    def _payers(self) -> str:
        totals, own = self.totals, self.totals.account_fee_fri
        if own == 0:
            return "the gateway's account paid nothing"
        if own == totals.fee_fri:
            return "the gateway's account paid it"
        return f"of that the gateway's account paid {own / _FRI:g} STRK"

    def text(self) -> str:
        """Return it for a person."""
        totals = self.totals
        lines = [
            f"settled   {totals.settled} batches, {totals.records} records, {totals.results} results",
            f"waiting   {totals.waiting} batches, {totals.waiting_records} records; {self.unbatched} in no batch yet",
            f"cost      {totals.fee_fri / _FRI:g} STRK, {totals.l2_gas} L2 gas; {self._payers()}",
        ]
        if (fee := totals.fee_per_1000) is not None and (gas := totals.l2_gas_per_1000) is not None:
            lines.append(f"          per 1,000 results: {fee / _FRI:g} STRK, {gas:.0f} L2 gas")
        if self.last is not None:
            row = _row(self.last)
            lines.append(
                f"last      batch {row['batch']}, records {row['first']} to {row['last']}, paid by {row['paid_by']}, "
                f"transaction {row['transaction']}, {row['settled_at']}"
            )
        if self.next is not None and self.next.error:
            lines.append(f"waits     {self.next.error}")
        return "\n".join(lines)


def _row(row: BatchRow) -> dict[str, Any]:
    return {
        "batch": row.sequence,
        "first": row.first,
        "last": row.last,
        "status": row.state,
        "closed_by": row.reason,
        "attempts": row.attempts,
        "root": f"{row.root:#x}",
        "transaction": None if row.transaction is None else f"{row.transaction:#x}",
        "block": row.block,
        "fee_fri": None if row.fee_fri is None else str(row.fee_fri),
        "l2_gas": row.l2_gas,
        "paid_by": row.payer,
        "settled_at": None if row.settled_us is None else iso(row.settled_us),
    }


def overview(db: sqlite3.Connection) -> Overview:
    """Ask the journal."""
    first = table.next_first(db)
    unbatched = max(0, table.last_record(db) - first + 1)
    return Overview(table.totals(db), table.last_settled(db), table.unsettled(db), unbatched)
