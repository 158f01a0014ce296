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
from math import prod

from zkml.circuit import Architecture, Layout, activation_tag
from zkml.field import PRIME
from zkml.layers import (
    BIAS_BASE,
    BIAS_DIGITS,
    Layer,
    Shape,
    Source,
    block_bits,
    tap_vectors,
    weighted_taps,
)
from zkml.multilinear import block_eq, eq, eq_table, fold, log2_ceil, tensor_sum

__all__ = ["LayerPoint", "NetworkPoint", "SumcheckPoint", "WeightTerm", "WitnessTerm", "fold_terms"]


@dataclass(frozen=True, slots=True)
class WitnessTerm:
    """Weights on one block of the witness table.

    Attributes:
        spread: True: the same block of each image b with eq(ρ_b, b); False: image 0 only.
        offset: of the block within a half.
        factors: whose product over the block, times the half's scale, is the weight.
        scales: for each half.
        images: if not None, the same block of each image with the product of these factors over its number's bits,
            whatever *spread* says.

    """

    spread: bool
    offset: int
    factors: tuple[list[int], ...]
    scales: tuple[int, int]
    images: tuple[tuple[int, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class WeightTerm:
    """Weights on one block of the weights table."""

    offset: int
    factors: tuple[list[int], ...]
    scale: int


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

    def _axes(self) -> tuple[list[int], list[int], list[int]]:
        rows, height = (log2_ceil(size) for size in self.real[:2])
        return self.point[:rows], self.point[rows : rows + height], self.point[rows + height :]

    @cached_property
    def rows(self) -> list[int]:
        """Weights eq(ρ_o, o) of the part's real channels, among all of the layer's."""
        table = [0] * (1 << log2_ceil(self.layer.shape[0]))
        table[self.first[0] : self.first[0] + self.real[0]] = eq_table(self._axes()[0])[: self.real[0]]
        return table

    @cached_property
    def taps(self) -> tuple[list[list[int]], list[list[int]]]:
        """S_i over the input's rows and S_j over its columns."""
        _, y, x = self._axes()
        layer, (_, height, width) = self.layer, self.layer.input_shape
        return (
            self._tap_vectors(1, y, height, layer.kernel[0], layer.stride[0], layer.padding[0]),
            self._tap_vectors(2, x, width, layer.kernel[1], layer.stride[1], layer.padding[1]),
        )

    def _tap_vectors(
        self, axis: int, point: list[int], inputs: int, kernel: int, stride: int, padding: int
    ) -> list[list[int]]:
        outputs = range(self.first[axis], self.first[axis] + self.real[axis])
        return tap_vectors(point, outputs, inputs, kernel, stride, padding)

    def mixed(self, index: int) -> tuple[list[int], list[int]]:
        """Return Σ_i A(i) S_i over a source's rows and Σ_j B(j) S_j over its columns, in a mixing layer."""
        _, y, x = self._axes()
        mix, (_, height, width) = self.layer.mixes[index], self.layer.sources[index].shape
        rows = self._tap_vectors(1, y, height, len(mix.rows), mix.stride[0], mix.padding[0])
        columns = self._tap_vectors(2, x, width, len(mix.columns), mix.stride[1], mix.padding[1])
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
        _, y, x = self._axes()
        return sum(eq_table(y)[: self.real[1]]) * sum(eq_table(x)[: self.real[2]]) % PRIME


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
    def selectors(self) -> list[int]:
        """Eq between each block and ρ."""
        bits = self.layout.position_bits
        return [block_eq(block.offset, block.bits, bits, self.position) for block in self.layout.looked_up]

    @cached_property
    def layers(self) -> list[LayerPoint]:
        """One for each block, and last the output's."""
        found = []
        for block, selector in zip(self.layout.blocks, self.selectors, strict=False):  # the input's is no layer's
            layer = self.architecture.hidden[block.layer]
            inner = self.position[self.layout.position_bits - block.bits :]
            scale = selector * self.architecture.scale(layer) % PRIME
            found.append(LayerPoint(layer, block.layer, block.first, block.real, inner, scale))
        last = self.architecture.output
        number = len(self.architecture.hidden)
        return [*found, LayerPoint(last, number, (0, 0, 0), last.shape, self.output, self.output_scale)]

    def output_value(self, outputs: Sequence[Sequence[int]], weights: Sequence[int]) -> int:
        """Return the outputs' extension at (ρ_b, ρ_o); *weights* are those of the items."""
        channels, height, width = self.architecture.output.shape
        table = eq_table(self.output)
        rows, columns = 1 << log2_ceil(height), 1 << log2_ceil(width)
        real = [
            table[(c * rows + y) * columns + x] for c in range(channels) for y in range(height) for x in range(width)
        ]
        total = 0
        for item, weight in zip(outputs, weights, strict=True):
            total += weight * (sum([e * value for e, value in zip(real, item, strict=True)]) % PRIME)
        return total % PRIME

    def item_weights(self, count: int) -> list[int]:
        """Return eq(ρ_b, b) for each of *count* items; the last stands for all lanes up to the power of two."""
        table = eq_table(self.image)
        return [*table[: count - 1], sum(table[count - 1 :]) % PRIME]

    def lookup_terms(self, gamma: Sequence[int]) -> list[WitnessTerm]:
        """Return the weights of Y, R and the multiplicities of T2 and T1, scaled by *gamma*."""
        terms = []
        for block, selector in zip(self.layout.looked_up, self.selectors, strict=True):
            inner = self.position[self.layout.position_bits - block.bits :]
            factors = tuple([1 - x, x] for x in inner)
            scales = (selector * gamma[0] % PRIME, selector * gamma[1] % PRIME)
            terms.append(WitnessTerm(True, block.offset, factors, scales))
        for piece in self.layout.pieces:
            inner = self.position[self.layout.position_bits - piece.bits :]
            selector = block_eq(piece.offset, piece.bits, self.layout.position_bits, self.position)
            factors = tuple([1 - x, x] for x in inner)
            scale = selector * gamma[2 + piece.half] % PRIME
            terms.append(WitnessTerm(False, piece.offset, factors, (0, scale) if piece.half else (scale, 0)))
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
        """Return eq between a layer's terms and σ, and the rest of σ."""
        layout, bits = self._layout, block_bits(self._network.layers[index].layer.terms)
        selector = block_eq(layout.terms[index], bits, layout.terms_bits, self._sigma)
        return selector, self._sigma[layout.terms_bits - bits :]

    def _reads_of(self, index: int) -> list[_Read]:
        """Return what a layer reads."""
        layer_point = self._network.layers[index]
        layer, (selector, inner) = layer_point.layer, self._selected(index)
        if not layer.weighted:
            return [
                _Read(selector, source, layer_point.rows[: layer.shape[0]], *layer_point.mixed(number))
                for number, source in enumerate(layer.sources)
            ]
        channel_bits, row_bits = (log2_ceil(size) for size in layer.terms[:2])
        channels = eq_table(inner[:channel_bits])[: layer.terms[0]]
        if layer.operator == "depthwise":
            channels = [a * b % PRIME for a, b in zip(channels, layer_point.rows, strict=False)]
        at_rows, at_columns = (
            eq_table(part) for part in (inner[channel_bits : channel_bits + row_bits], inner[channel_bits + row_bits :])
        )
        rows = weighted_taps(layer_point.taps[0], at_rows)
        columns = weighted_taps(layer_point.taps[1], at_columns)
        reads, first = [], 0
        for source in layer.sources:
            reads.append(_Read(selector, source, channels[first : first + source.shape[0]], rows, columns))
            first += source.shape[0]
        return reads

    def _bias(self, index: int) -> tuple[int, list[int]]:
        offset, bits = self._layout.bias_terms[index], log2_ceil(BIAS_DIGITS)
        selector = block_eq(offset, bits, self._layout.terms_bits, self._sigma)
        return selector, self._sigma[self._layout.terms_bits - bits :]

    def public_value(self, inputs: Sequence[bytes], weights: Sequence[int]) -> int:
        """Return the part of g(σ) that the verifier computes: the bias digits' places and the input's share."""
        total = 0
        for index, layer_point in enumerate(self._network.layers):
            if layer_point.layer.weighted:
                selector, inner = self._bias(index)
                places = sum(e * BIAS_BASE**d for d, e in enumerate(eq_table(inner)))
                total += selector * layer_point.positions % PRIME * places
            total += self._selected(index)[0] * layer_point.tag
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
            self._selected(index)[0] * layer_point.scale
            for index, layer_point in enumerate(self._network.layers)
            if not layer_point.layer.weighted
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
                factors: tuple[list[int], ...] = tuple(
                    _span(vector, first, real)
                    for vector, first, real in zip(
                        (read.channels, read.rows, read.columns), block.first, block.real, strict=True
                    )
                )
                if source.shape != own:
                    factors = (_reshaped(source.shape, own, read.channels, read.rows, read.columns),)
                if all(map(any, factors)):
                    terms.append(WitnessTerm(True, block.offset, factors, (weight, 0)))
        return terms

    def weight_terms(self, scale: int) -> list[WeightTerm]:
        """Return the weights of the weight cells in f(σ), times *scale*."""
        terms = []
        for index, layer_point in enumerate(self._network.layers):
            if not layer_point.layer.weighted:
                continue
            selector, inner = self._selected(index)
            common = selector * layer_point.scale % PRIME * scale % PRIME
            inner_factors = tuple([1 - x, x] for x in inner)
            depthwise = layer_point.layer.operator == "depthwise"
            factors = inner_factors if depthwise else (layer_point.rows, *inner_factors)
            terms.append(WeightTerm(self._layout.weights[layer_point.index], factors, common))
            selector, inner = self._bias(index)
            common = selector * layer_point.scale % PRIME * scale % PRIME
            factors = (layer_point.rows, *([1 - x, x] for x in inner))
            terms.append(WeightTerm(self._layout.biases[layer_point.index], factors, common))
        return terms


def _picture_value(data: bytes, read: _Read) -> int:
    """Return Σ channels[c] rows[y] columns[x] data[c, y, x]."""
    channels, height, width = read.source.shape
    total, at = 0, 0
    for c in range(channels):
        plane = 0
        for y in range(height):
            line = data[at : at + width]
            plane += read.rows[y] * (sum([a * b for a, b in zip(read.columns, line, strict=False)]) % PRIME)
            at += width
        total += read.channels[c] * (plane % PRIME)
    return total % PRIME


def _span(vector: list[int], first: int, count: int) -> list[int]:
    """Return a part of a vector, padded with zeros to a power of two."""
    part = vector[first : first + count]
    return part + [0] * ((1 << log2_ceil(count)) - len(part))


def _reshaped(shape: Shape, own: Shape, channels: list[int], rows: list[int], columns: list[int]) -> list[int]:
    """Return weights given over the axes of *shape* as weights over the block of a tensor whose shape is *own*."""
    height, width = 1 << log2_ceil(own[1]), 1 << log2_ceil(own[2])
    table = [0] * (1 << block_bits(own))
    for flat in range(prod(own)):
        c, y, x = flat // (own[1] * own[2]), flat // own[2] % own[1], flat % own[2]
        v, u = flat // shape[2], flat % shape[2]
        weight = channels[v // shape[1]] * rows[v % shape[1]] % PRIME * columns[u]
        table[(c * height + y) * width + x] = weight % PRIME
    return table


def fold_terms(layout: Layout, image: list[int], terms: Sequence[WitnessTerm], point: list[int]) -> list[int]:
    """Return the sum of witness terms with the first variables bound to *point*."""
    items = layout.items_bits
    image_weights = [eq([0] * items, point[:items]), eq(image, point[:items])]

    def image_weight(term: WitnessTerm) -> int:
        if term.images is None:
            return image_weights[term.spread]
        weight = 1
        for pair, x in zip(term.images, point, strict=False):
            weight = weight * (pair[0] + x * (pair[1] - pair[0])) % PRIME
        return weight

    blocks = [
        (term.offset, term.factors, image_weight(term) * fold(term.scales, point[items])[0] % PRIME) for term in terms
    ]
    return tensor_sum(layout.position_bits, blocks, point[items + 1 :])
