"""The integers of a layer with weights: as large as fit, at a step of its output."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log2

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Floats, Weighted
from zkml.compiling.values import Integers
from zkml.compiling.windows import convolved
from zkml.errors import Unprovable
from zkml.layers import MOST_BIAS, MOST_WEIGHT
from zkml.proving.network import static_bounds
from zkml.proving.onnx_profile import SUM_LIMIT

__all__ = ["Operands", "Rounded", "alike", "best_step", "rounded_layer"]

_MOST_SHIFT = 20


@dataclass(frozen=True, slots=True)
class Operands:
    """What a layer reads as one tensor, its weights for those integers, and its sums in the float network."""

    name: str
    integers: Integers
    weights: Floats
    depthwise: bool
    sums: Floats

    @property
    def largest(self) -> float:
        """The largest weight's size."""
        return float(np.abs(self.weights).max())

    @property
    def finest(self) -> float:
        """The finest step of the output at which this weight fits."""
        return self.largest / MOST_WEIGHT


@dataclass(frozen=True, slots=True)
class Rounded:
    """Integer weights and biases, their sums on the calibration set, the shift, and the output's step."""

    weights: NDArray[np.int8]
    biases: NDArray[np.int32]
    sums: Integers
    shift: int
    step: float


def rounded_layer(step: Weighted, read: Operands, floats: Floats, unit: float) -> Rounded:
    """Return the integers of a layer whose sums times 2^-shift are in steps of *unit*."""
    shift = min(_MOST_SHIFT, floor(log2((MOST_WEIGHT + 0.49) * unit / read.largest)))
    while True:
        scale = 2.0**shift / unit
        rounded = np.clip(np.rint(read.weights * scale), -MOST_WEIGHT, MOST_WEIGHT).astype(np.int8)
        sums = convolved(rounded.astype(np.float64), read.integers, step, read.depthwise)
        biases = np.rint((floats * scale - sums).mean(axis=(0, 2, 3)))
        if np.abs(biases).max() <= MOST_BIAS:
            found = biases.astype(np.int32)
            least, most = static_bounds(rounded, found)
            if max(-least, most) < SUM_LIMIT:
                total = sums.astype(np.int64) + found[None, :, None, None]
                return Rounded(rounded, found, total, shift, unit)
        if np.abs(rounded).max() <= 1:
            raise Unprovable(f"node {step.name}: its bias is too large against its weights; scale them")
        shift -= 1


def alike(weights: Floats) -> bool:
    """Tell whether a layer only adds or takes elements: all its weights are 0 or of one size."""
    sizes = np.abs(weights[weights != 0])
    return bool(np.all(sizes == sizes[0]))


def best_step(values: Floats) -> float:
    """Return the step for which round(v / step), clamped to a byte, loses least."""
    largest = float(values.max())
    if largest <= 0:
        return 1.0
    losses = {}
    for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        step = share * largest / 255
        kept = np.clip(np.rint(values / step), 0, 255) * step
        losses[step] = float(np.mean((kept - values) ** 2))
    return min(losses, key=lambda step: losses[step])
