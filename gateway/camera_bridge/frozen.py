"""Whether a camera still looks: a sensor's noise changes every picture, a frozen stream repeats one exactly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["FrozenDetector"]

SAMPLE_STEP = 4
"""Every fourth pixel in both directions is compared, without averaging, which would remove the noise."""

CHANGED_SHARE = 0.005
"""Pictures are the same when at most this share of the samples differs at all."""

SAME_PICTURES = 3
"""Fewer equal pictures than this are never called frozen, however slow the rate."""


class FrozenDetector:
    """Says after each picture whether the source is frozen.

    A source is frozen when its pictures have been the same for *after_s* seconds, at least three of them. It is
    no longer frozen with the first picture that differs.

    Args:
        after_s: seconds; 0 turns the detection off.

    """

    def __init__(self, after_s: float) -> None:
        self.after_s = after_s
        self._reference: NDArray[np.uint8] | None = None
        self._since_s = 0.0
        self._same = 0

    def look(self, image: NDArray[np.uint8], now_s: float) -> bool:
        """Take in *image* (height × width [× 3], u8) of the moment *now_s*; return whether the source is frozen."""
        if self.after_s <= 0:
            return False
        sample = image[::SAMPLE_STEP, ::SAMPLE_STEP]
        before = self._reference
        if before is not None and before.shape == sample.shape:
            changed = np.count_nonzero(before != sample) / sample.size
            if changed <= CHANGED_SHARE:
                self._same += 1
                return self._same >= SAME_PICTURES and now_s - self._since_s >= self.after_s
        self._reference = sample.copy()
        self._since_s = now_s
        self._same = 1
        return False
