"""Walk a JPEG's markers without decoding: size, EXIF, and whether its data are all there.

libjpeg fills what is missing with grey and only warns, so completeness is decided here. Three things are demanded:
the end marker after the last scan; the restart markers that the size calls for, in order; and, when the picture
ends in the grey that libjpeg fills with, as many coded blocks as the size calls for (`coded_units`). What is not found:
damage inside the data that leaves all of this in place, such as a flipped bit (the format has no checksums), and a
progressive picture whose last scans were cut off and whose end marker was put back (it only lacks detail).
Layout of the format: ITU-T T.81.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

__all__ = ["Jpeg", "JpegError", "coded_units", "read_jpeg"]

_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # neither a stuffed 0xFF, a fill byte nor a restart marker
_RESTART = re.compile(rb"\xff([\xd0-\xd7])")
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})


class JpegError(ValueError):
    """The bytes are no complete JPEG."""


@dataclass(slots=True)
class _Component:
    horizontal: int
    vertical: int
    dc_table: int = 0
    ac_table: int = 0


@dataclass(slots=True)
class Jpeg:
    """What the markers say; *scan* is the entropy-coded data of the only scan of a baseline picture."""

    width: int = 0
    height: int = 0
    sof: int = 0
    exif: bytes | None = None
    restart_interval: int = 0
    scans: int = 0
    scan: tuple[int, int] = (0, 0)
    components: dict[int, _Component] = field(default_factory=dict)
    tables: dict[int, dict[tuple[int, int], int]] = field(default_factory=dict)

    @property
    def unit(self) -> tuple[int, int]:
        """Width and height of a coded unit (MCU) in pixels."""
        across = max((part.horizontal for part in self.components.values()), default=1)
        down = max((part.vertical for part in self.components.values()), default=1)
        return (8, 8) if len(self.components) == 1 else (8 * across, 8 * down)

    @property
    def units(self) -> int:
        """How many coded units the size calls for."""
        wide, high = self.unit
        return -(-self.width // wide) * -(-self.height // high)


def _read_frame(jpeg: Jpeg, marker: int, body: bytes) -> None:
    if jpeg.sof:
        raise JpegError("two frame headers")
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise JpegError("frame header cut short")
    jpeg.sof = marker
    jpeg.height = int.from_bytes(body[1:3])
    jpeg.width = int.from_bytes(body[3:5])
    if not jpeg.width or not jpeg.height:
        raise JpegError(f"size {jpeg.width}×{jpeg.height}")
    for index in range(body[5]):
        number, factors, _ = body[6 + 3 * index : 9 + 3 * index]
        if not 1 <= factors >> 4 <= 4 or not 1 <= factors & 15 <= 4:
            raise JpegError("sampling factors out of range")
        jpeg.components[number] = _Component(factors >> 4, factors & 15)
    if not jpeg.components:
        raise JpegError("no colour component")


def _read_tables(jpeg: Jpeg, body: bytes) -> None:
    """Huffman tables as {(length, code): symbol}, keyed by class·16 + destination."""
    at = 0
    while at + 17 <= len(body):
        key, counts = body[at], body[at + 1 : at + 17]
        symbols = body[at + 17 : at + 17 + sum(counts)]
        at += 17 + sum(counts)
        if len(symbols) < sum(counts):
            raise JpegError("Huffman table cut short")
        jpeg.tables[key] = _huffman_table(counts, symbols)


@lru_cache(maxsize=32)
def _huffman_table(counts: bytes, symbols: bytes) -> dict[tuple[int, int], int]:
    """Return {(length, code): symbol}. Remembered, since a camera sends the same few tables with every picture."""
    table: dict[tuple[int, int], int] = {}
    code = taken = 0
    for length, count in enumerate(counts, start=1):
        for _ in range(count):
            table[length, code] = symbols[taken]
            code, taken = code + 1, taken + 1
        code <<= 1
    return table


def _read_scan_header(jpeg: Jpeg, body: bytes) -> None:
    if not jpeg.sof:
        raise JpegError("scan before the frame header")
    if not body or len(body) < 1 + 2 * body[0]:
        raise JpegError("scan header cut short")
    for index in range(body[0]):
        number, tables = body[1 + 2 * index], body[2 + 2 * index]
        if number in jpeg.components:
            jpeg.components[number].dc_table = tables >> 4
            jpeg.components[number].ac_table = 16 + (tables & 15)
    jpeg.scans += 1


def read_jpeg(data: bytes, *, header_only: bool = False) -> Jpeg:
    """Walk the markers.

    Args:
        data: the whole file.
        header_only: stop at the first scan (size and EXIF are known then).

    Raises:
        JpegError: the structure is broken, or the data end before the end marker.

    """
    jpeg = Jpeg()
    at = 2
    while True:
        if at + 2 > len(data):
            raise JpegError("truncated: the end marker is missing")
        if data[at] != 0xFF:
            raise JpegError(f"no marker at byte {at}")
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        at += 2
        if marker == 0xD9:
            break
        if marker in _STANDALONE:
            continue
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            raise JpegError(f"truncated: segment {marker:#04x} at byte {at - 2} is cut short")
        body = data[at + 2 : at + length]
        at += length
        if marker in _SOF:
            _read_frame(jpeg, marker, body)
        elif marker == 0xC4:
            _read_tables(jpeg, body)
        elif marker == 0xDD and len(body) >= 2:
            jpeg.restart_interval = int.from_bytes(body[:2])
        elif marker == 0xE1 and body.startswith(b"Exif\0\0") and jpeg.exif is None:
            jpeg.exif = body[6:]
        elif marker == 0xDA:
            _read_scan_header(jpeg, body)
            if header_only:
                return jpeg
            end = _SCAN_END.search(data, at)
            if end is None:
                raise JpegError("truncated: the end marker is missing")
            jpeg.scan = (at, end.start())
            at = end.start()
    if not jpeg.scans:
        raise JpegError("no picture data")
    _check_restarts(jpeg, data)
    return jpeg


def _check_restarts(jpeg: Jpeg, data: bytes) -> None:
    """Demand every restart marker of a picture with one scan, counting 0…7 round."""
    if jpeg.scans != 1 or not jpeg.restart_interval:
        return
    found = [match[1][0] - 0xD0 for match in _RESTART.finditer(data, *jpeg.scan)]
    wanted = -(-jpeg.units // jpeg.restart_interval) - 1
    if len(found) < wanted or any(number != index % 8 for index, number in enumerate(found)):
        raise JpegError(f"damaged: {len(found)} restart markers where {wanted} belong, or out of order")


def coded_units(jpeg: Jpeg, data: bytes) -> int | None:
    """Count the units that the data of a baseline or extended Huffman picture hold, up to those wanted.

    Returns:
        The count, or None where it cannot be told (progressive, arithmetic, several scans, standard tables left out).

    """
    if jpeg.sof not in {0xC0, 0xC1} or jpeg.scans != 1:
        return None
    blocks: list[tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]] = []
    for part in jpeg.components.values():
        repeat = 1 if len(jpeg.components) == 1 else part.horizontal * part.vertical
        if part.dc_table not in jpeg.tables or part.ac_table not in jpeg.tables:
            return None
        blocks += [(jpeg.tables[part.dc_table], jpeg.tables[part.ac_table])] * repeat
    start, end = jpeg.scan
    wanted = jpeg.units
    counted = 0
    per_piece = jpeg.restart_interval or wanted
    for piece in re.split(rb"\xff[\xd0-\xd7]", data[start:end]):
        counted += _units_of(piece.replace(b"\xff\x00", b"\xff"), blocks, min(per_piece, wanted - counted))
    return counted


def _units_of(
    piece: bytes, blocks: list[tuple[dict[tuple[int, int], int], dict[tuple[int, int], int]]], wanted: int
) -> int:
    """Huffman-decode *piece*, skipping the coefficients' bits, and count whole units."""
    size = 8 * len(piece)
    at = bits = held = loaded = 0

    def symbol(table: dict[tuple[int, int], int]) -> int:
        nonlocal at, bits, held, loaded
        code = 0
        for length in range(1, 17):
            if not held:
                if loaded >= len(piece):
                    return -1
                bits, held, loaded = piece[loaded], 8, loaded + 1
            held -= 1
            at += 1
            code = (code << 1) | ((bits >> held) & 1)
            found = table.get((length, code))
            if found is not None:
                return found
        return -1

    def skip(count: int) -> None:
        nonlocal at, bits, held, loaded
        at += count
        loaded = (at + 7) // 8
        held = 8 * loaded - at
        bits = piece[loaded - 1] if 0 < loaded <= len(piece) else 0

    for done in range(wanted):
        for dc_table, ac_table in blocks:
            found = symbol(dc_table)
            if found < 0:
                return done
            skip(found)
            position = 1
            while position < 64:
                found = symbol(ac_table)
                if found < 0:
                    return done
                run, bits_more = found >> 4, found & 15
                if bits_more == 0 and run != 15:
                    break
                position += run + 1
                skip(bits_more)
            if at > size:
                return done
    return wanted
