"""Metal parts on a conveyor belt, seen from above: washers, nuts, bolts and brackets, some of them touching."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from gateway.simulator.scenes.annotation import Box, bounding_box
from gateway.simulator.scenes.light import LightShift, expose, soft_noise

__all__ = ["LABELS", "MOST_PARTS", "Scene", "render"]

LABELS = ("washer", "nut", "bolt", "bracket")
"""The kinds of parts."""

MOST_PARTS = 10
"""The most parts that one picture shows."""

_TOUCHING = 0.3
"""Share of the parts that are pushed against one that lies there already."""

_CLOSEST_CENTRES = 52.0
"""Least distance of the centres of two parts' boxes, in pixels at 640×480."""

_Image = NDArray[np.float32]
_Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture of parts on a belt.

    Attributes:
        image: uint8 [height, width, 3] in blue, green, red.
        boxes: one around each part, labelled with one of `LABELS`; every part lies wholly inside the picture.

    """

    image: NDArray[np.uint8]
    boxes: tuple[Box, ...]

    @property
    def count(self) -> int:
        """How many parts lie on the belt."""
        return len(self.boxes)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part's outline, holes and details in pixels at 640×480 about its own centre, before it is turned."""

    outline: _Points
    holes: tuple[_Points, ...] = ()
    grooves: tuple[_Points, ...] = ()
    ridges: tuple[_Points, ...] = ()
    bevel: float = 5.0


def render(
    rng: np.random.Generator,
    size: tuple[int, int] = (640, 480),
    shift: LightShift | None = None,
    count: int | None = None,
) -> Scene:
    """Render parts on a belt.

    Args:
        rng: everything random comes from it.
        size: width and height in pixels, at least 160×120; parts scale with it.
        shift: departure from the nominal light and camera; None: none.
        count: how many parts to lay down (fewer if no room is found); None: 0 to `MOST_PARTS`.

    Raises:
        ValueError: *size* or *count* is out of range.

    """
    if size[0] < 160 or size[1] < 120:
        raise ValueError(f"a belt is at least 160 pixels wide and 120 high; got {size[0]}×{size[1]}")
    if count is not None and not 0 <= count <= MOST_PARTS:
        raise ValueError(f"count is 0 to {MOST_PARTS}; got {count}")
    wanted = int(rng.integers(0, MOST_PARTS + 1)) if count is None else count
    scale = min(size[0] / 640, size[1] / 480)
    radiance = _belt(rng, size)
    taken = np.zeros((size[1], size[0]), np.uint8)
    light = rng.uniform(0, 2 * np.pi)
    boxes: list[Box] = []
    for _ in range(wanted):
        label = str(rng.choice(LABELS))
        part = _SHAPES[label](rng)
        turn = rng.uniform(0, 2 * np.pi)
        place = _find_place(rng, part, turn, scale, taken, boxes)
        if place is None:
            continue
        # Only the pixels around the part are touched: a picture takes a fifth of the time.
        low, high = _extent(part, place, turn, scale)
        x0, y0 = np.maximum(np.floor(low - 14 * scale).astype(int), 0)
        x1, y1 = np.minimum(np.ceil(high + 14 * scale).astype(int) + 1, size)
        window, here = (int(x1 - x0), int(y1 - y0)), (place[0] - x0, place[1] - y0)
        mask = _fill(part, here, turn, scale, window)
        _lay_down(rng, radiance[y0:y1, x0:x1], part, mask, here, turn, scale, light)
        taken[y0:y1, x0:x1] |= _solid(part, here, turn, scale, window)
        box = bounding_box(label, mask)
        assert box is not None, "a part covers pixels"
        boxes.append(Box(label, box.x0 + float(x0), box.y0 + float(y0), box.x1 + float(x0), box.y1 + float(y0)))
    return Scene(expose(rng, radiance, shift), tuple(boxes))


def _belt(rng: np.random.Generator, size: tuple[int, int]) -> _Image:
    """Return a rubber belt with its weave, wear along its run, now and then a seam, and rails at both edges."""
    width, height = size
    scale = min(width / 640, height / 480)
    colours = ((0.20, 0.27, 0.14), (0.15, 0.15, 0.15), (0.32, 0.22, 0.12), (0.24, 0.24, 0.23))
    colour = np.asarray(colours[int(rng.integers(len(colours)))], np.float32) * np.float32(rng.uniform(0.85, 1.1))
    x = np.arange(width, dtype=np.float32)[None, :] / np.float32(scale)
    y = np.arange(height, dtype=np.float32)[:, None] / np.float32(scale)
    pitch, phase = rng.uniform(5.0, 9.0), rng.uniform(0, 2 * np.pi)
    weave = np.sin(x * np.float32(2 * np.pi / pitch) + np.float32(phase)) * np.sin(y * np.float32(2 * np.pi / pitch))
    wear = cv2.resize(rng.standard_normal((max(2, height // 8), 2)).astype(np.float32), size)
    value = 1 + 0.05 * weave + 0.06 * wear + 0.06 * soft_noise(rng, size, 5)
    value += np.float32(0.03) * rng.standard_normal((height, width), dtype=np.float32)
    radiance = value[:, :, None] * colour
    if rng.random() < 0.25:
        at = int(rng.uniform(0.05, 0.95) * width)
        cv2.line(
            radiance, (at, 0), (at + int(rng.normal(0, 12 * scale)), height), _bgr(colour * 0.6), max(1, int(3 * scale))
        )
    rail = rng.uniform(0.0, 16.0) * scale
    for top in (0.0, height - rail):
        band = radiance[int(top) : int(top + rail)]
        band *= 0
        band += np.float32(rng.uniform(0.38, 0.5))
    return np.asarray(radiance, np.float32)


def _find_place(
    rng: np.random.Generator, part: _Part, turn: float, scale: float, taken: NDArray[np.uint8], boxes: list[Box]
) -> tuple[float, float] | None:
    """Return a centre where the part lies wholly on the belt and covers none of what is *taken*; None: no room."""
    height, width = taken.shape
    clear = cv2.dilate(taken, np.ones((2 * round(4 * scale) + 1,) * 2, np.uint8)).astype(np.uint8)
    for _ in range(40):
        if boxes and rng.random() < _TOUCHING:
            place = _push_against(rng, part, turn, scale, taken, boxes)
            free = taken
        else:
            place = (float(rng.uniform(0, width)), float(rng.uniform(0, height)))
            free = clear
        if place is None or not _fits(part, place, turn, scale, free):
            continue
        low, high = _extent(part, place, turn, scale)
        middle = (low + high) / 2
        centres = [((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) for box in boxes]
        if all(np.hypot(*(middle - centre)) >= _CLOSEST_CENTRES * scale for centre in centres):
            return place
    return None


def _push_against(
    rng: np.random.Generator, part: _Part, turn: float, scale: float, taken: NDArray[np.uint8], boxes: list[Box]
) -> tuple[float, float] | None:
    """Slide the part outwards from another one until they just do not overlap."""
    other = boxes[int(rng.integers(len(boxes)))]
    heading = rng.uniform(0, 2 * np.pi)
    centre = ((other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2)
    for distance in np.arange(_CLOSEST_CENTRES, 150.0, 2.0) * scale:
        place = (centre[0] + distance * float(np.cos(heading)), centre[1] + distance * float(np.sin(heading)))
        if _fits(part, place, turn, scale, taken):
            return place
    return None


def _extent(part: _Part, place: tuple[float, float], turn: float, scale: float) -> tuple[_Points, _Points]:
    points = _placed(part.outline, place, turn, scale)
    return points.min(axis=0), points.max(axis=0)


def _fits(part: _Part, place: tuple[float, float], turn: float, scale: float, taken: NDArray[np.uint8]) -> bool:
    low, high = _extent(part, place, turn, scale)
    height, width = taken.shape
    margin = 3 * scale
    if low.min() < margin or high[0] > width - margin or high[1] > height - margin:
        return False
    x0, y0 = np.floor(low).astype(int)
    x1, y1 = np.ceil(high).astype(int) + 1
    window = taken[y0:y1, x0:x1]
    solid = _solid(part, (place[0] - x0, place[1] - y0), turn, scale, (window.shape[1], window.shape[0]))
    return not np.any(window & solid)


def _placed(points: _Points, place: tuple[float, float], turn: float, scale: float) -> _Points:
    """Return *points* of a part turned, scaled and moved into the picture."""
    cos, sin = np.cos(turn), np.sin(turn)
    return np.asarray(points @ np.array([[cos, sin], [-sin, cos]]) * scale + np.array(place), np.float64)


def _fixed_point(points: _Points) -> NDArray[np.int32]:
    """Return *points* in the sixteenths of a pixel that OpenCV draws with."""
    return np.rint((points - 0.5) * 16).astype(np.int32)


def _fill(part: _Part, place: tuple[float, float], turn: float, scale: float, size: tuple[int, int]) -> _Image:
    """Return the part less its holes as a mask [height, width] of 0 to 1."""
    mask = np.zeros((size[1], size[0]), np.float32)
    cv2.fillPoly(mask, [_fixed_point(_placed(part.outline, place, turn, scale))], 1.0, cv2.LINE_AA, 4)
    for hole in part.holes:
        cv2.fillPoly(mask, [_fixed_point(_placed(hole, place, turn, scale))], 0.0, cv2.LINE_AA, 4)
    return mask


def _solid(
    part: _Part, place: tuple[float, float], turn: float, scale: float, size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Return the part's outline without holes as a mask of 0 and 1: nothing else may lie there."""
    mask = np.zeros((size[1], size[0]), np.uint8)
    cv2.fillPoly(mask, [_fixed_point(_placed(part.outline, place, turn, scale))], 1, cv2.LINE_8, 4)
    return mask


def _lay_down(
    rng: np.random.Generator,
    radiance: _Image,
    part: _Part,
    mask: _Image,
    place: tuple[float, float],
    turn: float,
    scale: float,
    light: float,
) -> None:
    """Draw the part's shadow, its metal with bevelled edges lit from *light*, and its details."""
    size = (radiance.shape[1], radiance.shape[0])
    cast = 3.5 * scale
    move = np.array([[1, 0, -cast * np.cos(light)], [0, 1, -cast * np.sin(light)]])
    shadow = cv2.GaussianBlur(cv2.warpAffine(mask, move, size), (0, 0), 2.5 * scale)
    radiance *= (1 - np.float32(0.55) * shadow * (1 - mask))[:, :, None]
    inside = cv2.distanceTransform((mask > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    slope = np.minimum(inside, np.float32(part.bevel * scale))
    slope = cv2.GaussianBlur(slope, (0, 0), max(0.5, 1.0 * scale))
    facing = cv2.Sobel(slope, cv2.CV_32F, 1, 0, ksize=3) * -np.cos(light)
    facing += cv2.Sobel(slope, cv2.CV_32F, 0, 1, ksize=3) * -np.sin(light)
    metals = ((0.68, 0.67, 0.66), (0.60, 0.61, 0.63), (0.48, 0.66, 0.74), (0.74, 0.73, 0.71))
    colour = np.asarray(metals[int(rng.integers(len(metals)))], np.float32) * np.float32(rng.uniform(0.88, 1.08))
    value = 1 - np.float32(0.055) * facing + np.float32(0.02) * rng.standard_normal(mask.shape, dtype=np.float32)
    for lines, shade in ((part.grooves, 0.62), (part.ridges, 1.22)):
        drawn = np.zeros(mask.shape, np.float32)
        paths = [_fixed_point(_placed(line, place, turn, scale)) for line in lines]
        cv2.polylines(drawn, paths, False, 1.0, max(1, round(2 * scale)), cv2.LINE_AA, 4)
        value = value * (1 + np.float32(shade - 1) * drawn)
    metal = np.clip(value, 0.25, 1.5)[:, :, None] * colour
    radiance += mask[:, :, None] * (metal - radiance)


def _ring(radius: float, corners: int = 48, first: float = 0.0) -> _Points:
    """Return a regular polygon; 48 corners pass for a circle."""
    around = np.linspace(0, 2 * np.pi, corners, endpoint=False) + first
    return np.stack([radius * np.cos(around), radius * np.sin(around)], axis=1)


def _closed(points: _Points) -> _Points:
    return np.concatenate([points, points[:1]])


def _washer(rng: np.random.Generator) -> _Part:
    radius = rng.uniform(30, 40)
    return _Part(_ring(radius), holes=(_ring(radius * rng.uniform(0.45, 0.55)),), bevel=3.0)


def _nut(rng: np.random.Generator) -> _Part:
    corner = rng.uniform(34, 42)
    bore = corner * 0.44
    return _Part(
        _ring(corner, 6),
        holes=(_ring(bore),),
        grooves=(_closed(_ring(bore * 1.16)),),
        ridges=(_closed(_ring(corner * 0.84)),),
        bevel=5.0,
    )


def _bolt(rng: np.random.Generator) -> _Part:
    """Return a hexagon bolt lying on its side, head on the left."""
    length, shank, head, depth = rng.uniform(78, 104), rng.uniform(11, 13), rng.uniform(22, 26), 20.0
    left, neck, tip = -(length + depth) / 2, -(length + depth) / 2 + depth, (length + depth) / 2
    outline = np.array([
        [left + 3, -head], [neck, -head], [neck, -shank], [tip - 5, -shank], [tip, -shank + 5],
        [tip, shank - 5], [tip - 5, shank], [neck, shank], [neck, head], [left + 3, head],
        [left, head - 5], [left, 5 - head],
    ])  # fmt: skip
    threads = np.arange(tip - 0.62 * length, tip - 4, 6.0)
    grooves = [np.array([[at, -shank], [at + 2, shank]]) for at in threads]
    edges = [np.array([[left, side * head / 2], [neck, side * head / 2]]) for side in (-1, 1)]
    return _Part(outline, grooves=tuple(grooves), ridges=tuple(edges), bevel=9.0)


def _bracket(rng: np.random.Generator) -> _Part:
    """Return an angle of sheet metal with a hole in each leg."""
    leg, wide, hole = rng.uniform(80, 98), rng.uniform(34, 40), rng.uniform(8, 10)
    corner = np.array([leg, leg]) / 2
    outline = np.array([[0, 0], [leg, 0], [leg, wide], [wide, wide], [wide, leg], [0, leg]]) - corner
    far = leg - wide / 2
    centres = (np.array([far, wide / 2]), np.array([wide / 2, far]))
    return _Part(outline, holes=tuple(_ring(hole, 24) + centre - corner for centre in centres), bevel=3.0)


def _bgr(colour: NDArray[np.float32]) -> tuple[float, float, float]:
    return float(colour[0]), float(colour[1]), float(colour[2])


_SHAPES: dict[str, Callable[[np.random.Generator], _Part]] = {
    "washer": _washer,
    "nut": _nut,
    "bolt": _bolt,
    "bracket": _bracket,
}
