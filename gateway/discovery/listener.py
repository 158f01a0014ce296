"""The gateway's ear: reads presences from the broker and hands the workers that count to the dispatcher."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from typing import TYPE_CHECKING

import aiomqtt

from edge_worker.presence import MOST_BYTES, PresenceRefused
from gateway.control.connection import close_connection, open_connection
from gateway.discovery.announcer import presence_topic
from gateway.supervisor import backoff_s

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway.discovery.book import Book, Found
    from gateway.endpoint import Endpoint
    from gateway.supervisor import Health

__all__ = ["Discovery"]

_log = logging.getLogger(__name__)
_TICK_S = 1.0
_MOST_INCOMING = 1000


class Discovery:
    """A component.

    Args:
        endpoint: the broker.
        client_id: unique at the broker.
        book: judges what is heard.
        use: takes a found worker; False: not yet, it is offered again.
        drop: told the name of a worker that has fallen silent.
        wall_s: Unix seconds.

    """

    name = "discovery"
    critical = False

    def __init__(
        self,
        endpoint: Endpoint,
        client_id: str,
        book: Book,
        use: Callable[[Found], bool],
        drop: Callable[[str], None],
        *,
        wall_s: Callable[[], float] = time.time,
    ) -> None:
        self.book = book
        self._endpoint, self._client_id = endpoint, client_id
        self._use, self._drop, self._wall_s = use, drop, wall_s
        self._waiting: dict[str, Found] = {}

    async def run(self, health: Health) -> None:
        """Listen until cancelled; without a broker, wait for it."""
        health.starting("connecting to the broker")
        listening = asyncio.create_task(self._listen(health), name="discovery-listen")
        try:
            while not listening.done():
                await asyncio.wait([listening], timeout=_TICK_S)
                self._tick(health)
            listening.result()
        finally:
            listening.cancel()
            await asyncio.wait([listening])

    async def _listen(self, health: Health) -> None:
        attempt = 0
        while True:
            client = self._endpoint.async_client(self._client_id, max_queued_incoming_messages=_MOST_INCOMING)
            try:
                await open_connection(client)
                await client.subscribe(presence_topic("+"), qos=1)
                attempt = 0
                self._report(health)
                async for message in client.messages:
                    await self._hear(message)
            except (aiomqtt.MqttError, OSError) as error:
                health.degraded(f"no broker at {self._endpoint}: {error}", "check broker and network")
            finally:
                await close_connection(client)
            await asyncio.sleep(backoff_s(attempt, random.random()))
            attempt += 1

    async def _hear(self, message: aiomqtt.Message) -> None:
        name = message.topic.value.split("/")[-2]
        payload = message.payload
        if not payload or not isinstance(payload, bytes | bytearray):
            return  # a goodbye: whoever says it, the worker itself is asked each second whether it is well
        try:
            # Checking a signature takes a millisecond; what is too large is refused without a copy.
            found = await asyncio.to_thread(self.book.hear, name, bytes(payload[: MOST_BYTES + 1]), self._wall_s())
        except PresenceRefused as error:
            _log.warning("the presence of worker %.64s is not taken: %s", name, error)
            return
        self._waiting[found.presence.name] = found

    def _tick(self, health: Health) -> None:
        health.tick()
        for name in self.book.silent(self._wall_s()):
            _log.warning("worker %s has said nothing for two minutes: it is dropped", name)
            self._waiting.pop(name, None)
            self._drop(name)
        self._waiting = {name: found for name, found in self._waiting.items() if not self._use(found)}
        if health.state.value == "ok":
            self._report(health)

    def _report(self, health: Health) -> None:
        refused = f", {len(self.book.refused)} refused" if self.book.refused else ""
        health.ok(f"{len(self.book.found)} workers found{refused}")
