"""uvicorn's HTTP protocol, with head and body of an answer handed to the kernel together.

uvicorn writes the head when the application starts its answer and the body when it sends it: two system calls, and a
client that is woken twice. What is written within one turn of the event loop is gathered here and written once.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

__all__ = ["GatheringProtocol"]


class _Gathering:
    """A transport that writes at the end of the event loop's turn, and before it closes."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._pieces: list[bytes] = []
        self._loop = asyncio.get_running_loop()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not data:
            return
        if not self._pieces:
            self._loop.call_soon(self._flush)
        self._pieces.append(bytes(data))

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._pieces:
            pieces, self._pieces = self._pieces, []
            self._transport.write(pieces[0] if len(pieces) == 1 else b"".join(pieces))


class GatheringProtocol(AutoHTTPProtocol):  # type: ignore[valid-type, misc] # chosen at run time: httptools, else h11
    """See the module."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin with a transport that gathers."""
        super().connection_made(_Gathering(transport))
