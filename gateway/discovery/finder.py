"""What all channels hand their presences to: one book for all, and the workers that count go to the dispatcher."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from edge_worker.presence import MOST_BYTES, PresenceRefused
from gateway.discovery.book import NotAskedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from gateway.discovery.book import Book, Found

__all__ = ["Finder"]

_log = logging.getLogger(__name__)


class Finder:
    """Judges presences, whichever way they came, one at a time.

    Args:
        book: judges what is heard.
        use: takes a found worker; False: not yet, it is offered again.
        drop: told the name of a worker that has fallen silent.
        note: told of every announcement what became of it: from where, the worker, and why it is not taken.
        look: asks the registry about a key that the book wants to know; None: there is no registry.
        wall_s: Unix seconds.

    """

    def __init__(
        self,
        book: Book,
        use: Callable[[Found], bool],
        drop: Callable[[str], None],
        *,
        note: Callable[[str, Found | None, str | None], None] = lambda _source, _found, _refused: None,
        look: Callable[[int], Awaitable[None]] | None = None,
        wall_s: Callable[[], float] = time.time,
    ) -> None:
        self.book, self.wall_s = book, wall_s
        self._use, self._drop, self._note, self._look = use, drop, note, look
        self._waiting: dict[str, Found] = {}
        self._judging = asyncio.Lock()

    async def hear(self, source: str, payload: bytes, *, name: str = "", peer: str = "") -> Found | None:
        """Take a presence; None: it is not taken, and the book and the log say why.

        Args:
            source: what it came from, for the log and the book of refusals: a topic's name, an instance, a peer.
            payload: as it came; no more than `MOST_BYTES` + 1 bytes of it are looked at.
            name, peer: as in `Book.hear`.

        """
        try:
            async with self._judging:
                found = await self._judged(source, bytes(payload[: MOST_BYTES + 1]), name, peer)
        except PresenceRefused as error:
            _log.warning("the presence from %.64s is not taken: %s", source, error)
            self._note(source, None, str(error))
            return None
        self._note(source, found, None)
        self._waiting[found.presence.name] = found
        return found

    async def _judged(self, source: str, payload: bytes, name: str, peer: str) -> Found:
        def judged() -> Found:  # checking a signature takes a millisecond
            return self.book.hear(source, payload, self.wall_s(), name=name, peer=peer)

        try:
            return await asyncio.to_thread(judged)
        except NotAskedError as error:
            if self._look is None:
                raise
            await self._look(error.key)
        return await asyncio.to_thread(judged)

    def tick(self) -> None:
        """Let go who has fallen silent or no longer counts, hand over who was found: once a second."""
        for name in self.book.silent(self.wall_s()):
            _log.warning("worker %s has said nothing for two minutes: it is dropped", name)
            self._waiting.pop(name, None)
            self._drop(name)
        for name in self.book.lost():
            _log.warning("worker %s is dropped: %s", name, self.book.refused[name])
            self._note(name, None, self.book.refused[name])
            self._waiting.pop(name, None)
            self._drop(name)
        self._waiting = {name: found for name, found in self._waiting.items() if not self._use(found)}

    def summary(self) -> str:
        """Return how many were found, and refused, over all channels."""
        refused = f", {len(self.book.refused)} refused" if self.book.refused else ""
        return f"{len(self.book.found)} workers found{refused}"
