"""One writer a state directory: a lock that the operating system gives back when its holder ends, however it ends."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from pathlib import Path

__all__ = ["StateLock"]


class StateLock:
    """The lock of a state directory. A gateway holds it while it runs; offline commands hold it while they write."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._fd: int | None = None

    def acquire(self) -> None:
        """Take the lock; nothing happens when this object holds it already.

        Raises:
            sqlite3.OperationalError: another process holds it (``SQLITE_BUSY``).
            OSError: the lock's file can't be opened.

        """
        if self._fd is not None:
            return
        fd = os.open(self._directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if os.geteuid() == 0:  # what root makes here, the gateway's own user must be able to open
                owner = self._directory.stat()
                os.fchown(fd, owner.st_uid, owner.st_gid)
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(fd)
            error = sqlite3.OperationalError(f"{self._directory} is in use by another gateway")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error from None
        except OSError:
            os.close(fd)
            raise
        self._fd = fd

    def release(self) -> None:
        """Give the lock back."""
        fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def is_held(self) -> bool:
        """Whether any process, this one included, holds the lock of the directory now."""
        if self._fd is not None:
            return True
        try:
            self.acquire()
        except sqlite3.OperationalError:
            return True
        except OSError:
            return False
        self.release()
        return False
