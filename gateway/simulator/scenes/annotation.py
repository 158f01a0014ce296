"""What is known about a generated picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "bounding_box"]


class Box(NamedTuple):
    """An upright box in pixels of the picture; x1 and y1 lie just outside."""

    label: str
    x0: float
    y0: float
    x1: float
    y1: float


def bounding_box(label: str, mask: NDArray[np.float32]) -> Box | None:
    """Return the box around the pixels of *mask* (float32 [h, w], 0 to 1) of at least a half; None if there are none.

    *label* is what the box is called.
    """
    covered = mask >= 0.5
    columns = np.flatnonzero(covered.any(axis=0))
    rows = np.flatnonzero(covered.any(axis=1))
    if columns.size == 0:
        return None
    return Box(label, float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))
