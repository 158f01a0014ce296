"""Opening the journal's file: schema, integrity, the frame key; and setting a damaged file aside."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable
from hashlib import sha256 as _sha256
from pathlib import Path

from gateway.journal.frame_cipher import FrameCipher, FrameKeyError
from gateway.journal.schema import connect, migrate

__all__ = [
    "KEY_CHANGING",
    "agree_on_key",
    "forget_key",
    "names_picture",
    "noted_key",
    "open_journal",
    "set_aside",
    "was_set_aside",
]

_PROBE = b"ciro frame key check v1"
_PROBE_SHA256 = _sha256(_PROBE).digest()
_PROBE_KEY = "frame_key_check"
KEY_CHANGING = "frame_key_changing"
_ALIVE_EVERY = 200_000  # steps of SQLite's machine between two signs of life, some milliseconds


def open_journal(
    path: Path, cipher: FrameCipher | None, *, check: bool, alive: Callable[[], bool]
) -> sqlite3.Connection:
    """Open the journal *path* for writing, made or migrated where needed.

    Args:
        path: ``journal.db``.
        cipher: what pictures are sealed with; None: they are not.
        check: run SQLite's ``quick_check``, which reads the whole file.
        alive: called now and then while SQLite works; returning True interrupts it.

    Raises:
        sqlite3.DatabaseError: it can't be opened, or is damaged (``SQLITE_CORRUPT``).
        SchemaError: it is newer than this software.
        FrameKeyError: pictures were sealed with another key, or the key is absent.

    """
    connection = connect(path)
    try:
        connection.set_progress_handler(alive, _ALIVE_EVERY)
        migrate(connection)
        agree_on_key(connection, cipher)
        if check:
            _check(connection)
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        error = sqlite3.DatabaseError(f"quick_check: {verdict}")
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error


def agree_on_key(connection: sqlite3.Connection, cipher: FrameCipher | None, *, unfinished: bool = False) -> None:
    """Hold the key against the one that pictures were sealed with before; the first key is noted.

    What is noted is a constant text sealed with the key, never the key. *unfinished*: a change of the key that was
    interrupted is no hindrance.

    Raises:
        FrameKeyError: it is another key, or the key is absent although pictures were sealed.

    """
    changing = connection.execute("SELECT 1 FROM meta WHERE key = ?", (KEY_CHANGING,)).fetchone()
    if changing is not None and not unfinished:
        raise FrameKeyError(
            "a change of the frame key was interrupted: finish it with the same ciro privacy key change"
        )
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_PROBE_KEY,)).fetchone()
    if cipher is None:
        if row is not None:
            raise FrameKeyError(
                "pictures of this journal are encrypted, and no key is configured: writing others in the clear beside "
                "them would go unnoticed"
            )
        return
    if row is None:
        connection.execute("INSERT INTO meta VALUES (?, ?)", (_PROBE_KEY, cipher.seal(_PROBE_SHA256, _PROBE)))
        return
    try:
        cipher.open(_PROBE_SHA256, bytes(row[0]))
    except FrameKeyError:
        raise FrameKeyError(
            "the configured frame key is not the one that this journal's pictures are sealed with"
        ) from None


def noted_key(connection: sqlite3.Connection) -> bool:
    """Whether pictures of this journal are sealed with a key."""
    return connection.execute("SELECT 1 FROM meta WHERE key = ?", (_PROBE_KEY,)).fetchone() is not None


def forget_key(connection: sqlite3.Connection) -> None:
    """Forget the key that was noted: every picture was sealed anew, or opened."""
    connection.execute("DELETE FROM meta WHERE key IN (?, ?)", (_PROBE_KEY, KEY_CHANGING))


def names_picture(connection: sqlite3.Connection, sha256: bytes) -> bool:
    """Whether a row names the picture's file: a frame that is kept, or a quarantined input not kept in its row."""
    return (
        connection.execute("SELECT 1 FROM frame WHERE sha256 = ? AND held = 1 LIMIT 1", (sha256,)).fetchone()
        or connection.execute(
            "SELECT 1 FROM quarantine WHERE sha256 = ? AND payload IS NULL LIMIT 1", (sha256,)
        ).fetchone()
    ) is not None


def set_aside(path: Path, now_us: int) -> Path:
    """Move the damaged journal *path* out of the way, with its write-ahead log; return where it is now.

    Raises:
        OSError: it can't be moved.

    """
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now_us / 1e6))
    target, number = path.with_name(f"{path.name}.corrupt-{stamp}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.corrupt-{stamp}-{number}")
    for suffix in ("-wal", "-shm"):
        side = path.with_name(path.name + suffix)
        if side.exists():
            side.rename(target.with_name(target.name + suffix))
    path.rename(target)
    return target


def was_set_aside(path: Path) -> bool:
    """Whether a damaged journal lies beside *path*: pictures that only it names are kept."""
    return any(path.parent.glob(f"{path.name}.corrupt-*"))
