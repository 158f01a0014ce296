"""How often pictures are taken from a source that runs at its own speed."""

from __future__ import annotations

__all__ = ["Pacer"]

EARLY = 0.15
"""Share of a period by which a picture may come early and still be taken."""


class Pacer:
    """Chooses pictures so that on average *rate* a second are taken, however fast they come.

    The schedule is absolute: a picture that comes late does not move the following ones. After a pause of two
    periods or more the schedule starts anew, so that a stalled source is not followed by a burst.

    Args:
        rate: pictures a second, > 0.

    Raises:
        ValueError: *rate* is not positive.

    """

    def __init__(self, rate: float) -> None:
        if not rate > 0:
            raise ValueError(f"a rate of {rate} pictures a second cannot be kept; give a positive number")
        self.period_s = 1 / rate
        self._due_s: float | None = None

    def take(self, now_s: float) -> bool:
        """Return whether the picture that came at *now_s* (monotonic seconds) is one to take."""
        if self._due_s is None or now_s - self._due_s >= 2 * self.period_s:
            self._due_s = now_s
        if now_s < self._due_s - EARLY * self.period_s:
            return False
        self._due_s += self.period_s
        return True
