"""How a dispute stands, in words."""

from __future__ import annotations

from gateway.disputes.table import EQUIVOCATION, Dispute

__all__ = ["standing"]


def standing(row: Dispute) -> str:
    """Return one sentence without a full stop."""
    if row.state == "none":
        return f"nothing is opened: {row.error}"
    if row.state == "opened":
        if row.kind == EQUIVOCATION:
            return f"the pool has convicted {row.account} of two answers to one job"
        return f"the stake votes on {row.account}, challenge {row.challenge}"
    waits = f": {row.error}" if row.error else ""
    return f"{'a transaction is under way' if row.state == 'sent' else 'it is owed'}{waits}"
