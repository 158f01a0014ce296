"""Run the worker's server as a process: sockets, access from other machines, readiness, orderly end."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ipaddress
import signal
import socket
import ssl
import threading
from typing import TYPE_CHECKING

import uvicorn
from starlette.responses import JSONResponse

from edge_worker.http_protocol import GatheringProtocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

    from edge_worker.sdnotify import ServiceManager
    from edge_worker.server import WorkerServer

__all__ = ["BearerToken", "event_loop", "is_loopback", "serve"]


def event_loop() -> asyncio.AbstractEventLoop:
    """Return a new event loop: uvloop's where it is installed (extra ``[worker]``), else asyncio's own."""
    try:
        import uvloop
    except ImportError:
        return asyncio.new_event_loop()
    loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
    return loop


def is_loopback(host: str) -> bool:
    """Return whether *host* can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class BearerToken:
    """ASGI middleware: every path but liveness, and *open_paths*, needs ``Authorization: Bearer <token>``."""

    def __init__(self, app: ASGIApp, token: str, open_paths: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._open = open_paths | {"/v2/health/live"}
        self._wanted = f"Bearer {token}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401."""
        if scope["type"] == "http" and scope["path"] not in self._open:
            given = dict(scope["headers"]).get(b"authorization", b"")
            if not hmac.compare_digest(given, self._wanted):
                answer = JSONResponse(
                    {"error": "this worker asks for a bearer token"}, 401, {"WWW-Authenticate": "Bearer"}
                )
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


class _Process(uvicorn.Server):
    """uvicorn, telling the worker when shutdown begins, so that readiness falls before connections close."""

    def __init__(self, config: uvicorn.Config, worker: WorkerServer, manager: ServiceManager) -> None:
        super().__init__(config)
        self._worker = worker
        self._manager = manager
        self.opened = asyncio.Event()
        self._reloading: asyncio.Future[None] | None = None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on SIGINT and SIGTERM, in order and with exit code 0: uvicorn would raise the signal again afterwards."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        signals = (signal.SIGINT, signal.SIGTERM)
        for number in signals:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        loop.add_signal_handler(signal.SIGHUP, self._reload)
        try:
            yield
        finally:
            for number in (*signals, signal.SIGHUP):
                loop.remove_signal_handler(number)

    def _reload(self) -> None:
        """Load all models anew, beside the serving; one that is refused leaves what serves."""
        self._reloading = asyncio.get_running_loop().run_in_executor(None, self._worker.load_models)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.opened.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._manager.stopping()
        self._worker.stop_taking()
        await super().shutdown(sockets)


async def serve(
    worker: WorkerServer,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    manager: ServiceManager,
    token: str | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    open_paths: frozenset[str] = frozenset(),
    announce: Callable[[str], None] = lambda _: None,
    grace_s: float = 10.0,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that run are given *grace_s* seconds to end.

    Args:
        worker: the application.
        host, port: where to listen; port 0 takes a free one.
        manager: told when ready, fed its watchdog.
        token: asked of every client when given.
        certificate, key: PEM files; plain HTTP without them.
        open_paths: answered without the token.
        announce: called with the URL once the port is open and the models are loaded.
        grace_s: see above.

    Raises:
        ValueError: *host* is reachable from other machines, and there is no token or no certificate; or certificate
            and key cannot be used.
        OSError: the port is taken, or a file is absent.

    """
    if not is_loopback(host) and (token is None or certificate is None):
        raise ValueError(
            f"{host} can be reached from other machines: give --token-file and --certificate with --key, "
            "or listen on 127.0.0.1"
        )
    if certificate is not None:
        _check_certificate(certificate, key)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise OSError(
            error.errno, f"can't listen on {host} port {port}: {error.strerror}; choose another --host or --port"
        ) from error
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        worker.app if token is None else BearerToken(worker.app, token, open_paths),
        log_config=None,
        access_log=False,
        lifespan="on",
        http=GatheringProtocol,
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=max(1, round(grace_s)),
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    process = _Process(config, worker, manager)
    running = asyncio.create_task(process.serve([listener]))
    try:
        opened = asyncio.create_task(process.opened.wait())
        await asyncio.wait([running, opened], return_when=asyncio.FIRST_COMPLETED)
        opened.cancel()
        if process.started:
            where = f"[{host}]" if ":" in host else host
            scheme = "https" if certificate else "http"
            announce(f"{scheme}://{where}:{listener.getsockname()[1]}")
            refused = f", {len(worker.refused)} refused" if worker.refused else ""
            manager.ready(f"{len(worker.engine.models())} models in service{refused}")
        while not running.done():
            manager.alive()
            await asyncio.wait([running], timeout=manager.watchdog_interval_s)
        await running
    finally:
        listener.close()


def _check_certificate(certificate: Path, key: Path | None) -> None:
    for path in (certificate, key):
        if path is not None:
            path.open("rb").close()  # its error names the file, OpenSSL's does not
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key)
    except ssl.SSLError as error:
        raise ValueError(
            f"certificate {certificate} and key {key or certificate} do not work: {error.reason or 'not PEM'}"
        ) from error
