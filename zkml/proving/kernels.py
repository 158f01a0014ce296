"""Machine code for the prover, portable: 64-bit words and their 128-bit products, compiled by Numba through LLVM.

Numba's cache does not notice an edited helper in another module, and would go on with stale code; `select` names the
cache's directory after the bytes of this file and of `ifma`, and after the CPU.

An element x is held in Montgomery form, x · 2^256 mod p, as four words, *loosely*: any value below 4p that is right
modulo p (a word has room for 16p). Because p = 1 + S·2^192 with S = 2^59 + 17, Montgomery's reduction needs no search
for a multiple: to clear the low 192 bits of t one adds m·p with m = -t mod 2^192, and likewise for 64 more.

Bounds used below: p ≈ 2^251, so a product of a < αp and b < βp reduces to less than (αβ/32 + 1)p.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

__all__ = ["PRIME"]

PRIME = 2**251 + 17 * 2**192 + 1

OPTIONS = {"cache": True, "boundscheck": False, "error_model": "numpy", "nogil": True}
_S = (PRIME - 1) >> 192
_WORD, _INDEX = ir.IntType(64), ir.IntType(32)
_VALUE, _WIDE, _SUM = ir.IntType(256), ir.IntType(512), ir.IntType(576)
_I = types.int64


class _Emitter:
    """Emits arithmetic on elements into one function."""

    def __init__(self, context: Any, builder: Any, signature: Any, arguments: Any) -> None:
        self._context = context
        self.b = builder
        self._signature = signature
        self._arguments = arguments

    def at(self, array: int, index: Any, kind: Any = _VALUE) -> Any:
        """Return a pointer to element *index* of the array that is argument number *array*."""
        kind_of = self._signature.args[array]
        data = self._context.make_array(kind_of)(self._context, self.b, value=self._arguments[array]).data
        word = self.b.mul(index, ir.Constant(_WORD, 4))
        return self.b.bitcast(self.b.gep(data, [word]), kind.as_pointer())

    def load(self, array: int, index: Any) -> Any:
        return self.b.load(self.at(array, index), align=8)

    def store(self, array: int, index: Any, value: Any) -> None:
        self.b.store(value, self.at(array, index), align=8)

    def argument(self, number: int) -> Any:
        return self._arguments[number]

    def constant(self, value: int, kind: Any = _VALUE) -> Any:
        return ir.Constant(kind, value)

    def add(self, x: Any, y: Any) -> Any:
        return self.b.add(x, y)

    def sub(self, x: Any, y: Any, multiple: int = 4) -> Any:
        """Return x - y + multiple·p, for y < multiple·p."""
        return self.b.add(self.b.sub(x, y), self.constant(multiple * PRIME))

    def wide(self, x: Any, y: Any) -> Any:
        """Return the product, 512 bits, unreduced."""
        b, double = self.b, ir.IntType(128)
        shift = lambda i: ir.Constant(_VALUE, 64 * i)  # noqa: E731
        xs = [b.zext(b.trunc(b.lshr(x, shift(i)), _WORD), double) for i in range(4)]
        ys = [b.zext(b.trunc(b.lshr(y, shift(i)), _WORD), double) for i in range(4)]
        words: list[Any] = [ir.Constant(double, 0)] * 8
        low = ir.Constant(double, (1 << 64) - 1)
        for i in range(4):
            carry = ir.Constant(double, 0)
            for j in range(4):
                term = b.add(b.add(b.mul(xs[i], ys[j]), words[i + j]), carry)
                words[i + j], carry = b.and_(term, low), b.lshr(term, ir.Constant(double, 64))
            words[i + 4] = carry
        result = b.zext(words[0], _WIDE)
        for i in range(1, 8):
            result = b.or_(result, b.shl(b.zext(words[i], _WIDE), ir.Constant(_WIDE, 64 * i)))
        return result

    def reduce(self, t: Any, kind: Any = _WIDE) -> Any:
        """Return t / 2^256 modulo p as an integer of 256 bits, for t < 2^511 (or of 320, for a sum of 576)."""
        b, bits = self.b, kind.width
        low_kind, high_kind = ir.IntType(192), ir.IntType(bits - 192)
        low = b.trunc(t, low_kind)
        m = b.zext(b.neg(low), _VALUE)
        product = b.mul(m, self.constant(_S))
        some = b.icmp_unsigned("!=", low, ir.Constant(low_kind, 0))
        r = b.trunc(b.lshr(t, ir.Constant(kind, 192)), high_kind)
        r = b.add(b.add(r, b.zext(product, high_kind)), b.zext(some, high_kind))
        low = b.trunc(r, _WORD)
        some = b.icmp_unsigned("!=", low, ir.Constant(_WORD, 0))
        end = ir.IntType(bits - 256)
        product = b.shl(b.mul(b.zext(b.neg(low), _VALUE), self.constant(_S)), self.constant(128))
        r = b.trunc(b.lshr(r, ir.Constant(high_kind, 64)), end)
        return b.add(b.add(r, product if end == _VALUE else b.zext(product, end)), b.zext(some, end))

    def mul(self, x: Any, y: Any) -> Any:
        return self.reduce(self.wide(x, y))

    def small(self, x: Any) -> Any:
        """Return x modulo p below 2p, for any x of its type (below 2^291)."""
        b, kind = self.b, x.type
        q = b.trunc(b.lshr(x, ir.Constant(kind, 251)), _WORD)
        part = b.mul(b.zext(q, ir.IntType(128)), ir.Constant(ir.IntType(128), _S))
        multiple = b.add(b.zext(q, kind), b.shl(b.zext(part, kind), ir.Constant(kind, 192)))
        r = b.sub(b.add(x, ir.Constant(kind, PRIME)), multiple)
        return r if kind == _VALUE else b.trunc(r, _VALUE)

    def canonical(self, x: Any) -> Any:
        """Return x modulo p, below p."""
        b, x = self.b, self.small(x)
        less = b.sub(x, self.constant(PRIME))
        return b.select(b.icmp_unsigned("<", x, self.constant(PRIME)), x, less)

    def fold(self, low: Any, high: Any, r: Any) -> Any:
        """Return low + r (high - low), small, for a canonical r."""
        return self.small(self.add(low, self.mul(self.sub(high, low), r)))

    def collect(self, array: int, number: int, product: Any) -> None:
        """Add a product of 512 bits to the sum *number* of nine words in an array."""
        b = self.b
        kind_of = self._signature.args[array]
        data = self._context.make_array(kind_of)(self._context, b, value=self._arguments[array]).data
        place = b.bitcast(b.gep(data, [ir.Constant(_WORD, 9 * number)]), _SUM.as_pointer())
        b.store(b.add(b.load(place, align=8), b.zext(product, _SUM)), place, align=8)

    def sum(self, array: int, number: int) -> Any:
        b = self.b
        kind_of = self._signature.args[array]
        data = self._context.make_array(kind_of)(self._context, b, value=self._arguments[array]).data
        return b.load(b.bitcast(b.gep(data, [ir.Constant(_WORD, 9 * number)]), _SUM.as_pointer()), align=8)


def _code(emit: Any) -> Any:
    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        emit(_Emitter(context, builder, signature, arguments))
        return context.get_dummy_value()

    return generate


@intrinsic
def _mul(_, x, i, y, j, out, k):
    def emit(e):
        e.store(4, e.argument(5), e.mul(e.load(0, e.argument(1)), e.load(2, e.argument(3))))

    return types.void(x, _I, y, _I, out, _I), _code(emit)


@intrinsic
def _mul_plain(_, x, i, y, j, out, k):
    """Write a canonical product."""

    def emit(e):
        e.store(4, e.argument(5), e.canonical(e.mul(e.load(0, e.argument(1)), e.load(2, e.argument(3)))))

    return types.void(x, _I, y, _I, out, _I), _code(emit)


@intrinsic
def _add_scaled(_, out, i, scale, x, j):
    def emit(e):
        at = e.argument(1)
        term = e.mul(e.load(2, e.constant(0, _WORD)), e.load(3, e.argument(4)))
        e.store(0, at, e.small(e.add(e.load(0, at), term)))

    return types.void(out, _I, scale, x, _I), _code(emit)


@intrinsic
def _add_small(_, out, i, x, j):
    def emit(e):
        at = e.argument(1)
        e.store(0, at, e.small(e.add(e.load(0, at), e.load(2, e.argument(3)))))

    return types.void(out, _I, x, _I), _code(emit)


@intrinsic
def _eq_step(_, table, i, x, f, out, k):
    """Write t (1 - x) and t x, side by side."""

    def emit(e):
        t, at = e.load(0, e.argument(1)), e.argument(5)
        high = e.mul(t, e.load(2, e.argument(3)))
        e.store(4, at, e.small(e.sub(t, high)))
        e.store(4, e.b.add(at, e.constant(1, _WORD)), high)

    return types.void(table, _I, x, _I, out, _I), _code(emit)


@intrinsic
def _collect(_, sums, x, i, y, j):
    def emit(e):
        e.collect(0, 0, e.wide(e.load(1, e.argument(2)), e.load(3, e.argument(4))))

    return types.void(sums, x, _I, y, _I), _code(emit)


@intrinsic
def _finish(_, sums, out, i):
    """Write a sum of products as an element."""

    def emit(e):
        e.store(1, e.argument(2), e.small(e.reduce(e.sum(0, 0), _SUM)))

    return types.void(sums, out, _I), _code(emit)


@intrinsic
def _fold(_, x, i, j, r, out, k):
    def emit(e):
        r_value = e.load(3, e.constant(0, _WORD))
        e.store(4, e.argument(5), e.fold(e.load(0, e.argument(1)), e.load(0, e.argument(2)), r_value))

    return types.void(x, _I, _I, r, out, _I), _code(emit)


@intrinsic
def _fold_into(_, low, high, i, r):
    def emit(e):
        i, r = e.argument(2), e.load(3, e.constant(0, _WORD))
        e.store(1, i, e.fold(e.load(0, i), e.load(1, i), r))

    return types.void(low, high, _I, r), _code(emit)


@intrinsic
def _fraction(_, p, q, i, j, p_out, q_out):
    def emit(e):
        i, j = e.argument(2), e.argument(3)
        p0, p1, q0, q1 = e.load(0, i), e.load(0, j), e.load(1, i), e.load(1, j)
        e.store(4, i, e.reduce(e.add(e.wide(p0, q1), e.wide(p1, q0))))
        e.store(5, i, e.mul(q0, q1))

    return types.void(p, q, _I, _I, p_out, q_out), _code(emit)


def _fraction_terms(e: Any, weight: Any, low: list[Any], high: list[Any], sums: int) -> None:
    """Collect t(0) and the leading coefficient of eq · (p_0 q_1 + p_1 q_0)."""
    for number, (p0, p1, q0, q1) in enumerate((low, [e.sub(y, x) for x, y in zip(low, high, strict=True)])):
        inner = e.reduce(e.add(e.wide(p0, q1), e.wide(p1, q0)))
        e.collect(sums, number, e.wide(weight, inner))


@intrinsic
def _fraction_round(_, eq, p0, p1, q0, q1, i, j, sums):
    def emit(e):
        i, j = e.argument(5), e.argument(6)
        _fraction_terms(e, e.load(0, i), [e.load(t, i) for t in range(1, 5)], [e.load(t, j) for t in range(1, 5)], 7)

    return types.void(eq, p0, p1, q0, q1, _I, _I, sums), _code(emit)


@intrinsic
def _fraction_bind(_, eq, p0, p1, q0, q1, i, j, half, r, sums):
    """Fold (i, i + half) and (j, j + half), then collect the next round's terms."""

    def emit(e):
        i, j, half = e.argument(5), e.argument(6), e.argument(7)
        r = e.load(8, e.constant(0, _WORD))
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

    return types.void(eq, p0, p1, q0, q1, _I, _I, _I, r, sums), _code(emit)


def _product_terms(e: Any, f0: Any, w0: Any, f1: Any, w1: Any, sums: int) -> None:
    e.collect(sums, 0, e.wide(f0, w0))
    e.collect(sums, 1, e.wide(e.sub(f1, f0), e.sub(w1, w0)))


@intrinsic
def _product_round(_, f0, w0, f1, w1, i, j, sums):
    def emit(e):
        i, j = e.argument(4), e.argument(5)
        _product_terms(e, e.load(0, i), e.load(1, i), e.load(2, j), e.load(3, j), 6)

    return types.void(f0, w0, f1, w1, _I, _I, sums), _code(emit)


@intrinsic
def _product_bind(_, f, w, i, j, half, r, sums):
    def emit(e):
        i, j, half = e.argument(2), e.argument(3), e.argument(4)
        r = e.load(5, e.constant(0, _WORD))
        values: list[Any] = []
        for at in (i, j):
            for table in (0, 1):
                value = e.fold(e.load(table, at), e.load(table, e.b.add(at, half)), r)
                e.store(table, at, value)
                values.append(value)
        f0, w0, f1, w1 = values
        _product_terms(e, f0, w0, f1, w1, 6)

    return types.void(f, w, _I, _I, _I, r, sums), _code(emit)


@intrinsic
def _butterfly(_, v, i, j, twiddles, k):
    def emit(e):
        i, j = e.argument(1), e.argument(2)
        x, y = e.small(e.load(0, i)), e.mul(e.load(3, e.argument(4)), e.load(0, j))
        e.store(0, i, e.add(x, y))
        e.store(0, j, e.sub(x, y, 2))

    return types.void(v, _I, _I, twiddles, _I), _code(emit)


@intrinsic
def _butterfly4(_, v, i, h, twiddles, a, b, c):
    """Two levels: elements i, i + h, i + 2h, i + 3h; below 6p, and what goes into a product below 8p."""

    def emit(e):
        i, h = e.argument(1), e.argument(2)
        places = [i]
        for _ in range(3):
            places.append(e.b.add(places[-1], h))
        first, second, third = (e.load(3, e.argument(number)) for number in (4, 5, 6))
        x0, x1, x2, x3 = (e.load(0, place) for place in places)
        x0, y1, y3 = e.small(x0), e.mul(first, x1), e.mul(first, x3)
        low, high = e.add(x0, y1), e.sub(x0, y1, 2)
        y2, y4 = e.mul(second, e.add(x2, y3)), e.mul(third, e.sub(x2, y3, 2))
        e.store(0, places[0], e.add(low, y2))
        e.store(0, places[2], e.sub(low, y2, 2))
        e.store(0, places[1], e.add(high, y4))
        e.store(0, places[3], e.sub(high, y4, 2))

    return types.void(v, _I, _I, twiddles, _I, _I, _I), _code(emit)


@intrinsic
def _canonical(_, v, i):
    def emit(e):
        e.store(0, e.argument(1), e.canonical(e.load(0, e.argument(1))))

    return types.void(v, _I), _code(emit)


@intrinsic
def _round_full(_, state, i, constants, k):
    def emit(e):
        _hades_round(e, full=True)

    return types.void(state, _I, constants, _I), _code(emit)


@intrinsic
def _round_partial(_, state, i, constants, k):
    def emit(e):
        _hades_round(e, full=False)

    return types.void(state, _I, constants, _I), _code(emit)


def _hades_round(e: Any, *, full: bool) -> None:
    at, key = e.argument(1), e.argument(3)
    state = []
    for number in range(3):
        place = e.b.add(at, e.constant(number, _WORD))
        constant = e.b.add(key, e.constant(number, _WORD))
        state.append(e.add(e.load(0, place), e.load(2, constant)))
    for number in range(3):
        if full or number == 2:
            x = state[number]
            state[number] = e.mul(e.mul(x, x), x)
    a, b, c = state
    total = e.add(e.add(a, b), c)
    mixed = [
        e.add(total, e.add(a, a)),
        e.sub(total, e.add(b, b), 8),
        e.sub(total, e.add(c, e.add(c, c)), 8),
    ]
    for number in range(3):
        e.store(0, e.b.add(at, e.constant(number, _WORD)), e.small(mixed[number]))


@njit(**OPTIONS)
def from_integers(values, to_montgomery, out):
    """Write integers as elements; *to_montgomery* is 2^512 mod p."""
    magnitude = np.zeros((1, 4), np.uint64)
    negative = np.zeros((1, 4), np.uint64)
    minus = np.zeros((1, 4), np.uint64)
    minus[0, 3] = np.uint64(0x0800000000000011)  # p - 1
    for i in range(values.size):
        value = values[i]
        if value == 0:
            for k in range(4):
                out[i, k] = np.uint64(0)
            continue
        magnitude[0, 0] = np.uint64(abs(value))
        if value > 0:
            _mul(magnitude, 0, to_montgomery, 0, out, i)
        else:
            _mul(magnitude, 0, to_montgomery, 0, negative, 0)
            negate(negative, 0, to_montgomery, minus, out, i)


@njit(**OPTIONS)
def negate(x, i, to_montgomery, minus, out, k):
    """Write -x."""
    factor = np.zeros((1, 4), np.uint64)
    _mul(minus, 0, to_montgomery, 0, factor, 0)
    _mul(x, i, factor, 0, out, k)


@njit(**OPTIONS)
def multiply_all(x, factor, out):
    """Write x · factor, canonical."""
    for i in range(x.shape[0]):
        _mul_plain(x, i, factor, 0, out, i)


@njit(**OPTIONS)
def outer(a, b, out):
    """Write a ⊗ b."""
    n = b.shape[0]
    for i in range(a.shape[0]):
        for j in range(n):
            _mul(a, i, b, j, out, i * n + j)


@njit(**OPTIONS)
def eq_steps(pairs, table, spare):
    """Write ⊗ (1 - x, x) over *pairs*; *table* starts with its first element; returns whether the end is in *spare*."""
    size, swapped = 1, False
    for f in range(pairs.shape[0]):
        if swapped:
            for i in range(size):
                _eq_step(spare, i, pairs, f, table, 2 * i)
        else:
            for i in range(size):
                _eq_step(table, i, pairs, f, spare, 2 * i)
        size, swapped = 2 * size, not swapped
    return swapped


@njit(**OPTIONS)
def add_scaled(target, start, scale, x):
    """Add scale · x to target from start on."""
    for i in range(x.shape[0]):
        _add_scaled(target, start + i, scale, x, i)


@njit(**OPTIONS)
def add_plain(target, start, x):
    """Add x to target from start on."""
    for i in range(x.shape[0]):
        _add_small(target, start + i, x, i)


@njit(**OPTIONS)
def combine(x, weights, out):
    """Write Σ_b weights[b] x[b]."""
    size = out.shape[0]
    sums = np.zeros(9, np.uint64)
    for i in range(size):
        for k in range(9):
            sums[k] = np.uint64(0)
        for b in range(weights.shape[0]):
            _collect(sums, x, b * size + i, weights, b)
        _finish(sums, out, i)


@njit(**OPTIONS)
def dot(a, b, sums):
    """Add Σ a b to nine words."""
    for i in range(a.shape[0]):
        _collect(sums, a, i, b, i)


@njit(**OPTIONS)
def project(block, channels, height, width, rows, row_used, columns, column_used, across, out):
    """Write Σ_{u,v} X(c,u,v) S_i(u) S_j(v) at (c, i, j); zeros of S are skipped."""
    taps, held = row_used.shape[0], out.shape[0] // channels
    mixed = np.empty((height, 4), np.uint64)
    sums = np.zeros(9, np.uint64)
    for c in range(channels):
        for j in range(column_used.shape[0]):
            for u in range(height):
                for k in range(9):
                    sums[k] = np.uint64(0)
                for v in range(width):
                    if column_used[j, v]:
                        _collect(sums, block, (c * height + u) * width + v, columns, j * width + v)
                _finish(sums, mixed, u)
            for i in range(taps):
                for k in range(9):
                    sums[k] = np.uint64(0)
                for u in range(height):
                    if row_used[i, u]:
                        _collect(sums, mixed, u, rows, i * height + u)
                _finish(sums, out, c * held + i * across + j)


@njit(**OPTIONS)
def fractions(p, q, p_out, q_out):
    """Write one layer of the tree of fractions."""
    half = p_out.shape[0]
    for i in range(half):
        _fraction(p, q, i, i + half, p_out, q_out)


@njit(**OPTIONS)
def fraction_start(eq, p, q, weight, p0, p1, q0, q1, sums):
    """Set the tables of a layer's sumcheck up and collect the first round's terms."""
    half = p0.shape[0]
    for i in range(half):
        for k in range(4):
            p0[i, k] = p[i, k]
            q0[i, k] = q[i, k]
            q1[i, k] = q[half + i, k]
            p1[i, k] = p[half + i, k]
        _add_scaled(p1, i, weight, q1, i)
    for i in range(half // 2):
        _fraction_round(eq, p0, p1, q0, q1, i, i + half // 2, sums)


@njit(**OPTIONS)
def fraction_bind(eq, p0, p1, q0, q1, size, r, sums):
    """Bind a variable of tables of *size* elements, and collect the next round's terms."""
    half = size // 2
    if half == 1:
        _fold(p0, 0, 1, r, p0, 0)
        _fold(p1, 0, 1, r, p1, 0)
        _fold(q0, 0, 1, r, q0, 0)
        _fold(q1, 0, 1, r, q1, 0)
        return
    for i in range(half // 2):
        _fraction_bind(eq, p0, p1, q0, q1, i, i + half // 2, half, r, sums)


@njit(**OPTIONS)
def product_round(f0, w0, f1, w1, offset, count, sums):
    """Collect a round's terms for pairs (i, offset + i)."""
    for i in range(count):
        _product_round(f0, w0, f1, w1, i, offset + i, sums)


@njit(**OPTIONS)
def product_bind(f, w, size, r, sums):
    """Bind a variable of tables of *size* elements, and collect the next round's terms."""
    half = size // 2
    if half == 1:
        _fold(f, 0, 1, r, f, 0)
        _fold(w, 0, 1, r, w, 0)
        return
    for i in range(half // 2):
        _product_bind(f, w, i, i + half // 2, half, r, sums)


@njit(**OPTIONS)
def fold_into(low, high, r):
    """Write low + r (high - low) over *high*."""
    for i in range(low.shape[0]):
        _fold_into(low, high, i, r)


@njit(**OPTIONS)
def powers(base, out):
    """Write 1, base, base², … canonical; out[0] is there already."""
    for i in range(1, out.shape[0]):
        _mul_plain(out, i - 1, base, 0, out, i)


@njit(**OPTIONS)
def _levels(v, twiddles, start, h, end):
    """Do the levels of halves h, 2h, … on the *end* elements from *start*, two at a time; return where they stop."""
    while 4 * h <= end:
        for o in range(start, start + end, 4 * h):
            for j in range(h):
                _butterfly4(v, o + j, h, twiddles, h + j, 2 * h + j, 3 * h + j)
        h *= 4
    return h


@njit(**OPTIONS)
def _last_level(v, twiddles, start, h, end):
    """Do the level of half h, if it is one level short of *end* elements."""
    if 2 * h == end:
        for j in range(h):
            _butterfly(v, start + j, start + j + h, twiddles, h + j)


@njit(**OPTIONS)
def transform(v, twiddles, small, large):
    """Evaluate in place: a table in, values in natural order out; twiddles of half h start at h.

    *small* elements and their twiddles stay in the first cache, *large* ones in the second; small is 2^odd, large is
    small·4^k.
    """
    n = v.shape[0]
    small, large = min(small, n), min(large, n)
    for outer in range(0, n, large):
        h = 1
        for start in range(outer, outer + large, small):
            h = _levels(v, twiddles, start, 1, small)
            _last_level(v, twiddles, start, h, small)
        h = _levels(v, twiddles, outer, small, large)
        _last_level(v, twiddles, outer, h, large)
    h = _levels(v, twiddles, 0, large, n)
    _last_level(v, twiddles, 0, h, n)
    for i in range(n):
        _canonical(v, i)


@njit(**OPTIONS)
def reverse(value, bits):
    """Return the bits of *value*, the last one first."""
    result = 0
    for _ in range(bits):
        result = (result << 1) | (value & 1)
        value >>= 1
    return result


# Blake2s, 64 messages at a time: each word of the state is a row of 64 lanes, of which 16 are one vector.

_IV = (0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19)
_SIGMA = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15),
    (14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3),
    (11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4),
    (7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8),
    (9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13),
    (2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9),
    (12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11),
    (13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10),
    (6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5),
    (10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0),
)
TOP = np.uint32(0x07FFFFFF)
"""Mask of a digest's last word: 251 bits are kept."""


def blake_start(domain: bytes) -> Any:
    """Return Blake2s' first state for a personalisation."""
    state = list(_IV)
    state[0] ^= 0x01010020
    words = int.from_bytes(domain.ljust(8, b"\0"), "little")
    state[6] ^= words & 0xFFFFFFFF
    state[7] ^= words >> 32
    return np.array(state, np.uint32)


@intrinsic
def _compress16(_, h, m, lane, length, last):
    """Take sixteen lanes' blocks in, from *lane* on; the state stays in registers."""

    def generate(context, builder, signature, arguments):
        b, lane = builder, arguments[2]

        def place(array: int, number: int) -> Any:
            data = context.make_array(signature.args[array])(context, b, value=arguments[array]).data
            return b.bitcast(b.gep(data, [b.add(lane, ir.Constant(_WORD, 64 * number))]), ROW.as_pointer())

        start = [b.load(place(0, w), align=4) for w in range(8)]
        message = [b.load(place(1, w), align=4) for w in range(16)]
        for w, word in enumerate(emit_compression(b, start, message, *arguments[3:])):
            b.store(word, place(0, w), align=4)
        return context.get_dummy_value()

    return types.void(h, m, _I, types.uint32, types.uint32), generate


ROW = ir.VectorType(_INDEX, 16)


def emit_compression(b: Any, start: list[Any], message: list[Any], length: Any, last: Any) -> list[Any]:
    """Return sixteen lanes' states after a block, of which *message* has the sixteen words and *last* is the mark."""

    def everywhere(word: Any) -> Any:
        empty = ir.Constant(ROW, ir.Undefined)
        zeros = ir.Constant(ROW, [ir.Constant(_INDEX, 0)] * 16)
        return b.shuffle_vector(b.insert_element(empty, word, ir.Constant(_INDEX, 0)), empty, zeros)

    def constant(word: int) -> Any:
        return ir.Constant(ROW, [ir.Constant(_INDEX, word)] * 16)

    def turned(x: Any, bits: int) -> Any:
        return b.or_(b.lshr(x, constant(bits)), b.shl(x, constant(32 - bits)))

    def mix(i: int, j: int, k: int, n: int, words: tuple[Any, Any]) -> None:
        for word, first, second in zip(words, (16, 8), (12, 7), strict=True):
            v[i] = b.add(b.add(v[i], v[j]), word)
            v[n] = turned(b.xor(v[n], v[i]), first)
            v[k] = b.add(v[k], v[n])
            v[j] = turned(b.xor(v[j], v[k]), second)

    v = [*start, *(constant(word) for word in _IV)]
    v[12] = b.xor(v[12], everywhere(length))
    v[14] = b.xor(v[14], everywhere(last))
    for order in _SIGMA:
        for number in range(8):
            turn, word = number // 4, 2 * number
            i, j, k, n = (4 * r + (number + turn * r) % 4 for r in range(4))
            mix(i, j, k, n, (message[order[word]], message[order[word + 1]]))
    return [b.xor(start[w], b.xor(v[w], v[8 + w])) for w in range(8)]


@njit(**OPTIONS)
def compress(h, m, length, last):
    """Take a block into 64 hashes."""
    mark = np.uint32(0xFFFFFFFF) if last else np.uint32(0)
    for lane in range(0, 64, 16):
        _compress16(h, m, lane, np.uint32(length), mark)


@njit(**OPTIONS)
def begin(h, start):
    """Start 64 hashes."""
    for w in range(8):
        for lane in range(64):
            h[w, lane] = start[w]


@njit(**OPTIONS)
def blake_leaves(words, folds, start, out):
    """Hash a coset's leaves; words is uint32 [n, 8], in natural order; out [n >> folds, 8] in positions' order."""
    arity, leaves = 1 << folds, words.shape[0] >> folds
    bits = log2(leaves)
    h, m = np.empty((8, 64), np.uint32), np.zeros((16, 64), np.uint32)
    for first in range(0, leaves, 64):
        count = min(64, leaves - first)
        begin(h, start)
        for block in range(arity // 2):
            for side in range(2):
                base = first + reverse(2 * block + side, folds) * leaves
                for lane in range(count):
                    for w in range(8):
                        m[8 * side + w, lane] = words[base + lane, w]
            compress(h, m, 64 * (block + 1), block == arity // 2 - 1)
        for lane in range(count):
            at = reverse(first + lane, bits)
            for w in range(8):
                out[at, w] = h[w, lane]
            out[at, 7] &= TOP


@njit(**OPTIONS)
def log2(n):
    """Return log2 of a power of two."""
    bits = 0
    while (1 << bits) < n:
        bits += 1
    return bits


@njit(**OPTIONS)
def blake_nodes(below, start, out):
    """Hash pairs."""
    n = out.shape[0]
    h, m = np.empty((8, 64), np.uint32), np.zeros((16, 64), np.uint32)
    for first in range(0, n, 64):
        count = min(64, n - first)
        begin(h, start)
        for lane in range(count):
            for w in range(8):
                m[w, lane] = below[2 * (first + lane), w]
                m[8 + w, lane] = below[2 * (first + lane) + 1, w]
        compress(h, m, 64, True)
        for lane in range(count):
            for w in range(8):
                out[first + lane, w] = h[w, lane]
            out[first + lane, 7] &= TOP


@njit(**OPTIONS)
def grind(seed, start, mask, first, count):
    """Return the least nonce of *count* from *first* (a multiple of 64) on that pays, or -1."""
    h, m = np.empty((8, 64), np.uint32), np.zeros((16, 64), np.uint32)
    for w in range(8):
        for lane in range(64):
            m[w, lane] = seed[w]
    for base in range(first, first + count, 64):
        begin(h, start)
        for lane in range(64):
            m[8, lane] = np.uint32(base + lane)
        compress(h, m, 40, True)
        for lane in range(64):
            if h[0, lane] & mask == 0:
                return base + lane
    return -1


@njit(**OPTIONS)
def _hades(state, constants):
    for r in range(4):
        _round_full(state, 0, constants, 3 * r)
    for r in range(4, 87):
        _round_partial(state, 0, constants, 3 * r)
    for r in range(87, 91):
        _round_full(state, 0, constants, 3 * r)


@njit(**OPTIONS)
def permute(state, constants):
    """Apply Hades to three elements in place."""
    _hades(state, constants)


@njit(**OPTIONS)
def poseidon_leaves(word, folds, start, constants, out):
    """Hash a coset's leaves; word is [n, 4] in Montgomery form and natural order; out in positions' order."""
    arity, leaves = 1 << folds, word.shape[0] >> folds
    bits = log2(leaves)
    state = np.empty((3, 4), np.uint64)
    for a in range(leaves):
        for k in range(4):
            state[0, k] = state[1, k] = np.uint64(0)
            state[2, k] = start[0, k]
        for s in range(0, arity, 2):
            _add_small(state, 0, word, a + reverse(s, folds) * leaves)
            _add_small(state, 1, word, a + reverse(s + 1, folds) * leaves)
            _hades(state, constants)
        _canonical(state, 0)
        at = reverse(a, bits)
        for k in range(4):
            out[at, k] = state[0, k]


@njit(**OPTIONS)
def poseidon_nodes(below, start, constants, out):
    """Hash pairs."""
    state = np.empty((3, 4), np.uint64)
    for i in range(out.shape[0]):
        for k in range(4):
            state[0, k], state[1, k], state[2, k] = below[2 * i, k], below[2 * i + 1, k], start[0, k]
        _hades(state, constants)
        _canonical(state, 0)
        for k in range(4):
            out[i, k] = state[0, k]
