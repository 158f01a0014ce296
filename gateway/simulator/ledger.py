"""What a line published and what the broker acknowledged: the truth that a journal is held against."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["FrameTicket", "Ledger", "Loss", "PoisonTicket", "ReadingTicket", "Ticket"]


@dataclass(frozen=True, slots=True)
class ReadingTicket:
    """A telemetry message: (device, boot, seq) names it."""

    device: str
    boot: int
    seq: int


@dataclass(frozen=True, slots=True)
class FrameTicket:
    """A picture: its SHA-256 names it. ``truth`` is what it shows, when the simulator knows."""

    device: str
    sha256: bytes
    truth: str | None = None


@dataclass(frozen=True, slots=True)
class PoisonTicket:
    """A message that no gateway should accept: the topic it went to, its SHA-256 and what is wrong with it."""

    topic: str
    sha256: bytes
    flaw: str


Ticket = ReadingTicket | FrameTicket | PoisonTicket


@dataclass(frozen=True, slots=True)
class Loss:
    """What was acknowledged and is not in a journal."""

    readings: tuple[tuple[str, int, int], ...]
    frames: tuple[tuple[str, str], ...]

    @property
    def count(self) -> int:
        """How many messages are missing; a frame that was sent twice and is held once counts as one."""
        return len(self.readings) + len(self.frames)


class Ledger:
    """Counts what was handed to the broker's client and books what the broker acknowledged. Thread-safe.

    A reading takes one byte, so a million of them fit into a megabyte.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._acknowledged: dict[tuple[str, int], bytearray] = {}
        self._frames: Counter[tuple[str, bytes]] = Counter()
        self._poison: Counter[PoisonTicket] = Counter()
        self._truth: dict[bytes, str] = {}
        self.readings_published = 0
        self.readings_acknowledged = 0
        self.frames_published = 0
        self.frames_acknowledged = 0
        self.poison_published = 0
        self.poison_acknowledged = 0
        self.withheld = 0
        """Messages never handed over, because too many already waited for the broker (or the line was late)."""

    def published(self, ticket: Ticket) -> None:
        """Count a message that was handed to the broker's client."""
        with self._lock:
            match ticket:
                case ReadingTicket():
                    self.readings_published += 1
                case FrameTicket():
                    self.frames_published += 1
                    if ticket.truth is not None:
                        self._truth[ticket.sha256] = ticket.truth
                case PoisonTicket():
                    self.poison_published += 1

    def acknowledged(self, ticket: Ticket) -> None:
        """Book a message whose PUBACK came."""
        with self._lock:
            match ticket:
                case ReadingTicket(device, boot, seq):
                    marks = self._acknowledged.setdefault((device, boot), bytearray())
                    if seq >= len(marks):
                        marks.extend(bytes(max(256, seq + 1 - len(marks))))
                    marks[seq] = 1
                    self.readings_acknowledged += 1
                case FrameTicket(device, sha256):
                    self._frames[device, sha256] += 1
                    self.frames_acknowledged += 1
                case PoisonTicket():
                    self._poison[ticket] += 1
                    self.poison_acknowledged += 1

    def readings(self) -> Iterator[tuple[str, int, int]]:
        """Yield (device, boot, seq) of every acknowledged reading."""
        with self._lock:
            held = {key: bytes(marks) for key, marks in self._acknowledged.items()}
        for (device, boot), marks in held.items():
            yield from ((device, boot, seq) for seq, mark in enumerate(marks) if mark)

    def frames(self) -> Counter[tuple[str, bytes]]:
        """Return how often each (device, SHA-256) was acknowledged."""
        with self._lock:
            return self._frames.copy()

    def poison(self) -> Counter[PoisonTicket]:
        """Return how often each unacceptable message was acknowledged."""
        with self._lock:
            return self._poison.copy()

    def truth(self) -> dict[bytes, str]:
        """Return what the published pictures show, by SHA-256, where the simulator knows."""
        with self._lock:
            return dict(self._truth)

    def lost(self, readings: Iterable[tuple[str, int, int]], frames: Mapping[tuple[str, bytes], int]) -> Loss:
        """Return what was acknowledged and is neither in *readings* nor, often enough, in *frames*."""
        held = set(readings)
        return Loss(
            tuple(reading for reading in self.readings() if reading not in held),
            tuple(
                (device, sha256.hex())
                for (device, sha256), count in sorted(self.frames().items())
                for _ in range(count - frames.get((device, sha256), 0))
            ),
        )

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values: totals, then the acknowledged readings and frames by device."""
        readings: dict[str, dict[str, list[list[int]]]] = {}
        for device, boot, seq in self.readings():
            spans = readings.setdefault(device, {}).setdefault(str(boot), [])
            if spans and spans[-1][1] == seq - 1:
                spans[-1][1] = seq
            else:
                spans.append([seq, seq])
        frames: dict[str, dict[str, int]] = {}
        for (device, sha256), count in self.frames().items():
            frames.setdefault(device, {})[sha256.hex()] = count
        return {**self.totals(), "readings": readings, "frames": frames}

    def totals(self) -> dict[str, int]:
        """Return the counts alone."""
        return {
            "frames_published": self.frames_published,
            "frames_acknowledged": self.frames_acknowledged,
            "readings_published": self.readings_published,
            "readings_acknowledged": self.readings_acknowledged,
            "poison_published": self.poison_published,
            "poison_acknowledged": self.poison_acknowledged,
            "withheld": self.withheld,
        }
