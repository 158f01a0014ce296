"""A reading that carries its device's signature: how it is written, and whether it holds.

The signature is the last member of the JSON object, ``,"sig":"`` and 128 lower-case hexadecimal digits (r, then s) and
``"}``. Signed is everything before it and the closing brace, byte for byte, so no canonical form of JSON is needed:
SNIP-12 revision 1, domain ``Ciro device account``, struct ``Reading(device, reading)``, both the leading 31 bytes
of SHA-256. Whoever signs on a device: ``firmware_configs/micropython/ciro_sign.py``.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

import fast_stark_crypto
from poseidon_py.poseidon_hash import poseidon_hash_many  # type: ignore[import-untyped]
from starknet_py.constants import EC_ORDER, FIELD_PRIME

__all__ = ["READING_TYPE", "SignatureError", "check_reading", "message_hash", "split"]

READING_TYPE: Final = 0x291E03829DBF9EA0CBFD5837558596EB75E21671539267BF29499446EA87B0D
"""The hash of ``"Reading"("device":"felt","reading":"felt")``."""

_DOMAIN_TYPE: Final = 0x1FF2F602E42168014D405A94F75E8A93D640751D71D16311266E140D8B0A210
_MOST_R: Final = 2**251
_TAIL = re.compile(rb',"sig":"([0-9a-f]{64})([0-9a-f]{64})"\}')
_TAIL_BYTES: Final = 8 + 128 + 2


class SignatureError(ValueError):
    """A reading's signature is absent or does not hold.

    Attributes:
        reason: ``not_signed`` or ``wrong_signature``.

    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def split(payload: bytes) -> tuple[bytes, int, int]:
    """Return what was signed, r and s; raise `SignatureError` when the last member is no signature."""
    found = _TAIL.fullmatch(payload, max(0, len(payload) - _TAIL_BYTES))
    if not found:
        raise SignatureError("not_signed", "the last member is not 'sig' with 128 lower-case hexadecimal digits")
    return payload[: found.start()] + b"}", int(found[1], 16), int(found[2], 16)


def message_hash(reading: bytes, address: str, account: int, chain_id: int) -> int:
    """Return the SNIP-12 hash of *reading*, without its signature, from the device at *address*."""
    domain = poseidon_hash_many([_DOMAIN_TYPE, int.from_bytes(b"Ciro device account"), 1, chain_id, 1])
    struct = poseidon_hash_many([READING_TYPE, _short_sha256(address.encode()), _short_sha256(reading)])
    return int(poseidon_hash_many([int.from_bytes(b"StarkNet Message"), domain, account, struct]))


def check_reading(payload: bytes, address: str, account: int, chain_id: int, public_key: int) -> None:
    """Raise `SignatureError` unless *payload* was signed by *public_key* for this address, account and chain.

    Of the two values of s only the smaller is taken, so nobody can write a second signature from a first. A replay is
    not seen here: boot and seq are among what is signed, and the journal knows which it has.
    """
    reading, r, s = split(payload)
    if not (0 < r < _MOST_R and 0 < s <= EC_ORDER // 2):
        raise SignatureError("wrong_signature", "r or s is out of range; s must be the smaller of its two values")
    if not _on_curve(public_key):
        raise SignatureError("wrong_signature", "the device's public key is no point of the curve")
    digest = message_hash(reading, address, account, chain_id)
    if digest >= _MOST_R or not fast_stark_crypto.verify(msg_hash=digest, r=r, s=s, public_key=public_key):
        raise SignatureError("wrong_signature", f"not signed by the key of {address}, or changed since")


def _on_curve(x: int) -> bool:
    """Tell whether x is the coordinate of a point: x³ + x + b is a square (Euler)."""
    beta = 0x6F21413EFBE40DE150E596D72F7A8C5609AD26C15C915C1F4CDFCB99CEE9E89
    return 0 < x < FIELD_PRIME and pow((x**3 + x + beta) % FIELD_PRIME, (FIELD_PRIME - 1) // 2, FIELD_PRIME) == 1


def _short_sha256(data: bytes) -> int:
    return int.from_bytes(hashlib.sha256(data).digest()[:31])
