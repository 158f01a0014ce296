"""Closes batches: looks at what waits in the journal, asks the policy, has the root made, notes the batch."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import time
from collections.abc import Callable

from gateway.config import BatchSettings
from gateway.journal import Journal, connect_read_only
from gateway.settlement import table
from gateway.settlement.builder import Builder
from gateway.settlement.policy import HOUR_S, MOST_RECORDS, Pace, Reason, Waiting, closes, spacing_s

__all__ = ["Closer"]


class Closer:
    """Closes batches of *journal*.

    While one is on its way, the next is closed by count alone: a chain that is slow or absent gets few large batches
    instead of many small ones. The same where a sponsor takes only so many an hour: batches are then spaced, and
    larger.

    Attributes:
        alarmed: an alarm that is a problem was raised: the next batch is closed at once.
        refused: a sponsor took no more in this hour: batches are closed more slowly for a while.

    """

    def __init__(
        self,
        journal: Journal,
        settings: BatchSettings,
        builder: Builder,
        *,
        clock: Callable[[], float] = time.monotonic,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._settings, self._builder = journal, settings, builder
        self._clock, self._clock_us = clock, clock_us
        self._pace_of_hour = Pace(settings.per_hour)
        self._first = 0
        self._since = 0.0
        self.alarmed = False
        self.refused = False

    async def look(self) -> bool:
        """Close a batch if one is due; return whether.

        Raises:
            AlteredError, BuilderError, sqlite3.Error: none could be made now.

        """
        first, last, defects, under_way = await asyncio.to_thread(self._read)
        now = self._clock()
        if first != self._first or last < first:
            self._first, self._since = first, now
        spacing, too_soon = await asyncio.to_thread(self._pace)
        waiting = Waiting(max(0, last - first + 1), now - self._since, defects, self.alarmed, too_soon)
        reason = closes(waiting, self._settings)
        if reason is None or (under_way and reason is not Reason.COUNT and waiting.records < self._settings.records):
            return False
        last = min(last, first + (max(self._settings.records, MOST_RECORDS) if spacing else self._settings.records) - 1)
        built = await self._builder.build(first, last)
        now_us = self._clock_us()

        def note(_: object, db: sqlite3.Connection) -> bool:
            if table.next_first(db) != built.first:
                return False  # what the chain has of these records was adopted meanwhile
            table.add(db, built, str(reason), now_us)
            return True

        noted = await asyncio.wrap_future(self._journal.execute(note))
        self.alarmed = self.alarmed and not noted
        return noted

    def _read(self) -> tuple[int, int, int, bool]:
        with contextlib.closing(connect_read_only(self._journal.path)) as db:
            first = table.next_first(db)
            (defects,) = db.execute("SELECT count(*) FROM result WHERE record_id >= ? AND NOT ok", (first,)).fetchone()
            return first, table.last_record(db), int(defects), table.unsettled(db) is not None

    def _pace(self) -> tuple[float, bool]:
        """Return how far apart batches are to be now, in seconds, and whether the last one was closed too short ago."""
        now_us = self._clock_us()
        with contextlib.closing(connect_read_only(self._journal.path)) as db:
            closed, last_us = table.closed_since(db, now_us - int(HOUR_S * 1e6), now_us)
        if self.refused:
            self._pace_of_hour.refused(closed, now_us)
            self.refused = False
        spacing = spacing_s(closed, self._pace_of_hour.now(now_us))
        return spacing, last_us is not None and now_us - last_us < spacing * 1e6
