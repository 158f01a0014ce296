"""A reading that carries its device's signature: how it is written, and whether it holds.

The signature is the last member of the JSON object, ``,"sig":"`` and 128 lower-case hexadecimal digits (r, then s) and
``"}``. Signed is everything before it and the closing brace, byte for byte, so no canonical form of JSON is needed:
SNIP-12 revision 1, domain ``Ciro device account``, struct ``Reading(device, reading)``, both the leading 31 bytes
of SHA-256. Whoever signs on a device: ``firmware_configs/micropython/ciro_sign.py``.

What is cheap (`claim_of`) is apart from what is not (`holds`, about 1.5 ms, the interpreter's lock held): a claim is
seven numbers, so that another process can check it without the reading.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from struct import Struct
from typing import TYPE_CHECKING, Final, NamedTuple

import fast_stark_crypto
from poseidon_py.poseidon_hash import poseidon_hash_many

from gateway.stark_curve import HALF_ORDER, MOST_HASH, ORDER, is_public_key

if TYPE_CHECKING:
    from gateway.chain.keys import StarkKey

__all__ = [
    "CLAIM_BYTES",
    "READING_TYPE",
    "Claim",
    "SignatureError",
    "check_reading",
    "claim_of",
    "holds",
    "is_signed",
    "message_hash",
    "sign_reading",
    "split",
]

READING_TYPE: Final = 0x291E03829DBF9EA0CBFD5837558596EB75E21671539267BF29499446EA87B0D
"""The hash of ``"Reading"("device":"felt","reading":"felt")``."""

_DOMAIN_TYPE: Final = 0x1FF2F602E42168014D405A94F75E8A93D640751D71D16311266E140D8B0A210
_MESSAGE: Final = int.from_bytes(b"StarkNet Message")
_TAIL = re.compile(rb',"sig":"([0-9a-f]{64})([0-9a-f]{64})"\}')
_TAIL_BYTES: Final = 8 + 128 + 2
_NUMBERS = Struct("32s" * 7)
CLAIM_BYTES: Final = _NUMBERS.size
"""Of a packed claim."""


class SignatureError(ValueError):
    """A reading's signature is absent or does not hold.

    Attributes:
        reason: ``not_signed`` or ``wrong_signature``.

    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Claim(NamedTuple):
    """That *key* signed a reading: all that it takes to check it. Numbers below 2^256.

    Attributes:
        device, reading: the leading 31 bytes of SHA-256 of the address, and of what was signed.
        account, chain_id: what the signature is for.
        key: the public key.
        r, s: the signature.

    """

    device: int
    reading: int
    account: int
    chain_id: int
    key: int
    r: int
    s: int

    def pack(self) -> bytes:
        """Return the claim as seven big-endian numbers of 32 bytes."""
        return b"".join([number.to_bytes(32) for number in self])

    @classmethod
    def unpack(cls, packed: bytes) -> Claim:
        """Return the claim that `pack` wrote."""
        return cls(*[int.from_bytes(part) for part in _NUMBERS.unpack(packed)])


def is_signed(payload: bytes) -> bool:
    """Whether the last member of *payload* has the form of a signature."""
    return _tail(payload) is not None


def split(payload: bytes) -> tuple[bytes, int, int]:
    """Return what was signed, r and s; raise `SignatureError` when the last member is no signature."""
    found = _tail(payload)
    if not found:
        raise SignatureError("not_signed", "the last member is not 'sig' with 128 lower-case hexadecimal digits")
    return payload[: found.start()] + b"}", int(found[1], 16), int(found[2], 16)


def claim_of(payload: bytes, address: str, account: int, chain_id: int, public_key: int) -> Claim:
    """Return what *payload* claims, in some microseconds.

    Of the two values of s only the smaller is taken, so nobody can write a second signature from a first.

    Raises:
        SignatureError: there is no signature, or none that could hold.

    """
    reading, r, s = split(payload)
    if not (0 < r < MOST_HASH and 0 < s <= HALF_ORDER):
        raise SignatureError("wrong_signature", "r or s is out of range; s must be the smaller of its two values")
    return Claim(_device(address), _short_sha256(reading), account, chain_id, public_key, r, s)


def holds(claim: Claim) -> bool:
    """Whether the signature is that of the key. Not cheap."""
    if not _is_known_key(claim.key):
        return False
    digest = _hash(claim.reading, claim.device, claim.account, claim.chain_id)
    return digest < MOST_HASH and bool(
        fast_stark_crypto.verify(msg_hash=digest, r=claim.r, s=claim.s, public_key=claim.key)
    )


def check_reading(payload: bytes, address: str, account: int, chain_id: int, public_key: int) -> None:
    """Raise `SignatureError` unless *payload* was signed by *public_key* for this address, account and chain.

    A replay is not seen here: boot and seq are among what is signed, and the journal knows which it has.
    """
    if not holds(claim_of(payload, address, account, chain_id, public_key)):
        raise SignatureError("wrong_signature", f"not signed by the key of {address}, or changed since")


def message_hash(reading: bytes, address: str, account: int, chain_id: int) -> int:
    """Return the SNIP-12 hash of *reading*, without its signature, from the device at *address*."""
    return _hash(_short_sha256(reading), _device(address), account, chain_id)


def sign_reading(reading: bytes, address: str, account: int, chain_id: int, key: StarkKey) -> bytes:
    """Return *reading*, bytes of a JSON object, with its signature as last member, as a device writes it.

    Raises:
        ValueError: *reading* is no object with members.

    """
    if not (reading.startswith(b'{"') and reading.endswith(b"}")):
        raise ValueError("a reading is a JSON object that begins with a name and ends with }")
    r, s = key.sign(message_hash(reading, address, account, chain_id))
    return reading[:-1] + f',"sig":"{r:064x}{min(s, ORDER - s):064x}"}}'.encode()


def _tail(payload: bytes) -> re.Match[bytes] | None:
    return _TAIL.fullmatch(payload, max(0, len(payload) - _TAIL_BYTES))


def _hash(reading: int, device: int, account: int, chain_id: int) -> int:
    struct = poseidon_hash_many([READING_TYPE, device, reading])
    return int(poseidon_hash_many([_MESSAGE, _domain(chain_id), account, struct]))


@lru_cache(maxsize=8)
def _domain(chain_id: int) -> int:
    return int(poseidon_hash_many([_DOMAIN_TYPE, int.from_bytes(b"Ciro device account"), 1, chain_id, 1]))


_is_known_key = lru_cache(maxsize=4096)(is_public_key)


@lru_cache(maxsize=4096)
def _device(address: str) -> int:
    return _short_sha256(address.encode())


def _short_sha256(data: bytes) -> int:
    return int.from_bytes(hashlib.sha256(data).digest()[:31])
