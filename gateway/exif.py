"""Stamp a JPEG with the moment of its capture, as cameras do, without touching its pixels.

The stamp is an EXIF segment (CIPA DC-008) of fixed size put right after the start marker. It carries
``DateTimeOriginal`` with milliseconds and offset, and an ``ImageUniqueID``, so that two frames with the same pixels
are still two different files.
"""

from __future__ import annotations

import struct
import time

__all__ = ["stamp"]

_SOI = b"\xff\xd8"
_ASCII, _LONG = 2, 4
_EXIF_IFD = 0x8769
_DATE_TIME_ORIGINAL, _OFFSET_ORIGINAL, _SUBSEC_ORIGINAL, _UNIQUE_ID = 0x9003, 0x9011, 0x9291, 0xA420


def _template() -> tuple[bytes, bytes]:
    """Return the segment's bytes before and after the date text; what varies is filled in by `stamp`.

    Layout (offsets from the TIFF header): 0 header, 8 first directory with one entry, 26 EXIF directory with
    four entries, 80 date (20 bytes), 100 offset (7 and a pad byte), 108 unique id (33).
    """
    tiff = struct.pack("<2sHI", b"II", 42, 8)
    tiff += struct.pack("<HHHIII", 1, _EXIF_IFD, _LONG, 1, 26, 0)
    tiff += struct.pack("<H", 4)
    tiff += struct.pack("<HHII", _DATE_TIME_ORIGINAL, _ASCII, 20, 80)
    tiff += struct.pack("<HHII", _OFFSET_ORIGINAL, _ASCII, 7, 100)
    tiff += struct.pack("<HHI", _SUBSEC_ORIGINAL, _ASCII, 4)  # its value, four bytes, is stored in place
    tail = struct.pack("<HHII", _UNIQUE_ID, _ASCII, 33, 108)
    tail += struct.pack("<I", 0)
    head = b"Exif\0\0" + tiff
    size = 2 + 6 + 108 + 33
    return b"\xff\xe1" + struct.pack(">H", size) + head, tail


_HEAD, _TAIL = _template()


def stamp(jpeg: bytes, captured_ms: int, unique: int) -> bytes:
    """Return *jpeg* with an EXIF capture time and id.

    Args:
        jpeg: a JPEG file without an EXIF segment.
        captured_ms: Unix milliseconds.
        unique: 0 ≤ unique < 2**128.

    """
    seconds, millis = divmod(captured_ms, 1000)
    date = time.strftime("%Y:%m:%d %H:%M:%S", time.gmtime(seconds)).encode()
    segment = b"".join(
        (_HEAD, b"%03d\0" % millis, _TAIL, date, b"\0", b"+00:00\0\0", b"%032x\0" % unique),
    )
    return b"".join((_SOI, segment, jpeg[2:]))
