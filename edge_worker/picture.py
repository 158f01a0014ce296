"""From the bytes of a picture to pixels: the size from the header first, then a decode with pinned settings.

A picture that cannot be trusted to be what it says is refused (`PoisonImage`): no known format, more pixels than
allowed (decided from the header, nothing is allocated), cut short, damaged, or not decodable.

Pinned settings of the decode: eight bits a channel, three channels BGR, transparency dropped, libjpeg's exact
integer transform, no colour management. EXIF orientation is applied (by this module, not by the codec), so that
pixels, and boxes in them, are as a viewer shows the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import cv2
import numpy as np

from edge_worker._exif import read_exif
from edge_worker._jpeg import Jpeg, JpegError, coded_units, read_jpeg
from edge_worker._png import SIGNATURE as PNG_SIGNATURE
from edge_worker._png import PngError, check_png, read_png_header

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MAX_PIXELS", "PictureHeader", "PoisonImage", "decode", "probe"]

MAX_PIXELS = 50_000_000
"""Default limit: above the largest industrial area cameras in common use, 150 MB as BGR."""

_COUNTABLE_SCAN_BYTES = 1_000_000
_FILL_GREY = 128


class PoisonImage(ValueError):  # noqa: N818 - the field's word for an input that must be set aside
    """The bytes are no picture that may be decoded; `str()` is the reason."""


@dataclass(frozen=True, slots=True)
class PictureHeader:
    """What a picture's header says.

    Attributes:
        format: of the file.
        width, height: pixels as a viewer shows the picture (EXIF orientation applied).
        orientation: EXIF orientation 1…8; 1: as stored.
        captured_us: EXIF DateTimeOriginal in Unix microseconds, or None.
        captured_zone_known: whether EXIF names the time zone; if not, *captured_us* takes the time as UTC.

    """

    format: Literal["jpeg", "png", "webp", "bmp"]
    width: int
    height: int
    orientation: int = 1
    captured_us: int | None = None
    captured_zone_known: bool = False


def probe(data: bytes, max_pixels: int = MAX_PIXELS) -> PictureHeader:
    """Read the header without decoding.

    Raises:
        PoisonImage: no known format, header cut short, or more than *max_pixels* pixels.

    """
    return _probe(data, max_pixels)[0]


def decode(data: bytes, max_pixels: int = MAX_PIXELS) -> NDArray[np.uint8]:
    """Decode a picture.

    Returns:
        Array ``[height, width, 3]``, u8, BGR, contiguous.

    Raises:
        PoisonImage: as `probe`, and when the picture is cut short, damaged or not decodable.

    """
    header, jpeg = _probe(data, max_pixels, whole=True)
    try:
        image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error as error:
        raise PoisonImage(f"{header.format}: not decodable: {error.err}") from error
    if image is None:
        raise PoisonImage(f"{header.format}: not decodable")
    pixels: NDArray[np.uint8] = np.asarray(image, np.uint8)
    if jpeg is not None:
        _refuse_filled(pixels, jpeg, data)
    pixels = _upright(pixels, header.orientation)
    if pixels.shape != (header.height, header.width, 3):
        raise PoisonImage(
            f"{header.format}: decoded to {pixels.shape[1]}×{pixels.shape[0]}, "
            f"the header says {header.width}×{header.height}"
        )
    return pixels


def _probe(data: bytes, max_pixels: int, *, whole: bool = False) -> tuple[PictureHeader, Jpeg | None]:
    """Read the header and, if *whole*, check that the rest is there; the time of capture is read only from a header."""
    jpeg: Jpeg | None = None
    try:
        if data[:3] == b"\xff\xd8\xff":
            jpeg = read_jpeg(data, header_only=not whole)
            header = _jpeg_header(jpeg, time=not whole)
        elif data[:8] == PNG_SIGNATURE:
            png = read_png_header(data)
            header = PictureHeader("png", png.width, png.height)
        elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            header = _webp_header(data)
        elif data[:2] == b"BM":
            header = _bmp_header(data)
        else:
            raise PoisonImage("not a picture: neither JPEG, PNG, WebP nor BMP" if data else "not a picture: no bytes")
        if header.width * header.height > max_pixels:
            raise PoisonImage(
                f"{header.format}: {header.width}×{header.height} are {header.width * header.height / 1e6:.1f} "
                f"megapixels, at most {max_pixels / 1e6:.1f} are decoded"
            )
        if whole and header.format == "png":
            check_png(data, png)
    except (JpegError, PngError) as error:
        raise PoisonImage(f"{'png' if isinstance(error, PngError) else 'jpeg'}: {error}") from error
    return header, jpeg


def _jpeg_header(jpeg: Jpeg, *, time: bool) -> PictureHeader:
    orientation, captured, known = (1, None, False) if jpeg.exif is None else read_exif(jpeg.exif, time=time)
    width, height = (jpeg.width, jpeg.height) if orientation < 5 else (jpeg.height, jpeg.width)
    return PictureHeader("jpeg", width, height, orientation, captured, known)


def _webp_header(data: bytes) -> PictureHeader:
    """RFC 9649: simple lossy (VP8), lossless (VP8L) and extended (VP8X) files."""
    if len(data) < 30 or int.from_bytes(data[4:8], "little") + 8 > len(data):
        raise PoisonImage("webp: truncated")
    kind = data[12:16]
    if kind == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        height = 1 + int.from_bytes(data[27:30], "little")
    elif kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        width, height = 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    elif kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width = int.from_bytes(data[26:28], "little") & 0x3FFF
        height = int.from_bytes(data[28:30], "little") & 0x3FFF
    else:
        raise PoisonImage("webp: no picture header")
    return PictureHeader("webp", width, height)


def _bmp_header(data: bytes) -> PictureHeader:
    """Uncompressed Windows bitmaps of 1 to 32 bits a pixel."""
    if len(data) < 54:
        raise PoisonImage("bmp: truncated")
    start, size = int.from_bytes(data[10:14], "little"), int.from_bytes(data[14:18], "little")
    if size < 40:
        raise PoisonImage("bmp: header of an unknown kind")
    width = int.from_bytes(data[18:22], "little", signed=True)
    height = abs(int.from_bytes(data[22:26], "little", signed=True))
    depth, compression = int.from_bytes(data[28:30], "little"), int.from_bytes(data[30:34], "little")
    if width < 1 or height < 1 or depth not in {1, 4, 8, 16, 24, 32} or compression not in {0, 3}:
        raise PoisonImage("bmp: header values that are not supported")
    if start + ((width * depth + 31) // 32) * 4 * height > len(data):
        raise PoisonImage("bmp: truncated")
    return PictureHeader("bmp", width, height)


def _refuse_filled(pixels: NDArray[np.uint8], jpeg: Jpeg, data: bytes) -> None:
    """Refuse a picture whose end is what libjpeg fills in when data run out (mid grey), if data did run out."""
    if pixels[-1, -1, 0] != _FILL_GREY:
        return  # nearly all, at the cost of one look
    # Only the right half of the last unit's last row: further in, colour is interpolated with the rows above.
    wide, _ = jpeg.unit
    left = (jpeg.width - 1) // wide * wide
    left = (left + jpeg.width) // 2
    if not bool(np.all(pixels[-1, left:] == _FILL_GREY)):
        return
    if jpeg.scan[1] - jpeg.scan[0] > _COUNTABLE_SCAN_BYTES:
        short = bool(np.all(pixels[-1, -max(wide, jpeg.width // 4) :] == _FILL_GREY))
    else:
        counted = coded_units(jpeg, data)
        short = counted is not None and counted < jpeg.units
    if short:
        raise PoisonImage("jpeg: truncated: the data end before the last row of the picture")


def _upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    """Apply an EXIF orientation (EXIF 2.32, tag 0x0112)."""
    if orientation == 1:
        return pixels
    turned = pixels.transpose(1, 0, 2) if orientation >= 5 else pixels
    if orientation in {2, 3, 6, 7}:
        turned = turned[:, ::-1]
    if orientation in {3, 4, 7, 8}:
        turned = turned[::-1]
    return np.ascontiguousarray(turned)
