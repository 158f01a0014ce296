"""The gateway's ear at the broker: retained presences."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

import aiomqtt

from gateway.control.connection import close_connection, open_connection
from gateway.discovery.announcer import presence_topic
from gateway.supervisor import State, backoff_s

if TYPE_CHECKING:
    from gateway.discovery.finder import Finder
    from gateway.endpoint import Endpoint
    from gateway.supervisor import Health

__all__ = ["Discovery"]

_TICK_S = 1.0
_MOST_INCOMING = 1000


class Discovery:
    """A component.

    Args:
        endpoint: the broker.
        client_id: unique at the broker.
        finder: judges what is heard.

    """

    name = "discovery"
    critical = False

    def __init__(self, endpoint: Endpoint, client_id: str, finder: Finder) -> None:
        self._endpoint, self._client_id, self._finder = endpoint, client_id, finder

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
        await self._finder.hear(name, payload, name=name)

    def _tick(self, health: Health) -> None:
        health.tick()
        self._finder.tick()
        if health.state is State.OK:
            self._report(health)

    def _report(self, health: Health) -> None:
        health.ok(self._finder.summary())
