"""Signing in and out."""

from __future__ import annotations

import asyncio
import logging
import math
from concurrent.futures import Executor

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from gateway.page.accounts import Accounts, Attempts
from gateway.page.guard import cookie_header, visitor_of
from gateway.page.render import Renderer
from gateway.page.sessions import Sessions

__all__ = ["Login"]

_log = logging.getLogger(__name__)

MOST_FAILURES_OF_ADDRESS = 5
MOST_FAILURES_OF_NAME = 25  # higher, so that a stranger can't easily lock somebody out


class Login:
    """The form, its checks, and the way out.

    A name that does not exist, a wrong password and a locked name get the same answer after the same work.
    """

    def __init__(
        self,
        accounts: Accounts,
        sessions: Sessions,
        renderer: Renderer,
        executor: Executor,
        *,
        cookie_name: str,
        secure: bool,
    ) -> None:
        self._accounts, self._sessions, self._renderer, self._executor = accounts, sessions, renderer, executor
        self._cookie_name, self._secure = cookie_name, secure
        self._by_address = Attempts(MOST_FAILURES_OF_ADDRESS)
        self._by_name = Attempts(MOST_FAILURES_OF_NAME)
        self._one_at_a_time = asyncio.Lock()

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/login", self.form),
            Route("/login", self.sign_in, methods=["POST"]),
            Route("/logout", self.sign_out, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """Answer the form."""
        if visitor_of(request).name:
            return RedirectResponse("/", status_code=303)
        return self._form(request, _local_path(request.query_params.get("next", "")))

    async def sign_in(self, request: Request) -> Response:
        """Check name and password."""
        form = await request.form()
        name, password, wanted = (str(form.get(field, "")) for field in ("name", "password", "next"))
        wanted = _local_path(wanted)
        address = visitor_of(request).address
        wait = self._by_address.wait_s(address)
        if wait > 0:
            minutes = math.ceil(wait / 60)
            _log.warning("sign-in refused for %s: too many failed tries", address)
            problem = f"Too many failed tries from this address. Try again in {minutes} min."
            return self._form(request, wanted, problem, status=429, retry_after=math.ceil(wait))
        async with self._one_at_a_time:  # 64 MiB each
            good = await asyncio.get_running_loop().run_in_executor(
                self._executor, self._accounts.check, name, password
            )
        if not good or self._by_name.wait_s(name) > 0:
            self._by_address.failed([address])
            self._by_name.failed([name])
            _log.warning("sign-in failed from %s", address)  # without the name: people type passwords there
            return self._form(request, wanted, "The name or the password is wrong.", status=401)
        self._by_address.succeeded([address])
        self._by_name.succeeded([name])
        self._sessions.end(visitor_of(request).cookie)
        cookie = self._sessions.start(name)
        _log.info("%s signed in from %s", name, address)
        return RedirectResponse(
            wanted,
            status_code=303,
            headers={"Set-Cookie": cookie_header(self._cookie_name, cookie, secure=self._secure)},
        )

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        self._sessions.end(visitor_of(request).cookie)
        ended = cookie_header(self._cookie_name, "", secure=self._secure, ends=True)
        return RedirectResponse("/login", status_code=303, headers={"Set-Cookie": ended})

    def _form(
        self, request: Request, wanted: str, problem: str = "", *, status: int = 200, retry_after: int = 0
    ) -> Response:
        text = self._renderer.page(
            "login.html", visitor=visitor_of(request), here="/login", next=wanted, problem=problem
        )
        headers = {"Retry-After": str(retry_after)} if retry_after else None
        return Response(text, status, headers, media_type="text/html")


def _local_path(wanted: str) -> str:
    """Return *wanted* if it is a path of this site, else the first page."""
    fine = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if fine else "/"
