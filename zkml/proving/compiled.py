"""The operations by the kernels of `kernels`, or by those of `ifma` where the CPU has what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zkml.commitment import reverse_bits
from zkml.field import PRIME, inverse, root_of_unity
from zkml.hashing import Hashes, felt_bytes, hades_constants, hashes_of, leaf_person, poseidon_iv
from zkml.multilinear import log2_ceil
from zkml.parameters import ParameterSet
from zkml.proving import kernels

__all__ = ["CompiledBackend"]

_Words = NDArray[np.uint64]

_R = (1 << 256) % PRIME
_R_INVERSE = inverse(_R)
_R_INVERSE_2 = _R_INVERSE * _R_INVERSE % PRIME
_BLOCKS = (1 << 9, 1 << 13)
"""Elements that are transformed while they and their twiddles stay in the first and in the second cache."""
_LANE_BLOCK = 1 << 11
"""The same for eight cosets at a time, in the second cache."""
_FINE_BITS = 9


def _words(values: Sequence[int]) -> _Words:
    return np.frombuffer(bytearray(felt_bytes(values)), np.uint64).reshape(-1, 4)


def _integers(words: _Words) -> list[int]:
    data = np.ascontiguousarray(words).tobytes()
    return [int.from_bytes(data[i : i + 32], "little") for i in range(0, len(data), 32)]


def _element(value: int) -> _Words:
    return _words([value * _R % PRIME])


_TO_MONTGOMERY = _words([_R * _R % PRIME])
_ONE = _words([1])


def _sum(words: _Words) -> int:
    """Return a sum of products of two elements in Montgomery form."""
    return int.from_bytes(words.tobytes(), "little") * _R_INVERSE_2 % PRIME


@lru_cache(maxsize=12)
def _twiddles(bits: int, rate_bits: int) -> tuple[_Words, ...]:
    """Return for each coset the twiddles x of each level, those of half h from h on."""
    generator, tables = root_of_unity(bits + rate_bits), []
    size = 1 << bits
    for coset in range(1 << rate_bits):
        shift, table = pow(generator, coset, PRIME), np.zeros((size, 4), np.uint64)
        for level in range(bits):
            half = 1 << level
            part = np.empty((half, 4), np.uint64)
            part[0] = _element(1)[0]
            kernels.powers(_element(root_of_unity(level + 1)), part)
            kernels.multiply_all(part, _element(pow(shift, size >> (level + 1), PRIME)), table[half : 2 * half])
        tables.append(table)
    return tuple(tables)


def _shifted_limbs(words: _Words) -> _Words:
    """Return 16 x as five limbs of 52 bits."""
    mask = np.uint64((1 << 52) - 1)
    out = np.empty((len(words), 5), np.uint64)
    out[:, 0] = words[:, 0] << np.uint64(4)
    for k in range(1, 4):
        down = np.uint64(48 - 12 * (k - 1))
        out[:, k] = words[:, k - 1] >> down | words[:, k] << (np.uint64(64) - down)
    out[:, :4] &= mask
    out[:, 4] = words[:, 3] >> np.uint64(12)
    return out


@lru_cache(maxsize=12)
def _lane_twiddles(bits: int) -> _Words:
    """Return the twiddles of each level, those of half h from h on, as limbs."""
    table = np.zeros((1 << bits, 4), np.uint64)
    for level in range(bits):
        half = 1 << level
        table[half] = _element(1)[0]
        kernels.powers(_element(root_of_unity(level + 1)), table[half : 2 * half])
    return _shifted_limbs(table).reshape(-1)


@lru_cache(maxsize=48)
def _lane_scales(bits: int, rate_bits: int, first: int) -> tuple[_Words, _Words]:
    """Return for cosets *first* … *first* + 7 their elements' factors by the low and the high part of an index."""
    low_bits = min(bits, _FINE_BITS)
    generator, parts = root_of_unity(bits + rate_bits), []
    for levels in (range(low_bits), range(low_bits, bits)):
        lanes = []
        for coset in range(first, first + 8):
            factors = [1]
            for level in levels:
                step = pow(generator, coset << (bits - 1 - level), PRIME)
                factors += [factor * step % PRIME for factor in factors]
            lanes.append(_shifted_limbs(_words([factor * _R % PRIME for factor in factors])))
        parts.append(np.ascontiguousarray(np.stack(lanes, axis=2)).reshape(-1))
    return parts[0], parts[1]


@lru_cache(maxsize=1)
def _round_constants() -> _Words:
    return _words([value * _R % PRIME for row in hades_constants() for value in row])


class _Tree:
    """A code word for each coset, plain, or in Montgomery form where Poseidon hashes it.

    Kernels with lanes write eight cosets side by side, the others one after the other.
    """

    def __init__(
        self,
        code: Any,
        table: _Words,
        parameters: ParameterSet,
        folds: int,
        hashes: Hashes,
        spread: Callable[..., Iterable[Any]],
        *,
        witness: bool,
    ) -> None:
        self._bits, self._folds, self._code = log2_ceil(len(table)), folds, code
        self._plain = hashes.blake_leaves(witness=witness)
        self._nodes_plain = hashes.profile == "blake2s"
        cosets = 1 << parameters.rate_bits
        self._lanes = code is not kernels and cosets % code.LANES == 0 and self._bits >= 2
        if self._plain:
            plain = np.empty_like(table)
            code.multiply_all(table, _ONE, plain)
            table = plain
        self._leaves = len(table) >> folds
        shape, kind = ((8,), np.uint32) if self._plain else ((4,), np.uint64)
        digests: Any = np.empty((self._leaves * cosets, *shape), kind)
        _round_constants()  # before threads ask for them
        if self._lanes:
            first = range(0, cosets, code.LANES)
            scales = [_lane_scales(self._bits, parameters.rate_bits, coset) for coset in first]
            twiddles = _lane_twiddles(self._bits)
            parts = [digests[coset * self._leaves : (coset + code.LANES) * self._leaves] for coset in first]
            make = spread(lambda scale, part: self._make_lanes(table, scale, twiddles, part), scales, parts)
        else:
            tables = _twiddles(self._bits, parameters.rate_bits)
            parts = [digests[coset * self._leaves : (coset + 1) * self._leaves] for coset in range(cosets)]
            make = spread(lambda twiddles, part: self._make_coset(table, twiddles, part), tables, parts)
        self._word = list(make)
        self._levels = self._hash_nodes(digests)
        self.depth = len(self._levels) - 1
        self.root = int.from_bytes(self.nodes(0, [0])[0], "little")
        leaf_bits = self._bits - folds
        self._slots = np.array([reverse_bits(slot, folds) << leaf_bits for slot in range(1 << folds)])

    def _make_coset(self, table: _Words, twiddles: _Words, digests: Any) -> _Words:
        values = table.copy()
        kernels.transform(values, twiddles, *_BLOCKS)
        if self._plain:
            kernels.blake_leaves(values.view(np.uint32), self._folds, self._leaf_start(), digests)
        else:
            kernels.poseidon_leaves(values, self._folds, self._leaf_start(), _round_constants(), digests)
        return values

    def _make_lanes(self, table: _Words, scales: tuple[_Words, _Words], twiddles: _Words, digests: Any) -> _Words:
        code, size = self._code, 4 * self._code.LANES * len(table)
        buffer = np.empty(len(table) * 5 * code.LANES, np.uint64)
        code.transform_lanes(table, *scales, twiddles, _LANE_BLOCK, buffer)
        buffer.resize(size, refcheck=False)
        if self._plain:
            code.blake_lanes(buffer, self._folds, self._leaves, self._leaf_start(), digests)
        else:
            start = self._leaf_start()
            code.poseidon_lanes(buffer, self._folds, self._leaves, start, _round_constants(), digests)
        return buffer.reshape(-1, 4, code.LANES)

    def _leaf_start(self) -> Any:
        if self._plain:
            return kernels.blake_start(leaf_person(1 << self._folds))
        return _element(poseidon_iv(f"zkml1 leaf {1 << self._folds}"))

    def _hash_nodes(self, digests: Any) -> list[Any]:
        if self._plain and not self._nodes_plain:
            words = np.ascontiguousarray(digests).view(np.uint64)
            digests = np.empty_like(words)
            self._code.multiply_all(words, _TO_MONTGOMERY, digests)
        levels = [digests]
        while len(levels[-1]) > 1:
            below = levels[-1]
            above = np.empty((len(below) // 2, below.shape[1]), below.dtype)
            if self._nodes_plain:
                self._code.blake_nodes(below, kernels.blake_start(b"zkml1nd"), above)
            else:
                self._code.poseidon_nodes(below, _element(poseidon_iv("zkml1 node")), _round_constants(), above)
            levels.append(above)
        return levels

    def leaves(self, positions: Sequence[int]) -> list[bytes]:
        cosets, indices = np.divmod(np.array(positions), self._leaves)
        first = np.array([reverse_bits(index, self._bits - self._folds) for index in indices.tolist()])
        places = first[:, None] + self._slots
        found = np.empty((*places.shape, 4), np.uint64)
        parts, lanes = np.divmod(cosets, self._code.LANES if self._lanes else 1)
        for part in np.unique(parts):
            own = parts == part
            word = self._word[part]
            found[own] = word[places[own], :, lanes[own, None]] if self._lanes else word[places[own]]
        return _serialised(found, plain=self._plain)

    def nodes(self, depth: int, indices: Sequence[int]) -> list[bytes]:
        level = self._levels[self.depth - depth]
        return _serialised(level[np.array(indices)], plain=self._nodes_plain)


def _serialised(words: Any, *, plain: bool) -> list[bytes]:
    """Return the bytes of each row of elements, which are in Montgomery form unless *plain*."""
    if not plain:
        montgomery = words.reshape(-1, 4)
        words = np.empty_like(words)
        kernels.multiply_all(montgomery, _ONE, words.reshape(-1, 4))
    data, size = words.tobytes(), words.nbytes // len(words)
    return [data[start : start + size] for start in range(0, len(data), size)]


class _ProductSumcheck:
    def __init__(self, code: Any, f: _Words, w: _Words) -> None:
        self._code = code
        self._f, self._w, self._size = f, w, len(f)
        self._joining: tuple[_Words, _Words] | None = None
        self._sums = np.zeros(18, np.uint64)
        code.product_round(f, w, f, w, self._size // 2, self._size // 2, self._sums)

    def message(self) -> tuple[int, int]:
        return _sum(self._sums[:9]), _sum(self._sums[9:])

    def bind(self, r: int) -> None:
        self._sums[:] = 0
        if self._joining is None:
            self._code.product_bind(self._f, self._w, self._size, _element(r), self._sums)
            self._size //= 2
            return
        for first, second in zip(self._joining, self.tables(), strict=True):
            self._code.fold_into(first, second, _element(r))
        self._joining, half = None, self._size // 2
        self._code.product_round(self._f, self._w, *self.tables(), half, half, self._sums)

    def tables(self) -> tuple[_Words, _Words]:
        return self._f[: self._size], self._w[: self._size]

    def join(self, f: _Words, w: _Words) -> None:
        self._joining = f, w
        self._sums[:] = 0
        self._code.product_round(f, w, *self.tables(), 0, self._size, self._sums)


class _FractionSumcheck:
    def __init__(self, code: Any, layer: tuple[_Words, _Words], eq: _Words, weight: int) -> None:
        self._code = code
        p, q = layer
        half = len(p) // 2
        self._weight, self._eq = weight, eq
        self._tables = [np.empty((half, 4), np.uint64) for _ in range(4)]
        self._sums, self._size = np.zeros(18, np.uint64), half
        self._code.fraction_start(eq, p, q, _element(weight), *self._tables, self._sums)

    def message(self) -> tuple[int, int]:
        return _sum(self._sums[:9]), _sum(self._sums[9:])

    def bind(self, r: int) -> None:
        self._sums[:] = 0
        self._code.fraction_bind(self._eq, *self._tables, self._size, _element(r), self._sums)
        self._size //= 2

    def ends(self) -> tuple[int, int, int, int]:
        p0, p1, q0, q1 = (_integers(table[:1])[0] * _R_INVERSE % PRIME for table in self._tables)
        return p0, (p1 - self._weight * q1) % PRIME, q0, q1


class CompiledBackend:
    """A `Backend` whose vectors are uint64 [n, 4].

    Args:
        threads: for the cosets of a code word, which are most of the work; kernels run without Python's lock.
        code: the module of the kernels: `kernels`, or one that has its functions and some for lanes.

    """

    def __init__(self, threads: int = 1, code: Any = kernels) -> None:
        self._code = code
        self._spread: Callable[..., Iterable[Any]] = ThreadPoolExecutor(threads).map if threads > 1 else map

    def from_integers(self, values: NDArray[np.int64]) -> _Words:
        flat = np.ascontiguousarray(values.reshape(-1), np.int64)
        out = np.empty((len(flat), 4), np.uint64)
        self._code.from_integers(flat, _TO_MONTGOMERY, out)
        return out

    def from_felts(self, values: Sequence[int]) -> _Words:
        return _words([value * _R % PRIME for value in values])

    def felts(self, vector: _Words) -> list[int]:
        return [value * _R_INVERSE % PRIME for value in _integers(vector)]

    def zeros(self, size: int) -> _Words:
        return np.zeros((size, 4), np.uint64)

    def part(self, vector: _Words, start: int, size: int) -> _Words:
        return vector[start : start + size]

    def gather(self, vector: _Words, indices: NDArray[np.int64]) -> _Words:
        return vector.take(indices.reshape(-1), axis=0)

    def tensor(self, factors: Sequence[Sequence[int]]) -> _Words:
        table: _Words | None = None
        # from the last to the first, so that what is multiplied by one element at a time is the longer table
        for is_eq, group in groupby(reversed(factors), lambda factor: len(factor) == 2 and sum(factor) % PRIME == 1):
            run = list(group)
            parts = [self._eq_table([factor[1] for factor in run[::-1]])] if is_eq else map(self.from_felts, run)
            for part in parts:
                if table is None:
                    table = part
                    continue
                grown = np.empty((len(part) * len(table), 4), np.uint64)
                self._code.outer(part, table, grown)
                table = grown
        return _element(1) if table is None else table

    def _eq_table(self, point: list[int]) -> _Words:
        first, second = (np.empty((1 << len(point), 4), np.uint64) for _ in range(2))
        first[0] = _element(1)[0]
        return second if self._code.eq_steps(self.from_felts(point), first, second) else first

    def add(self, target: _Words, start: int, scale: int, vector: _Words) -> None:
        if scale == 1:
            self._code.add_plain(target, start, vector)
        else:
            self._code.add_scaled(target, start, _element(scale), vector)

    def put(self, target: _Words, start: int, vector: _Words) -> None:
        target[start : start + len(vector)] = vector

    def combine(self, vector: _Words, weights: Sequence[int]) -> _Words:
        out = np.empty((len(vector) // len(weights), 4), np.uint64)
        self._code.combine(vector, self.from_felts(weights), out)
        return out

    def dot(self, a: _Words, b: _Words) -> int:
        sums = np.zeros(9, np.uint64)
        self._code.dot(a, b, sums)
        return _sum(sums)

    def project(
        self, block: _Words, channels: int, rows: Sequence[Sequence[int]], columns: Sequence[Sequence[int]]
    ) -> _Words:
        taps, across = 1 << log2_ceil(len(rows)), 1 << log2_ceil(len(columns))
        out = np.zeros((channels * taps * across, 4), np.uint64)
        flat = [self.from_felts([value for vector in vectors for value in vector]) for vectors in (rows, columns)]
        used = [np.array([[value != 0 for value in vector] for vector in vectors]) for vectors in (rows, columns)]
        height, width = len(rows[0]), len(columns[0])
        self._code.project(block, channels, height, width, flat[0], used[0], flat[1], used[1], across, out)
        return out

    def fractions(self, p: _Words, q: _Words) -> list[tuple[_Words, _Words]]:
        layers = [(p, q)]
        while len(p) > 1:
            above = np.empty((len(p) // 2, 4), np.uint64), np.empty((len(p) // 2, 4), np.uint64)
            self._code.fractions(p, q, *above)
            p, q = above
            layers.append(above)
        return layers

    def fraction_sumcheck(self, layer: tuple[_Words, _Words], point: Sequence[int], weight: int) -> _FractionSumcheck:
        return _FractionSumcheck(self._code, layer, self.tensor([[1 - x, x] for x in point[1:]]), weight)

    def product_sumcheck(self, f: _Words, w: _Words) -> _ProductSumcheck:
        return _ProductSumcheck(self._code, f.copy(), w)

    def commit(self, vector: _Words, parameters: ParameterSet, folds: int, *, witness: bool) -> _Tree:
        return _Tree(
            self._code, vector, parameters, folds, hashes_of(parameters.profile), self._spread, witness=witness
        )

    def release(self) -> None:
        for tables in (_twiddles, _lane_twiddles, _lane_scales):
            tables.cache_clear()

    def permutation(self, a: int, b: int, c: int) -> tuple[int, int, int]:
        state = self.from_felts([a, b, c])
        kernels.permute(state, _round_constants())
        a, b, c = self.felts(state)
        return a, b, c

    def grind(self, seed: int, bits: int) -> int:
        words = np.frombuffer(bytearray(felt_bytes([seed])), np.uint32)
        start, first = kernels.blake_start(b"zkml1pow"), 0
        while True:
            nonce = self._code.grind(words, start, np.uint32((1 << bits) - 1), first, 1 << 16)
            if nonce >= 0:
                return int(nonce)
            first += 1 << 16
