"""``ciro worker run --announce``, ``--zeroconf``, ``--p2p``: the worker's presence, for as long as it is ready."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Route

from edge_worker.capabilities import Machine, detect
from edge_worker.presence import PATH, Presence
from gateway.config.loader import read_secret
from gateway.discovery import Announcer, GossipAnnouncer
from gateway.endpoint import Endpoint
from gateway.topics import NAME

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from starlette.requests import Request

    from edge_worker.server import WorkerServer

__all__ = ["SignedPresence", "Voice", "announced", "host_name"]

_SAME_S = 5.0


def announced(url: str | None, password_file: Path | None, ca_file: Path | None) -> Endpoint | None:
    """Return the broker; None without a URL.

    Raises:
        EndpointError, ConfigurationError: the URL, or the password's file, cannot be used.
        ValueError: a file is given without a URL.

    """
    if url is None:
        if password_file or ca_file:
            raise ValueError("--announce-password and --announce-ca go with --announce")
        return None
    password = None if password_file is None else read_secret(password_file, "the broker's password")
    broker = Endpoint.from_url(url, password=password, ca_file=ca_file)
    broker.check()
    return broker


def host_name() -> str:
    """Return this host's name in the alphabet of names."""
    return re.sub(r"[^a-z0-9_-]", "-", socket.gethostname().split(".")[0].lower())[:64] or "worker"


class SignedPresence:
    """What a worker with a key says of itself; the first time the machine is measured, which takes seconds."""

    def __init__(self, name: str, worker: WorkerServer) -> None:
        self._name, self._worker = name, worker

    @cached_property
    def _measured(self) -> dict[str, Any]:
        return Presence.measured(detect(Machine(self._worker.engine.store.path)))

    def signed(self, url: str, now_s: float, *, models: Mapping[str, str] | None = None, peer: str = "") -> bytes:
        """Return it as of *now_s*, Unix seconds.

        Args:
            url: where the worker is called.
            now_s: the moment.
            models: digests by name, where nobody can ask the worker for them.
            peer: libp2p peer by which it is said; empty: by none.

        """
        signer = self._worker.signer
        assert signer is not None
        return signer.announce(
            Presence(
                self._name,
                url,
                now_s,
                signer.public,
                signer.account,
                signer.chain_id,
                slots=self._worker.settings.slots,
                job_types=self._worker.runners.job_types,
                models=models or {},
                peer=peer,
                **self._measured,
            )
        )


class Voice:
    """Announces a worker; one statement goes out over all channels.

    Args:
        name: to be known by.
        url: to be called at; empty: where it listens.
        worker: it signs.
        broker: where it is announced; None: at none.
        local: whether it is announced on the local network.
        p2p: socket of the side-car by which it is announced; None: by none.

    Raises:
        ValueError: *name* is no name, or the worker has no key.

    """

    def __init__(
        self, name: str, url: str, worker: WorkerServer, *, broker: Endpoint | None, local: bool, p2p: Path | None
    ) -> None:
        if not NAME.fullmatch(name):
            raise ValueError(f"--announce-name {name!r}: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
        if worker.signer is None:
            raise ValueError(
                "--announce, --zeroconf and --p2p say who this worker is by its key: give --result-key too"
            )
        self._name, self._url, self._worker = name, url, worker
        self._broker, self._local, self._p2p, self._peer = broker, local, p2p, ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._presence = SignedPresence(name, worker)
        self._said, self._said_s, self._saying = b"", 0.0, threading.Lock()

    def routes(self) -> list[Route]:
        """Return what the worker serves to be found: its presence, when it is announced on the local network."""
        return [Route(PATH, self._shown)] if self._local else []

    def start(self, url: str) -> None:
        """Begin, in the running event loop, whose end says goodbye; *url* is where the worker listens."""
        self._url = self._url or url
        if self._broker is not None:
            self._begin(Announcer(self._broker, self._name, self._say).run(), "worker-presence")
        if self._local:
            from gateway.discovery.multicast import MulticastAnnouncer

            announcer = MulticastAnnouncer(self._name, url, lambda: self._worker.ready)
            self._begin(announcer.run(), "worker-presence-local")

        if self._p2p is not None:
            self._begin(GossipAnnouncer(self._p2p, self._say_as).run(), "worker-presence-p2p")

    def _begin(self, speaking: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.add(asyncio.get_running_loop().create_task(speaking, name=name))

    async def _shown(self, _: Request) -> Response:
        said = await asyncio.to_thread(self._say)
        return Response(said, 200 if said else 503, media_type="application/json")

    def _say(self) -> bytes:
        """Return the presence of this moment; of the last seconds, so that all channels and askers have the same."""
        with self._saying:
            if not self._worker.ready:
                return b""
            now_s = time.time()
            if not self._said or not 0 <= now_s - self._said_s < _SAME_S:
                self._said, self._said_s = self._presence.signed(self._url, now_s, peer=self._peer), now_s
            return self._said

    def _say_as(self, peer: str) -> bytes:
        """Do as `_say`, by *peer*, which is named in the presence from then on: nobody else's gossip counts."""
        with self._saying:
            if peer != self._peer:
                self._peer, self._said = peer, b""
        return self._say()
