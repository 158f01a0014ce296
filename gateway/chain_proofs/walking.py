"""Brings a proof to the chain, step by step; what the contract says decides, not what was done."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from gateway.chain_proofs import table
from gateway.chain_proofs.table import ChainProofRow
from gateway.chain_proofs.verifying import VerifyingChain
from gateway.journal import Journal, connect_read_only
from gateway.proofs.spool import Spool, SpoolError, read_bounded
from gateway.settlement.policy import Trouble
from gateway.settlement.submitting import Submitter, UnsettledError
from zkml import Rejected
from zkml.bundle import Bundle, decode_bundle

__all__ = ["Walker"]

T = TypeVar("T")

FINAL_S = 60.0
MOST_ATTEMPTS = 3
HOUR_US = 3_600_000_000


class Walker:
    """Sends the proofs that are in *spool*. `step` may be cut off anywhere and is then done again."""

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
        self._journal, self._chain, self._submitter, self._spool = journal, chain, submitter, spool
        self._per_hour, self._clock_us = per_hour, clock_us
        self._handed: tuple[str, int | None] | None = None  # what was handed over in this process
        self._final_due = 0.0
        self.taken_back = 0

    async def read(self, question: Callable[..., T]) -> T:
        """Ask the journal's file."""

        def ask() -> T:
            with contextlib.closing(connect_read_only(self._journal.path)) as db:
                return question(db)

        return await asyncio.to_thread(ask)

    async def write(self, change: Callable[..., T]) -> T:
        """Change the journal; it is durable when this returns."""
        return await asyncio.wrap_future(self._journal.execute(lambda _, db: change(db)))

    async def step(self) -> bool:
        """Do what can be done now; return whether a proof was found to be verified, or not to be any more.

        Raises:
            UnsettledError: nothing can be done now; it says why.

        """
        if await self._look_for_changes():
            return True
        row = await self.read(lambda db: table.first_in(db, "sent") or table.first_in(db, "proven"))
        if row is None:
            return False
        assert row.digest is not None
        if row.state == "proven" and await self._must_wait():
            return False
        if await self._chain.has(row.digest):
            await self._verified(row, row.digest)
            return True
        try:
            if row.intent is None:
                return await self._send(row)
            await self._follow(row.intent)
        except UnsettledError as error:
            await self._note(row, error)
            raise
        return False

    async def _note(self, row: ChainProofRow, error: UnsettledError) -> None:
        message, gone = str(error), error.gone
        if gone:
            self._handed = None
        if gone and error.trouble is Trouble.REVERTED and row.attempts >= MOST_ATTEMPTS:
            await self.write(lambda db: table.end(db, row.record_id, "failed", message))
        else:
            await self.write(lambda db: table.note_error(db, row.record_id, message, forget_intent=gone))

    async def _send(self, row: ChainProofRow) -> bool:
        bundle = await asyncio.to_thread(self._bundle, row)
        if bundle is None or bundle.statement.context.contract != await self._chain.verifier(anew=row.attempts > 0):
            why = "its proof was lost on the disk" if bundle is None else "another contract verifies now"
            await self.write(lambda db: table.queue_again(db, row.record_id, why))
            return False
        refusal = await self._chain.refusal(bundle)
        if refusal:
            await self.write(lambda db: table.end(db, row.record_id, "failed", f"the contract refuses it: {refusal}"))
            return False
        intent = await self._submitter.prepare(self._chain.calls(bundle))
        now_us = self._clock_us()
        await self.write(lambda db: table.note_intent(db, row.record_id, intent, now_us))
        self._handed = intent, await self._submitter.hand_over(intent)
        return False

    async def _must_wait(self) -> bool:
        """Whether so many were begun in the last hour as may: a sponsor's limit is shared with batches."""
        since = self._clock_us() - HOUR_US
        return await self.read(lambda db: table.sent_since(db, since)) >= self._per_hour

    async def _follow(self, intent: str) -> None:
        handed = self._handed if self._handed is not None and self._handed[0] == intent else None
        await self._submitter.follow(intent, None if handed is None else handed[1])
        if handed is None:  # of another life, or nobody said what came of it: handing it over again is safe
            self._handed = intent, await self._submitter.hand_over(intent)

    async def _verified(self, row: ChainProofRow, digest: int) -> None:
        guess = self._handed[1] if self._handed is not None and self._handed[0] == row.intent else None
        since = await self.read(table.last_block)
        landed = await self._chain.landed(digest, guess, since, self._submitter.payer)
        now_us = self._clock_us()
        await self.write(lambda db: table.verify(db, row.record_id, landed, now_us))
        self._handed = None

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
        rows = await self.read(table.open_to_change)
        lost = 0
        for row in rows:
            if row.digest is None or await self._chain.has(row.digest):
                break  # a reorganisation takes the newest blocks
            lost += 1
            await self.write(partial(table.take_back, record=row.record_id))
        self.taken_back += lost
        for row in reversed(rows[lost:]):
            if row.block is None or not await self._chain.is_final(row.block):
                break
            await self.write(partial(table.finalise, record=row.record_id))
            await asyncio.to_thread((self._spool.kept / f"{row.batch}.zkb").unlink, missing_ok=True)
        return lost > 0
