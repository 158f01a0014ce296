"""Figures of merit, as evaluation reports them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gateway.simulator.scenes import Box

__all__ = ["ScoredBox", "area_under_roc", "average_precision", "overlap"]

ScoredBox = tuple[Box, float]


def overlap(a: Box, b: Box) -> float:
    """Return the intersection of two boxes over their union."""
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    if width <= 0 or height <= 0:
        return 0.0
    common = width * height
    return common / ((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - common)


def average_precision(
    truth: Sequence[Sequence[Box]], found: Sequence[Sequence[ScoredBox]], label: str, least_overlap: float = 0.5
) -> float:
    """Return the area under the precision-recall curve of one label, over all pictures.

    A found box is right when it overlaps a true one of its label, not yet taken by a stronger one, by at least
    *least_overlap* (the best such one counts); precision is made monotone and integrated at every recall (as PASCAL
    VOC does since 2010).

    Raises:
        ValueError: no picture shows the label.

    """
    total = sum(box.label == label for boxes in truth for box in boxes)
    if not total:
        raise ValueError(f"no picture shows {label!r}: draw more samples")
    ranked = sorted(
        ((score, number, box) for number, boxes in enumerate(found) for box, score in boxes if box.label == label),
        key=lambda item: -item[0],
    )
    taken: set[tuple[int, int]] = set()
    right = np.zeros(len(ranked))
    for rank, (_, number, box) in enumerate(ranked):
        overlaps = [overlap(box, true) if true.label == label else 0.0 for true in truth[number]]
        best = int(np.argmax(overlaps)) if overlaps else -1
        if best >= 0 and overlaps[best] >= least_overlap and (number, best) not in taken:
            taken.add((number, best))
            right[rank] = 1
    hits = np.cumsum(right)
    precision = np.maximum.accumulate((hits / np.arange(1, len(ranked) + 1))[::-1])[::-1] if ranked else np.zeros(0)
    return float((precision * right).sum() / total)


def area_under_roc(sound: NDArray[np.float64], faulty: NDArray[np.float64]) -> float:
    """Return the chance that a faulty sample scores higher than a sound one, ties counting half (Mann-Whitney)."""
    if not len(sound) or not len(faulty):
        raise ValueError("the area under the ROC curve needs samples of both kinds")
    order = np.sort(sound)
    below = np.searchsorted(order, faulty, side="left")
    upto = np.searchsorted(order, faulty, side="right")
    return float((below + upto).sum() / (2 * len(sound) * len(faulty)))
