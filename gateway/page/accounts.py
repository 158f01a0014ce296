"""Who may sign in: password hashes, and a limit on guesses."""

from __future__ import annotations

import functools
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gateway.config.page import USER_NAME, PageUser

__all__ = ["Accounts", "Attempts", "UsersFileError", "check_name", "hash_password", "parse_users", "user_line"]

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1024

_HASHER = PasswordHasher()  # argon2id with the library's parameters (RFC 9106, low memory: 64 MiB, 3 passes)


class UsersFileError(ValueError):
    """The file of users can't be used; the message names the line and never its content."""


def hash_password(password: str) -> str:
    """Return the argon2id hash of *password* for the configuration.

    Raises:
        ValueError: it is shorter than 10 or longer than 1024 characters.

    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ValueError(
            f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters; this one {len(password)}"
        )
    return _HASHER.hash(password)


def check_name(name: str) -> None:
    """Check that *name* can be a user's.

    Raises:
        ValueError: it is empty, longer than 64 characters, or has others than A-Z a-z 0-9 . _ @ -.

    """
    if not USER_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no user name: use 1 to 64 characters of A-Z a-z 0-9 . _ @ -")


def user_line(name: str, password: str) -> str:
    """Return the line ``name:hash`` for the users file.

    Raises:
        ValueError: the name or the password can't be used.

    """
    check_name(name)
    return f"{name}:{hash_password(password)}"


def parse_users(text: str) -> dict[str, str]:
    """Return hashes by user name from lines ``name:hash``; empty lines and lines with ``#`` are skipped.

    Raises:
        UsersFileError: a line is something else, or a name occurs twice.

    """
    users: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, hashed = line.strip().partition(":")
        if not colon:
            raise UsersFileError(f"line {number}: write name:hash, the hash as printed by: ciro page password")
        try:
            user = PageUser(name=name, password_hash=hashed)
        except ValueError:
            raise UsersFileError(
                f"line {number}: the name has characters beyond A-Z a-z 0-9 . _ @ -, or the hash is not argon2id"
            ) from None
        if user.name in users:
            raise UsersFileError(f"line {number}: the name occurs a second time")
        users[user.name] = user.password_hash
    return users


@functools.cache
def _hash_of_nobody() -> str:
    """Return a hash that no password has, to work on when a name does not exist."""
    return _HASHER.hash(secrets.token_hex())


class Accounts:
    """Checks names and passwords. `check` takes tens of milliseconds and 64 MiB: call it in a thread, one at a time."""

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)
        self._nobody = _hash_of_nobody() if hashes else ""

    def __bool__(self) -> bool:
        """Whether anybody may sign in."""
        return bool(self._hashes)

    def check(self, name: str, password: str) -> bool:
        """Whether *password* is that of *name*. Takes as long for a name that does not exist."""
        hashed = self._hashes.get(name)
        try:
            _HASHER.verify(hashed or self._nobody, password[:LONGEST_PASSWORD])
        except (VerificationError, InvalidHashError):
            return False
        return hashed is not None


class Attempts:
    """Limits failed logins by key (a client's address, a user's name) in a sliding window.

    After *most* failures within *window_s* seconds a key has to wait until the oldest of them is that old. The
    memory is bounded: the keys longest unused are forgotten beyond *most_keys*.
    """

    def __init__(
        self, most: int, window_s: float = 900, *, most_keys: int = 4096, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._window_s, self._most_keys, self._clock = most, window_s, most_keys, clock
        self._failures: OrderedDict[str, list[float]] = OrderedDict()

    def wait_s(self, key: str) -> float:
        """Return how many seconds *key* has to wait before the next try; 0 when it may try now."""
        failures = self._recent(key)
        return max(0.0, failures[-self._most] + self._window_s - self._clock()) if len(failures) >= self._most else 0.0

    def failed(self, keys: Iterable[str]) -> None:
        """Note a failure of every key."""
        for key in keys:
            self._failures[key] = [*self._recent(key), self._clock()][-self._most :]
            self._failures.move_to_end(key)
        while len(self._failures) > self._most_keys:
            self._failures.popitem(last=False)

    def succeeded(self, keys: Iterable[str]) -> None:
        """Forget the failures of every key."""
        for key in keys:
            self._failures.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        horizon = self._clock() - self._window_s
        return [moment for moment in self._failures.get(key, ()) if moment > horizon]
