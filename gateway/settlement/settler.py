"""Brings the oldest unsettled batch to the chain, step by step; what the chain says decides, not what was done."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from gateway.chain.bindings.shared import Progress
from gateway.chain.merkle import cut
from gateway.journal import Journal, connect_read_only
from gateway.settlement import table
from gateway.settlement.adopting import own_batches
from gateway.settlement.builder import Builder
from gateway.settlement.chain import AnchorChain
from gateway.settlement.position import Step, Todo, next_step, still_holds
from gateway.settlement.submitting import Submitter, UnsettledError
from gateway.settlement.table import BatchRow

__all__ = ["Settler"]

T = TypeVar("T")

FINAL_S = 60.0


class Settler:
    """Settles the batches of *journal* in order. `step` may be cut off anywhere and is then done again."""

    def __init__(
        self,
        journal: Journal,
        chain: AnchorChain,
        submitter: Submitter,
        builder: Builder,
        *,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._chain, self._submitter, self._clock_us = journal, chain, submitter, clock_us
        self._builder = builder
        self._handed: tuple[str, int | None] | None = None  # what was handed over in this process
        self._final_due = 0.0
        self.undone = 0

    async def step(self) -> bool:
        """Do what can be done now; return whether a batch was settled or taken back.

        Raises:
            UnsettledError: nothing can be done now; it says why.

        """
        await self._look_for_finality()
        batch = await self.read(table.unsettled)
        last = await self.read(table.last_settled)
        if batch is None and last is None:
            return False
        progress = await self._chain.progress()
        if last is not None and not await self._holds(last, progress):
            await self._take_back(last)
            return True
        if batch is None:
            return False
        step = next_step(batch, progress)
        if step.todo is Todo.DONE:
            await self._settled(batch, step)
            return True
        if self._handed is None and progress.next_record > batch.first and await self._adopt(batch, progress):
            return True
        try:
            if batch.intent is None:
                await self._send(batch, step)
            else:
                await self._follow(batch.intent)
        except UnsettledError as error:
            message, gone = str(error), error.gone
            if gone:
                self._handed = None
            await self.write(lambda db: table.note_error(db, batch.id, message, forget_intent=gone))
            raise
        return False

    async def read(self, question: Callable[..., T]) -> T:
        """Ask the journal's file."""

        def ask() -> T:
            with contextlib.closing(connect_read_only(self._journal.path)) as db:
                return question(db)

        return await asyncio.to_thread(ask)

    async def write(self, change: Callable[..., T]) -> T:
        """Change the journal; it is durable when this returns."""
        return await asyncio.wrap_future(self._journal.execute(lambda _, db: change(db)))

    async def _holds(self, last: BatchRow, progress: Progress) -> bool:
        root: int | None = progress.root if last.sequence == progress.batches else None
        if root is None and last.sequence is not None and last.sequence <= progress.batches:
            root = await self._chain.root_of(last.sequence)
        return still_holds(last, progress, root)

    async def _take_back(self, last: BatchRow) -> None:
        """Find the first batch that the chain does not have any more: it was reorganised, or is another."""
        first = last
        while (before := await self.read(partial(table.settled_before, batch=first.id))) is not None:
            if await self._chain.root_of(before.sequence or 0) == before.root:
                break
            first = before
        self._handed = None
        self.undone += await self.write(lambda db: table.undo_from(db, first.id))

    async def _adopt(self, batch: BatchRow, progress: Progress) -> bool:
        """Take over what the chain has of *batch* and the records after it; return whether it had any."""
        newest = await self.read(table.last_record)
        before = await self.read(lambda db: table.settled_before(db, batch.id))
        since = 0 if before is None or before.block is None else before.block
        adopted = False
        async for number, built in own_batches(self._chain, self._builder, progress, batch.first, newest):
            landed = await self._chain.landed(number, built.root, None, since, self._submitter.payer)
            now_us = self._clock_us()
            await self.write(partial(table.adopt, built=built, landed=landed, now_us=now_us))
            since, adopted = landed.block or since, True
        return adopted

    async def _send(self, batch: BatchRow, step: Step) -> None:
        contract = self._chain.contract()
        calls = [contract.anchor(step.sequence, batch.first, batch.count, step.previous, batch.root, cut(batch.head))]
        if step.todo is Todo.OPEN_AND_ANCHOR:
            calls.insert(0, contract.open_journal(batch.first, cut(batch.head_before)))
        intent = await self._submitter.prepare(calls)
        await self.write(lambda db: table.note_intent(db, batch.id, step.sequence, step.previous, intent))
        self._handed = intent, await self._submitter.hand_over(intent)

    async def _follow(self, intent: str) -> None:
        handed = self._handed if self._handed is not None and self._handed[0] == intent else None
        transaction = None if handed is None else handed[1]
        await self._submitter.follow(intent, transaction)
        if handed is None:  # of another life, or nobody said what came of it: handing it over again is safe
            self._handed = intent, await self._submitter.hand_over(intent)

    async def _settled(self, batch: BatchRow, step: Step) -> None:
        guess = self._handed[1] if self._handed is not None and self._handed[0] == batch.intent else None
        before = await self.read(lambda db: table.settled_before(db, batch.id))
        since = 0 if before is None or before.block is None else before.block
        landed = await self._chain.landed(step.sequence, batch.root, guess, since, self._submitter.payer)
        now_us = self._clock_us()
        await self.write(lambda db: table.settle(db, batch.id, landed, now_us))
        self._handed = None

    async def _look_for_finality(self) -> None:
        if time.monotonic() < self._final_due:
            return
        self._final_due = time.monotonic() + FINAL_S
        oldest = await self.read(table.oldest_open)
        if oldest is not None and oldest.block is not None and await self._chain.is_final(oldest.block):
            self._final_due = 0.0
            await self.write(lambda db: table.finalise(db, oldest.id))
