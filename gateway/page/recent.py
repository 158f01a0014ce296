"""What the journal said lately, gathered a little at every sample: rates, latencies, decisions of the day."""

from __future__ import annotations

from collections import Counter, deque

from gateway.journal import JournalReader, KnownDevice
from gateway.page.history import (
    DAY_SLOTS,
    DAY_STEP_S,
    STEP_S,
    WINDOW_S,
    DayCounts,
    LatencyFigures,
    LatencyWindow,
    Spans,
    Strips,
)
from gateway.page.view import DayStrip

__all__ = ["Recent"]

CHUNK = 50_000
CHUNKS_A_SAMPLE = 4
LEAST_DRAIN_S = 10.0
DRAIN_SAMPLES = 30


class Recent:
    """Follows the journal by position. Not thread-safe.

    At the start the last day is gathered in chunks, a few at every sample, so that no sample takes long; figures of
    the last day are whole some seconds later.
    """

    def __init__(self, reader: JournalReader) -> None:
        self._reader = reader
        self.strips = Strips()
        self.not_ok = Spans()
        self.devices: dict[str, KnownDevice] = {}
        self._addresses: dict[int, str] = {}
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._generation = self._reader.generation
        self._latency = LatencyWindow()
        self._days: dict[int, DayCounts] = {}
        self._next: int | None = None
        self._waiting: deque[tuple[float, int]] = deque(maxlen=DRAIN_SAMPLES)
        self._counters: tuple[float, int, int] | None = None
        self.devices.clear()
        self._addresses.clear()

    def sample(self, now_s: float, *, messages: int, results: int) -> None:
        """Look at what is new. *messages* and *results* count from the gateway's start."""
        self.strips.advance(now_s)
        before, self._counters = self._counters, (now_s, messages, results)
        if before is not None and 0 < now_s - before[0] < 5 * STEP_S:
            elapsed = now_s - before[0]
            self.strips.note(("gateway", "messages"), max(0, messages - before[1]) / elapsed)
            self.strips.note(("gateway", "results"), max(0, results - before[2]) / elapsed)
        self._learn_devices()
        if self._reader.generation != self._generation:
            self._begin_anew()  # another journal: the old one was set aside
            self._learn_devices()
        self._follow(now_s)
        self._latency.forget_before(now_s - WINDOW_S)
        waiting = self._reader.facts().waiting
        self._waiting.append((now_s, waiting))

    def latency(self) -> LatencyFigures | None:
        """Return latencies of the last five minutes, or None without results."""
        return self._latency.figures()

    def day(self, address: str, now_s: float) -> DayStrip | None:
        """Return the last 24 hours of a device, or None without results."""
        counts = self._counts(address)
        return None if counts is None else counts.strip(now_s)

    def decisions(self, address: str, now_s: float) -> Counter[tuple[str, bool]]:
        """Return how many results of a device had which decision in the last 24 hours, and whether it was good."""
        counts = self._counts(address)
        return Counter() if counts is None else counts.decisions(now_s)

    def all_decisions(self, now_s: float) -> tuple[str, ...]:
        """Return every decision of the last 24 hours."""
        return tuple(sorted({decision for counts in self._days.values() for decision, _ in counts.decisions(now_s)}))

    def results_of_day(self, now_s: float) -> int:
        """Return how many results were made in the last 24 hours."""
        return sum(counts.decisions(now_s).total() for counts in self._days.values())

    def drain_s(self, waiting: int) -> float | None:
        """Return when *waiting* results will be gone at the pace of the last minute; None when they don't get fewer."""
        if not self._waiting or waiting == 0:
            return None
        (first_s, first), (last_s, last) = self._waiting[0], self._waiting[-1]
        elapsed = last_s - first_s
        if elapsed < LEAST_DRAIN_S or last >= first:
            return None
        return waiting * elapsed / (first - last)

    @property
    def waiting_for_long(self) -> bool:
        """Whether results have been waiting at every sample of the last minute, in growing number."""
        counts = [count for _, count in self._waiting]
        return len(counts) == DRAIN_SAMPLES and min(counts) > 0 and counts[-1] > counts[0]

    def _counts(self, address: str) -> DayCounts | None:
        device = self.devices.get(address)
        return None if device is None else self._days.get(device.id)

    def _learn_devices(self) -> None:
        last = max(self._addresses, default=0)
        for device in self._reader.devices(last):
            self.devices[device.address] = device
            self._addresses[device.id] = device.address

    def _follow(self, now_s: float) -> None:
        """Take in results after those already seen, a bounded number of them."""
        if self._next is None:
            self._next = self._reader.first_position_since(int((now_s - DAY_SLOTS * DAY_STEP_S) * 1e6))
        newest = self._reader.last_position()
        recent_from = self._reader.first_position_since(int((now_s - WINDOW_S) * 1e6))
        for _ in range(CHUNKS_A_SAMPLE):
            if self._next > newest:
                return
            first, last = self._next, min(newest, self._next + CHUNK - 1)
            for device_id, part, decision, ok, count in self._reader.counts(first, last, DAY_STEP_S * 1_000_000):
                self._days.setdefault(device_id, DayCounts()).add(part, decision, count, ok=ok)
            if last >= recent_from:
                self._take_recent(max(first, recent_from), last)
            self._next = last + 1

    def _take_recent(self, first: int, last: int) -> None:
        for device_id, created_us, decision, ok, latency_us in self._reader.made(first, last):
            self._latency.add(created_us / 1e6, latency_us / 1000)
            if not ok:
                self.not_ok.note(self._addresses.get(device_id), created_us / 1e6, decision)
