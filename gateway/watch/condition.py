"""Hysteresis: a condition counts when it has held for a while, and is gone when it has been away for a while."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["AlarmChange", "Condition", "Findings", "Span"]


@dataclass(frozen=True, slots=True)
class AlarmChange:
    """A detector's word: the alarm *kind* about *subject* is raised, or is over.

    Attributes:
        kind: id in the catalogue of alarms.
        subject: device address, or a part of the gateway.
        raised: False when it is over.
        detail: what was seen, with figures; empty when it is over.

    """

    kind: str
    subject: str
    raised: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """How long something must be seen: at least *count* observations in a row over at least *seconds*.

    *patience*: two observations in a row that span this many seconds do as well, so that slow devices need not
    wait for *count* of them.
    """

    count: int
    seconds: float
    patience: float = float("inf")

    def reached(self, count: int, seconds: float) -> bool:
        """Whether *count* observations over *seconds* are enough."""
        if count >= self.count and seconds >= self.seconds:
            return True
        return count >= 2 and seconds >= self.patience


class Condition:
    """Something that may be wrong, observed again and again.

    Attributes:
        active: whether it counts as wrong now.

    """

    __slots__ = ("_count", "_fall", "_holds", "_rise", "_since", "active")

    def __init__(self, rise: Span, fall: Span) -> None:
        self._rise, self._fall = rise, fall
        self.active = False
        self._holds = False
        self._count = 0
        self._since = 0.0

    @property
    def since(self) -> float:
        """When the present streak of equal observations began."""
        return self._since

    @property
    def streak(self) -> int:
        """How many observations in a row said that it holds; 0 when the latest said that it does not."""
        return self._count if self._holds else 0

    def observe(self, holds: bool, now: float) -> None:
        """Note that at *now* it holds or does not."""
        if holds is not self._holds or not self._count:
            self._holds, self._count, self._since = holds, 0, now
        self._count += 1
        if holds is not self.active:
            span = self._rise if holds else self._fall
            if span.reached(self._count, now - self._since):
                self.active = holds

    def reset(self) -> None:
        """Begin anew: not active, nothing observed."""
        self.active = self._holds = False
        self._count = 0


class Findings:
    """What was found last, so that only changes are told."""

    __slots__ = ("_told",)

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def changes(self, found: Mapping[tuple[str, str], str]) -> list[AlarmChange]:
        """Return what came and what went since the last call; *found* maps (kind, subject) to the detail."""
        if not found and not self._told:
            return []
        changes = [AlarmChange(*key, raised=False) for key in self._told if key not in found]
        changes += [AlarmChange(*key, raised=True, detail=found[key]) for key in found if key not in self._told]
        self._told = set(found)
        return changes
