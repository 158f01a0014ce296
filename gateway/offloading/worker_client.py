"""Calls one worker over the Open Inference Protocol v2. What it answers is a stranger's word until it is checked.

No redirect is followed and no proxy is asked: a picture goes to the configured address or nowhere.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
from numpy.typing import NDArray

from edge_worker.attestation import MOST_TOKEN_BYTES
from edge_worker.attestation import PATH as ATTESTATION_PATH
from edge_worker.open_inference import BadRequest, InferResponse, encode_request, parse_response

__all__ = ["NoProof", "Overdue", "WorkerAnswer", "WorkerClient", "WorkerFailed", "parsed_answer", "said"]

MOST_BYTES = 64 << 20
MOST_ATTESTATION_BYTES = MOST_TOKEN_BYTES + 1024  # the token, and the JSON around it
CONNECT_S = 2.0
HEALTH_S = 1.0
PROOF_LOOK_S, PROOF_LOOK_MOST_S = 0.02, 0.5


class WorkerFailed(RuntimeError):  # noqa: N818 - reads as what happened
    """No valid answer came; the message says what came instead."""


class _TooLarge(WorkerFailed):
    """An answer is larger than it may be."""


class Overdue(RuntimeError):  # noqa: N818
    """The worker gave the job up since its deadline had passed."""


class NoProof(RuntimeError):  # noqa: N818
    """An answer's proof did not come; the message says why."""


@dataclass(frozen=True, slots=True)
class WorkerAnswer:
    """An answer as it came.

    Attributes:
        response: parsed.
        body, header_length: the very bytes, for evidence.
        sent: the request's parameters.

    """

    response: InferResponse
    body: bytes
    header_length: int | None
    sent: Mapping[str, Any]


class WorkerClient:
    """One worker's address; one pool of connections.

    Args:
        url: ``http(s)://host:port``.
        token: sent as bearer token.
        tls: None: the system's certificates.

    """

    def __init__(self, url: str, *, token: str | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.url = url.rstrip("/")
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0, ssl=tls if tls is not None else True),
            headers=headers,
            trust_env=False,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, connect=CONNECT_S),
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._session.close()

    async def infer(
        self, model: str, job_id: str, inputs: Mapping[str, NDArray[Any]], parameters: Mapping[str, Any]
    ) -> WorkerAnswer:
        """Send a job and wait for its answer; how long is the caller's affair.

        Raises:
            Overdue: refused since its deadline had passed.
            WorkerFailed: unreachable, refused, or no answer of the protocol.

        """
        body, header_length = encode_request(job_id, inputs, parameters)
        headers = {
            "Content-Type": "application/octet-stream",
            "Inference-Header-Content-Length": str(header_length),
        }
        path = f"/v2/models/{quote(model, safe='')}/infer"
        status, answer_headers, answer = await self._call("POST", path, body, headers)
        if status == 504:
            raise Overdue(said(answer))
        if status != 200:
            raise WorkerFailed(f"it answered {status}: {said(answer)}")
        length = answer_headers.get("Inference-Header-Content-Length")
        if length is not None and not length.isdecimal():
            raise WorkerFailed("its answer says no length of its header")
        return parsed_answer(answer, None if length is None else int(length), parameters)

    async def proof(self, answer: WorkerAnswer, within_s: float) -> bytes:
        """Wait for the proof that *answer* names, *within_s* seconds at most, and return its bundle.

        Raises:
            NoProof: there is none, or none in time.

        """
        named = answer.response.parameters.get("proof_id")
        if not isinstance(named, str):
            raise NoProof("its answer names no proof")
        path, pause_s = f"/v2/proofs/{quote(named, safe='')}", PROOF_LOOK_S
        try:
            async with asyncio.timeout(within_s):
                while (state := await self._proof_state(path)) != "proven":
                    if state != "queued":
                        raise NoProof(f"it gave no proof: {state}")
                    await asyncio.sleep(pause_s)
                    pause_s = min(PROOF_LOOK_MOST_S, 1.5 * pause_s)
                status, _, bundle = await self._call("GET", f"{path}/bundle")
        except TimeoutError:
            raise NoProof(f"no proof came within {within_s:g} s") from None
        except WorkerFailed as error:
            raise NoProof(f"it gave no proof: {error}") from error
        if status != 200:
            raise NoProof(f"it gave no proof: {status}, {said(bundle)}")
        return bundle

    async def _proof_state(self, path: str) -> str:
        """Return ``proven``, ``queued``, or in words why there will be no proof."""
        status, _, body = await self._call("GET", path)
        if status != 200:
            return f"{status}, {said(body)}"
        try:
            document = orjson.loads(body)
            state = str(document["state"])
            return state if state in {"proven", "queued"} else f"{state}, {document.get('reason', '')}"[:200]
        except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
            return "its state is none of the protocol"

    async def ready(self) -> float | None:
        """Ask whether the worker takes jobs; return the round trip in seconds, None if it doesn't."""
        began = time.perf_counter()
        try:
            async with asyncio.timeout(HEALTH_S):
                status, _, _ = await self._call("GET", "/v2/health/ready")
        except (WorkerFailed, TimeoutError):
            return None
        return time.perf_counter() - began if status == 200 else None

    async def attestation(self) -> str:
        """Return the token that a verifier gave for the worker's platform; empty if it shows none.

        Raises:
            WorkerFailed, TimeoutError: it did not answer.

        """
        try:
            async with asyncio.timeout(HEALTH_S):
                status, _, body = await self._call("GET", ATTESTATION_PATH, most_bytes=MOST_ATTESTATION_BYTES)
            return str(orjson.loads(body)["token"]) if status == 200 else ""
        except (_TooLarge, orjson.JSONDecodeError, KeyError, TypeError):
            return ""

    async def model_digest(self, model: str) -> tuple[bool, str | None]:
        """Return whether the worker has *model*, and the package's SHA-256 if it says that.

        Raises:
            WorkerFailed, TimeoutError: it did not answer.

        """
        async with asyncio.timeout(HEALTH_S):
            status, _, body = await self._call("GET", f"/v2/models/{quote(model, safe='')}")
        if status != 200:
            return False, None
        try:
            digest = orjson.loads(body)["parameters"]["sha256"]
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return True, None
        return True, digest if isinstance(digest, str) else None

    async def _call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        most_bytes: int = MOST_BYTES,
    ) -> tuple[int, Mapping[str, str], bytes]:
        try:
            async with self._session.request(
                method, self.url + path, data=body, headers=headers, allow_redirects=False
            ) as answer:
                held = bytearray()
                async for chunk in answer.content.iter_any():
                    held += chunk
                    if len(held) > most_bytes:
                        raise _TooLarge(f"its answer is larger than {most_bytes} bytes")
                return answer.status, answer.headers, bytes(held)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise WorkerFailed(f"it can't be reached: {error or type(error).__name__}") from error


def parsed_answer(body: bytes, header_length: int | None, sent: Mapping[str, Any]) -> WorkerAnswer:
    """Return an answer to a request with the parameters *sent*; raises `WorkerFailed` if it is none."""
    try:
        return WorkerAnswer(parse_response(body, header_length), body, header_length, sent)
    except (BadRequest, ValueError, KeyError, OverflowError) as error:
        raise WorkerFailed(f"its answer does not follow the protocol: {error}") from error


def said(body: bytes) -> str:
    """Return what a refusal's body says."""
    try:
        return str(orjson.loads(body)["error"])[:200]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return body[:200].decode("utf-8", "replace")
