"""The component: takes up evidence against workers, opens what can be opened on the chain, and says how it stands.

One step after the other; each may be cut off anywhere and is then done again. Before anything is signed the contract is
asked whether it has the dispute already, so that nothing is opened twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from gateway.chain_proofs import requests
from gateway.config import ChainSettings
from gateway.disputes import table
from gateway.disputes.evidence import SignedAnswer, cases
from gateway.disputes.pool import DisputedPool
from gateway.disputes.table import CHALLENGE, Dispute
from gateway.journal import Journal, JournalClosedError
from gateway.offloading.accusing import PROOF
from gateway.paymaster.node import Node
from gateway.supervisor import Health
from gateway.transactions.submitting import Submitter
from gateway.transactions.trouble import Trouble, UnsettledError, pause_s
from gateway.waking import wake_from_any_thread

__all__ = ["DisputeDesk", "DisputeFigures"]

_log = logging.getLogger(__name__)

LOOK_S = 1.0
SHOWN = 8
MOST_ATTEMPTS = 3
LATER_S = 600.0
CHANGES_S = 60.0
CHANGES_US = 3_600_000_000
RESULT_US = 600_000_000
"""The result of a job that was caught comes within ten minutes, or never: a trial has none."""


@dataclass(slots=True)
class DisputeFigures:
    """What the page and the metrics show."""

    counts: dict[str, int] = field(default_factory=dict)
    recent: list[Dispute] = field(default_factory=list)
    trouble: UnsettledError | None = None


class DisputeDesk:
    """A supervised component.

    Args:
        journal: what is owed is in it.
        book: the routing's book of decisions, where evidence is kept.
        settings: ``[chain]``.
        way: node, pool and submitter, as `gateway.disputes.joining.joined` makes them.
        clock_us: Unix µs.

    """

    name = "disputes"
    critical = False

    def __init__(
        self,
        journal: Journal,
        book: Path,
        settings: ChainSettings,
        way: tuple[Node, DisputedPool, Submitter],
        *,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._book, self._settings, self._clock_us = journal, book, settings, clock_us
        self._node, self._pool, self._submitter = way
        self._handed: tuple[str, int | None] | None = None  # what was handed over in this process
        self._seen = 0
        self._later: dict[int, float] = {}  # rows that can't be opened yet, until when
        self._changes_due = 0.0
        self._wake: Callable[[], None] = lambda: None
        self.figures = DisputeFigures()

    def on_mismatch(self) -> None:
        """Look at once: there is new evidence. Any thread may call it."""
        self._wake()

    async def run(self, health: Health) -> None:
        """Take up and open until cancelled."""
        health.starting("waiting for the journal")
        loop, wake, failures = asyncio.get_running_loop(), asyncio.Event(), 0
        self._wake = lambda: wake_from_any_thread(loop, wake)
        try:
            while not self._journal.wait_until_open(0):
                health.tick()
                await asyncio.sleep(LOOK_S)
            while True:
                pause = LOOK_S
                try:
                    while await self.step():
                        health.tick()
                    failures, self.figures.trouble = 0, None
                except UnsettledError as error:
                    failures, self.figures.trouble = failures + 1, error
                    pause = pause_s(error.trouble, failures, random.random())
                    if failures == 1:
                        _log.warning("disputes wait (%s): %s", error.trouble, error)
                except (JournalClosedError, sqlite3.Error) as error:
                    _log.debug("journal or book can't be used now: %s", error)
                with contextlib.suppress(sqlite3.Error):
                    await self._tell(health)
                health.tick()
                await self._pause(wake, pause)
        finally:
            self._wake = lambda: None
            await self._submitter.close()
            await self._node.close()

    async def step(self) -> bool:
        """Do what can be done now; return whether there may be more.

        Raises:
            UnsettledError: nothing can be done now; it says why.

        """
        await self._take_up()
        await self._have_proven()
        if await self._look_for_changes():
            return True
        now = time.monotonic()
        self._later = {number: until for number, until in self._later.items() if until > now}
        row = await self._journal.ask(partial(table.next_row, not_in=set(self._later)))
        if row is None:
            return False
        try:
            return await self._advance(row)
        except UnsettledError as error:
            await self._note(row, error)
            raise

    # -- evidence ------------------------------------------------------------------------------------------------------

    async def _take_up(self) -> None:
        """Note what is owed for the evidence that came since the last look; at a start, for all of it again."""
        for case in await asyncio.to_thread(cases, self._book, self._seen):
            first, second = case.first, case.second
            if first is not None and _is_dispute(case.worker, case.other, first, second):
                await self._journal.change(
                    partial(
                        table.add,
                        job_id=case.job_id,
                        worker=case.worker,
                        at_us=case.at_us,
                        first=first,
                        second=second,
                    )
                )
            self._seen = case.number

    async def _have_proven(self) -> None:
        """Have our own result of a disputed job proven on the chain, where results may be."""
        if self._settings.proofs == "never":  # what is proven there is public: nobody has named this one
            return
        for row in await self._journal.ask(table.unproven):
            result = await self._journal.ask(
                partial(table.result_of_job, job_id=row.job_id, after_us=row.at_us - RESULT_US)
            )
            if result is None and self._clock_us() - row.at_us < RESULT_US:
                continue  # it is still being made
            if result is not None:
                await asyncio.to_thread(requests.ask, self._journal.directory, result)
            await self._journal.change(partial(table.note_proof, number=row.number, result_id=result or ""))

    # -- the chain -----------------------------------------------------------------------------------------------------

    async def _advance(self, row: Dispute) -> bool:
        account = int(row.account, 16) if row.account else await self._pool.worker_of(row.first.key)
        if not account:
            return await self._end(row, "its key is not registered in CdcPool")
        if not all(one.holds(account, self._pool.chain_id) for one in _answers(row)):
            return await self._end(row, "its results are not signed for this chain and account: no evidence there")
        found, challenge = await self._is_open(row, account)
        if found:
            transaction = self._handed[1] if self._handed is not None and self._handed[0] == row.intent else None
            await self._journal.change(
                partial(table.opened, number=row.number, account=account, challenge=challenge, transaction=transaction)
            )
            _log.warning("worker %s, job %s: the %s is on the chain", row.worker, row.job_id, row.kind)
            self._handed = None
            return True
        if row.intent is not None:
            await self._follow(row.intent)
            return False
        return await self._send(row, account)

    async def _is_open(self, row: Dispute, account: int) -> tuple[bool, int | None]:
        if row.kind == CHALLENGE:
            number = await self._pool.challenge_of(account, row.at_us // 1_000_000)
            return number is not None, number
        return await self._pool.is_convicted(account, row.first.result), None

    async def _send(self, row: Dispute, account: int) -> bool:
        if row.kind == CHALLENGE:
            if not self._settings.challenges:
                return await self._end(
                    row,
                    "no contract can tell which of two answers is right; with [chain] challenges = true, 1,000 CIRO "
                    "would be staked on a vote",
                )
            if why := await self._pool.why_no_challenge(account):
                return await self._end(row, why)
            calls = await self._pool.challenge(account)
        elif not await self._pool.at_stake(account):
            self._later[row.number] = time.monotonic() + LATER_S
            why = "it has nothing at stake now; it is shown once it has"
            await self._journal.change(partial(table.note_error, number=row.number, error=why, forget_intent=False))
            return True
        else:
            assert row.second is not None
            calls = self._pool.equivocation(account, row.first, row.second)
        intent = await self._submitter.prepare(calls)
        await self._journal.change(
            partial(table.note_intent, number=row.number, intent=intent, now_us=self._clock_us())
        )
        self._handed = intent, await self._submitter.hand_over(intent)
        return False

    async def _follow(self, intent: str) -> None:
        handed = self._handed if self._handed is not None and self._handed[0] == intent else None
        await self._submitter.follow(intent, None if handed is None else handed[1])
        if handed is None:  # of another life: handing it over again is safe
            self._handed = intent, await self._submitter.hand_over(intent)

    async def _note(self, row: Dispute, error: UnsettledError) -> None:
        if error.gone:
            self._handed = None
        if error.gone and error.trouble is Trouble.REVERTED and row.attempts >= MOST_ATTEMPTS:
            await self._end(row, str(error))
            return
        if error.trouble in {Trouble.FUNDS, Trouble.REVERTED} and (error.gone or row.intent is None):
            self._later[row.number] = time.monotonic() + LATER_S  # others need not wait for it
        change = partial(table.note_error, number=row.number, error=str(error), forget_intent=error.gone)
        await self._journal.change(change)

    async def _end(self, row: Dispute, why: str) -> bool:
        await self._journal.change(partial(table.end, number=row.number, why=why))
        _log.warning("worker %s, job %s: nothing is opened on the chain: %s", row.worker, row.job_id, why)
        return True

    async def _look_for_changes(self) -> bool:
        """Now and then, see whether a reorganisation took back what was opened within the last hour."""
        if time.monotonic() < self._changes_due:
            return False
        self._changes_due = time.monotonic() + CHANGES_S
        changed = False
        for row in await self._journal.ask(partial(table.opened_since, moment_us=self._clock_us() - CHANGES_US)):
            assert row.account is not None
            found, _ = await self._is_open(row, int(row.account, 16))
            if not found:
                await self._journal.change(partial(table.take_back, number=row.number))
                changed = True
        return changed

    # -- telling -------------------------------------------------------------------------------------------------------

    async def _tell(self, health: Health) -> None:
        figures = self.figures
        figures.counts = await self._journal.ask(table.counts)
        figures.recent = await self._journal.ask(partial(table.recent, limit=SHOWN))
        if figures.trouble is not None:
            health.degraded(
                str(figures.trouble), "see: ciro route evidence; docs/routing.md says what each state means"
            )
        else:
            counts = figures.counts
            health.ok(f"{counts['opened']} disputes opened, {counts['owed'] + counts['sent']} owed")

    @staticmethod
    async def _pause(wake: asyncio.Event, pause: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await wake.wait()
        wake.clear()


def _answers(row: Dispute) -> list[SignedAnswer]:
    return [row.first] if row.second is None else [row.first, row.second]


def _is_dispute(worker: str, other: str, first: SignedAnswer, second: SignedAnswer | None) -> bool:
    """Whether evidence is about two answers: not about a proof, and two of one worker are to one question."""
    if other != worker:
        return other != PROOF
    if second is None or second.key != first.key:
        return False
    one, two = first.result, second.result
    question = (one.job_id, one.model, one.input_digest) == (two.job_id, two.model, two.input_digest)
    return question and one.output_digest != two.output_digest
