"""Speaking with the side-car from asyncio: one connection, which is over when it is silent for ten seconds."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from gateway.p2p import lines
from gateway.p2p.lines import MOST_LINE, Heard, Hello, LineError, Refused, Status

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

__all__ = ["SILENT_S", "Link", "LinkError", "open_link"]

SILENT_S = 10.0
"""The side-car says every second how it is; one that says nothing for so long hangs."""


class LinkError(OSError):
    """There is no side-car, or it has fallen silent, or it says what nobody understands."""


class Link:
    """A connection; see `open_link`.

    Attributes:
        peer: whose process the side-car is.

    """

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self.peer = ""

    async def hear(self, topic: str) -> None:
        """Ask for a topic's messages."""
        await self._write(lines.hear(topic))

    async def say(self, topic: str, data: bytes) -> None:
        """Publish."""
        await self._write(lines.say(topic, data))

    async def next(self) -> Hello | Status | Heard | Refused:
        """Return what the side-car says next.

        Raises:
            LinkError: it is gone, silent, or not understood.

        """
        try:
            async with asyncio.timeout(SILENT_S):
                line = await self._reader.readuntil()
            return lines.read_answer(line)
        except TimeoutError as error:
            raise LinkError(f"the side-car has said nothing for {SILENT_S:.0f} s") from error
        except asyncio.IncompleteReadError as error:
            raise LinkError("the side-car has ended the connection") from error
        except (LineError, asyncio.LimitOverrunError) as error:
            raise LinkError(str(error)) from error

    async def _write(self, line: bytes) -> None:
        try:
            async with asyncio.timeout(SILENT_S):
                self._writer.write(line)
                await self._writer.drain()
        except TimeoutError as error:
            raise LinkError(f"the side-car has taken nothing for {SILENT_S:.0f} s") from error


@contextlib.asynccontextmanager
async def open_link(place: Path) -> AsyncIterator[Link]:
    """Connect with the side-car whose socket is at *place*.

    Raises:
        LinkError: there is none, it lets this user not in, or it speaks another version.

    """
    try:
        reader, writer = await asyncio.open_unix_connection(place, limit=2 * MOST_LINE)
    except OSError as error:
        raise LinkError(f"no side-car at {place}: {error.strerror or error}") from error
    link = Link(reader, writer)
    try:
        try:
            first = await link.next()
        except LinkError as error:
            raise LinkError(
                f"the side-car at {place} does not let this user in, or is another program: {error}"
            ) from error
        if not isinstance(first, Hello):
            raise LinkError(f"{place} is no side-car's: it does not say hello")
        link.peer = first.peer
        yield link
    except ConnectionError as error:
        raise LinkError(f"the side-car is gone: {error.strerror or error}") from error
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
