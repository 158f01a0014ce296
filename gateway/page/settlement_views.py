"""Settlement as the page shows it: what is on the chain, what it cost and whom, and the batch of one result."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.config import ChainSettings
from gateway.journal import connect_read_only
from gateway.moments import utc
from gateway.page.undone_views import undone_view
from gateway.page.view import BatchView, Level, SettlementView
from gateway.settlement.table import BatchRow, batch_of

if TYPE_CHECKING:
    from gateway.settlement.desk import SettlementDesk, SettlementFigures

__all__ = ["SettlementViews"]

_FRI = 10**18  # 1 STRK
_KEPT = "Records are kept and settled later, in order."


class SettlementViews:
    """Makes the views; *desk* is None where nothing is settled. Called from the source's threads."""

    def __init__(self, journal: Path, desk: SettlementDesk | None, settings: ChainSettings) -> None:
        self._journal, self._desk, self._settings = journal, desk, settings

    def view(self, now: float) -> SettlementView:
        """Return the section of the first page."""
        if self._desk is None:
            return SettlementView(level=Level.OFF, text="Off: nothing is put on a chain.")
        figures, settings = self._desk.figures, self._settings
        totals = figures.totals
        level, text = self._state(figures)
        return SettlementView(
            level=level,
            text=text,
            mode=settings.mode,
            network=settings.network,
            batches=totals.settled,
            records=totals.records,
            results=totals.results,
            waiting_batches=totals.waiting,
            waiting_records=totals.waiting_records,
            oldest_s=None if totals.oldest_us is None else max(0.0, now - totals.oldest_us / 1e6),
            taken_back=figures.taken_back,
            strk=totals.fee_fri / _FRI,
            account_strk=totals.account_fee_fri / _FRI,
            l2_gas=totals.l2_gas,
            strk_per_1000_results=None if totals.fee_per_1000 is None else totals.fee_per_1000 / _FRI,
            l2_gas_per_1000_results=totals.l2_gas_per_1000,
            paid_by="account" if settings.mode == "direct" else "sponsor",
            allowance=figures.allowance,
            undone=undone_view(figures.undone),
            last=tuple(_batch(row) for row in figures.recent),
        )

    def of_record(self, number: int) -> BatchView | None:
        """Return the settled batch that holds a record; None while it is in none that is settled."""
        try:
            with contextlib.closing(connect_read_only(self._journal)) as db:
                row = batch_of(db, number)
        except (OSError, sqlite3.Error):
            return None  # what else is known of the result is shown all the same
        return None if row is None or row.settled_us is None else _batch(row)

    def _state(self, figures: SettlementFigures) -> tuple[Level, str]:
        if figures.altered:
            return Level.PROBLEM, f"Nothing more is settled: {figures.altered}."
        if figures.error:
            return Level.WARNING, f"{_KEPT} Now it waits: {figures.error}."
        if self._settings.mode == "direct":
            return Level.OK, f"Every record goes onto Starknet ({self._settings.network}); the gateway's account pays."
        network = self._settings.network
        return Level.OK, f"Every record goes onto Starknet ({network}); a sponsor pays, and this gateway pays nothing."


def _batch(row: BatchRow) -> BatchView:
    assert row.sequence is not None
    assert row.settled_us is not None
    moment: datetime = utc(row.settled_us)
    return BatchView(
        number=row.sequence,
        records=row.count,
        results=row.results,
        state="final" if row.state == "final" else "settled",
        transaction=None if row.transaction is None else f"{row.transaction:#x}",
        block=row.block,
        strk=None if row.fee_fri is None else row.fee_fri / _FRI,
        l2_gas=row.l2_gas,
        paid_by="account" if row.payer == "account" else "sponsor",
        settled_at=moment,
    )
