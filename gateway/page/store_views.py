"""The store as the page shows it: what is kept, what still has to leave, and what stands in storage's way."""

from __future__ import annotations

import time
from collections.abc import Callable

from gateway.journal import Journal, JournalFacts, JournalReader, JournalTotals, Trouble
from gateway.page.recent import Recent
from gateway.page.view import ChainView, Level, StoreView

__all__ = ["StoreViews"]

LEAST_TOTALS_S = 10.0
TOTALS_PATIENCE = 50  # counting may take a fiftieth of the time


class StoreViews:
    """Makes the views of the store. Not thread-safe.

    Args:
        journal: the store; only its condition, its path and its directory are looked at.
        reader: reads its file.
        recent: knows how the number of waiting results went.
        linked: whether the broker is connected.
        cap_bytes: the store's cap in bytes, as configured at this moment.

    """

    def __init__(
        self,
        journal: Journal,
        reader: JournalReader,
        recent: Recent,
        *,
        linked: Callable[[], bool],
        cap_bytes: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._journal, self._reader, self._recent = journal, reader, recent
        self._linked, self._cap_bytes, self._clock = linked, cap_bytes, clock
        self._totals, self._totals_due = JournalTotals(), float("-inf")

    def totals(self) -> JournalTotals:
        """Return what takes a while to count, as old as counting it is slow; at least ten seconds."""
        started = self._clock()
        if started >= self._totals_due:
            self._totals = self._reader.attempt(self._reader.totals, self._totals)
            ended = self._clock()
            self._totals_due = ended + max(LEAST_TOTALS_S, TOTALS_PATIENCE * (ended - started))
        return self._totals

    def store(self, facts: JournalFacts) -> StoreView:
        """Return the store at this moment."""
        totals, cap = self.totals(), self._cap_bytes()
        used = totals.frame_bytes + self._file_bytes()
        level, text = self._state(facts)
        return StoreView(
            level=level,
            text=text,
            waiting=facts.waiting,
            waiting_bytes=facts.waiting_bytes,
            drain_s=self._recent.drain_s(facts.waiting),
            records=facts.records,
            frames=totals.frames,
            used_bytes=used,
            cap_bytes=cap,
            share=used / cap,
        )

    def chain(self, facts: JournalFacts) -> ChainView:
        """Return the chain of records at this moment."""
        aside = self._journal.set_aside
        if aside is None:
            return ChainView(position=facts.records, head=facts.head)
        text = f"A damaged journal was set aside as {aside.name}; this chain began anew. Keep that file for recovery."
        return ChainView(position=facts.records, head=facts.head, level=Level.WARNING, text=text)

    def _state(self, facts: JournalFacts) -> tuple[Level, str]:
        """Return how storing and forwarding are: the worst first."""
        condition = self._journal.condition
        if condition.trouble is Trouble.OPENING:
            return Level.INFO, "The journal is being opened and checked."
        if condition.trouble is not Trouble.NONE:
            return Level.PROBLEM, (
                f"Nothing can be stored ({condition.reason}); messages wait at the broker, nothing acknowledged is "
                f"lost. What to do: {condition.remedy}."
            )
        if self._reader.trouble:
            return Level.PROBLEM, f"The journal can't be read: {self._reader.trouble}. These figures may be old."
        if not self._journal.path.exists():
            return Level.PROBLEM, f"The journal's file {self._journal.path} is gone. Start the gateway again."
        drain_s = self._recent.drain_s(facts.waiting)
        if not self._linked():
            return Level.WARNING, "The broker is not connected: results wait here."
        if facts.waiting > 0 and drain_s is None and self._recent.waiting_for_long:
            return Level.WARNING, "Results are made faster than the broker takes them."
        if facts.waiting > 0:
            return Level.OK, "Results are on their way to the broker."
        return Level.OK, "Every result has reached the broker."

    def _file_bytes(self) -> int:
        total = 0
        for suffix in ("", "-wal"):
            try:
                total += self._journal.path.with_name(self._journal.path.name + suffix).stat().st_size
            except OSError:
                continue  # not there at this moment
        return total
