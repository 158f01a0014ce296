"""Brings the oldest unsettled batch to the chain, step by step; what the chain says decides, not what was done."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import partial

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import Progress
from gateway.chain.merkle import cut
from gateway.journal import Journal
from gateway.settlement import table
from gateway.settlement.adopting import own_batches
from gateway.settlement.builder import Builder
from gateway.settlement.chain import AnchorChain
from gateway.settlement.position import Step, Todo, next_step, still_holds
from gateway.settlement.table import BatchRow
from gateway.transactions.submitting import Submitter
from gateway.transactions.trouble import UnsettledError
from gateway.transactions.undone import Purpose
from gateway.transactions.walk import Walk

__all__ = ["Settler"]

FINAL_S = 60.0


class Settler(Walk):
    """Settles the batches of *journal* in order."""

    def __init__(
        self,
        journal: Journal,
        chain: AnchorChain,
        submitter: Submitter,
        builder: Builder,
        *,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        super().__init__(journal, submitter, table.ROWS, Purpose.BATCH, clock_us)
        self._chain, self._builder = chain, builder
        self._final_due = 0.0
        self.taken_back = 0

    async def step(self) -> bool:
        """See `Walk`: a batch was settled or taken back."""
        await self._look_for_finality()
        batch = await self._journal.ask(table.unsettled)
        last = await self._journal.ask(table.last_settled)
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
                note = partial(table.note_intent, batch=batch.id, sequence=step.sequence, previous=step.previous)
                await self._begin(batch.id, self._calls(batch, step), lambda db, intent: note(db, intent=intent))
            else:
                await self._go_on(batch.id, batch.intent, batch.transaction)
        except UnsettledError as error:
            await self._note(batch.id, error)
            raise
        return False

    async def _holds(self, last: BatchRow, progress: Progress) -> bool:
        root: int | None = progress.root if last.sequence == progress.batches else None
        if root is None and last.sequence is not None and last.sequence <= progress.batches:
            root = await self._chain.root_of(last.sequence)
        return still_holds(last, progress, root)

    async def _take_back(self, last: BatchRow) -> None:
        """Find the first batch that the chain does not have any more: it was reorganised, or is another."""
        first = last
        while (before := await self._journal.ask(partial(table.settled_before, batch=first.id))) is not None:
            if await self._chain.root_of(before.sequence or 0) == before.root:
                break
            first = before
        self._handed = None
        self.taken_back += await self._journal.change(lambda db: table.undo_from(db, first.id))

    async def _adopt(self, batch: BatchRow, progress: Progress) -> bool:
        """Take over what the chain has of *batch* and the records after it; return whether it had any."""
        newest = await self._journal.ask(table.last_record)
        before = await self._journal.ask(lambda db: table.settled_before(db, batch.id))
        since = 0 if before is None or before.block is None else before.block
        adopted = False
        async for number, built in own_batches(self._chain, self._builder, progress, batch.first, newest):
            landed = await self._chain.landed(number, built.root, None, since, self._submitter.payer)
            now_us = self._clock_us()
            await self._journal.change(partial(table.adopt, built=built, sequence=number, landed=landed, now_us=now_us))
            since, adopted = landed.block or since, True
        return adopted

    def _calls(self, batch: BatchRow, step: Step) -> list[Call]:
        contract = self._chain.contract()
        calls = [contract.anchor(step.sequence, batch.first, batch.count, step.previous, batch.root, cut(batch.head))]
        if step.todo is Todo.OPEN_AND_ANCHOR:
            calls.insert(0, contract.open_journal(batch.first, cut(batch.head_before)))
        return calls

    async def _settled(self, batch: BatchRow, step: Step) -> None:
        sent = self._sent(batch.intent, batch.transaction)
        before = await self._journal.ask(lambda db: table.settled_before(db, batch.id))
        since = 0 if before is None or before.block is None else before.block
        landed = await self._chain.landed(step.sequence, batch.root, sent, since, self._submitter.payer)

        def settle(db: sqlite3.Connection, now_us: int) -> None:
            table.settle(db, batch.id, step.sequence, landed, now_us)

        await self._landed(batch.id, sent, landed.transaction, settle)

    async def _look_for_finality(self) -> None:
        if time.monotonic() < self._final_due:
            return
        self._final_due = time.monotonic() + FINAL_S
        oldest = await self._journal.ask(table.oldest_open)
        if oldest is not None and oldest.block is not None and await self._chain.is_final(oldest.block):
            self._final_due = 0.0
            await self._journal.change(lambda db: table.finalise(db, oldest.id))
