"""A tensor while integers are chosen for it: its values in the float network, and the bytes that stand for them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Floats

__all__ = ["Integers", "Part", "Value"]

Integers = NDArray[np.int64]

Part = tuple[str, int, Integers]
"""A tensor of bytes by its name, the sign with which it counts, and its values on the calibration inputs."""


@dataclass(slots=True)
class Value:
    """A tensor: its float values, and its integers as a sum of signed parts with one step."""

    floats: Floats
    parts: list[Part]
    step: float

    @property
    def integers(self) -> Integers:
        """The sum of the parts."""
        return np.asarray(sum(sign * values for _, sign, values in self.parts), np.int64)
