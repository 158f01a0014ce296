"""The circuit: a network's architecture, its tables, and where everything lies in the two committed tables.

Witness table: index (image | half | position). Half 0 holds the outputs Y of all hidden layers in aligned blocks: axes
that are far from a power of two are split (48 into 32 and 16), and each part is a block with axes padded to powers of
two. Half 1 holds the remainders R at the same positions. The top positions of image 0 hold how often each row of the
two lookup tables is used. With s = 2^(k_max - k) for a layer with shift k, HALF = 2^(k_max - 1) and the tag M:

    E = s·acc - 2^k_max·Y        U = E - R        (Y, U) ∈ T2        R ∈ T1

    T1: r for |r| ≤ HALF (Y even) · r + M for |r| < HALF (Y odd) · r + 2M for 0 ≤ r < 2^t (clamped)
    T2: (y, -(y mod 2)·M) for y < 256 · (0, -HALF - 2^t (g + 1) - 2M) for g < low · (255, HALF + 2^t g - 2M) for g <
    high

and R ∈ T1 ∧ (Y, U) ∈ T2 ⇔ Y = clamp(round_half_even(acc · 2^-k), 0, 255), provided |s·acc| stays so far below M that
the tags cannot be confused: `Architecture.check` asserts it from the *declared* widths, worst case, for each layer. A
test goes through all pairs of rows of every generated table set. The parity is in the tag because rounding half up
would otherwise be accepted at exact halves.

An activation (a table of 256 bytes, number t) is a layer whose sum is a byte z plus 64 M (t + 1) at real cells: with
the row R = (3 + t) M of its own in T1, and the rows (y_z, z + 64 M (t + 1) - 2^k_max y_z - (3 + t) M) in T2. No other
pair of rows gives a sum with this tag, and no other layer's sum has it.

Weights table: for each layer the weights (o, c, i, j) and the bias digits (o, d), axes padded. Sumcheck range: the
(c, i, j) of all layers and their bias digits, one after another. In each, large blocks come first, so that all are
aligned.

Inputs are the verifier's to evaluate from their bytes; or, in a batch for a contract, they are cells as well, in a
block of their own: a layer whose sum is 2^k_max Y, so that E is 0 and the lookups say that Y is a byte. One claim more
binds them to the elements that the statement packs them into (`zkml.packing`).

All of it follows from the architecture, by the same code for prover and verifier: offsets are never read from a proof.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2s
from math import prod

from zkml.errors import Rejected
from zkml.layers import BIAS_DIGITS, MOST_WEIGHT, Layer, Mix, Shape, block_bits
from zkml.multilinear import log2_ceil
from zkml.parameters import FINAL_BITS, FOLD_BITS

__all__ = [
    "MOST_BITS",
    "MOST_RESHAPED_BITS",
    "TAG",
    "Architecture",
    "Block",
    "Layout",
    "Piece",
    "Tables",
    "activation_tag",
    "layout",
]

TAG = 1 << 48
"""M: rows of the kinds differ by multiples of it."""

MOST_BITS = 26
"""log2 of the largest committed table: bounds the verifier's work."""

_MOST_LAYERS = 256
_MOST_AXIS = 1 << 16
_MOST_SHIFT = 20
MOST_ACTIVATIONS = 8
_MOST_READS = 1 << 10
_MOST_WORK = 1 << 21
MOST_RESHAPED_BITS = 14
"""log2 of the largest block that may be read in another shape: its weights are no product, and cost the verifier."""
_MOST_OUTPUT = 1 << 18
_LEAST_SPLIT_BITS = 10
"""Splitting a smaller tensor would save less than it costs the verifier."""


_Rows = tuple[str, int, int]
"""Rows of a lookup table: kind, count, and the activation's number (else 0)."""


def activation_tag(table: int) -> int:
    """Return what is added to the sums of an activation's layer."""
    return 64 * TAG * (table + 1)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a lookup table in one aligned block of positions.

    Attributes:
        half: of the witness table, in which its multiplicities lie: 0 for T2, 1 for T1.
        kind: see `Tables.kinds`.
        offset: of the block.
        bits: log2 of its size.
        first: number of its first row within the kind.
        table: of an activation or its mark, its number; else 0.

    """

    half: int
    kind: str
    offset: int
    bits: int
    first: int
    table: int


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a hidden layer's output.

    Attributes:
        layer: its number.
        first: the part's first channel, row and column.
        real: its channels, rows and columns; the block's axes are these, padded to powers of two.
        offset: of the block.

    """

    layer: int
    first: Shape
    real: Shape
    offset: int

    @property
    def bits(self) -> int:
        """log2 of its size."""
        return block_bits(self.real)


@dataclass(frozen=True, slots=True)
class Tables:
    """The sizes of the lookup tables.

    Attributes:
        shift: k_max.
        group_bits: t.
        low, high: rows for sums that are clamped to 0 and to 255.
        activations: 256 bytes each.

    """

    shift: int
    group_bits: int
    low: int
    high: int
    activations: tuple[bytes, ...] = ()

    @property
    def half(self) -> int:
        """HALF: the distance from a multiple of 2^k_max to the exact half."""
        return 1 << (self.shift - 1)

    @property
    def kinds(self) -> tuple[list[_Rows], list[_Rows]]:
        """Rows of T2 and of T1 (whose even kind lacks +HALF: that row stands first among the odd ones)."""
        odd, numbers = 1 << self.shift, range(len(self.activations))
        return (
            [
                ("base", 256, 0),
                ("low", self.low, 0),
                ("high", self.high, 0),
                *(("activation", 256, t) for t in numbers),
            ],
            [
                ("even", odd, 0),
                ("odd", odd, 0),
                ("clamped", 1 << self.group_bits, 0),
                *(("mark", 1, t) for t in numbers),
            ],
        )

    @property
    def most_rows(self) -> int:
        """Number of rows of the larger table."""
        return max(sum(count for _, count, _ in half) for half in self.kinds)

    @property
    def most(self) -> int:
        """Bound of |E| that any pair of rows of matching kinds can give."""
        return self.half + (max(self.low, self.high) + 1 << self.group_bits)

    def row(self, kind: str, number: int, odd: int, first: int) -> tuple[int, int]:
        """Return (y, u) of a row of T2, or (r, 0) of one of T1, that is not an activation's.

        Args:
            kind: of the row.
            number: within its kind.
            odd, first: 1 or 0: the number is odd; it is 0. At a point of the extension, these three are the extensions
                of a row's number, of its lowest bit, and of being the first: then so is what is returned.

        """
        match kind:
            case "base":
                return number, -odd * TAG
            case "low":
                return 0, -self.half - ((number + 1) << self.group_bits) - 2 * TAG
            case "high":
                return 255, self.half + (number << self.group_bits) - 2 * TAG
            case "even":
                return number - self.half, 0
            case "odd":
                return number - self.half + TAG + first * (2 * self.half - TAG), 0
        return number + 2 * TAG, 0

    def activation_row(self, table: int, z: int) -> tuple[int, int]:
        """Return (y, u) of an activation's row for the byte *z*; the row of T1 that goes with it is `mark`."""
        y = self.activations[table][z]
        return y, z + activation_tag(table) - (y << self.shift) - self.mark(table)

    def mark(self, table: int) -> int:
        """Return r of an activation's only row of T1."""
        return (3 + table) * TAG


@dataclass(frozen=True)
class Architecture:
    """A network without its weights.

    Attributes:
        input: shape of the u8 input.
        layers: in order of evaluation; all but the last have a shift.
        least, most: bounds of the *scaled* sums s·acc of the hidden layers, for which the tables have rows. Too narrow
            bounds only make inputs unprovable; too wide ones are refused.
        activations: tables of 256 bytes that layers may refer to.

    """

    input: Shape
    layers: tuple[Layer, ...]
    least: int
    most: int
    activations: tuple[bytes, ...] = ()

    @property
    def hidden(self) -> tuple[Layer, ...]:
        """Layers whose outputs are in the witness."""
        return self.layers[:-1]

    @property
    def output(self) -> Layer:
        """The layer whose sums are the network's output."""
        return self.layers[-1]

    def tensor_shape(self, tensor: int) -> Shape:
        """Return the shape of the input (0) or of a layer's output."""
        return self.layers[tensor - 1].shape if tensor else self.input

    @cached_property
    def tables(self) -> Tables:
        """The lookup tables, with the group size that needs the fewest rows."""
        shift = max([1, *(layer.shift or 0 for layer in self.hidden)])
        half = 1 << (shift - 1)
        below, above = max(0, -self.least - half), max(0, self.most - (255 << shift) - half + 1)
        sizes = [Tables(shift, bits, -(-below >> bits), -(-above >> bits), self.activations) for bits in range(1, 24)]
        return min(sizes, key=lambda tables: tables.most_rows)

    @property
    def weight_bits(self) -> int:
        """log2 of the size of the weights table."""
        cells = sum(
            (1 << block_bits(layer.weight_shape)) + (BIAS_DIGITS << log2_ceil(layer.shape[0]))
            for layer in self.layers
            if layer.weighted
        )
        return max(log2_ceil(cells), FINAL_BITS + FOLD_BITS)

    def scale(self, layer: Layer) -> int:
        """Return s of a hidden layer."""
        if layer.activation is not None:
            return 1
        assert layer.shift is not None
        return 1 << (self.tables.shift - layer.shift)

    def check(self) -> None:
        """Check that the architecture is well-formed and that its bounds hold.

        Strides, paddings and a mix's numbers may be any integers: what is read outside a picture is 0, and the static
        bound is computed from what is there.

        Raises:
            Rejected: it is not; ``architecture`` for its form and its sizes, ``static bound`` where |s·acc| could reach
                the tags, so that one sum could have several outputs.

        """

        def need(condition: bool, detail: str) -> None:
            if not condition:
                raise Rejected("architecture", detail)

        need(1 <= len(self.layers) <= _MOST_LAYERS, f"there must be 1…{_MOST_LAYERS} layers")
        need(sum(len(layer.sources) for layer in self.layers) <= _MOST_READS, f"there are over {_MOST_READS} reads")
        tables = all(type(table) is bytes and len(table) == 256 for table in self.activations)
        need(tables, "an activation is a table of 256 bytes")
        need(len(self.activations) <= MOST_ACTIVATIONS, f"there are over {MOST_ACTIVATIONS} activations")
        work = 0
        for index, layer in enumerate(self.layers):
            what = f"layer {layer.name!a}"
            need(layer.operator in ("convolution", "depthwise", "mixing"), f"{what}: unknown operator")
            need(len(layer.sources) > 0, f"{what}: no source")
            first = layer.sources[0].shape
            for source in layer.sources:
                need(0 <= source.tensor <= index, f"{what}: reads a layer that comes later")
                own = self.tensor_shape(source.tensor)
                need(prod(own) == prod(source.shape), f"{what}: a reshape changes the number of elements")
                moved = source.tensor > 0 and source.shape != own
                need(not moved or block_bits(own) <= MOST_RESHAPED_BITS, f"{what}: reshapes too large a tensor")
                need(not layer.weighted or source.shape[1:] == first[1:], f"{what}: heights or widths differ")
                need(layer.weighted or source.shape[0] == layer.shape[0], f"{what}: channels differ")
            need(len(layer.mixes) == (0 if layer.weighted else len(layer.sources)), f"{what}: mixes")
            kernels = [layer.kernel] if layer.weighted else [(len(mix.rows), len(mix.columns)) for mix in layer.mixes]
            shapes = (self.input, layer.shape, *(source.shape for source in layer.sources))
            sizes = [size for shape in (*shapes, *kernels) for size in shape]
            need(all(1 <= size <= _MOST_AXIS for size in sizes), f"{what}: an axis is not in 1…{_MOST_AXIS}")
            reads = [layer.input_shape] if layer.weighted else [source.shape for source in layer.sources]
            for shape, kernel in zip(reads, kernels, strict=True):
                axes = zip(layer.shape, shape, (1, *kernel), strict=True)
                work += sum(taps * max(outputs, inputs) for outputs, inputs, taps in axes)
            need(layer.operator != "depthwise" or layer.shape[0] == layer.terms[0], f"{what}: channels differ")
            need((layer.shift is None) == (layer is self.layers[-1]), f"{what}: only the last layer has no shift")
            need(layer.shift is None or 0 <= layer.shift <= _MOST_SHIFT, f"{what}: shift")
            if layer.activation is not None:
                need(layer.mixes == (Mix((1,), (1,), (1, 1), (0, 0)),), f"{what}: an activation is of one tensor")
                need(0 <= layer.activation < len(self.activations), f"{what}: there is no such activation")
        need(work <= _MOST_WORK, "channels, kernels and pictures are too large to verify")
        need(prod(self.output.shape) <= _MOST_OUTPUT, "the output is too large")
        for layer in self.hidden:
            if self.scale(layer) * layer.most_sum + self.tables.most + (256 << self.tables.shift) >= TAG // 2:
                raise Rejected("static bound", f"layer {layer.name!a}: sums could reach the tag")
        need(layout(self, 0).witness_bits <= MOST_BITS, "the outputs, or the bounds of the sums, are too large")
        need(self.weight_bits <= MOST_BITS, "the weights are too large")

    def digest(self) -> bytes:
        """Return the digest of everything that is fixed about the model but its weights."""
        parts: list[object] = [self.input, self.least, self.most, TAG, MOST_WEIGHT, BIAS_DIGITS, self.activations]
        for layer in self.layers:
            sources = [(source.tensor, source.shape) for source in layer.sources]
            geometry = [layer.kernel, layer.stride, layer.padding, layer.shape, layer.shift]
            mixes = [(mix.rows, mix.columns, mix.stride, mix.padding) for mix in layer.mixes]
            parts += [(layer.name, layer.operator, sources, geometry, mixes, layer.activation)]
        return blake2s(ascii(parts).encode(), person=b"zkml1ar").digest()


@dataclass(frozen=True)
class Layout:
    """Where everything lies.

    Attributes:
        items_bits: log2 of the number of images (the last one is repeated up to a power of two).
        position_bits: log2 of the positions of one half of one image.
        blocks: of the hidden layers' outputs, by layer.
        input_block: of the input, as if it were the output of a layer -1; None: the verifier evaluates it itself.
        pieces: of the lookup tables.
        weights, biases: offset of each layer's weights and bias digits in the weights table; 0 if it has none.
        terms, bias_terms: for each block, and last for the output: offset of its layer's (c, i, j) and bias digits in
            the sumcheck's range; likewise.
        terms_bits: log2 of that range.

    """

    items_bits: int
    position_bits: int
    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    weights: tuple[int, ...]
    biases: tuple[int, ...]
    terms: tuple[int, ...]
    bias_terms: tuple[int, ...]
    terms_bits: int
    input_block: Block | None = None

    @property
    def looked_up(self) -> tuple[Block, ...]:
        """All blocks whose cells are looked up: the input's, if it has one, comes last."""
        return self.blocks if self.input_block is None else (*self.blocks, self.input_block)

    @property
    def witness_bits(self) -> int:
        """log2 of the size of the witness table."""
        return self.items_bits + 1 + self.position_bits


@cache
def layout(architecture: Architecture, items_bits: int, with_input: bool = False) -> Layout:
    """Return the layout of a batch of 2^*items_bits* images; *with_input*: their inputs are cells, too."""
    parts = [(index, *part) for index in range(len(architecture.hidden)) for part in _parts(architecture, index)]
    if with_input:
        parts.append((-1, (0, 0, 0), architecture.input))
    (offsets,), used = _pack([block_bits(real) for _, _, real in parts])
    blocks = tuple(Block(*part, offset) for part, offset in zip(parts, offsets, strict=True))
    hidden, input_block = (blocks[:-1], blocks[-1]) if with_input else (blocks, None)
    tables = architecture.tables
    position_bits = max(log2_ceil(used + tables.most_rows), FINAL_BITS + FOLD_BITS - 1)
    pieces = tuple(piece for half in (0, 1) for piece in _stack(tables, half, 1 << position_bits))
    layers = architecture.layers
    digit_bits = log2_ceil(BIAS_DIGITS)
    cells = [block_bits(layer.weight_shape) if layer.weighted else None for layer in layers]
    digits = [log2_ceil(layer.shape[0]) + digit_bits if layer.weighted else None for layer in layers]
    (weights, biases), _ = _pack(cells, digits)
    summed = [*(layers[block.layer] for block in hidden), architecture.output]
    (terms, bias_terms), end = _pack(
        [block_bits(layer.terms) for layer in summed], [digit_bits if layer.weighted else None for layer in summed]
    )
    of_layers = weights, biases, terms, bias_terms, log2_ceil(end)
    return Layout(items_bits, position_bits, hidden, pieces, *of_layers, input_block)


def _parts(architecture: Architecture, index: int) -> list[tuple[Shape, Shape]]:
    """Return the parts of a hidden layer's output: first and real channels, rows and columns."""
    shape = architecture.hidden[index].shape
    readers = [source for layer in architecture.layers for source in layer.sources if source.tensor == index + 1]
    if any(source.shape != shape for source in readers) or block_bits(shape) < _LEAST_SPLIT_BITS:
        return [((0, 0, 0), shape)]
    return [
        ((c, y, x), (channels, rows, columns))
        for c, channels in _spans(shape[0])
        for y, rows in _spans(shape[1])
        for x, columns in _spans(shape[2])
    ]


def _spans(size: int) -> list[tuple[int, int]]:
    """Split an axis into its largest power of two and the rest, if that saves a quarter or more."""
    low = 1 << size.bit_length() - 1
    rest = size - low
    if rest and 1 << log2_ceil(rest) <= low // 2:
        return [(0, low), (low, rest)]
    return [(0, size)]


def _pack(*groups: Sequence[int | None]) -> tuple[list[tuple[int, ...]], int]:
    """Place blocks from 0 upwards, large ones first, so that each is aligned; return each group's offsets, and the end.

    Blocks are given by log2 of their sizes; None is no block, and has the offset 0.
    """
    offsets, end = [[0] * len(group) for group in groups], 0
    blocks = [(size, number, index) for number, group in enumerate(groups) for index, size in enumerate(group)]
    for size, number, index in sorted(blocks, key=lambda block: -(block[0] or 0)):
        if size is not None:
            offsets[number][index] = end
            end += 1 << size
    return [tuple(group) for group in offsets], end


def _stack(tables: Tables, half: int, end: int) -> list[Piece]:
    """Place a table's rows from *end* downwards in aligned blocks, large ones first."""
    chunks = []
    for kind, count, table in tables.kinds[half]:
        first = 0
        for bits in range(count.bit_length() - 1, -1, -1):
            if count >> bits & 1:
                chunks.append((bits, kind, first, table))
                first += 1 << bits
    pieces = []
    for bits, kind, first, table in sorted(chunks, key=lambda chunk: -chunk[0]):
        end -= 1 << bits
        pieces.append(Piece(half, kind, end, bits, first, table))
    return pieces
