"""Live updates: the status is read and rendered once, and the same bytes go to every viewer.

Nothing is read while nobody looks. A viewer that can't keep up is not waited for: what it missed is replaced by one
whole update.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from gateway.page.render import Rendered

__all__ = ["Feed", "TooManyViewersError"]

_log = logging.getLogger(__name__)

MOST_WAITING = 4
MOST_VIEWERS = 200


class TooManyViewersError(RuntimeError):
    """No further viewer is taken."""


@dataclass(eq=False, slots=True)
class _Viewer:
    queue: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))
    behind: bool = True  # its next update has to be a whole one


class Feed:
    """Renders at a fixed rate while somebody looks, and hands the bytes out.

    Args:
        render: reads the status and renders it. When it raises, viewers are told and it is tried again.
        interval_s: seconds between two updates.

    """

    def __init__(
        self,
        render: Callable[[], Awaitable[Rendered]],
        interval_s: float,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._render, self._interval_s, self._clock = render, interval_s, clock
        self._viewers: set[_Viewer] = set()
        self._somebody = asyncio.Event()
        self._last: Rendered | None = None
        self._last_at = float("-inf")
        self._reading = asyncio.Lock()
        self.error: str | None = None

    @property
    def viewers(self) -> int:
        """How many look at this moment."""
        return len(self._viewers)

    @property
    def full(self) -> bool:
        """Whether no further viewer is taken."""
        return len(self._viewers) >= MOST_VIEWERS

    async def current(self) -> Rendered:
        """Return the sections, rendered anew when they are older than the interval."""
        async with self._reading:
            if self._last is None or self._clock() - self._last_at >= self._interval_s:
                self._last = await self._render()
                self._last_at = self._clock()
            return self._last

    async def run(self) -> None:
        """Send updates until cancelled; then end every viewer's stream."""
        before: Rendered | None = None
        try:
            while True:
                await self._somebody.wait()
                started = self._clock()
                try:
                    rendered = await self.current()
                    self.error = None
                except Exception as error:  # noqa: BLE001 - whatever it was, viewers are told and it is tried again
                    if self.error is None:
                        _log.exception("the status can't be read")
                    self.error = f"{type(error).__name__}: {error}"
                    self._send(_event("trouble", {"text": f"The status can't be read: {self.error}"}), None)
                    before = None
                else:
                    self._send(_update(rendered, before), rendered)
                    before = rendered
                await asyncio.sleep(max(0.05, self._interval_s - (self._clock() - started)))
        finally:
            self.end()

    def end(self) -> None:
        """End every viewer's stream."""
        for viewer in self._viewers:
            while not viewer.queue.empty():
                viewer.queue.get_nowait()
            viewer.queue.put_nowait(None)

    async def follow(self, still_welcome: Callable[[], bool] = lambda: True) -> AsyncIterator[bytes]:
        """Yield encoded events until the feed ends or *still_welcome* says no.

        Raises:
            TooManyViewersError: 200 look already.

        """
        if self.full:
            raise TooManyViewersError(f"{MOST_VIEWERS} viewers look already")
        viewer = _Viewer()
        self._viewers.add(viewer)
        self._somebody.set()
        try:
            while (event := await viewer.queue.get()) is not None:
                if not still_welcome():
                    yield _event("signed-out", {})
                    return
                yield event
        finally:
            self._viewers.discard(viewer)
            if not self._viewers:
                self._somebody.clear()

    def _send(self, event: bytes, rendered: Rendered | None) -> None:
        """Queue *event* for everybody; who is behind gets the whole of *rendered* in its place."""
        whole: bytes | None = None
        for viewer in self._viewers:
            if viewer.queue.full():
                while not viewer.queue.empty():
                    viewer.queue.get_nowait()
                viewer.behind = True
            if viewer.behind and rendered is not None:
                whole = whole or _update(rendered, None)
                viewer.queue.put_nowait(whole)
                viewer.behind = False
            else:
                viewer.queue.put_nowait(event)


def _update(rendered: Rendered, before: Rendered | None) -> bytes:
    """Encode an update: the sections that changed since *before*, or all of them."""
    sections = {
        name: html for name, html in rendered.sections.items() if before is None or before.sections.get(name) != html
    }
    line = rendered.headline
    return _event("update", {"at": rendered.at, "level": line.level, "headline": line.text, "sections": sections})


def _event(name: str, data: dict[str, Any]) -> bytes:
    return b"event: " + name.encode() + b"\ndata: " + orjson.dumps(data) + b"\n\n"
