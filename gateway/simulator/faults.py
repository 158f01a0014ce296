"""What can go wrong on a simulated line, and when: ``KIND:DEVICE[@START[+SECONDS]]``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Fault", "FaultError", "FaultKind"]


class FaultKind(StrEnum):
    """The faults, by the word that names them on the command line."""

    FROZEN = "frozen"
    """A camera sends the same picture again and again."""
    BLACK = "black"
    """A camera sends black pictures."""
    OVEREXPOSED = "overexposed"
    """A camera's light is far too strong."""
    WRONG_SIZE = "wrong-size"
    """A camera sends pictures of half the width and height."""
    STALL = "stall"
    """The device stays connected and sends nothing."""
    SLOW = "slow"
    """The device sends at a fifth of its rate."""
    STUCK = "stuck"
    """A sensor repeats one value exactly."""
    OUT_OF_RANGE = "out-of-range"
    """A sensor reports values that its place cannot have."""
    GAP = "gap"
    """Ten sequence numbers are skipped, once."""
    REBOOT = "reboot"
    """The device loses its connection and starts again: new boot id, sequence from 0, once."""
    DISCONNECT = "disconnect"
    """The connection is cut without a word (the last will speaks), once."""
    POISON = "poison"
    """Beside each regular message an unacceptable one is sent."""


ONCE = frozenset({FaultKind.GAP, FaultKind.REBOOT, FaultKind.DISCONNECT})
CAMERA_ONLY = frozenset({FaultKind.FROZEN, FaultKind.BLACK, FaultKind.OVEREXPOSED, FaultKind.WRONG_SIZE})
SENSOR_ONLY = frozenset({FaultKind.STUCK, FaultKind.OUT_OF_RANGE})

_FORM = re.compile(
    r"(?P<kind>[a-z-]+):(?P<device>[a-z0-9_-]{1,64})(?:@(?P<start>\d+(?:\.\d+)?)(?:\+(?P<seconds>\d+(?:\.\d+)?))?)?"
)


class FaultError(ValueError):
    """A fault that cannot be injected; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one device.

    Attributes:
        kind: what goes wrong.
        device: the device's own name, the last of its address.
        start_s, seconds: when it begins, counted from the line's start, and how long it lasts.

    """

    kind: FaultKind
    device: str
    start_s: float = 0.0
    seconds: float = math.inf

    @classmethod
    def parse(cls, text: str) -> Fault:
        """Read ``KIND:DEVICE[@START[+SECONDS]]``, for instance ``frozen:camera-1@10+20``.

        Raises:
            FaultError: not of that form, or no such fault.

        """
        match = _FORM.fullmatch(text)
        if match is None:
            raise FaultError(f"fault {text!r} is not of the form KIND:DEVICE[@START[+SECONDS]]")
        try:
            kind = FaultKind(match["kind"])
        except ValueError:
            raise FaultError(f"there is no fault {match['kind']!r}; choose from {', '.join(FaultKind)}") from None
        return cls(
            kind,
            match["device"],
            float(match["start"] or 0.0),
            math.inf if match["seconds"] is None else float(match["seconds"]),
        )

    @property
    def once(self) -> bool:
        """Whether it is a moment rather than a span."""
        return self.kind in ONCE

    def active(self, elapsed_s: float) -> bool:
        """Whether it holds *elapsed_s* seconds after the line's start."""
        return self.start_s <= elapsed_s < self.start_s + self.seconds
