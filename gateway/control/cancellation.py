"""Ending tasks that wait in aiomqtt.

aiomqtt waits by ``asyncio.wait_for``, which before Python 3.12 loses a cancellation that meets the awaited event: the
task goes on as if nobody had asked it to end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

__all__ = ["end", "heed_cancellation"]


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
