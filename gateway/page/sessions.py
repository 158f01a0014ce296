"""Sessions of signed-in people, and tokens against cross-site requests.

Every browser has a cookie with a random id; signing in gives it a new one. The server keeps only digests of ids,
in memory: a restart signs everybody out. The token against cross-site requests is a keyed digest of the cookie's
id, so that a page can carry it and no other site can know it.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

__all__ = ["CsrfTokens", "Session", "Sessions", "new_cookie"]

MOST_SESSIONS = 1000


def new_cookie() -> str:
    """Return a fresh random cookie value (256 bits)."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in: name, and when (monotonic seconds) they signed in and were last seen."""

    user: str
    started: float
    seen: float


class Sessions:
    """Who is signed in. A session ends after *longest_s*, after *idle_s* without a request, or by `end`."""

    def __init__(self, longest_s: float, idle_s: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._longest_s, self._idle_s, self._clock = longest_s, idle_s, clock
        self._sessions: OrderedDict[bytes, Session] = OrderedDict()

    def start(self, user: str) -> str:
        """Sign *user* in and return the new cookie value."""
        cookie = new_cookie()
        now = self._clock()
        self._sessions[_key(cookie)] = Session(user, now, now)
        while len(self._sessions) > MOST_SESSIONS:
            self._sessions.popitem(last=False)
        return cookie

    def find(self, cookie: str) -> Session | None:
        """Return the session of *cookie* and note that it was seen; None when there is none (any more)."""
        if not self.alive(cookie):
            return None
        key = _key(cookie)
        self._sessions[key] = session = replace(self._sessions[key], seen=self._clock())
        return session

    def alive(self, cookie: str) -> bool:
        """Whether *cookie* has a session, without noting that it was seen."""
        key = _key(cookie)
        session = self._sessions.get(key)
        if session is None:
            return False
        now = self._clock()
        if now - session.started > self._longest_s or now - session.seen > self._idle_s:
            del self._sessions[key]
            return False
        return True

    def end(self, cookie: str) -> None:
        """Sign out."""
        self._sessions.pop(_key(cookie), None)


class CsrfTokens:
    """Makes and checks the token that every request that changes something carries."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def make(self, cookie: str) -> str:
        """Return the token for the browser with *cookie*."""
        return hmac.new(self._key, cookie.encode(), sha256).hexdigest()

    def check(self, cookie: str, token: str) -> bool:
        """Whether *token* belongs to *cookie*."""
        return hmac.compare_digest(self.make(cookie).encode(), token.encode())


def _key(cookie: str) -> bytes:
    return sha256(cookie.encode()).digest()
