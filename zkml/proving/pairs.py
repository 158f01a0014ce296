"""Many pairs hashed by Hades with machine code: for Merkle trees beside proofs, such as a gateway's batches."""

# ruff: noqa: SLF001 - a second front of the compiled module, whose parts are its own
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from zkml.proving import select

__all__ = ["PairHasher", "Words"]

Words = NDArray[np.uint64]


class PairHasher:
    """Hashes pairs (a, b) to ``hades(a, b, domain)[0]``; elements are [n, 4] words in Montgomery form.

    Raises:
        ImportError, OSError: machine code can't be made here.

    """

    def __init__(self) -> None:
        select.fastest()
        from zkml.proving import compiled, kernels

        self._compiled, self._kernels = compiled, kernels
        self._domain = lru_cache(maxsize=8)(compiled._element)

    def words(self, values: Sequence[int]) -> Words:
        """Return elements, each in [0, p), as words."""
        return self.from_bytes(b"".join(value.to_bytes(32, "little") for value in values))

    def from_bytes(self, data: bytes) -> Words:
        """Return elements from 32 little-endian bytes each."""
        plain = np.frombuffer(bytearray(data), np.uint64).reshape(-1, 4)
        out = np.empty_like(plain)
        self._kernels.multiply_all(plain, self._compiled._TO_MONTGOMERY, out)
        return out

    def integers(self, words: Words) -> list[int]:
        """Return words as integers."""
        return self._compiled._integers(self._plain(words))

    def hash(self, pairs: Words, domain: int) -> Words:
        """Return the digests of rows 0 and 1, 2 and 3, and so on."""
        out = np.empty((len(pairs) // 2, 4), np.uint64)
        constants = self._compiled._round_constants()
        self._kernels.poseidon_nodes(pairs, self._domain(domain), constants, out)
        return out

    def _plain(self, words: Words) -> Words:
        out = np.empty_like(words)
        self._kernels.multiply_all(np.ascontiguousarray(words), self._compiled._ONE, out)
        return out
