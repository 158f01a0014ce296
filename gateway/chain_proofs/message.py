"""The receipt of a proof that a contract has verified, as it is published."""

from __future__ import annotations

from typing import Any

from gateway.chain_proofs.table import ChainProofRow
from gateway.config import ChainSettings
from gateway.moments import iso

__all__ = ["receipt_message", "row_document"]


def receipt_message(row: ChainProofRow, chain: ChainSettings) -> dict[str, Any]:
    """Return the JSON object; `docs/topics.md` explains its keys."""
    return {
        **row_document(row),
        "network": chain.network,
        "contract": chain.proving.contract,
        "account": chain.account,
    }


def row_document(row: ChainProofRow) -> dict[str, Any]:
    """Return what is told of a proof wherever it is told."""
    return {
        "result": row.result_id,
        "record": row.record_id,
        "shared_by": row.shared_by,
        "reason": row.reason,
        "status": row.state,
        "statement": None if row.digest is None else f"{row.digest:#x}",
        "transaction": None if row.transaction is None else f"{row.transaction:#x}",
        "block": row.block,
        "fee_fri": None if row.fee_fri is None else str(row.fee_fri),
        "l2_gas": row.l2_gas,
        "paid_by": row.payer,
        "verified_at": None if row.verified_us is None else iso(row.verified_us),
    }
