"""The witness: outputs, remainders and row counts of a batch, as the committed table and as looked-up rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zkml.circuit import TAG, Architecture, Block, Layout, Piece, Tables, activation_tag
from zkml.layers import Shape
from zkml.proving.network import LayerSums, padded_shape

__all__ = ["Witness", "build_witness", "cell_places", "row_of", "table_rows"]


@dataclass(frozen=True, slots=True)
class Witness:
    """The integers behind a proof.

    Attributes:
        cells: int64 [images, 2, positions]: the witness table.
        rows: int64 [images, 2, positions]: position of the looked-up row within the half, or -1 for no lookup.
        sums: int64 [images, positions]: s·acc at each looked-up position, else 0.

    """

    cells: NDArray[np.int64]
    rows: NDArray[np.int64]
    sums: NDArray[np.int64]


def row_of(tables: Tables, piece: Piece, number: int) -> tuple[int, int]:
    """Return (y, u) or (r, 0) of a piece's row."""
    if piece.kind == "mark":
        return tables.mark(piece.table), 0
    if piece.kind == "activation":
        return tables.activation_row(piece.table, number)
    return tables.row(piece.kind, number, number & 1, int(number == 0))


def table_rows(plan: Layout, tables: Tables) -> dict[str, NDArray[np.int64]]:
    """Return the position of each row of each kind; ``activation0``, ``mark0`` … of the activations."""
    named = {"activation", "mark"}
    places = {
        f"{kind}{table}" if kind in named else kind: np.zeros(count, np.int64)
        for half in tables.kinds
        for kind, count, table in half
    }
    for piece in plan.pieces:
        kind = f"{piece.kind}{piece.table}" if piece.kind in named else piece.kind
        span = 1 << piece.bits
        places[kind][piece.first : piece.first + span] = piece.offset + np.arange(span)
    return places


def build_witness(
    architecture: Architecture, plan: Layout, results: list[LayerSums], inputs: NDArray[np.uint8] | None = None
) -> Witness:
    """Return the witness of a batch; its images are repeated up to the layout's power of two by the caller.

    *inputs* are those of the batch, where they are cells.
    """
    images, positions = 1 << plan.items_bits, 1 << plan.position_bits
    cells = np.zeros((images, 2, positions), np.int64)
    rows = np.full((images, 2, positions), -1, np.int64)
    sums = np.zeros((images, positions), np.int64)
    tables, places = architecture.tables, table_rows(plan, architecture.tables)
    for block in plan.blocks:
        layer, result = architecture.hidden[block.layer], results[block.layer]
        assert result.outputs is not None
        part = slice(block.offset, block.offset + (1 << block.bits))
        scaled = _block(result.sums, block) * architecture.scale(layer)
        outputs = _block(result.outputs, block)
        remainders, row_2, row_1 = _decompose(tables, places, outputs, scaled - (outputs << tables.shift))
        if layer.activation is not None:
            table, real = layer.activation, _block(np.ones_like(result.sums), block) == 1
            remainders = np.where(real, tables.mark(table), remainders)
            row_2 = np.where(real, places[f"activation{table}"][scaled], row_2)
            row_1 = np.where(real, places[f"mark{table}"][0], row_1)
            scaled = scaled + real * activation_tag(table)
        cells[:, 0, part], cells[:, 1, part] = outputs, remainders
        rows[:, 0, part], rows[:, 1, part] = row_2, row_1
        sums[:, part] = scaled
    if plan.input_block is not None:
        assert inputs is not None
        block = plan.input_block
        part = slice(block.offset, block.offset + (1 << block.bits))
        outputs = _block(inputs.astype(np.int64), block)
        remainders, row_2, row_1 = _decompose(tables, places, outputs, np.zeros_like(outputs))
        cells[:, 0, part], cells[:, 1, part] = outputs, remainders
        rows[:, 0, part], rows[:, 1, part] = row_2, row_1
        sums[:, part] = outputs << tables.shift
    for half in (0, 1):
        used = rows[:, half]
        counts = np.bincount(used[used >= 0], minlength=positions)
        top = np.zeros(positions, bool)
        for piece in plan.pieces:
            if piece.half == half:
                top[piece.offset : piece.offset + (1 << piece.bits)] = True
        cells[0, half, top] = counts[top]
    return Witness(cells, rows, sums)


def cell_places(plan: Layout, layer: int, shape: Shape) -> NDArray[np.int64]:
    """Return the position of each element of a hidden layer's output."""
    places = np.zeros(shape, np.int64)
    for block in plan.blocks:
        if block.layer == layer:
            held = np.arange(1 << block.bits).reshape(padded_shape(block.real)) + block.offset
            channels, rows, columns = block.real
            places[_part(block)] = held[:channels, :rows, :columns]
    return places


def _part(block: Block) -> tuple[slice, ...]:
    return tuple(slice(first, first + real) for first, real in zip(block.first, block.real, strict=True))


def _block(values: NDArray[np.int64], block: Block) -> NDArray[np.int64]:
    """Return a part of [n, channels, rows, columns], padded to powers of two and flattened to [n, size]."""
    held = np.zeros((len(values), *padded_shape(block.real)), np.int64)
    channels, rows, columns = block.real
    held[:, :channels, :rows, :columns] = values[(slice(None), *_part(block))]
    return held.reshape(len(values), -1)


def _decompose(
    tables: Tables, places: dict[str, NDArray[np.int64]], outputs: NDArray[np.int64], error: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return R and the rows of T2 and T1 for Y and E; for a false Y they are arbitrary (no proof will stand)."""
    half, group = tables.half, tables.group_bits
    odd = outputs & 1
    inside = np.abs(error) <= half - odd
    below = ~inside & (error < 0)
    excess = np.where(inside, 0, np.where(below, -half - 1 - error, error - half))
    number, rest = excess >> group, excess & ((1 << group) - 1)
    rest = np.where(below, (1 << group) - 1 - rest, rest)
    remainder = np.where(inside, error + odd * TAG, rest + 2 * TAG)
    centre = np.clip(error + half, 0, 2 * half - 1)
    even_row = np.where(error == half, places["odd"][0], places["even"][centre])
    row_1 = np.where(inside, np.where(odd == 0, even_row, places["odd"][centre]), places["clamped"][rest])
    low = _take(places["low"], number, places["base"])
    high = _take(places["high"], number, places["base"])
    row_2 = np.where(inside, places["base"][outputs], np.where(below, low, high))
    return remainder, row_2, row_1


def _take(places: NDArray[np.int64], number: NDArray[np.int64], otherwise: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(places) == 0:
        return np.full(number.shape, otherwise[0])
    return places[np.clip(number, 0, len(places) - 1)]
