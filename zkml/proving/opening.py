"""The prover's side of `zkml.commitment`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zkml.commitment import Plan, order_hint, plan, positions
from zkml.field import BYTES
from zkml.hashing import felt_bytes
from zkml.parameters import ParameterSet
from zkml.proving.backend import Backend, Tree, Vector
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
    return schedule.folds[0] if bits >= other else schedule.joined_folds(0)


def open_tables(
    writer: Writer,
    backend: Backend,
    parameters: ParameterSet,
    large: Opened,
    *others: Opened,
    step: Callable[[], None] = lambda: None,
) -> None:
    """Write the opening of a table and of those that join it."""
    schedule = plan(large.bits, *(other.bits for other in others), witness_first=large.witness)
    sumcheck = backend.product_sumcheck(large.cells, large.weights)
    trees = [large.tree]

    def play_round() -> None:
        writer.message(sumcheck.message())
        sumcheck.bind(writer.challenge())

    for level, folds in enumerate(schedule.folds):
        step()
        for number in range(folds):
            for index in schedule.joining(level, number):
                sumcheck.join(others[index].cells, others[index].weights)
                play_round()
            play_round()
        if level + 1 < len(schedule.folds):
            folded, _ = sumcheck.tables()
            tree = backend.commit(folded, parameters, schedule.folds[level + 1], witness=False)
            trees.append(tree)
            writer.message([tree.root])
    writer.message(backend.felts(sumcheck.tables()[0]))
    step()
    writer.message([backend.grind(writer.challenge(), parameters.grinding_bits)])
    _write_queries(writer, parameters, trees, schedule, [other.tree for other in others])


def _write_queries(
    writer: Writer,
    parameters: ParameterSet,
    trees: list[Tree],
    schedule: Plan,
    others: list[Tree],
) -> None:
    cap_bits = parameters.cap_bits
    drawn, hint = order_hint(positions(writer.challenge, parameters.queries, trees[0].depth))
    writer.hint(felt_bytes(hint))

    shown, at = [], list(drawn)
    for level, tree in enumerate(trees):
        folds = schedule.folds[level]
        omitted = [position % (1 << folds) for position in at] if level else None
        at = [position >> folds for position in at] if level else at
        shown.append(_branches(tree, at, omitted, cap_bits))
        joining = [other for other, place in zip(others, schedule.joins, strict=True) if place[0] == level]
        shown += [_branches(other, at, None, cap_bits) for other in joining]
    for branches in zip(*shown, strict=True):
        writer.hint(b"".join(branches))
    caps = [[tree.nodes(depth, range(1 << depth)) for depth in range(cap_bits + 1)] for tree in (*trees, *others)]
    below = trees[0].depth
    opened = [{position >> (below - depth) for position in drawn} for depth in range(cap_bits + 1)]
    _write_cap(writer, caps, opened, 0, 0)


def _branches(tree: Tree, positions: list[int], omitted: list[int] | None, cap_bits: int) -> list[bytes]:
    """Return each position's leaf, without the element *omitted*, and the siblings of its path up to the cap."""
    leaves = tree.leaves(positions)
    if omitted is not None:
        leaves = [leaf[: i * BYTES] + leaf[(i + 1) * BYTES :] for leaf, i in zip(leaves, omitted, strict=True)]
    levels = [leaves]
    for depth in range(tree.depth, cap_bits, -1):
        levels.append(tree.nodes(depth, [position ^ 1 for position in positions]))
        positions = [position >> 1 for position in positions]
    return [b"".join(parts) for parts in zip(*levels, strict=True)]


def _write_cap(writer: Writer, caps: list[list[list[bytes]]], opened: list[set[int]], depth: int, index: int) -> None:
    """Write the part of the trees' shared top below a node; *opened*: at each depth, the nodes above draws."""
    if index not in opened[depth]:
        writer.hint(b"".join(cap[depth][index] for cap in caps))
    elif depth + 1 < len(opened):
        _write_cap(writer, caps, opened, depth + 1, 2 * index)
        _write_cap(writer, caps, opened, depth + 1, 2 * index + 1)
