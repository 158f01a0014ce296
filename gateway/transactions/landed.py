"""How something that the chain has got there."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.paymaster.node import Node

__all__ = ["Landed", "landed_by"]


@dataclass(frozen=True, slots=True)
class Landed:
    """The transaction, and what it cost; None: the node has not said yet."""

    transaction: int | None
    block: int | None
    fee_fri: int | None
    l2_gas: int | None
    payer: str


async def landed_by(node: Node, transaction: int | None, payer: str) -> Landed:
    """Return what the node says of a transaction. Raises `NodeAwayError`, `NodeRefusedError`."""
    if transaction is None:
        return Landed(None, None, None, None, payer)
    found = await node.ask(node.client.get_transaction_receipt(transaction))
    gas = found.execution_resources.l2_gas
    return Landed(transaction, found.block_number, found.actual_fee.amount, gas, payer)
