"""Multilinear extensions: a table of 2^n elements as the polynomial in n variables that agrees with it on {0, 1}^n.

The first variable is the index's most significant bit. eq(a, b) = Π (1 - a_i)(1 - b_i) + a_i b_i is the extension of
equality; the value of a table t at a point a is Σ_i eq(a, i) t_i.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zkml.field import PRIME

__all__ = [
    "Factors",
    "Term",
    "binary",
    "block_at",
    "dot",
    "eq",
    "eq_factors",
    "eq_table",
    "evaluate",
    "fold",
    "index_at",
    "log2_ceil",
    "power_factors",
    "tensor",
    "tensor_sum",
]

Factors = Sequence[Sequence[int]]
"""A table as a product: one factor for each group of variables, from the most significant bits to the least."""

Term = tuple[int, Factors, int]
"""A table that is 0 outside one aligned block: the block's offset, the factors of what is in it, and a scale."""


def log2_ceil(size: int) -> int:
    """Return the least n with 2^n ≥ *size*."""
    return (size - 1).bit_length()


def binary(value: int, bits: int) -> list[int]:
    """Return the bits of *value*, the most significant first."""
    return [(value >> (bits - 1 - i)) & 1 for i in range(bits)]


def eq(a: Sequence[int], b: Sequence[int]) -> int:
    """Return the extension of equality at two points."""
    result = 1
    for x, y in zip(a, b, strict=True):
        result = result * (1 - x - y + 2 * x * y) % PRIME
    return result


def eq_table(point: Sequence[int]) -> list[int]:
    """Return eq(point, i) for every i."""
    table = [1]
    for x in point:
        grown = []
        for value in table:
            high = value * x % PRIME
            grown += [value - high, high]
        table = grown
    return [value % PRIME for value in table]


def eq_factors(point: Sequence[int]) -> Factors:
    """Return eq(point, i) for every i as a product over the bits of i."""
    return [[1 - x, x] for x in point]


def power_factors(x: int, bits: int) -> Factors:
    """Return x^i for every i below 2^*bits* as a product over the bits of i."""
    return [[1, pow(x, 1 << bit, PRIME)] for bit in reversed(range(bits))]


def block_at(offset: int, size_bits: int, point: Sequence[int]) -> tuple[int, list[int]]:
    """Return eq between an aligned block's address (the bits above its size) and *point*, and the point within it."""
    address = binary(offset >> size_bits, len(point) - size_bits)
    return eq(address, point[: len(address)]), list(point[len(address) :])


def fold(table: Sequence[int], r: int) -> list[int]:
    """Return the table with its first variable bound to r."""
    half = len(table) // 2
    if half == 1:  # most tables that are folded for a claim are pairs
        return [(table[0] + r * (table[1] - table[0])) % PRIME]
    return [(low + r * (high - low)) % PRIME for low, high in zip(table[:half], table[half:], strict=True)]


def dot(a: Sequence[int], b: Sequence[int]) -> int:
    """Return Σ a_i b_i."""
    return sum([x * y for x, y in zip(a, b, strict=True)]) % PRIME


def evaluate(coefficients: Sequence[int], x: int) -> int:
    """Return Σ c_i x^i."""
    value = 0
    for c in reversed(coefficients):
        value = (value * x + c) % PRIME
    return value


def index_at(point: Sequence[int]) -> int:
    """Return the extension of i → i."""
    value = 0
    for x in point:
        value = (2 * value + x) % PRIME
    return value


def tensor(factors: Factors, point: Sequence[int]) -> list[int]:
    """Return the product of *factors* with its first variables bound to *point*; lengths are powers of two."""
    table, bound = [1], 0
    for factor in factors:
        left = factor
        while len(left) > 1 and bound < len(point):
            left, bound = fold(left, point[bound]), bound + 1
        table = [x * y % PRIME for x in table for y in left]
    return table


def tensor_sum(bits: int, terms: Iterable[Term], point: Sequence[int]) -> list[int]:
    """Return the sum of *terms* over 2^*bits* places with its first variables bound to *point*."""
    table = [0] * (1 << (bits - len(point)))
    for offset, factors, scale in terms:
        size_bits = sum([len(factor).bit_length() - 1 for factor in factors])
        address = binary(offset >> size_bits, bits - size_bits)
        found = tensor([*eq_factors(address), *factors], point)
        table = [total + scale * value for total, value in zip(table, found, strict=True)]
    return [value % PRIME for value in table]
