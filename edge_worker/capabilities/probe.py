"""``/probe``: bytes for another machine to measure its way to this one with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from starlette.responses import Response, StreamingResponse

from edge_worker.capabilities.bandwidth import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

__all__ = ["probe"]

_PIECE = os.urandom(1 << 18)
"""Random, so that nothing on the way makes it smaller."""


async def probe(_: Request) -> Response:
    """Send 64 MiB; who asks ends it when enough has come."""
    headers = {"Content-Length": str(MOST_BYTES), "Cache-Control": "no-store"}
    return StreamingResponse(_pieces(), media_type="application/octet-stream", headers=headers)


def _pieces() -> Iterator[bytes]:
    yield from (_PIECE for _ in range(MOST_BYTES // len(_PIECE)))
