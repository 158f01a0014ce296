"""Inputs that somebody has committed to before they were proven about: a camera's bridge, or the gateway.

The elements of a batch's inputs, 31 bytes each, lie in a table P: those of image b from b·2^s on, s as small as one
image's elements allow, zeros between them; the last image is repeated up to the power of two, and zeros follow up to
the size of an oracle of the proof that P joins (its size follows from those of the model's tables). The commitment is

* the root of the hash tree over P's code word, made as every other table's (see `commitment`), and
* the anchor Σ_i z^i P[i], z a hash of the root: a root under which a word lies that is near several tables has one
  of them but for (l²/2)·2^bits / p. So whoever commits cannot say later that it was another.

In a proof, inputs are cells of the witness, each a byte by its lookups. A challenge c is drawn after all claims; then

    Σ_b c^(b 2^s) Σ_i c^(i div 31) 256^(i mod 31) X[b, i] = Σ_i c^i P[i]

is sent as one value and claimed of both tables. Both sides are polynomials in c of degree below 2^bits that were fixed
before it: they agree but for 2^bits / p only where every element of P is the cells', and zero where there are none. A
verifier sees no element, and pays for none.

**What it does not show**: that the bytes are a camera's. Whoever signs the commitment vouches for that. A camera's own
signature covers a JPEG's digest; from there to the bytes are the decoding and scaling of whoever commits, which the
proof is silent about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from zkml.circuit import Architecture, layout
from zkml.commitment import plan, reverse_bits
from zkml.field import PRIME, root_of_unity
from zkml.hashing import Hashes, hashes_of
from zkml.multilinear import log2_ceil
from zkml.parameters import ParameterSet
from zkml.statement import PACKED_BYTES, VERSION, InputCommitment, packed

__all__ = ["InputTable", "anchor_of", "commit_inputs", "commitment_point", "input_table", "power_factors"]

_POINT = int.from_bytes(b"zkml1 input point", "big")


@dataclass(frozen=True, slots=True)
class InputTable:
    """Form of the table that a batch's inputs are committed to by.

    Attributes:
        items_bits: log2 of the images.
        image_bits: log2 of the places of one image.
        bits: log2 of the table's size.
        folds: two-to-one folds of a leaf.

    """

    items_bits: int
    image_bits: int
    bits: int
    folds: int

    def elements(self, inputs: Sequence[bytes]) -> list[int]:
        """Return the table of a batch's inputs."""
        images = [packed(item) for item in inputs]
        images += images[-1:] * ((1 << self.items_bits) - len(images))
        table = [0] * (1 << self.bits)
        for number, elements in enumerate(images):
            start = number << self.image_bits
            table[start : start + len(elements)] = elements
        return table


def input_table(architecture: Architecture, items_bits: int) -> InputTable:
    """Return the form for a batch of 2^*items_bits* inputs: the least oracle of its proof that holds them."""
    witness, weights = layout(architecture, items_bits, with_input=True).witness_bits, architecture.weight_bits
    schedule = plan(max(witness, weights), min(witness, weights), witness_first=witness >= weights)
    image_bits = log2_ceil(-(-prod(architecture.input) // PACKED_BYTES))
    size, found = max(witness, weights), (0, 0)
    for folds in schedule.folds:
        if size >= items_bits + image_bits:
            found = size, folds
        size -= folds
    return InputTable(items_bits, image_bits, *found)


def commitment_point(parameters: ParameterSet, bits: int, root: int, hashes: Hashes | None = None) -> int:
    """Return z for a table of 2^*bits* elements; *hashes*: the parameter set's, by a faster permutation."""
    return (hashes or hashes_of(parameters.profile)).span([_POINT, VERSION, parameters.code, bits, root])


def power_factors(x: int, bits: int) -> list[list[int]]:
    """Return x^i over 2^*bits* places as a product over the bits of i, the highest first."""
    return [[1, pow(x, 1 << (bits - 1 - bit), PRIME)] for bit in range(bits)]


def commit_inputs(architecture: Architecture, parameters: ParameterSet, inputs: Sequence[bytes]) -> InputCommitment:
    """Return the commitment to a batch of inputs, for whoever has them: it is compared with a statement's.

    Plain code, which takes seconds; `zkml.proving` makes the same faster.
    """
    form, hashes = input_table(architecture, log2_ceil(len(inputs))), hashes_of(parameters.profile)
    table = form.elements(inputs)
    coefficients = [table[reverse_bits(i, form.bits)] for i in range(len(table))]
    word, step = [], root_of_unity(form.bits + parameters.rate_bits)
    for coset in range(1 << parameters.rate_bits):
        shift, scaled, power = pow(step, coset, PRIME), [], 1
        for value in coefficients:
            scaled.append(value * power % PRIME)
            power = power * shift % PRIME
        values = _transform(scaled, root_of_unity(form.bits))
        word += [values[reverse_bits(i, form.bits)] for i in range(len(values))]
    leaf = 1 << form.folds
    level = [hashes.leaf(word[i : i + leaf], witness=False) for i in range(0, len(word), leaf)]
    while len(level) > 1:
        level = [hashes.node(left, right) for left, right in zip(level[::2], level[1::2], strict=True)]
    return InputCommitment(level[0], anchor_of(table, commitment_point(parameters, form.bits, level[0])))


def anchor_of(table: Sequence[int], point: int) -> int:
    """Return Σ z^i P[i]."""
    total = 0
    for value in reversed(table):
        total = (total * point + value) % PRIME
    return total


def _transform(values: list[int], root: int) -> list[int]:
    """Return a polynomial's values at the powers of *root*, from its coefficients."""
    if len(values) == 1:
        return values
    square = root * root % PRIME
    even, odd = _transform(values[::2], square), _transform(values[1::2], square)
    power, twisted = 1, []
    for value in odd:
        twisted.append(value * power % PRIME)
        power = power * root % PRIME
    pairs = list(zip(even, twisted, strict=True))
    return [(a + b) % PRIME for a, b in pairs] + [(a - b) % PRIME for a, b in pairs]
