"""Transactions that a contract undid, as the page shows them."""

from __future__ import annotations

from gateway.moments import utc
from gateway.page.view import UndoneView
from gateway.transactions.undone import UndoneSums

__all__ = ["undone_view"]

_FRI = 10**18  # 1 STRK


def undone_view(found: UndoneSums) -> UndoneView:
    """Return how many there are, what they cost, and the last one."""
    newest = found.newest[0] if found.newest else None
    return UndoneView(
        count=found.count,
        strk=found.fee_fri / _FRI,
        account_strk=found.account_fee_fri / _FRI,
        l2_gas=found.l2_gas,
        transaction=None if newest is None else f"{newest.transaction:#x}",
        reason=None if newest is None else newest.reason,
        noted_at=None if newest is None else utc(newest.noted_us),
    )
