"""The prover's side of `zkml.commitment`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zkml.commitment import order_hint, plan, positions
from zkml.field import BYTES
from zkml.hashing import felt_bytes
from zkml.parameters import ParameterSet
from zkml.proving.backend import Backend, ProductSumcheck, Tree, Vector
from zkml.proving.writer import Writer

__all__ = ["Opened", "first_folds", "open_tables"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A committed table to be opened.

    Attributes:
        bits: log2 of its size.
        cells: its elements.
        weights: of its claim.
        tree: over its code word.
        witness: it is the proof's own table.

    """

    bits: int
    cells: Vector
    weights: Vector
    tree: Tree
    witness: bool = False


def first_folds(bits: int, other: int) -> int:
    """Return the folds of the first leaf of a witness of 2^*bits* that is opened along with weights of 2^*other*."""
    schedule = plan(max(bits, other), min(bits, other), witness_first=bits >= other)
    return schedule.folds[0] if bits >= other else schedule.joined_folds


def open_tables(
    writer: Writer,
    backend: Backend,
    parameters: ParameterSet,
    large: Opened,
    small: Opened | None = None,
    step: Callable[[], None] = lambda: None,
) -> None:
    """Write the opening of one or two tables."""
    schedule = plan(large.bits, None if small is None else small.bits, witness_first=large.witness)
    sumcheck = backend.product_sumcheck(large.cells, large.weights)
    trees = [large.tree]

    def play_round(state: ProductSumcheck) -> None:
        writer.message(state.message())
        state.bind(writer.challenge())

    for level, folds in enumerate(schedule.folds):
        step()
        for number in range(folds):
            if (level, number) == schedule.join and small is not None:
                sumcheck = sumcheck.join(small.cells, small.weights)
                play_round(sumcheck)
            play_round(sumcheck)
        if level + 1 < len(schedule.folds):
            folded, _ = sumcheck.tables()
            tree = backend.commit(folded, parameters, schedule.folds[level + 1], witness=False)
            trees.append(tree)
            writer.message([tree.root])
    writer.message(backend.felts(sumcheck.tables()[0]))
    step()
    writer.message([backend.grind(writer.challenge(), parameters.grinding_bits)])
    join = None if schedule.join is None else schedule.join[0]
    _write_queries(writer, parameters, trees, join, schedule.folds, None if small is None else small.tree)


def _write_queries(
    writer: Writer,
    parameters: ParameterSet,
    trees: list[Tree],
    join: int | None,
    folds: tuple[int, ...],
    small: Tree | None,
) -> None:
    cap_bits = parameters.cap_bits
    drawn, hint = order_hint(positions(writer.challenge, parameters.queries, trees[0].depth))
    writer.hint(felt_bytes(hint))

    def show(tree: Tree, position: int, omitted: int | None) -> None:
        leaf = tree.leaf(position)
        if omitted is not None:
            leaf = leaf[: omitted * BYTES] + leaf[(omitted + 1) * BYTES :]
        writer.hint(leaf)
        for depth in range(tree.depth, cap_bits, -1):
            writer.hint(tree.node(depth, position ^ 1))
            position >>= 1

    for first in drawn:
        position, omitted = first, None
        for level, tree in enumerate(trees):
            if level:
                omitted, position = position & ((1 << folds[level]) - 1), position >> folds[level]
            show(tree, position, omitted)
            if level == join and small is not None:
                show(small, position, None)
    everything = trees if small is None else [*trees, small]
    below = trees[0].depth
    opened = [{position >> (below - depth) for position in drawn} for depth in range(cap_bits + 1)]
    _write_cap(writer, everything, opened, 0, 0)


def _write_cap(writer: Writer, trees: list[Tree], opened: list[set[int]], depth: int, index: int) -> None:
    """Write the part of the trees' shared top below a node; *opened*: at each depth, the nodes above draws.

    A closure that called itself would be a cycle, and hold the code words until the collector comes by.
    """
    if index not in opened[depth]:
        writer.hint(b"".join(tree.node(depth, index) for tree in trees))
    elif depth + 1 < len(opened):
        _write_cap(writer, trees, opened, depth + 1, 2 * index)
        _write_cap(writer, trees, opened, depth + 1, 2 * index + 1)
