"""Stands before every request: host name, login, cross-site requests, security headers.

In this order:

1. the ``Host`` header names this appliance (against DNS rebinding), else 421
2. the browser's session, or a program's bearer token, is known
3. where a login is required: without one a page leads to ``/login``, anything else is 401
4. a request that changes something comes from our own page and carries its token, else 403
5. every answer carries the security headers
"""

from __future__ import annotations

import hmac
import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.page.sessions import CsrfTokens, Sessions, new_cookie

__all__ = ["CONTENT_SECURITY_POLICY", "Guard", "Visitor", "cookie_header", "visitor_of"]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "font-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types ciro"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would make browsers send our own forms with "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_OPEN = ("/login", "/livez", "/readyz")
_OPEN_PREFIX = "/static/"
_SAFE = {"GET", "HEAD", "OPTIONS"}
_LARGEST_FORM = 16_384
_PROGRAM_PATHS = ("/api/v1/", "/events", "/metrics", "/health", "/pictures/")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. ``name`` is the signed-in user, ``local`` where no login is required, or empty."""

    name: str
    address: str
    cookie: str
    csrf: str
    signed_in: bool

    @property
    def label(self) -> str:
        """Name and address, for the access log and acknowledgements."""
        return f"{self.name or 'nobody'}@{self.address}"


def visitor_of(request: Request) -> Visitor:
    """Return who made *request*, as the guard found out."""
    visitor = request.scope["state"]["visitor"]
    assert isinstance(visitor, Visitor)
    return visitor


def cookie_header(name: str, value: str, *, secure: bool, ends: bool = False) -> str:
    """Return a ``Set-Cookie`` header: HttpOnly, SameSite=Strict, for the whole site; *ends* removes it."""
    parts = [f"{name}={value}", "Path=/", "HttpOnly", "SameSite=Strict"]
    parts += ["Secure"] * secure + ["Max-Age=0"] * ends
    return "; ".join(parts)


class Guard:
    """The ASGI middleware described above.

    Args:
        app: what is guarded.
        sessions: who is signed in.
        csrf: maker of tokens against cross-site requests.
        login_required: whether anybody has to sign in.
        secure: whether the page is served over TLS.
        names: host names that are ours, beside IP addresses, ``localhost`` and this machine's name.
        bearer: token of programs that may read, or None.

    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        sessions: Sessions,
        csrf: CsrfTokens,
        login_required: bool,
        secure: bool,
        names: Iterable[str] = (),
        bearer: str | None = None,
    ) -> None:
        self._app, self._sessions, self._csrf = app, sessions, csrf
        self._login_required, self._secure = login_required, secure
        machine = socket.gethostname().lower()
        self._names = {"localhost", machine, f"{machine}.local", *(name.lower().rstrip(".") for name in names)}
        self._bearer = bearer
        self._headers = dict(_HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000"
        self.cookie_name = "__Host-ciro" if secure else "ciro"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        fresh_cookie: list[str] = []

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    out[name] = value
                out.setdefault("Cache-Control", "no-store")
                if fresh_cookie and "set-cookie" not in out:
                    out["Set-Cookie"] = fresh_cookie[0]
            await send(message)

        refusal = self._check_host(headers.get("host", ""))
        if refusal is None:
            visitor, new, program = self._recognise(scope, headers)
            if new:
                fresh_cookie.append(cookie_header(self.cookie_name, visitor.cookie, secure=self._secure))
            scope.setdefault("state", {})["visitor"] = visitor
            refusal = self._check_login(scope, visitor)
            if refusal is None and scope["method"] not in _SAFE:
                receive, refusal = await self._check_change(scope, headers, receive, visitor, program=program)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _check_host(self, host: str) -> Response | None:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:  # brackets that don't close, and the like
            name = ""
        try:
            ipaddress.ip_address(name)
        except ValueError:
            if name.rstrip(".") not in self._names:
                return PlainTextResponse(
                    "This page is not served under that host name. Use the machine's address, or add the name to "
                    "allowed_hosts in the section [page] of the configuration.\n",
                    status_code=421,
                )
        return None

    def _recognise(self, scope: Scope, headers: Headers) -> tuple[Visitor, bool, bool]:
        """Return the visitor, whether the cookie is new, and whether a program's token was shown."""
        client = scope.get("client")
        address = client[0] if client else "unknown"
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if self._bearer and scheme.lower() == "bearer":
            good = hmac.compare_digest(token.strip().encode(), self._bearer.encode())
            if good:
                return Visitor("program", address, "", "", signed_in=True), False, True
        cookie = cookie_parser(headers.get("cookie", "")).get(self.cookie_name, "")
        new = not 40 <= len(cookie) <= 64
        if new:
            cookie = new_cookie()
        session = None if new else self._sessions.find(cookie)
        name = session.user if session else "" if self._login_required else "local"
        visitor = Visitor(name, address, cookie, self._csrf.make(cookie), signed_in=session is not None)
        return (
            visitor,
            new and not scope["path"].startswith((_OPEN_PREFIX, *_PROGRAM_PATHS, "/livez", "/readyz")),
            False,
        )

    def _check_login(self, scope: Scope, visitor: Visitor) -> Response | None:
        path: str = scope["path"]
        if not self._login_required or visitor.signed_in or path in _OPEN or path.startswith(_OPEN_PREFIX):
            return None
        if path.startswith(_PROGRAM_PATHS) or scope["method"] not in _SAFE:
            return JSONResponse(
                {"error": "sign in at /login, or send the API token as 'Authorization: Bearer …'"},
                status_code=401,
                headers={"WWW-Authenticate": 'Bearer realm="ciro"'},
            )
        wanted = path if path != "/" else ""
        return RedirectResponse(f"/login?next={quote(wanted)}" if wanted else "/login", status_code=303)

    async def _check_change(
        self, scope: Scope, headers: Headers, receive: Receive, visitor: Visitor, *, program: bool
    ) -> tuple[Receive, Response | None]:
        """Check a request that changes something. Its body is read here, and handed on."""
        if program:
            return receive, _forbidden("the API token only reads; sign in to change something")
        body = b""
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return receive, _forbidden("the request ended early")
            body += message.get("body", b"")
            if len(body) > _LARGEST_FORM:
                return receive, JSONResponse({"error": f"more than {_LARGEST_FORM} bytes"}, status_code=413)
            if not message.get("more_body", False):
                break
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return receive, _forbidden("the request comes from another site")
        origin = headers.get("origin")
        if origin not in {None, f"{scope['scheme']}://{headers.get('host', '')}"}:
            return receive, _forbidden("the request comes from another site")
        token = headers.get("x-csrf-token") or _token_of_form(headers, body)
        if not token or not self._csrf.check(visitor.cookie, token):
            return receive, _forbidden("the request carries no valid token; reload the page and try again")
        return _replay(body, receive), None


def _token_of_form(headers: Headers, body: bytes) -> str:
    if not headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return ""
    return parse_qs(body.decode("utf-8", "replace")).get("csrf", [""])[0]


def _forbidden(reason: str) -> Response:
    return JSONResponse({"error": reason}, status_code=403)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that gives *body* once, and then waits for the disconnect."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
