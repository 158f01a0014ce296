"""Anomaly score map of a picture: a score, a decision, and boxes around the strange regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from edge_worker.costs import DEFAULT_THRESHOLD
from edge_worker.tasks.interface import Context, Detection, OutputMismatch, Verdict, pick_output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.layouts import AnomalyMapDecode

__all__ = ["AnomalyMapReader"]

MOST_REGIONS = 100


class AnomalyMapReader:
    """Reads ``score-map``; *size* is the model's input in pixels (width, height)."""

    def __init__(self, decode: AnomalyMapDecode, labels: Sequence[str], size: tuple[int, int]) -> None:
        self._decode = decode
        self._ok, self._defect = labels
        self._size = size

    def read(self, outputs: Mapping[str, NDArray[Any]], context: Context) -> Verdict:
        """Find regions of cells at or above the cell threshold, each with the map's maximum as its score."""
        decode = self._decode
        if decode.map_output is None:
            raw = max(outputs.values(), key=lambda output: output.size)
        else:
            raw = pick_output(outputs, decode.map_output)
        if raw.ndim < 2 or raw.size != raw.shape[-1] * raw.shape[-2]:
            raise OutputMismatch(f"layout 'score-map' needs an output [1, 1, H, W], got {list(raw.shape)}")
        cells = raw.reshape(raw.shape[-2:]).astype(np.float64) * decode.scale + decode.offset
        if decode.score_output is None:
            top = min(decode.top_cells, cells.size)
            score = float(np.sort(cells, axis=None)[-top:].mean())
        else:
            value = pick_output(outputs, decode.score_output).reshape(-1)
            if value.size != 1:
                raise OutputMismatch(f"score output {decode.score_output!r} holds {value.size} values, not one")
            score = float(value[0]) * decode.scale + decode.offset
        threshold = context.thresholds.get(self._defect, DEFAULT_THRESHOLD)
        cell_threshold = threshold if decode.cell_threshold is None else decode.cell_threshold
        regions = self._regions(cells, cell_threshold, context)
        return Verdict(
            self._defect if score >= threshold else self._ok,
            regions,
            {self._defect: score},
            cells.astype(np.float32),
        )

    def _regions(self, cells: NDArray[np.float64], threshold: float, context: Context) -> tuple[Detection, ...]:
        strange = (cells >= threshold).astype(np.uint8)
        count, marks, boxes, _ = cv2.connectedComponentsWithStats(strange, connectivity=8)
        if count < 2:
            return ()
        high, wide = cells.shape
        step = np.array([self._size[0] / wide, self._size[1] / high] * 2)
        placed = np.concatenate([boxes[1:, :2], boxes[1:, :2] + boxes[1:, 2:4]], axis=1) * step
        if context.placement is not None:
            placed = context.placement.to_frame(placed)
        strongest = np.full(count, -np.inf)
        np.maximum.at(strongest, np.asarray(marks, np.int64).ravel(), cells.ravel())
        order = np.argsort(-strongest[1:], kind="stable")[:MOST_REGIONS]
        return tuple(
            Detection(self._defect, float(strongest[index + 1]), tuple(placed[index].round(2).tolist()))
            for index in order
        )
