"""Code words of eight cosets side by side, and their hash trees."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from zkml.proving import kernels
from zkml.proving.ifma.lanes import INDEX, LANES, LIMBS, MASK, Emitter, code, everywhere
from zkml.proving.kernels import OPTIONS

__all__ = ["blake_lanes", "poseidon_lanes", "poseidon_nodes", "transform_lanes"]

# In Poseidon's states an element is x · 2^260 mod p, so that products need no shift.
_SIXTEEN = np.frombuffer(((1 << 260) % kernels.PRIME).to_bytes(32, "little"), np.uint64).reshape(1, 4).copy()
"""The element 16."""


@intrinsic
def _place4(_, x, i, fine, j, coarse, k, twiddles, v):
    """Write four elements, scaled for each coset by the product of two factors, into a buffer after their two levels.

    Of these levels' four twiddles three are 1. What is written is below 7p.
    """

    def emit(e):
        places = [e.b.add(e.argument(1), e.word(number)) for number in range(4)]
        coarse, scaled = e.load_limbs(4, e.argument(5)), []
        for number, place in enumerate(places):
            factor = e.load_limbs(2, e.b.add(e.argument(3), e.word(number)))
            scaled.append(e.mul(coarse, e.mul(factor, e.spread(0, place))))
        x0, x1, x2, x3 = scaled
        low, high, y2 = e.add(x0, x1), e.sub(x0, x1, 2), e.add(x2, x3)
        y4 = e.raw_mul(e.spread_limbs(6, e.word(3)), e.carried(e.sub(x2, x3, 2)))
        for place, value in zip(
            places, (e.add(low, y2), e.add(high, y4), e.sub(low, y2, 4), e.sub(high, y4, 2)), strict=True
        ):
            e.store_limbs(7, place, e.carried(value))

    return types.void(x, INDEX, fine, INDEX, coarse, INDEX, twiddles, v), code(emit)


@intrinsic
def _butterfly(_, v, i, j, twiddles, k):
    def emit(e):
        i, j = e.argument(1), e.argument(2)
        x, y = e.smaller(e.load_limbs(0, i)), e.raw_mul(e.spread_limbs(3, e.argument(4)), e.load_limbs(0, j))
        e.store_limbs(0, i, e.carried(e.add(x, y)))
        e.store_limbs(0, j, e.carried(e.sub(x, y, 2)))

    return types.void(v, INDEX, INDEX, twiddles, INDEX), code(emit)


@intrinsic
def _butterfly4(_, v, i, h, twiddles, a, b, c):
    """Two levels: positions i, i + h, i + 2h, i + 3h; below 7p, and what goes into a product below 9p."""

    def emit(e):
        i, h = e.argument(1), e.argument(2)
        places = [i]
        for _ in range(3):
            places.append(e.b.add(places[-1], h))
        first, second, third = (e.spread_limbs(3, e.argument(number)) for number in (4, 5, 6))
        x0, x1, x2, x3 = (e.load_limbs(0, place) for place in places)
        x0, y1, y3 = e.smaller(x0), e.raw_mul(first, x1), e.raw_mul(first, x3)
        low, high = e.add(x0, y1), e.sub(x0, y1, 2)
        y2 = e.raw_mul(second, e.carried(e.add(x2, y3)))
        y4 = e.raw_mul(third, e.carried(e.sub(x2, y3, 2)))
        e.store_limbs(0, places[0], e.carried(e.add(low, y2)))
        e.store_limbs(0, places[2], e.carried(e.sub(low, y2, 2)))
        e.store_limbs(0, places[1], e.carried(e.add(high, y4)))
        e.store_limbs(0, places[3], e.carried(e.sub(high, y4, 2)))

    return types.void(v, INDEX, INDEX, twiddles, INDEX, INDEX, INDEX), code(emit)


@intrinsic
def _settle(_, v, i):
    """Write position i of a buffer, canonical, as position i of a code word in the same memory."""

    def emit(e):
        e.store_lanes(0, e.argument(1), e.canonical(e.load_limbs(0, e.argument(1))))

    return types.void(v, INDEX), code(emit)


def _hades_round(e: Any, *, full: bool) -> None:
    places = [e.word(number) for number in range(3)]
    keys = [e.spread_limbs(1, e.b.add(e.argument(2), place)) for place in places]
    state = [e.add(e.load_limbs(0, at), key) for at, key in zip(places, keys, strict=True)]
    for number in range(3) if full else (2,):
        x = e.carried(state[number])
        state[number] = e.mul(x, e.square(x))
    a, b, c = state
    total = e.add(e.add(a, b), c)
    mixed = [
        e.add(total, e.add(a, a)),
        e.sub(total, e.add(b, b), 8),
        e.sub(total, e.add(c, e.add(c, c)), 8),
    ]
    for at, value in zip(places, mixed, strict=True):
        e.store_limbs(0, at, e.small(value))


@intrinsic
def _round_full(_, state, constants, k):
    def emit(e):
        _hades_round(e, full=True)

    return types.void(state, constants, INDEX), code(emit)


@intrinsic
def _round_partial(_, state, constants, k):
    def emit(e):
        _hades_round(e, full=False)

    return types.void(state, constants, INDEX), code(emit)


@intrinsic
def _begin_state(_, state, start):
    """Write two zeros and *start*."""

    def emit(e):
        e.store_limbs(0, e.word(0), [everywhere(0)] * LIMBS)
        e.store_limbs(0, e.word(1), [everywhere(0)] * LIMBS)
        e.store_limbs(0, e.word(2), e.small(e.spread(1, e.word(0), shifted=True)))

    return types.void(state, start), code(emit)


@intrinsic
def _absorb(_, state, i, word, j):
    """Add position j of a code word to a state's element i."""

    def emit(e):
        at = e.argument(1)
        e.store_limbs(0, at, e.small(e.add(e.load_limbs(0, at), e.load_lanes(2, e.argument(3), shifted=True))))

    return types.void(state, INDEX, word, INDEX), code(emit)


@intrinsic
def _absorb_pairs(_, state, below, i):
    """Begin eight nodes' state with the sixteen elements from i on."""

    def emit(e):
        for number, value in enumerate(e.pairs(1, e.argument(2), shifted=True)):
            e.store_limbs(0, e.word(number), e.small(value))

    return types.void(state, below, INDEX), code(emit)


@intrinsic
def _squeeze(_, state, out, i):
    """Write eight state' first elements, canonical."""

    def emit(e):
        plain = e.raw_mul(e.constant((1 << 256) % kernels.PRIME), e.load_limbs(0, e.word(0)))
        e.store(1, e.argument(2), e.canonical(plain))

    return types.void(state, out, INDEX), code(emit)


@njit(**OPTIONS)
def _levels(v, twiddles, start, h, end):
    """Do the levels of halves h, 2h, … on the *end* positions from *start*, two at a time, and one if it is left."""
    while 4 * h <= end:
        for o in range(start, start + end, 4 * h):
            for j in range(h):
                _butterfly4(v, o + j, h, twiddles, h + j, 2 * h + j, 3 * h + j)
        h *= 4
    if 2 * h == end:
        for j in range(h):
            _butterfly(v, start + j, start + j + h, twiddles, h + j)


@njit(**OPTIONS)
def transform_lanes(table, fine, coarse, twiddles, block, v):
    """Evaluate on eight cosets: a table in, values in natural order and canonical in the first 32/40 of the buffer out.

    fine and coarse: for each coset the factors of an element by the low and the high part of its index; twiddles of
    half h start at h. At least four elements, of which *block* are transformed while they stay in the second cache.
    """
    n, low = table.shape[0], fine.shape[0] // (LIMBS * LANES)
    block = min(block, n)
    for start in range(0, n, block):
        for i in range(start, start + block, 4):
            _place4(table, i, fine, i % low, coarse, i // low, twiddles, v)
        _levels(v, twiddles, start, 4, block)
    _levels(v, twiddles, 0, block, n)
    for i in range(n):
        _settle(v, i)


@intrinsic
def _compress_lanes(_, h, word, i, j, step, length, last):
    """Take positions i and j of a code word into eight lanes' states, and i + step and j + step into eight others'."""

    def generate(context, builder, signature, arguments):
        e, b = Emitter(context, builder, signature, arguments), builder
        step = e.argument(4)
        message: list[Any] = []
        for number in (2, 3):
            first = e.argument(number)
            for pair in zip(e.lane_words(1, first), e.lane_words(1, b.add(first, step)), strict=True):
                message += e.halves(*pair)
        places = [b.bitcast(e.at(0, e.word(w), LANES * 2), kernels.ROW.as_pointer()) for w in range(8)]
        start = [b.load(place, align=4) for place in places]
        for place, row in zip(places, kernels.emit_compression(b, start, message, *arguments[5:]), strict=True):
            b.store(row, place, align=4)
        return context.get_dummy_value()

    return types.void(h, word, INDEX, INDEX, INDEX, types.uint32, types.uint32), generate


@njit(**OPTIONS)
def blake_lanes(word, folds, leaves, start, out):
    """Hash eight cosets' leaves, two of each at a time; word is flat; out as in `kernels`."""
    arity, bits = 1 << folds, kernels.log2(leaves)
    h, step = np.empty((8, 2 * LANES), np.uint32), min(1, leaves - 1)
    for first in range(0, leaves, 2):
        for w in range(8):
            h[w] = start[w]
        for block in range(arity // 2):
            i = first + kernels.reverse(2 * block, folds) * leaves
            j = first + kernels.reverse(2 * block + 1, folds) * leaves
            mark = np.uint32(0xFFFFFFFF) if block == arity // 2 - 1 else np.uint32(0)
            _compress_lanes(h, word, i, j, step, np.uint32(64 * (block + 1)), mark)
        h[7] &= kernels.TOP
        for leaf in range(step + 1):
            at = kernels.reverse(first + leaf, bits)
            for c in range(LANES):
                for w in range(8):
                    out[c * leaves + at, w] = h[w, LANES * leaf + c]


@njit(**OPTIONS)
def _keys(constants):
    """Return the rounds' constants as a state's elements, one after the other."""
    scaled, mask = np.empty_like(constants), np.uint64(MASK)
    kernels.multiply_all(constants, _SIXTEEN, scaled)
    out = np.empty(constants.shape[0] * LIMBS, np.uint64)
    for i in range(constants.shape[0]):
        a, b, c, d = scaled[i, 0], scaled[i, 1], scaled[i, 2], scaled[i, 3]
        at = LIMBS * i
        out[at] = a & mask
        out[at + 1] = ((a >> np.uint64(52)) | (b << np.uint64(12))) & mask
        out[at + 2] = ((b >> np.uint64(40)) | (c << np.uint64(24))) & mask
        out[at + 3] = ((c >> np.uint64(28)) | (d << np.uint64(36))) & mask
        out[at + 4] = d >> np.uint64(16)
    return out


@njit(**OPTIONS)
def _hades(state, keys):
    for r in range(4):
        _round_full(state, keys, 3 * r)
    for r in range(4, 87):
        _round_partial(state, keys, 3 * r)
    for r in range(87, 91):
        _round_full(state, keys, 3 * r)


@njit(**OPTIONS)
def poseidon_lanes(word, folds, leaves, start, constants, out):
    """Hash eight cosets' leaves; word is flat, of canonical elements in Montgomery form; out as in `kernels`."""
    arity, bits, keys = 1 << folds, kernels.log2(leaves), _keys(constants)
    state, digests = np.empty(3 * LIMBS * LANES, np.uint64), np.empty((LANES, 4), np.uint64)
    for a in range(leaves):
        _begin_state(state, start)
        for s in range(0, arity, 2):
            _absorb(state, 0, word, a + kernels.reverse(s, folds) * leaves)
            _absorb(state, 1, word, a + kernels.reverse(s + 1, folds) * leaves)
            _hades(state, keys)
        _squeeze(state, digests, 0)
        at = kernels.reverse(a, bits)
        for c in range(LANES):
            for k in range(4):
                out[c * leaves + at, k] = digests[c, k]


@njit(**OPTIONS)
def poseidon_nodes(below, start, constants, out):
    """Hash pairs."""
    whole = out.shape[0] - out.shape[0] % LANES
    keys, state = _keys(constants), np.empty(3 * LIMBS * LANES, np.uint64)
    for i in range(0, whole, LANES):
        _begin_state(state, start)
        _absorb_pairs(state, below, 2 * i)
        _hades(state, keys)
        _squeeze(state, out, i)
    kernels.poseidon_nodes(below[2 * whole :], start, constants, out[whole:])
