"""Figures as people read them: three significant digits, SI units, a no-break space before the unit."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from gateway.records import JobType

__all__ = [
    "ago",
    "amount",
    "byte_size",
    "count",
    "duration",
    "found",
    "is_address",
    "job_type",
    "milliseconds",
    "per_second",
    "percent",
    "plural",
    "rate",
    "short_digest",
    "titled",
]

NBSP = "\N{NO-BREAK SPACE}"
DASH = "–"
ADDRESS_PARTS = 4
MOST_LABELS = 4


def amount(value: float | None, unit: str = "") -> str:
    """Return *value* with three significant digits and its *unit*; a dash for None and for what is no number."""
    if value is None or not math.isfinite(value):
        return DASH
    size = abs(value)
    if size >= 100:
        text = f"{value:,.0f}".replace(",", NBSP)
    elif size >= 10:
        text = f"{value:.1f}"
    elif size >= 0.1 or size == 0:
        text = f"{value:.2f}" if size else "0"
    else:
        text = f"{value:.2g}"
    return f"{text}{NBSP}{unit}" if unit else text


def count(value: int | None) -> str:
    """Return a whole number with its thousands set apart."""
    return DASH if value is None else f"{value:,}".replace(",", NBSP)


def plural(value: int, one: str, many: str | None = None) -> str:
    """Return *value* with the noun in the right number."""
    return f"{count(value)}{NBSP}{one if value == 1 else many or one + 's'}"


def byte_size(value: float | None) -> str:
    """Return a size in bytes with a decimal unit (1 kB is 1000 bytes)."""
    if value is None:
        return DASH
    for unit in ("B", "kB", "MB", "GB"):
        if abs(value) < 999.5:
            return f"{value:.0f}{NBSP}B" if unit == "B" else amount(value, unit)
        value /= 1000
    return amount(value, "TB")


def duration(seconds: float | None) -> str:
    """Return a stretch of time, coarser the longer it is."""
    if seconds is None:
        return DASH
    if seconds < 1:
        return f"{seconds:.1f}{NBSP}s" if seconds >= 0.05 else f"0{NBSP}s"
    if seconds < 120:
        return f"{seconds:.0f}{NBSP}s"
    minutes = int(seconds // 60)
    if minutes < 120:
        return f"{minutes}{NBSP}min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours}{NBSP}h {minutes}{NBSP}min" if minutes else f"{hours}{NBSP}h"
    days, hours = divmod(hours, 24)
    return f"{days}{NBSP}d {hours}{NBSP}h" if hours else f"{days}{NBSP}d"


def ago(moment: datetime | None, now: datetime) -> str:
    """Return how long ago *moment* was."""
    if moment is None:
        return "never"
    seconds = (now - moment).total_seconds()
    if seconds < -1:
        return "in the future"
    return "just now" if seconds < 1.5 else f"{duration(seconds)} ago"


def milliseconds(value: float | None) -> str:
    """Return a latency given in milliseconds."""
    if value is None or not math.isfinite(value):
        return DASH
    return amount(value / 1000, "s") if value >= 1000 else amount(value, "ms")


def per_second(value: float | None) -> str:
    """Return a rate given in 1/s."""
    return rate(value, "/s")


def rate(value: float | None, unit: str) -> str:
    """Return a rate with one decimal, which is as exact as a rate over a few seconds can be."""
    if value is None or not math.isfinite(value) or value >= 100 or 0 < value < 0.1:
        return amount(value, unit)
    return f"{value:.1f}{NBSP}{unit}" if unit else f"{value:.1f}"


def percent(share: float | None) -> str:
    """Return a share in [0, 1] as per cent; what is not quite nothing or not quite all is not rounded to it."""
    if share is None:
        return DASH
    value = share * 100
    if 0 < value < 1:
        return f"<{NBSP}1{NBSP}%"
    if 99 < value < 100:
        return f"{value:.1f}{NBSP}%" if value < 99.95 else f">{NBSP}99.9{NBSP}%"
    return f"{value:.0f}{NBSP}%"


def short_digest(digest: str | None) -> str:
    """Return the first twelve digits of a hexadecimal digest."""
    return DASH if not digest else digest[:12]


def is_address(subject: str) -> bool:
    """Whether *subject* is a device's address ``site/area/line/device``."""
    return subject.count("/") == ADDRESS_PARTS - 1


def found(labels: Iterable[str]) -> str:
    """Return what was found, by label, the most frequent first: ``3 × bolt, 1 × nut``."""
    counts = Counter(labels).most_common(MOST_LABELS + 1)
    text = ", ".join(f"{n}{NBSP}×{NBSP}{label}" for label, n in counts[:MOST_LABELS])
    return f"{text}, …" if len(counts) > MOST_LABELS else text


def job_type(number: int) -> str:
    """Return the name of a job type of the network, in words."""
    try:
        return JobType(number).name.lower().replace("_", " ")
    except ValueError:
        return "unknown"


def titled(address: str) -> str:
    """Return a name for a device from its address: its last part, with blanks and a capital."""
    name = address.rsplit("/", 1)[-1].replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:]
