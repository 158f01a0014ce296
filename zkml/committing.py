"""Committing to inputs in plain Python, for a source or for whoever holds the inputs: see `zkml.input_commitment`."""

from __future__ import annotations

from collections.abc import Sequence

from zkml.circuit import Architecture
from zkml.commitment import reverse_bits
from zkml.field import PRIME, root_of_unity
from zkml.hashing import hashes_of
from zkml.input_commitment import InputTable, commitment_point, input_table
from zkml.multilinear import evaluate, log2_ceil
from zkml.parameters import ParameterSet
from zkml.statement import InputCommitment, packed

__all__ = ["commit_inputs", "table_of"]


def table_of(form: InputTable, inputs: Sequence[bytes]) -> list[int]:
    """Return the table of a batch's inputs."""
    images = [packed(item) for item in inputs]
    images += images[-1:] * ((1 << form.items_bits) - len(images))
    table = [0] * (1 << form.bits)
    for number, elements in enumerate(images):
        start = number << form.image_bits
        table[start : start + len(elements)] = elements
    return table


def commit_inputs(architecture: Architecture, parameters: ParameterSet, inputs: Sequence[bytes]) -> InputCommitment:
    """Return the commitment to a batch of inputs, for whoever has them: it is compared with a statement's.

    Plain code, which takes seconds; `zkml.proving` makes the same faster.
    """
    form, hashes = input_table(architecture, log2_ceil(len(inputs))), hashes_of(parameters.profile)
    table = table_of(form, inputs)
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
    return InputCommitment(level[0], evaluate(table, commitment_point(parameters, form.bits, level[0])))


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
