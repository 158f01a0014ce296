"""What an alarm kind is: an entry of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["About", "AlarmKind", "Severity"]


class Severity(StrEnum):
    """How bad it is."""

    INFO = "info"
    """Worth knowing; nothing has to be done."""
    WARNING = "warning"
    """Something works less than fully; look at it today."""
    PROBLEM = "problem"
    """Results are missing, wrong or at risk; act now."""


class About(StrEnum):
    """What kind of subject an alarm is about."""

    CAMERA = "camera"
    SENSOR = "sensor"
    DEVICE = "camera or sensor"
    GATEWAY = "gateway"
    BROKER = "broker"


@dataclass(frozen=True, slots=True)
class AlarmKind:
    """One kind of alarm.

    Attributes:
        id: identifier, lower case with underscores; stable across versions.
        title: a few words.
        meaning: what was seen, with the rule that decides.
        remedy: what an engineer does about it.
        subject: what stands in the alarm's ``subject``.
        settle_s: how long the cause must be gone before the alarm is cleared, seconds. Watched conditions have
            their own hysteresis and 0 here.
        quiet_s: for alarms about events, which have no end: cleared when the event was not seen for so long.

    """

    id: str
    title: str
    severity: Severity
    about: About
    meaning: str
    remedy: str
    subject: str
    settle_s: float = 0.0
    quiet_s: float | None = None

    @property
    def clears(self) -> str:
        """When it clears, as a sentence part."""
        if self.quiet_s is not None:
            return f"when it has not happened again for {_duration(self.quiet_s)}"
        if self.settle_s > 0:
            return f"when the cause has been gone for {_duration(self.settle_s)}"
        return "when the watched value has been normal again for a few seconds"


def _duration(seconds: float) -> str:
    return f"{seconds:g} s" if seconds < 120 else f"{seconds / 60:g} min"
