"""libp2p as this product uses it: TCP, Noise, Yamux, GossipSub with signed messages, and none of its discoveries.

The library offers plain text beside Noise unless told otherwise, drops what a neighbour passes on above ten messages a
second and topic, and blocks for ten seconds in its multicast DNS: see docs/decisions/0059.
"""

from __future__ import annotations

import logging
import socket
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import trio
from libp2p import new_host
from libp2p.crypto.ed25519 import create_new_key_pair
from libp2p.crypto.x25519 import create_new_key_pair as create_new_x25519_key_pair
from libp2p.peer.id import ID
from libp2p.peer.peerinfo import InvalidAddrError, info_from_p2p_addr
from libp2p.pubsub.gossipsub import PROTOCOL_ID, PROTOCOL_ID_V11, GossipSub
from libp2p.pubsub.pubsub import Pubsub
from libp2p.security.noise.transport import PROTOCOL_ID as NOISE_PROTOCOL_ID
from libp2p.security.noise.transport import Transport as NoiseTransport
from libp2p.stream_muxer.yamux.yamux import PROTOCOL_ID as YAMUX_PROTOCOL_ID
from libp2p.stream_muxer.yamux.yamux import Yamux
from libp2p.tools.anyio_service import background_trio_service
from multiaddr import Multiaddr

from gateway.p2p.lines import MOST_DATA, TOPICS
from gateway.p2p.pace import Pace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

__all__ = ["REDIAL_S", "Gossip"]

_log = logging.getLogger(__name__)

REDIAL_S = 30.0
_FIRST_REDIALS_S = 2.0
_DIAL_S = 10.0
_PASSED_ON_PER_S = 100.0


@dataclass
class Gossip:
    """A peer.

    Attributes:
        key: 32 bytes, Ed25519.
        listen: multiaddresses to listen at; empty: it only dials.
        peers: multiaddresses with ``/p2p/ID`` that are dialled, again every 30 s while they are away.
        heard: called with topic, peer and data of each message of others.
        said, dropped: messages since the start.

    """

    key: bytes
    listen: Sequence[str]
    peers: Sequence[str]
    heard: Callable[[str, str, bytes], None]
    said: int = 0
    dropped: int = 0
    _of_a_peer: Pace = field(default_factory=lambda: Pace(1.0, 10.0))
    _of_a_neighbour: Pace = field(default_factory=lambda: Pace(50.0, 100.0))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Be a peer for as long as the block lasts.

        Raises:
            ValueError: an address is none.
            OSError: it can't be listened at.

        """
        pair = create_new_key_pair(self.key)
        listen = [_address(one) for one in self.listen]
        for one in listen:
            _try_out(one)
        self._dialled = [_peer(one) for one in self.peers]
        noise = NoiseTransport(pair, noise_privkey=create_new_x25519_key_pair().private_key)
        self._host = new_host(
            key_pair=pair,
            sec_opt={NOISE_PROTOCOL_ID: noise},
            muxer_opt={YAMUX_PROTOCOL_ID: Yamux},
            listen_addrs=listen,
        )
        router = GossipSub(
            protocols=[PROTOCOL_ID_V11, PROTOCOL_ID],
            degree=6,
            degree_low=4,
            degree_high=12,
            heartbeat_interval=1,
            max_messages_per_topic_per_second=_PASSED_ON_PER_S,
        )
        self._pubsub = Pubsub(
            self._host,
            router,
            strict_signing=True,
            max_inbound_rpc_size=4 * MOST_DATA,
            allowed_topics=frozenset(TOPICS),
        )
        async with (
            self._host.run(listen),
            background_trio_service(self._pubsub),
            background_trio_service(router),
            trio.open_nursery() as nursery,
        ):
            await self._pubsub.wait_until_ready()
            for topic in TOPICS:
                self._pubsub.set_topic_validator(topic, self._is_fine, is_async_validator=False)
                nursery.start_soon(self._listen, topic, await self._pubsub.subscribe(topic))
            nursery.start_soon(self._dial)
            yield
            nursery.cancel_scope.cancel()

    @property
    def peer(self) -> str:
        """Who this is."""
        return str(self._host.get_id())

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where others reach this peer."""
        return tuple(str(one) for one in self._host.get_addrs()) if self.listen else ()

    @property
    def connected(self) -> int:
        """How many peers it is connected with."""
        return len(self._host.get_connected_peers())

    async def say(self, topic: str, data: bytes) -> None:
        """Publish."""
        await self._pubsub.publish(topic, data)
        self.said += 1

    def _is_fine(self, neighbour: Any, message: Any) -> bool:
        """Whether a message is handed on, to us and to others; one that is not was never heard."""
        now_s = time.monotonic()
        fine = (
            len(message.data) <= MOST_DATA
            and len(message.topicIDs) == 1
            and self._of_a_neighbour.may(bytes(neighbour.to_bytes()), now_s)
            and self._of_a_peer.may(bytes(message.from_id), now_s)
        )
        self.dropped += not fine
        return fine

    async def _listen(self, topic: str, subscription: Any) -> None:
        me = self._host.get_id().to_bytes()
        while True:
            message = await subscription.get()
            if message.from_id != me:
                self.heard(topic, str(ID(message.from_id)), bytes(message.data))

    async def _dial(self) -> None:
        while True:
            for info in self._dialled:
                if info.peer_id not in self._host.get_connected_peers():
                    await self._reach(info)
            await trio.sleep(REDIAL_S if self.connected or not self._dialled else _FIRST_REDIALS_S)

    async def _reach(self, info: Any) -> None:
        with trio.move_on_after(_DIAL_S):
            try:
                await self._host.connect(info)
            except Exception as error:  # noqa: BLE001 - the library raises a dozen kinds; it is tried again
                _log.info("peer %s is not reached: %s", info.peer_id, error)


def _address(text: str) -> Multiaddr:
    try:
        address = Multiaddr(text)
        address.value_for_protocol("tcp")
    except Exception as error:
        raise ValueError(f"{text!r} is no multiaddress such as /ip4/10.0.0.5/tcp/4001: {error}") from error
    return address


def _peer(text: str) -> Any:
    try:
        return info_from_p2p_addr(_address(text))
    except InvalidAddrError as error:
        raise ValueError(f"{text!r} names no peer: write /ip4/10.0.0.5/tcp/4001/p2p/ID") from error


def _try_out(address: Multiaddr) -> None:
    """Raise OSError where *address* can't be listened at: the library would wait for ever and not say so."""
    six = str(address).startswith("/ip6/")
    family, name = (socket.AF_INET6, "ip6") if six else (socket.AF_INET, "ip4")
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.value_for_protocol(name), int(address.value_for_protocol("tcp"))))
        except OSError as error:
            raise OSError(error.errno, f"{address} can't be listened at: {error.strerror}") from error
