"""How settlement stands, from the journal alone: for the command line, the gateway running or not."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass, field
from typing import Any

from gateway.chain_proofs import table as chain_proofs
from gateway.chain_proofs.message import row_document
from gateway.chain_proofs.table import ChainProofRow, Sums
from gateway.moments import iso
from gateway.settlement import table
from gateway.settlement.table import BatchRow, Totals
from gateway.transactions.message import undone_document
from gateway.transactions.undone import Purpose, UndoneSums, sums

__all__ = ["Overview", "overview"]

SHOWN = 8
_FRI = 10**18


@dataclass(frozen=True, slots=True)
class Overview:
    """Sums, the last settled batch and the next, records in no batch yet, and the last proofs for the chain."""

    totals: Totals
    last: BatchRow | None
    next: BatchRow | None
    unbatched: int
    undone: UndoneSums = field(default_factory=UndoneSums)
    proofs_undone: UndoneSums = field(default_factory=UndoneSums)
    proofs: Sums = field(default_factory=Sums)
    proven: tuple[ChainProofRow, ...] = ()

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
            "undone": undone_document(self.undone),
            "last": None if self.last is None else _row(self.last),
            "next": None if self.next is None else _row(self.next) | {"error": self.next.error},
            "proofs": {
                **asdict(self.proofs),
                "fee_fri": str(self.proofs.fee_fri),
                "account_fee_fri": str(self.proofs.account_fee_fri),
                "undone": undone_document(self.proofs_undone),
                "last": [row_document(row) | {"error": row.error} for row in self.proven],
            },
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
        lines += _undone_lines(self.undone)
        if self.last is not None:
            row = _row(self.last)
            lines.append(
                f"last      batch {row['batch']}, records {row['first']} to {row['last']}, paid by {row['paid_by']}, "
                f"transaction {row['transaction']}, {row['settled_at']}"
            )
        if self.next is not None and self.next.error:
            lines.append(f"waits     {self.next.error}")
        return "\n".join(lines + self._proof_lines())

    def _proof_lines(self) -> list[str]:
        sums = self.proofs
        if sums == Sums() and self.proofs_undone == UndoneSums():
            return []
        cost = f"{sums.fee_fri / _FRI:g} STRK, {sums.l2_gas} L2 gas in {sums.transactions} transactions"
        lines = [
            f"proofs    {sums.verified} verified by the chain, {sums.waiting} wait, {sums.failed} given up; {cost}"
        ]
        lines += _undone_lines(self.proofs_undone)
        for row in self.proven:
            told = row_document(row)
            if row.verified_us is not None:
                fee = "?" if row.fee_fri is None else f"{row.fee_fri / _FRI:g}"
                what = f"transaction {told['transaction']}, {fee} STRK, {told['l2_gas']} L2 gas, paid by {row.payer}"
                what += f", its share among {row.shared_by}" if row.shared_by > 1 else ""
            else:
                what = row.error or ""
            lines.append(f"          result {row.result_id}: {row.state} ({row.reason}) {what}".rstrip())
        return lines


def _undone_lines(found: UndoneSums) -> list[str]:
    if not found.count:
        return []
    payer = "the gateway's account" if found.account_fee_fri == found.fee_fri else "whoever sent them for the sponsor"
    if 0 < found.account_fee_fri < found.fee_fri:
        payer += f", {found.account_fee_fri / _FRI:g} STRK of it the gateway's account"
    cost = f"{found.fee_fri / _FRI:g} STRK, {found.l2_gas} L2 gas"
    lines = [f"undone    {found.count} transactions that brought nothing; {cost}, paid by {payer}"]
    return lines + [f"          {row.transaction:#x}, {iso(row.noted_us)}: {row.reason}" for row in found.newest]


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
    proven = tuple(chain_proofs.newest(db, SHOWN))
    last, waits = table.last_settled(db), table.unsettled(db)
    undone, proofs_undone = sums(db, Purpose.BATCH), sums(db, Purpose.PROOF)
    return Overview(table.totals(db), last, waits, unbatched, undone, proofs_undone, chain_proofs.sums(db), proven)
