"""The Stark curve's numbers that can be told without the chain's packages: is this a public key, is this an address.

The curve is y² = x³ + x + β over the field of `PRIME`; source: StarkEx' and Starknet's specification.
"""

from __future__ import annotations

from typing import Final

__all__ = ["HALF_ORDER", "MOST_HASH", "PRIME", "is_public_key"]

PRIME: Final = 2**251 + 17 * 2**192 + 1
"""Of the field: every value on Starknet is below it."""

ORDER: Final = 0x0800000000000010FFFFFFFFFFFFFFFFB781126DCAE7B2321E66A241ADC64D2F
HALF_ORDER: Final = ORDER // 2
"""The largest s of a signature, when only the smaller of its two values is taken."""

MOST_HASH: Final = 2**251
"""Hashes that are signed, and a signature's r, are below it."""

_BETA = 0x6F21413EFBE40DE150E596D72F7A8C5609AD26C15C915C1F4CDFCB99CEE9E89


def is_public_key(x: int) -> bool:
    """Tell whether *x* is the coordinate of a point: x³ + x + β is a square (Euler's criterion)."""
    return 0 < x < PRIME and pow((x**3 + x + _BETA) % PRIME, (PRIME - 1) // 2, PRIME) == 1
