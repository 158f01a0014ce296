"""The last minutes and the last day, kept in memory for the charts: signals, rates, latencies, decisions.

Everything lies on a grid of slots; the present moment is always an argument. Not thread-safe: one thread feeds and
reads.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np

from gateway.page.view import DayStrip, Histogram, Series

__all__ = ["DayCounts", "LatencyFigures", "LatencyWindow", "Spans", "Strips"]

STEP_S = 2
SLOTS = 150
WINDOW_S = STEP_S * SLOTS
MOST_STRIPS = 4000
DAY_STEP_S = 900
DAY_SLOTS = 96
MOST_DECISIONS = 64
MOST_LATENCIES = 100_000
BOUNDS_MS = (0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128, 256, 512, 1024, 4096)
_NOTHING = array("f", [math.nan]) * SLOTS


class Strips:
    """Series of the last five minutes, one value every two seconds, by key. The number of keys is bounded."""

    def __init__(self) -> None:
        self._values: dict[Hashable, array[float]] = {}
        self._slot = 0

    def advance(self, now_s: float) -> None:
        """Move on to the slot of *now_s* (Unix seconds); slots in between become gaps."""
        slot = int(now_s // STEP_S)
        steps = slot - self._slot
        if steps < 0 or steps >= SLOTS:  # the clock was set, or this is the start
            self._values.clear()
        else:
            for values in self._values.values():
                for passed in range(self._slot + 1, slot + 1):
                    values[passed % SLOTS] = math.nan
        self._slot = slot

    def note(self, key: Hashable, value: float) -> None:
        """Note a value in the present slot."""
        values = self._values.get(key)
        if values is None:
            if len(self._values) >= MOST_STRIPS:
                return
            values = self._values[key] = _NOTHING[:]
        values[self._slot % SLOTS] = value

    def series(self, key: Hashable) -> Series | None:
        """Return the series of *key*, oldest value first, or None when there is none."""
        values = self._values.get(key)
        if values is None:
            return None
        at = (self._slot + 1) % SLOTS
        ordered = values[at:] + values[:at]
        return Series(
            start=float((self._slot - SLOTS + 1) * STEP_S),
            step_s=STEP_S,
            values=tuple(None if v != v else v for v in ordered),  # noqa: PLR0124 - NaN marks a gap
        )

    def mean(self, key: Hashable, slots: int) -> float:
        """Return the mean of the latest *slots* values of *key* that there are; 0 without any."""
        values = self._values.get(key)
        if values is None:
            return 0.0
        latest = [v for back in range(slots) if (v := values[(self._slot - back) % SLOTS]) == v]
        return sum(latest) / len(latest) if latest else 0.0


@dataclass(slots=True)
class DayCounts:
    """Results of one device in the last 24 hours: by quarter of an hour, and by decision."""

    _parts: dict[int, Counter[tuple[str, bool]]] = field(default_factory=dict)

    def add(self, part: int, decision: str, count: int, *, ok: bool) -> None:
        """Add *count* results of *part* (Unix seconds divided by 900)."""
        counter = self._parts.setdefault(part, Counter())
        if (decision, ok) not in counter and len(counter) >= MOST_DECISIONS:
            decision = "other"
        counter[decision, ok] += count
        for old in [p for p in self._parts if p <= part - DAY_SLOTS]:
            del self._parts[old]

    def strip(self, now_s: float) -> DayStrip:
        """Return the 96 quarters that end with the present one."""
        first = int(now_s // DAY_STEP_S) - DAY_SLOTS + 1
        good = {p: sum(n for (_, ok), n in counter.items() if ok) for p, counter in self._parts.items()}
        every = {p: sum(counter.values()) for p, counter in self._parts.items()}
        parts = range(first, first + DAY_SLOTS)
        return DayStrip(
            start=float(first * DAY_STEP_S),
            step_s=DAY_STEP_S,
            ok=tuple(good.get(p, 0) for p in parts),
            not_ok=tuple(every.get(p, 0) - good.get(p, 0) for p in parts),
        )

    def decisions(self, now_s: float) -> Counter[tuple[str, bool]]:
        """Return counts by decision and whether it is the good one."""
        first = int(now_s // DAY_STEP_S) - DAY_SLOTS + 1
        total: Counter[tuple[str, bool]] = Counter()
        for part, counter in self._parts.items():
            if part >= first:
                total += counter
        return total


@dataclass(frozen=True, slots=True)
class LatencyFigures:
    """Percentiles in milliseconds, and the histogram that they are of."""

    p50: float
    p95: float
    p99: float
    histogram: Histogram


class LatencyWindow:
    """Latencies of the results of the last five minutes, 100,000 at most."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, float]] = deque(maxlen=MOST_LATENCIES)

    def add(self, at_s: float, latency_ms: float) -> None:
        """Note a result made at *at_s* (Unix seconds)."""
        self._kept.append((at_s, latency_ms))

    def forget_before(self, moment_s: float) -> None:
        """Drop what is older than *moment_s*."""
        while self._kept and self._kept[0][0] < moment_s:
            self._kept.popleft()

    def figures(self) -> LatencyFigures | None:
        """Return percentiles and histogram, or None without results."""
        if not self._kept:
            return None
        values = np.fromiter((latency for _, latency in self._kept), np.float32, len(self._kept))
        p50, p95, p99 = (float(v) for v in np.percentile(values, (50, 95, 99)))
        parts = np.searchsorted(BOUNDS_MS, values, side="left")
        counts = np.bincount(parts, minlength=len(BOUNDS_MS) + 1)
        last = min(max(int(np.flatnonzero(counts)[-1]), BOUNDS_MS.index(16)) + 1, len(BOUNDS_MS))
        return LatencyFigures(
            p50,
            p95,
            p99,
            Histogram(bounds=BOUNDS_MS[:last], counts=(*(int(c) for c in counts[:last]), int(counts[last:].sum()))),
        )


class Spans:
    """Stretches of the last five minutes in which something was seen again and again, by key."""

    def __init__(self, join_s: float = 4.0) -> None:
        self._join_s = join_s
        self._spans: dict[Hashable, deque[tuple[float, float, str]]] = {}

    def note(self, key: Hashable, at_s: float, text: str) -> None:
        """Note a sight; it prolongs the stretch of the same text that ended less than *join_s* before."""
        spans = self._spans.setdefault(key, deque(maxlen=40))
        if spans and spans[-1][2] == text and 0 <= at_s - spans[-1][1] <= self._join_s:
            spans[-1] = (spans[-1][0], at_s, text)
        else:
            spans.append((at_s, at_s, text))

    def since(self, key: Hashable, moment_s: float) -> Iterable[tuple[float, float, str]]:
        """Return the stretches that ended after *moment_s*: start, end, text."""
        return [span for span in self._spans.get(key, ()) if span[1] >= moment_s]
