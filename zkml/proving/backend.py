"""The seam between the prover's story and its arithmetic.

`prover` tells the protocol once, over the operations named here; `reference` does them with Python's integers, slowly
and readably, `compiled` with machine code. Tests hold the second against the first, operation by operation and proof by
proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from zkml.parameters import ParameterSet

__all__ = ["Backend", "FractionSumcheck", "ProductSumcheck", "Tree", "Vector"]

Vector = Any
"""A table of field elements in a backend's own form; only the backend looks inside."""


class ProductSumcheck(Protocol):
    """A sumcheck for Σ f w; both tables shrink by half a round."""

    def message(self) -> tuple[int, int]:
        """Return the round's polynomial: its value at 0 and its leading coefficient."""

    def bind(self, r: int) -> None:
        """Bind the first variable."""

    def tables(self) -> tuple[Vector, Vector]:
        """Return f and w as they are now."""

    def join(self, f: Vector, w: Vector) -> None:
        """Go on with (1 - X)·(f, w) + X·(these tables), whose next variable is X; *f* and *w* stay as they are."""


class FractionSumcheck(Protocol):
    """A layer's sumcheck of the fraction tree, without the factor eq of the variables already bound."""

    def message(self) -> tuple[int, int]:
        """Return t(0) and the leading coefficient."""

    def bind(self, r: int) -> None:
        """Bind the first variable."""

    def ends(self) -> tuple[int, int, int, int]:
        """Return p_0, p_1, q_0, q_1 at the point."""


class Tree(Protocol):
    """A code word under a hash tree."""

    root: int
    depth: int

    def leaves(self, positions: Sequence[int]) -> list[bytes]:
        """Return the elements of each of some leaves, serialised."""

    def nodes(self, depth: int, indices: Sequence[int]) -> list[bytes]:
        """Return the digests of some nodes of one depth, serialised."""


class Backend(Protocol):
    """The operations."""

    def from_integers(self, values: NDArray[np.int64]) -> Vector:
        """Return integers, which may be negative, as elements."""

    def from_felts(self, values: Sequence[int]) -> Vector:
        """Return elements."""

    def felts(self, vector: Vector) -> list[int]:
        """Return a vector's elements."""

    def zeros(self, size: int) -> Vector:
        """Return zeros."""

    def part(self, vector: Vector, start: int, size: int) -> Vector:
        """Return some of a vector's elements; not to be changed."""

    def gather(self, vector: Vector, indices: NDArray[np.int64]) -> Vector:
        """Return the elements at *indices*."""

    def tensor(self, factors: Sequence[Sequence[int]]) -> Vector:
        """Return the product of *factors* over their joint index, the first one's being the most significant."""

    def add(self, target: Vector, start: int, scale: int, vector: Vector) -> None:
        """Add *scale* · *vector* to *target* from *start* on."""

    def put(self, target: Vector, start: int, vector: Vector) -> None:
        """Write *vector* into *target* from *start* on."""

    def combine(self, vector: Vector, weights: Sequence[int]) -> Vector:
        """Return Σ_b weights[b] · (b-th part of *vector* out of len(*weights*) equal ones)."""

    def dot(self, a: Vector, b: Vector) -> int:
        """Return Σ a_i b_i."""

    def project(
        self, block: Vector, channels: int, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]
    ) -> Vector:
        """Return Σ_{u,v} X(c, u, v) S_i(u) S_j(v) as (c, i, j), the taps padded to powers of two."""

    def fractions(self, p: Vector, q: Vector) -> list[tuple[Vector, Vector]]:
        """Return the layers of the tree of fractions, from the leaves to the root."""

    def fraction_sumcheck(self, layer: tuple[Vector, Vector], point: Sequence[int], weight: int) -> FractionSumcheck:
        """Return the sumcheck for a layer (of twice the size of the one whose claim is at *point*)."""

    def product_sumcheck(self, f: Vector, w: Vector) -> ProductSumcheck:
        """Return a sumcheck for Σ f w, which may use *w* up; *f* stays as it is."""

    def commit(self, vector: Vector, parameters: ParameterSet, folds: int, *, witness: bool) -> Tree:
        """Return the tree over the vector's code word with leaves of 2^*folds*."""

    def release(self) -> None:
        """Free what was kept for further tables of the sizes committed to so far."""

    def permutation(self, a: int, b: int, c: int) -> tuple[int, int, int]:
        """Return `zkml.hashing.hades` of a state."""

    def grind(self, seed: int, bits: int) -> int:
        """Return the least nonce that pays."""
