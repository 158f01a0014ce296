"""The side-car itself: one peer, and a local socket for those on this machine who want to speak and hear.

Nothing here waits for a reader that is slow: each has a queue of a bounded length, and what does not go in is dropped,
counted and told.
"""

from __future__ import annotations

import logging
import os
import pwd
import signal
import socket
import stat
import struct
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import trio

from gateway.p2p import lines
from gateway.p2p.gossip import Gossip
from gateway.p2p.identity import read_identity
from gateway.p2p.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from edge_worker.sdnotify import ServiceManager

__all__ = ["Sidecar"]

_log = logging.getLogger(__name__)

STATUS_S = 1.0
_MOST_CLIENTS = 16
_MOST_WAITING = 256
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid


@dataclass(eq=False, slots=True)
class _Client:
    """Who is connected here: its queue, and what it wants to hear."""

    queue: trio.MemorySendChannel[bytes]
    topics: set[str] = field(default_factory=set)


class Sidecar:
    """A peer with a local socket.

    Args:
        place: of the socket; one that is there already is replaced.
        key: file of the peer's key.
        listen, peers: multiaddresses; see `Gossip`.
        users: names of users that may connect, beside root and the one that it runs as.
        manager: told when ready, fed its watchdog.

    Raises:
        IdentityError: the key can't be used.

    """

    def __init__(
        self,
        place: Path,
        key: Path,
        listen: Sequence[str],
        peers: Sequence[str],
        users: Sequence[str],
        manager: ServiceManager,
    ) -> None:
        self._place, self._users, self._manager = place, tuple(users), manager
        self._gossip = Gossip(read_identity(key), listen, peers, self._heard)
        self._clients: set[_Client] = set()
        self._pace = Pace(10.0, 20.0)
        self._heard_count = self._dropped = 0

    async def run(self) -> None:
        """Work until SIGTERM or SIGINT.

        Raises:
            OSError: the socket, or an address, can't be listened at.
            ValueError: an address is none.

        """
        with trio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
            async with self._gossip.running(), trio.open_nursery() as nursery:
                listener = _listener(self._place, open_to_all=bool(self._users))
                try:
                    nursery.start_soon(trio.serve_listeners, self._serve, [listener])
                    nursery.start_soon(self._tell)
                    where = ", ".join(self._gossip.addresses) or "nowhere: it only dials"
                    _log.info("peer %s listens at %s", self._gossip.peer, where)
                    self._manager.ready(f"peer {self._gossip.peer}")
                    async for _ in signals:
                        break
                    self._manager.stopping()
                    nursery.cancel_scope.cancel()
                finally:
                    self._place.unlink(missing_ok=True)

    # -- to those who are connected here ------------------------------------------------------------------------------

    def _heard(self, topic: str, peer: str, data: bytes) -> None:
        self._heard_count += 1
        self._hand_out(lines.heard(topic, peer, data), topic)

    async def _tell(self) -> None:
        """Say every second how it is: to those who are connected, and to the service manager's watchdog."""
        while True:
            gossip = self._gossip
            dropped = self._dropped + gossip.dropped
            now = lines.Status(gossip.connected, gossip.addresses, gossip.said, self._heard_count, dropped)
            self._hand_out(lines.status(now))
            self._manager.alive()
            self._manager.status(f"{now.peers} peers, {now.said} said, {now.heard} heard, {now.dropped} dropped")
            await trio.sleep(STATUS_S)

    def _hand_out(self, line: bytes, topic: str | None = None) -> None:
        for client in self._clients:
            if topic is None or topic in client.topics:
                self._put(client, line)

    def _put(self, client: _Client, line: bytes) -> None:
        try:
            client.queue.send_nowait(line)
        except trio.WouldBlock:
            self._dropped += 1

    # -- from them ----------------------------------------------------------------------------------------------------

    async def _serve(self, stream: trio.SocketStream) -> None:
        uid = _CREDENTIALS.unpack(stream.socket.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))[1]
        if not _is_one_of(uid, self._users):
            _log.warning("user %d is not let in; name it with --user if it should be", uid)
        elif len(self._clients) >= _MOST_CLIENTS:
            _log.warning("there are %d connections already: one more is refused", _MOST_CLIENTS)
        else:
            await self._attend(stream)
        await stream.aclose()

    async def _attend(self, stream: trio.SocketStream) -> None:
        queue, waiting = trio.open_memory_channel[bytes](_MOST_WAITING)
        client = _Client(queue)
        self._put(client, lines.hello(self._gossip.peer))
        self._clients.add(client)
        try:
            async with trio.open_nursery() as nursery:
                nursery.start_soon(_write, stream, waiting)
                await self._read(stream, client)
                nursery.cancel_scope.cancel()
        except* (trio.BrokenResourceError, trio.ClosedResourceError):
            pass  # it went away
        finally:
            self._clients.discard(client)
            self._pace.forget(client)

    async def _read(self, stream: trio.SocketStream, client: _Client) -> None:
        """Do what each line asks for, until the end or a line that is too long."""
        kept = bytearray()
        async for part in stream:
            kept += part
            *whole, rest = kept.split(b"\n")
            if max(map(len, (*whole, rest))) > lines.MOST_LINE:
                _log.warning("a line of more than %d bytes: its sender is disconnected", lines.MOST_LINE)
                return
            kept = bytearray(rest)
            for line in whole:
                await self._carry_out(bytes(line), client)

    async def _carry_out(self, line: bytes, client: _Client) -> None:
        try:
            topic, data = lines.read_request(line)
        except lines.LineError as error:
            self._put(client, lines.refused(str(error)))
            return
        if data is None:
            client.topics.add(topic)
        elif not self._pace.may(client, time.monotonic()):
            self._dropped += 1
            self._put(client, lines.refused("too much is said: ten a second are passed on"))
        else:
            await self._gossip.say(topic, data)


async def _write(stream: trio.SocketStream, waiting: trio.MemoryReceiveChannel[bytes]) -> None:
    async for line in waiting:
        await stream.send_all(line)


def _listener(place: Path, *, open_to_all: bool) -> trio.SocketListener:
    """Return the socket, listening; with *open_to_all* everybody may connect, and is asked then who it is."""
    if place.exists() and stat.S_ISSOCK(place.stat().st_mode):
        place.unlink()
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0 if open_to_all else 0o177)
    try:
        listening.bind(str(place))
    except OSError as error:
        listening.close()
        raise OSError(error.errno, f"the socket {place}: {error.strerror or error}") from error
    finally:
        os.umask(before)
    listening.listen(_MOST_CLIENTS)
    return trio.SocketListener(trio.socket.from_stdlib_socket(listening))


def _is_one_of(uid: int, users: Sequence[str]) -> bool:
    if uid in {0, os.geteuid()}:
        return True
    for name in users:
        try:  # each time anew: users of services exist only while these run
            if pwd.getpwnam(name).pw_uid == uid:
                return True
        except KeyError:
            continue
    return False
