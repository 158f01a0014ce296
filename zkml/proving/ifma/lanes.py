"""Emits arithmetic on eight elements at a time."""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types

from zkml.proving import kernels
from zkml.proving.kernels import PRIME

__all__ = ["INDEX", "LANES", "LIMBS", "LIMB_BITS", "MASK", "Emitter", "code", "everywhere", "halve"]

LANES = 8
LIMBS = 5
LIMB_BITS = 52
MASK = (1 << LIMB_BITS) - 1
INDEX = types.int64
_WORD, _INDEX = ir.IntType(64), ir.IntType(32)
_VECTOR = ir.VectorType(_WORD, LANES)


_halved = False


def halve() -> None:
    """Have products made four lanes at a time, by AVX-IFMA; before anything is compiled."""
    global _halved  # noqa: PLW0603 - a process has one kind of machine code
    _halved = True


def halved() -> bool:
    """Tell whether products are made four lanes at a time."""
    return _halved


def limbs(value: int, count: int = LIMBS) -> list[int]:
    """Return an integer's limbs."""
    return [(value >> (LIMB_BITS * k)) & MASK for k in range(count - 1)] + [value >> (LIMB_BITS * (count - 1))]


def everywhere(value: int) -> Any:
    """Return a vector of one constant."""
    return ir.Constant(_VECTOR, [ir.Constant(_WORD, value)] * LANES)


class Emitter:
    """Emits arithmetic on eight elements into one function; an element is a list of five vectors."""

    def __init__(self, context: Any, builder: Any, signature: Any, arguments: Any) -> None:
        self._context, self._signature, self._arguments = context, signature, arguments
        self.b = builder
        kind = ir.VectorType(_WORD, LANES // 2) if halved() else _VECTOR
        signature_of = ir.FunctionType(kind, [kind] * 3)
        self._madd = {
            part: builder.module.globals.get(name) or ir.Function(builder.module, signature_of, name)
            for part in "lh"
            for name in [f"llvm.x86.avx512.vpmadd52{part}.uq.{64 * kind.count}"]
        }
        self._mask, self._zero = everywhere(MASK), everywhere(0)
        self._prime = self.constant(PRIME)

    def _low(self, total: Any, x: Any, y: Any) -> Any:
        """Return total + the low 52 bits of x y; both have 52 bits, and what is above is left out."""
        return self._multiplied("l", total, x, y)

    def _high(self, total: Any, x: Any, y: Any) -> Any:
        """Return total + the bits of x y from 52 on."""
        return self._multiplied("h", total, x, y)

    def _multiplied(self, part: str, *vectors: Any) -> Any:
        function = self._madd[part]
        if not halved():
            return self.b.call(function, vectors)
        halves = [
            self.b.call(function, [self._shuffle(vector, vector, order) for vector in vectors])
            for order in ([0, 1, 2, 3], [4, 5, 6, 7])
        ]
        return self._shuffle(halves[0], halves[1], list(range(LANES)))

    def argument(self, number: int) -> Any:
        """Return an argument of the function."""
        return self._arguments[number]

    def word(self, value: int) -> Any:
        """Return a constant."""
        return ir.Constant(_WORD, value)

    def constant(self, value: int) -> list[Any]:
        """Return a number's limbs in all lanes."""
        return [everywhere(limb) for limb in limbs(value)]

    def at(self, array: int, index: Any, step: int) -> Any:
        """Return a pointer to word *index* · *step* of the array that is argument number *array*."""
        kind = self._signature.args[array]
        data = self._context.make_array(kind)(self._context, self.b, value=self._arguments[array]).data
        return self.b.gep(data, [self.b.mul(index, self.word(step))])

    def _vectors(self, place: Any, count: int) -> list[Any]:
        place = self.b.bitcast(place, _VECTOR.as_pointer())
        return [self.b.load(self.b.gep(place, [self.word(k)]), align=8) for k in range(count)]

    def _put_vectors(self, place: Any, vectors: list[Any]) -> None:
        place = self.b.bitcast(place, _VECTOR.as_pointer())
        for k, vector in enumerate(vectors):
            self.b.store(vector, self.b.gep(place, [self.word(k)]), align=8)

    def _shuffle(self, x: Any, y: Any, order: list[int]) -> Any:
        mask = ir.Constant(ir.VectorType(_INDEX, len(order)), [ir.Constant(_INDEX, i) for i in order])
        return self.b.shuffle_vector(x, y, mask)

    def _transpose(self, rows: list[Any]) -> list[Any]:
        """Return from eight elements one after the other their first words, and so on."""
        columns = []
        for k in (0, 2):
            pair = [k, k + 4, k + 8, k + 12, k + 1, k + 5, k + 9, k + 13]
            low, high = self._shuffle(rows[0], rows[1], pair), self._shuffle(rows[2], rows[3], pair)
            columns += [
                self._shuffle(low, high, [s, s + 1, s + 2, s + 3, s + 8, s + 9, s + 10, s + 11]) for s in (0, 4)
            ]
        return columns

    def _untranspose(self, columns: list[Any]) -> list[Any]:
        rows = []
        for s in (0, 4):
            pair = [s, s + 8, s + 1, s + 9, s + 2, s + 10, s + 3, s + 11]
            low, high = self._shuffle(columns[0], columns[1], pair), self._shuffle(columns[2], columns[3], pair)
            rows += [self._shuffle(low, high, [t, t + 1, t + 8, t + 9, t + 2, t + 3, t + 10, t + 11]) for t in (0, 4)]
        return rows

    def from_words(self, words: list[Any], *, shifted: bool = False) -> list[Any]:
        """Return the limbs of x, or of 16 x."""
        b, extra = self.b, 4 if shifted else 0
        first = b.shl(words[0], everywhere(extra)) if extra else words[0]
        found = [b.and_(first, self._mask)]
        for k in range(1, 4):
            down = LIMB_BITS * k - extra - 64 * (k - 1)
            both = b.or_(b.lshr(words[k - 1], everywhere(down)), b.shl(words[k], everywhere(64 - down)))
            found.append(b.and_(both, self._mask))
        return [*found, b.lshr(words[3], everywhere(16 - extra))]

    def to_words(self, x: list[Any]) -> list[Any]:
        """Return four words, of limbs without carries and a value below 2^256."""
        b = self.b
        return [
            b.or_(b.lshr(x[k], everywhere(12 * k)) if k else x[0], b.shl(x[k + 1], everywhere(LIMB_BITS - 12 * k)))
            for k in range(4)
        ]

    def load(self, array: int, index: Any, *, shifted: bool = False) -> list[Any]:
        """Return eight elements that follow each other."""
        return self.from_words(self._transpose(self._vectors(self.at(array, index, 4), 4)), shifted=shifted)

    def store(self, array: int, index: Any, x: list[Any]) -> None:
        """Write eight elements that follow each other."""
        self._put_vectors(self.at(array, index, 4), self._untranspose(self.to_words(x)))

    def spread(self, array: int, index: Any, *, shifted: bool = False) -> list[Any]:
        """Return one element in all lanes."""
        place = self.at(array, index, 4)
        return self.from_words([self._everywhere(place, k) for k in range(4)], shifted=shifted)

    def spread_limbs(self, array: int, index: Any) -> list[Any]:
        """Return one element in all lanes, which is held as limbs."""
        place = self.at(array, index, LIMBS)
        return [self._everywhere(place, k) for k in range(LIMBS)]

    def _everywhere(self, place: Any, k: int) -> Any:
        word = self.b.load(self.b.gep(place, [self.word(k)]), align=8)
        empty = ir.Constant(_VECTOR, ir.Undefined)
        return self._shuffle(self.b.insert_element(empty, word, ir.Constant(_INDEX, 0)), empty, [0] * LANES)

    def load_limbs(self, array: int, index: Any) -> list[Any]:
        """Return position *index* of a buffer."""
        return self._vectors(self.at(array, index, LIMBS * LANES), LIMBS)

    def store_limbs(self, array: int, index: Any, x: list[Any]) -> None:
        """Write position *index* of a buffer."""
        self._put_vectors(self.at(array, index, LIMBS * LANES), x)

    def load_lanes(self, array: int, index: Any, *, shifted: bool = False) -> list[Any]:
        """Return position *index* of a code word."""
        return self.from_words(self.lane_words(array, index), shifted=shifted)

    def lane_words(self, array: int, index: Any) -> list[Any]:
        """Return position *index* of a code word, as its words."""
        return self._vectors(self.at(array, index, 4 * LANES), 4)

    def halves(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Return the low halves of eight words and of eight others, and the high ones."""
        x, y = (self.b.bitcast(words, kernels.ROW) for words in (x, y))
        low, high = (
            ir.Constant(kernels.ROW, [ir.Constant(_INDEX, 2 * lane + side) for lane in range(2 * LANES)])
            for side in range(2)
        )
        return self.b.shuffle_vector(x, y, low), self.b.shuffle_vector(x, y, high)

    def store_lanes(self, array: int, index: Any, x: list[Any]) -> None:
        """Write position *index* of a code word."""
        self._put_vectors(self.at(array, index, 4 * LANES), self.to_words(x))

    def integers(self, array: int, index: Any) -> Any:
        """Return eight words of an array of integers."""
        return self._vectors(self.at(array, index, 1), 1)[0]

    def sums(self, array: int) -> list[Any]:
        """Return ten limbs in eight lanes."""
        return self._vectors(self.at(array, self.word(0), 1), 2 * LIMBS)

    def pairs(self, array: int, index: Any, *, shifted: bool = False) -> tuple[list[Any], list[Any]]:
        """Return of sixteen elements every other one, and the rest."""
        rows = self._vectors(self.at(array, index, 4), 8)
        found = []
        for s in (0, 4):
            order = [s, s + 1, s + 2, s + 3, s + 8, s + 9, s + 10, s + 11]
            halves = [self._shuffle(rows[k], rows[k + 1], order) for k in (0, 2, 4, 6)]
            found.append(self.from_words(self._transpose(halves), shifted=shifted))
        return found[0], found[1]

    def carried(self, x: list[Any]) -> list[Any]:
        """Pass carries on, which may be negative; all limbs but the last are then below 2^52."""
        b, found, carry = self.b, [], None
        for limb in x[:-1]:
            total = limb if carry is None else b.add(limb, carry)
            carry = b.ashr(total, everywhere(LIMB_BITS))
            found.append(b.and_(total, self._mask))
        return [*found, b.add(x[-1], carry)]

    def add(self, x: list[Any], y: list[Any]) -> list[Any]:
        """Return x + y, without carries passed on."""
        return [self.b.add(a, c) for a, c in zip(x, y, strict=True)]

    def sub(self, x: list[Any], y: list[Any], multiple: int = 4) -> list[Any]:
        """Return x - y + multiple·p, without carries passed on."""
        known = limbs(multiple * PRIME)
        return [
            self.b.add(self.b.sub(a, c), everywhere(k)) if k else self.b.sub(a, c)
            for a, c, k in zip(x, y, known, strict=True)
        ]

    def wide(self, x: list[Any], y: list[Any], into: list[Any] | None = None) -> list[Any]:
        """Return the ten limbs of a product, added to *into*, without carries passed on."""
        sums = list(into) if into else [self._zero] * (2 * LIMBS)
        for i in range(LIMBS):
            for j in range(LIMBS):
                sums[i + j] = self._low(sums[i + j], x[i], y[j])
                sums[i + j + 1] = self._high(sums[i + j + 1], x[i], y[j])
        return sums

    def square(self, x: list[Any]) -> list[Any]:
        """Return x² / 2^260."""
        b, sums = self.b, [self._zero] * (2 * LIMBS)
        for i in range(LIMBS):
            for j in range(i + 1, LIMBS):
                sums[i + j] = self._low(sums[i + j], x[i], x[j])
                sums[i + j + 1] = self._high(sums[i + j + 1], x[i], x[j])
        sums = [b.add(limb, limb) for limb in sums]
        for i in range(LIMBS):
            sums[2 * i] = self._low(sums[2 * i], x[i], x[i])
            sums[2 * i + 1] = self._high(sums[2 * i + 1], x[i], x[i])
        return self.carried(self.reduce(sums))

    def reduce(self, sums: list[Any]) -> list[Any]:
        """Return sums / 2^260 modulo p, without carries passed on."""
        b, t, middle, top = self.b, list(sums), self._prime[3], self._prime[4]
        for i in range(LIMBS):
            m = b.sub(self._zero, t[i])  # whose bits from 52 on a product leaves out
            t[i + 1] = b.add(t[i + 1], b.lshr(b.add(t[i], self._mask), everywhere(LIMB_BITS)))
            t[i + 3] = self._low(t[i + 3], m, middle)
            t[i + 4] = self._high(t[i + 4], m, middle)
            t[i + 4] = self._low(t[i + 4], m, top)
            t[i + 5] = self._high(t[i + 5], m, top)
        return t[LIMBS:]

    def raw_mul(self, shifted: list[Any], y: list[Any]) -> list[Any]:
        """Return x y / 2^256 from 16 x and y, without carries passed on."""
        return self.reduce(self.wide(shifted, y))

    def mul(self, shifted: list[Any], y: list[Any]) -> list[Any]:
        """Return x y / 2^256 from 16 x and y."""
        return self.carried(self.raw_mul(shifted, y))

    def smaller(self, x: list[Any]) -> list[Any]:
        """Return x modulo p, above 0 and hardly above 2p, for an x below 2^259.

        Carries need not have been passed on (but the last limb must not be negative), and are not.
        """
        b = self.b
        q = b.lshr(x[4], everywhere(43))
        known = limbs(PRIME)
        return [
            b.add(b.sub(x[0], q), everywhere(known[0])),
            x[1],
            x[2],
            b.add(b.sub(x[3], b.add(b.shl(q, everywhere(40)), b.shl(q, everywhere(36)))), everywhere(known[3])),
            b.add(b.and_(x[4], everywhere((1 << 43) - 1)), everywhere(known[4])),
        ]

    def small(self, x: list[Any]) -> list[Any]:
        """Return x modulo p, below 2p where carries had been passed on, else hardly above."""
        return self.carried(self.smaller(x))

    def canonical(self, x: list[Any]) -> list[Any]:
        """Return x modulo p, below p."""
        x = self.small(self.carried(x))
        less = self.carried([self.b.sub(a, c) for a, c in zip(x, self._prime, strict=True)])
        negative = self.b.icmp_signed("<", less[4], self._zero)
        return [self.b.select(negative, a, c) for a, c in zip(x, less, strict=True)]

    def fold(self, low: list[Any], high: list[Any], r: list[Any]) -> list[Any]:
        """Return low + r (high - low), small, for a shifted r."""
        return self.small(self.add(low, self.raw_mul(r, self.carried(self.sub(high, low)))))

    def collect(self, array: int, number: int, x: list[Any], y: list[Any]) -> None:
        """Add products to the sums *number* of ten limbs in eight lanes."""
        place = self.at(array, self.word(number), 2 * LIMBS * LANES)
        self._put_vectors(place, self.wide(x, y, self._vectors(place, 2 * LIMBS)))


def code(emit: Any) -> Any:
    """Return an intrinsic's code generator, of a function that emits with an `Emitter`."""

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        emit(Emitter(context, builder, signature, arguments))
        return context.get_dummy_value()

    return generate
