"""Latest frame wins: what waits for a slow broker is the newest picture, never a growing queue."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.device_link import DeviceLink
from gateway.topics import Channel

__all__ = ["LatestFrames", "OfferedFrame"]

PATIENCE_S = 0.2
"""How long the sender waits before it looks again whether it shall stop."""


@dataclass(frozen=True, slots=True)
class OfferedFrame:
    """An encoded picture and its MQTT 5 user properties."""

    encoded: bytes
    properties: Mapping[str, str] = field(default_factory=dict)
    evidence: bool = False


class LatestFrames:
    """Sends the newest frame whenever fewer than *in_flight* wait for their PUBACK; overtaken ones are counted.

    While the broker is away nothing is handed over, so the first picture after an outage is a fresh one; at most
    *in_flight* older ones, handed over before, are sent again by the connection.
    """

    def __init__(self, link: DeviceLink, *, in_flight: int = 2) -> None:
        self.overtaken = 0
        self.sent = 0
        self._link = link
        self._in_flight = in_flight
        self._newest: OfferedFrame | None = None
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._send, name="latest-frames", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def offer(self, frame: OfferedFrame) -> None:
        """Put *frame* in the place of one that was not sent yet. Evidence is only replaced by evidence."""
        with self._changed:
            if self._newest is not None:
                self.overtaken += 1
                if self._newest.evidence and not frame.evidence:
                    return
            self._newest = frame
            self._changed.notify_all()

    def stop(self, timeout_s: float) -> bool:
        """Send what waits, within *timeout_s* seconds, and end; return whether nothing is left."""
        with self._changed:
            self._changed.wait_for(lambda: self._newest is None, timeout_s)
            self._stopping = True
            self._changed.notify_all()
        self._thread.join()
        return self._newest is None

    def _send(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._newest is not None or self._stopping)
                if self._stopping:
                    return
            if not self._link.wait_connected(PATIENCE_S):
                continue
            if not self._link.wait_outstanding(self._in_flight - 1, PATIENCE_S):
                continue
            with self._changed:
                frame, self._newest = self._newest, None
                if frame is None:
                    continue
                channel = Channel.EVIDENCE if frame.evidence else Channel.FRAME
                if self._link.publish(channel, frame.encoded, frame, properties=frame.properties):
                    self.sent += 1
                else:
                    self._newest = frame
                self._changed.notify_all()
