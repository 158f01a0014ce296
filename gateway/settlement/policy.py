"""When a batch is closed, and how long to wait after what trouble: functions of explicit inputs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gateway.config import BatchSettings

__all__ = ["MOST_RECORDS", "Reason", "Trouble", "Waiting", "closes", "pause_s", "spacing_s"]

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


def spacing_s(closed: int, per_hour: int) -> float:
    """Return how far apart batches are to be, seconds, where *closed* were closed in the last hour.

    Half of *per_hour* are closed whenever they are due, the others evenly: so no hour, wherever it begins, has more
    than *per_hour*, and none begins with a burst and goes on with silence.
    """
    at_once = per_hour // 2
    return 0.0 if closed < at_once else HOUR_S / (per_hour - at_once)


class Trouble(StrEnum):
    """Why a batch could not be settled now; each asks for another patience."""

    AWAY = "away"  # the node does not answer
    REFUSED = "refused"  # no paymaster takes it: budget, allowance, rate, reachability
    UNKNOWN = "unknown"  # it was handed over and nobody said what came of it
    REVERTED = "reverted"  # it was carried out and undone, or would be
    KEY = "key"  # the session ended, or may not do this
    FUNDS = "funds"  # the account can't pay
    SETUP = "setup"  # another network, no contract at the address


_PAUSES: dict[Trouble, tuple[float, float]] = {
    Trouble.AWAY: (0.5, 30.0),
    Trouble.REFUSED: (5.0, 300.0),
    Trouble.UNKNOWN: (2.0, 30.0),
    Trouble.REVERTED: (2.0, 300.0),
    Trouble.KEY: (30.0, 300.0),
    Trouble.FUNDS: (30.0, 300.0),
    Trouble.SETUP: (5.0, 60.0),
}


def pause_s(trouble: Trouble, failures: int, draw: float) -> float:
    """Return how long to wait after failure number *failures* (from 1) in a row, seconds.

    Doubling, up to a ceiling that depends on the trouble; half of it is drawn (*draw* uniform in [0, 1)).
    """
    first, longest = _PAUSES[trouble]
    ceiling = min(longest, first * float(2 ** min(failures - 1, 16)))
    return ceiling / 2 + draw * ceiling / 2
