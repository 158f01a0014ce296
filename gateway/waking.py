"""How a thread wakes what waits in an event loop."""

from __future__ import annotations

import asyncio
import contextlib

__all__ = ["wake_from_any_thread"]


def wake_from_any_thread(loop: asyncio.AbstractEventLoop, event: asyncio.Event) -> None:
    """Set an event of *loop*; nothing happens once the loop has ended, as then nobody waits."""
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(event.set)
