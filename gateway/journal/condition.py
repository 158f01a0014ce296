"""What stands in the journal's way, said so that an engineer can act: full, read-only, broken or corrupt storage."""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gateway.journal.frame_cipher import FrameKeyError
from gateway.journal.schema import SchemaError

__all__ = ["WORKING", "Condition", "Trouble", "classify", "refine"]


class Trouble(StrEnum):
    """Kinds of trouble with storage."""

    NONE = "none"
    OPENING = "opening"
    FULL = "full"
    READ_ONLY = "read_only"
    INPUT_OUTPUT = "input_output"
    CORRUPT = "corrupt"
    LOCKED = "locked"
    NEWER = "newer"
    KEY = "key"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Condition:
    """The trouble, why, and the remedy. While there is trouble nothing is acknowledged, so nothing is lost."""

    trouble: Trouble
    reason: str = ""
    remedy: str = ""


WORKING = Condition(Trouble.NONE)

_HARDLY_ANY_BYTES = 65_536

_REMEDIES = {
    Trouble.FULL: "free space on the file system of the state directory, or lower [journal.retention] max_bytes; "
    "messages wait at the broker meanwhile",
    Trouble.READ_ONLY: "the file system became read-only: look at the kernel's log (dmesg) and check the disk",
    Trouble.INPUT_OUTPUT: "the disk reports errors: look at the kernel's log (dmesg) and replace the disk",
    Trouble.CORRUPT: "the damaged file was set aside next to the journal and a new one begun; keep it for recovery",
    Trouble.LOCKED: "another program holds the journal: is a second gateway using the same state directory?",
    Trouble.NEWER: "run the newer version again, or move the journal away to start a new one",
    Trouble.KEY: "put the key back that [privacy] frame_key_file named before; to change it or to end encryption on "
    "purpose: ciro privacy key; messages wait at the broker meanwhile",
    Trouble.OTHER: "read the log; the gateway tries again every second",
}

_PRIMARY = {
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READ_ONLY,
    sqlite3.SQLITE_IOERR: Trouble.INPUT_OUTPUT,
    sqlite3.SQLITE_CORRUPT: Trouble.CORRUPT,
    sqlite3.SQLITE_NOTADB: Trouble.CORRUPT,
    sqlite3.SQLITE_BUSY: Trouble.LOCKED,
    sqlite3.SQLITE_LOCKED: Trouble.LOCKED,
}

_ERRNO = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EFBIG: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
    errno.EIO: Trouble.INPUT_OUTPUT,
}


def refine(condition: Condition, directory: Path) -> Condition:
    """Look at the file system of *directory* when an error alone does not say what is wrong with it.

    SQLite reports a shared-memory file that can't grow as an input/output error, and any file that can't be opened
    alike: a full or a read-only file system is told apart here.
    """
    if condition.trouble not in {Trouble.INPUT_OUTPUT, Trouble.READ_ONLY}:
        return condition
    with contextlib.suppress(OSError):
        state = os.statvfs(directory)
        if state.f_flag & os.ST_RDONLY:
            return Condition(Trouble.READ_ONLY, condition.reason, _REMEDIES[Trouble.READ_ONLY])
        if state.f_bavail * state.f_frsize < _HARDLY_ANY_BYTES or (state.f_files and not state.f_favail):
            return Condition(Trouble.FULL, condition.reason, _REMEDIES[Trouble.FULL])
    return condition


def classify(error: BaseException) -> Condition:
    """Return the condition that an error of SQLite or of the operating system stands for."""
    trouble = Trouble.OTHER
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None:
            trouble = _PRIMARY.get(code & 0xFF, Trouble.OTHER)
    elif isinstance(error, OSError) and error.errno is not None:
        trouble = _ERRNO.get(error.errno, Trouble.OTHER)
    elif isinstance(error, SchemaError):
        trouble = Trouble.NEWER
    elif isinstance(error, FrameKeyError):
        trouble = Trouble.KEY
    return Condition(trouble, f"{type(error).__name__}: {error}", _REMEDIES[trouble])
