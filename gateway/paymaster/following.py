"""Follows every transaction to its end: sets its cost right, sends it again when it was lost, or gives it up."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from gateway.paymaster.amounts import nano_up
from gateway.paymaster.metrics import PaymasterMetrics
from gateway.paymaster.node import NodeAwayError, NodeRefusedError, Undone
from gateway.paymaster.refusals import unavailable
from gateway.paymaster.relayer import RelayerUnfitError, Signed
from gateway.paymaster.service import PaymasterService, calls_from
from gateway.paymaster.store import Submission

__all__ = ["Follower"]

_log = logging.getLogger(__name__)

_LOOK_S = 0.5
_AT_ONCE = 16
_KEPT_S = 35 * 86_400
_DUPLICATED = "duplicated nonce"


@dataclass
class Follower:
    """Looks after what is on its way.

    Attributes:
        patience_s: a transaction that the node does not know for so long was lost.

    """

    service: PaymasterService
    metrics: PaymasterMetrics
    patience_s: float = 15.0
    clock: Callable[[], float] = time.monotonic
    _missed_since: dict[str, float] = field(default_factory=dict, init=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE), init=False)

    def look_soon(self, _submission: str) -> None:
        """Have a look without waiting for the next turn."""
        self._news.set()

    async def resume(self) -> None:
        """After a start: count nonces on from what is still under way; what the node has lost is sent again soon."""
        for one in await self.service.durable(self.service.store.active):
            relayer = self.service.pool.at(int(one.relayer, 16))
            if relayer is not None and await self.service.node.knows(int(one.hash, 16)):
                await relayer.nonce()
                relayer.start_from(one.nonce + 1)
            else:
                self._missed_since[one.id] = -self.patience_s

    async def run(self) -> None:
        """Follow until cancelled."""
        forgot_at, active = -3600.0, list[Submission]()
        while True:
            try:
                active = await self.service.durable(self.service.store.active)
                self.metrics.active.set(len(active))
                await asyncio.gather(*(self._follow(one) for one in active))
                self._missed_since = {
                    one.id: at for one in active if (at := self._missed_since.get(one.id)) is not None
                }
                if self.clock() - forgot_at >= 3600:
                    forgot_at = self.clock()
                    await self.service.durable(self.service.store.forget, int(self.service.node.wall()) - _KEPT_S)
            except (NodeAwayError, NodeRefusedError) as error:
                _log.warning("transactions can't be followed now: %s", error)
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), _LOOK_S if active else 5.0)
            except TimeoutError:
                continue
            await asyncio.sleep(0.1)

    async def _follow(self, one: Submission) -> None:
        async with self._slots:
            try:
                await self._step(one)
            except (NodeAwayError, NodeRefusedError, RelayerUnfitError) as error:
                _log.warning("transaction %s can't be followed now: %s", one.hash, error)

    async def _step(self, one: Submission) -> None:
        node, store = self.service.node, self.service.store
        outcome = await node.outcome(int(one.hash, 16))
        if outcome is not None:
            state = "reverted" if outcome.undone else "accepted"
            await self.service.durable(
                store.finish, one.id, state, spent_nano=nano_up(outcome.fee), reason=outcome.undone or ""
            )
            self._count(one, state, outcome.fee)
            return
        if await node.knows(int(one.hash, 16)):
            self._missed_since.pop(one.id, None)
            return
        since = self._missed_since.setdefault(one.id, self.clock())
        if self.clock() - since < self.patience_s:
            return
        if one.execute_before <= await node.now():
            await self._give_up(one, "its time bounds are over")
            return
        await self._send_again(one)

    async def _send_again(self, one: Submission) -> None:
        """Sign anew what the node has lost, or whose nonce went to another; the account takes its own once only."""
        assert one.payload is not None
        relayer = self.service.pool.at(int(one.relayer, 16))
        only = relayer if one.mode == "default" else None
        if one.mode == "default" and relayer is None:
            await self._give_up(one, "its relayer is not configured any more")
            return
        if relayer is not None:
            relayer.recount()
        calls = calls_from(one.payload)
        try:
            cost = await self.service.costs.of(relayer or self.service.pool.pick(), calls)
        except Undone as error:
            if _DUPLICATED in str(error):  # carried out after all, in a transaction that we did not note
                await self.service.durable(
                    self.service.store.finish, one.id, "accepted", spent_nano=one.reserved_nano, reason=str(error)
                )
                self._count(one, "accepted", 0)
            else:
                await self._give_up(one, str(error))
            return

        async def note(signed: Signed) -> None:
            await self.service.durable(
                self.service.store.sent_again,
                one.id,
                relayer=hex(signed.relayer),
                nonce=signed.nonce,
                transaction=hex(signed.hash),
            )

        _log.warning("transaction %s of %s was lost; it is sent again", one.hash, one.account)
        self.metrics.resent.inc()
        self._missed_since.pop(one.id, None)
        await self.service.pool.send(calls, cost.bounds, note, only=only)

    async def _give_up(self, one: Submission, reason: str) -> None:
        await self.service.durable(self.service.store.finish, one.id, "dropped", spent_nano=0, reason=reason)
        self._missed_since.pop(one.id, None)
        self._count(one, "dropped", 0)
        _log.error("transaction %s of %s is given up: %s", one.hash, one.account, unavailable(reason))

    def _count(self, one: Submission, state: str, fee: int) -> None:
        self.metrics.finished.labels(state).inc()
        self.metrics.spent.inc(fee / 10**18)
        if state == "accepted":
            self.metrics.charged.inc(one.charged_nano / 10**9)
