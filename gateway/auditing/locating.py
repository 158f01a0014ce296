"""Where on the chain a record of a journal is: found from the chain alone, by bisection.

The gateway's notes about its settling are not asked: an audit that began with them would believe them. A batch is the
journal's own when its root follows from the journal's records; that tells a journal from one that was set aside before
it, whose records have the same numbers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from gateway.auditing.node import CLOCK_SLACK_S, Node, NodeError
from gateway.chain.bindings.shared import AnchoredBatch
from gateway.chain.merkle import Batch
from gateway.settlement.tree import tree_of

__all__ = ["NotAnchoredError", "Place", "last_before", "locate"]


class NotAnchoredError(RuntimeError):
    """The record is in no batch that the chain has; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """A batch on the chain, with its tree.

    Attributes:
        number: of the gateway's batches.
        anchored: what the contract says of it.
        tree: the records' tree, whose root is the batch's.
        transaction, block, block_hash: how it got there.

    """

    number: int
    anchored: AnchoredBatch
    tree: Batch
    transaction: int
    block: int
    block_hash: int


async def locate(node: Node, gateway: int, record: int, leaves: Callable[[int, int], Sequence[int]]) -> Place:
    """Find the batch that holds *record*.

    Args:
        node: is asked.
        gateway: the account whose journal it is.
        record: its number.
        leaves: the journal's cut record leaves from a first number, so many; fewer when it does not have all of them.

    Raises:
        NotAnchoredError: there is none.
        NodeError: the node does not answer.

    """
    progress = await node.progress(gateway)
    if progress is None:
        raise NotAnchoredError(f"there is no AuditAnchor contract at {node.anchor:#x}; see [chain] or --anchor")
    if not progress.batches:
        raise NotAnchoredError(f"nothing of {gateway:#x} is anchored yet")
    incomplete = False
    for journal in range(progress.journal, 0, -1):
        number = await last_before(node, gateway, progress.batches, (journal, record))
        batch = await node.batch(gateway, number) if number else None
        if batch is None or batch.journal != journal or not batch.first <= record < batch.first + batch.count:
            continue
        own = leaves(batch.first, batch.count)
        if len(own) < batch.count:
            incomplete = True
        elif (tree := tree_of(batch.first, own)).root == batch.root:
            return Place(number, batch, tree, *await _transaction(node, gateway, number, batch))
    if incomplete:
        raise NotAnchoredError(
            f"retention has given up records of the batch that record {record} is in: its path can't be made any more"
        )
    if record >= progress.next_record:
        raise NotAnchoredError(
            f"record {record} is not anchored yet: the chain is at record {progress.next_record - 1}; try again later"
        )
    raise NotAnchoredError(
        f"what is anchored of {gateway:#x} is not this journal: no batch has the root of its records"
    )


async def last_before(node: Node, gateway: int, batches: int, key: tuple[int, int]) -> int:
    """Return the last batch that begins at or before (journal, record); 0 when none does."""

    async def begins_after(number: int) -> bool:
        batch = await node.batch(gateway, number)
        if batch is None:
            raise NodeError(f"{node.url}: says that there are {batches} batches, and does not know number {number}")
        return (batch.journal, batch.first) > key

    return await _first(1, batches + 1, begins_after) - 1


async def _transaction(node: Node, gateway: int, number: int, batch: AnchoredBatch) -> tuple[int, int, int]:
    """Return transaction, block and block hash of a batch, looked for around the time at which it was anchored."""
    head = await node.head()

    async def not_before(height: int) -> bool:
        block = await node.block(height)
        return block is None or block.timestamp >= batch.at - CLOCK_SLACK_S

    async def after(height: int) -> bool:
        block = await node.block(height)
        return block is None or block.timestamp > batch.at + CLOCK_SLACK_S

    first = await _first(0, head + 1, not_before)
    last = min(head, await _first(first, head + 1, after))  # it as well: see `_is_of_time` in `verifying`
    found = await node.transaction_of(gateway, number, batch.root, (first, max(first, last)))
    if found is None:  # blocks whose times do not rise, as a development chain can make them
        found = await node.transaction_of(gateway, number, batch.root, (0, head))
    receipt = None if found is None else await node.receipt(found)
    block = None if receipt is None or receipt.block is None else await node.block(receipt.block)
    if found is None or block is None:
        raise NodeError(f"{node.url}: has the batch, and not the transaction that anchored it; ask another node")
    return found, block.number, block.hash


async def _first(low: int, high: int, holds: Callable[[int], Awaitable[bool]]) -> int:
    """Return the first number in [low, high) from which on *holds* is true; *high* when it never is."""
    while low < high:
        middle = (low + high) // 2
        if await holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
