"""Walk a PNG's chunks: size, checksums, and whether the pixel data are all there.

Layout of the format: W3C, Portable Network Graphics (Third Edition), sections 5, 7, 8 and 10.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

__all__ = ["PngError", "PngHeader", "check_png", "read_png_header"]

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


class PngError(ValueError):
    """The bytes are no complete PNG."""


@dataclass(frozen=True, slots=True)
class PngHeader:
    """The IHDR chunk."""

    width: int
    height: int
    depth: int
    colour: int
    interlaced: bool

    def raw_bytes(self) -> int:
        """Length of the inflated pixel data: one filter byte a row, each row padded to a byte, pass by pass."""
        bits = self.depth * _CHANNELS[self.colour]
        passes = _ADAM7 if self.interlaced else ((0, 0, 1, 1),)
        total = 0
        for x0, y0, dx, dy in passes:
            wide, high = -(-(self.width - x0) // dx), -(-(self.height - y0) // dy)
            if wide > 0 and high > 0:
                total += high * (1 + (wide * bits + 7) // 8)
        return total


def read_png_header(data: bytes) -> PngHeader:
    """Read the IHDR chunk; raises `PngError` when it is cut short or out of range."""
    if len(data) < 33 or data[8:16] != b"\0\0\0\x0dIHDR":
        raise PngError("truncated: the IHDR chunk is missing or cut short")
    if zlib.crc32(data[12:29]) != int.from_bytes(data[29:33]):
        raise PngError("damaged: checksum of chunk IHDR")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    depth, colour, compression, filtering, interlace = data[24:29]
    if not (0 < width < 2**31 and 0 < height < 2**31):
        raise PngError(f"size {width}×{height}")
    if depth not in _DEPTHS.get(colour, ()) or compression or filtering or interlace > 1:
        raise PngError("header values that no PNG has")
    return PngHeader(width, height, depth, colour, bool(interlace))


def check_png(data: bytes, header: PngHeader) -> None:
    """Check every chunk's checksum, the end chunk, and the amount of pixel data.

    Raises:
        PngError: what is missing or damaged.

    """
    at = 8
    inflate = zlib.decompressobj()
    wanted = header.raw_bytes()
    held = 0
    while True:
        if at + 12 > len(data):
            raise PngError("truncated: the end chunk is missing")
        length = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        end = at + 12 + length
        if end > len(data):
            raise PngError(f"truncated: chunk {kind!r} is cut short")
        if zlib.crc32(memoryview(data)[at + 4 : end - 4]) != int.from_bytes(data[end - 4 : end]):
            raise PngError(f"damaged: checksum of chunk {kind!r}")
        if kind == b"IEND":
            break
        if kind == b"IDAT" and held < wanted:
            pending = data[at + 8 : end - 4]
            try:
                while pending and held < wanted:
                    held += len(inflate.decompress(pending, min(1 << 20, wanted - held)))
                    pending = inflate.unconsumed_tail
            except zlib.error as error:
                raise PngError(f"damaged pixel data: {error}") from error
        at = end
    if held < wanted:
        raise PngError(f"truncated: {held} of {wanted} bytes of pixel data")
