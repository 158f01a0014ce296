"""The gateway's own clock: it must not jump while the gateway runs."""

from __future__ import annotations

from gateway.watch.condition import AlarmChange

__all__ = ["ClockWatch"]

LIMIT_S = 2.0


class ClockWatch:
    """Compares the wall clock's advance with the monotonic clock's.

    A slow correction by a time service (slewing, at most 0.5 ms a second) is no jump, since only the difference
    between two looks counts.
    """

    def __init__(self) -> None:
        self._offset: float | None = None

    def look(self, monotonic_s: float, wall_s: float) -> list[AlarmChange]:
        """Return an alarm when the wall clock moved more than 2 s more or less than time passed since the last look."""
        offset = wall_s - monotonic_s
        before, self._offset = self._offset, offset
        if before is None or abs(offset - before) <= LIMIT_S:
            return []
        jump = offset - before
        detail = f"the clock was set {'forward' if jump > 0 else 'back'} by {abs(jump):.1f} s"
        return [AlarmChange("clock_jumped", "clock", raised=True, detail=detail)]
