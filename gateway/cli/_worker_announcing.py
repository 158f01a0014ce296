"""``ciro worker run --announce``: the worker's presence at a broker, for as long as it is ready."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edge_worker.capabilities import Machine, detect
from edge_worker.presence import Presence
from gateway.config.loader import read_secret
from gateway.discovery import Announcer
from gateway.endpoint import Endpoint
from gateway.topics import NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

    from edge_worker.server import WorkerServer

__all__ = ["SignedPresence", "Voice", "announced", "host_name"]


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

    def signed(self, url: str, models: Mapping[str, str] | None = None) -> bytes:
        """Return it as of now: called at *url*; with *models*, digests by name, where nobody can ask for them."""
        signer = self._worker.signer
        assert signer is not None
        return signer.announce(
            Presence(
                self._name,
                url,
                time.time(),
                signer.public,
                signer.account,
                signer.chain_id,
                slots=self._worker.settings.slots,
                job_types=self._worker.runners.job_types,
                models=models or {},
                **self._measured,
            )
        )


class Voice:
    """Announces a worker.

    Args:
        broker: where.
        name: to be known by.
        url: to be called at; empty: where it listens.
        worker: it signs.

    Raises:
        ValueError: *name* is no name, or the worker has no key.

    """

    def __init__(self, broker: Endpoint, name: str, url: str, worker: WorkerServer) -> None:
        if not NAME.fullmatch(name):
            raise ValueError(f"--announce-name {name!r}: use 1 to 64 characters of a-z, 0-9, '_' and '-'")
        if worker.signer is None:
            raise ValueError("--announce says who this worker is by its key: give --result-key too")
        self._broker, self._name, self._url, self._worker = broker, name, url, worker
        self._presence = SignedPresence(name, worker)
        self._task: asyncio.Task[None] | None = None

    def start(self, url: str) -> None:
        """Begin, in the running event loop, whose end says goodbye; *url* is where the worker listens."""
        self._url = self._url or url
        self._task = asyncio.get_running_loop().create_task(
            Announcer(self._broker, self._name, self._say).run(), name="worker-presence"
        )

    def _say(self) -> bytes:
        return self._presence.signed(self._url) if self._worker.ready else b""
