"""What waits to be published on the data plane's connection."""

from __future__ import annotations

import contextlib
from collections import deque
from typing import Any

import paho.mqtt.client as mqtt

__all__ = ["Outgoing"]

MOST_IN_FLIGHT = 500
MOST_RETAINED = 5000


class Outgoing:
    """Messages in order, and beside them the latest of each retained QoS 0 topic. Any thread adds, one thread sends."""

    def __init__(self) -> None:
        self._messages: deque[tuple[str, bytes, int, bool, Any]] = deque()
        self._retained: dict[str, bytes] = {}
        self._tags: dict[int, Any] = {}
        self._confirmed: list[Any] = []

    def __bool__(self) -> bool:
        return bool(self._messages or self._retained)

    def add(self, topic: str, payload: bytes, qos: int, *, retain: bool, tag: Any) -> None:
        """Queue a message; see `Session.publish`."""
        if retain and not qos:
            self._retained[topic] = payload
            if len(self._retained) > MOST_RETAINED:
                with contextlib.suppress(StopIteration, KeyError, RuntimeError):  # another thread was there first
                    del self._retained[next(iter(self._retained))]
            return
        if retain:
            self._retained.pop(topic, None)  # older than this one
        self._messages.append((topic, payload, qos, retain, tag))

    def send(self, client: mqtt.Client) -> None:
        """Hand over what may be on its way at once; retained copies only as long as the broker takes them at once."""
        while self._messages and len(self._tags) < MOST_IN_FLIGHT:
            topic, payload, qos, retain, tag = self._messages.popleft()
            info = client.publish(topic, payload, qos, retain)
            if tag is not None:
                self._tags[info.mid] = tag
        with contextlib.suppress(KeyError):
            while self._retained and not client.want_write():
                topic, payload = self._retained.popitem()
                client.publish(topic, payload, 0, retain=True)
                client.loop_write()

    def acknowledged(self, identifier: int) -> None:
        """Note the broker's PUBACK."""
        tag = self._tags.pop(identifier, None)
        if tag is not None:
            self._confirmed.append(tag)

    def take_confirmed(self) -> list[Any]:
        """Return the tags of messages that the broker has, each once."""
        confirmed, self._confirmed = self._confirmed, []
        return confirmed
