"""Follows every transaction to its end: sets its cost right, sends it again when it was lost, or gives it up.

A receipt is not the end: `BlockWatch` brings back what a reorganisation took away, and it is followed anew.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from starknet_py.net.client_models import Call, TransactionStatus

from gateway.chain.snip29.errors import MaxAmountTooLowError, ProtocolError
from gateway.paymaster.amounts import as_strk, nano_up
from gateway.paymaster.metrics import PaymasterMetrics
from gateway.paymaster.node import NodeAwayError, NodeRefusedError, Undone
from gateway.paymaster.refusals import unavailable
from gateway.paymaster.relayer import RelayerUnfitError, Signed
from gateway.paymaster.service import PaymasterService, by, calls_from
from gateway.paymaster.store import BudgetError, State, Submission, Watched
from gateway.paymaster.watching import BlockWatch

__all__ = ["Follower"]

_log = logging.getLogger(__name__)

_LOOK_S = 0.5
_AT_ONCE = 16
_KEPT_S = 35 * 86_400
_EARLIER = 8
"""So many transactions for a submission are remembered beside the latest."""
_DUPLICATED = "duplicated nonce"


@dataclass
class Follower:
    """Looks after what is on its way.

    Attributes:
        patience_s: a transaction that the node does not know for so long, or that can't get into a block any more, was
            lost.
        watch: looks after what is in a block already.

    """

    service: PaymasterService
    metrics: PaymasterMetrics
    patience_s: float = 15.0
    clock: Callable[[], float] = time.monotonic
    _missed_since: dict[str, float] = field(default_factory=dict, init=False)
    watch: BlockWatch = field(init=False)
    _news: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _slots: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE), init=False)

    def __post_init__(self) -> None:
        self.watch = BlockWatch(self.service, self.metrics, self.clock)

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
                await self.watch.look()
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
        if await self._finish(one):
            return
        if await self._may_get_there(one):
            self._missed_since.pop(one.id, None)
            return
        since = self._missed_since.setdefault(one.id, self.clock())
        if self.clock() - since < self.patience_s:
            return
        if one.payload is None:
            await self._give_up(one, f"{one.reason}; it was undone there")
        elif one.execute_before <= await self.service.node.now():
            await self._give_up(one, "its time bounds are over")
        else:
            await self._send_again(one, calls_from(one.payload))

    async def _finish(self, one: Submission) -> bool:
        """Note what became of it, if one of its transactions is in a block; the one that was carried out decides."""
        found = [outcome for each in one.hashes if (outcome := await self.service.node.outcome(each)) is not None]
        decided = next((outcome for outcome in found if outcome.undone is None), None)
        if decided is None and found and found[0].transaction == int(one.hash, 16):
            decided = found[0]
        if decided is None:
            return False
        state: State = "reverted" if decided.undone else "accepted"
        fee = sum(outcome.fee for outcome in found)
        await self.service.durable(
            self.service.store.finish,
            one.id,
            state,
            spent_nano=nano_up(fee),
            reason=decided.undone or "",
            transaction=hex(decided.transaction),
            block=decided.block,
        )
        if decided.block is not None:
            self.watch.add(Watched(one.id, decided.transaction, decided.block))
        self._count(one, state, fee)
        return True

    async def _may_get_there(self, one: Submission) -> bool:
        """Whether the node has the latest transaction, and its nonce did not go to another."""
        status = await self.service.node.status(int(one.hash, 16))
        if status is TransactionStatus.RECEIVED:
            return await self.service.node.nonce(int(one.relayer, 16)) <= one.nonce
        return status is not None

    async def _send_again(self, one: Submission, calls: list[Call]) -> None:
        """Sign anew what the node has lost, or whose nonce went to another; the account takes its own once only."""
        relayer = self.service.pool.at(int(one.relayer, 16))
        only = relayer if one.mode == "default" else None
        if one.mode == "default" and relayer is None:
            await self._give_up(one, "its relayer is not configured any more")
            return
        if relayer is not None:
            relayer.recount()
        try:
            cost = await self.service.costs.of(relayer or self.service.pool.pick(), calls)
        except Undone as error:
            if _DUPLICATED not in str(error):
                await self._give_up(one, str(error))
            elif not await self._knows_any(one):  # carried out after all, in a transaction that we did not note
                await self.service.durable(
                    self.service.store.finish, one.id, "accepted", spent_nano=one.reserved_nano, reason=str(error)
                )
                self._count(one, "accepted", 0)
            return
        earlier = " ".join([*one.earlier.split(), one.hash][-_EARLIER:])
        again = replace(one, reserved_nano=nano_up(cost.most), earlier=earlier)

        async def note(signed: Signed) -> None:
            await self.service.durable(self.service.store.sent_again, by(again, signed))

        self._missed_since[one.id] = self.clock()  # if it can't be sent now, patience begins anew
        try:
            self.service.check_cost(cost)
            if only is not None and one.charged_nano < nano_up(cost.expected):
                raise MaxAmountTooLowError(f"it costs {as_strk(nano_up(cost.expected))} STRK now")
            signed = await self.service.pool.send(calls, cost.bounds, note, only=only)
        except (BudgetError, ProtocolError) as error:
            _log.warning("transaction %s of %s was lost and can't be sent again now: %s", one.hash, one.account, error)
            return
        self._missed_since.pop(one.id, None)
        self.metrics.resent.inc()
        _log.warning("transaction %s of %s was lost; it is sent again as %#x", one.hash, one.account, signed.hash)

    async def _knows_any(self, one: Submission) -> bool:
        for each in one.hashes:
            if await self.service.node.knows(each):
                return True
        return False

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
