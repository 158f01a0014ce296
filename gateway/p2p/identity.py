"""The key by which the side-car is known among peers. It signs gossip; results, presences and funds have other keys."""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

__all__ = ["IdentityError", "read_identity"]

_TOO_OPEN = 0o077


class IdentityError(ValueError):
    """The key's file can't be used; the message names it and the remedy, and never the key."""


def read_identity(path: Path) -> bytes:
    """Return the 32 bytes of the Ed25519 key in *path*, which is made when it is absent, for its owner alone.

    Raises:
        IdentityError: others may read it, or it holds no key.
        OSError: it can be neither read nor made.

    """
    if not path.exists():
        made = secrets.token_bytes(32)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(f"{made.hex()}\n")
            file.flush()
            os.fsync(file.fileno())
        return made
    if path.stat().st_mode & _TOO_OPEN:
        raise IdentityError(f"{path}: others may read it; run: chmod 600 {path}")
    text = path.read_text(encoding="ascii", errors="replace").strip()
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise IdentityError(f"{path} holds no key (64 hexadecimal digits); remove it, and a new one is made")
    return bytes.fromhex(text)
