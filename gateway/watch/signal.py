"""The values of one signal: stuck, or out of range. Bounds are configured or learnt."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

from gateway.watch.condition import Condition, Span

__all__ = ["Bounds", "ScalarSignal", "WaveformSignal"]

CHANCE = 1e-6
FEWEST_CHANGES = 8
FEWEST_REPEATS = 6
STUCK_S = 5.0
RUNS_KEPT = 32
RUN_FACTOR = 3
FINE = 0.1
COARSE = 0.3
COARSE_STUCK_S = 3600.0
FEWEST_VALUES = 8
SPAN_FACTOR = 2.0
SHARE_OF_LEVEL = 0.25
NOISE_FACTOR = 10.0
PEAK_FACTOR = 4.0
ADOPT_S = 120.0
TRUSTED_RETURNS = 3
WINDOWS_ALIKE = 3
FOLLOW = 0.05


@dataclass(frozen=True, slots=True)
class Bounds:
    """The configured plausible range of a signal; None is unbounded. Both None: the range is learnt."""

    low: float | None = None
    high: float | None = None

    def __bool__(self) -> bool:
        return self.low is not None or self.high is not None


class ScalarSignal:
    """One number that a sensor reports.

    *Stuck*: the same number so often that it is less likely than 1e-6 by the signal's own history of repetitions
    (with the rule of succession, so that little history asks for more), and three times as often as any run that
    was normal; at least 6 times over 5 s, after at least 8 changes. That holds while noise moves the last digit:
    where more than 3 in 10 readings repeat the one before, the steps are coarser than the noise, runs last as long as
    the level stays within a step, and only an hour of it counts. Whole numbers that never fell are counters, which may
    stand still.

    *Out of range*: outside configured bounds; else, after 8 values, beyond everything accepted so far by more than
    twice its span, a quarter of its level and ten times its noise, whichever is most. So learnt bounds find absurd
    values only. A level that stays for 2 min is accepted. After three alarms that ended by themselves, what raised
    them is taken as normal.
    """

    __slots__ = (
        "_bounds",
        "_changes",
        "_fell",
        "_high",
        "_last",
        "_level",
        "_longest",
        "_low",
        "_noise",
        "_range",
        "_range_returns",
        "_repeats",
        "_run",
        "_run_since",
        "_runs",
        "_stuck",
        "_stuck_returns",
        "_values",
        "_whole",
    )

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._last: float | None = None
        self._values = self._changes = self._repeats = 0
        self._run = self._longest = 0
        self._run_since = 0.0
        self._runs: deque[int] = deque(maxlen=RUNS_KEPT)
        self._whole, self._fell = True, False
        self._stuck = Condition(Span(1, 0), Span(2, 0))
        self._stuck_returns = self._range_returns = 0
        self._low = self._high = self._level = self._noise = 0.0
        self.configure(bounds or Bounds())

    def configure(self, bounds: Bounds) -> None:
        """Take over configured bounds."""
        self._bounds = bounds
        self._range = Condition(Span(1, 0) if bounds else Span(2, 0), Span(3, 2.0, patience=5.0))

    @property
    def value(self) -> float | None:
        """The latest value."""
        return self._last

    def stuck(self) -> str:
        """Return what is repeated, as a sentence part; empty when the signal is alive."""
        return f"{self._last:g} repeated exactly {self._run} times" if self._stuck.active else ""

    def out_of_range(self) -> str:
        """Return the value and the bounds, as a sentence part; empty when it is in range."""
        if not self._range.active:
            return ""
        low, high = self._limits()
        whose = "configured" if self._bounds else "usual"
        return f"{self._last:g} is outside the {whose} range {low:g} to {high:g}"

    def note(self, value: float, now: float) -> None:
        """Note a value at *now*."""
        self._note_range(value, now)
        last, self._last = self._last, value
        if last is None:
            self._run, self._run_since = 1, now
            return
        if value == last:
            self._run += 1
        else:
            self._end_run(value, last, now)
        self._stuck.observe(self._is_stuck(now), now)

    def _end_run(self, value: float, last: float, now: float) -> None:
        if self._stuck.active:
            self._stuck_returns += 1
        if not self._stuck.active or self._stuck_returns >= TRUSTED_RETURNS:
            self._repeats += self._run - 1
            self._runs.append(self._run)
            self._longest = max(self._longest, self._run)
        self._changes += 1
        self._fell |= value < last
        self._whole &= value == math.floor(value)
        self._run, self._run_since = 1, now

    def _is_stuck(self, now: float) -> bool:
        run = self._run
        if run < FEWEST_REPEATS or self._changes < FEWEST_CHANGES or now - self._run_since < STUCK_S:
            return False
        if self._whole and not self._fell:
            return False
        repeat = (self._repeats + 1) / (self._repeats + self._changes + 2)
        if repeat > COARSE and now - self._run_since < COARSE_STUCK_S:
            return False
        usual = max(self._runs, default=1) if repeat <= FINE else self._longest
        if usual > 2 and run < RUN_FACTOR * usual:
            return False
        return (run - 1) * math.log(repeat) < math.log(CHANCE)

    def _limits(self) -> tuple[float, float]:
        if self._bounds:
            low, high = self._bounds.low, self._bounds.high
            return -math.inf if low is None else low, math.inf if high is None else high
        margin = max(
            SPAN_FACTOR * (self._high - self._low), SHARE_OF_LEVEL * abs(self._level), NOISE_FACTOR * self._noise
        )
        return self._low - margin, self._high + margin

    def _note_range(self, value: float, now: float) -> None:
        if self._values == 0:
            self._low = self._high = self._level = value
        low, high = self._limits()
        outside = not low <= value <= high
        if not self._bounds:
            outside &= self._values >= FEWEST_VALUES and self._range_returns < TRUSTED_RETURNS
            stays = outside and self._range.active and now - self._range.since >= ADOPT_S
            outside &= not stays
            if not outside:
                self._accept(value)
        was = self._range.active
        self._range.observe(outside, now)
        if was and not self._range.active:
            self._range_returns += 1

    def _accept(self, value: float) -> None:
        self._values += 1
        self._low, self._high = min(self._low, value), max(self._high, value)
        if self._last is not None:
            weight = max(FOLLOW, 1 / self._values)
            self._noise += weight * (abs(value - self._last) - self._noise)
            self._level += weight * (value - self._level)


class WaveformSignal:
    """One sampled signal, a window a message.

    *Stuck*: three windows in a row are identical. *Out of range*: a sample outside configured bounds; else, after 8
    windows, a peak more than four times as high as any accepted before.
    """

    __slots__ = ("_alike", "_bounds", "_changes", "_fingerprint", "_highest", "_peak", "_range", "_windows")

    def __init__(self, bounds: Bounds | None = None) -> None:
        self._fingerprint: tuple[float, ...] | None = None
        self._alike = self._windows = self._changes = 0
        self._peak = self._highest = 0.0
        self.configure(bounds or Bounds())

    def configure(self, bounds: Bounds) -> None:
        """Take over configured bounds."""
        self._bounds = bounds
        self._range = Condition(Span(1, 0) if bounds else Span(2, 0), Span(3, 2.0, patience=5.0))

    @property
    def value(self) -> float | None:
        """The highest absolute sample of the latest window."""
        return self._peak if self._windows else None

    def stuck(self) -> str:
        """Return how many windows are identical, as a sentence part; empty when the signal is alive."""
        if self._alike >= WINDOWS_ALIKE and self._changes:
            return f"the last {self._alike} windows are identical"
        return ""

    def out_of_range(self) -> str:
        """Return the peak and the bound, as a sentence part; empty when it is in range."""
        if not self._range.active:
            return ""
        if self._bounds:
            return f"a sample of {self._peak:g} is outside the configured range"
        return f"a peak of {self._peak:g}, where the highest so far was {self._highest:g}"

    def note(self, samples: list[float], now: float) -> None:
        """Note a window at *now*; *samples* is not empty."""
        low, high = min(samples), max(samples)
        fingerprint = (len(samples), samples[0], samples[len(samples) // 2], samples[-1], low, high, sum(samples))
        same, self._fingerprint = fingerprint == self._fingerprint, fingerprint
        self._alike = self._alike + 1 if same else 1
        self._changes += self._windows > 0 and not same
        self._peak = high if high >= -low else low
        self._windows += 1
        if self._bounds:
            outside = (self._bounds.low is not None and low < self._bounds.low) or (
                self._bounds.high is not None and high > self._bounds.high
            )
        else:
            peak = abs(self._peak)
            outside = self._windows > FEWEST_VALUES and peak > PEAK_FACTOR * self._highest
            if outside and self._range.active and now - self._range.since >= ADOPT_S:
                outside = False
            if not outside:
                self._highest = max(self._highest, peak)
        self._range.observe(outside, now)
