"""Basefold: committed tables, and one opening for linear claims about all of them.

A table f of 2^m elements is the polynomial Σ_i f_i X^rev(i), where rev reverses i's bits, so that binding f's first
variable to r is the fold (1 - r) f_even + r f_odd. It is evaluated on 2^rate_bits cosets: position (c, j) of the code
word is the point w^c · w_m^rev(j), with w of order 2^(m + rate_bits). Neighbours are x and -x; 2^k neighbours, which k
folds make one, are a leaf; a position's next leaf is position >> k, its slot there the low bits. The root of the hash
tree over leaves is the commitment.

`verify_opening` checks Σ_i w_i f_i = claim for public weights w (Zeilberger, Chen and Fisch, ePrint 2023/1578; for
general weights and the proof of these error terms see docs/security-of-proofs.md):

1. Sumcheck rounds for Σ w f; the same challenge folds f. After a leaf's worth of folds the prover commits to the folded
   table by a new root. A further, smaller table joins where the folded one has its size: one round of the sumcheck over
   (1 - X) small + X large, whose challenge combines both; its claim has its own powers of the batching challenge.
2. The last 2^6 elements are sent; the last claim must be their sum with the folded weights. Their number is fixed: a
   longer last message would be a polynomial of higher degree.
3. Proof of work, whose nonce is absorbed; then positions are drawn. Grinding is paid before the draws are known.
4. For each draw, the leaves along the chain of oracles. A later leaf lacks the element at the draw's slot: the verifier
   puts in what it folded itself, so that oracles are linked by the hash. The last one must be the final polynomial's
   value.

All roots are fixed before the draws, which come from everything said; duplicates among the draws are legal and are
opened as often as drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from zkml.errors import Rejected
from zkml.field import PRIME, inverse, inverse_root, root_of_unity
from zkml.hashing import grinding_word, hashes_of
from zkml.merkle import Cap, climb
from zkml.multilinear import Factors, Term, dot, evaluate, fold, tensor_sum
from zkml.parameters import FINAL_BITS, FOLD_BITS, ParameterSet
from zkml.sumcheck import verify_round
from zkml.transcript import Reader

__all__ = ["Committed", "Plan", "anchor_factors", "order_hint", "plan", "positions", "reverse_bits", "verify_opening"]

_HALF = inverse(2)


@dataclass(frozen=True, slots=True)
class Committed:
    """A committed table with a claim about it.

    Attributes:
        root: of its tree.
        bits: log2 of its size.
        witness: it is the proof's own table (its leaves may be hashed differently).
        claim: the sum of its elements with the weights.
        weights: whose sum they are.

    """

    root: int
    bits: int
    witness: bool
    claim: int
    weights: Sequence[Term]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is folded.

    Attributes:
        folds: two-to-one folds for each oracle.
        joins: of each further table, at which oracle, and after how many of its folds, it joins.

    """

    folds: tuple[int, ...]
    joins: tuple[tuple[int, int], ...]

    def joined_folds(self, index: int) -> int:
        """Return the folds of a further table's leaf."""
        level, before = self.joins[index]
        return self.folds[level] - before

    def joining(self, level: int, number: int) -> list[int]:
        """Return the further tables that join before a fold of an oracle."""
        return [index for index, place in enumerate(self.joins) if place == (level, number)]


def plan(large: int, *others: int, witness_first: bool = True) -> Plan:
    """Return the folds from 2^*large* elements to 2^FINAL_BITS; *others*: log2 of the sizes of the tables that join.

    A registered table, the first of the others, always has leaves of 2^FOLD_BITS. So where the witness is the large
    one, a rest of folds comes before the weights' oracle (one fold over is taken into the witness's own leaves: an
    oracle less); where the weights are, the witness joins between two folds, with smaller leaves.
    """

    def steps(count: int) -> list[int]:
        return [FOLD_BITS] * (count // FOLD_BITS) + ([count % FOLD_BITS] if count % FOLD_BITS else [])

    if not others or not witness_first:
        folds = steps(large - FINAL_BITS)
    else:
        before = steps(large - others[0])
        if before[1:] == [1]:
            before = [FOLD_BITS + 1]  # a leaf of sixteen instead of an oracle more
        folds = [*before, *steps(others[0] - FINAL_BITS)]
    return Plan(tuple(folds), tuple(_place(folds, large - bits) for bits in others))


def _place(folds: list[int], count: int) -> tuple[int, int]:
    """Return the oracle in whose folds the fold of this number is, and how many of its own come before it."""
    level = 0
    while count >= folds[level]:
        count -= folds[level]
        level += 1
    return level, count


def reverse_bits(value: int, bits: int) -> int:
    """Return *value* with its *bits* bits in reverse order."""
    result = 0
    for _ in range(bits):
        result = 2 * result + (value & 1)
        value >>= 1
    return result


def anchor_factors(zeta: int, bits: int) -> Factors:
    """Return the weights of a table's polynomial at *zeta* as a product over its variables."""
    return [[1, pow(zeta, 1 << i, PRIME)] for i in range(bits)]


def positions(challenge: Callable[[], int], count: int, bits: int) -> list[int]:
    """Draw *count* leaf positions of *bits* bits, from the low 128 bits of challenges (only those are uniform)."""
    drawn: list[int] = []
    while len(drawn) < count:
        word = challenge() & ((1 << 128) - 1)
        here = min(128 // bits, count - len(drawn))
        drawn += [(word >> (i * bits)) & ((1 << bits) - 1) for i in range(here)]
    return drawn


def order_hint(drawn: list[int]) -> tuple[list[int], list[int]]:
    """Return the draws in ascending order and the elements that encode the permutation.

    A contract cannot sort, but it can check that position·2^b + number rises; here the hint is computed and compared.
    """
    width = max(1, (len(drawn) - 1).bit_length())
    order = sorted(range(len(drawn)), key=lambda number: (drawn[number], number))
    per_felt = 128 // width
    hint = [
        sum(number << (width * i) for i, number in enumerate(order[start : start + per_felt]))
        for start in range(0, len(order), per_felt)
    ]
    return [drawn[number] for number in order], hint


def verify_opening(reader: Reader, parameters: ParameterSet, large: Committed, *others: Committed) -> None:
    """Check the claims about a table and those that join it."""
    schedule = plan(large.bits, *(other.bits for other in others), witness_first=large.witness)
    claim, trees = large.claim, [(large.root, large.witness)]
    point: list[int] = []
    joined: dict[int, int] = {}
    for level, folds in enumerate(schedule.folds):
        for number in range(folds):
            for index in schedule.joining(level, number):
                claim, joined[index] = verify_round(reader, (claim + others[index].claim) % PRIME)
            claim, r = verify_round(reader, claim)
            point.append(r)
        if level + 1 < len(schedule.folds):
            trees.append((reader.message(1)[0], False))
    final = reader.message(1 << FINAL_BITS)
    weights = tensor_sum(large.bits, large.weights, point)
    for index, r in joined.items():
        other = others[index]
        weights = fold(tensor_sum(other.bits, other.weights, point[large.bits - other.bits :]) + weights, r)
    trees += [(other.root, other.witness) for other in others]
    if dot(weights, final) != claim:
        raise Rejected("opening sum", "the folded table does not give the claimed sum")
    seed = reader.challenge()
    (nonce,) = reader.message(1)
    if nonce >= 1 << 32 or grinding_word(seed, nonce) & ((1 << parameters.grinding_bits) - 1):
        raise Rejected("proof of work", "the nonce does not pay")
    _verify_queries(reader, parameters, schedule, trees, point, joined, final)


def _verify_queries(
    reader: Reader,
    parameters: ParameterSet,
    schedule: Plan,
    trees: list[tuple[int, bool]],
    point: list[int],
    joined: dict[int, int],
    final: list[int],
) -> None:
    """Check that the oracles (root, whether it is the witness's) are folds of each other and of *final*."""
    hashes, cap_bits = hashes_of(parameters.profile), parameters.cap_bits
    bits = len(point) + FINAL_BITS
    depth = bits + parameters.rate_bits - schedule.folds[0]
    drawn, hint = order_hint(positions(reader.challenge, parameters.queries, depth))
    if reader.hint(len(hint)) != hint:
        raise Rejected("query order", "the permutation is not that of the draws")
    polynomial = [final[reverse_bits(i, FINAL_BITS)] for i in range(len(final))][::-1]
    halves = [((1 - r) * _HALF % PRIME, r * _HALF % PRIME) for r in point]
    cap = Cap(hashes, cap_bits, len(trees))

    def leaf(tree: int, position: int, depth: int, values: list[int]) -> None:
        digest = hashes.leaf(values, witness=trees[tree][1])
        digest = climb(hashes, digest, position, reader.hint(depth - cap_bits))
        cap.enter(tree, position >> (depth - cap_bits), digest)

    for first in drawn:
        position, level_depth, used, value = first, depth, 0, 0
        x_inverse = _first_inverse(first << schedule.folds[0], bits, parameters.rate_bits)
        for level, folds in enumerate(schedule.folds):
            if level == 0:
                values = reader.hint(1 << folds)
            else:
                slot, position, level_depth = position % (1 << folds), position >> folds, level_depth - folds
                values = reader.hint((1 << folds) - 1)
                values.insert(slot, value)
                x_inverse = x_inverse * pow(root_of_unity(folds), reverse_bits(slot, folds), PRIME) % PRIME
            leaf(level, position, level_depth, values)
            leaves: dict[int, list[int]] = {}
            for index, (at, _) in enumerate(schedule.joins):
                if at == level:
                    leaves[index] = reader.hint(1 << schedule.joined_folds(index))
                    leaf(len(schedule.folds) + index, position, level_depth, leaves[index])
            for number, weights in enumerate(halves[used : used + folds]):
                for index in schedule.joining(level, number):
                    values = fold(leaves[index] + values, joined[index])
                values = _fold_pairs(values, x_inverse, *weights)
                x_inverse = x_inverse * x_inverse % PRIME
            (value,) = values
            used += folds
        reversed_value = evaluate(polynomial, x_inverse)  # Σ c_i x^(i - 63): no inversion is needed
        if reversed_value != value * pow(x_inverse, len(polynomial) - 1, PRIME) % PRIME:
            raise Rejected("final polynomial", "a chain of folds does not end in the last message")
    if cap.roots(reader) != [root for root, _ in trees]:
        raise Rejected("merkle", "an opened leaf is not under its root")


def _first_inverse(position: int, bits: int, rate_bits: int) -> int:
    """Return 1 / x for the point x at *position* of a code word of 2^(bits + rate_bits)."""
    coset, index = divmod(position, 1 << bits)
    exponent = coset + (reverse_bits(index, bits) << rate_bits)
    return pow(inverse_root(bits + rate_bits), exponent, PRIME)


def _fold_pairs(values: list[int], x_inverse: int, even: int, odd: int) -> list[int]:
    """Fold neighbours: those at ±x give (u + v) (1 - r) / 2 + (u - v) r / 2x; *even*, *odd*: (1 - r) / 2 and r / 2."""
    odd = odd * x_inverse % PRIME
    odds = [odd, *[odd * root % PRIME for root in _pair_roots(len(values).bit_length() - 1)[1:]]]  # the first root is 1
    return [((u + v) * even + (u - v) * w) % PRIME for u, v, w in zip(values[::2], values[1::2], odds, strict=True)]


@cache
def _pair_roots(bits: int) -> list[int]:
    """Return 1 / w^rev(s) for each pair s of a leaf of 2^bits, w of the leaf's order."""
    pairs = 1 << (bits - 1)
    return [pow(inverse_root(bits), reverse_bits(s, bits - 1), PRIME) for s in range(pairs)]
