"""Writing files whole or not at all, with the mode they are to have from their first byte on."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

__all__ = ["PUBLIC", "SECRET", "write_file"]

SECRET = 0o600
PUBLIC = 0o644


def write_file(path: Path, content: str | bytes, mode: int) -> None:
    """Put *content* at *path* with *mode*: written beside it, synced, then renamed over it.

    A file that is there already keeps its owner and group where the caller may set them.
    """
    data = content.encode() if isinstance(content, str) else content
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            os.fchmod(file.fileno(), mode)
            with contextlib.suppress(FileNotFoundError, PermissionError):
                old = path.stat()
                os.fchown(file.fileno(), old.st_uid, old.st_gid)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
