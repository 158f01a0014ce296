"""The device's clock against the moment of arrival."""

from __future__ import annotations

from gateway.watch.condition import Condition, Span

__all__ = ["Skew", "explain_skew"]

LIMIT_MS = 10_000.0
STEADY_MS = 1_000.0
DAY_MS = 86_400_000.0
YEARS_MS = 10 * 365 * DAY_MS
QUARTER_MS = 15 * 60_000.0


class Skew:
    """Watches ``ts`` of one stream.

    A difference counts when it is more than 10 s and steady for 4 s: a device that hands over what it kept while it
    was cut off sends old time stamps too, but catches up. Time stamps in another unit count at once.

    Attributes:
        difference_ms: time stamp minus arrival, latest; None before the first.

    """

    __slots__ = ("_condition", "_reference", "_ts", "detail", "difference_ms")

    def __init__(self) -> None:
        self._condition = Condition(Span(2, 4.0), Span(2, 2.0))
        self._reference = 0.0
        self._ts = 0.0
        self.difference_ms: float | None = None
        self.detail = ""

    @property
    def active(self) -> bool:
        """Whether the clock counts as wrong."""
        return self._condition.active

    def note(self, ts_ms: float, received_ms: float, now: float) -> None:
        """Note a message's time stamp and its arrival, both Unix milliseconds."""
        difference, same = ts_ms - received_ms, ts_ms == self._ts
        self.difference_ms, self._ts = difference, ts_ms
        wrong = abs(difference) > LIMIT_MS
        if wrong and not self._condition.active:
            steady = abs(difference - self._reference) <= STEADY_MS or same or _unit(ts_ms, received_ms) != ""
            if not self._condition.streak or not steady:
                self._condition.observe(False, now)
                self._reference = difference
        self._condition.observe(wrong, now)
        if wrong:
            self.detail = explain_skew(ts_ms, received_ms, stands_still=same)

    def reset(self) -> None:
        """Begin anew, after the gateway's own clock was set."""
        self._condition.reset()
        self.difference_ms = None


def explain_skew(ts_ms: float, received_ms: float, *, stands_still: bool = False) -> str:
    """Say how the time stamp *ts_ms* differs from the arrival *received_ms* (Unix ms), and what it looks like."""
    unit = _unit(ts_ms, received_ms)
    if unit:
        return f"ts {ts_ms:.0f} {unit}"
    difference = ts_ms - received_ms
    text = f"ts is {_duration(abs(difference))} {'ahead of' if difference > 0 else 'behind'} its arrival"
    if stands_still:
        return f"{text} and does not advance"
    quarters = round(difference / QUARTER_MS)
    if 2 <= abs(quarters) <= 56 and abs(difference - quarters * QUARTER_MS) < 60_000:
        return f"{text}: it looks like local time instead of UTC"
    return text


def _unit(ts_ms: float, received_ms: float) -> str:
    """Return what unit the time stamp is in, as the end of a sentence; empty when it is Unix milliseconds."""
    for factor, unit in ((1000.0, "seconds: multiply it by 1000"), (1e-3, "microseconds: divide it by 1000")):
        if abs(ts_ms * factor - received_ms) < DAY_MS:
            return f"looks like Unix time in {unit}"
    if ts_ms < YEARS_MS:
        return "looks like a time since power-on, not Unix time in milliseconds"
    return ""


def _duration(milliseconds: float) -> str:
    seconds = milliseconds / 1000
    for size, unit in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.1f} {unit}"
    return f"{seconds:.1f} s"
