"""Results that a contract verifies, as the page shows them."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.chain_proofs.table import ChainProofRow, of_record
from gateway.config import ChainSettings
from gateway.journal import connect_read_only
from gateway.moments import utc
from gateway.page.undone_views import undone_view
from gateway.page.view import ChainProofsView, ChainProofView, Level

if TYPE_CHECKING:
    from gateway.chain_proofs.desk import ChainProofDesk

__all__ = ["ChainProofViews"]

_FRI = 10**18  # 1 STRK
_POLICY = {
    "never": "The chain verifies a result's proof when somebody disputes it.",
    "sample": "The chain verifies the proofs of a random share of the results, and of devices of high value.",
    "always": "The chain verifies the proof of every result about a picture.",
}


class ChainProofViews:
    """Makes the views; *desk* is None where no contract verifies. Called from the source's threads."""

    def __init__(self, journal: Path, desk: ChainProofDesk | None, settings: ChainSettings) -> None:
        self._journal, self._desk, self._settings = journal, desk, settings

    def view(self) -> ChainProofsView:
        """Return the part of the section about settlement."""
        if self._desk is None:
            return ChainProofsView()
        figures, sums = self._desk.figures, self._desk.figures.sums
        return ChainProofsView(
            level=Level.WARNING if figures.error else Level.OK,
            text=f"Proofs wait: {figures.error}." if figures.error else _POLICY[self._settings.proofs],
            verified=sums.verified,
            transactions=sums.transactions,
            waiting=sums.waiting,
            failed=sums.failed,
            skipped=figures.skipped,
            strk=sums.fee_fri / _FRI,
            account_strk=sums.account_fee_fri / _FRI,
            l2_gas=sums.l2_gas,
            undone=undone_view(figures.undone),
            last=tuple(_proof(row) for row in figures.recent),
        )

    def of_record(self, number: int) -> ChainProofView | None:
        """Return what became of a result's proof on the chain; None: the result is not chosen for one."""
        try:
            with contextlib.closing(connect_read_only(self._journal)) as db:
                row = of_record(db, number)
        except (OSError, sqlite3.Error):
            return None  # what else is known of the result is shown all the same
        return None if row is None else _proof(row)


def _proof(row: ChainProofRow) -> ChainProofView:
    return ChainProofView(
        result=row.result_id,
        reason=row.reason,
        state=row.state,
        error=row.error,
        transaction=None if row.transaction is None else f"{row.transaction:#x}",
        block=row.block,
        shared_by=row.shared_by,
        statement=None if row.digest is None else f"{row.digest:#x}",
        strk=None if row.fee_fri is None else row.fee_fri / _FRI,
        l2_gas=row.l2_gas,
        paid_by=row.payer,
        verified_at=None if row.verified_us is None else utc(row.verified_us),
    )
