"""Object detection: the layouts that people bring, suppression, boxes in pixels of the original frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.layouts import GridDecode, SsdDecode, YoloDecode
from edge_worker.tasks.boxes import corners, suppress
from edge_worker.tasks.classification import sigmoid, softmax
from edge_worker.tasks.interface import Context, Detection, OutputMismatch, Verdict, pick_output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.layouts import DetectionDecode

__all__ = ["BoxReader", "Candidates"]

CANDIDATES_BEFORE_SUPPRESSION = 3000


@dataclass(frozen=True, slots=True)
class Candidates:
    """Boxes ``[n, 4]`` x0, y0, x1, y1 in pixels of the model's input, scores ``[n]``, class indices ``[n]``."""

    boxes: NDArray[np.float64]
    scores: NDArray[np.float64]
    classes: NDArray[np.int64]


class BoxReader:
    """Reads the detection layouts.

    Args:
        decode: the layout.
        labels: by class index.
        ok_label: the decision of a good picture; "ok" when None.
        size: width and height of the model's input in pixels.

    """

    def __init__(
        self, decode: DetectionDecode, labels: Sequence[str], ok_label: str | None, size: tuple[int, int]
    ) -> None:
        self._decode = decode
        self._labels = tuple(labels)
        self._ok = ok_label or "ok"
        self._size = size

    def read(self, outputs: Mapping[str, NDArray[Any]], context: Context) -> Verdict:
        """Sort detections strongest first; scores hold the count and each found label's strongest score."""
        found = self.candidates(outputs)
        if found.classes.size and not 0 <= found.classes.min() <= found.classes.max() < len(self._labels):
            inside = (found.classes >= 0) & (found.classes < len(self._labels))
            if np.any(found.scores[~inside] >= self._decode.score_threshold):
                raise OutputMismatch(
                    f"class index {int(found.classes[~inside][0])} is outside the {len(self._labels)} labels"
                )
            found = Candidates(found.boxes[inside], found.scores[inside], found.classes[inside])
        least = np.array([context.thresholds.get(label, self._decode.score_threshold) for label in self._labels])
        strong = found.scores >= least[found.classes]
        boxes, scores, classes = found.boxes[strong], found.scores[strong], found.classes[strong]
        if scores.size > CANDIDATES_BEFORE_SUPPRESSION:
            top = np.argsort(-scores, kind="stable")[:CANDIDATES_BEFORE_SUPPRESSION]
            boxes, scores, classes = boxes[top], scores[top], classes[top]
        suppressed = not (
            self._decode.layout == "yolo-nms" or (isinstance(self._decode, SsdDecode) and not self._decode.suppress)
        )
        kept = suppress(
            boxes,
            scores,
            classes,
            iou_threshold=self._decode.iou_threshold if suppressed else 1.0,
            class_agnostic=self._decode.class_agnostic,
            most=self._decode.max_detections,
        )
        placed = boxes[kept] if context.placement is None else context.placement.to_frame(boxes[kept])
        detections = tuple(
            Detection(self._labels[classes[index]], float(scores[index]), (box[0], box[1], box[2], box[3]))
            for index, box in zip(kept, placed.round(2).tolist(), strict=True)
            if box[2] > box[0] and box[3] > box[1]
        )
        return Verdict(self._decision(detections), detections, self._summary(detections))

    def _decision(self, detections: tuple[Detection, ...]) -> str:
        decode = self._decode
        if decode.decide == "defects":
            bad = [found.label for found in detections if found.label not in {*decode.good_labels, self._ok}]
            return bad[0] if bad else self._ok
        if decode.decide == "count" and decode.count is not None:
            return decode.count.judge(len(detections)) or self._ok
        return self._ok

    @staticmethod
    def _summary(detections: tuple[Detection, ...]) -> dict[str, float]:
        scores: dict[str, float] = {"count": float(len(detections))}
        for found in detections:
            scores.setdefault(found.label, found.score)
        return scores

    def candidates(self, outputs: Mapping[str, NDArray[Any]]) -> Candidates:
        """Read every candidate box, before thresholds and suppression."""
        decode = self._decode
        if isinstance(decode, SsdDecode):
            return self._ssd(outputs, decode)
        if isinstance(decode, GridDecode):
            return self._grid(outputs, decode)
        raw = pick_output(outputs, decode.output).astype(np.float64)
        if decode.layout == "yolo-nms":
            return self._suppressed(raw, decode)
        extra = 4 if decode.layout == "yolov8" else 5
        rows = self._rows(raw, extra + len(self._labels), channels_first=decode.layout == "yolov8")
        centred, scores = rows[:, :4], rows[:, extra:]
        if decode.activation == "sigmoid":
            scores = sigmoid(scores)
        if extra == 5:
            objectness = rows[:, 4:5]
            scores = scores * (sigmoid(objectness) if decode.activation == "sigmoid" else objectness)
        if decode.layout == "yolox":
            centred = self._yolox(centred, decode.strides)
        boxes = corners(centred)
        if decode.coordinates == "normalised":
            boxes = boxes * np.array([*self._size, *self._size])
        classes = scores.argmax(axis=1)
        return Candidates(boxes, scores[np.arange(len(scores)), classes], classes)

    def _rows(self, raw: NDArray[np.float64], width: int, *, channels_first: bool) -> NDArray[np.float64]:
        """Bring ``[1, N, width]`` or ``[1, width, N]`` to ``[N, width]``."""
        table = raw[0] if raw.ndim == 3 and raw.shape[0] == 1 else raw
        if table.ndim == 2:
            as_rows, as_columns = table.shape[1] == width, table.shape[0] == width
            if as_columns and (channels_first or not as_rows):
                return table.T
            if as_rows:
                return table
        raise OutputMismatch(
            f"layout {self._decode.layout!r} with {len(self._labels)} labels needs an output with an axis of {width}, "
            f"got {list(raw.shape)}"
        )

    def _yolox(self, centred: NDArray[np.float64], strides: tuple[int, ...]) -> NDArray[np.float64]:
        """Undo YOLOX's grid: centre = (raw + cell) × stride, size = e^raw × stride."""
        cells, steps = [], []
        for stride in strides:
            wide, high = self._size[0] // stride, self._size[1] // stride
            down, across = np.mgrid[0:high, 0:wide]
            cells.append(np.stack([across.ravel(), down.ravel()], axis=1))
            steps.append(np.full((wide * high, 1), stride))
        cell, step = np.concatenate(cells), np.concatenate(steps)
        if len(cell) != len(centred):
            raise OutputMismatch(
                f"strides {list(strides)} on {self._size[0]}×{self._size[1]} make {len(cell)} cells, "
                f"the output has {len(centred)} rows"
            )
        return np.concatenate([(centred[:, :2] + cell) * step, np.exp(np.minimum(centred[:, 2:], 20)) * step], axis=1)

    def _suppressed(self, raw: NDArray[np.float64], decode: YoloDecode) -> Candidates:
        table = raw[0] if raw.ndim == 3 and raw.shape[0] == 1 else raw
        if table.ndim != 2 or table.shape[1] not in {6, 7}:
            raise OutputMismatch(
                f"layout 'yolo-nms' needs an output [1, N, 6], [N, 6] or [N, 7], got {list(raw.shape)}"
            )
        if table.shape[1] == 7:
            boxes, scores, classes = table[:, 1:5], table[:, 6], table[:, 5]
        else:
            boxes, scores, classes = table[:, :4], table[:, 4], table[:, 5]
        if decode.coordinates == "normalised":
            boxes = boxes * np.array([*self._size, *self._size])
        return Candidates(boxes, scores, classes.astype(np.int64))

    def _ssd(self, outputs: Mapping[str, NDArray[Any]], decode: SsdDecode) -> Candidates:
        boxes = pick_output(outputs, decode.boxes).astype(np.float64).reshape(-1, 4)
        raw = pick_output(outputs, decode.scores).astype(np.float64)
        count = len(boxes)
        if count and raw.size % count:
            raise OutputMismatch(f"{count} boxes, but scores of shape {list(raw.shape)}")
        scores = raw.reshape(count, -1)
        if decode.activation == "sigmoid":
            scores = sigmoid(scores)
        elif decode.activation == "softmax":
            scores = softmax(scores)
        if decode.classes is not None:
            classes = pick_output(outputs, decode.classes).reshape(-1).astype(np.int64) - int(decode.background)
            if scores.size != count or classes.size != count:
                raise OutputMismatch(f"{count} boxes, but {scores.size} scores and {classes.size} class indices")
            best = scores.reshape(-1)
        else:
            columns = scores[:, 1:] if decode.background else scores
            if columns.shape[1] != len(self._labels):
                raise OutputMismatch(
                    f"scores of shape {list(raw.shape)} for {count} boxes and {len(self._labels)} labels"
                    + (" and the background" if decode.background else "")
                )
            classes = columns.argmax(axis=1)
            best = columns[np.arange(count), classes]
        if decode.number is not None:
            valid = int(pick_output(outputs, decode.number).reshape(-1)[0])
            boxes, best, classes = boxes[:valid], best[:valid], classes[:valid]
        if decode.order == "yxyx":
            boxes = boxes[:, [1, 0, 3, 2]]
        if decode.coordinates == "normalised":
            boxes = boxes * np.array([*self._size, *self._size])
        return Candidates(boxes, best, classes)

    def _grid(self, outputs: Mapping[str, NDArray[Any]], decode: GridDecode) -> Candidates:
        parts = [pick_output(outputs, name) for name in decode.outputs] or [pick_output(outputs, None)]
        labels = len(self._labels)
        wanted = labels + 2 * decode.offsets + 2 * decode.sizes
        cells = np.concatenate([part.reshape(-1, *part.shape[-2:]) for part in parts]).astype(np.float64)
        if len(cells) != wanted:
            raise OutputMismatch(
                f"layout 'grid' needs {wanted} channels ({labels} labels"
                f"{', offsets' if decode.offsets else ''}{', sizes' if decode.sizes else ''}), got {len(cells)}"
            )
        classes, down, across = np.nonzero(_peaks(cells[:labels], decode.peak_window))
        high, wide = cells.shape[1:]
        scores = cells[classes, down, across] * decode.score_scale
        step = np.array([self._size[0] / wide, self._size[1] / high])
        centre = (np.stack([across, down], axis=1) + 0.5) * step
        if decode.offsets:
            centre += cells[labels : labels + 2, down, across].T * decode.offset_scale
        if decode.sizes:
            sides = np.maximum(cells[-2:, down, across].T * decode.size_scale, 0)
        else:
            sides = np.broadcast_to(np.array(decode.fixed_size, np.float64), centre.shape)
        return Candidates(
            corners(np.concatenate([centre, sides], axis=1)),
            sigmoid(scores) if decode.activation == "sigmoid" else scores,
            classes.astype(np.int64),
        )


def _peaks(maps: NDArray[np.float64], window: int) -> NDArray[np.bool_]:
    """Mark each cell of ``[C, H, W]`` that no cell of its window exceeds, the first in row order among equals."""
    reach = window // 2
    high, wide = maps.shape[1:]
    padded = np.pad(maps, ((0, 0), (reach, reach), (reach, reach)), constant_values=-np.inf)
    peak = np.ones(maps.shape, bool)
    for down in range(window):
        for across in range(window):
            other = padded[:, down : down + high, across : across + wide]
            if (down, across) < (reach, reach):
                peak &= maps > other
            elif (down, across) > (reach, reach):
                peak &= maps >= other
    return peak
