"""Brings a proof to the chain, step by step; what the contract says decides, not what was done."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from functools import partial

from gateway.chain_proofs import table
from gateway.chain_proofs.table import ChainProofRow
from gateway.chain_proofs.verifying import VerifyingChain
from gateway.journal import Journal
from gateway.proofs.spool import Spool, SpoolError, read_bounded
from gateway.transactions import undone
from gateway.transactions.submitting import Submitter
from gateway.transactions.trouble import Limit, Trouble, UnsettledError
from gateway.transactions.undone import Purpose
from gateway.transactions.walk import Walk
from zkml import Rejected
from zkml.bundle import Bundle, decode_bundle

__all__ = ["Walker"]

FINAL_S = 60.0
MOST_ATTEMPTS = 3
ALONE_S = 3_600.0
HOUR_US = 3_600_000_000


class Walker(Walk):
    """Sends the proofs that are in *spool*."""

    def __init__(
        self,
        journal: Journal,
        chain: VerifyingChain,
        submitter: Submitter,
        spool: Spool,
        per_hour: int,
        *,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        super().__init__(journal, submitter, table.ROWS, Purpose.PROOF, clock_us)
        self._chain, self._spool, self._per_hour = chain, spool, per_hour
        self._final_due, self._alone_until = 0.0, -ALONE_S
        self.taken_back = 0

    @property
    def alone(self) -> bool:
        """Whether the last proof of several was too large or too dear for somebody, lately: then each goes alone."""
        return time.monotonic() < self._alone_until

    async def step(self) -> bool:
        """See `Walk`: a proof was found to be verified, or not to be any more."""
        if await self._look_for_changes():
            return True
        row = await self._journal.ask(lambda db: table.first_in(db, "sent") or table.first_in(db, "proven"))
        if row is None:
            return False
        assert row.digest is not None
        assert row.batch is not None
        if row.state == "proven" and await self._must_wait():
            return False
        if await self._chain.has(row.digest):
            await self._verified(row, row.digest)
            return True
        try:
            if row.intent is None:
                await self._send(row, row.batch)
            else:
                await self._go_on(row.record_id, row.intent, row.transaction)
        except UnsettledError as error:
            await self._note(row.record_id, error)
            undone = error.gone and error.trouble is Trouble.REVERTED and row.attempts >= MOST_ATTEMPTS
            if row.shared_by > 1 and (undone or error.limit is Limit.SIZE):
                if error.limit is Limit.SIZE:
                    self._alone_until = time.monotonic() + ALONE_S
                await self._journal.change(partial(table.apart, batch=row.batch, error=str(error)))
                return True
            if undone:
                await self._journal.change(partial(table.end, record=row.record_id, state="failed", error=str(error)))
            raise
        return False

    async def _send(self, row: ChainProofRow, batch: str) -> None:
        bundle = await asyncio.to_thread(self._bundle, row)
        if bundle is None or bundle.statement.context.contract != await self._chain.verifier(anew=row.attempts > 0):
            why = "its proof was lost on the disk" if bundle is None else "another contract verifies now"
            await self._journal.change(lambda db: table.queue_again(db, batch, why))
            return
        refusal = await self._chain.refusal(bundle)
        if refusal:
            why = f"the contract refuses it: {refusal}"
            if row.shared_by > 1:
                await self._journal.change(lambda db: table.apart(db, batch, why))
            else:
                await self._journal.change(lambda db: table.end(db, row.record_id, "failed", why))
            return
        now_us = self._clock_us()
        note = partial(table.note_intent, batch=batch, now_us=now_us)
        await self._begin(row.record_id, self._chain.calls(bundle), lambda db, intent: note(db, intent=intent))

    async def _must_wait(self) -> bool:
        """Whether so many were begun in the last hour as may: a sponsor's limit is shared with batches."""
        since = self._clock_us() - HOUR_US
        begun = await self._journal.ask(lambda db: table.sent_since(db, since) + undone.since(db, Purpose.PROOF, since))
        return begun >= self._per_hour

    async def _verified(self, row: ChainProofRow, digest: int) -> None:
        batch, sent = row.batch or "", self._sent(row.intent, row.transaction)
        since = await self._journal.ask(table.last_block)
        landed = await self._chain.landed(digest, sent, since, self._submitter.payer)

        def verify(db: sqlite3.Connection, now_us: int) -> None:
            table.verify(db, batch, landed, now_us)

        await self._landed(row.record_id, sent, landed.transaction, verify)

    def _bundle(self, row: ChainProofRow) -> Bundle | None:
        """Return the kept proof; None: it is gone or damaged."""
        try:
            return decode_bundle(read_bounded(self._spool.kept / f"{row.batch}.zkb"))
        except (OSError, SpoolError, Rejected):
            return None

    async def _look_for_changes(self) -> bool:
        """Now and then, see which verified ones are final, and whether a reorganisation took the newest back."""
        if time.monotonic() < self._final_due:
            return False
        self._final_due = time.monotonic() + FINAL_S
        rows = await self._journal.ask(table.open_to_change)
        lost = 0
        for row in rows:
            if row.batch is None or row.digest is None or await self._chain.has(row.digest):
                break  # a reorganisation takes the newest blocks
            lost += 1
            await self._journal.change(partial(table.take_back, batch=row.batch))
        self.taken_back += lost
        for row in reversed(rows[lost:]):
            if row.batch is None or row.block is None or not await self._chain.is_final(row.block):
                break
            await self._journal.change(partial(table.finalise, batch=row.batch))
            await asyncio.to_thread((self._spool.kept / f"{row.batch}.zkb").unlink, missing_ok=True)
        return lost > 0
