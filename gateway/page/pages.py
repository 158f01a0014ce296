"""The pages that people look at, and the endpoints that are no part of the API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup
from prometheus_client import CollectorRegistry
from pydantic import ValidationError
from sse_starlette import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from gateway.page.api import SHA256, Api, device_list
from gateway.page.feed import Feed, TooManyViewersError
from gateway.page.guard import visitor_of
from gateway.page.metrics import exposition
from gateway.page.pictures import Pictures
from gateway.page.render import Renderer
from gateway.page.view import Level, ResultQuery, StatusSource

__all__ = ["Pages"]

RESULTS_PER_PAGE = 50
SHOTS_PER_PAGE = 24
STREAM_SEND_TIMEOUT_S = 20


@dataclass(frozen=True, slots=True)
class Pages:
    """Handlers of pages, pictures, live updates, health and metrics."""

    source: StatusSource
    renderer: Renderer
    feed: Feed
    pictures: Pictures
    api: Api
    still_welcome: Callable[[Request], Callable[[], bool]]
    registry: CollectorRegistry | None = None

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        handlers: tuple[tuple[str, Callable[[Request], Awaitable[Response]]], ...] = (
            ("/", self.overview),
            ("/devices", self.devices),
            ("/devices/{site}/{area}/{line}/{device}", self.device),
            ("/results", self.results),
            ("/results/{id}", self.result),
            ("/alarms", self.alarms),
            ("/api", self.api_page),
            ("/pictures/{sha256}", self.picture),
            ("/pictures/{sha256}/small", self.small_picture),
            ("/events", self.events),
            ("/diagnostics", self.diagnostics),
            ("/livez", self.livez),
            ("/readyz", self.readyz),
            ("/health", self.health),
            ("/metrics", self.metrics),
        )
        routes: list[BaseRoute] = [Route(path, handler) for path, handler in handlers]
        routes.append(Route("/alarms/acknowledge", self.acknowledge, methods=["POST"]))
        return routes

    def html(self, request: Request, template: str, *, status: int = 200, **context: object) -> Response:
        """Render a page for the visitor."""
        text = self.renderer.page(template, visitor=visitor_of(request), here=request.url.path, **context)
        return Response(text, status, media_type="text/html")

    async def overview(self, request: Request) -> Response:
        """Answer the first page."""
        rendered = await self.feed.current()
        # What the engine rendered and escaped itself is put in as it is; nothing else ever is.
        sections = {name: Markup(html) for name, html in rendered.sections.items()}  # noqa: S704
        return self.html(request, "overview.html", sections=sections)

    async def devices(self, request: Request) -> Response:
        """Answer the list of devices."""
        status = await self.source.status()
        return self.html(request, "devices.html", cameras=status.cameras, sensors=status.sensors)

    async def device(self, request: Request) -> Response:
        """Answer the page of one device, with the history of its results."""
        address = "/".join(request.path_params[name] for name in ("site", "area", "line", "device"))
        device = await self.source.device(address)
        if device is None:
            raise HTTPException(404, f"No device “{address}” has published yet.")
        query = _query(request, limit=SHOTS_PER_PAGE, device=address)
        return self.html(
            request,
            "device.html",
            d=device,
            now=(await self.source.status()).at,
            query=query,
            results=await self.source.results(query),
            keep=_kept(decision=query.decision, ok=query.ok),
        )

    async def results(self, request: Request) -> Response:
        """Answer the list of results."""
        query = _query(request, limit=RESULTS_PER_PAGE)
        return self.html(
            request,
            "results.html",
            query=query,
            results=await self.source.results(query),
            devices=device_list(await self.source.status()).items,
            decisions=await self.source.decisions(),
            keep=_kept(device=query.device, decision=query.decision, ok=query.ok),
        )

    async def result(self, request: Request) -> Response:
        """Answer one result with its record."""
        result = await self.source.result(request.path_params["id"])
        if result is None:
            raise HTTPException(404, "There is no such result; it may have been given up by retention.")
        newer, older = await asyncio.gather(
            self.source.results(ResultQuery(device=result.device, after=result.position, limit=1)),
            self.source.results(ResultQuery(device=result.device, before=result.position, limit=1)),
        )
        return self.html(
            request,
            "result.html",
            r=result,
            newer=newer.items[0].id if newer.items else None,
            older=older.items[0].id if older.items else None,
        )

    async def alarms(self, request: Request) -> Response:
        """Answer the list of alarms, past ones included."""
        found = await self.source.alarms(cleared=True, limit=200)
        return self.html(request, "alarms.html", alarms=sorted(found, key=lambda a: a.cleared_at is not None))

    async def acknowledge(self, request: Request) -> Response:
        """Note that an alarm was seen."""
        form = await request.form()
        alarm = await self.source.acknowledge(str(form.get("id", "")), visitor_of(request).label)
        if alarm is None:
            raise HTTPException(404, "There is no such alarm; it may have cleared by itself.")
        return RedirectResponse("/#problems", status_code=303)

    async def api_page(self, request: Request) -> Response:
        """Answer the description of the API for people."""
        return self.html(request, "api.html", api=self.api.openapi())

    async def picture(self, request: Request) -> Response:
        """Answer a picture as the camera sent it."""
        sha256 = _digest(request)
        picture = await self.pictures.full(sha256, visitor_of(request).label)
        if picture is None:
            raise HTTPException(404, "The picture is not kept any more.")
        headers = {"Cache-Control": self.pictures.cache_control}
        return Response(picture.content, media_type=picture.media_type, headers=headers)

    async def small_picture(self, request: Request) -> Response:
        """Answer a small JPEG of a picture."""
        sha256 = _digest(request)
        width = request.query_params.get("w", "")
        known = int(width) if re.fullmatch(r"\d{1,5}", width) else None
        content = await self.pictures.thumbnail(sha256, visitor_of(request).label, known)
        if content is None:
            raise HTTPException(404, "The picture is not kept any more.")
        return Response(content, media_type="image/jpeg", headers={"Cache-Control": self.pictures.cache_control})

    async def events(self, request: Request) -> Response:
        """Stream updates as server-sent events."""
        if self.feed.full:
            return PlainTextResponse("too many viewers\n", status_code=503, headers={"Retry-After": "10"})
        return EventSourceResponse(
            self.feed.follow(self.still_welcome(request)), ping=3600, send_timeout=STREAM_SEND_TIMEOUT_S
        )

    async def diagnostics(self, _: Request) -> Response:
        """Answer the bundle for support."""
        bundle = await self.source.diagnostics()
        name = re.sub(r"[^A-Za-z0-9._-]", "-", bundle.file_name)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(bundle.content, media_type=bundle.media_type, headers=headers)

    async def livez(self, _: Request) -> Response:
        """Answer 200 while every critical part's loop turns."""
        live = self.source.health().live
        return PlainTextResponse("live\n" if live else "a critical part hangs\n", status_code=200 if live else 503)

    async def readyz(self, _: Request) -> Response:
        """Answer 200 once every critical part is past its start."""
        ready = self.source.health().ready
        return PlainTextResponse("ready\n" if ready else "not ready yet\n", status_code=200 if ready else 503)

    async def health(self, _: Request) -> Response:
        """Answer each part's state; 503 while the gateway is not ready."""
        health = self.source.health()
        status = 200 if health.live and health.ready else 503
        return Response(health.model_dump_json(), status, media_type="application/json")

    async def metrics(self, _: Request) -> Response:
        """Answer Prometheus."""
        content = exposition(await self.source.status(), self.source.health(), self.registry)
        return Response(content, media_type="text/plain; version=0.0.4; charset=utf-8")

    async def refuse(self, request: Request, error: Exception) -> Response:
        """Answer an HTTP error in the asker's own language: JSON for programs, a page for people."""
        assert isinstance(error, HTTPException)
        text = error.detail
        if request.url.path.startswith(("/api/v1/", "/pictures/")) or request.method != "GET":
            return JSONResponse({"error": text}, status_code=error.status_code, headers=error.headers)
        heading = "Not found" if error.status_code == 404 else f"Error {error.status_code}"
        return self.html(
            request, "message.html", status=error.status_code, heading=heading, text=text, level=Level.WARNING
        )

    async def fail(self, request: Request, error: Exception) -> Response:
        """Answer when the source could not be read or something is broken in here."""
        if isinstance(error, TooManyViewersError):
            return PlainTextResponse("too many viewers\n", status_code=503)
        if request.url.path.startswith(("/api/v1/", "/pictures/", "/metrics")) or request.method != "GET":
            return JSONResponse({"error": f"{type(error).__name__}; the log says more"}, status_code=500)
        return self.html(
            request,
            "message.html",
            status=500,
            heading="The status can't be read",
            text=f"{type(error).__name__}: {error}. The gateway may go on all the same; its log says more.",
            level=Level.PROBLEM,
        )


def _digest(request: Request) -> str:
    sha256: str = request.path_params["sha256"]
    if not SHA256.fullmatch(sha256):
        raise HTTPException(404, "A picture's address is its SHA-256: 64 digits 0-9 a-f.")
    return sha256


def _query(request: Request, *, limit: int, device: str | None = None) -> ResultQuery:
    """Return what a page's address asks for; empty fields of its form are no filter."""
    given = {name: value for name, value in request.query_params.items() if value}
    if device is not None:
        given["device"] = device
    try:
        return ResultQuery.model_validate({**given, "limit": limit})
    except ValidationError as error:
        problem = error.errors()[0]
        raise HTTPException(
            422, f"The address can't be used: {'.'.join(map(str, problem['loc']))}: {problem['msg']}."
        ) from error


def _kept(**filters: object) -> str:
    """Return the filters as the start of a query string for links to other pages of results."""
    kept = {
        name: str(value).lower() if value is False else value
        for name, value in filters.items()
        if value or value is False
    }
    return f"{urlencode(kept)}&" if kept else ""
