"""What training does to its pictures so that light, contrast and noise do not matter to a model.

These are generic changes of the small input tensor; the shifted scenes that the models are measured on are never
trained on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["augmented_pictures"]


def augmented_pictures(rng: np.random.Generator, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Change brightness, contrast, gamma and slope of the light, and add noise.

    Args:
        rng: draws the changes, anew for each picture.
        pictures: u8 [n, height, width].

    Returns:
        float32 [n, height, width] of whole numbers 0 to 255.

    """
    count, height, width = pictures.shape

    def each(low: float, high: float) -> NDArray[np.float32]:
        return rng.uniform(low, high, (count, 1, 1)).astype(np.float32)

    value = pictures.astype(np.float32) / 255
    value = value ** np.exp(each(-0.25, 0.25)) * np.exp(each(-0.55, 0.35)) + each(-0.05, 0.05)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[None, :, None]
    value *= 1 + each(-0.28, 0.28) * x + each(-0.28, 0.28) * y
    value += each(0.0, 0.012) * rng.standard_normal(value.shape, dtype=np.float32)
    return np.rint(np.clip(value * 255, 0, 255)).astype(np.float32)
