"""The write-ahead log of pictures: segments of checksummed entries, synced in groups and read again after a crash.

A segment holds the pictures of at least one group, and each is to become a file beside it: a disk without room for
both would never see the last file, and the segment never go. So a segment can give the room of its first entries back
while it still holds the others: they become a hole in the file, and the file begins for its readers behind the hole.

Entry, integers big-endian: ``"CFLG" | length u32 | crc32 u32 | SHA-256 of the picture (32) | stored bytes``.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import zlib
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from struct import Struct
from typing import NamedTuple

__all__ = ["Entry", "Segment", "entries", "segments", "sync_directory"]

_log = logging.getLogger(__name__)
_ENTRY = Struct(">4sII32s")
_MARK = b"CFLG"
_KEEP_SIZE, _PUNCH_HOLE = 0x01, 0x02  # modes of fallocate(2)
_BLOCK = 65_536

_libc = ctypes.CDLL(None, use_errno=True)
_fallocate = getattr(_libc, "fallocate64", None) or _libc.fallocate  # the first where off_t has 32 bits otherwise
_fallocate.argtypes = [ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64]


class Entry(NamedTuple):
    """A picture in a segment: its SHA-256, its bytes as stored, and where it ends in the file."""

    sha256: bytes
    stored: bytes
    end: int


class Segment:
    """One file of the log. One thread appends; the thread that files pictures gives back and removes.

    Attributes:
        path: the file.
        size: where the last appended entry ends.
        filed: so far from the start all pictures are files, or are not kept any more; set by who files them.

    """

    def __init__(self, path: Path, *, fresh: bool) -> None:
        self.path, self.size, self.filed = path, 0, 0
        self._given_back, self._can_have_holes = 0, True
        flags = os.O_CREAT | os.O_EXCL if fresh else 0
        self._fd: int | None = os.open(path, os.O_WRONLY | os.O_CLOEXEC | flags, 0o600)

    def append(self, sha256: bytes, stored: bytes) -> int:
        """Write an entry behind the last; return where it ends. It is not synced."""
        assert self._fd is not None
        header = _ENTRY.pack(_MARK, len(stored), zlib.crc32(stored), sha256)
        view = memoryview(header + stored)
        while view:
            view = view[os.write(self._fd, view) :]
        self.size += len(header) + len(stored)
        return self.size

    def sync(self) -> None:
        """Return once everything appended is on the disk."""
        assert self._fd is not None
        os.fdatasync(self._fd)

    def cut_back(self, size: int) -> None:
        """After a failed append, take what is behind *size* away, as far as the disk allows. Never raises."""
        assert self._fd is not None
        with contextlib.suppress(OSError):
            os.ftruncate(self._fd, size)
        self.size = size

    def returnable(self) -> int:
        """Return the bytes of pictures that became files since room was given back last; 0 where that can't be."""
        return self.filed - self._given_back if self._can_have_holes else 0

    def give_back(self) -> bool:
        """Give the room of what is filed back to the file system; return whether it allows that.

        The files must be synced before: the log no longer has these pictures.
        """
        assert self._fd is not None
        end = self.filed
        if _fallocate(self._fd, _KEEP_SIZE | _PUNCH_HOLE, 0, end) != 0:
            _log.debug("%s can't give room back: %s", self.path.name, os.strerror(ctypes.get_errno()))
            self._can_have_holes = False
            return False
        self._given_back = end
        return True

    def close(self) -> None:
        """Close the file; it stays."""
        fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def remove(self) -> None:
        """Close and remove the file. The files of its pictures must be synced before."""
        self.close()
        self.path.unlink(missing_ok=True)


def segments(directory: Path) -> list[Path]:
    """Return the files of the log in *directory*, oldest first."""
    return sorted(path for path in directory.glob("*.log") if path.stem.isdecimal())


def entries(path: Path) -> Iterator[Entry]:
    """Yield what a segment holds, up to the first torn entry, which was never promised.

    Another thread or process may give room back meanwhile: what was read in part then is a file by now.
    """
    with path.open("rb", buffering=0) as log:  # a buffer would not see where `_after_hole` moves
        begin = at = _after_hole(log)
        while True:
            log.seek(at)
            header = log.read(_ENTRY.size)
            if len(header) < _ENTRY.size:
                return
            mark, length, crc, sha256 = _ENTRY.unpack(header)
            stored = log.read(length) if mark == _MARK else b""
            if mark == _MARK and len(stored) == length and zlib.crc32(stored) == crc:
                at += len(header) + length
                yield Entry(sha256, stored, at)
            elif (behind := _after_hole(log)) > max(begin, at):
                begin = at = behind
            else:
                _log.info("%s ends in a torn entry; it was never acknowledged", path.name)
                return


def _after_hole(log: FileIO) -> int:
    """Return where the first entry begins: behind what was given back, which reads as zeros."""
    at = 0
    with contextlib.suppress(OSError):  # there is no data at all, or the file system does not tell
        at = os.lseek(log.fileno(), 0, os.SEEK_DATA)
    log.seek(at)
    while block := log.read(_BLOCK):
        if rest := block.lstrip(b"\0"):
            return at + len(block) - len(rest)
        at += len(block)
    return at


def sync_directory(path: Path) -> None:
    """Return once the names in directory *path* are on the disk."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
