"""Token buckets: how many requests a minute somebody may make, with a burst of a quarter of it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

__all__ = ["Rates"]

_REMEMBERED = 10_000
"""Buckets; the one that was used longest ago is forgotten first, and a full one loses nothing by it."""


@dataclass
class Rates:
    """Buckets of one size, by name.

    Attributes:
        per_minute: how fast a bucket fills.
        clock: seconds that only grow.

    """

    per_minute: float
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[Hashable, tuple[float, float]] = field(default_factory=OrderedDict, init=False)

    @property
    def burst(self) -> float:
        """Requests that may come at once."""
        return max(1.0, self.per_minute / 4)

    def wait_s(self, name: Hashable) -> float:
        """Take one from the bucket and return 0; when it is empty, return after how many seconds there is one."""
        now = self.clock()
        level, at = self._buckets.pop(name, (self.burst, now))
        level = min(self.burst, level + (now - at) * self.per_minute / 60)
        wait = 0.0 if level >= 1 else (1 - level) * 60 / self.per_minute
        self._buckets[name] = (level - 1 if wait == 0 else level, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return wait
