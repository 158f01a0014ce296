"""The ways to the replay's workers, in a process of their own: each has a delay and a width, loses, and can be cut.

A way that is cut, or loses a request, is silent: nothing is refused and no connection breaks, as when a machine has
lost its power. Plans come as lines of JSON on the standard input, all moments on the monotonic clock:

    {"name", "down": [[from, to], …], "lossy_from", "luck": {job id: [luck of the first, second, third attempt]}}

    python -m benchmarks.replay_links NAME:PORT:UPSTREAM_PORT:RTT_S:BYTES_PER_S …
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import re
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.routing_world import LOSS

_CHUNK = 1 << 18
_JOB, _ATTEMPT = re.compile(rb'"job_id":"([^"]+)"'), re.compile(rb'"attempt":(\d)')


@dataclass(slots=True)
class Link:
    """The way to one worker."""

    name: str
    port: int
    upstream_port: int
    rtt_s: float
    bytes_per_s: float
    down: Sequence[Sequence[float]] = ()
    lossy_from_s: float = math.inf
    luck: Mapping[str, Sequence[float]] = field(default_factory=dict)
    open: set[Connection] = field(default_factory=set)
    _cuts: list[asyncio.TimerHandle] = field(default_factory=list)

    def plan(self, plan: Mapping[str, Any]) -> None:
        """Take over a plan; what was planned before is forgotten."""
        loop = asyncio.get_running_loop()
        for cut in self._cuts:
            cut.cancel()
        self.down, self.lossy_from_s, self.luck = plan["down"], plan["lossy_from"], plan["luck"]
        now_s = time.monotonic()
        self._cuts = [loop.call_later(max(0.0, begin - now_s), self._cut) for begin, _ in self.down]

    def is_down(self, now_s: float) -> bool:
        """Whether the way is cut."""
        return any(begin <= now_s < end for begin, end in self.down)

    def loses(self, head: bytes, now_s: float) -> bool:
        """Whether a request that begins with *head* is never answered."""
        if self.is_down(now_s):
            return True
        job = _JOB.search(head) if now_s >= self.lossy_from_s else None
        if job is None:
            return False
        luck, attempt = self.luck.get(job[1].decode()), _ATTEMPT.search(head)
        number = max(0, int(attempt[1]) - 1) if attempt else 0
        return luck is not None and luck[min(number, len(luck) - 1)] < LOSS

    def _cut(self) -> None:
        for connection in self.open:
            connection.mute = connection.mute or connection.waits

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        try:
            ahead = await asyncio.open_connection("127.0.0.1", self.upstream_port, limit=_CHUNK)
        except OSError:
            ahead = None
        connection = Connection(self, reader, writer, ahead)
        self.open.add(connection)
        try:
            await connection.carry()
        finally:
            self.open.discard(connection)
            for one in (writer, *([] if ahead is None else [ahead[1]])):
                one.close()


class Connection:
    """A connection: requests go there after half a round trip and their bytes' time, answers come back likewise."""

    def __init__(
        self,
        link: Link,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        ahead: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None,
    ) -> None:
        self._link, self._reader, self._writer, self._ahead = link, reader, writer, ahead
        self.mute = False
        self.waits = False  # for the answer to a request
        self._free_s = 0.0

    async def carry(self) -> None:
        """Carry bytes both ways until the client goes; a worker that goes is silence while the way is cut."""
        back = asyncio.ensure_future(self._back())
        try:
            while chunk := await self._reader.read(_CHUNK):
                now_s = time.monotonic()
                if not self.waits:
                    self.mute = self.mute or self._link.loses(chunk[:2048], now_s)
                    self.waits = True
                    self._free_s = now_s
                if self.mute:
                    continue
                if self._ahead is None:
                    return
                self._free_s = max(self._free_s, now_s) + len(chunk) / self._link.bytes_per_s
                there_s = self._free_s + self._link.rtt_s / 2 - now_s
                asyncio.get_running_loop().call_later(there_s, self._write_ahead, self._ahead[1], chunk)
        except (ConnectionError, OSError):
            pass
        finally:
            back.cancel()
            await asyncio.wait([back])

    async def _back(self) -> None:
        if self._ahead is None:
            return
        with contextlib.suppress(ConnectionError, OSError):
            while chunk := await self._ahead[0].read(_CHUNK):
                if not self.mute:
                    asyncio.get_running_loop().call_later(self._link.rtt_s / 2, self._write, chunk)
        if not (self.mute or self._link.is_down(time.monotonic())):
            self._writer.close()

    def _write_ahead(self, ahead: asyncio.StreamWriter, chunk: bytes) -> None:
        if not self.mute:
            ahead.write(chunk)

    def _write(self, chunk: bytes) -> None:
        if not self.mute:
            self.waits = False
            self._writer.write(chunk)


async def _main(links: Mapping[str, Link]) -> None:
    for link in links.values():
        await asyncio.start_server(link.serve, "127.0.0.1", link.port, limit=_CHUNK)
    print("ready", flush=True)  # the parent waits for it
    orders = asyncio.StreamReader(limit=1 << 24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        plan = json.loads(line)
        links[plan["name"]].plan(plan)


def _read(text: str) -> Link:
    name, port, upstream_port, rtt_s, bytes_per_s = text.split(":")
    return Link(name, int(port), int(upstream_port), float(rtt_s), float(bytes_per_s))


if __name__ == "__main__":
    asyncio.run(_main({link.name: link for link in map(_read, sys.argv[1:])}))
