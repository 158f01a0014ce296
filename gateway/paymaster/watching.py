"""Watches the blocks that transactions are in, until no reorganisation matters any more.

A block's hash commits to all before it. So while the latest block that was seen is of the chain, all that was found in
blocks up to it still is, and the node is asked one question; otherwise each block is looked into anew.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from gateway.chain.follower import BlockId
from gateway.paymaster.metrics import PaymasterMetrics
from gateway.paymaster.service import PaymasterService
from gateway.paymaster.store import Watched

__all__ = ["BlockWatch"]

_log = logging.getLogger(__name__)

_AT_ONCE = 16
_SETTLE_S = 60.0
_SPARE_S = 60


@dataclass
class BlockWatch:
    """Finds transactions whose block a reorganisation took away; `Follower` follows them from there.

    What can't be carried out again is not watched: its time bounds are over. A deployment has none; it is watched for
    as long as bounds may reach.
    """

    service: PaymasterService
    metrics: PaymasterMetrics
    clock: Callable[[], float] = time.monotonic
    _watched: set[Watched] = field(default_factory=set, init=False)
    _doubtful: set[Watched] = field(default_factory=set, init=False)  # whether they are where they were is not known
    _head: BlockId | None = field(default=None, init=False)  # the others are in blocks up to this one
    _settled_at: float | None = field(default=None, init=False)

    def add(self, one: Watched) -> None:
        """Watch one more."""
        self._watched.add(one)
        self._doubtful.add(one)

    async def look(self) -> None:
        """Look once. Raises `NodeAwayError`, `NodeRefusedError`."""
        await self._settle()
        self.metrics.watched.set(len(self._watched))
        if not self._watched:
            return
        await self._go_to_head()
        by_block = defaultdict(list)
        for one in self._doubtful:
            by_block[one.block].append(one)
        slots = asyncio.Semaphore(_AT_ONCE)

        async def look_into(number: int) -> None:
            async with slots:
                await self._look_into(number, by_block[number])

        await asyncio.gather(*(look_into(number) for number in by_block))

    async def _settle(self) -> None:
        """Have done with what is final, now and then; at the start, learn what is not."""
        if self._settled_at is not None and self.clock() - self._settled_at < _SETTLE_S:
            return
        store, node = self.service.store, self.service.node
        reach_s = self.service.policy.settings.policy.longest_s + _SPARE_S
        older_than = int(node.wall()) - reach_s
        await self.service.durable(store.settle, chain_now=await node.now(), older_than=older_than)
        open_still = set(await self.service.durable(store.watched))
        self._doubtful = (self._doubtful & open_still) | (open_still - self._watched)
        self._watched = open_still
        self._settled_at = self.clock()

    async def _go_to_head(self) -> None:
        """Go to the latest block; where it does not follow the one before, nothing is certain any more."""
        latest = await self.service.node.block()
        if latest is None or latest.id == self._head:
            return
        before, self._head = self._head, None
        if before is not None:
            found = await self.service.node.block(before.number)
            if found is None or found.id != before:
                _log.warning("block %d was taken away by a reorganisation, or the node is behind", before.number)
                self.service.accounts.clear()
                for relayer in self.service.pool.relayers:
                    relayer.recount()
                before = None
        if before is None:
            self._doubtful = set(self._watched)
        self._head = latest.id

    async def _look_into(self, number: int, held: list[Watched]) -> None:
        found = await self.service.node.block(number)
        missing = {one for one in held if found is None or one.transaction not in found.transactions}
        for one in missing:
            reason = f"a reorganisation took block {number} away"
            if await self.service.durable(self.service.store.take_back, one, reason):
                self.metrics.taken_back.inc()
                _log.warning("transaction %#x is in block %d no more: %s", one.transaction, number, reason)
        self._watched -= missing
        self._doubtful -= missing
        if self._head is not None and number <= self._head.number:
            self._doubtful.difference_update(held)
