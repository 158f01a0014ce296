"""What a verifier says of the machine that this worker runs on: a token, handed on to whoever routes.

In the terms of RFC 9334 this machine is the attester. An agent of its platform has its evidence (a TPM's quote, a
report of a confidential computer) appraised by a verifier and keeps the verifier's signed result, an entity attestation
token (RFC 9711) in JWT form, in a file. The worker serves that file as it is; who relies on it judges it.

A token says something of this worker if its claim ``eat_nonce`` is that of the worker's result key (`nonce_of`): so it
is of no use to another machine, and a machine that is not sound any more cannot show another one's.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request

__all__ = ["MOST_TOKEN_BYTES", "PATH", "attestation_route", "is_about", "nonce_of", "read_token"]

PATH = "/v2/attestation"
MOST_TOKEN_BYTES = 16 << 10


def nonce_of(result_key: int) -> str:
    """Return the ``eat_nonce`` that binds a token to a public result key: 43 characters of base64url.

    It is the SHA-256 of ``ciro-worker-key/1 `` and the key in 32 bytes, big-endian.
    """
    digest = hashlib.sha256(b"ciro-worker-key/1 " + result_key.to_bytes(32, "big")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def is_about(claims: Mapping[str, Any], result_key: int) -> bool:
    """Return whether a token is about the worker with this result key: its ``eat_nonce`` is one text, or several."""
    named = claims.get("eat_nonce")
    return nonce_of(result_key) in (named if isinstance(named, list) else [named])


def read_token(path: Path) -> str:
    """Return the token in a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it holds no text of the length of a token.

    """
    with path.open("rb") as file:
        data = file.read(MOST_TOKEN_BYTES + 1)
    if len(data) > MOST_TOKEN_BYTES:
        raise ValueError(f"{path} is longer than {MOST_TOKEN_BYTES >> 10} KiB: that is no token")
    token = data.decode("ascii").strip()  # UnicodeDecodeError is a ValueError
    if not token:
        raise ValueError(f"{path} is empty")
    return token


def attestation_route(path: Path | None) -> Route:
    """Return the route under which the token in a file is served; it is read each time, since an agent renews it.

    None: the worker has none, and says so.
    """

    async def token(_request: Request) -> Response:
        if path is None:
            return JSONResponse({"error": "there is no token: this worker runs without --attestation"}, 404)
        try:
            return JSONResponse({"token": await anyio.to_thread.run_sync(read_token, path)})
        except OSError as error:
            return JSONResponse({"error": f"there is no token now: {error.strerror}"}, 404)
        except ValueError as error:
            return JSONResponse({"error": f"there is no token now: {error}"}, 404)

    return Route(PATH, token)
