"""Real photographs for the line: the public-domain ones that scikit-image's wheel carries.

Only files inside the installed wheel are read; nothing is downloaded and nothing is copied into this project.
scikit-image's own documentation states for each of these that it is in the public domain or under CC0 1.0, except
``coins``, a museum's photograph with no known copyright restrictions.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["PHOTOGRAPHS", "photograph", "photographs_installed"]

PHOTOGRAPHS: dict[str, str] = {
    "brick.png": "brick wall, CC0 (CC0Textures, Bricks25)",
    "gravel.png": "gravel, CC0 (CC0Textures, Gravel04)",
    "grass.png": "grass, CC0 (linolafett)",
    "coins.png": "coins on a table, no known copyright restrictions (Brooklyn Museum)",
    "coffee.png": "a cup on wood, CC0 (Rachel Michetti)",
    "clock_motion.png": "a clock with motion blur, public domain (Stefan van der Walt)",
    "camera.png": "a man with a camera, CC0 (Lav Varshney)",
    "rocket.jpg": "a rocket at its launch, public domain (SpaceX)",
}
"""File name → what it shows, its licence and its author."""


def _folder() -> Path | None:
    spec = importlib.util.find_spec("skimage")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "data"


def photographs_installed() -> tuple[str, ...]:
    """Return the names of the photographs that are there; empty without the extra ``[demo]``."""
    folder = _folder()
    return () if folder is None else tuple(name for name in PHOTOGRAPHS if (folder / name).is_file())


def photograph(name: str, rng: np.random.Generator, size: tuple[int, int]) -> NDArray[np.uint8]:
    """Return a crop of the photograph *name*, drawn by *rng*, as BGR u8 of *size* = (width, height) pixels.

    Raises:
        FileNotFoundError: the photograph is not installed.

    """
    folder = _folder()
    image = None if folder is None else cv2.imread(str(folder / name), cv2.IMREAD_COLOR)
    if image is None:
        raise FileNotFoundError(f"the photograph {name} is not installed; run: pip install 'ciro-gateway[demo]'")
    height, width = image.shape[:2]
    scale = min(width / size[0], height / size[1]) * rng.uniform(0.7, 1.0)
    crop_w, crop_h = int(size[0] * scale), int(size[1] * scale)
    x0, y0 = int(rng.integers(0, width - crop_w + 1)), int(rng.integers(0, height - crop_h + 1))
    crop = image[y0 : y0 + crop_h, x0 : x0 + crop_w]
    return cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
