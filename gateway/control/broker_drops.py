"""Watches the broker's own counter of messages that it dropped."""

from __future__ import annotations

__all__ = ["DROPPED_TOPIC", "BrokerDrops"]

DROPPED_TOPIC = "$SYS/broker/publish/messages/dropped"


class BrokerDrops:
    """Notices growth. The figure is kept over reconnects: what was dropped while the gateway was away counts too."""

    def __init__(self) -> None:
        self._last: int | None = None

    def heard(self, payload: bytes) -> str | None:
        """Take the counter as published; return what was dropped since, in words, or None."""
        try:
            count = int(payload)
        except ValueError:
            return None  # another broker's idea of this topic
        last, self._last = self._last, count
        if last is None or count <= last:  # less: the broker was started again
            return None
        return f"the broker dropped {count - last} messages since it was last looked at, {count} since its start"
