"""A subscriber to results: how long after a capture its result is here."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import aiomqtt
import orjson

from gateway.topics import Channel, subscription

__all__ = ["LatencyWatch"]


class LatencyWatch:
    """Takes the time of each result at a broker; *on_result* is given each as well.

    Attributes:
        latencies_ms: from the capture of a picture or window to its result's arrival.

    """

    def __init__(self, host: str, port: int, on_result: Callable[[Mapping[str, Any]], None] | None = None) -> None:
        self._host = host
        self._port = port
        self._on_result = on_result
        self.latencies_ms: list[float] = []
        self._latest: dict[str, str | None] = {}

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Subscribe, and take the time of each result for as long as the block runs."""
        identifier = f"ciro-demo-watch-{os.getpid()}"
        async with aiomqtt.Client(self._host, self._port, identifier=identifier) as client:
            await client.subscribe(subscription(Channel.RESULT), qos=1)
            task = asyncio.create_task(self._take(client), name="demo-watch")
            try:
                yield
            finally:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def _take(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            now = datetime.now(UTC)
            assert isinstance(message.payload, bytes)
            result = orjson.loads(message.payload)
            if self._on_result is not None:
                self._on_result(result)
            captured = result["captured_at"]
            fresh = captured != self._latest.get(result["device"])  # a frozen picture keeps the time of its capture
            self._latest[result["device"]] = captured
            if captured is not None and fresh:
                self.latencies_ms.append((now - datetime.fromisoformat(captured)).total_seconds() * 1000)
