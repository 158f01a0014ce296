"""A worker's voice: its signed presence, retained, said again every 30 s; the last will takes it back.

The last will is an empty retained message: it removes the presence from the broker, and says nothing that would have to
be believed.
"""

from __future__ import annotations

import asyncio
import logging
import random
from typing import TYPE_CHECKING

import aiomqtt

from edge_worker.presence import EVERY_S
from gateway.control.connection import close_connection, open_connection
from gateway.supervisor import backoff_s
from gateway.topics import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from gateway.endpoint import Endpoint

__all__ = ["Announcer", "presence_topic"]

_log = logging.getLogger(__name__)
_GOODBYE_S = 2.0


def presence_topic(name: str) -> str:
    """Return where the worker *name* says that it is there; ``+`` for all."""
    return f"{ROOT}/$worker/{name}/presence"


class Announcer:
    """Keeps a presence at the broker until cancelled.

    Args:
        endpoint: the broker.
        name: of the worker.
        say: returns the signed presence of this moment, as bytes; empty: the worker is not ready, nothing is kept.
        every_s: seconds between two.

    """

    def __init__(self, endpoint: Endpoint, name: str, say: Callable[[], bytes], *, every_s: float = EVERY_S) -> None:
        self._endpoint, self._name, self._say, self._every_s = endpoint, name, say, every_s

    async def run(self) -> None:
        """Connect, and again when the connection is lost. Never ends."""
        attempt = 0
        while True:
            topic = presence_topic(self._name)
            will = aiomqtt.Will(topic, b"", qos=1, retain=True)
            client = self._endpoint.async_client(f"ciro-worker-{self._name}", will=will)
            try:
                await open_connection(client)
                attempt = 0
                await self._speak(client, topic)
            except (aiomqtt.MqttError, OSError) as error:
                _log.warning("the presence does not reach the broker %s: %s", self._endpoint, error)
            finally:
                await close_connection(client)
            await asyncio.sleep(backoff_s(attempt, random.random()))
            attempt += 1

    async def _speak(self, client: aiomqtt.Client, topic: str) -> None:
        try:
            while True:
                await client.publish(topic, await asyncio.to_thread(self._say), qos=1, retain=True)
                await asyncio.sleep(self._every_s)
        finally:
            try:
                async with asyncio.timeout(_GOODBYE_S):
                    await client.publish(topic, b"", qos=1, retain=True)
            except (TimeoutError, aiomqtt.MqttError) as error:
                _log.info("the broker did not take the worker's goodbye (%s); the last will says it", error)
