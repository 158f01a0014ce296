"""Pictures encrypted at rest: AES-256-GCM, one fresh nonce a picture, the plaintext's digest authenticated with it."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["FrameCipher", "FrameKeyError"]

MAGIC = b"CIROGCM1"
_NONCE = 12
OVERHEAD = len(MAGIC) + _NONCE + 16  # bytes that the stored form has more than the picture


class FrameKeyError(ValueError):
    """The key is malformed, or does not open the picture."""


class FrameCipher:
    """Seals and opens pictures with one 32-byte key. Stored form: magic (8) | nonce (12) | ciphertext and tag (16)."""

    def __init__(self, key: bytes) -> None:
        if len(key) != 32:
            raise FrameKeyError(
                f"the frame key has {len(key)} bytes, it must have 32: make one with: openssl rand -hex 32"
            )
        self._aead = AESGCM(key)

    @classmethod
    def from_hex(cls, text: str) -> FrameCipher:
        """Make a cipher from 64 hexadecimal digits."""
        try:
            return cls(bytes.fromhex(text))
        except ValueError as error:
            if isinstance(error, FrameKeyError):
                raise
            raise FrameKeyError("the frame key is not hexadecimal: make one with: openssl rand -hex 32") from None

    def seal(self, sha256: bytes, image: bytes) -> bytes:
        """Encrypt *image*; its digest *sha256* is authenticated with it, so that files can't be exchanged."""
        nonce = os.urandom(_NONCE)
        return MAGIC + nonce + self._aead.encrypt(nonce, image, sha256)

    def open(self, sha256: bytes, stored: bytes) -> bytes:
        """Decrypt what `seal` made. Raises `FrameKeyError` when the key is another or the file was altered."""
        nonce, sealed = stored[8 : 8 + _NONCE], stored[8 + _NONCE :]
        try:
            return self._aead.decrypt(nonce, sealed, sha256)
        except InvalidTag:
            raise FrameKeyError(
                f"picture {sha256.hex()} does not open with this key: the key was changed or the file was altered"
            ) from None
