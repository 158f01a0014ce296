"""The registry: which alarms are raised now, since when and how often; told to everyone who listens."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import uuid_utils

from gateway.alarms.catalogue import kind_of
from gateway.alarms.kind import AlarmKind, Severity
from gateway.alarms.record import Alarm

__all__ = ["AlarmRegistry", "Change"]

_log = logging.getLogger(__name__)

REPEAT_S = 2.0
CONFIRM_S = 120.0
MOST_OPEN = 2000
MOST_PAST = 200
MOST_DETAIL = 500
_LEVELS = {Severity.INFO: logging.INFO, Severity.WARNING: logging.WARNING, Severity.PROBLEM: logging.ERROR}


class Change(Protocol):
    """A detector's word: a condition came or went."""

    @property
    def kind(self) -> str:
        """Alarm kind of the catalogue."""

    @property
    def subject(self) -> str:
        """Device address or part of the gateway."""

    @property
    def raised(self) -> bool:
        """Whether it came (True) or went."""

    @property
    def detail(self) -> str:
        """What was seen."""


@dataclass(slots=True)
class _Open:
    """A raised alarm with what the registry knows about its end."""

    alarm: Alarm
    kind: AlarmKind
    seen: float
    told: float
    stale: bool = False
    leaves: float | None = None
    confirm_by: float | None = None


class AlarmRegistry:
    """Raised alarms, one for each kind and subject. Thread-safe.

    Raising what is raised already counts (events) or refreshes its detail (conditions); clearing waits for the
    kind's settling time, and raising again within it goes on with the same alarm, so that a flapping link is one
    alarm. Alarms about events clear by themselves when the event stays away. `tick` drives both, about once a
    second. Repetitions reach listeners at most every 2 s for each alarm, everything else at once.

    Listeners are called in the caller's thread, in order, under the registry's lock: they must be quick and must
    not wait for another thread that may raise alarms. An exception in one is logged and does not reach the others.

    Args:
        listeners: called with every alarm that was raised, changed, acknowledged or cleared.
        clock: monotonic seconds.
        wall_us: Unix microseconds.
        new_id: makes alarm ids.

    """

    def __init__(
        self,
        listeners: Iterable[Callable[[Alarm], None]] = (),
        *,
        clock: Callable[[], float] = time.monotonic,
        wall_us: Callable[[], int] = lambda: time.time_ns() // 1000,
        new_id: Callable[[], str] = lambda: str(uuid_utils.uuid7()),
    ) -> None:
        self._listeners = list(listeners)
        self._clock, self._wall_us, self._new_id = clock, wall_us, new_id
        self._lock = threading.RLock()
        self._open: dict[tuple[str, str], _Open] = {}
        self._past: deque[Alarm] = deque(maxlen=MOST_PAST)
        self.refused = 0

    def listen(self, listener: Callable[[Alarm], None]) -> None:
        """Add a listener; it is not told what was raised before (see `raised`)."""
        with self._lock:
            self._listeners.append(listener)

    def raise_alarm(self, kind: str, subject: str, detail: str = "") -> None:
        """Raise the alarm *kind* about *subject*, or note that it still holds.

        Raises:
            UnknownAlarmError: the catalogue has no such kind.

        """
        entry, detail = kind_of(kind), detail[:MOST_DETAIL]
        with self._lock:
            now = self._clock()
            held = self._open.get((kind, subject))
            if held is None:
                self._begin(entry, subject, detail, now)
                return
            flapped = held.leaves is not None
            held.leaves = held.confirm_by = None
            held.seen = now
            if entry.quiet_s is None and not flapped and detail == held.alarm.detail:
                return  # a condition that goes on is one sight
            counts = entry.quiet_s is not None or flapped
            held.alarm = replace(
                held.alarm,
                detail=detail or held.alarm.detail,
                last_us=self._wall_us(),
                count=held.alarm.count + counts,
            )
            held.stale = True
            if now - held.told >= REPEAT_S:
                self._tell(held, now)

    def clear_alarm(self, kind: str, subject: str) -> None:
        """Say that the cause of *kind* about *subject* is gone; nothing happens when it is not raised."""
        entry = kind_of(kind)
        with self._lock:
            held = self._open.get((kind, subject))
            if held is None or held.leaves is not None:
                return
            if entry.settle_s <= 0:
                self._end((kind, subject))
            else:
                held.leaves = self._clock() + entry.settle_s

    def apply(self, changes: Iterable[Change]) -> None:
        """Raise and clear what detectors found."""
        for change in changes:
            if change.raised:
                self.raise_alarm(change.kind, change.subject, change.detail)
            else:
                self.clear_alarm(change.kind, change.subject)

    def forget(self, subject: str) -> int:
        """Clear every alarm about *subject* at once (a device that was taken away); return how many."""
        with self._lock:
            keys = [key for key in self._open if key[1] == subject]
            for key in keys:
                self._end(key)
        return len(keys)

    def acknowledge(self, identifier: str, who: str) -> Alarm | None:
        """Note that *who* has seen the raised alarm *identifier*; return it, or None when it is not raised.

        A repeated acknowledgement keeps the first one.
        """
        with self._lock:
            for held in self._open.values():
                if held.alarm.id != identifier:
                    continue
                if held.alarm.acknowledged_us is None:
                    held.alarm = replace(
                        held.alarm, acknowledged_us=self._wall_us(), acknowledged_by=who[:64] or "unknown"
                    )
                    self._tell(held, self._clock())
                return held.alarm
        return None

    def tick(self) -> None:
        """Clear what has settled or stayed away, and tell repetitions that were held back."""
        with self._lock:
            now = self._clock()
            for key, held in list(self._open.items()):
                quiet = held.kind.quiet_s
                if (
                    (held.leaves is not None and now >= held.leaves)
                    or (held.confirm_by is not None and now >= held.confirm_by)
                    or (quiet is not None and now - held.seen >= quiet)
                ):
                    self._end(key)
                elif held.stale and now - held.told >= REPEAT_S:
                    self._tell(held, now)

    def restore(self, alarms: Iterable[Alarm]) -> None:
        """Take back alarms that were raised when the gateway ended, so that they keep id, count and acknowledgement.

        Those whose cause is not seen again within 2 min are cleared.
        """
        with self._lock:
            now = self._clock()
            for alarm in alarms:
                key = alarm.kind, alarm.subject
                if alarm.raised and key not in self._open:
                    held = _Open(alarm, kind_of(alarm.kind), now, now)
                    held.confirm_by = now + CONFIRM_S
                    self._open[key] = held

    def raised(self) -> tuple[Alarm, ...]:
        """Return the raised alarms: worst first, then newest first."""
        order = list(Severity)
        with self._lock:
            alarms = [held.alarm for held in self._open.values()]
        return tuple(sorted(alarms, key=lambda a: (-order.index(a.severity), -a.raised_us, a.id)))

    def past(self) -> tuple[Alarm, ...]:
        """Return the latest alarms that were cleared, newest first, 200 at most; the journal has them all."""
        with self._lock:
            return tuple(reversed(self._past))

    def get(self, kind: str, subject: str) -> Alarm | None:
        """Return the raised alarm *kind* about *subject*, or None."""
        with self._lock:
            held = self._open.get((kind, subject))
            return None if held is None else held.alarm

    # -- under the lock ----------------------------------------------------------------------------------------

    def _begin(self, kind: AlarmKind, subject: str, detail: str, now: float) -> None:
        if len(self._open) >= MOST_OPEN and kind.severity is not Severity.PROBLEM:
            if not self.refused:
                _log.warning("%d alarms are raised: until some clear, only problems are added", MOST_OPEN)
            self.refused += 1  # a plant-wide storm: the problems still get through
            return
        wall = self._wall_us()
        alarm = Alarm(self._new_id(), kind.id, subject, kind.severity, kind.title, detail, kind.remedy, wall, wall)
        held = self._open[kind.id, subject] = _Open(alarm, kind, now, now)
        _log.log(_LEVELS[kind.severity], "alarm %s raised about %s: %s", kind.id, subject, detail or kind.title)
        self._tell(held, now)

    def _end(self, key: tuple[str, str]) -> None:
        held = self._open.pop(key)
        wall = self._wall_us()
        held.alarm = replace(held.alarm, cleared_us=max(wall, held.alarm.raised_us))
        self._past.append(held.alarm)
        _log.info("alarm %s about %s cleared", *key)
        self._tell(held, self._clock())

    def _tell(self, held: _Open, now: float) -> None:
        held.told, held.stale = now, False
        for listener in self._listeners:
            try:
                listener(held.alarm)
            except Exception:  # noqa: BLE001 - the other listeners must hear it
                _log.exception("a listener of alarms failed on %s", held.alarm.id)
