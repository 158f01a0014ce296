"""How fast one source may go on, and how many sources are remembered. Pure."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

__all__ = ["Pace"]


@dataclass(slots=True)
class Pace:
    """A token bucket for each source.

    Attributes:
        per_s: tokens a second.
        burst: tokens at most, and at first.
        most: sources that are remembered; of one more the one that was quiet longest is forgotten.

    """

    per_s: float
    burst: float
    most: int = 1024
    _left: OrderedDict[object, tuple[float, float]] = field(default_factory=OrderedDict)

    def may(self, source: object, now_s: float) -> bool:
        """Return whether *source* may go on now, and count it if so."""
        left, since_s = self._left.pop(source, (self.burst, now_s))
        left = min(self.burst, left + max(0.0, now_s - since_s) * self.per_s)
        allowed = left >= 1
        self._left[source] = (left - 1 if allowed else left, now_s)
        while len(self._left) > self.most:
            self._left.popitem(last=False)
        return allowed

    def forget(self, source: object) -> None:
        """Forget one that is gone."""
        self._left.pop(source, None)
