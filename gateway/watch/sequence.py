"""Sequence numbers and boot ids: what is missing, when a device restarted, when two share one address."""

from __future__ import annotations

from collections import deque

__all__ = ["Sequence"]

SETTLE_S = 2.0
LOOP_COUNT = 3
LOOP_S = 600.0
RETURNS = 2
RETURN_S = 60.0
MOST_RANGES = 64
MOST_BOOTS = 8
RESTART_BACK = 1000


class Sequence:
    """The numbering of one stream of messages.

    A number that comes late, within 2 s of being passed by, is no gap; a repeated one is a repetition by the
    transport and is ignored. Messages marked as repeated deliveries (DUP) never count as a restart.
    """

    __slots__ = ("_boots", "_open", "_restart", "_restarts", "_returns", "boot", "known", "next")

    def __init__(self) -> None:
        self.known = False
        self.boot: str | None = None
        self.next: int | None = None
        self._open: list[tuple[float, int, int]] = []  # when seen, first and last number missing
        self._restarts: deque[float] = deque(maxlen=LOOP_COUNT)
        self._restart = ""
        self._boots: dict[str | None, float] = {}
        self._returns: deque[float] = deque(maxlen=RETURNS)

    def note(self, boot: str | None, seq: int | None, *, dup: bool, now: float) -> None:
        """Note a message's boot id and sequence number; either may be None."""
        if not self.known:
            self.known, self.boot, self.next = True, boot, None if seq is None else seq + 1
            return
        if boot != self.boot:
            if not dup:
                self._changed_boot(boot, seq, now)
            return
        if seq is None:
            return
        if self.next is None or seq == self.next:
            self.next = seq + 1
        elif seq > self.next:
            self._open.append((now, self.next, seq - 1))
            del self._open[:-MOST_RANGES]
            self.next = seq + 1
        elif not self._arrived_late(seq) and not dup and self._began_anew(seq):
            self._note_restart(f"numbering went from {self.next - 1} back to {seq}", now)
            self.next = seq + 1

    def gap(self, now: float) -> str:
        """Return what is missing for good since the last call, as a sentence part; empty when nothing is."""
        lost = [(first, last) for seen, first, last in self._open if now - seen >= SETTLE_S]
        if not lost:
            return ""
        self._open = [entry for entry in self._open if now - entry[0] < SETTLE_S]
        count = sum(last - first + 1 for first, last in lost)
        ranges = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in lost[:5])
        more = ", …" if len(lost) > 5 else ""
        return f"{count} {'message is' if count == 1 else 'messages are'} missing: number {ranges}{more}"

    def restarted(self) -> str:
        """Return how the device restarted since the last call; empty when it did not."""
        told, self._restart = self._restart, ""
        return told

    def loops(self, now: float) -> str:
        """Return how often it restarted when that was three times within 10 min; empty otherwise."""
        if len(self._restarts) < LOOP_COUNT or now - self._restarts[0] > LOOP_S:
            return ""
        return f"{LOOP_COUNT} restarts within {now - self._restarts[0]:.0f} s"

    def shared(self, now: float) -> str:
        """Return which boot ids take turns when two devices share the address; empty otherwise."""
        if len(self._returns) < RETURNS or now - self._returns[0] > RETURN_S:
            return ""
        newest = sorted(self._boots, key=lambda boot: -self._boots[boot])[:2]
        return f"messages with boot {newest[0]} and boot {newest[1]} take turns"

    def _changed_boot(self, boot: str | None, seq: int | None, now: float) -> None:
        before, self.boot, self.next = self.boot, boot, None if seq is None else seq + 1
        self._open.clear()
        self._boots[before] = now
        if now - self._boots.get(boot, -RETURN_S) < RETURN_S:
            self._returns.append(now)
        elif None not in {before, boot}:
            self._note_restart(f"boot {before} ended, boot {boot} began", now)
        self._boots[boot] = now
        if len(self._boots) > MOST_BOOTS:
            del self._boots[min(self._boots, key=lambda b: self._boots[b])]

    def _note_restart(self, how: str, now: float) -> None:
        self._restart = how
        self._restarts.append(now)

    def _arrived_late(self, seq: int) -> bool:
        for index, (seen, first, last) in enumerate(self._open):
            if first <= seq <= last:
                rest = [(seen, first, seq - 1), (seen, seq + 1, last)]
                self._open[index : index + 1] = [entry for entry in rest if entry[1] <= entry[2]]
                return True
        return False

    def _began_anew(self, seq: int) -> bool:
        assert self.next is not None
        return (seq <= 1 and self.next >= 10) or self.next - seq > RESTART_BACK
