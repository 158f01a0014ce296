"""Accounts at the broker: passwords, mosquitto's hash of them, and its password file.

A line of the file is ``user:$7$ITERATIONS$SALT$HASH``: PBKDF2 with HMAC-SHA-512, a 12-byte salt and a 64-byte hash,
both in base64 (mosquitto 2, ``mosquitto_passwd``).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from gateway.whole_file import SECRET, write_file

__all__ = ["AccountError", "PasswordFile", "hash_password", "matches", "new_password"]

# mosquitto computes the hash in its one thread at every connection. Its own default is enough for passwords that we
# draw (192 bits), and a thousand devices that come back at once are let in within a second.
ITERATIONS = 101
_SALT_BYTES = 12
_HASH_BYTES = 64
_PASSWORD_BYTES = 24
_USER = re.compile(r"[a-z0-9_-]{1,64}(/[a-z0-9_-]{1,64}){0,3}")


class AccountError(ValueError):
    """An account cannot be made or changed; the message says why and what to do."""


def new_password() -> str:
    """Draw a password: 192 random bits as 32 characters of ``A-Z a-z 0-9 _ -``, which no firmware has to escape."""
    return secrets.token_urlsafe(_PASSWORD_BYTES)


def hash_password(password: str, *, salt: bytes | None = None, iterations: int = ITERATIONS) -> str:
    """Return mosquitto's hash of *password*, with a random salt unless one is given."""
    salt = os.urandom(_SALT_BYTES) if salt is None else salt
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, iterations, _HASH_BYTES)
    return f"$7${iterations}${base64.b64encode(salt).decode()}${base64.b64encode(digest).decode()}"


def matches(password: str, hashed: str) -> bool:
    """Whether *hashed* is mosquitto's hash of *password*.

    Raises:
        AccountError: *hashed* is no such hash.

    """
    parts = hashed.split("$")
    if len(parts) != 5 or parts[1] != "7" or not parts[2].isdecimal():
        raise AccountError("not a hash of mosquitto 2 ($7$…): set the password anew")
    again = hash_password(password, salt=base64.b64decode(parts[3]), iterations=int(parts[2]))
    return hmac.compare_digest(again, hashed)


class PasswordFile:
    """mosquitto's password file at *path*. Lines of accounts that are not changed stay as they are.

    Every change replaces the file whole; mosquitto reads it anew on SIGHUP (``systemctl reload mosquitto``).
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def users(self) -> list[str]:
        """Return the names of the accounts, in the file's order. An absent file has none."""
        return [line.split(":", 1)[0] for line in self._lines() if ":" in line]

    def add(self, user: str, hashed: str, *, replace: bool = False) -> None:
        """Add an account, or with *replace* give an existing one the new hash.

        Raises:
            AccountError: the name breaks the rule, or the account exists and *replace* is false.

        """
        if not _USER.fullmatch(user):
            raise AccountError(
                f"{user!r} is no account name: one to four names joined by '/', each 1 to 64 characters of a-z, 0-9, "
                "'_' and '-'"
            )
        lines = self._lines()
        kept = [line for line in lines if line.split(":", 1)[0] != user]
        if len(kept) != len(lines) and not replace:
            raise AccountError(f"{self.path} has an account {user} already: replace its password with --replace")
        self._write([*kept, f"{user}:{hashed}"])

    def remove(self, user: str) -> None:
        """Remove an account.

        Raises:
            AccountError: there is none of that name.

        """
        lines = self._lines()
        kept = [line for line in lines if line.split(":", 1)[0] != user]
        if len(kept) == len(lines):
            raise AccountError(f"{self.path} has no account {user}; it has: {', '.join(self.users()) or 'none'}")
        self._write(kept)

    def _lines(self) -> list[str]:
        try:
            return [line for line in self.path.read_text(encoding="utf-8").splitlines() if line]
        except FileNotFoundError:
            return []

    def _write(self, lines: list[str]) -> None:
        try:
            mode = self.path.stat().st_mode & 0o777
        except FileNotFoundError:
            mode = SECRET
        write_file(self.path, "".join(f"{line}\n" for line in lines), mode)
