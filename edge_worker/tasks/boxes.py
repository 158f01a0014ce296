"""Boxes: corners from centres, intersection over union, greedy suppression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["corners", "overlap", "suppress"]


def corners(centred: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn ``[n, 4]`` cx, cy, w, h into x0, y0, x1, y1."""
    half = centred[:, 2:4] / 2
    return np.concatenate([centred[:, :2] - half, centred[:, :2] + half], axis=1)


def overlap(box: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the intersection over union of one box ``[4]`` with ``[n, 4]`` others; 0 for empty boxes."""
    low = np.maximum(box[:2], others[:, :2])
    high = np.minimum(box[2:], others[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    area = np.prod(np.clip(box[2:] - box[:2], 0, None))
    areas = np.prod(np.clip(others[:, 2:] - others[:, :2], 0, None), axis=1)
    union = area + areas - shared
    ratio: NDArray[np.float64] = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return ratio


def suppress(
    boxes: NDArray[np.float64],
    scores: NDArray[np.float64],
    classes: NDArray[np.int64],
    *,
    iou_threshold: float,
    class_agnostic: bool = False,
    most: int = 300,
) -> NDArray[np.int64]:
    """Greedy non-maximum suppression.

    Args:
        boxes: ``[n, 4]`` x0, y0, x1, y1.
        scores: ``[n]``.
        classes: ``[n]``; boxes of different classes do not suppress each other unless *class_agnostic*.
        iou_threshold: a weaker box that overlaps a kept one by more is dropped.
        most: how many are kept at most.

    Returns:
        Indices of the kept boxes, strongest first (of equals the earlier one).

    """
    order = np.argsort(-scores, kind="stable")
    kept: list[int] = []
    while order.size and len(kept) < most:
        best, rest = order[0], order[1:]
        kept.append(int(best))
        dropped = overlap(boxes[best], boxes[rest]) > iou_threshold
        if not class_agnostic:
            dropped &= classes[rest] == classes[best]
        order = rest[~dropped]
    return np.array(kept, np.int64)
