"""Multilinear extensions: a table of 2^n elements as the polynomial in n variables that agrees with it on {0, 1}^n.

The first variable is the index's most significant bit. eq(a, b) = Π (1 - a_i)(1 - b_i) + a_i b_i is the extension of
equality; the value of a table t at a point a is Σ_i eq(a, i) t_i.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zkml.field import PRIME

__all__ = [
    "binary",
    "block_eq",
    "dot",
    "eq",
    "eq_table",
    "evaluate",
    "fold",
    "index_at",
    "log2_ceil",
    "quadratic",
    "tensor_sum",
    "tensor_tail",
]


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


def block_eq(offset: int, size_bits: int, bits: int, point: Sequence[int]) -> int:
    """Return eq between the address of an aligned block (the bits above its size) and the point's first variables."""
    return eq(binary(offset >> size_bits, bits - size_bits), point[: bits - size_bits])


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
    """Return Σ c_i x^i, reduced once for eight terms; their number is a multiple of eight."""
    powers = [1]
    for _ in range(8):
        powers.append(powers[-1] * x % PRIME)
    value = 0
    for start in range(len(coefficients) - 8, -1, -8):
        terms = zip(coefficients[start : start + 8], powers, strict=False)
        value = (value * powers[8] + sum([c * power for c, power in terms])) % PRIME
    return value


def index_at(point: Sequence[int]) -> int:
    """Return the extension of i → i."""
    value = 0
    for x in point:
        value = (2 * value + x) % PRIME
    return value


def quadratic(at_0: int, at_1: int, leading: int, x: int) -> int:
    """Return a polynomial of degree 2 at x, given by its values at 0 and 1 and its leading coefficient."""
    return (at_0 + (at_1 - at_0 - leading + leading * x) * x) % PRIME


def tensor_tail(
    bits: int, offset: int, factors: Sequence[Sequence[int]], point: Sequence[int]
) -> tuple[int, list[int]]:
    """Bind the first variables of a function that is a product of *factors* on one aligned block and 0 elsewhere.

    Args:
        bits: variables of the whole space.
        offset: of the block, whose size is the product of the factors' lengths, powers of two.
        factors: from the most significant bits to the least.
        point: values for the first len(point) variables.

    Returns:
        A scalar and a table over the variables that are left; the function is their product.

    """
    size_bits = sum([len(factor).bit_length() - 1 for factor in factors])
    address = binary(offset >> size_bits, bits - size_bits)
    bound = min(len(address), len(point))
    scalar, table = eq(address[:bound], point[:bound]), [1]
    for factor in (*([1 - b, b] for b in address[bound:]), *factors):
        left: Sequence[int] = factor
        while len(left) > 1 and bound < len(point):
            left = fold(left, point[bound])
            bound += 1
        if len(left) == 1:
            scalar = scalar * left[0] % PRIME
        else:
            table = [x * y % PRIME for x in table for y in left]
    return scalar, table


def tensor_sum(bits: int, terms: Iterable[tuple[int, Sequence[Sequence[int]], int]], point: Sequence[int]) -> list[int]:
    """Return Σ scale · (product of factors on a block) over terms (offset, factors, scale), first variables bound."""
    table = [0] * (1 << (bits - len(point)))
    for offset, factors, scale in terms:
        scalar, tail = tensor_tail(bits, offset, factors, point)
        scalar = scalar * scale % PRIME
        table = [total + scalar * value for total, value in zip(table, tail, strict=True)]
    return [value % PRIME for value in table]
