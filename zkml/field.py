"""The field: integers modulo Starknet's prime p = 2^251 + 17·2^192 + 1.

Everything that is proven is a statement about integers far smaller than p, so that no sum can wrap around; and p - 1 is
divisible by 2^192, so that every domain of a power of two exists. Elements are plain integers in [0, p).
"""

from __future__ import annotations

from functools import cache

from zkml.errors import Rejected

__all__ = ["BYTES", "PRIME", "canonical_felts", "inverse", "inverse_root", "root_of_unity"]

PRIME = 2**251 + 17 * 2**192 + 1

BYTES = 32
"""Length of a serialised element, little-endian."""

_GENERATOR = 3


@cache
def root_of_unity(bits: int) -> int:
    """Return the generator of the subgroup of order 2^*bits* (at most 192); the one for *bits* - 1 is its square."""
    return pow(_GENERATOR, (PRIME - 1) >> bits, PRIME)


@cache
def inverse_root(bits: int) -> int:
    """Return the inverse of `root_of_unity`."""
    return inverse(root_of_unity(bits))


def inverse(x: int) -> int:
    """Return 1 / x.

    Raises:
        ValueError: x is zero.

    """
    return pow(x, -1, PRIME)


def canonical_felts(data: bytes) -> list[int]:
    """Return the elements that a multiple of 32 little-endian bytes names.

    Without this check x and x + p would be two encodings of one element, and so of one proof.

    Raises:
        Rejected: an integer is p or more.

    """
    values = [int.from_bytes(data[i : i + BYTES], "little") for i in range(0, len(data), BYTES)]
    if max(values, default=0) >= PRIME:
        raise Rejected("canonical felt", "an element is not below the prime")
    return values
