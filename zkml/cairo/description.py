"""A model as the general contract reads it: what `Architecture` and `Layout` say, as elements.

Numbers of 24 bits, ten an element: five in its low half, five in its high half, the low one first; the last element is
filled up with zeros. Their order is that
in which ``contracts/src/zkml/general/description.cairo`` reads them. Offsets are given as a block's number among blocks
of its size. What is proven follows from a description as from an architecture: it is made here, by the code that the
Python verifier runs, and who registers one with a contract makes it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

from zkml.cairo.binding import binding_of
from zkml.cairo.proof_sizes import ProofSizes
from zkml.circuit import Architecture, Block, Layout, layout
from zkml.commitment import plan
from zkml.layers import BIAS_DIGITS, Layer, block_bits
from zkml.multilinear import log2_ceil
from zkml.parameters import ParameterSet, parameter_set
from zkml.statement import WITNESS_INPUT, packed

__all__ = ["GENERAL_SET", "MOST_ELEMENTS", "architecture_words", "description"]

GENERAL_SET = "sn-pos-32-31-24"
"""The parameter set whose sizes are constants of the general contract."""

MOST_ELEMENTS = 256
"""Elements of a description that the contract keeps."""

_NUMBER_BITS = 24
_PER_HALF = 5
_SIGNED = 64
_MOST_BITS = 24
_OPERATORS = {"convolution": 0, "depthwise": 1, "mixing": 2}
_KINDS = {"base": 0, "low": 1, "high": 2, "activation": 3, "even": 4, "odd": 5, "clamped": 6, "mark": 7}


def description(architecture: Architecture) -> list[int]:
    """Return the elements for proofs of one input under `GENERAL_SET`.

    Raises:
        ValueError: the contract does not serve such a model; the message says why.

    """
    found = layout(architecture, 0, binding_of(architecture, 1) == WITNESS_INPUT)
    numbers = _numbers(architecture, found, parameter_set(GENERAL_SET))
    if not all(0 <= number < 1 << _NUMBER_BITS for number in numbers):
        raise ValueError("a padding, a stride or a mix's number is negative or too large for the general contract")
    numbers += [0] * (-len(numbers) % (2 * _PER_HALF))
    halves = [
        sum(number << (_NUMBER_BITS * place) for place, number in enumerate(numbers[start : start + _PER_HALF]))
        for start in range(0, len(numbers), _PER_HALF)
    ]
    elements = [low + (high << 128) for low, high in zip(halves[::2], halves[1::2], strict=True)]
    if len(elements) > MOST_ELEMENTS:
        raise ValueError(
            f"the model's description has {len(elements)} elements; the general contract keeps {MOST_ELEMENTS}"
        )
    return elements


def architecture_words(architecture: Architecture) -> list[int]:
    """Return the architecture digest's eight words of 32 bits, from which a contract makes the model's identity."""
    digest = architecture.digest()
    return [int.from_bytes(digest[start : start + 4], "little") for start in range(0, 32, 4)]


def _numbers(architecture: Architecture, found: Layout, parameters: ParameterSet) -> list[int]:
    folds, join = _schedule(architecture, found)
    proof = ProofSizes.of(architecture, parameters, 1, binding_of(architecture, 1))
    tables = architecture.tables
    numbers = [found.position_bits, found.terms_bits, architecture.weight_bits, tables.shift, tables.group_bits]
    block = found.input_block
    numbers += [len(packed(bytes(prod(architecture.input)))), int(block is not None)]
    numbers += [0 if block is None else block.offset >> block.bits]
    numbers += [proof.challenges, proof.hints, proof.draws, join, *architecture.input, *_list(folds)]
    numbers += [len(architecture.layers)]
    for index, layer in enumerate(architecture.layers):
        numbers += _layer(architecture, found, index, layer)
    blocks = [*found.blocks, Block(len(architecture.hidden), (0, 0, 0), architecture.output.shape, 0)]
    numbers += [len(blocks)]
    for index, block in enumerate(blocks):
        layer = architecture.layers[block.layer]
        terms = found.terms[index] >> block_bits(layer.terms)
        bias_terms = found.bias_terms[index] >> log2_ceil(BIAS_DIGITS) if layer.weighted else 0
        numbers += [block.layer, *block.first, *block.real, block.offset >> block.bits, terms, bias_terms]
    numbers += [len(found.pieces)]
    for piece in found.pieces:
        numbers += [_KINDS[piece.kind], piece.offset >> piece.bits, piece.bits, piece.first, piece.table]
    numbers += [len(architecture.activations)]
    for table in architecture.activations:
        numbers += [int.from_bytes(table[start : start + 3], "little") for start in range(0, len(table), 3)]
    return numbers


def _layer(architecture: Architecture, found: Layout, index: int, layer: Layer) -> list[int]:
    scale = 0 if layer.shift is None else log2_ceil(architecture.scale(layer))
    activation = 0 if layer.activation is None else layer.activation + 1
    weights = biases = 0
    if layer.weighted:
        weights = found.weights[index] >> block_bits(layer.weight_shape)
        biases = found.biases[index] >> (log2_ceil(layer.shape[0]) + log2_ceil(BIAS_DIGITS))
    numbers = [_OPERATORS[layer.operator], scale, activation, *layer.kernel, *layer.stride, *layer.padding]
    numbers += [*layer.shape, weights, biases, len(layer.sources)]
    for number, source in enumerate(layer.sources):
        moved = source.shape != architecture.tensor_shape(source.tensor)
        numbers += [source.tensor, int(moved), *source.shape]
        if not layer.weighted:
            mix = layer.mixes[number]
            numbers += [*_list(row + _SIGNED for row in mix.rows), *_list(column + _SIGNED for column in mix.columns)]
            numbers += [*mix.stride, *mix.padding]
    return numbers


def _list(values: Iterable[int]) -> list[int]:
    numbers = list(values)
    return [len(numbers), *numbers]


def _schedule(architecture: Architecture, found: Layout) -> tuple[tuple[int, ...], int]:
    """Return the folds of each oracle and how many come before the smaller table joins."""
    witness, weights = found.witness_bits, architecture.weight_bits
    large, small = max(witness, weights), min(witness, weights)
    if large > _MOST_BITS:
        raise ValueError(
            f"the witness has 2^{witness} cells and the model 2^{weights} of weights; the general contract serves up "
            f"to 2^{_MOST_BITS} of each"
        )
    schedule = plan(large, small, witness_first=witness >= weights)
    ((level, before),) = schedule.joins
    return schedule.folds, sum(schedule.folds[:level]) + before
