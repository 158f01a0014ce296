"""Small statistics of what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Spread", "slope_per_hour", "spread"]


@dataclass(frozen=True, slots=True)
class Spread:
    """How a set of durations in milliseconds is spread."""

    count: int
    p50: float
    p95: float
    p99: float
    most: float


def spread(values_ms: Sequence[float]) -> Spread:
    """Return the percentiles of *values_ms*; NaN where there are none."""
    if not len(values_ms):
        nan = float("nan")
        return Spread(0, nan, nan, nan, nan)
    p50, p95, p99 = (float(v) for v in np.percentile(values_ms, [50, 95, 99]))
    return Spread(len(values_ms), p50, p95, p99, float(max(values_ms)))


def slope_per_hour(times_s: Sequence[float], values: Sequence[float]) -> float:
    """Return the least-squares slope of *values* over *times_s*, per hour; 0 for fewer than two points."""
    if len(times_s) < 2:
        return 0.0
    return float(np.polyfit(np.asarray(times_s) / 3600, np.asarray(values), 1)[0])
