"""What became of a result's proof, as it is published."""

from __future__ import annotations

from typing import Any

from gateway.moments import iso
from gateway.proofs.table import Ended

__all__ = ["proof_message"]


def proof_message(ended: Ended) -> dict[str, Any]:
    """Return the JSON object; `docs/topics.md` explains its keys."""
    return {
        "result_id": ended.result_id,
        "device": ended.device,
        "state": ended.state,
        "reason": ended.reason,
        "statement_digest": None if ended.digest is None else bytes(ended.digest).hex(),
        "bytes": ended.size,
        "items": ended.items,
        "ended_at": iso(ended.ended_us),
    }
