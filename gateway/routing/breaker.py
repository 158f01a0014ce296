"""The circuit breaker of one worker: two failures in five seconds open it, one probe at a time closes it again."""

from __future__ import annotations

from collections import deque

from gateway.routing.candidate import BreakerState

__all__ = ["Breaker"]

FAILURES = 2
WITHIN_S = 5.0
PAUSES_S = (1.0, 2.0, 4.0, 8.0)


class Breaker:
    """Closed: jobs pass. Open for 1, 2, 4, then 8 s. Then half open: one probe decides."""

    def __init__(self) -> None:
        self._failures_s: deque[float] = deque(maxlen=FAILURES)
        self._until_s: float | None = None
        self._opened = 0  # times in a row
        self._probing = False

    def state(self, now_s: float) -> BreakerState:
        """Return the state at *now_s*."""
        if self._until_s is None:
            return BreakerState.CLOSED
        return BreakerState.OPEN if now_s < self._until_s else BreakerState.HALF_OPEN

    def wants_probe(self, now_s: float) -> bool:
        """Whether a probe may be sent: half open, and none is on its way."""
        return not self._probing and self.state(now_s) is BreakerState.HALF_OPEN

    def probing(self) -> None:
        """Note that the probe is on its way."""
        self._probing = True

    def succeeded(self, now_s: float) -> None:
        """Note an answer. It closes a half-open breaker; a late answer of before the pause closes no open one."""
        if self.state(now_s) is BreakerState.HALF_OPEN:
            self.reset()

    def reset(self) -> None:
        """Close: the worker was away and says that it is back."""
        self._until_s, self._opened, self._probing = None, 0, False
        self._failures_s.clear()

    def failed(self, now_s: float) -> None:
        """Note a failure."""
        if self.state(now_s) is BreakerState.HALF_OPEN:
            self._open(now_s)
        elif self._until_s is None:
            self._failures_s.append(now_s)
            if len(self._failures_s) == FAILURES and now_s - self._failures_s[0] <= WITHIN_S:
                self._open(now_s)

    def _open(self, now_s: float) -> None:
        self._until_s = now_s + PAUSES_S[min(self._opened, len(PAUSES_S) - 1)]
        self._opened += 1
        self._probing = False
        self._failures_s.clear()
