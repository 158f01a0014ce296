"""What is told of transactions that were undone, wherever it is told."""

from __future__ import annotations

from typing import Any

from gateway.moments import iso
from gateway.transactions.undone import UndoneSums

__all__ = ["undone_document"]


def undone_document(found: UndoneSums) -> dict[str, Any]:
    """Return the JSON object; `docs/topics.md` explains its keys."""
    return {
        "count": found.count,
        "fee_fri": str(found.fee_fri),
        "account_fee_fri": str(found.account_fee_fri),
        "l2_gas": found.l2_gas,
        "last": [
            {
                "transaction": f"{row.transaction:#x}",
                "block": row.block,
                "fee_fri": str(row.fee_fri),
                "l2_gas": row.l2_gas,
                "paid_by": row.payer,
                "trouble": str(row.trouble),
                "reason": row.reason,
                "noted_at": iso(row.noted_us),
            }
            for row in found.newest
        ],
    }
