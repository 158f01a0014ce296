"""Layers: what a network is made of, and how a layer's sums at a random point become weights on its inputs.

A layer's sums are ``acc(o, y, x) = b(o) + Σ_{c,i,j} W(o, c, i, j) · X(c, s·y + i - p, s·x + j - p)``, terms outside the
picture left out (that is the padding with zeros, right for a zero point of 0). At a point (ρ_o, ρ_y, ρ_x) of the
extension this is Σ_{c,i,j} f(c,i,j) g(c,i,j) with

    f(c,i,j) = Σ_o eq(ρ_o, o) W(o, c, i, j)                 g(c,i,j) = Σ_{u,v} X(c, u, v) S_i(u) S_j(v)
    S_i(u) = Σ_{y: s·y + i - p = u} eq(ρ_y, y)

so that one sumcheck over (c, i, j) is left, whatever the picture's size. A depthwise layer has
``acc(c, y, x) = b(c) + Σ_{i,j} W(c, i, j) · X(c, …)``: the factor eq(ρ_o, c) goes into g, f is W itself.

A mixing layer has no weights but small public numbers: ``acc(c, y, x) = Σ_k Σ_{i,j} A_k(i) B_k(j) · X_k(c, …)`` over
its sources k, each with a geometry of its own (`Mix`). Sums of tensors, averages, and the steps of a maximum,
max(a, b) = b + clamp(a - b), are such. In the sumcheck it is one term: f is 1, known to the verifier, g the whole sum.

Shapes are padded to powers of two. Sums run over real channels, rows and columns only (`tap_vectors`), so
that whatever a registrant put into padding cells of the weights counts for nothing, and padding cells of an output have
the sum 0, which the lookups turn into an output of 0.

A bias is written in four digits of base 64 in [-63, 63] (`BIAS_BASE`), so that all weight cells lie in one table of 127
rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from zkml.field import PRIME
from zkml.multilinear import eq_table, log2_ceil

__all__ = [
    "BIAS_BASE",
    "BIAS_DIGITS",
    "MOST_BIAS",
    "MOST_WEIGHT",
    "Layer",
    "Mix",
    "Shape",
    "Source",
    "axis_table",
    "block_bits",
    "places",
    "tap_vectors",
    "weighted_taps",
]

MOST_WEIGHT = 63
BIAS_BASE = 64
BIAS_DIGITS = 4
MOST_BIAS: int = BIAS_BASE**BIAS_DIGITS - 1

Shape = tuple[int, int, int]
"""Channels, height, width."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a layer reads.

    Attributes:
        tensor: 0 is the input, k the output of layer k - 1 (layers are numbered from 0).
        shape: in which its elements are read; another shape than the tensor's own is a reshape in row-major order.

    """

    tensor: int
    shape: Shape


@dataclass(frozen=True, slots=True)
class Mix:
    """What a mixing layer does to one of its sources.

    Attributes:
        rows, columns: A and B: public numbers in ±63, one for each tap.
        stride, padding: as for a layer.

    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    stride: tuple[int, int]
    padding: tuple[int, int]

    @property
    def reach(self) -> int:
        """Bound of the sum for inputs up to 1."""
        return sum(map(abs, self.rows)) * sum(map(abs, self.columns))


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer.

    Attributes:
        name: of it in the model.
        operator: ``convolution`` (all channels), ``depthwise`` (each channel by itself) or ``mixing`` (no weights).
        sources: joined along the channels, and they agree in height and width; those of a mixing layer are added.
        kernel: height and width.
        stride: down and across.
        padding: zeros above and to the left; those below and to the right follow from *shape*.
        shape: of the output.
        shift: k of the requantisation ``clamp(round_half_even(acc · 2^-k), 0, 255)``; None: acc itself is the output.
        mixes: of a mixing layer, one for each source; its kernel, stride and padding are (1, 1), (1, 1) and (0, 0).
        activation: number of one of the architecture's tables, whose rows the sums of this mixing layer (bytes) are
            turned into; the shift is then 0.

    """

    name: str
    operator: Literal["convolution", "depthwise", "mixing"]
    sources: tuple[Source, ...]
    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    shape: Shape
    shift: int | None
    mixes: tuple[Mix, ...] = ()
    activation: int | None = None

    @property
    def weighted(self) -> bool:
        """Whether the layer has weights."""
        return self.operator != "mixing"

    @property
    def input_shape(self) -> Shape:
        """Shape of the joined sources."""
        _, height, width = self.sources[0].shape
        return sum(source.shape[0] for source in self.sources), height, width

    @property
    def geometries(self) -> list[list[tuple[int, int, int]]]:
        """Kernel, stride and padding along rows and along columns: of the layer, or of each source if it mixes them."""
        found = [(self.kernel, self.stride, self.padding)]
        if not self.weighted:
            found = [((len(mix.rows), len(mix.columns)), mix.stride, mix.padding) for mix in self.mixes]
        return [list(zip(*sizes, strict=True)) for sizes in found]

    @property
    def terms(self) -> tuple[int, int, int]:
        """Range of the sumcheck: channels and taps; a mixing layer has one term."""
        if not self.weighted:
            return 1, 1, 1
        return self.input_shape[0], *self.kernel

    @property
    def weight_shape(self) -> tuple[int, ...]:
        """Shape of the weights: without the axis of output channels where the layer is depthwise."""
        return self.terms if self.operator == "depthwise" else (self.shape[0], *self.terms)

    @property
    def most_sum(self) -> int:
        """Bound of |acc| that follows from the declared widths alone."""
        if not self.weighted:
            return 255 * sum(mix.reach for mix in self.mixes)
        inputs = 1 if self.operator == "depthwise" else self.input_shape[0]
        return 255 * MOST_WEIGHT * inputs * self.kernel[0] * self.kernel[1] + MOST_BIAS


def block_bits(shape: tuple[int, ...]) -> int:
    """Return log2 of the size of a block whose axes are padded to powers of two."""
    return sum(log2_ceil(size) for size in shape)


def places(shape: Shape) -> list[int]:
    """Return the place of each element, in row-major order, in a block whose axes are padded to powers of two."""
    channels, height, width = shape
    rows, columns = 1 << log2_ceil(height), 1 << log2_ceil(width)
    return [(c * rows + y) * columns + x for c in range(channels) for y in range(height) for x in range(width)]


def axis_table(point: Sequence[int], shape: Shape, axis: int) -> list[int]:
    """Return eq along one axis of a block: of the axis's own part of *point*, at the real places."""
    start = block_bits(shape[:axis])
    return eq_table(point[start : start + log2_ceil(shape[axis])])[: shape[axis]]


def tap_vectors(
    table: Sequence[int], first: int, inputs: int, kernel: int, stride: int, padding: int
) -> list[list[int]]:
    """Return S_i along one axis for each tap i, over *inputs* padded to a power of two.

    *table* has eq at the outputs from the *first* on.
    """
    vectors = [[0] * (1 << log2_ceil(inputs)) for _ in range(kernel)]
    for position, weight in enumerate(table, first):
        for tap in range(kernel):
            at = stride * position + tap - padding
            if 0 <= at < inputs:
                vectors[tap][at] = weight
    return vectors


def weighted_taps(vectors: list[list[int]], weights: Sequence[int]) -> list[int]:
    """Return Σ_i weights[i] S_i over the taps that there are."""
    return [
        sum([weight * value for weight, value in zip(weights, column, strict=False)]) % PRIME
        for column in zip(*vectors, strict=True)
    ]
