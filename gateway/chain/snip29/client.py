"""One paymaster over SNIP-29: JSON-RPC on HTTP, with an API key."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import aiohttp

from gateway.chain.snip29.answers import Built, Executed, Token, Tracked
from gateway.chain.snip29.errors import (
    MalformedAnswerError,
    PaymasterError,
    TooManyRequestsError,
    UnreachableError,
    WireError,
    error_of,
)
from gateway.chain.snip29.wire import (
    API_KEY_HEADER,
    Executable,
    Parameters,
    UserTransaction,
)

__all__ = ["PaymasterClient"]

_T = TypeVar("_T")
_LARGEST_ANSWER = 4 << 20
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass
class PaymasterClient:
    """A SNIP-29 service at *url*. Use it as an asynchronous context manager, or `close` it.

    Args:
        url: ``https://…``; plain HTTP on this machine only, since it would show the key.
        api_key: sent as ``x-paymaster-api-key``; sponsored transactions need one.
        name: what messages call it.
        timeout_s: for one request, connecting included.

    Raises:
        ValueError: the address is none, or a key would go over it in the clear.

    """

    url: str
    api_key: str | None = field(default=None, repr=False)
    name: str = ""
    timeout_s: float = 20.0
    _session: aiohttp.ClientSession | None = field(default=None, init=False, repr=False)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1), init=False, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
            raise ValueError(f"{self.url!r} is no address of a paymaster; give one such as https://paymaster.example")
        if parts.scheme == "http" and self.api_key and parts.hostname not in _LOOPBACK:
            raise ValueError(f"{self.url}: a key does not travel over plain HTTP; use https")
        if self.api_key is not None and not (self.api_key.isascii() and self.api_key.isprintable()):
            raise ValueError(f"{self.url}: the API key is not one line of plain text")
        self.name = self.name or parts.netloc

    async def __aenter__(self) -> Self:
        """Return itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the connections."""
        await self.close()

    async def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    # SNIP-29's methods. Each raises `PaymasterError`.

    async def is_available(self) -> bool:
        """Return whether it takes transactions now."""
        return await self._ask("paymaster_isAvailable") is True

    async def supported_tokens(self) -> list[Token]:
        """Return the tokens that fees can be paid in, with their prices."""
        answer = await self._ask("paymaster_getSupportedTokens", {})
        return self._read(lambda: [Token.from_json(one) for one in _listed(answer)])

    async def build(self, transaction: UserTransaction, parameters: Parameters) -> Built:
        """Return what is to be signed for *transaction*, unchecked: see `gateway.chain.snip29.agreement`."""
        wanted = {"transaction": transaction.to_json(), "parameters": parameters.to_json()}
        answer = await self._ask("paymaster_buildTransaction", wanted)
        return self._read(lambda: Built.from_json(answer))

    async def execute(self, transaction: Executable, parameters: Parameters) -> Executed:
        """Hand over what was signed."""
        wanted = {"transaction": transaction.to_json(), "parameters": parameters.to_json()}
        answer = await self._ask("paymaster_executeTransaction", wanted)
        return self._read(lambda: Executed.from_json(answer))

    async def latest_hash(self, tracking_id: int) -> Tracked:
        """Return what became of the transaction with this tracking id."""
        answer = await self._ask("paymaster_trackingIdToLatestHash", {"tracking_id": hex(tracking_id)})
        return self._read(lambda: Tracked.from_json(answer))

    # JSON-RPC

    def _read(self, reading: Callable[[], _T]) -> _T:
        try:
            return reading()
        except WireError as error:
            raise MalformedAnswerError(f"{self.name}: {error}") from error

    async def _ask(self, method: str, params: Any = None) -> Any:
        number = next(self._ids)
        body = {"jsonrpc": "2.0", "id": number, "method": method, "params": [] if params is None else params}
        status, text = await self._post(body, method)
        try:
            answer = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise MalformedAnswerError(f"{self.name}: HTTP {status}, and no JSON") from error
        if not isinstance(answer, dict) or ("result" in answer) == (answer.get("error") is not None):
            raise MalformedAnswerError(f"{self.name}: HTTP {status}, and no JSON-RPC answer")
        if answer.get("id") not in {number, None}:
            raise MalformedAnswerError(f"{self.name}: the answer is to another request")
        if answer.get("error") is None:
            return answer["result"]
        raise self._read(lambda: error_of(answer["error"]))

    async def _post(self, body: Any, method: str) -> tuple[int, bytes]:
        """Return status and body. A redirect is not followed: it would carry the key elsewhere."""
        headers = {} if self.api_key is None else {API_KEY_HEADER: self.api_key}
        try:
            async with self._opened().post(self.url, json=body, headers=headers, allow_redirects=False) as response:
                text = await self._content(response)
                self._check_status(response, method)
                return response.status, text
        except aiohttp.ClientConnectorError as error:
            raise UnreachableError(f"{self.name}: no connection ({error.strerror or error})", sent=False) from error
        except TimeoutError as error:
            raise UnreachableError(f"{self.name}: no answer within {self.timeout_s:g} s", sent=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise UnreachableError(f"{self.name}: {type(error).__name__} {error}".rstrip(), sent=True) from error

    async def _content(self, response: aiohttp.ClientResponse) -> bytes:
        text = b""
        async for chunk in response.content.iter_chunked(1 << 16):
            text += chunk
            if len(text) > _LARGEST_ANSWER:
                raise MalformedAnswerError(f"{self.name}: the answer is larger than {_LARGEST_ANSWER >> 20} MiB")
        return text

    def _check_status(self, response: aiohttp.ClientResponse, method: str) -> None:
        """Raise for answers that hold no JSON-RPC; others say themselves what is wrong."""
        status = response.status
        if status == 429:
            told = response.headers.get("Retry-After", "")
            seconds = min(float(told), 3600.0) if told.isdecimal() else 5.0
            raise TooManyRequestsError(f"{self.name}: asks for a pause of {seconds:g} s", seconds)
        if 300 <= status < 400:
            raise MalformedAnswerError(f"{self.name}: HTTP {status}, a redirect; give the address it leads to")
        if status in {401, 403}:
            raise PaymasterRefusedKeyError(f"{self.name}: HTTP {status} to {method}; is the API key right?")
        if status >= 500:
            raise UnreachableError(f"{self.name}: HTTP {status}", sent=True)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=self.timeout_s)
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
        return self._session


class PaymasterRefusedKeyError(PaymasterError):
    """The service does not know the API key (HTTP 401 or 403)."""

    unwell = True


def _listed(answer: Any) -> list[Any]:
    if not isinstance(answer, list):
        raise WireError("result: not a list")
    return answer
