"""What an account signs that vouches for pictures which it has committed to: SNIP-12 revision 1 typed data.

A verifier of proofs about committed pictures has the account check the signature (SNIP-6), so that the key which counts
is the account's own of now. Contract and job are in the message: whoever gets hold of the signature cannot use it for
another. The same is in ``contracts/src/logic/input_commitment.cairo``.
"""

from __future__ import annotations

from typing import Any, Final

from edge_worker import typed_data as snip12
from gateway.chain.device_messages import message_hash
from zkml.statement import Statement

__all__ = ["digest_to_sign", "typed_data"]

_DOMAIN: Final = ("Ciro inputs", "1")


def typed_data(statement: Statement) -> dict[str, Any]:
    """Return the typed data for the inputs of a statement that is bound to them by a commitment.

    Raises:
        ValueError: it is bound to them otherwise.

    """
    context, commitment = statement.context, statement.commitment
    if commitment is None:
        raise ValueError("the statement's inputs are not committed to")
    message = {
        "contract": context.contract,
        "job_id": context.job,
        "pictures": statement.count,
        "root": commitment.root,
        "anchor": commitment.anchor,
    }
    types = {"Inputs": snip12.fields("felt", *message)}
    return snip12.typed_data(
        types, "Inputs", _DOMAIN, context.chain, {name: hex(value) for name, value in message.items()}
    )


def digest_to_sign(statement: Statement, source: int) -> int:
    """Return the hash that the account *source* signs."""
    return message_hash(typed_data(statement), source)
