"""A way that takes its time: a relay on loopback that hands everything on a little later, as a long line does."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

__all__ = ["distance"]

CHUNK_BYTES = 64 << 10


@asynccontextmanager
async def distance(port: int, one_way_s: float) -> AsyncIterator[int]:
    """Relay to loopback's *port* while the block runs; yield the relay's own port."""
    connections: set[asyncio.Task[None]] = set()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        connections.add(task)
        task.add_done_callback(connections.discard)
        with contextlib.suppress(OSError), contextlib.closing(writer):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
            with contextlib.closing(far_writer):
                ways = [_carry(reader, far_writer, one_way_s), _carry(far_reader, writer, one_way_s)]
                tasks = [asyncio.create_task(way) for way in ways]
                try:
                    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)  # who hangs up, hangs up for both
                finally:
                    for one in tasks:
                        one.cancel()

    server = await asyncio.start_server(relay, "127.0.0.1", 0)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, one_way_s: float) -> None:
    """Hand on what comes, in order, each piece *one_way_s* after it came."""
    pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    clock = asyncio.get_running_loop().time

    async def take() -> None:
        while piece := await reader.read(CHUNK_BYTES):
            pieces.put_nowait((clock() + one_way_s, piece))
        pieces.put_nowait((clock() + one_way_s, b""))

    taking = asyncio.create_task(take())
    try:
        while True:
            due_s, piece = await pieces.get()
            await asyncio.sleep(due_s - clock())
            if not piece:
                return
            writer.write(piece)
            await writer.drain()
    except OSError:
        return
    finally:
        taking.cancel()
