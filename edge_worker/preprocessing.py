"""From a decoded picture to the input tensor, bit-exact: crop, integer area resize, normalisation, digest.

Version 1, in integers throughout until the optional float32 normalisation:

1. crop, in whole pixels;
2. resize with exact areas (`resize_area`);
3. grey, if asked for: ``(29·B + 150·G + 77·R + 128) >> 8``;
4. letterbox padding, if asked for;
5. ``u8``: the bytes. ``f32``: ``(b × scale − mean) / std``, each step rounded to float32.

The same picture gives the same tensor on every machine; tests pin vectors of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from math import gcd
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from edge_worker.manifest import ImageInput, Preprocessing

__all__ = ["Placement", "image_tensor", "resize_area", "tensor_digest"]

_INTEGRAL_LIMIT = (2**31 - 1) // 255
"""Pixels whose sum of bytes cannot pass int32."""

_BAND_ELEMENTS = 1 << 20
"""Elements of the source that are summed at once: whole VGA pictures, and not much more than a core's cache holds."""

_TARGET_ELEMENTS = 1 << 16
"""Elements of the target made at once: larger intermediate arrays cost more to get from the system than to compute."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the picture lies in the model's input, to map boxes back to pixels of the original frame.

    ``frame = input_pixel / zoom − shift`` would lose the crop, so both parts are kept:
    ``frame_x = crop_x + (input_x − pad_x) × crop_width / drawn_width``, likewise for y.
    """

    frame_width: int
    frame_height: int
    crop_x: int
    crop_y: int
    crop_width: int
    crop_height: int
    pad_x: int
    pad_y: int
    drawn_width: int
    drawn_height: int

    def to_frame(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map boxes ``[n, 4]`` x0, y0, x1, y1 from pixels of the input to pixels of the frame, cut to the frame."""
        placed = np.empty_like(boxes)
        x_ratio, y_ratio = self.crop_width / self.drawn_width, self.crop_height / self.drawn_height
        placed[:, 0::2] = np.clip(self.crop_x + (boxes[:, 0::2] - self.pad_x) * x_ratio, 0, self.frame_width)
        placed[:, 1::2] = np.clip(self.crop_y + (boxes[:, 1::2] - self.pad_y) * y_ratio, 0, self.frame_height)
        return placed


@dataclass(frozen=True, slots=True)
class _Borders:
    """Borders of the target pixels on the source's axis, ``target + 1`` of them: where, and how far between two points.

    Attributes:
        low, high: the points of the integral image on both sides of each border; one per border and channel.
        fraction: how far each border lies beyond *low*, in *parts*-ths of a source pixel.
        parts: 1 when every border falls on a point.
        span: how many parts a target pixel covers.

    """

    low: NDArray[np.int64]
    high: NDArray[np.int64]
    fraction: NDArray[np.int64]
    parts: int
    span: int

    def interpolate(self, pick: Callable[[NDArray[np.int64]], NDArray[Any]]) -> NDArray[Any]:
        """Return *parts* times the values at the borders, linear between those that *pick* returns for points."""
        found = pick(self.low)
        if self.parts > 1:
            beyond: NDArray[Any] = self.fraction.astype(found.dtype)
            found *= self.parts - beyond
            following = pick(self.high)
            following *= beyond
            found += following
        return found

    def rows(self, first: int, last: int, origin: int, most: int) -> _Borders:
        """Return borders *first* to *last* as a column, counted from point *origin*; none lies beyond point *most*."""
        low = self.low[first : last + 1] - origin
        high = np.minimum(low + 1, most)
        return _Borders(low[:, None], high[:, None], self.fraction[first : last + 1, None], self.parts, self.span)


@lru_cache(maxsize=64)
def _borders(source: int, target: int, channels: int) -> _Borders:
    """Return the borders on an axis whose points hold *channels* values each, side by side."""
    common = gcd(source, target)
    parts, span = target // common, source // common
    lattice = np.arange(target + 1, dtype=np.int64) * span
    whole = lattice // parts
    channel = np.arange(channels)

    def of_channels(points: NDArray[np.int64]) -> NDArray[np.int64]:
        return (points[:, None] * channels + channel).reshape(-1)

    return _Borders(
        of_channels(whole),
        of_channels(np.minimum(whole + 1, source)),
        np.repeat(lattice % parts, channels),
        parts,
        span,
    )


def _band_sums(band: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Integral image of a band ``[h, w, c]``: ``[h+1, w+1, c]``, exact."""
    height, width, channels = band.shape
    if height * width <= _INTEGRAL_LIMIT:
        sums: NDArray[Any] = cv2.integral(band, sdepth=cv2.CV_32S)
        return np.asarray(sums).reshape(height + 1, width + 1, channels)
    wide = np.zeros((height + 1, width + 1, channels), np.int64)
    np.cumsum(band, axis=0, dtype=np.int64, out=wide[1:, 1:])
    np.cumsum(wide[1:, 1:], axis=1, out=wide[1:, 1:])
    return wide


def resize_area(image: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Resize so that each target pixel is the exact mean over its area of the source, rounded half up.

    On the lattice of 1/target source pixels every border is an integer, so the sum over an area is an integer too:
    the integral image, interpolated linearly between its grid points, gives it exactly. Works for both directions
    and any ratio; enlarging repeats pixels and mixes at the borders.

    Args:
        image: ``[h, w]`` or ``[h, w, c]``, u8.
        width, height: of the result, ≥ 1.

    Returns:
        ``[height, width]`` or ``[height, width, c]``, u8.

    Raises:
        ValueError: a size of 0.

    """
    source = image if image.ndim == 3 else image[:, :, None]
    high, wide, channels = source.shape
    if min(high, wide, width, height) < 1:
        raise ValueError(f"cannot resize {wide}×{high} to {width}×{height}")
    if (wide, high) == (width, height):
        return image.copy()
    across, down = _borders(wide, width, channels), _borders(high, height, 1)
    area = across.span * down.span
    # What is asked for is a difference of sums, and differences are right modulo 2^32 even where the sums overflow:
    # enough that the rounded mean's numerator fits. Half the bytes, and twice as many elements at a time.
    number = np.uint32 if 511 * area < 1 << 32 else np.int64
    rows_at_once = max(
        1,
        min(
            height,
            (_INTEGRAL_LIMIT // wide) * height // high - 2,
            _BAND_ELEMENTS * height // (wide * channels * high),
            _TARGET_ELEMENTS // (width * channels),
        ),
    )
    result = np.empty((height, width, channels), np.uint8)
    for first in range(0, height, rows_at_once):
        last = min(first + rows_at_once, height)
        top, bottom = int(down.low[first]), min(int(down.low[last]) + 1, high)
        # Only the grid points around each border are picked: most of the sums lie between two borders. A row's channels
        # lie side by side, so that every step runs over long rows.
        sums = _band_sums(source[top:bottom]).reshape(-1)

        def pick_row(rows: NDArray[np.int64], sums: NDArray[Any] = sums) -> NDArray[Any]:
            begin = rows * ((wide + 1) * channels)
            return across.interpolate(lambda columns: sums.take(begin + columns).astype(number, copy=False))

        corners = down.rows(first, last, top, bottom - top).interpolate(pick_row)
        strips = corners[1:] - corners[:-1]
        total = strips[:, channels:] - strips[:, :-channels]
        total += total
        total += number(area)
        total //= number(2 * area)
        result[first:last] = total.reshape(last - first, width, channels)
    return result if image.ndim == 3 else result[:, :, 0]


def _crop_box(width: int, height: int, preprocessing: Preprocessing) -> tuple[int, int, int, int]:
    crop = preprocessing.crop
    if crop == "none":
        return 0, 0, width, height
    if crop == "centre-square":
        side = min(width, height)
        left, top = (width - side) // 2, (height - side) // 2
        return left, top, left + side, top + side
    x0, y0, x1, y1 = crop
    return (
        x0 * width // 10_000,
        y0 * height // 10_000,
        -(-x1 * width // 10_000),
        -(-y1 * height // 10_000),
    )


def _drawn_size(width: int, height: int, spec: ImageInput, preprocessing: Preprocessing) -> tuple[int, int, int, int]:
    """Size that the crop is drawn at, and its top left corner in the input."""
    if preprocessing.fit == "stretch":
        return spec.width, spec.height, 0, 0
    if width * spec.height >= height * spec.width:  # the width decides
        drawn = spec.width, max(1, (2 * height * spec.width + width) // (2 * width))
    else:
        drawn = max(1, (2 * width * spec.height + height) // (2 * height)), spec.height
    if preprocessing.fit == "letterbox-top-left":
        return *drawn, 0, 0
    return *drawn, (spec.width - drawn[0]) // 2, (spec.height - drawn[1]) // 2


def image_tensor(
    image: NDArray[np.uint8], spec: ImageInput, preprocessing: Preprocessing
) -> tuple[NDArray[np.uint8] | NDArray[np.float32], Placement]:
    """Make the input tensor of a decoded picture.

    Args:
        image: ``[height, width, 3]``, u8, BGR.
        spec: the tensor that the model takes.
        preprocessing: crop and fit.

    Returns:
        The tensor, of shape ``spec.shape``, contiguous; and where the picture lies in it.

    Raises:
        ValueError: *image* is not of that shape and type.

    """
    if image.ndim != 3 or image.shape[2] != 3 or image.dtype != np.uint8:
        raise ValueError(f"a picture is [height, width, 3] of u8 in BGR order, got {image.shape} of {image.dtype}")
    frame_height, frame_width = image.shape[:2]
    left, top, right, bottom = _crop_box(frame_width, frame_height, preprocessing)
    drawn_width, drawn_height, pad_x, pad_y = _drawn_size(right - left, bottom - top, spec, preprocessing)
    pixels = resize_area(image[top:bottom, left:right], drawn_width, drawn_height)
    if spec.channels == "grey":
        wide = pixels.astype(np.uint32)
        weighted = (29 * wide[:, :, 0] + 150 * wide[:, :, 1] + 77 * wide[:, :, 2] + 128) >> 8
        pixels = weighted.astype(np.uint8)[:, :, None]
    elif spec.channels == "rgb":
        pixels = pixels[:, :, ::-1]
    if (drawn_width, drawn_height) != (spec.width, spec.height):
        canvas = np.full((spec.height, spec.width, spec.channel_count), preprocessing.pad_value, np.uint8)
        canvas[pad_y : pad_y + drawn_height, pad_x : pad_x + drawn_width] = pixels
        pixels = canvas
    if spec.layout == "NCHW":
        pixels = pixels.transpose(2, 0, 1)
    placement = Placement(
        frame_width,
        frame_height,
        left,
        top,
        right - left,
        bottom - top,
        pad_x,
        pad_y,
        drawn_width,
        drawn_height,
    )
    if spec.dtype == "u8":
        return np.ascontiguousarray(pixels[None]), placement
    values = np.ascontiguousarray(pixels[None]).astype(np.float32)
    along = (1, -1, 1, 1) if spec.layout == "NCHW" else (1, 1, 1, -1)
    values *= np.float32(spec.scale)
    if any(spec.mean):
        values -= np.array(spec.mean, np.float32).reshape(along)
    if any(value != 1 for value in spec.std):
        values /= np.array(spec.std, np.float32).reshape(along)
    return values, placement


def tensor_digest(tensor: NDArray[Any]) -> str:
    """SHA-256 over dtype, shape and bytes of an input tensor, in hex (``input_sha256`` of a result).

    Hashed are the ASCII text ``ciro-tensor/1 <dtype> <d0>x<d1>x…`` and a line feed, with numpy's name of the
    little-endian dtype (``|u1``, ``<f4``), and then the elements in row-major order, little-endian.
    """
    little = np.ascontiguousarray(tensor, dtype=tensor.dtype.newbyteorder("<"))
    shape = "x".join(str(length) for length in tensor.shape)
    digest = hashlib.sha256(f"ciro-tensor/1 {little.dtype.str} {shape}\n".encode())
    digest.update(little.data)
    return digest.hexdigest()
