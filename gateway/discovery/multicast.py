"""DNS-SD over multicast DNS (zeroconf), extra ``[zeroconf]``: a worker says where its presence is to be had, no more.

A TXT record has no room for a signed presence, so it is asked for over HTTP, without a token and without a look at the
certificate: nothing secret is sent, and what comes back is believed for its signature alone.
"""

from __future__ import annotations

import asyncio
import logging
import random
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gateway.supervisor import backoff_s

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

__all__ = ["SERVICE", "MulticastAnnouncer", "open_multicast", "read_properties"]

SERVICE = "_ciro-worker._tcp.local."
_VERSION = "1"
_READY_S = 1.0
_log = logging.getLogger(__name__)


def open_multicast(addresses: list[str]) -> AsyncZeroconf:
    """Return a speaker and listener on the network cards with these *addresses*; empty: on all.

    Raises:
        OSError: a card has not that address, none can be found out, or the port is not to be had.

    """
    from zeroconf import InterfaceChoice, IPVersion
    from zeroconf.asyncio import AsyncZeroconf

    six = any(":" in one for one in addresses)
    four = not addresses or any(":" not in one for one in addresses)
    version = IPVersion.All if six and four else IPVersion.V6Only if six else IPVersion.V4Only
    return AsyncZeroconf(interfaces=addresses or InterfaceChoice.All, ip_version=version)


class MulticastAnnouncer:
    """Keeps a worker announced on the local network while it is ready, until cancelled.

    Args:
        name: of the worker.
        listens: URL that it listens on, with an address in place of a name.
        ready: whether it can be called.

    """

    def __init__(self, name: str, listens: str, ready: Callable[[], bool]) -> None:
        self._name, self._ready = name, ready
        parts = urlsplit(listens)
        self._host, self._port, self._tls = parts.hostname or "", parts.port or 0, parts.scheme == "https"

    async def run(self) -> None:
        """Announce, and again when the network fails. Never ends."""
        attempt = 0
        while True:
            try:
                await self._speak()
            except OSError as error:
                _log.warning(
                    "the worker is not announced on the local network: %s; is the network up, and --host one of this "
                    "machine's addresses?",
                    error,
                )
            await asyncio.sleep(backoff_s(attempt, random.random()))
            attempt += 1

    async def _speak(self) -> None:
        everywhere = self._host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
        multicast = open_multicast([] if everywhere else [self._host])
        info: AsyncServiceInfo | None = None
        try:
            while True:
                if info is None and self._ready():
                    info = self._info(_own_addresses(self._host) if everywhere else [self._host])
                    # Another name where somebody has this one: names on the network mean nothing, the presence's does.
                    await (await multicast.async_register_service(info, allow_name_change=True))
                    _log.info("announced on the local network as %s", info.name)
                elif info is not None and not self._ready():
                    await (await multicast.async_unregister_service(info))
                    info = None
                await asyncio.sleep(_READY_S)
        finally:
            await multicast.async_close()  # says goodbye

    def _info(self, addresses: list[str]) -> AsyncServiceInfo:
        from zeroconf.asyncio import AsyncServiceInfo

        return AsyncServiceInfo(
            SERVICE,
            f"{self._name}.{SERVICE}",
            parsed_addresses=addresses,
            port=self._port,
            properties={"v": _VERSION, "tls": "1" if self._tls else "0"},
            server=f"ciro-worker-{self._name}-{self._port}.local.",
        )


def read_properties(properties: Mapping[bytes, bytes | None]) -> bool | None:
    """Return whether the announced worker answers over TLS; None: it is not of a version that is known."""
    if properties.get(b"v") != _VERSION.encode():
        return None
    return properties.get(b"tls") == b"1"


def _own_addresses(host: str) -> list[str]:
    """Return this machine's addresses of the family that *host* stands for.

    Raises:
        OSError: the system does not let its network cards be listed.

    """
    import psutil  # type: ignore[import-untyped]

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = [one.address for card in psutil.net_if_addrs().values() for one in card if one.family == family]
    return [one.split("%")[0] for one in found if not one.startswith("127.") and one != "::1"] or found
