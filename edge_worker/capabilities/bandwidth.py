"""How fast this machine gets bytes from an address that is named, for instance another worker's ``/probe``."""

from __future__ import annotations

import time
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

__all__ = ["BandwidthUnknown", "measure_bandwidth"]

MOST_BYTES = 64 << 20
MOST_SECONDS = 5.0
_LEAST_BYTES = 1 << 16
_PIECE = 1 << 16


class BandwidthUnknown(RuntimeError):  # noqa: N818 - reads as what happened
    """The address gave too little to measure with; the message says why."""


def measure_bandwidth(url: str, token: str | None = None) -> tuple[float, str]:
    """Return Mbit/s and the evidence: up to 64 MiB are read, for at most five seconds after the first byte.

    Args:
        url: where to read.
        token: bearer token that the address asks for.

    Raises:
        BandwidthUnknown: the address is none, cannot be read, or gives less than 64 KiB.

    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise BandwidthUnknown(f"{url!r} is no http or https address")
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        with urlopen(Request(url, headers=headers), timeout=MOST_SECONDS) as answer:  # noqa: S310
            answer.read(1)
            started, total = time.perf_counter(), 0
            while total < MOST_BYTES and time.perf_counter() - started < MOST_SECONDS:
                piece = answer.read(_PIECE)
                if not piece:
                    break
                total += len(piece)
            took = max(time.perf_counter() - started, 1e-6)
    except (OSError, HTTPException, ValueError) as error:
        raise BandwidthUnknown(f"{url}: {error}") from error
    if total < _LEAST_BYTES:
        raise BandwidthUnknown(f"{url} gave {total} bytes; at least {_LEAST_BYTES} are needed")
    return total * 8 / took / 1e6, f"{total} bytes in {took:.2f} s from {url}"
