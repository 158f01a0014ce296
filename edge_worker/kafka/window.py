"""Which messages of a partition are done, so far that it can be committed: pure bookkeeping, no Kafka in it.

Messages are begun in order and end in any. What is committed is the first that has not ended; it comes again after a
crash, with all that follow it. Beside the offset stands how often that first message was begun and left unfinished: so
every worker of the group knows of a message that ends its workers, although none of them lived to tell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Window", "read_tries"]

_WORD = "tries="


def read_tries(metadata: str | None) -> int:
    """Return the tries that are written beside a committed offset; 0 when it says nothing of them."""
    text = (metadata or "").removeprefix(_WORD)
    return int(text) if metadata and metadata.startswith(_WORD) and text.isascii() and text.isdigit() else 0


@dataclass(slots=True, eq=False)
class Window:
    """One partition while this worker has it.

    Attributes:
        first: the offset that is committed; 0: none is.
        tries: how often that message was begun by others, who did not end it.
        careful_to: messages before this offset are handled one at a time, to know which it is that ends workers.
        marked: whether it is written down that this worker has begun.

    """

    first: int = 0
    tries: int = 0
    careful_to: int = 0
    marked: bool = False
    _open: dict[int, None] = field(default_factory=dict)  # begun and not ended, in order
    _next: int | None = None  # after the last that was begun
    _said: tuple[int, str] | None = None

    def begin(self, offset: int) -> None:
        """Note that a message is in hand; offsets grow."""
        if self._next is None and offset != self.first:  # the one that was tried is there no more
            self.tries = 0
        self._open[offset] = None
        self._next = offset + 1

    def end(self, offset: int) -> None:
        """Note that a message is done."""
        if offset == next(iter(self._open), None):
            self.tries = 0
        self._open.pop(offset, None)

    @property
    def is_careful(self) -> bool:
        """Whether one that may have ended a worker is still to come, or in hand."""
        return next(iter(self._open), self.next) < self.careful_to

    @property
    def next(self) -> int:
        """The offset after the last that was begun."""
        return self.first if self._next is None else self._next

    @property
    def open(self) -> int:
        """How many messages are in hand."""
        return len(self._open)

    def to_commit(self) -> tuple[int, str] | None:
        """Return offset and metadata if they differ from what was returned before; None: nothing new."""
        if self._next is None:
            return None
        first = next(iter(self._open), None)
        said = (self._next, "") if first is None else (first, f"{_WORD}{self.tries + 1}")
        if said == self._said:
            return None
        self._said = said
        return said

    def done(self) -> tuple[int, str] | None:
        """Return what to commit of what has ended, when what is in hand is not begun, or has done no harm."""
        if self._next is None:
            return None
        self._said = next(iter(self._open), self._next), f"{_WORD}{self.tries}" if self.tries else ""
        return self._said
