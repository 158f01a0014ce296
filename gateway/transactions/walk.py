"""One transaction at a time on its way to the chain, through restarts; the chain decides what is done.

Who walks asks the chain first, and comes here for what it does not have. `Walk` signs, notes, hands over and follows;
what the journal notes of a transaction is enough for another process to go on.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence

from starknet_py.net.client_models import Call

from gateway.journal import Journal
from gateway.moments import iso
from gateway.transactions import undone
from gateway.transactions.reasons import limit_of
from gateway.transactions.rows import OwedRows
from gateway.transactions.submitting import Submitter
from gateway.transactions.trouble import UndoneTransaction, UnsettledError, rest_s
from gateway.transactions.undone import Purpose

__all__ = ["Walk"]


class Walk:
    """Sends what is owed to the chain, one after the other.

    Args:
        journal: what it is of.
        submitter: how a transaction gets to the chain.
        rows: the journal's table of what is owed.
        purpose: what its transactions are for.
        clock_us: Unix microseconds.

    Attributes:
        doubtful: whether the last transaction was undone, and none has landed since.

    """

    def __init__(
        self,
        journal: Journal,
        submitter: Submitter,
        rows: OwedRows,
        purpose: Purpose,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._submitter, self._clock_us = journal, submitter, clock_us
        self._rows, self._purpose = rows, purpose
        self._handed: tuple[str, int | None] | None = None  # what was handed over in this process
        self.doubtful = False

    async def step(self) -> bool:
        """Do what can be done now; return whether something was found to be done, or not to be any more.

        It may be cut off anywhere, and is then done again.

        Raises:
            UnsettledError: nothing can be done now; it says why.

        """
        raise NotImplementedError

    async def _begin(self, key: int, calls: Sequence[Call], note: Callable[[sqlite3.Connection, str], None]) -> None:
        """Sign *calls*, *note* the intent, hand it over.

        Raises:
            UnsettledError: it can't be done now, or is not to be yet: the last ones were undone.

        """
        await self._rest()
        intent = await self._submitter.prepare(calls)
        await self._journal.change(lambda db: note(db, intent))
        await self._hand_over(key, intent)

    async def _go_on(self, key: int, intent: str, transaction: int | None) -> None:
        """Follow what was handed over, in this process or in one before it.

        Args:
            key: of the row.
            intent: as it was noted.
            transaction: its hash, when the journal knows it.

        Raises:
            UnsettledError: with ``gone``, once the intent can't be carried out any more.

        """
        handed = self._handed if self._handed is not None and self._handed[0] == intent else None
        await self._submitter.follow(intent, transaction if handed is None or handed[1] is None else handed[1])
        if handed is None:  # of another life, or nobody said what came of it: handing it over again is safe
            await self._hand_over(key, intent)

    async def _hand_over(self, key: int, intent: str) -> None:
        transaction = await self._submitter.hand_over(intent)
        self._handed = intent, transaction
        if transaction is not None:
            await self._journal.change(lambda db: self._rows.note_handed(db, key, transaction))

    async def _rest(self) -> None:
        found = await self._journal.ask(lambda db: undone.streak(db, self._purpose, self._rows.last_done_us(db)))
        self.doubtful = found is not None
        if found is None:
            return
        newest = found.newest
        rest, waited = rest_s(found.count), (self._clock_us() - newest.noted_us) / 1e6
        if 0 <= waited < rest:
            until = iso(newest.noted_us + int(rest * 1e6))
            said = f"{found.count} transaction(s) in a row were undone by the contract, the last since {newest.reason}"
            raise UnsettledError(
                newest.trouble,
                f"{said}; the next goes out at {until}",
                again_s=rest - waited,
                limit=limit_of(newest.reason),
            )

    async def _note(self, key: int, error: UnsettledError) -> None:
        """Note why a row is not done, and what an undone transaction cost."""
        if error.gone:
            self._handed = None
        now_us = self._clock_us()

        def change(db: sqlite3.Connection) -> None:
            self._note_undone(db, key, error.undone, now_us)
            self._rows.note_error(db, key, str(error), forget_intent=error.gone)

        await self._journal.change(change)

    def _note_undone(self, db: sqlite3.Connection, key: int, found: UndoneTransaction | None, now_us: int) -> None:
        if found is not None:
            self.doubtful = True
            undone.note(db, self._purpose, key, found, now_us)

    async def _landed(
        self, key: int, sent: int | None, transaction: int | None, change: Callable[[sqlite3.Connection, int], None]
    ) -> None:
        """Note that the chain has a row.

        Args:
            key: of the row.
            sent: hash of the transaction that was sent for it; another may have come first, and had it undone.
            transaction: hash of the one that brought it there.
            change: notes it, at a moment in Unix microseconds.

        """
        now_us = self._clock_us()
        spoiled = None if sent is None or sent == transaction else await self._submitter.undone(sent)

        def note(db: sqlite3.Connection) -> None:
            self._note_undone(db, key, spoiled, now_us)
            change(db, now_us)

        await self._journal.change(note)
        self._handed, self.doubtful = None, False

    def _sent(self, intent: str | None, transaction: int | None) -> int | None:
        """Return the hash of the transaction that was sent, as far as it is known."""
        if self._handed is not None and self._handed[0] == intent and self._handed[1] is not None:
            return self._handed[1]
        return transaction
