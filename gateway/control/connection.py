"""Opening and closing aiomqtt's connections, and ending tasks that wait in it, where it leaves something undone.

- It waits by ``asyncio.wait_for``, which before Python 3.12 loses a cancellation that meets the awaited event: the task
  goes on as if nobody had asked it to end.
- It leaves a socket open whose handshake nobody answered, or whose opening was cancelled: a broker that wakes up would
  take it for us, and end the next one.
- It keeps the reason of a disconnection in a future that not everybody asks, and asyncio complains.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable

import aiomqtt

__all__ = ["close_connection", "end", "heed_cancellation", "open_connection"]

PATIENCE_S = 2.0


async def open_connection(client: aiomqtt.Client) -> None:
    """Connect.

    Raises:
        MqttError: no connection was made; the socket, if any, is closed.

    """
    opening = asyncio.ensure_future(client.__aenter__())
    try:
        await asyncio.shield(opening)
    except asyncio.CancelledError:
        await asyncio.wait([opening], timeout=PATIENCE_S)
        if opening.done() and opening.exception() is None:
            await close_connection(client)
        else:
            opening.cancel()
            _abandon(client)
        raise
    except aiomqtt.MqttError:
        _abandon(client)
        raise


async def close_connection(client: aiomqtt.Client) -> None:
    """Disconnect in good order, as far as the broker still answers."""
    with contextlib.suppress(aiomqtt.MqttError):
        await client.__aexit__(None, None, None)
    disconnected = client._disconnected  # noqa: SLF001 - see above
    if disconnected.done() and not disconnected.cancelled():
        disconnected.exception()


def _abandon(client: aiomqtt.Client) -> None:
    with contextlib.suppress(Exception):
        client._client.disconnect()  # noqa: SLF001 - see above


def heed_cancellation() -> None:
    """End the task if that was asked for while it waited in aiomqtt."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def end(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel *tasks* and wait until they have ended."""
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
