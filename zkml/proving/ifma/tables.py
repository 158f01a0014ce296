"""Tables of elements, their sums and sumchecks."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from zkml.proving import kernels
from zkml.proving.ifma.lanes import INDEX, LANES, LIMB_BITS, LIMBS, MASK, code, everywhere
from zkml.proving.kernels import OPTIONS

__all__ = [
    "add_plain",
    "add_scaled",
    "combine",
    "dot",
    "eq_steps",
    "fold_into",
    "fraction_bind",
    "fraction_start",
    "fractions",
    "from_integers",
    "multiply_all",
    "outer",
    "product_bind",
    "product_round",
]

_OFTEN = 64
"""Products that are added up before carries are passed on: a limb of a sum grows by less than 2^56 with each."""


@intrinsic
def _mul_by(_, x, i, factor, j, out, k):
    """Write eight products by one factor."""

    def emit(e):
        factor = e.spread(2, e.argument(3), shifted=True)
        e.store(4, e.argument(5), e.mul(factor, e.load(0, e.argument(1))))

    return types.void(x, INDEX, factor, INDEX, out, INDEX), code(emit)


@intrinsic
def _mul_by_plain(_, x, i, factor, out):
    """Write eight canonical products by one factor."""

    def emit(e):
        factor = e.spread(2, e.word(0), shifted=True)
        e.store(3, e.argument(1), e.canonical(e.raw_mul(factor, e.load(0, e.argument(1)))))

    return types.void(x, INDEX, factor, out), code(emit)


@intrinsic
def _add_scaled(_, target, i, scale, x, j):
    def emit(e):
        at, factor = e.argument(1), e.spread(2, e.word(0), shifted=True)
        e.store(0, at, e.small(e.add(e.load(0, at), e.raw_mul(factor, e.load(3, e.argument(4))))))

    return types.void(target, INDEX, scale, x, INDEX), code(emit)


@intrinsic
def _add_small(_, target, i, x, j):
    def emit(e):
        at = e.argument(1)
        e.store(0, at, e.small(e.add(e.load(0, at), e.load(2, e.argument(3)))))

    return types.void(target, INDEX, x, INDEX), code(emit)


@intrinsic
def _split_by(_, table, i, j, factor, k):
    """Write t (1 - x) at i, and t x at j, of eight t at i."""

    def emit(e):
        at = e.argument(1)
        t = e.load(0, at)
        product = e.mul(e.spread(3, e.argument(4), shifted=True), t)
        e.store(0, e.argument(2), product)
        e.store(0, at, e.small(e.sub(t, product)))

    return types.void(table, INDEX, INDEX, factor, INDEX), code(emit)


@intrinsic
def _from_integers(_, values, i, to_montgomery, out):
    """Write eight integers as elements."""

    def emit(e):
        b, at = e.b, e.argument(1)
        value = e.integers(0, at)
        negative = b.icmp_signed("<", value, everywhere(0))
        size = b.select(negative, b.sub(everywhere(0), value), value)
        number = [b.and_(size, everywhere(MASK)), b.lshr(size, everywhere(LIMB_BITS)), *[everywhere(0)] * 3]
        found = e.mul(e.spread(2, e.word(0), shifted=True), number)
        minus = e.carried(e.sub([everywhere(0)] * LIMBS, found, 2))
        e.store(3, at, [b.select(negative, x, y) for x, y in zip(minus, found, strict=True)])

    return types.void(values, INDEX, to_montgomery, out), code(emit)


@intrinsic
def _collect(_, sums, x, i, y, j):
    def emit(e):
        e.collect(0, 0, e.load(1, e.argument(2)), e.load(3, e.argument(4)))

    return types.void(sums, x, INDEX, y, INDEX), code(emit)


@intrinsic
def _collect_by(_, sums, x, i, y, j):
    """Collect eight products by one factor."""

    def emit(e):
        e.collect(0, 0, e.load(1, e.argument(2)), e.spread(3, e.argument(4), shifted=True))

    return types.void(sums, x, INDEX, y, INDEX), code(emit)


@intrinsic
def _finish(_, sums, out, i):
    """Write eight sums of products with shifted factors, whose carries were passed on, as elements."""

    def emit(e):
        e.store(1, e.argument(2), e.small(e.reduce(e.sums(0))))

    return types.void(sums, out, INDEX), code(emit)


@intrinsic
def _fraction(_, p, q, i, j, p_out, q_out):
    def emit(e):
        i, j = e.argument(2), e.argument(3)
        p0, p1, q1 = e.load(0, i), e.load(0, j), e.load(1, j)
        q0_shifted, q1_shifted = e.load(1, i, shifted=True), e.load(1, j, shifted=True)
        e.store(4, i, e.carried(e.reduce(e.wide(q0_shifted, p1, e.wide(q1_shifted, p0)))))
        e.store(5, i, e.mul(q0_shifted, q1))

    return types.void(p, q, INDEX, INDEX, p_out, q_out), code(emit)


def _fraction_terms(e: Any, weight: Any, low: list[Any], high: list[Any], sums: int) -> None:
    """Collect 1/16 of t(0) and of the leading coefficient of eq · (p_0 q_1 + p_1 q_0)."""
    steps = [e.carried(e.sub(y, x)) for x, y in zip(low, high, strict=True)]
    for number, (p0, p1, q0, q1) in enumerate((low, steps)):
        e.collect(sums, number, weight, e.carried(e.reduce(e.wide(p1, q0, e.wide(p0, q1)))))


@intrinsic
def _fraction_round(_, eq, p0, p1, q0, q1, i, j, sums):
    def emit(e):
        i, j = e.argument(5), e.argument(6)
        _fraction_terms(e, e.load(0, i), [e.load(t, i) for t in range(1, 5)], [e.load(t, j) for t in range(1, 5)], 7)

    return types.void(eq, p0, p1, q0, q1, INDEX, INDEX, sums), code(emit)


@intrinsic
def _fraction_bind(_, eq, p0, p1, q0, q1, i, j, half, r, sums):
    """Fold (i, i + half) and (j, j + half), then collect the next round's terms."""

    def emit(e):
        i, j, half = e.argument(5), e.argument(6), e.argument(7)
        r = e.spread(8, e.word(0), shifted=True)
        weight = e.small(e.add(e.load(0, i), e.load(0, j)))
        e.store(0, i, weight)
        low: list[Any] = []
        high: list[Any] = []
        for table in range(1, 5):
            for at, into in ((i, low), (j, high)):
                value = e.fold(e.load(table, at), e.load(table, e.b.add(at, half)), r)
                e.store(table, at, value)
                into.append(value)
        _fraction_terms(e, weight, low, high, 9)

    return types.void(eq, p0, p1, q0, q1, INDEX, INDEX, INDEX, r, sums), code(emit)


def _product_terms(e: Any, f0: Any, w0: Any, f1: Any, w1: Any, sums: int) -> None:
    e.collect(sums, 0, f0, w0)
    e.collect(sums, 1, e.carried(e.sub(f1, f0)), e.carried(e.sub(w1, w0)))


@intrinsic
def _product_round(_, f0, w0, f1, w1, i, j, sums):
    def emit(e):
        i, j = e.argument(4), e.argument(5)
        _product_terms(e, e.load(0, i), e.load(1, i), e.load(2, j), e.load(3, j), 6)

    return types.void(f0, w0, f1, w1, INDEX, INDEX, sums), code(emit)


@intrinsic
def _product_bind(_, f, w, i, j, half, r, sums):
    def emit(e):
        i, j, half = e.argument(2), e.argument(3), e.argument(4)
        r = e.spread(5, e.word(0), shifted=True)
        values: list[Any] = []
        for at in (i, j):
            for table in (0, 1):
                value = e.fold(e.load(table, at), e.load(table, e.b.add(at, half)), r)
                e.store(table, at, value)
                values.append(value)
        f0, w0, f1, w1 = values
        _product_terms(e, f0, w0, f1, w1, 6)

    return types.void(f, w, INDEX, INDEX, INDEX, r, sums), code(emit)


@intrinsic
def _fold_into(_, low, high, i, r):
    def emit(e):
        i, r = e.argument(2), e.spread(3, e.word(0), shifted=True)
        e.store(1, i, e.fold(e.load(0, i), e.load(1, i), r))

    return types.void(low, high, INDEX, r), code(emit)


@njit(**OPTIONS)
def _carry(lanes):
    """Pass the carries of all sums of ten limbs on."""
    for s in range(0, lanes.size, 2 * LIMBS * LANES):
        for k in range(2 * LIMBS - 1):
            at = s + k * LANES
            for lane in range(LANES):
                lanes[at + LANES + lane] += lanes[at + lane] >> np.uint64(LIMB_BITS)
                lanes[at + lane] &= np.uint64(MASK)


@njit(**OPTIONS)
def _clear(lanes):
    for k in range(lanes.size):
        lanes[k] = np.uint64(0)


@njit(**OPTIONS)
def _finish_sums(lanes, extra, sums):
    """Add the sums over all lanes, times 2^*extra*, to sums of nine words."""
    _carry(lanes)
    for s in range(lanes.size // (2 * LIMBS * LANES)):
        for k in range(2 * LIMBS):
            limb = np.uint64(0)
            for lane in range(LANES):
                limb += lanes[(s * 2 * LIMBS + k) * LANES + lane]
            bit = LIMB_BITS * k + extra
            word, shift = 9 * s + bit // 64, np.uint64(bit % 64)
            carry = limb >> (np.uint64(64) - shift) if shift else np.uint64(0)
            limb <<= shift
            while True:
                sums[word] += limb
                carry += np.uint64(1) if sums[word] < limb else np.uint64(0)
                if carry == 0:
                    break
                limb, carry, word = carry, np.uint64(0), word + 1


@njit(**OPTIONS)
def from_integers(values, to_montgomery, out):
    """Write integers as elements; *to_montgomery* is 2^512 mod p."""
    whole = values.size - values.size % LANES
    for i in range(0, whole, LANES):
        _from_integers(values, i, to_montgomery, out)
    kernels.from_integers(values[whole:], to_montgomery, out[whole:])


@njit(**OPTIONS)
def multiply_all(x, factor, out):
    """Write x · factor, canonical."""
    whole = x.shape[0] - x.shape[0] % LANES
    for i in range(0, whole, LANES):
        _mul_by_plain(x, i, factor, out)
    kernels.multiply_all(x[whole:], factor, out[whole:])


@njit(**OPTIONS)
def outer(a, b, out):
    """Write a ⊗ b."""
    n = b.shape[0]
    if n % LANES:
        kernels.outer(a, b, out)
        return
    for i in range(a.shape[0]):
        for j in range(0, n, LANES):
            _mul_by(b, j, a, i, out, i * n + j)


@njit(**OPTIONS)
def eq_steps(pairs, table, spare):
    """Write ⊗ (1 - x, x) over *pairs*; *table* starts with its first element; returns whether the end is in *spare*."""
    count = pairs.shape[0]
    if count < 3:
        return kernels.eq_steps(pairs, table, spare)
    kernels.eq_steps(pairs[count - 3 :], table, spare)
    size = LANES
    for f in range(count - 4, -1, -1):
        for i in range(0, size, LANES):
            _split_by(spare, i, size + i, pairs, f)
        size *= 2
    return True


@njit(**OPTIONS)
def add_scaled(target, start, scale, x):
    """Add scale · x to target from start on."""
    whole = x.shape[0] - x.shape[0] % LANES
    for i in range(0, whole, LANES):
        _add_scaled(target, start + i, scale, x, i)
    kernels.add_scaled(target, start + whole, scale, x[whole:])


@njit(**OPTIONS)
def add_plain(target, start, x):
    """Add x to target from start on."""
    whole = x.shape[0] - x.shape[0] % LANES
    for i in range(0, whole, LANES):
        _add_small(target, start + i, x, i)
    kernels.add_plain(target, start + whole, x[whole:])


@njit(**OPTIONS)
def combine(x, weights, out):
    """Write Σ_b weights[b] x[b]."""
    size = out.shape[0]
    if size % LANES:
        kernels.combine(x, weights, out)
        return
    lanes = np.empty(2 * LIMBS * LANES, np.uint64)
    for i in range(0, size, LANES):
        _clear(lanes)
        for b in range(weights.shape[0]):
            _collect_by(lanes, x, b * size + i, weights, b)
            if b % _OFTEN == _OFTEN - 1:
                _carry(lanes)
        _carry(lanes)
        _finish(lanes, out, i)


@njit(**OPTIONS)
def dot(a, b, sums):
    """Add Σ a b to nine words."""
    whole = a.shape[0] - a.shape[0] % LANES
    lanes = np.zeros(2 * LIMBS * LANES, np.uint64)
    for i in range(0, whole, LANES):
        _collect(lanes, a, i, b, i)
        if i % (_OFTEN * LANES) == 0:
            _carry(lanes)
    _finish_sums(lanes, 0, sums)
    kernels.dot(a[whole:], b[whole:], sums)


@njit(**OPTIONS)
def fractions(p, q, p_out, q_out):
    """Write one layer of the tree of fractions."""
    half = p_out.shape[0]
    if half % LANES:
        kernels.fractions(p, q, p_out, q_out)
        return
    for i in range(0, half, LANES):
        _fraction(p, q, i, i + half, p_out, q_out)


@njit(**OPTIONS)
def fraction_start(eq, p, q, weight, p0, p1, q0, q1, sums):
    """Set the tables of a layer's sumcheck up and collect the first round's terms."""
    half = p0.shape[0]
    if half < 2 * LANES:
        kernels.fraction_start(eq, p, q, weight, p0, p1, q0, q1, sums)
        return
    p0[:], p1[:], q0[:], q1[:] = p[:half], p[half:], q[:half], q[half:]
    add_scaled(p1, 0, weight, q1)
    lanes = np.zeros(4 * LIMBS * LANES, np.uint64)
    for i in range(0, half // 2, LANES):
        _fraction_round(eq, p0, p1, q0, q1, i, i + half // 2, lanes)
        if i % (_OFTEN * LANES) == 0:
            _carry(lanes)
    _finish_sums(lanes, 4, sums)


@njit(**OPTIONS)
def fraction_bind(eq, p0, p1, q0, q1, size, r, sums):
    """Bind a variable of tables of *size* elements, and collect the next round's terms."""
    half = size // 2
    if half < 2 * LANES:
        kernels.fraction_bind(eq, p0, p1, q0, q1, size, r, sums)
        return
    lanes = np.zeros(4 * LIMBS * LANES, np.uint64)
    for i in range(0, half // 2, LANES):
        _fraction_bind(eq, p0, p1, q0, q1, i, i + half // 2, half, r, lanes)
        if i % (_OFTEN * LANES) == 0:
            _carry(lanes)
    _finish_sums(lanes, 4, sums)


@njit(**OPTIONS)
def product_round(f0, w0, f1, w1, offset, count, sums):
    """Collect a round's terms for pairs (i, offset + i)."""
    if count % LANES:
        kernels.product_round(f0, w0, f1, w1, offset, count, sums)
        return
    lanes = np.zeros(4 * LIMBS * LANES, np.uint64)
    for i in range(0, count, LANES):
        _product_round(f0, w0, f1, w1, i, offset + i, lanes)
        if i % (_OFTEN * LANES) == 0:
            _carry(lanes)
    _finish_sums(lanes, 0, sums)


@njit(**OPTIONS)
def fold_into(low, high, r):
    """Write low + r (high - low) over *high*."""
    whole = low.shape[0] - low.shape[0] % LANES
    for i in range(0, whole, LANES):
        _fold_into(low, high, i, r)
    kernels.fold_into(low[whole:], high[whole:], r)


@njit(**OPTIONS)
def product_bind(f, w, size, r, sums):
    """Bind a variable of tables of *size* elements, and collect the next round's terms."""
    half = size // 2
    if half < 2 * LANES:
        kernels.product_bind(f, w, size, r, sums)
        return
    lanes = np.zeros(4 * LIMBS * LANES, np.uint64)
    for i in range(0, half // 2, LANES):
        _product_bind(f, w, i, i + half // 2, half, r, lanes)
        if i % (_OFTEN * LANES) == 0:
            _carry(lanes)
    _finish_sums(lanes, 0, sums)
