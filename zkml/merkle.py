"""Openings of hash trees: plain paths at the bottom, one multi-proof for all trees at the top.

All trees of a proof are opened at the same queries, and a query's leaf in a later (smaller) tree is a prefix of its
leaf in the first. So above depth `cap_bits` every tree has the same opened nodes:

1. Below: for each query and tree a leaf and its siblings up to the cap (`climb`).
2. Above: a walk over the cap's nodes in depth-first order. A subtree without a query is given by its digest, one for
   each tree, side by side; all else is computed. It ends in the roots (`Cap.roots`).

Nothing can be left over and nothing is optional, so that an opening has one encoding. Depths are fixed by the sizes,
and leaves are hashed in another domain than nodes: a node cannot be shown as a leaf.
"""

from __future__ import annotations

from collections.abc import Sequence

from zkml.errors import Rejected
from zkml.hashing import Hashes
from zkml.transcript import Reader

__all__ = ["Cap", "climb"]


def climb(hashes: Hashes, digest: int, position: int, siblings: Sequence[int]) -> int:
    """Return the ancestor of a leaf's *digest* that is len(*siblings*) levels above it."""
    for sibling in siblings:
        digest = hashes.node(sibling, digest) if position & 1 else hashes.node(digest, sibling)
        position >>= 1
    return digest


class Cap:
    """The nodes at depth *bits* that paths have led to, in each of several trees."""

    def __init__(self, hashes: Hashes, bits: int, trees: int) -> None:
        self._hashes = hashes
        self._bits = bits
        self._trees = trees
        self._known: list[dict[int, int]] = [{} for _ in range(trees)]

    def enter(self, tree: int, index: int, digest: int) -> None:
        """Note that a path of *tree* led to *digest*.

        Raises:
            Rejected: another path led to another digest at the same place; one of the two would go unchecked.

        """
        if self._known[tree].setdefault(index, digest) != digest:
            raise Rejected("merkle", "two paths disagree about a node")

    def roots(self, reader: Reader) -> list[int]:
        """Read the multi-proof and return the roots that follow."""
        opened = [{index >> up for index in self._known[0]} for up in range(self._bits + 1)]

        def walk(up: int, index: int) -> list[int]:
            """Return the trees' nodes that are *up* levels above the cap."""
            if index not in opened[up]:
                return reader.hint(self._trees)
            if up == 0:
                return [known[index] for known in self._known]
            left, right = walk(up - 1, 2 * index), walk(up - 1, 2 * index + 1)
            return [self._hashes.node(a, b) for a, b in zip(left, right, strict=True)]

        return walk(self._bits, 0)
