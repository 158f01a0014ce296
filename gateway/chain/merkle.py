"""Batches of journal records under one root, and proofs that a record is in one.

The twin of ``contracts/src/logic/merkle.cairo``, which says why the tree is as it is::

    leaf  = hades(record leaf, record number, 'CIRO_LEAF')
    node  = hades(left, right, 'CIRO_NODE')
    root  = hades(top, first + count * 2^64, 'CIRO_ROOT')

A level with an odd count hands its last node up unchanged, and the root commits to the first number and the count: a
record has exactly one path. `AuditAnchor` keeps the roots on the chain; whoever has a record, its path and the
anchored root needs nobody's word that it was in the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zkml.field import PRIME
from zkml.hashing import hades, poseidon_iv

__all__ = ["MAX_RECORDS", "Batch", "climb", "cut", "includes", "leaf_node", "node", "seal"]

LEAF_DOMAIN: Final = poseidon_iv("CIRO_LEAF")
NODE_DOMAIN: Final = poseidon_iv("CIRO_NODE")
ROOT_DOMAIN: Final = poseidon_iv("CIRO_ROOT")

MAX_RECORDS: Final = 2**32 - 1
"""Most records of one batch; a path has at most 32 siblings."""

_MAX_NUMBER: Final = 2**64 - 1
_CUT: Final = 2**251 - 1


def cut(digest: bytes) -> int:
    """Return the low 251 bits of a record's 32-byte leaf (`gateway.journal.chain`), read as little-endian."""
    return int.from_bytes(digest, "little") & _CUT


def leaf_node(record_leaf: int, number: int) -> int:
    """Return the tree's leaf for the cut leaf of record *number*."""
    return hades(record_leaf, number, LEAF_DOMAIN)[0]


def node(left: int, right: int) -> int:
    """Return the parent of two nodes."""
    return hades(left, right, NODE_DOMAIN)[0]


def seal(top: int, first: int, count: int) -> int:
    """Return the root of a batch of *count* records from number *first*, whose tree ends in *top*."""
    return hades(top, first + (count << 64), ROOT_DOMAIN)[0]


@dataclass(frozen=True)
class Batch:
    """Consecutive records of one journal.

    Attributes:
        first: number of the first record, from 1.
        record_leaves: their cut leaves, in [0, p).

    Raises:
        ValueError: there are none, too many, or a value is out of its range.

    """

    first: int
    record_leaves: tuple[int, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.record_leaves) <= MAX_RECORDS:
            raise ValueError(f"a batch has 1 to {MAX_RECORDS} records, not {len(self.record_leaves)}")
        if not 1 <= self.first <= self.last <= _MAX_NUMBER:
            raise ValueError(f"records are numbered from 1 to {_MAX_NUMBER}, not {self.first} to {self.last}")
        if not all(0 <= leaf < PRIME for leaf in self.record_leaves):
            raise ValueError("a record leaf is not an element of the field: cut it first")

    @property
    def count(self) -> int:
        """How many records."""
        return len(self.record_leaves)

    @property
    def last(self) -> int:
        """Number of the last record."""
        return self.first + len(self.record_leaves) - 1

    @cached_property
    def levels(self) -> list[list[int]]:
        """The tree from the leaves to the top."""
        level = [leaf_node(leaf, self.first + index) for index, leaf in enumerate(self.record_leaves)]
        levels = [level]
        while len(level) > 1:
            above = [node(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
            level = [*above, level[-1]] if len(level) % 2 else above
            levels.append(level)
        return levels

    @property
    def root(self) -> int:
        """What is anchored."""
        return seal(self.levels[-1][0], self.first, self.count)

    def path(self, number: int) -> list[int]:
        """Return the siblings of record *number* from the bottom up.

        Raises:
            ValueError: the record is not of this batch.

        """
        if not self.first <= number <= self.last:
            raise ValueError(f"record {number} is not of the batch {self.first} to {self.last}")
        place = number - self.first
        siblings = []
        for level in self.levels[:-1]:
            if place ^ 1 < len(level):
                siblings.append(level[place ^ 1])
            place //= 2
        return siblings


def climb(record_leaf: int, number: int, first: int, count: int, path: Sequence[int]) -> int | None:
    """Return the root that follows from a record's leaf and its siblings.

    None when the number is not of the batch, or the path has not exactly the siblings that its place asks for.
    """
    if not first <= number < first + count:
        return None
    place, width = number - first, count
    siblings = list(reversed(path))
    digest = leaf_node(record_leaf, number)
    while width > 1:
        if place ^ 1 < width:
            if not siblings:
                return None
            sibling = siblings.pop()
            digest = node(sibling, digest) if place % 2 else node(digest, sibling)
        place, width = place // 2, (width + 1) // 2
    return None if siblings else seal(digest, first, count)


def includes(root: int, record_leaf: int, number: int, first: int, count: int, path: Sequence[int]) -> bool:
    """Tell whether the record leaf *number* is in the batch with this root."""
    return climb(record_leaf, number, first, count, path) == root
