"""Asks a node what became of the chain since a cursor.

Only closed blocks count: what is pre-confirmed may never happen. One node is asked, or several that agree; a node that
is behind looks like a chain that was cut back, so its last blocks are undone and applied again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from starknet_py.net.client_models import EmittedEvent, StarknetBlockWithTxHashes
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.abi import ContractAbi
from gateway.chain.asking import BLOCK_NOT_FOUND, NodeError, ask, ask_unless
from gateway.chain.events import decoded
from gateway.chain.follower.trail import Apply, BlockId, Cursor, Step, advance, take_back

__all__ = ["Follower", "Subscription", "block_id"]

_CHUNK = 1000


@dataclass(frozen=True)
class Subscription:
    """The events of one contract.

    Attributes:
        address: of the contract.
        abi: how its events are read.
        names: of the events that matter, such as ``JobSubmitted``; None: all that the contract emits.

    Raises:
        ValueError: the contract has no event of such a name.

    """

    address: int
    abi: ContractAbi
    names: frozenset[str] | None = None

    def __post_init__(self) -> None:
        if unknown := (self.names or frozenset()) - {shape.name for shape in self.abi.events}:
            raise ValueError(f"no such event: {', '.join(sorted(unknown))}")

    @cached_property
    def keys(self) -> list[list[int | str]]:
        """The filter, as the node takes it."""
        if self.names is None:
            return []
        return [sorted({shape.selectors[0] for shape in self.abi.events if shape.name in self.names})]


@dataclass(frozen=True)
class Follower:
    """Follows some contracts on the chain of one node.

    Attributes:
        client: the node.
        subscriptions: what is followed.
        depth: how many blocks are remembered, and so how deep a reorganisation may be.
        span: blocks that are asked for at once.

    """

    client: FullNodeClient
    subscriptions: Sequence[Subscription]
    depth: int = 256
    span: int = 5_000

    async def steps(self, cursor: Cursor) -> AsyncIterator[Step]:
        """Yield the steps from *cursor* to the chain's present end; none when nothing has happened.

        Raises:
            NodeError: the node does not answer, or the chain changed while it was read; ask again later.
            TooDeepError: the chain was reorganised farther back than is remembered.
            UnknownEventError: a contract emitted what its ABI does not know.

        """
        while True:
            head = await self._head()
            if head == cursor.last:
                return
            while cursor.last is not None and not await self._holds(cursor.last):
                undo = take_back(cursor)
                yield undo
                cursor = undo.cursor
            if head.number < cursor.next:
                return
            apply = await self._apply(cursor, head)
            # The blocks were read one request after the other: they are one chain if both ends are of it still.
            if not await self._holds(apply.block) or (cursor.last is not None and not await self._holds(cursor.last)):
                continue
            yield apply
            cursor = apply.cursor

    async def _head(self) -> BlockId:
        found = await ask(self.client.url, self.client.get_block_with_tx_hashes(block_number="latest"))
        return block_id(found)

    async def _holds(self, block: BlockId) -> bool:
        """Whether a block is of the chain."""
        found = await self._at(block.number)
        return found == block

    async def _at(self, number: int) -> BlockId | None:
        asked = self.client.get_block_with_tx_hashes(block_number=number)
        found = await ask_unless(self.client.url, asked, BLOCK_NOT_FOUND)
        return None if found is None else block_id(found)

    async def _apply(self, cursor: Cursor, head: BlockId) -> Apply:
        end: BlockId | None = head
        if head.number - cursor.next >= self.span:
            end = await self._at(cursor.next + self.span - 1)
        if end is None:
            raise NodeError(f"{self.client.url}: the chain became shorter while it was read")
        found = [
            (subscription.abi, event)
            for subscription in self.subscriptions
            for event in await self._events(subscription, cursor.next, end.number)
        ]
        found.sort(key=lambda one: (one[1].block_number or 0, one[1].transaction_index, one[1].event_index))
        events = [(decoded(abi, event), (event.block_number or 0, event.block_hash or 0)) for abi, event in found]
        try:
            return advance(cursor, end, events, depth=self.depth)
        except ValueError as error:
            raise NodeError(f"{self.client.url}: {error}") from error

    async def _events(self, subscription: Subscription, first: int, last: int) -> list[EmittedEvent]:
        events: list[EmittedEvent] = []
        token: str | None = None
        while True:
            page = await ask(
                self.client.url,
                self.client.get_events(
                    address=subscription.address,
                    keys=subscription.keys,
                    from_block_number=first,
                    to_block_number=last,
                    chunk_size=_CHUNK,
                    continuation_token=token,
                ),
            )
            events += page.events
            token = page.continuation_token
            if token is None:
                return events


def block_id(found: object) -> BlockId:
    """Return what tells a block from others in its place. Raises `NodeError`: it is not closed."""
    if not isinstance(found, StarknetBlockWithTxHashes):
        raise NodeError("the node gave an open block where a closed one was asked for")
    return BlockId(found.block_number, found.block_hash, found.transaction_commitment)
