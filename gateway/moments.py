"""Moments: Unix microseconds inside, ISO 8601 in UTC wherever they leave, and as people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

__all__ = ["iso", "parse_moment", "utc"]

_AGO = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d|w)")
_SECONDS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0, "w": 604_800.0}


def parse_moment(text: str, now_us: int) -> int:
    """Return Unix microseconds for an ISO 8601 moment (local time unless it says a zone) or an age such as ``2h``.

    Raises:
        ValueError: it is neither; the message shows both forms.

    """
    ago = _AGO.fullmatch(text.strip())
    if ago is not None:
        return now_us - round(float(ago[1]) * _SECONDS[ago[2]] * 1e6)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f"{text!r} is no moment: write 2026-03-01, 2026-03-01T14:30, 2026-03-01T14:30+01:00, or an age: 90s, 30m, "
            "2h, 7d"
        ) from None
    return round(moment.timestamp() * 1e6)


def utc(unix_us: int) -> datetime:
    """Return a moment as a datetime in UTC."""
    return datetime.fromtimestamp(unix_us / 1e6, UTC)


def iso(unix_us: int) -> str:
    """Return a moment as ISO 8601 in UTC with milliseconds, for instance 2026-03-01T12:00:00.250Z."""
    return utc(unix_us).isoformat(timespec="milliseconds").replace("+00:00", "Z")
