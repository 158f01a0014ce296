"""The page as a supervised component: it binds, serves, and ends in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import uvicorn
from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Route

from gateway.config import PageSettings, is_loopback
from gateway.page.accounts import Accounts, UsersFileError, parse_users
from gateway.page.api import Api
from gateway.page.assets import Assets
from gateway.page.feed import Feed
from gateway.page.guard import Guard, visitor_of
from gateway.page.login import Login
from gateway.page.pages import Pages
from gateway.page.pictures import Pictures
from gateway.page.render import Rendered, Renderer
from gateway.page.sessions import CsrfTokens, Sessions
from gateway.page.view import AccessLog, StatusSource
from gateway.supervisor import Health

__all__ = ["PageError", "PageServer"]

_log = logging.getLogger(__name__)

SHUTDOWN_S = 3
TICK_S = 2.0
_STATIC = Path(__file__).parent / "static"


class PageError(RuntimeError):
    """The page can't be served as configured; the message says what to do."""


class ReadSecret(Protocol):
    """How a secret file is read: a bare name may mean a credential of the service manager."""

    def __call__(self, path: Path, purpose: str) -> str:
        """Return the text of *path*; raise an error that names *purpose*."""


class PageServer:
    """Serves the page. A component of the supervisor.

    Args:
        settings: the section ``[page]``.
        source: what is shown.
        read_secret: reads ``users_file`` and ``token_file``; required when one of them is set.
        access_log: who is told who looked at which picture; None: nobody is.
        registry: further metrics for ``/metrics``.
        title: heading of the page.
        version: of the gateway, for the API's description.

    Raises:
        PageError: a login is required and there is no user, the file of users is none, or the token is too short.

    """

    name = "page"
    critical = False

    def __init__(
        self,
        settings: PageSettings,
        source: StatusSource,
        *,
        read_secret: ReadSecret | None = None,
        access_log: AccessLog | None = None,
        registry: CollectorRegistry | None = None,
        title: str = "Ciro Gateway",
        version: str = "0",
    ) -> None:
        self._settings = settings
        users = {user.name: user.password_hash for user in settings.users}
        if settings.users_file is not None:
            users |= _users_of(read_secret, settings.users_file)
        bearer = _secret(read_secret, settings.token_file, "[page] token_file") if settings.token_file else None
        if bearer is not None and len(bearer) < 20:
            raise PageError(
                "[page] token_file: a token has at least 20 characters; make one with: openssl rand -hex 32"
            )
        accounts = Accounts(users)
        if not is_loopback(settings.host) and not accounts:
            raise PageError(
                f"[page] host {settings.host} can be reached from other machines, and users_file names nobody: "
                "add a line name:hash, the hash from: ciro page password"
            )
        self._secure = settings.cert_file is not None
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="page")
        assets = Assets(_STATIC)
        self._renderer = Renderer(assets, title=title, picture_interval_s=settings.picture_interval_s)
        self.feed = Feed(self._render, settings.update_interval_s)
        self._source = source
        self._sessions = Sessions(settings.session_hours * 3600, settings.idle_minutes * 60)
        pictures = Pictures(source, self._executor, access_log)
        api = Api(source, pictures, version)
        pages = Pages(source, self._renderer, self.feed, pictures, api, self._still_welcome, registry)
        starlette = Starlette(
            routes=[*pages.routes(), *api.routes(), Route("/static/{version}/{name}", assets.serve)],
            exception_handlers={HTTPException: pages.refuse, Exception: pages.fail},
        )
        self._login_required = bool(accounts)
        guard = Guard(
            starlette,
            sessions=self._sessions,
            csrf=CsrfTokens(),
            login_required=self._login_required,
            secure=self._secure,
            names=(*settings.allowed_hosts, *([] if _is_address(settings.host) else [settings.host])),
            bearer=bearer,
        )
        login = Login(
            accounts,
            self._sessions,
            self._renderer,
            self._executor,
            cookie_name=guard.cookie_name,
            secure=self._secure,
        )
        if self._login_required:
            starlette.router.routes.extend(login.routes())
        self.app = guard
        self.url: str | None = None
        """Where the page is served, once it is."""

    async def run(self, health: Health) -> None:
        """Serve until cancelled.

        Raises:
            PageError: the address is taken or not this machine's, or the certificate can't be used.

        """
        with self._bind() as listener:
            host, port = listener.getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            self.url = f"{'https' if self._secure else 'http'}://{shown}:{port}/"
            server = _Server(self._uvicorn_config())
            async with _running(self.feed.run(), "page-feed"), _running(server.serve([listener]), "page-http") as http:
                try:
                    health.ok(f"serves {self.url}")
                    while not http.done():
                        await asyncio.wait([http], timeout=TICK_S)
                        health.tick()
                        if self.feed.error:
                            health.degraded(f"the status can't be read: {self.feed.error}", "read the log")
                        else:
                            health.ok(f"serves {self.url}")
                    http.result()
                finally:
                    self.url = None
                    self.feed.end()
                    server.should_exit = True
                    if not http.done():
                        await asyncio.wait([http], timeout=SHUTDOWN_S + 1)

    async def _render(self) -> Rendered:
        return self._renderer.sections(await self._source.status())

    def _still_welcome(self, request: Request) -> Callable[[], bool]:
        """Return a check for streams: whether their viewer is still signed in."""
        visitor = visitor_of(request)
        if not self._login_required or not visitor.cookie:
            return lambda: True
        return lambda: self._sessions.alive(visitor.cookie)

    def _bind(self) -> socket.socket:
        host, port = self._settings.host, self._settings.port
        try:
            family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            return socket.create_server(address[:2], family=family, backlog=128)
        except OSError as error:
            raise PageError(
                f"can't listen on {host} port {port}: {error.strerror or error}; choose another host or port in the "
                "section [page]"
            ) from error

    def _uvicorn_config(self) -> uvicorn.Config:
        settings = self._settings
        config = uvicorn.Config(
            self.app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SHUTDOWN_S,
            timeout_keep_alive=15,
            limit_concurrency=500,
            ssl_certfile=settings.cert_file,
            ssl_keyfile=settings.key_file,
        )
        try:
            config.load()
        except (OSError, ssl.SSLError) as error:
            raise PageError(f"[page] cert_file, key_file: the certificate can't be used: {error}") from error
        if config.ssl is not None:
            config.ssl.minimum_version = ssl.TLSVersion.TLSv1_2
        return config


class _Server(uvicorn.Server):
    """uvicorn inside another program's event loop: signals are that program's."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def _running(coroutine: object, name: str) -> AsyncIterator[asyncio.Task[None]]:
    """Run *coroutine* as a task for as long as the block lasts."""
    task: asyncio.Task[None] = asyncio.create_task(coroutine, name=name)  # type: ignore[arg-type]
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("%s ended with %s: %s", name, type(error).__name__, error)


def _users_of(read_secret: ReadSecret | None, path: Path) -> dict[str, str]:
    try:
        return parse_users(_secret(read_secret, path, "[page] users_file"))
    except UsersFileError as error:
        raise PageError(f"[page] users_file {path}: {error}") from error


def _secret(read_secret: ReadSecret | None, path: Path, purpose: str) -> str:
    if read_secret is None:
        raise PageError(f"{purpose} is set, but this program reads no secrets")
    return read_secret(path, purpose)


def _is_address(host: str) -> bool:
    return not any(c.isalpha() for c in host) or ":" in host
