"""Changes of alarms on their way to the broker: coalesced, bounded, and brought in line after an interruption."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from gateway.alarms import Alarm

__all__ = ["AlarmFeed"]

MOST_WAITING = 5000


class AlarmFeed:
    """Holds the latest state of each alarm that changed until it is published.

    `note` is called by the registry in any thread, under its lock; everything else on the event loop. While there is
    no connection at most 5,000 alarms wait; beyond, the oldest is given up, which costs nothing that lasts: what is
    raised is compared with what was published, and what is retained at the broker but not raised is removed.

    Args:
        wake: called, in any thread, when there is something to publish.

    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._waiting: dict[str, Alarm] = {}
        self._retained: set[str] = set()
        self._told: set[str] = set()  # ids that this connection has carried as raised
        self.given_up = 0

    def note(self, alarm: Alarm) -> None:
        """Take a change; the latest state of an alarm wins and keeps its place."""
        with self._lock:
            first = not self._waiting
            self._waiting[alarm.id] = alarm
            if len(self._waiting) > MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
                self.given_up += 1
        if first:
            self._wake()

    def connected(self) -> None:
        """Note a new connection: everything that is raised is published again."""
        self._retained.clear()
        self._told.clear()

    def compare(self, raised: Sequence[Alarm]) -> None:
        """Queue what is raised and has not been published; an alarm taken back after a restart is told by nobody."""
        with self._lock:
            for alarm in reversed(raised):
                if alarm.id not in self._told:
                    self._waiting.setdefault(alarm.id, alarm)

    def retained(self, identifier: str) -> None:
        """Note that the broker keeps an alarm under this id."""
        if len(self._retained) < 10 * MOST_WAITING:
            self._retained.add(identifier)

    def first(self) -> Alarm | None:
        """Return the alarm to publish next; it waits until `published` is called for it."""
        with self._lock:
            return next(iter(self._waiting.values()), None)

    def published(self, alarm: Alarm) -> None:
        """Note that *alarm* is at the broker; a newer state of it keeps waiting."""
        if alarm.raised:
            self._told.add(alarm.id)
        else:
            self._told.discard(alarm.id)
        with self._lock:
            if self._waiting.get(alarm.id) is alarm:
                del self._waiting[alarm.id]

    def stale(self, raised: Sequence[Alarm]) -> list[str]:
        """Return the ids of alarms that the broker keeps and that are not raised; they are told once."""
        if not self._retained:
            return []
        with self._lock:
            waiting = set(self._waiting)
        found = self._retained - waiting - self._told - {alarm.id for alarm in raised}
        self._retained.clear()
        return sorted(found)
