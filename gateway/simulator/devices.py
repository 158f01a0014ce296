"""Simulated devices as pure state: given a moment, they say what they would send."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import orjson

from gateway.exif import stamp
from gateway.simulator import pictures
from gateway.simulator.faults import Fault, FaultKind
from gateway.simulator.ledger import FrameTicket, PoisonTicket, ReadingTicket, Ticket
from gateway.simulator.pictures import Picture
from gateway.simulator.poison import Poison, frame_poison, reading_poison
from gateway.simulator.signals import Signal
from gateway.topics import Channel, device_topic

__all__ = ["Outgoing", "Sign", "SimulatedCamera", "SimulatedSensor"]

GAP = 10
"""Sequence numbers that the fault ``gap`` skips."""

SLOW = 5
"""The fault ``slow`` sends every fifth message."""

Sign = Callable[[bytes, str], bytes]
"""From a reading's bytes and its device's address to the bytes with the signature."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that a device wants published at QoS 1."""

    channel: Channel
    payload: bytes
    ticket: Ticket
    properties: Mapping[str, str] = field(default_factory=dict)
    topic: str | None = None


class _Faulty:
    """What cameras and sensors share: boot and sequence, and which faults hold."""

    def __init__(
        self, address: str, boot: int, faults: Sequence[Fault], poison: Iterator[Poison], rng: np.random.Generator
    ) -> None:
        self.address = address
        self.boot = boot
        self.seq = 0
        self.faults = faults
        self._poison = poison
        self._rng = rng
        self._tick = 0

    def restart(self) -> None:
        """Begin a new boot: the sequence starts again at 0."""
        self.boot += 1
        self.seq = 0

    def _holds(self, kind: FaultKind, elapsed_s: float) -> bool:
        return any(fault.kind is kind and fault.active(elapsed_s) for fault in self.faults)

    def _silent(self, elapsed_s: float) -> bool:
        self._tick += 1
        if self._holds(FaultKind.STALL, elapsed_s):
            return True
        return self._tick % SLOW != 0 and self._holds(FaultKind.SLOW, elapsed_s)

    def _take_seq(self) -> int:
        seq, self.seq = self.seq, self.seq + 1
        return seq

    def _poisoned(self, elapsed_s: float) -> list[Outgoing]:
        if not self._holds(FaultKind.POISON, elapsed_s):
            return []
        bad = next(self._poison)
        topic = bad.topic or device_topic(self.address, bad.channel)
        ticket = PoisonTicket(topic, hashlib.sha256(bad.payload).digest(), bad.flaw)
        return [Outgoing(bad.channel, bad.payload, ticket, topic=bad.topic)]


class SimulatedCamera(_Faulty):
    """A camera that sends the pictures of its pool in order, each stamped with its capture time.

    Args:
        address: ``site/area/line/device``.
        pool: at least one picture.
        fps: what the self-description states.

    """

    def __init__(
        self,
        address: str,
        boot: int,
        faults: Sequence[Fault],
        rng: np.random.Generator,
        *,
        pool: Sequence[Picture],
        kind: str,
        fps: float,
        size: tuple[int, int],
    ) -> None:
        super().__init__(address, boot, faults, frame_poison(rng), rng)
        self._pool = pool
        self._index = int(rng.integers(0, len(pool)))
        self._last: tuple[bytes, Picture] | None = None
        self._altered: dict[FaultKind, Picture] = {}
        self.info = {"kind": "camera", "model": f"simulated {kind} camera", "resolution": list(size), "fps": fps}

    def messages(self, elapsed_s: float, wall_ms: int) -> list[Outgoing]:
        """Return the next frame, unless a fault keeps the camera silent, and a poison message where one is due."""
        sent = self._poisoned(elapsed_s)
        return sent if self._silent(elapsed_s) else [*sent, self.frame(elapsed_s, wall_ms)]

    def frame(self, elapsed_s: float, wall_ms: int, *, evidence: bool = False) -> Outgoing:
        """Return the next frame; as evidence it goes to ``frame/evidence``."""
        seq = self._take_seq()
        if self._last is not None and self._holds(FaultKind.FROZEN, elapsed_s):
            jpeg, picture = self._last
        else:
            picture = self._next_picture(elapsed_s)
            device = int.from_bytes(hashlib.sha256(self.address.encode()).digest()[:4])
            jpeg = stamp(picture.jpeg, wall_ms, device << 96 | (self.boot & 0xFFFFFFFF) << 64 | seq)
        self._last = jpeg, picture
        properties = {"ts": str(wall_ms), "seq": str(seq), "boot": str(self.boot)}
        ticket = FrameTicket(self.address, hashlib.sha256(jpeg).digest(), picture.truth)
        return Outgoing(Channel.EVIDENCE if evidence else Channel.FRAME, jpeg, ticket, properties)

    def _next_picture(self, elapsed_s: float) -> Picture:
        picture = self._pool[self._index]
        self._index = (self._index + 1) % len(self._pool)
        for kind, alter in (
            (FaultKind.BLACK, pictures.black),
            (FaultKind.OVEREXPOSED, pictures.overexposed),
            (FaultKind.WRONG_SIZE, pictures.wrong_size),
        ):
            if self._holds(kind, elapsed_s):
                if kind not in self._altered:
                    self._altered[kind] = alter(picture, self._rng)
                return self._altered[kind]
        return picture


class SimulatedSensor(_Faulty):
    """A sensor that sends one telemetry message at each tick.

    Args:
        signal: what it measures.
        hz: messages a second that the self-description states.
        sign: returns a reading's bytes with its signature, given the address; None: it does not sign.

    """

    def __init__(
        self,
        address: str,
        boot: int,
        faults: Sequence[Fault],
        rng: np.random.Generator,
        *,
        signal: Signal,
        hz: float,
        sign: Sign | None = None,
    ) -> None:
        super().__init__(address, boot, faults, reading_poison(rng), rng)
        self._signal = signal
        self._sign = sign
        self._last: Any = None
        self.info = {"kind": "sensor", "model": f"simulated {signal.kind} sensor", "unit": signal.unit, "hz": hz}
        if signal.samples_per_message > 1:
            self.info["samples"] = signal.samples_per_message

    def messages(self, elapsed_s: float, wall_ms: int) -> list[Outgoing]:
        """Return the next reading, unless a fault keeps the sensor silent, and a poison message where one is due."""
        sent = self._poisoned(elapsed_s)
        return sent if self._silent(elapsed_s) else [*sent, self.reading(elapsed_s, wall_ms)]

    def reading(self, elapsed_s: float, wall_ms: int) -> Outgoing:
        """Return the next reading."""
        if self._last is None or not self._holds(FaultKind.STUCK, elapsed_s):
            absurd = self._holds(FaultKind.OUT_OF_RANGE, elapsed_s)
            self._last = self._signal.values(elapsed_s, self._rng, out_of_range=absurd)
        seq = self._take_seq()
        payload = orjson.dumps({"ts": wall_ms, "seq": seq, "boot": self.boot, "v": self._last})
        if self._sign is not None:
            payload = self._sign(payload, self.address)
        return Outgoing(Channel.TELEMETRY, payload, ReadingTicket(self.address, self.boot, seq))
