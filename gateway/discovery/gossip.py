"""Presences by gossip: the gateway's ear and the worker's voice at a peer-to-peer side-car (extra ``[p2p]``)."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from typing import TYPE_CHECKING

from edge_worker.presence import EVERY_S
from gateway.p2p.lines import WORKERS, Heard, Refused, Status
from gateway.p2p.link import Link, LinkError, open_link
from gateway.p2p.process import REMEDY
from gateway.supervisor import State, backoff_s

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gateway.discovery.finder import Finder
    from gateway.p2p.process import Keeper
    from gateway.supervisor import Health

__all__ = ["GossipAnnouncer", "GossipDiscovery"]

_log = logging.getLogger(__name__)
_TICK_S = 1.0
_START_S = 30.0


class GossipDiscovery:
    """A component: hears presences at the side-car.

    Args:
        place: the side-car's socket.
        finder: judges what is heard.
        keeper: runs the side-car; None: a service of its own.
        clock: monotonic seconds.

    """

    name = "discovery-p2p"
    critical = False

    def __init__(
        self, place: Path, finder: Finder, keeper: Keeper | None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._place, self._finder, self._keeper, self._clock = place, finder, keeper, clock

    async def run(self, health: Health) -> None:
        """Listen until cancelled; without a side-car, wait for it."""
        health.starting("the side-car starts")
        keeping = None if self._keeper is None else asyncio.create_task(self._keeper.run(), name="p2p-side-car")
        listening = asyncio.create_task(self._listen(health), name="p2p-listen")
        tasks = [task for task in (keeping, listening) if task is not None]
        try:
            while not any(task.done() for task in tasks):
                await asyncio.wait(tasks, timeout=_TICK_S, return_when=asyncio.FIRST_COMPLETED)
                health.tick()
                self._finder.tick()
            for task in tasks:
                if task.done():
                    task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _listen(self, health: Health) -> None:
        attempt, started_s = 0, self._clock()
        while True:
            connected = False
            try:
                async with open_link(self._place) as link:
                    connected = True
                    await link.hear(WORKERS)
                    while True:
                        await self._take(await link.next(), health)
            except LinkError as error:
                if connected:
                    attempt, started_s = 0, self._clock()
                    if self._keeper is not None:
                        self._keeper.end_hanging()
                self._say_why(health, str(error), starting=self._clock() - started_s < _START_S)
            await asyncio.sleep(min(2.0, backoff_s(attempt, random.random())))
            attempt += 1

    async def _take(self, said: object, health: Health) -> None:
        if isinstance(said, Heard):
            await self._finder.hear(f"peer {said.peer}", said.data, peer=said.peer)
        elif isinstance(said, Status):
            if said.peers:
                health.ok(f"{said.peers} peers, {self._finder.summary()}")
            else:
                health.degraded(
                    "the side-car reaches no peer",
                    "check peers and listen of [routing.discovery.p2p], and that their TCP ports are open",
                )

    def _say_why(self, health: Health, why: str, *, starting: bool) -> None:
        if self._keeper is None:
            health.degraded(why, "systemctl enable --now ciro-p2p; see docs/routing.md")
        elif self._keeper.trouble:
            health.degraded(self._keeper.trouble, f"its log says why; if libp2p is absent, {REMEDY}")
        elif starting and health.state is State.STARTING:
            health.starting("the side-car starts")
        else:
            health.degraded(why, "it is started again; its log says why")


class GossipAnnouncer:
    """Says a worker's presence by gossip every 30 s until cancelled.

    Args:
        place: the side-car's socket.
        say: given the side-car's peer, returns the signed presence of this moment; empty: the worker is not ready.
        every_s: seconds between two.

    """

    def __init__(self, place: Path, say: Callable[[str], bytes], *, every_s: float = EVERY_S) -> None:
        self._place, self._say, self._every_s = place, say, every_s

    async def run(self) -> None:
        """Connect, and again when the side-car is gone. Never ends."""
        attempt = 0
        while True:
            try:
                async with open_link(self._place) as link:
                    attempt = 0
                    _log.info("announced by gossip as peer %s", link.peer)
                    await self._speak(link)
            except LinkError as error:
                _log.warning("the presence does not reach the peers: %s", error)
            await asyncio.sleep(backoff_s(attempt, random.random()))
            attempt += 1

    async def _speak(self, link: Link) -> None:
        """Say it when there is first somebody to hear it, whenever there are more, and every 30 s."""
        said_s, peers = float("-inf"), 0
        while True:
            said = await link.next()
            if isinstance(said, Refused):
                _log.warning("the side-car does not pass the presence on: %s", said.why)
            if not isinstance(said, Status):
                continue
            now_s = time.monotonic()
            if said.peers and (said.peers > peers or now_s - said_s >= self._every_s):
                payload = await asyncio.to_thread(self._say, link.peer)
                if payload:
                    await link.say(WORKERS, payload)
                    said_s = now_s
            peers = said.peers
