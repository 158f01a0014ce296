"""What a proof is made of: how many elements each step takes, and how the queries go down the oracles.

It is computed from the sizes alone, as the verifier's reading is; only the shared top of the trees depends on where the
draws fall. Nothing here is needed to prove or to verify.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zkml.circuit import Architecture, layout
from zkml.commitment import Plan, plan
from zkml.input_commitment import input_table
from zkml.layers import block_bits
from zkml.parameters import FINAL_BITS, ParameterSet
from zkml.statement import COMMITTED_INPUT, PUBLIC_INPUT

__all__ = ["Anatomy", "LayerShare", "Oracle", "Part", "anatomy", "by_step"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a proof.

    Attributes:
        step: ``commitment``, ``lookups``, ``network``, ``opening`` or ``queries``.
        name: for people.
        felts: elements of 32 bytes.

    """

    step: str
    name: str
    felts: int


@dataclass(frozen=True, slots=True)
class Oracle:
    """A hash tree that the queries open.

    Attributes:
        name: for people.
        bits: log2 of the table's cells.
        folds: two-to-one folds of a leaf.
        depth: of the tree.
        leaf: elements of a leaf that are sent for each draw.
        path: digests on the way up that are sent for each draw.

    """

    name: str
    bits: int
    folds: int
    depth: int
    leaf: int
    path: int


@dataclass(frozen=True, slots=True)
class LayerShare:
    """A layer's part of the tables.

    Attributes:
        name, operator: of the layer.
        activations: outputs of one input; 0 for the last layer, whose output is in the statement.
        cells: positions that its blocks take in each half of the witness, padding included.
        weights: cells of the weights table, padding and bias digits included.
        products: multiplications of weights and inputs for one input.

    """

    name: str
    operator: str
    activations: int
    cells: int
    weights: int
    products: int


@dataclass(frozen=True, slots=True)
class Anatomy:
    """The outcome.

    Attributes:
        witness_bits, weight_bits: log2 of the committed tables.
        table_cells: positions of one half of the witness that hold the lookup tables' multiplicities.
        parts: in the proof's order.
        oracles: from the largest tree to the smallest, then the table that joins.
        queries: draws.
        layers: of the network.

    """

    witness_bits: int
    weight_bits: int
    table_cells: int
    parts: tuple[Part, ...]
    oracles: tuple[Oracle, ...]
    queries: int
    layers: tuple[LayerShare, ...]

    @property
    def felts(self) -> int:
        """Elements of the whole proof."""
        return sum(part.felts for part in self.parts)


def anatomy(
    architecture: Architecture,
    parameters: ParameterSet,
    items: int = 1,
    felts: int | None = None,
    *,
    binding: int = PUBLIC_INPUT,
) -> Anatomy:
    """Return the parts of a proof for *items* inputs; *felts*: of an actual proof, else the expected number is used.

    Raises:
        ValueError: a proof of these sizes cannot have so few elements.

    """
    items_bits = (items - 1).bit_length()
    arranged = layout(architecture, items_bits, binding != PUBLIC_INPUT)
    m, w = arranged.witness_bits, architecture.weight_bits
    large, small = max(m, w), min(m, w)
    sizes = [large, small]
    if binding == COMMITTED_INPUT:
        sizes.append(input_table(architecture, items_bits).bits)
    schedule = plan(*sizes, witness_first=m >= w)
    oracles = _oracles(parameters, sizes, schedule, witness_first=m >= w)
    q, width = parameters.queries, max(1, (parameters.queries - 1).bit_length())
    parts = [
        Part("commitment", "root of the witness", 1),
        Part("lookups", "tree of fractions", 1 + sum(2 * k + 4 for k in range(m))),
        Part("lookups", "sums at the point", 5 if binding == PUBLIC_INPUT else 6),
        Part("network", "sumcheck over all layers", 2 * arranged.terms_bits + 2),
        *([Part("opening", "what the inputs add up to", 1)] if binding == COMMITTED_INPUT else []),
        Part("opening", "sumcheck", 2 * (large - FINAL_BITS + len(schedule.joins))),
        Part("opening", "roots of folded tables", len(schedule.folds) - 1),
        Part("opening", "folded table", 1 << FINAL_BITS),
        Part("opening", "nonce", 1),
        Part("queries", "order of the draws", -(-q // (128 // width))),
        *(
            part
            for oracle in oracles
            for part in (
                Part("queries", f"leaves: {oracle.name}", q * oracle.leaf),
                Part("queries", f"paths: {oracle.name}", q * oracle.path),
            )
        ),
    ]
    top = _expected_top(parameters, len(oracles)) if felts is None else felts - sum(part.felts for part in parts)
    if top < 0:
        raise ValueError("the proof is shorter than one of these sizes can be")
    parts.append(Part("queries", "shared top of all trees", top))
    held = sum(1 << piece.bits for piece in arranged.pieces if piece.half == 0)
    return Anatomy(m, w, held, tuple(parts), oracles, q, _layers(architecture))


def _oracles(parameters: ParameterSet, sizes: list[int], schedule: Plan, *, witness_first: bool) -> tuple[Oracle, ...]:
    rate, cap = parameters.rate_bits, parameters.cap_bits
    first, *others = ("witness", "weights", "inputs") if witness_first else ("weights", "witness", "inputs")
    oracles, joining, bits = [], [], sizes[0]
    for level, folds in enumerate(schedule.folds):
        depth = bits + rate - folds
        arity = 1 << folds
        name = f"folded to 2^{bits}" if level else first
        oracles.append(Oracle(name, bits, folds, depth, arity - (level > 0), depth - cap))
        for index, place in enumerate(schedule.joins):
            if place[0] == level:
                own = schedule.joined_folds(index)
                joining.append(Oracle(others[index], sizes[index + 1], own, depth, 1 << own, depth - cap))
        bits -= folds
    return (*oracles, *joining)


def _expected_top(parameters: ParameterSet, trees: int) -> int:
    """Return how many digests the multi-proof of the trees' tops takes, on average over the draws."""
    nodes = 0.0
    for depth in range(1, parameters.cap_bits + 1):
        empty, above = ((1 - 2.0**-d) ** parameters.queries for d in (depth, depth - 1))
        nodes += 2**depth * (empty - above)
    return round(nodes * trees)


def _layers(architecture: Architecture) -> tuple[LayerShare, ...]:
    arranged = layout(architecture, 0)
    shares = []
    for index, layer in enumerate(architecture.layers):
        channels, height, width = layer.shape
        hidden = index < len(architecture.hidden)
        cells = sum(1 << block.bits for block in arranged.blocks if block.layer == index)
        weights = (1 << block_bits(layer.weight_shape)) + 4 * _padded(channels) if layer.weighted else 0
        inputs = 1 if layer.operator == "depthwise" else layer.input_shape[0]
        products = channels * height * width * inputs * layer.kernel[0] * layer.kernel[1] if layer.weighted else 0
        activations = channels * height * width if hidden else 0
        shares.append(LayerShare(layer.name, layer.operator, activations, cells, weights, products))
    return tuple(shares)


def _padded(size: int) -> int:
    return 1 << (size - 1).bit_length()


def by_step(parts: Sequence[Part]) -> dict[str, int]:
    """Return elements by step, in the proof's order."""
    found: dict[str, int] = {}
    for part in parts:
        found[part.step] = found.get(part.step, 0) + part.felts
    return found
