"""Brushed metal under an inspection camera, sound or with a scratch, corrosion spots or a stain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from gateway.simulator.scenes.annotation import Box, bounding_box
from gateway.simulator.scenes.light import LightShift, expose, soft_noise

__all__ = ["LABELS", "Scene", "render"]

LABELS = ("ok", "scratch", "spots", "stain")
"""What a surface can show; the good one first."""

_METALS = {
    "aluminium": (0.66, 0.65, 0.64),
    "steel": (0.56, 0.54, 0.52),
    "nickel": (0.55, 0.58, 0.60),
    "brass": (0.36, 0.56, 0.68),
}
"""Reflectance in blue, green, red."""

_Image = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of a surface.

    Attributes:
        image: uint8 [height, width, 3] in blue, green, red.
        label: one of `LABELS`.
        boxes: one around each defect; empty for ``ok``.

    """

    image: NDArray[np.uint8]
    label: str
    boxes: tuple[Box, ...]


def render(
    rng: np.random.Generator,
    label: str | None = None,
    size: tuple[int, int] = (640, 480),
    shift: LightShift | None = None,
) -> Scene:
    """Render a surface.

    Args:
        rng: everything random comes from it.
        label: what to show; None: each of `LABELS` with equal chances.
        size: width and height in pixels, at least 32; marks scale with it.
        shift: departure from the nominal light and camera; None: none.

    Raises:
        ValueError: *label* is none of `LABELS`, or *size* is too small.

    """
    if label is None:
        label = str(rng.choice(LABELS))
    if label not in LABELS:
        raise ValueError(f"a surface shows one of {', '.join(LABELS)}; got {label!r}")
    if min(size) < 32:
        raise ValueError(f"a surface is at least 32 pixels wide and high; got {size[0]}×{size[1]}")
    scale = min(size[0] / 640, size[1] / 480)
    angle = rng.normal(0, 3.0)
    radiance = _metal(rng, size, angle)
    _dust(rng, radiance, scale)
    boxes = _DEFECTS[label](rng, radiance, scale, angle) if label != "ok" else ()
    return Scene(expose(rng, radiance, shift), label, boxes)


def _metal(rng: np.random.Generator, size: tuple[int, int], angle: float) -> _Image:
    """Return brushed metal as radiance [height, width, 3], brushed at *angle* degrees to the horizontal."""
    width, height = size
    wide, high = int(width * 1.2), int(height * 1.3)
    grain = np.zeros((high, wide), np.float32)
    # Streaks of three lengths and thicknesses: what grinding belts of mixed grit leave.
    for columns, thickness, weight in ((wide // 24, 0.0, 0.50), (wide // 60, 0.9, 0.60), (wide // 200, 3.0, 0.35)):
        streaks = rng.standard_normal((high, max(2, columns))).astype(np.float32)
        if thickness:
            streaks = cv2.GaussianBlur(streaks, (1, 0), sigmaX=0.01, sigmaY=thickness).astype(np.float32)
            streaks /= streaks.std()
        grain += np.float32(weight) * cv2.resize(streaks, (wide, high), interpolation=cv2.INTER_LINEAR)
    turn = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    turn[:, 2] += np.array([(width - wide) / 2, (height - high) / 2])
    grain = cv2.warpAffine(grain, turn, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT).astype(np.float32)
    contrast = np.float32(rng.uniform(0.025, 0.055))
    # Light is stretched across the brushing direction: one soft bright band, and a slow variation.
    x = np.linspace(0, 1, width, dtype=np.float32)[None, :]
    y = np.linspace(-0.5, 0.5, height, dtype=np.float32)[:, None]
    centre, spread, lean = rng.uniform(-0.1, 1.1), rng.uniform(0.18, 0.45), rng.uniform(-0.25, 0.25)
    band = np.exp(-(((x + np.float32(lean) * y - np.float32(centre)) / np.float32(spread)) ** 2))
    light = 0.88 + np.float32(rng.uniform(0.0, 0.22)) * band + 0.012 * soft_noise(rng, size, 3)
    value = light * (1 + contrast * grain)
    colour = np.asarray(list(_METALS.values())[int(rng.integers(len(_METALS)))], np.float32)
    return np.asarray(value[:, :, None] * colour[None, None, :], np.float32)


def _dust(rng: np.random.Generator, radiance: _Image, scale: float) -> None:
    """Strew a few specks too small to matter: a sound surface has them too."""
    height, width = radiance.shape[:2]
    for _ in range(int(rng.integers(0, 7))):
        centre = (int(rng.integers(width)), int(rng.integers(height)))
        radius = max(1, round(rng.uniform(0.6, 1.4) * scale))
        level = rng.uniform(0.75, 1.15) * radiance[centre[1], centre[0]]
        cv2.circle(radiance, centre, radius, [float(value) for value in level], -1, cv2.LINE_AA)


def _scratch(rng: np.random.Generator, radiance: _Image, scale: float, angle: float) -> tuple[Box, ...]:
    """Cut one to three curved grooves: a bright or dark core with the opposite shade at one flank."""
    height, width = radiance.shape[:2]
    boxes = []
    for _ in range(int(rng.choice([1, 1, 1, 2, 2, 3]))):
        core = np.zeros((height, width), np.float32)
        # Across the brushing, by at least 12°: along it a scratch is one more streak.
        direction = np.deg2rad(angle + rng.choice([-1, 1]) * rng.uniform(12, 90))
        length = rng.uniform(170, 460) * scale
        step = np.array([np.cos(direction), np.sin(direction)])
        middle = np.array([rng.uniform(0.25, 0.75) * width, rng.uniform(0.25, 0.75) * height])
        bend = np.array([-step[1], step[0]]) * rng.normal(0, 0.07) * length
        t = np.linspace(-1, 1, 33)[:, None]
        path = middle + t * step * length / 2 + (1 - t * t) * bend + rng.normal(0, 0.5 * scale, (33, 2))
        thickest = rng.uniform(3.0, 7.0) * scale
        skips = rng.random(32) < rng.choice([0.0, 0.12])
        for index in range(32):
            if not skips[index]:
                taper = 1 - 0.6 * abs(index / 15.5 - 1) ** 2
                ends = np.rint(path[index : index + 2] * 16).astype(np.int32)
                cv2.polylines(core, [ends], False, 1.0, max(1, round(thickest * taper)), cv2.LINE_AA, 4)
        flank = cv2.warpAffine(core, np.array([[1, 0, 1.4 * scale], [0, 1, 1.8 * scale]]), (width, height))
        depth = np.float32(rng.uniform(0.30, 0.60) * (1 if rng.random() < 0.7 else -0.85))
        relief = 1 + depth * core - np.float32(0.55) * depth * np.maximum(flank - core, 0)
        radiance *= np.maximum(relief, 0.1)[:, :, None]
        box = bounding_box("scratch", core)
        if box is not None:
            boxes.append(box)
    return tuple(boxes)


def _spots(rng: np.random.Generator, radiance: _Image, scale: float, angle: float) -> tuple[Box, ...]:
    """Corrode 4 to 16 pits, strewn or in a cluster: dark, ragged, with a paler or rusty rim."""
    del angle
    height, width = radiance.shape[:2]
    count = int(rng.integers(4, 17))
    spread = rng.uniform(0.10, 0.18) if rng.random() < 0.5 else 0.6
    heart = rng.uniform(0.25, 0.75, 2) * (width, height)
    rust = np.array([0.62, 0.80, 0.97] if rng.random() < 0.5 else [0.92, 0.92, 0.92], np.float32)
    boxes = []
    for _ in range(count):
        radius = rng.uniform(5.0, 13.0) * scale
        offset = rng.normal(0, spread, 2) if spread < 0.5 else rng.uniform(-0.5, 0.5, 2)
        place = heart + offset * width if spread < 0.5 else (0.5 + offset * 0.92) * (width, height)
        centre = np.clip(place, 2 * radius, np.array([width, height]) - 2 * radius)
        pit = _blob(rng, radiance, centre, radius, 0.16)
        halo = cv2.GaussianBlur(pit, (0, 0), max(0.6, radius * 0.45))
        depth = np.float32(rng.uniform(0.35, 0.62))
        radiance *= 1 - halo[:, :, None] * (1 - rust) * np.float32(0.9)
        radiance *= (1 - depth * pit)[:, :, None]
        box = bounding_box("spots", pit)
        if box is not None:
            boxes.append(box)
    return tuple(boxes)


def _stain(rng: np.random.Generator, radiance: _Image, scale: float, angle: float) -> tuple[Box, ...]:
    """Leave one dried or oily patch: a soft, uneven, tinted area with a stronger rim."""
    del angle
    height, width = radiance.shape[:2]
    radius = rng.uniform(55, 130) * scale
    centre = np.array([rng.uniform(0.22, 0.78) * width, rng.uniform(0.25, 0.75) * height])
    area = _blob(rng, radiance, centre, radius, 0.22, stretch=rng.uniform(0.6, 1.0))
    soft = cv2.GaussianBlur(area, (0, 0), rng.uniform(2.0, 7.0) * scale)
    inner = cv2.GaussianBlur(cv2.erode(area, np.ones((3, 3), np.uint8), iterations=max(1, round(5 * scale))), (0, 0), 3)
    rim = np.clip(soft - inner, 0, 1)
    cloud = 1 + 0.25 * soft_noise(rng, (width, height), 9)
    strength = np.float32(rng.uniform(0.16, 0.34))
    tint = np.array([rng.uniform(0.9, 1.25), 1.0, rng.uniform(0.7, 1.0)], np.float32)
    cover = strength * (0.8 * soft * cloud + np.float32(rng.uniform(0.2, 0.8)) * rim)
    radiance *= 1 - np.clip(cover, 0, 0.8)[:, :, None] * tint
    box = bounding_box("stain", area)
    return () if box is None else (box,)


def _blob(
    rng: np.random.Generator,
    radiance: _Image,
    centre: NDArray[np.float64],
    radius: float,
    raggedness: float,
    stretch: float = 1.0,
) -> _Image:
    """Return a filled ragged round shape as a mask [height, width] of 0 to 1."""
    mask = np.zeros(radiance.shape[:2], np.float32)
    around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    reach = np.ones(48)
    for wave in range(2, 7):
        reach += raggedness * rng.normal(0, 1.6 / wave) * np.cos(wave * around + rng.uniform(0, 2 * np.pi))
    reach = radius * np.clip(reach, 0.45, 1.6)
    turn = rng.uniform(0, np.pi)
    x, y = reach * np.cos(around), reach * stretch * np.sin(around)
    outline = centre + np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], axis=1)
    cv2.fillPoly(mask, [np.rint(outline * 16).astype(np.int32)], 1.0, cv2.LINE_AA, 4)
    return mask


_DEFECTS: dict[str, Callable[[np.random.Generator, _Image, float, float], tuple[Box, ...]]] = {
    "scratch": _scratch,
    "spots": _spots,
    "stain": _stain,
}
