"""The read API under ``/api/v1``: one table of endpoints makes both the routes and their OpenAPI description."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field, ValidationError
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from gateway.page.guard import visitor_of
from gateway.page.pictures import Pictures
from gateway.page.view import (
    AlarmList,
    AlarmView,
    CameraView,
    DeviceBrief,
    DeviceList,
    DeviceView,
    ModelList,
    ResultPage,
    ResultQuery,
    ResultView,
    SensorView,
    StatusSource,
    StatusView,
    View,
)

__all__ = ["AlarmQuery", "Api", "ApiError", "Endpoint", "device_list"]

BASE = "/api/v1"
SHA256 = re.compile(r"[0-9a-f]{64}")
NOT_FOUND = 404


class ApiError(View):
    """What went wrong, and what to do."""

    error: str


class AlarmQuery(View):
    """Which alarms are asked for, newest first."""

    cleared: bool = Field(default=False, description="also those that have cleared")
    limit: int = Field(100, ge=1, le=1000, description="at most this many")


class NoQuery(View):
    """No parameters."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One operation.

    Attributes:
        path: below ``/api/v1``; names in braces are path parameters.
        answer: model of the answer's JSON, or the media types of its bytes.
        query: model of the query parameters.

    """

    path: str
    summary: str
    answer: type[BaseModel] | tuple[str, ...]
    handler: Callable[[Request, Any], Awaitable[Response | BaseModel | None]]
    query: type[BaseModel] = NoQuery
    method: str = "GET"

    @property
    def path_parameters(self) -> list[str]:
        """Names in braces."""
        return re.findall(r"{(\w+)}", self.path)


def device_list(status: StatusView) -> DeviceList:
    """Return the devices of *status*, cameras first; one that is both is listed as a camera."""
    views: list[CameraView | SensorView] = [*status.cameras, *status.sensors]
    found: dict[str, DeviceBrief] = {}
    for view in views:
        kind = "camera" if isinstance(view, CameraView) else "sensor"
        found.setdefault(
            view.device,
            DeviceBrief.model_validate(
                {**view.model_dump(include={"device", "title", "level", "state", "last_at"}), "kind": kind}
            ),
        )
    return DeviceList(items=tuple(found.values()))


class Api:
    """The endpoints over a source."""

    def __init__(self, source: StatusSource, pictures: Pictures, version: str) -> None:
        self._source, self._pictures, self._version = source, pictures, version
        self.endpoints = (
            Endpoint("/status", "Everything the first page shows", StatusView, self._status),
            Endpoint("/devices", "All devices", DeviceList, self._devices),
            Endpoint("/devices/{site}/{area}/{line}/{device}", "One device", DeviceView, self._device),
            Endpoint("/results", "Results, newest first, by page", ResultPage, self._results, ResultQuery),
            Endpoint("/results/{id}", "One result with its record", ResultView, self._result),
            Endpoint("/results/{id}/proof", "The proof of a result", ("application/octet-stream",), self._proof),
            Endpoint(
                "/pictures/{sha256}",
                "The picture with that digest, as the camera sent it",
                ("image/jpeg", "image/png", "image/webp", "image/bmp"),
                self._picture,
            ),
            Endpoint("/alarms", "Alarms, newest first", AlarmList, self._alarms, AlarmQuery),
            Endpoint(
                "/alarms/{id}/acknowledge",
                "Say that an alarm was seen (needs a session and its token in the header X-CSRF-Token)",
                AlarmView,
                self._acknowledge,
                method="POST",
            ),
            Endpoint("/models", "Models in the store", ModelList, self._models),
        )
        self._description = JSONResponse(self.openapi())

    def routes(self) -> list[BaseRoute]:
        """Return the routes, the description's included."""
        routes: list[BaseRoute] = [
            Route(BASE + e.path, _respond(e), methods=[e.method], name=f"api {e.method} {e.path}")
            for e in self.endpoints
        ]
        routes.append(Route(f"{BASE}/openapi.json", self._openapi))
        return routes

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI 3.1 description."""
        models = {e.answer for e in self.endpoints if isinstance(e.answer, type)} | {ApiError}
        _, schemas = models_json_schema(
            [(model, "serialization") for model in sorted(models, key=lambda m: m.__name__)],
            ref_template="#/components/schemas/{model}",
        )
        paths: dict[str, Any] = {}
        for endpoint in self.endpoints:
            paths.setdefault(BASE + endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
        return {
            "openapi": "3.1.0",
            "info": {"title": "Ciro Gateway read API", "version": self._version},
            "paths": paths,
            "components": {
                "schemas": schemas["$defs"],
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            },
        }

    async def _openapi(self, _: Request) -> Response:
        return self._description

    async def _status(self, _: Request, __: BaseModel) -> StatusView:
        return await self._source.status()

    async def _devices(self, _: Request, __: BaseModel) -> DeviceList:
        return device_list(await self._source.status())

    async def _device(self, request: Request, _: BaseModel) -> DeviceView | None:
        return await self._source.device("/".join(request.path_params[n] for n in ("site", "area", "line", "device")))

    async def _results(self, _: Request, query: ResultQuery) -> ResultPage:
        return await self._source.results(query)

    async def _result(self, request: Request, _: BaseModel) -> ResultView | None:
        return await self._source.result(request.path_params["id"])

    async def _proof(self, request: Request, _: BaseModel) -> Response | None:
        proof = await self._source.proof(request.path_params["id"])
        if proof is None:
            return None
        name = request.path_params["id"]  # a result has it, so it is a UUID
        return Response(
            proof.content,
            media_type="application/octet-stream",
            headers={"Content-Disposition": f'attachment; filename="{name}.zkp"', "Cache-Control": "private"},
        )

    async def _picture(self, request: Request, _: BaseModel) -> Response | None:
        sha256 = request.path_params["sha256"]
        if not SHA256.fullmatch(sha256):
            return JSONResponse({"error": "a picture's address is its SHA-256: 64 digits 0-9 a-f"}, status_code=422)
        picture = await self._pictures.full(sha256, visitor_of(request).label)
        if picture is None:
            return None
        return Response(
            picture.content,
            media_type=picture.media_type,
            headers={"Cache-Control": self._pictures.cache_control, "ETag": f'"{sha256}"'},
        )

    async def _alarms(self, _: Request, query: AlarmQuery) -> AlarmList:
        return AlarmList(items=await self._source.alarms(cleared=query.cleared, limit=query.limit))

    async def _acknowledge(self, request: Request, _: BaseModel) -> AlarmView | None:
        return await self._source.acknowledge(request.path_params["id"], visitor_of(request).label)

    async def _models(self, _: Request, __: BaseModel) -> ModelList:
        return ModelList(items=(await self._source.status()).models)


def _respond(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler that checks the query, calls the endpoint and encodes its answer."""

    async def respond(request: Request) -> Response:
        try:
            query = endpoint.query.model_validate(dict(request.query_params))
        except ValidationError as error:
            problems = "; ".join(f"{'.'.join(map(str, p['loc']))}: {p['msg']}" for p in error.errors())
            return JSONResponse({"error": f"the query can't be used: {problems}"}, status_code=422)
        answer = await endpoint.handler(request, query)
        if answer is None:
            return JSONResponse({"error": f"there is nothing at {request.url.path}"}, status_code=NOT_FOUND)
        if isinstance(answer, Response):
            return answer
        return Response(answer.model_dump_json(), media_type="application/json")

    return respond


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    if isinstance(endpoint.answer, tuple):
        content: dict[str, Any] = {media: {} for media in endpoint.answer}
    else:
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{endpoint.answer.__name__}"}}}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in endpoint.path_parameters
    ]
    for name, schema in endpoint.query.model_json_schema().get("properties", {}).items():
        rest = {key: value for key, value in schema.items() if key not in {"description", "title"}}
        parameters.append({"name": name, "in": "query", "description": schema.get("description", ""), "schema": rest})
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/ApiError"}}}
    responses: dict[str, Any] = {
        "200": {"description": endpoint.summary, "content": content},
        "401": {"description": "A login is required, and neither session nor token came along", "content": error},
        "422": {"description": "The query can't be used", "content": error},
    }
    if endpoint.method != "GET":
        responses["403"] = {
            "description": "The request does not come from the page, or lacks its token",
            "content": error,
        }
    if endpoint.path_parameters:
        responses["404"] = {"description": "There is none", "content": error}
    return {
        "operationId": re.sub(r"\W+", "_", f"{endpoint.method.lower()}{endpoint.path}").strip("_"),
        "summary": endpoint.summary,
        "parameters": parameters,
        "responses": responses,
        # On loopback without a login nothing is needed; a token only reads.
        "security": [{}, {"token": []}] if endpoint.method == "GET" else [{}],
    }
