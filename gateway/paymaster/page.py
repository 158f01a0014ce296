"""For people and for Prometheus: the page of spending, the same as JSON, metrics, health. All of it only reads.

On loopback it is open, under this machine's names only (against DNS rebinding); elsewhere it wants the page's token, as
the password of HTTP Basic (any user name) or as ``Authorization: Bearer``.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import socket
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from gateway.page.plain_page import HEADERS, PlainPage
from gateway.paymaster.amounts import as_strk
from gateway.paymaster.metrics import PaymasterMetrics
from gateway.paymaster.service import PaymasterService
from gateway.paymaster.store import PaymasterStore

__all__ = ["SpendingPage", "report"]

_DAY_S = 86_400


def report(store: PaymasterStore, *, days: int = 30, now: float | None = None) -> dict[str, Any]:
    """Return spending of the last *days*: by key, account and day, in STRK as text; and the keys' budgets."""
    moment = time.time() if now is None else now
    since = int(moment) - (days - 1) * _DAY_S
    names = {key.id: key for key in store.all_keys()}
    today = {row["name"]: row["budget_nano"] for row in store.spending("key_id", since=int(moment), limit=10_000)}
    used = {row["name"]: row["budget_nano"] for row in store.spending("key_id", limit=10_000)}
    spent = {row["name"]: row for row in store.spending("key_id", since=since, limit=10_000)}
    keys = [
        {
            "id": key.id,
            "name": key.name,
            "revoked": key.revoked_at is not None,
            "day_budget_strk": None if key.day_nano is None else as_strk(key.day_nano),
            "day_used_strk": as_strk(today.get(key.id, 0)),
            "day_share": _share(today.get(key.id, 0), key.day_nano),
            "total_budget_strk": None if key.total_nano is None else as_strk(key.total_nano),
            "total_used_strk": as_strk(used.get(key.id, 0)),
            "total_share": _share(used.get(key.id, 0), key.total_nano),
            **_sums(spent.get(key.id, {})),
        }
        for key in names.values()
    ]
    return {
        "days": days,
        "keys": keys,
        "accounts": [{"account": row["name"], **_sums(row)} for row in store.spending("account", since=since)],
        "by_day": [
            {"day": datetime.fromtimestamp(row["name"] * _DAY_S, UTC).date().isoformat(), **_sums(row)}
            for row in store.spending("day", since=since, limit=days)
        ],
        "latest": [
            {
                "at": datetime.fromtimestamp(one.created_at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
                "key": names[one.key_id].name if one.key_id in names else one.key_id,
                "account": one.account,
                "transaction": one.hash,
                "state": one.state,
                "reason": one.reason,
                "taken_back": one.taken_back,
                "spent_strk": as_strk(one.spent_nano),
                "charged_strk": as_strk(one.charged_nano if one.state == "accepted" else 0),
            }
            for one in store.latest()
        ],
    }


def _sums(row: Any) -> dict[str, Any]:
    get = dict(row).get
    return {
        "transactions": get("transactions", 0),
        "failed": get("failed", 0),
        "spent_strk": as_strk(get("spent_nano", 0)),
        "charged_strk": as_strk(get("charged_nano", 0)),
    }


def _share(used: int, budget: int | None) -> float | None:
    return None if budget is None else min(1.0, used / budget) if budget else 1.0


class SpendingPage:
    """The routes of all that only reads.

    Args:
        service: whose spending and state is shown.
        metrics: what ``/metrics`` shows.
        token: asked of everybody, when given.
        names: host names that are ours, beside addresses, ``localhost`` and this machine's name.

    """

    def __init__(
        self, service: PaymasterService, metrics: PaymasterMetrics, *, token: str | None, names: Sequence[str] = ()
    ) -> None:
        self._service, self._metrics, self._token = service, metrics, token
        machine = socket.gethostname().lower()
        self._names = {"localhost", machine, f"{machine}.local", *(name.lower() for name in names)}
        self._spending = PlainPage("Ciro Paymaster", Path(__file__).parent / "templates" / "spending.html", _short)

    def routes(self) -> list[Route]:
        """Return them."""
        return [
            Route("/", self._guarded(self._page), methods=["GET"]),
            Route("/api/v1/spending", self._guarded(self._json)),
            Route("/metrics", self._guarded(self._exposition)),
            self._spending.static(),
            Route("/livez", self._live),
            Route("/readyz", self._ready),
        ]

    async def _page(self, request: Request) -> Response:
        days = _days(request)
        found = await self._service.durable(report, self._service.store, days=days)
        relayers = [
            {
                "address": hex(one.address),
                "strk": None if one.balance is None else as_strk(one.balance // 10**9),
                "fit": one.fit,
                "reason": "" if one.fit else one.reason,
                "waiting": one.waiting,
            }
            for one in self._service.pool.relayers
        ]
        chain = self._service.policy.settings.chain
        return HTMLResponse(
            self._spending.render(
                report=found,
                relayers=relayers,
                ready=self._service.ready,
                node_answers=self._service.node.answers,
                network=chain.network,
                contract=hex(chain.paymaster),
                spans=(1, 7, 30, 365),
            )
        )

    async def _json(self, request: Request) -> Response:
        return JSONResponse(await self._service.durable(report, self._service.store, days=_days(request)))

    async def _exposition(self, _: Request) -> Response:
        self._metrics.ready.set(float(self._service.ready))
        return Response(generate_latest(self._metrics.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _live(self, _: Request) -> Response:
        return JSONResponse({"live": True})

    async def _ready(self, _: Request) -> Response:
        return JSONResponse({"ready": self._service.ready}, 200 if self._service.ready else 503)

    def _guarded(self, endpoint: Any) -> Any:
        async def guarded(request: Request) -> Response:
            answer = self._refusal(request) or await endpoint(request)
            answer.headers.update(HEADERS)
            return answer

        return guarded

    def _refusal(self, request: Request) -> Response | None:
        if not self._is_ours(request.headers.get("host", "")):
            return PlainTextResponse(
                "This page is not served under that host name; add it to [service] allowed_hosts.\n", 421
            )
        if self._token is None or hmac.compare_digest(_shown(request), self._token.encode()):
            return None
        return PlainTextResponse(
            "This page asks for its token: as a password, with any name.\n",
            401,
            {"WWW-Authenticate": 'Basic realm="ciro paymaster", charset="UTF-8"'},
        )

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return name.rstrip(".") in self._names
        return True


def _shown(request: Request) -> bytes:
    """Return the token that a request shows, or nothing."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip().encode()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).partition(b":")[2]
        except binascii.Error:
            return b""
    return b""


def _days(request: Request) -> int:
    text = request.query_params.get("days", "30")
    return min(3660, max(1, int(text))) if text.isdecimal() and len(text) < 6 else 30


def _short(text: str) -> str:
    """Return an address or a hash so that both its ends are seen."""
    return text if len(text) <= 16 else f"{text[:9]}…{text[-5:]}"
