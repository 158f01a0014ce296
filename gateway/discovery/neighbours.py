"""The gateway's ear on the local network: who is announced by multicast DNS is asked for its signed presence."""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING

import aiohttp

from edge_worker.presence import MOST_BYTES, PATH
from gateway.discovery.multicast import SERVICE, open_multicast, read_properties
from gateway.discovery.sightings import Place, Sighting, Sightings
from gateway.supervisor import State, backoff_s

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from zeroconf.asyncio import AsyncZeroconf

    from gateway.discovery.book import Found
    from gateway.discovery.finder import Finder
    from gateway.supervisor import Health

__all__ = ["Neighbours"]

_TICK_S = 1.0
_AT_A_TIME = 8
_PATIENCE_S = 3.0


class Neighbours:
    """A component.

    Args:
        addresses: of the network cards to listen on; empty: all.
        finder: judges what is heard.
        clock: monotonic seconds.

    """

    name = "discovery-zeroconf"
    critical = False

    def __init__(self, addresses: list[str], finder: Finder, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._addresses, self._finder, self._clock = addresses, finder, clock
        self.sightings = Sightings()
        self._asking: set[asyncio.Task[None]] = set()

    async def run(self, health: Health) -> None:
        """Listen until cancelled; without a network, wait for it."""
        attempt = 0
        while True:
            health.starting("listening on the local network")
            try:
                multicast = open_multicast(self._addresses)
            except OSError as error:
                health.degraded(
                    f"the local network can't be listened to: {error}",
                    "name addresses of this machine's own network cards in [routing.discovery] zeroconf_addresses",
                )
                await self._pause(health, backoff_s(attempt, random.random()))
                attempt += 1
                continue
            try:
                await self._listen(multicast, health)
            finally:
                for task in self._asking:
                    task.cancel()
                await asyncio.gather(*self._asking, return_exceptions=True)
                await multicast.async_close()

    async def _pause(self, health: Health, wait_s: float) -> None:
        until_s = self._clock() + wait_s
        while self._clock() < until_s:
            self._tick(health)
            await asyncio.sleep(min(_TICK_S, wait_s))

    async def _listen(self, multicast: AsyncZeroconf, health: Health) -> None:
        from zeroconf import ServiceStateChange
        from zeroconf.asyncio import AsyncServiceBrowser

        def noticed(name: str, state_change: ServiceStateChange, **_: Any) -> None:
            if state_change is ServiceStateChange.Removed:
                self.sightings.gone(name)
            else:
                self.sightings.see(name, self._clock())

        browser = AsyncServiceBrowser(multicast.zeroconf, [SERVICE], handlers=[noticed])
        try:
            async with aiohttp.ClientSession(
                timeout=aiohttp.ClientTimeout(total=_PATIENCE_S),
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"Accept-Encoding": "identity"},
            ) as session:
                while True:
                    self._report(health)
                    for one in self.sightings.due(self._clock(), _AT_A_TIME - len(self._asking)):
                        task = asyncio.create_task(self._ask(multicast, session, one))
                        self._asking.add(task)
                        task.add_done_callback(self._asking.discard)
                    self._tick(health)
                    await asyncio.sleep(_TICK_S)
        finally:
            await browser.async_cancel()

    async def _ask(self, multicast: AsyncZeroconf, session: aiohttp.ClientSession, one: Sighting) -> None:
        """Have the presence from where the last one said, then from where multicast says, until one is taken."""
        label = one.instance.removesuffix(f".{SERVICE}")
        found = None
        try:
            if one.url:
                found = await self._had(session, one.url, label)
            if found is None:
                place = await _place(multicast, one.instance)
                for url in () if place is None else place.urls():
                    found = found or await self._had(session, url, label)
        finally:
            if found is None:
                self.sightings.failed(one, self._clock())
            else:
                self.sightings.taken(one, found.presence.name, found.presence.url, self._clock())

    async def _had(self, session: aiohttp.ClientSession, url: str, label: str) -> Found | None:
        try:
            # Neither token nor a look at the certificate: see gateway/discovery/multicast.py.
            async with session.get(url.rstrip("/") + PATH, ssl=False, allow_redirects=False) as answer:
                if answer.status != 200:
                    return None
                payload = await _limited(answer.content, MOST_BYTES + 1)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return None
        return await self._finder.hear(label, payload)

    def _tick(self, health: Health) -> None:
        health.tick()
        self._finder.tick()

    def _report(self, health: Health) -> None:
        if health.state in {State.STARTING, State.OK}:
            seen = len(self.sightings.known) + len(self.sightings.newcomers)
            health.ok(f"{seen} workers announced on the local network, {len(self.sightings.known)} of them found")


async def _place(multicast: AsyncZeroconf, instance: str) -> Place | None:
    from zeroconf import BadTypeInNameException
    from zeroconf.asyncio import AsyncServiceInfo

    try:
        info = AsyncServiceInfo(SERVICE, instance)
        if not await info.async_request(multicast.zeroconf, _PATIENCE_S * 1000):
            return None
    except (BadTypeInNameException, OSError):
        return None
    tls = read_properties(info.properties)
    return None if tls is None else Place.said(info.parsed_addresses(), info.port, tls=tls)


async def _limited(stream: aiohttp.StreamReader, most: int) -> bytes:
    """Return what comes, and no more than *most* bytes of it."""
    kept = bytearray()
    while len(kept) < most and (part := await stream.read(most - len(kept))):
        kept += part
    return bytes(kept)
