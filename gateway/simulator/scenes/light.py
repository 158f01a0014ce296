"""The light on a scene and the camera that looks at it: from reflectance to the bytes of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["NOMINAL_NOISE", "LightShift", "expose", "soft_noise"]

NOMINAL_NOISE = (0.8, 2.5)
"""Standard deviation of a nominal camera's noise in grey levels: least, most."""


@dataclass(frozen=True, slots=True)
class LightShift:
    """How light and camera differ from the nominal ones, which the models were trained under.

    Attributes:
        gain: factor on the exposure; nominal pictures vary by ±12 % on their own.
        slope: relative brightness change from one side of the picture to the other.
        direction: of that slope, in radians (0: brighter on the right).
        tint: factors on blue, green and red.
        noise: standard deviation of added noise in grey levels; the nominal camera has 0.8 to 2.5.
        blur: standard deviation of a defocus in pixels of a 640-pixel-wide picture.

    """

    gain: float = 1.0
    slope: float = 0.0
    direction: float = 0.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    noise: float = 0.0
    blur: float = 0.0

    @classmethod
    def draw(cls, rng: np.random.Generator, strength: float = 1.0) -> Self:
        """Draw a shift: darker by 20 to 35 % or brighter by 14 to 25 %, one side lit more, with noise.

        *strength* scales all of it; 0 is no shift. Strength 1 is the shift that the models' floors are held under.
        """
        change = strength * rng.uniform(0.20, 0.35)
        warmth = strength * rng.uniform(-0.12, 0.12)
        return cls(
            gain=1.0 - change if rng.random() < 0.6 else 1.0 + 0.7 * change,
            slope=strength * rng.uniform(0.15, 0.40),
            direction=rng.uniform(0, 2 * np.pi),
            tint=(1.0 - warmth, 1.0, 1.0 + warmth),
            noise=strength * rng.uniform(4.0, 9.0),
            blur=strength * rng.uniform(0.0, 1.2),
        )


def soft_noise(rng: np.random.Generator, size: tuple[int, int], cells: int) -> NDArray[np.float32]:
    """Return a smooth random field, float32 [height, width], about ±1, with *cells* bumps across its width."""
    width, height = size
    rows = max(2, round(cells * height / width))
    coarse = rng.standard_normal((rows + 1, cells + 1)).astype(np.float32)
    return cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC).astype(np.float32)


def expose(
    rng: np.random.Generator, radiance: NDArray[np.float32], shift: LightShift | None = None
) -> NDArray[np.uint8]:
    """Take the picture.

    Args:
        rng: draws exposure, vignetting and noise.
        radiance: float32 [height, width, 3] in blue, green, red; 1 is white at nominal exposure.
        shift: departure from the nominal light and camera; None: none.

    Returns:
        The picture, uint8 [height, width, 3] in blue, green, red.

    """
    height, width = radiance.shape[:2]
    x = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    field = (1 - np.float32(rng.uniform(0.02, 0.10)) * (x * x + y * y)) * np.float32(rng.uniform(0.88, 1.12))
    noise = rng.uniform(*NOMINAL_NOISE)
    if shift is not None:
        along = np.float32(np.cos(shift.direction)) * x + np.float32(np.sin(shift.direction)) * y
        field = field * np.float32(shift.gain) * (1 + np.float32(shift.slope / 2) * along)
        noise = float(np.hypot(noise, shift.noise))
    picture = radiance * field[:, :, None]
    if shift is not None:
        picture = picture * np.asarray(shift.tint, np.float32)
        sigma = shift.blur * width / 640
        if sigma > 0.2:
            picture = cv2.GaussianBlur(picture, (0, 0), sigma)
    grain = rng.standard_normal((height, width), dtype=np.float32)[:, :, None] * np.float32(noise)
    exposed: NDArray[np.uint8] = np.clip(picture * 255 + grain + 0.5, 0, 255).astype(np.uint8)
    return exposed
