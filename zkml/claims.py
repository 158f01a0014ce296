"""Claims: which sums of committed cells a proof's challenges ask for. Prover and verifier build them by this code.

After the lookups have been reduced to one point (image ρ_b | half | position ρ), all statements about the network are
sums of cells with weights that are products over the axes of one block:

* Y and R over all blocks, and U = E - R, whose sum is 2^k_max Y + R less than Σ s·acc: the layers' sums at ρ;
* the output's sums at a fresh point ρ_o, times η;
* after the sumcheck over all layers' (c, i, j) has ended in the point σ: f there is one sum of weight cells, g one sum
  of Y cells plus what the verifier knows itself, namely the input's part and the bias digits' places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from zkml.circuit import Architecture, Layout, activation_tag
from zkml.field import PRIME
from zkml.layers import (
    BIAS_BASE,
    BIAS_DIGITS,
    Layer,
    Shape,
    Source,
    axis_table,
    block_bits,
    places,
    tap_vectors,
    weighted_taps,
)
from zkml.multilinear import Factors, Term, binary, block_at, dot, eq_factors, eq_table, log2_ceil

__all__ = ["LayerPoint", "NetworkPoint", "SumcheckPoint", "WitnessTerm"]


@dataclass(frozen=True, slots=True)
class WitnessTerm:
    """Weights on the same block of each image: the product of all factors and the half's scale.

    Attributes:
        images: factors over the bits of the image's number.
        scales: for each half.
        offset: of the block within a half.
        factors: over the block.

    """

    images: Factors
    scales: tuple[int, int]
    offset: int
    factors: Factors

    def over(self, plan: Layout) -> Term:
        """Return the weights over the whole witness table."""
        size_bits = sum(len(factor).bit_length() - 1 for factor in self.factors)
        address = binary(self.offset >> size_bits, plan.position_bits - size_bits)
        return 0, [*self.images, self.scales, *eq_factors(address), *self.factors], 1


@dataclass(frozen=True)
class LayerPoint:
    """The sums of a part of a layer at a point, and with which scale they enter the total.

    Attributes:
        layer: it.
        index: its number.
        first, real: of the part, as in `Block`.
        point: for the part's channels, rows and columns.
        scale: of its sums.

    """

    layer: Layer
    index: int
    first: Shape
    real: Shape
    point: list[int]
    scale: int

    @cached_property
    def rows(self) -> list[int]:
        """Weights eq(ρ_o, o) of the part's real channels, among all of the layer's."""
        table = [0] * (1 << log2_ceil(self.layer.shape[0]))
        table[self.first[0] : self.first[0] + self.real[0]] = axis_table(self.point, self.real, 0)
        return table

    @cached_property
    def taps(self) -> list[list[list[list[int]]]]:
        """S_i over the rows and S_j over the columns of each source; where they are joined they agree: of the first."""
        found = []
        for source, geometry in zip(self.layer.sources, self.layer.geometries, strict=False):
            axes = []
            for axis, (kernel, stride, padding) in enumerate(geometry, start=1):
                table = axis_table(self.point, self.real, axis)
                axes.append(tap_vectors(table, self.first[axis], source.shape[axis], kernel, stride, padding))
            found.append(axes)
        return found

    def mixed(self, number: int) -> tuple[list[int], list[int]]:
        """Return Σ_i A(i) S_i over a source's rows and Σ_j B(j) S_j over its columns, in a mixing layer."""
        mix, (rows, columns) = self.layer.mixes[number], self.taps[number]
        return weighted_taps(rows, mix.rows), weighted_taps(columns, mix.columns)

    @property
    def tag(self) -> int:
        """What is added to an activation's sums, over real cells."""
        if self.layer.activation is None:
            return 0
        return activation_tag(self.layer.activation) * sum(self.rows) % PRIME * self.positions % PRIME

    @cached_property
    def positions(self) -> int:
        """Σ eq(ρ_y, y) eq(ρ_x, x) over real positions: what a bias is counted with."""
        rows, columns = (sum(axis_table(self.point, self.real, axis)) for axis in (1, 2))
        return rows * columns % PRIME


@dataclass(frozen=True)
class NetworkPoint:
    """All layers' sums: hidden ones at the lookups' point, the output's at its own."""

    architecture: Architecture
    layout: Layout
    image: list[int]
    position: list[int]
    output: list[int]
    output_scale: int

    @cached_property
    def selected(self) -> list[tuple[int, list[int]]]:
        """Eq between each block and ρ, and ρ within the block."""
        return [block_at(block.offset, block.bits, self.position) for block in self.layout.looked_up]

    @cached_property
    def every_image(self) -> Factors:
        """Eq(ρ_b, b), as factors over the bits of an image's number."""
        return eq_factors(self.image)

    @cached_property
    def first_image(self) -> Factors:
        """1 for image 0, else 0, likewise."""
        return eq_factors([0] * len(self.image))

    @cached_property
    def layers(self) -> list[LayerPoint]:
        """One for each block, and last the output's."""
        found = []
        for block, (selector, inner) in zip(
            self.layout.blocks, self.selected, strict=False
        ):  # no layer has the input's
            layer = self.architecture.hidden[block.layer]
            scale = selector * self.architecture.scale(layer) % PRIME
            found.append(LayerPoint(layer, block.layer, block.first, block.real, inner, scale))
        last = self.architecture.output
        number = len(self.architecture.hidden)
        return [*found, LayerPoint(last, number, (0, 0, 0), last.shape, self.output, self.output_scale)]

    def output_value(self, outputs: Sequence[Sequence[int]], weights: Sequence[int]) -> int:
        """Return the outputs' extension at (ρ_b, ρ_o); *weights* are those of the items."""
        table = eq_table(self.output)
        real = [table[place] for place in places(self.architecture.output.shape)]
        return sum(weight * dot(real, item) for item, weight in zip(outputs, weights, strict=True)) % PRIME

    def item_weights(self, count: int) -> list[int]:
        """Return eq(ρ_b, b) for each of *count* items; the last stands for all lanes up to the power of two."""
        table = eq_table(self.image)
        return [*table[: count - 1], sum(table[count - 1 :]) % PRIME]

    def lookup_terms(self, gamma: Sequence[int]) -> list[WitnessTerm]:
        """Return the weights of Y, R and the multiplicities of T2 and T1, scaled by *gamma*."""
        terms = []
        for block, (selector, inner) in zip(self.layout.looked_up, self.selected, strict=True):
            scales = (selector * gamma[0] % PRIME, selector * gamma[1] % PRIME)
            terms.append(WitnessTerm(self.every_image, scales, block.offset, eq_factors(inner)))
        for piece in self.layout.pieces:
            selector, inner = block_at(piece.offset, piece.bits, self.position)
            scale = selector * gamma[2 + piece.half] % PRIME
            scales = (0, scale) if piece.half else (scale, 0)
            terms.append(WitnessTerm(self.first_image, scales, piece.offset, eq_factors(inner)))
        return terms


@dataclass(frozen=True, slots=True)
class _Read:
    """A source of a layer in g(σ): the sum of its elements times channels[c] rows[y] columns[x], times *selector*."""

    selector: int
    source: Source
    channels: list[int]
    rows: list[int]
    columns: list[int]


class SumcheckPoint:
    """The layers' (c, i, j) at the sumcheck's last point σ."""

    def __init__(self, network: NetworkPoint, sigma: list[int]) -> None:
        self._network = network
        self._layout = network.layout
        self._sigma = sigma
        self._reads = [read for index in range(len(network.layers)) for read in self._reads_of(index)]

    def _selected(self, index: int) -> tuple[int, list[int]]:
        """Return eq between a layer's terms and σ, and σ within them."""
        return block_at(self._layout.terms[index], block_bits(self._network.layers[index].layer.terms), self._sigma)

    def _bias(self, index: int) -> tuple[int, list[int]]:
        """Return the same for its bias digits."""
        return block_at(self._layout.bias_terms[index], log2_ceil(BIAS_DIGITS), self._sigma)

    def _reads_of(self, index: int) -> list[_Read]:
        """Return what a layer reads."""
        at = self._network.layers[index]
        layer, (selector, inner) = at.layer, self._selected(index)
        if not layer.weighted:
            return [
                _Read(selector, source, at.rows[: layer.shape[0]], *at.mixed(number))
                for number, source in enumerate(layer.sources)
            ]
        channels, *taps = (axis_table(inner, layer.terms, axis) for axis in range(3))
        if layer.operator == "depthwise":
            channels = [a * b % PRIME for a, b in zip(channels, at.rows, strict=False)]
        rows, columns = map(weighted_taps, at.taps[0], taps)
        reads, first = [], 0
        for source in layer.sources:
            reads.append(_Read(selector, source, channels[first : first + source.shape[0]], rows, columns))
            first += source.shape[0]
        return reads

    def public_value(self, inputs: Sequence[bytes], weights: Sequence[int]) -> int:
        """Return the part of g(σ) that the verifier computes: the bias digits' places and the input's share."""
        total = 0
        for index, at in enumerate(self._network.layers):
            if at.layer.weighted:
                selector, inner = self._bias(index)
                digits = sum(e * BIAS_BASE**d for d, e in enumerate(eq_table(inner)))
                total += selector * at.positions % PRIME * digits
            total += self._selected(index)[0] * at.tag
        for read in self._reads:
            if read.source.tensor == 0:
                if self._layout.input_block is not None:
                    continue  # its cells are the witness's
                for item, weight in zip(inputs, weights, strict=True):
                    total += read.selector * weight % PRIME * _picture_value(item, read)
        return total % PRIME

    def public_weights(self) -> int:
        """Return the part of f(σ) that the verifier knows: the ones of mixing layers."""
        return sum(
            self._selected(index)[0] * at.scale
            for index, at in enumerate(self._network.layers)
            if not at.layer.weighted
        )

    def witness_terms(self, scale: int) -> list[WitnessTerm]:
        """Return the weights of Y in g(σ), times *scale*."""
        terms = []
        for read in self._reads:
            source = read.source
            if source.tensor == 0 and self._layout.input_block is None:
                continue
            own = self._network.architecture.tensor_shape(source.tensor)
            weight = read.selector * scale % PRIME
            for block in self._layout.looked_up:
                if block.layer != source.tensor - 1:
                    continue
                vectors = (read.channels, read.rows, read.columns)
                factors = [_span(*part) for part in zip(vectors, block.first, block.real, strict=True)]
                if source.shape != own:
                    factors = [_reshaped(source.shape, own, *vectors)]
                if all(map(any, factors)):
                    terms.append(WitnessTerm(self._network.every_image, (weight, 0), block.offset, factors))
        return terms

    def weight_terms(self, scale: int) -> list[Term]:
        """Return the weights of the weight cells in f(σ), times *scale*."""
        terms: list[Term] = []
        for index, at in enumerate(self._network.layers):
            if not at.layer.weighted:
                continue
            selector, inner = self._selected(index)
            common = selector * at.scale % PRIME * scale % PRIME
            factors = eq_factors(inner) if at.layer.operator == "depthwise" else [at.rows, *eq_factors(inner)]
            terms.append((self._layout.weights[at.index], factors, common))
            selector, inner = self._bias(index)
            common = selector * at.scale % PRIME * scale % PRIME
            terms.append((self._layout.biases[at.index], [at.rows, *eq_factors(inner)], common))
        return terms


def _picture_value(data: bytes, read: _Read) -> int:
    """Return Σ channels[c] rows[y] columns[x] data[c, y, x]."""
    channels, height, width = read.source.shape
    total = 0
    for line in range(channels * height):
        c, y = divmod(line, height)
        weight = read.channels[c] * read.rows[y] % PRIME
        total += weight * dot(read.columns[:width], data[line * width : (line + 1) * width])
    return total % PRIME


def _span(vector: list[int], first: int, count: int) -> list[int]:
    """Return a part of a vector, padded with zeros to a power of two."""
    part = vector[first : first + count]
    return part + [0] * ((1 << log2_ceil(count)) - len(part))


def _reshaped(shape: Shape, own: Shape, channels: list[int], rows: list[int], columns: list[int]) -> list[int]:
    """Return weights given over the axes of *shape* as weights over the block of a tensor whose shape is *own*."""
    table = [0] * (1 << block_bits(own))
    for flat, place in enumerate(places(own)):
        line, x = divmod(flat, shape[2])
        c, y = divmod(line, shape[1])
        table[place] = channels[c] * rows[y] % PRIME * columns[x] % PRIME
    return table
