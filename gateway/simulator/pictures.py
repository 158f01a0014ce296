"""The pictures that simulated cameras send: rendered once, encoded once, sent many times with a fresh stamp.

Rendering and encoding a picture costs tens of milliseconds; a line at 5 fps should cost next to nothing. So each
kind of camera has a pool of a few dozen JPEG files, and `exif.stamp` makes every frame's bytes different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from gateway.simulator.photographs import photograph, photographs_installed
from gateway.simulator.scenes.parts import render as render_parts
from gateway.simulator.scenes.surface import render as render_surface

__all__ = ["CameraKind", "Picture", "black", "overexposed", "pool", "wrong_size"]

PHOTOGRAPH_EVERY = 5
DEFECT_SHARE = 0.15
"""Share of a surface camera's pictures that show a defect."""

DEFECTS = ("scratch", "spots", "stain")


class CameraKind(StrEnum):
    """What a camera looks at."""

    SURFACE = "surface"
    """A metal surface with occasional defects."""
    MIXED = "mixed"
    """Parts on a belt, every fifth picture a real photograph where those are installed."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG file and what it shows: a defect's label or ``ok``, ``N parts``, ``photograph NAME``."""

    jpeg: bytes
    truth: str


def pool(
    kind: CameraKind, rng: np.random.Generator, *, count: int, size: tuple[int, int], quality: int
) -> tuple[Picture, ...]:
    """Render *count* pictures of *size* = (width, height) at JPEG *quality* (1 to 100), in sending order."""
    draw: Callable[[np.random.Generator, int, tuple[int, int]], Iterator[tuple[NDArray[np.uint8], str]]]
    draw = _surfaces if kind is CameraKind.SURFACE else _parts_and_photographs
    return tuple(Picture(_jpeg(image, quality), truth) for image, truth in draw(rng, count, size))


def black(picture: Picture, rng: np.random.Generator) -> Picture:
    """Return the same camera's picture with its lens covered: noise of at most two grey levels."""
    image = _decode(picture)
    return Picture(_jpeg(rng.integers(0, 3, image.shape, dtype=np.uint8), 85), "black")


def overexposed(picture: Picture, rng: np.random.Generator) -> Picture:
    """Return the picture with nearly every pixel at the upper end."""
    image = _decode(picture).astype(np.int16) + 230 + rng.integers(-2, 3, _decode(picture).shape)
    return Picture(_jpeg(np.clip(image, 0, 255).astype(np.uint8), 85), "overexposed")


def wrong_size(picture: Picture, rng: np.random.Generator) -> Picture:
    """Return the picture at half its width and height, as after a lost camera setting."""
    del rng
    image = _decode(picture)
    half = cv2.resize(image, (image.shape[1] // 2, image.shape[0] // 2), interpolation=cv2.INTER_AREA)
    return Picture(_jpeg(half.astype(np.uint8), 85), picture.truth)


def _surfaces(rng: np.random.Generator, count: int, size: tuple[int, int]) -> Iterator[tuple[NDArray[np.uint8], str]]:
    bad = max(1, round(count * DEFECT_SHARE))
    labels = [DEFECTS[n % len(DEFECTS)] for n in range(bad)] + ["ok"] * (count - bad)
    for index in rng.permutation(count):
        label = labels[int(index)]
        scene = render_surface(rng, label, size=size)
        yield scene.image, label


def _parts_and_photographs(
    rng: np.random.Generator, count: int, size: tuple[int, int]
) -> Iterator[tuple[NDArray[np.uint8], str]]:
    names = photographs_installed()
    for index in range(count):
        if names and index % PHOTOGRAPH_EVERY == 1:
            name = names[index // PHOTOGRAPH_EVERY % len(names)]
            yield photograph(name, rng, size), f"photograph {name}"
        else:
            scene = render_parts(rng, size=size)
            yield scene.image, f"{scene.count} parts"


def _jpeg(image: NDArray[np.uint8], quality: int) -> bytes:
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"OpenCV cannot encode a picture of shape {image.shape} as JPEG")
    return bytes(data)


def _decode(picture: Picture) -> NDArray[np.uint8]:
    image = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None, "a picture of our own pool decodes"
    return image.astype(np.uint8)
