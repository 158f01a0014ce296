"""Private keys of the Stark curve, in a keystore file or in a credential; never in the configuration.

A keystore is the Web3 secret storage format, version 3, that starkli and the Ethereum tools write: the key encrypted
with AES-128-CTR under a password stretched by scrypt. A credential is a file that only its reader can open (systemd's
``LoadCredential=``) with the key in hexadecimal.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "CURVE_ORDER",
    "StarkKey",
    "StarkKeyError",
    "is_keystore",
    "new_key",
    "read_credential",
    "read_keystore",
    "write_credential",
    "write_keystore",
]

CURVE_ORDER = 0x0800000000000010FFFFFFFFFFFFFFFFB781126DCAE7B2321E66A241ADC64D2F
"""The order of the Stark curve's group; a private key is 1 … this - 1."""

_TOO_OPEN = 0o077


class StarkKeyError(ValueError):
    """A key can't be read or is none; the message names the file and the remedy, and never the key."""


@dataclass(frozen=True, slots=True)
class StarkKey:
    """A private key; its text never shows it."""

    private: int

    def __post_init__(self) -> None:
        if not 0 < self.private < CURVE_ORDER:
            raise StarkKeyError("the number is no private key of the Stark curve (1 … order - 1)")

    @property
    def public(self) -> int:
        """The x coordinate of the public key."""
        from fast_stark_crypto import get_public_key

        return get_public_key(self.private)

    def sign(self, digest: int) -> tuple[int, int]:
        """Return the ECDSA signature (r, s) of a message hash below 2^251."""
        from fast_stark_crypto import sign

        return sign(self.private, digest)

    def __repr__(self) -> str:
        """Show the public half only."""
        return f"StarkKey(public={self.public:#x})"


def new_key() -> StarkKey:
    """Draw a key from the operating system's randomness."""
    return StarkKey(secrets.randbelow(CURVE_ORDER - 1) + 1)


def write_keystore(path: Path, key: StarkKey, password: str, *, iterations: int = 2**18) -> None:
    """Write *key* to a new keystore file that its owner alone can read.

    *iterations* is scrypt's cost N; the default takes about a second and 256 MB, as the Ethereum tools' does.

    Raises:
        StarkKeyError: the file exists, its folder does not, or the password is empty.

    """
    from eth_keyfile.keyfile import create_keyfile_json

    if not password:
        raise StarkKeyError(f"{path}: an empty password protects nothing; give one")
    content = create_keyfile_json(
        key.private.to_bytes(32, "big"), password.encode(), kdf="scrypt", iterations=iterations, salt_size=32
    )
    content.pop("address", None)  # an Ethereum address derived from it would mean nothing here
    _write_new(path, json.dumps(content, indent=2))


def write_credential(path: Path, key: StarkKey) -> None:
    """Write *key* in hexadecimal to a new file that its owner alone can read, as `read_credential` takes it.

    Raises:
        StarkKeyError: the file exists, or its folder does not.

    """
    _write_new(path, f"{key.private:#x}")


def is_keystore(path: Path) -> bool:
    """Whether a file looks like a keystore, and not like a credential.

    Raises:
        StarkKeyError: there is no such file, or it is not text.

    """
    return _read(path).lstrip().startswith("{")


def read_keystore(path: Path, password: str) -> StarkKey:
    """Read a key from a keystore file.

    Raises:
        StarkKeyError: no such file, no keystore, or a wrong password.

    """
    from eth_keyfile.keyfile import decode_keyfile_json

    try:
        content = json.loads(_read(path))
    except ValueError as error:
        raise StarkKeyError(f"{path}: not JSON, so no keystore; make one with: ciro chain key new {path}") from error
    if not isinstance(content, dict) or "crypto" not in {str(name).lower() for name in content}:
        raise StarkKeyError(f"{path}: no keystore of version 3; make one with: ciro chain key new {path}")
    try:
        private = decode_keyfile_json(content, password.encode())
    except ValueError as error:
        wrong = "MAC mismatch" in str(error)
        raise StarkKeyError(f"{path}: {'wrong password' if wrong else f'unreadable keystore ({error})'}") from error
    except (KeyError, TypeError, NotImplementedError) as error:
        raise StarkKeyError(f"{path}: unreadable keystore ({error})") from error
    return _key_in(path, int.from_bytes(private, "big"))


def read_credential(path: Path) -> StarkKey:
    """Read a key in hexadecimal from a file that nobody but its owner can open.

    Raises:
        StarkKeyError: no such file, others can read it, or it holds no key.

    """
    text = _read(path).strip()
    if not os.environ.get("CREDENTIALS_DIRECTORY") and path.stat().st_mode & _TOO_OPEN:
        raise StarkKeyError(f"{path}: others can read this key; run: chmod 600 {path}")
    try:
        number = int(text, 16)
    except ValueError:
        raise StarkKeyError(f"{path}: holds no key; write it as hexadecimal, for instance 0x1234…") from None
    return _key_in(path, number)


def _key_in(path: Path, number: int) -> StarkKey:
    try:
        return StarkKey(number)
    except StarkKeyError as error:
        raise StarkKeyError(f"{path}: {error}") from error


def _write_new(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise StarkKeyError(f"{path}: exists already; a key is never written over, choose another name") from None
    except OSError as error:
        raise StarkKeyError(f"{path}: {error.strerror}") from error
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise StarkKeyError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise StarkKeyError(f"{path}: not text, so no key") from error
