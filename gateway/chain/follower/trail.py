"""The blocks up to which a follower has read: where it goes on, and what it takes back. Pure; asks nobody.

A step reads a stretch of blocks, and the trail holds the last block of each. A block's hash commits to all blocks
before it: while the trail's last block is of the chain, all of the trail is. If it is not, its stretch is taken back
whole and read again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from gateway.chain.events import ChainEvent

__all__ = ["Apply", "BlockId", "Cursor", "Step", "TooDeepError", "Undo", "advance", "take_back"]


class BlockId(NamedTuple):
    """A closed block.

    Attributes:
        number: of the block.
        hash: of the block.
        content: the commitment to its transactions. On the network it follows from the hash; starknet-devnet gives two
            blocks with as many transactions and events the same hash.

    """

    number: int
    hash: int
    content: int


class TooDeepError(RuntimeError):
    """The chain was reorganised below what the trail remembers: begin again from the first block."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a follower stands; its user keeps it.

    Attributes:
        first: number of the first block to follow.
        trail: the last blocks of the newest stretches that were read, ascending.
        cut: whether older ones have been forgotten.

    """

    first: int = 0
    trail: tuple[BlockId, ...] = ()
    cut: bool = False

    @property
    def last(self) -> BlockId | None:
        """The last block that was read; None at the beginning."""
        return self.trail[-1] if self.trail else None

    @property
    def next(self) -> int:
        """The number of the first block that has not been read."""
        return self.trail[-1].number + 1 if self.trail else self.first

    def to_json(self) -> str:
        """Return it as text, to keep."""
        trail = [[block.number, f"{block.hash:#x}", f"{block.content:#x}"] for block in self.trail]
        return json.dumps({"first": self.first, "trail": trail, "cut": self.cut})

    @classmethod
    def from_json(cls, text: str) -> Cursor:
        """Read what `to_json` wrote.

        Raises:
            ValueError: it is no cursor.

        """
        try:
            kept = json.loads(text)
            trail = tuple(BlockId(int(number), int(digest, 16), int(of, 16)) for number, digest, of in kept["trail"])
            return cls(int(kept["first"]), trail, bool(kept["cut"]))
        except (KeyError, TypeError) as error:
            raise ValueError(f"no cursor: {text[:80]!r}") from error


@dataclass(frozen=True, slots=True)
class Apply:
    """What the chain holds next.

    Attributes:
        block: up to which.
        events: from the cursor's next block to *block*, in the chain's order.
        cursor: to keep together with what the events bring.

    """

    block: BlockId
    events: tuple[ChainEvent, ...]
    cursor: Cursor


@dataclass(frozen=True, slots=True)
class Undo:
    """The newest step applied and not undone is no longer of the chain: what it brought is to be forgotten.

    Attributes:
        block: of that step.
        cursor: to keep; the next step reads the same blocks again.

    """

    block: BlockId
    cursor: Cursor


Step = Apply | Undo


def advance(cursor: Cursor, end: BlockId, events: Sequence[tuple[ChainEvent, tuple[int, int]]], *, depth: int) -> Apply:
    """Return the step to *end*; the trail keeps the newest *depth* blocks.

    *events* come with the number and hash of their block, in the chain's order.

    Raises:
        ValueError: their blocks are of no one chain that ends in *end*.

    """
    hashes = {end.number: end.hash}
    before = cursor.next
    for _, (number, digest) in events:
        if not before <= number <= end.number or hashes.setdefault(number, digest) != digest:
            raise ValueError(f"block {number} is not where it was: the chain changed while it was read")
        before = number
    trail = (*cursor.trail, end)
    after = replace(cursor, trail=trail[-depth:], cut=cursor.cut or len(trail) > depth)
    return Apply(end, tuple(event for event, _ in events), after)


def take_back(cursor: Cursor) -> Undo:
    """Return the step that takes the trail's last block back; there must be one.

    Raises:
        TooDeepError: it is the last that the trail remembers, and it was not the first.

    """
    *rest, last = cursor.trail
    if not rest and cursor.cut:
        raise TooDeepError(
            f"the chain was reorganised below block {last.number}, farther than is remembered: begin again from block"
            f" {cursor.first}"
        )
    return Undo(last, replace(cursor, trail=tuple(rest)))
