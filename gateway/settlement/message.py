"""The receipt of a batch, as it is published."""

from __future__ import annotations

from typing import Any

from gateway.config import ChainSettings
from gateway.moments import iso
from gateway.settlement.table import BatchRow

__all__ = ["receipt_message"]


def receipt_message(row: BatchRow, chain: ChainSettings, allowance: str | None) -> dict[str, Any]:
    """Return the JSON object; `docs/topics.md` explains its keys."""
    return {
        "batch": row.sequence,
        "first": row.first,
        "count": row.count,
        "results": row.results,
        "root": f"{row.root:#x}",
        "status": row.state,
        "closed_by": row.reason,
        "network": chain.network,
        "anchor": chain.anchor,
        "account": chain.account,
        "transaction": None if row.transaction is None else f"{row.transaction:#x}",
        "block": row.block,
        "fee_fri": None if row.fee_fri is None else str(row.fee_fri),
        "l2_gas": row.l2_gas,
        "paid_by": row.payer,
        "allowance_left": allowance,
        "settled_at": None if row.settled_us is None else iso(row.settled_us),
    }
