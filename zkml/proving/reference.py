"""The operations with Python's integers: slow, and written to be obviously right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from zkml.commitment import reverse_bits
from zkml.field import PRIME, root_of_unity
from zkml.hashing import Hashes, felt_bytes, grinding_word, hades, hashes_of
from zkml.multilinear import dot, eq_table, fold, log2_ceil
from zkml.parameters import ParameterSet

__all__ = ["ReferenceBackend", "encode"]

_Table = list[int]


def encode(table: _Table, shift: int) -> _Table:
    """Return the values of a table's polynomial at shift · w^rev(j), w of the table's order.

    f(X) = f_even(X²) + X f_odd(X²), where f_even is the table's first half; positions 2q and 2q + 1 are x and -x.
    """
    if len(table) == 1:
        return table
    half, bits = len(table) // 2, log2_ceil(len(table))
    evens, odds = encode(table[:half], shift * shift % PRIME), encode(table[half:], shift * shift % PRIME)
    values = []
    for q, (even, odd) in enumerate(zip(evens, odds, strict=True)):
        x = shift * pow(root_of_unity(bits), reverse_bits(q, bits - 1), PRIME)
        term = x * odd % PRIME
        values += [(even + term) % PRIME, (even - term) % PRIME]
    return values


class _Tree:
    def __init__(self, table: _Table, rate_bits: int, folds: int, hashes: Hashes, *, witness: bool) -> None:
        generator = root_of_unity(log2_ceil(len(table)) + rate_bits)
        self._word = [v for coset in range(1 << rate_bits) for v in encode(table, pow(generator, coset, PRIME))]
        self._arity = 1 << folds
        leaves = [self._values(position) for position in range(len(self._word) >> folds)]
        self._levels = [[hashes.leaf(leaf, witness=witness) for leaf in leaves]]
        while len(self._levels[-1]) > 1:
            below = self._levels[-1]
            self._levels.append([hashes.node(below[i], below[i + 1]) for i in range(0, len(below), 2)])
        self.depth = len(self._levels) - 1
        self.root = self._levels[-1][0]

    def _values(self, position: int) -> _Table:
        return self._word[position * self._arity : (position + 1) * self._arity]

    def leaves(self, positions: Sequence[int]) -> list[bytes]:
        return [felt_bytes(self._values(position)) for position in positions]

    def nodes(self, depth: int, indices: Sequence[int]) -> list[bytes]:
        return [felt_bytes([self._levels[self.depth - depth][index]]) for index in indices]


class _ProductSumcheck:
    def __init__(self, f: _Table, w: _Table) -> None:
        self._f, self._w = f, w

    def message(self) -> tuple[int, int]:
        half = len(self._f) // 2
        leading = 0
        for i in range(half):
            leading += (self._f[i + half] - self._f[i]) * (self._w[i + half] - self._w[i])
        return dot(self._f[:half], self._w[:half]), leading % PRIME

    def bind(self, r: int) -> None:
        self._f, self._w = fold(self._f, r), fold(self._w, r)

    def tables(self) -> tuple[_Table, _Table]:
        return self._f, self._w

    def join(self, f: _Table, w: _Table) -> None:
        self._f, self._w = f + self._f, w + self._w


class _FractionSumcheck:
    def __init__(self, layer: tuple[_Table, _Table], point: Sequence[int], weight: int) -> None:
        p, q = layer
        half = len(p) // 2
        self._weight = weight
        self._eq = eq_table(point[1:])
        self._p0, self._q0, self._q1 = p[:half], q[:half], q[half:]
        self._p1 = [(a + weight * b) % PRIME for a, b in zip(p[half:], q[half:], strict=True)]

    def message(self) -> tuple[int, int]:
        half = len(self._p0) // 2
        at_0 = leading = 0
        tables = (self._p0, self._p1, self._q0, self._q1)
        for i in range(half):
            p0, p1, q0, q1 = (table[i] for table in tables)
            at_0 += self._eq[i] * ((p0 * q1 + p1 * q0) % PRIME)
            p0, p1, q0, q1 = (table[i + half] - table[i] for table in tables)
            leading += self._eq[i] * ((p0 * q1 + p1 * q0) % PRIME)
        return at_0 % PRIME, leading % PRIME

    def bind(self, r: int) -> None:
        half = len(self._eq) // 2
        if half:
            self._eq = [(self._eq[i] + self._eq[i + half]) % PRIME for i in range(half)]
        self._p0, self._p1 = fold(self._p0, r), fold(self._p1, r)
        self._q0, self._q1 = fold(self._q0, r), fold(self._q1, r)

    def ends(self) -> tuple[int, int, int, int]:
        p1 = (self._p1[0] - self._weight * self._q1[0]) % PRIME
        return self._p0[0], p1, self._q0[0], self._q1[0]


class ReferenceBackend:
    """A `Backend` whose vectors are lists."""

    def from_integers(self, values: NDArray[np.int64]) -> _Table:
        return [value % PRIME for value in values.reshape(-1).tolist()]

    def from_felts(self, values: Sequence[int]) -> _Table:
        return list(values)

    def felts(self, vector: _Table) -> list[int]:
        return vector

    def zeros(self, size: int) -> _Table:
        return [0] * size

    def part(self, vector: _Table, start: int, size: int) -> _Table:
        return vector[start : start + size]

    def gather(self, vector: _Table, indices: NDArray[np.int64]) -> _Table:
        return [vector[index] for index in indices.reshape(-1).tolist()]

    def tensor(self, factors: Sequence[Sequence[int]]) -> _Table:
        table = [1]
        for factor in factors:
            table = [x * y % PRIME for x in table for y in factor]
        return table

    def add(self, target: _Table, start: int, scale: int, vector: _Table) -> None:
        for i, value in enumerate(vector):
            target[start + i] = (target[start + i] + scale * value) % PRIME

    def put(self, target: _Table, start: int, vector: _Table) -> None:
        target[start : start + len(vector)] = vector

    def combine(self, vector: _Table, weights: Sequence[int]) -> _Table:
        size = len(vector) // len(weights)
        return [sum(w * vector[b * size + i] for b, w in enumerate(weights)) % PRIME for i in range(size)]

    def dot(self, a: _Table, b: _Table) -> int:
        return dot(a, b)

    def project(
        self, block: _Table, channels: int, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]
    ) -> _Table:
        height, width = len(rows[0]), len(columns[0])
        taps, across = 1 << log2_ceil(len(rows)), 1 << log2_ceil(len(columns))
        result = [0] * (channels * taps * across)
        for c in range(channels):
            plane = [block[(c * height + u) * width : (c * height + u + 1) * width] for u in range(height)]
            for j, column in enumerate(columns):
                mixed = [dot(line, column) for line in plane]
                for i, row in enumerate(rows):
                    result[(c * taps + i) * across + j] = dot(mixed, row)
        return result

    def fractions(self, p: _Table, q: _Table) -> list[tuple[_Table, _Table]]:
        layers = [(p, q)]
        while len(p) > 1:
            half = len(p) // 2
            p, q = (
                [(p[i] * q[i + half] + p[i + half] * q[i]) % PRIME for i in range(half)],
                [q[i] * q[i + half] % PRIME for i in range(half)],
            )
            layers.append((p, q))
        return layers

    def fraction_sumcheck(self, layer: tuple[_Table, _Table], point: Sequence[int], weight: int) -> _FractionSumcheck:
        return _FractionSumcheck(layer, point, weight)

    def product_sumcheck(self, f: _Table, w: _Table) -> _ProductSumcheck:
        return _ProductSumcheck(f, w)

    def commit(self, vector: _Table, parameters: ParameterSet, folds: int, *, witness: bool) -> _Tree:
        return _Tree(vector, parameters.rate_bits, folds, hashes_of(parameters.profile), witness=witness)

    def release(self) -> None:
        pass

    def permutation(self, a: int, b: int, c: int) -> tuple[int, int, int]:
        return hades(a, b, c)

    def grind(self, seed: int, bits: int) -> int:
        return next(nonce for nonce in count() if not grinding_word(seed, nonce) & ((1 << bits) - 1))
