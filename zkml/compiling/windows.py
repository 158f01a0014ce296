"""Sums and maxima over windows of pictures, in floats or in integers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Floats, Pooled, Weighted

__all__ = ["convolved", "window_maxima", "window_sums"]


def _windows(
    values: NDArray[Any], kernel: tuple[int, ...], step: Pooled | Weighted, fill: float = 0
) -> Iterator[tuple[int, int, NDArray[Any]]]:
    """Yield each tap and its picture: [n, channels, rows, columns]."""
    (top, left, bottom, right), (down, across) = step.pads, step.stride
    _, rows, columns = step.shape
    padded = np.pad(values, ((0, 0), (0, 0), (top, bottom), (left, right)), constant_values=fill)
    for i in range(kernel[0]):
        for j in range(kernel[1]):
            yield i, j, padded[:, :, i : i + down * (rows - 1) + 1 : down, j : j + across * (columns - 1) + 1 : across]


def window_maxima(values: NDArray[Any], step: Pooled) -> NDArray[Any]:
    """Return the maximum over each window, in which padding counts for nothing."""
    lowest = -np.inf if values.dtype.kind == "f" else 0
    return np.asarray(reduce(np.maximum, (picture for *_, picture in _windows(values, step.kernel, step, lowest))))


def window_sums(values: NDArray[Any], step: Pooled) -> NDArray[Any]:
    """Return the sum over each window."""
    return np.asarray(reduce(np.add, (picture for *_, picture in _windows(values, step.kernel, step))))


def convolved(weights: Floats, values: NDArray[Any], step: Weighted, depthwise: bool) -> Floats:
    """Return a layer's sums without the bias, in float64 (exact for integers)."""
    found = np.zeros((len(values), *step.shape))
    for i, j, picture in _windows(values.astype(np.float64, copy=False), weights.shape[2:], step):
        if depthwise:
            found += weights[None, :, 0, i, j, None, None] * picture
        elif np.any(weights[:, :, i, j]):
            flat = picture.reshape(*picture.shape[:2], -1)
            found += np.matmul(weights[:, :, i, j], flat).reshape(found.shape)
    return found
