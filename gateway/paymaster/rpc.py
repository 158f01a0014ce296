"""JSON-RPC over HTTP: what a stranger may send, how much of it, and what is answered.

A body is bounded while it arrives, a request must be one JSON object with a known method, and whatever goes wrong is an
answer and never a trace. Nobody can have the service ask the node for anything without an API key.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from gateway.chain.snip29.errors import ProtocolError, UnknownError, WireError
from gateway.chain.snip29.fields import felt_of
from gateway.chain.snip29.wire import API_KEY_HEADER, Executable, Parameters, UserTransaction
from gateway.paymaster.metrics import PaymasterMetrics
from gateway.paymaster.rates import Rates
from gateway.paymaster.refusals import BusyError
from gateway.paymaster.service import PaymasterService
from gateway.paymaster.settings import LimitSection
from gateway.paymaster.store import ApiKey

__all__ = ["RpcEndpoint"]

_log = logging.getLogger(__name__)

PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
_DEEPEST = 16
"""Brackets within brackets of a request: SNIP-29 has eight."""
_BODY_S = 20.0


class RpcError(Exception):
    """A request that is none; `code` is JSON-RPC's."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass
class _Caller:
    address: str
    secret: str | None


class RpcEndpoint:
    """Answers ``POST /``.

    Args:
        service: does the work.
        limits: how much of it at a time.
        metrics: counts it.

    """

    def __init__(self, service: PaymasterService, limits: LimitSection, metrics: PaymasterMetrics) -> None:
        self._service, self._limits, self._metrics = service, limits, metrics
        self._running = 0
        self._keys = Rates(limits.key_per_minute)
        self._accounts = Rates(limits.account_per_minute)
        self._strangers = Rates(limits.address_per_minute)
        self._methods: dict[str, Callable[[_Caller, Mapping[str, Any]], Awaitable[Any]]] = {
            "paymaster_isAvailable": self._is_available,
            "paymaster_health": self._is_available,
            "paymaster_getSupportedTokens": self._supported_tokens,
            "paymaster_buildTransaction": self._build,
            "paymaster_executeTransaction": self._execute,
            "paymaster_trackingIdToLatestHash": self._latest_hash,
        }

    async def answer(self, request: Request) -> Response:
        """Answer one HTTP request."""
        if self._running >= self._limits.requests:
            return self._turned_away(BusyError("too many requests at a time", status=503, retry_after_s=1), None)
        self._running += 1
        begun, method, number = time.perf_counter(), "none", None
        code = 0
        try:
            body = _parsed(await self._body(request))
            number = body.get("id")
            method = body["method"] if body["method"] in self._methods else "unknown"
            work: Callable[[_Caller, Mapping[str, Any]], Awaitable[Any]] = self._methods.get(method, self._unknown)
            caller = _Caller(request.client.host if request.client else "", request.headers.get(API_KEY_HEADER))
            result = await work(caller, _named(body.get("params"), method))
            return _json({"jsonrpc": "2.0", "id": number, "result": result})
        except BusyError as error:
            code = error.status
            return self._turned_away(error, number)
        except RpcError as error:
            code = error.code
            return _error(number, error.code, str(error))
        except WireError as error:
            code = INVALID_PARAMS
            return _error(number, INVALID_PARAMS, f"invalid params: {error}")
        except ProtocolError as error:
            code = error.code
            return _error(number, error.code, error.wire_message, error.data)
        except ClientDisconnect:
            code = -1
            return Response(status_code=499)
        except Exception:  # noqa: BLE001 - whatever it is, it is answered and logged, and the service goes on
            code = UnknownError.code
            _log.exception("%s failed", method)
            return _error(number, code, UnknownError().wire_message, "the service failed; its log says how")
        finally:
            self._running -= 1
            self._metrics.requests.labels(method, str(code)).inc()
            self._metrics.seconds.labels(method).observe(time.perf_counter() - begun)

    # Methods

    async def _unknown(self, _caller: _Caller, _params: Mapping[str, Any]) -> None:
        raise RpcError(METHOD_NOT_FOUND, "there is no such method")

    async def _is_available(self, _caller: _Caller, _params: Mapping[str, Any]) -> bool:
        return self._service.ready

    async def _supported_tokens(self, _caller: _Caller, _params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [token.to_json() for token in self._service.supported_tokens()]

    async def _build(self, caller: _Caller, params: Mapping[str, Any]) -> dict[str, Any]:
        await self._key(caller)
        request = UserTransaction.from_json(params.get("transaction"))
        parameters = Parameters.from_json(params.get("parameters"))
        self._limit(self._accounts, ("build", request.account), "account")
        return (await self._service.build(request, parameters)).to_json()

    async def _execute(self, caller: _Caller, params: Mapping[str, Any]) -> dict[str, Any]:
        key = await self._key(caller)
        transaction = Executable.from_json(params.get("transaction"))
        parameters = Parameters.from_json(params.get("parameters"))
        self._limit(self._accounts, ("execute", transaction.account), "account")
        # Once begun it is ended, even when whoever asked hangs up: nothing is left half done.
        return (await asyncio.shield(self._service.execute(transaction, parameters, key))).to_json()

    async def _latest_hash(self, caller: _Caller, params: Mapping[str, Any]) -> dict[str, Any]:
        key = await self._key(caller)
        return (await self._service.latest_hash(felt_of(params.get("tracking_id"), "tracking_id"), key)).to_json()

    # Limits

    async def _key(self, caller: _Caller) -> ApiKey:
        """Return the caller's key. Guessing is limited by where it comes from, and learns nothing."""
        key = None
        if caller.secret is not None and len(caller.secret) <= 256:
            key = await self._service.durable(self._service.store.key_of, caller.secret)
        if key is None:
            self._limit(self._strangers, caller.address, "address")
            missing = "is missing" if caller.secret is None else "is invalid"
            raise UnknownError(f"{API_KEY_HEADER} {missing}")
        self._limit(self._keys, key.id, "key")
        return key

    def _limit(self, rates: Rates, name: Any, what: str) -> None:
        wait = rates.wait_s(name)
        if wait:
            raise BusyError(f"too many requests of one {what}", status=429, retry_after_s=wait)

    def _turned_away(self, error: BusyError, number: Any) -> Response:
        self._metrics.refused.labels(str(error)).inc()
        answer = _error(number, UnknownError.code, UnknownError().wire_message, str(error))
        answer.status_code = error.status
        answer.headers["Retry-After"] = str(max(1, round(error.retry_after_s)))
        return answer

    async def _body(self, request: Request) -> bytes:
        """Return the body, given up as soon as it is too long or too slow."""
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            raise RpcError(INVALID_REQUEST, "the content type must be application/json")
        declared = request.headers.get("content-length", "0")
        too_long = BusyError(f"a request has at most {self._limits.body_bytes} bytes", status=413, retry_after_s=1)
        if not declared.isdecimal() or int(declared[:20]) > self._limits.body_bytes:
            raise too_long
        content = bytearray()
        try:
            async with asyncio.timeout(_BODY_S):
                async for chunk in request.stream():
                    content += chunk
                    if len(content) > self._limits.body_bytes:
                        raise too_long
        except TimeoutError:
            raise BusyError("the request came too slowly", status=408, retry_after_s=1) from None
        return bytes(content)


def _parsed(content: bytes) -> dict[str, Any]:
    """Return the request in a body."""
    _check_depth(content)
    try:
        body = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise RpcError(PARSE_ERROR, "the body is no JSON") from None
    if isinstance(body, list):
        raise RpcError(INVALID_REQUEST, "one request at a time: batches are not taken")
    if not isinstance(body, dict) or body.get("jsonrpc") != "2.0" or not isinstance(body.get("method"), str):
        raise RpcError(INVALID_REQUEST, "not a JSON-RPC 2.0 request")
    number = body.get("id")
    if isinstance(number, (dict, list, bool)) or (isinstance(number, str) and len(number) > 100):
        body["id"] = None
        raise RpcError(INVALID_REQUEST, "the id must be a number or a short text")
    return body


def _check_depth(content: bytes) -> None:
    """Refuse deep nesting before anything is built of it."""
    depth, inside = 0, False
    if content.count(b"[") + content.count(b"{") <= _DEEPEST:
        return
    skip = False
    for byte in content:
        if skip:
            skip = False
        elif inside:
            if byte == 0x5C:
                skip = True
            elif byte == 0x22:
                inside = False
        elif byte == 0x22:
            inside = True
        elif byte in b"[{":
            depth += 1
            if depth > _DEEPEST:
                raise RpcError(PARSE_ERROR, f"more than {_DEEPEST} levels of brackets")
        elif byte in b"]}":
            depth -= 1


_POSITIONS = {
    "paymaster_buildTransaction": ("transaction", "parameters"),
    "paymaster_executeTransaction": ("transaction", "parameters"),
    "paymaster_trackingIdToLatestHash": ("tracking_id",),
}


def _named(params: Any, method: str) -> Mapping[str, Any]:
    """Return parameters by name; clients send them by name, by position, or as one object in a list."""
    names = _POSITIONS.get(method, ())
    if params is None:
        return {}
    if isinstance(params, dict):
        return params
    if isinstance(params, list):
        if len(params) == 1 and isinstance(params[0], dict) and len(names) > 1:
            return params[0]
        if len(params) <= len(names) or not params:
            return dict(zip(names, params, strict=False))
    raise RpcError(INVALID_PARAMS, f"{method} takes {', '.join(names) or 'nothing'}")


def _json(document: Any, status: int = 200) -> Response:
    return Response(
        orjson.dumps(document), status, media_type="application/json", headers={"Cache-Control": "no-store"}
    )


def _error(number: Any, code: int, message: str, data: Any = None) -> Response:
    error: dict[str, Any] = {"code": code, "message": message}
    if data is not None:
        error["data"] = data
    return _json({"jsonrpc": "2.0", "id": number, "error": error})
