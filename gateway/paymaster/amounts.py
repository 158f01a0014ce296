"""STRK in the sizes that are needed: fri on the chain (10^-18), nano-STRK in the database (10^-9), text for people."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

__all__ = ["FRI_PER_NANO", "NANO_PER_STRK", "as_strk", "nano_of_strk", "nano_up"]

FRI_PER_NANO = 10**9
NANO_PER_STRK = 10**9
_MOST_NANO = 2**62
"""SQLite counts to 2^63; sums stay below."""


def nano_up(fri: int) -> int:
    """Return *fri* in nano-STRK, rounded up, so that no sum of costs is ever too small."""
    return -(-fri // FRI_PER_NANO)


def nano_of_strk(text: str) -> int:
    """Return an amount such as ``12.5`` (STRK) in nano-STRK.

    Raises:
        ValueError: it is no amount, negative, finer than a nano-STRK or too large.

    """
    try:
        exact = Decimal(text) * NANO_PER_STRK
    except InvalidOperation:
        raise ValueError(f"{text!r} is no amount of STRK; write it as 12.5") from None
    if not exact.is_finite() or exact < 0 or exact != exact.to_integral_value() or exact > _MOST_NANO:
        raise ValueError(f"{text!r}: an amount of STRK is 0 to 4,611,686,018, with at most nine digits after the point")
    return int(exact)


def as_strk(nano: int) -> str:
    """Return nano-STRK as STRK, for instance ``0.031``."""
    whole = f"{Decimal(nano) / NANO_PER_STRK:.9f}".rstrip("0").rstrip(".")
    return whole or "0"
