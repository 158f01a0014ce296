"""A file given up when the disk is full, so that what makes room can itself be written."""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

__all__ = ["Reserve"]


class Reserve:
    """Holds *size* bytes of the file system in the file *path*."""

    def __init__(self, path: Path, size: int) -> None:
        self._path, self._size = path, size

    def fill(self, margin: int = 10) -> None:
        """Hold the bytes, if there is *margin* times as much room. Without, or on any error, it is left for later."""
        with contextlib.suppress(OSError):
            if self._size == 0 or (self._path.exists() and self._path.stat().st_size >= self._size):
                return
            if shutil.disk_usage(self._path.parent).free < margin * self._size:
                return
            fd = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.posix_fallocate(fd, 0, self._size)
            finally:
                os.close(fd)

    def release(self) -> None:
        """Give the bytes up; never raises."""
        with contextlib.suppress(OSError):
            self._path.unlink()
