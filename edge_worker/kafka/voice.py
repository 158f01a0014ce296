"""What a worker of the group says of itself: who it is, signed, and how it is, for whoever watches."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from edge_worker.presence import EVERY_S

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from edge_worker.kafka.topics import Topics

__all__ = ["Voice"]

FIRST_S = (0.5, 2.0, 5.0)
"""After a start it is said more often: a gateway may have started at the same moment."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks for one worker.

    Attributes:
        name: of the worker.
        presence: returns its signed presence.
        health: returns how it is, as JSON values.

    """

    name: str
    presence: Callable[[], bytes]
    health: Callable[[], Mapping[str, Any]]

    async def speak(self, producer: Any, topics: Topics) -> None:
        """Say both every 30 seconds. Never ends.

        Raises:
            KafkaError: it could not be said.

        """
        key, pauses = self.name.encode(), iter(FIRST_S)
        while True:
            presence = await asyncio.to_thread(self.presence)  # the first measures the machine
            await producer.send_and_wait(topics.workers, presence, key=key)
            health = {"worker": self.name, "at_ms": time.time_ns() // 1_000_000, **self.health()}
            await producer.send_and_wait(topics.health, orjson.dumps(health), key=key)
            await asyncio.sleep(next(pauses, EVERY_S))
