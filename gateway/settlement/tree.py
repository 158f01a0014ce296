"""The root of a batch, and its tree: `gateway.chain.merkle` says what they are, this makes them fast.

Machine code does 70,000 records a second on a core; where none can be made, a library in C does about 6,000.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from gateway.chain.merkle import LEAF_DOMAIN, NODE_DOMAIN, Batch, seal

if TYPE_CHECKING:
    from zkml.proving.pairs import PairHasher, Words

__all__ = ["MANY", "RootMaker", "compiled_levels", "compiled_root", "fastest_root", "plain_root", "tree_of"]

RootMaker = Callable[[int, Sequence[int]], int]
"""Returns the root of records from a first number on, given their cut leaves."""

MANY: Final = 10_000
"""Records from which on a tree is worth the seconds that it takes to have machine code ready."""


def plain_root(first: int, leaves: Sequence[int]) -> int:
    """Return the root with poseidon_py's permutation."""
    from poseidon_py.poseidon_hash import hades_permutation

    def pair(left: int, right: int, domain: int) -> int:
        return int(hades_permutation([left, right, domain])[0])

    level = [pair(leaf, first + place, LEAF_DOMAIN) for place, leaf in enumerate(leaves)]
    while len(level) > 1:
        above = [pair(level[at], level[at + 1], NODE_DOMAIN) for at in range(0, len(level) - 1, 2)]
        level = [*above, level[-1]] if len(level) % 2 else above
    return seal(level[0], first, len(leaves))


def compiled_levels(hasher: PairHasher, first: int, leaves: Sequence[int]) -> list[Words]:
    """Return the tree's levels, from the leaves to the top, as the hasher's words: row *i* is node *i*."""
    import numpy as np

    pairs = [value for place, leaf in enumerate(leaves) for value in (leaf, first + place)]
    levels = [hasher.hash(hasher.words(pairs), LEAF_DOMAIN)]
    while len(level := levels[-1]) > 1:
        even = len(level) // 2 * 2
        above = hasher.hash(np.ascontiguousarray(level[:even]), NODE_DOMAIN)
        levels.append(np.concatenate([above, level[even:]]))
    return levels


def compiled_root(hasher: PairHasher) -> RootMaker:
    """Return what makes roots with machine code."""

    def root(first: int, leaves: Sequence[int]) -> int:
        (top,) = hasher.integers(compiled_levels(hasher, first, leaves)[-1])
        return seal(top, first, len(leaves))

    return root


def fastest_root() -> RootMaker:
    """Return what makes roots fastest on this machine; it is held against the plain one first."""
    hasher = _machine_code()
    return plain_root if hasher is None else compiled_root(hasher)


def tree_of(first: int, leaves: Sequence[int]) -> Batch:
    """Return a batch with its tree, which machine code makes when it is large.

    Raises:
        ValueError: as `Batch`.

    """
    batch = Batch(first, tuple(leaves))
    hasher = _machine_code() if batch.count >= MANY else None
    if hasher is not None:
        # Where `cached_property` would keep what it makes itself.
        vars(batch)["levels"] = [hasher.integers(level) for level in compiled_levels(hasher, first, leaves)]
    return batch


@cache
def _machine_code() -> PairHasher | None:
    """Return what hashes with machine code, if that can be had and gives the plain root."""
    try:
        from zkml.proving.pairs import PairHasher

        hasher = PairHasher()
        if compiled_root(hasher)(1, (5, 6, 7)) == plain_root(1, (5, 6, 7)):
            return hasher
    except (ImportError, OSError, RuntimeError):
        pass  # numba is not installed, or no machine code may be made here
    return None
