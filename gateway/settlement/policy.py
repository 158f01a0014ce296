"""When a batch is closed: functions of explicit inputs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gateway.config import BatchSettings

__all__ = ["MOST_RECORDS", "Pace", "Reason", "Waiting", "closes", "spacing_s"]

HOUR_S = 3600.0
MOST_RECORDS = 1_000_000
"""Of one batch, when batches are spaced: making its root takes some ten seconds."""


class Reason(StrEnum):
    """Why a batch was closed."""

    ALARM = "alarm"
    COUNT = "count"
    DEFECTS = "defects"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Records that are in no batch yet.

    Attributes:
        records: how many.
        age_s: how long the oldest waits, by a clock that only goes forward.
        defects: how many of them are results that are not ok.
        alarm: whether an alarm that is a problem was raised meanwhile.
        too_soon: whether the batch before it was closed less than `spacing_s` ago.

    """

    records: int
    age_s: float = 0.0
    defects: int = 0
    alarm: bool = False
    too_soon: bool = False


def closes(waiting: Waiting, settings: BatchSettings) -> Reason | None:
    """Return why a batch is to be closed now; None: it waits for company."""
    if waiting.records == 0:
        return None
    if waiting.alarm:
        return Reason.ALARM
    if waiting.too_soon:
        return Reason.COUNT if waiting.records >= MOST_RECORDS else None
    if waiting.records >= settings.records:
        return Reason.COUNT
    if waiting.defects >= settings.defects:
        return Reason.DEFECTS
    return Reason.AGE if waiting.age_s >= settings.age_s else None


FEWEST_PER_HOUR = 2


class Pace:
    """How many batches an hour may have: as configured, and fewer for a while after a sponsor has taken no more.

    Others may use up the account's hour as well, or a sponsor's contract may take fewer than ours. Each refusal for
    that reason halves what was closed in its hour; each hour without one doubles it again.

    Args:
        most: as configured.

    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._since_us = 0
        self.per_hour = most

    def refused(self, closed: int, now_us: int) -> None:
        """Note that no more were taken when *closed* had been closed in an hour; Unix microseconds."""
        self.per_hour = max(FEWEST_PER_HOUR, min(self.per_hour, closed) // 2)
        self._since_us = now_us

    def now(self, now_us: int) -> int:
        """Return how many an hour may have now; a clock that was set back counts as an hour over."""
        hour_us = int(HOUR_S * 1e6)
        if now_us < self._since_us:
            self._since_us = now_us - hour_us
        while self.per_hour < self._most and now_us - self._since_us >= hour_us:
            self.per_hour = min(self._most, 2 * self.per_hour)
            self._since_us += hour_us
        return self.per_hour


def spacing_s(closed: int, per_hour: int) -> float:
    """Return how far apart batches are to be, seconds, where *closed* were closed in the last hour.

    Half of *per_hour* are closed whenever they are due, the others evenly: so no hour, wherever it begins, has more
    than *per_hour*, and none begins with a burst and goes on with silence.
    """
    at_once = per_hour // 2
    return 0.0 if closed < at_once else HOUR_S / (per_hour - at_once)
