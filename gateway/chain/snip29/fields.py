"""The fields of SNIP-29's JSON documents, read strictly.

Every number is a felt or a bounded integer, every list is as long as it may be, and a message names the field that is
wrong. What is not known is ignored by the readers of documents, since services add fields of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from gateway.chain.snip29.errors import WireError

__all__ = ["MAX_FELTS", "PRIME", "U64", "felt_of", "felts_of", "hexes", "integer_of", "list_of", "object_of"]

PRIME: Final = 2**251 + 17 * 2**192 + 1
"""Felts are below this."""
MAX_FELTS: Final = 5_000
"""Calldata of one transaction of Starknet, in felts; nothing longer can ever be carried out."""
U64: Final = 2**64


def integer_of(value: Any, where: str, below: int = PRIME) -> int:
    """Return a number that is given as an integer, or as decimal or 0x-text.

    Raises:
        WireError: it is something else, negative, or not below *below*.

    """
    number: int | None = None
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and 0 < len(value) <= 80 and value.isascii():
        digits = value[2:] if value[:2] in {"0x", "0X"} else value
        if digits.isalnum():
            try:
                number = int(digits, 16 if digits is not value else 10)
            except ValueError:
                number = None
    if number is None:
        raise WireError(f'{where}: not a number; write it as "0x…"')
    if not 0 <= number < below:
        raise WireError(f"{where}: out of range")
    return number


def felt_of(value: Any, where: str) -> int:
    """Return a felt that is given as ``0x``-text. Raises `WireError`."""
    if not isinstance(value, str) or value[:2] not in {"0x", "0X"}:
        raise WireError(f'{where}: not a felt; write it as "0x…"')
    return integer_of(value, where)


def felts_of(value: Any, where: str) -> tuple[int, ...]:
    """Return a list of felts, of at most `MAX_FELTS`. Raises `WireError`."""
    return tuple(felt_of(one, f"{where}[{place}]") for place, one in enumerate(list_of(value, where, MAX_FELTS)))


def object_of(value: Any, where: str) -> Mapping[str, Any]:
    """Return an object. Raises `WireError`."""
    if not isinstance(value, dict):
        raise WireError(f"{where}: {'is missing' if value is None else 'not an object'}")
    return value


def list_of(value: Any, where: str, longest: int) -> Sequence[Any]:
    """Return a list of at most *longest* entries. Raises `WireError`."""
    if not isinstance(value, list):
        raise WireError(f"{where}: {'is missing' if value is None else 'not a list'}")
    if len(value) > longest:
        raise WireError(f"{where}: {len(value)} entries; at most {longest} fit in a transaction")
    return value


def hexes(felts: Sequence[int]) -> list[str]:
    """Return felts as they go over the wire."""
    return [hex(one) for one in felts]
