"""The key that pictures are sealed with: made, held against the pictures, changed, given up."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway.config import JournalSettings
from gateway.journal import FrameCipher, FrameKeyError, Journal, StateLock, connect_read_only
from gateway.journal.frame_cipher import MAGIC
from gateway.journal.opening import KEY_CHANGING, agree_on_key, forget_key, noted_key
from gateway.journal.schema import connect

__all__ = ["KeyReport", "change_key", "check_key", "write_key"]

OPEN_S = 600.0


@dataclass(frozen=True, slots=True)
class KeyReport:
    """How the key and the pictures stand.

    Attributes:
        noted: whether pictures of this journal are sealed.
        fits: whether the given key (or its absence) is right for them.
        reason: why not; empty when it fits.
        sealed, plain: pictures on disk, if they were counted.

    """

    noted: bool
    fits: bool
    reason: str
    sealed: int
    plain: int


def write_key(path: Path) -> None:
    """Make a new key in the file *path*, readable by its owner alone.

    Raises:
        FileExistsError: there is such a file; a key is never overwritten.
        OSError: it can't be written.

    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(fd, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")


def check_key(state: Path, cipher: FrameCipher | None, *, count: bool = True) -> KeyReport:
    """Hold the key against the journal in *state*, which may be in use; *count*: sealed and plain pictures too.

    Raises:
        FileNotFoundError: there is no journal.

    """
    with contextlib.closing(connect_read_only(state / "journal.db")) as db:
        noted, reason = noted_key(db), ""
        if noted or cipher is None:
            try:
                agree_on_key(db, cipher)
            except FrameKeyError as error:
                reason = str(error)
    sealed = plain = 0
    for path in _pictures(state) if count else ():
        with contextlib.suppress(OSError), path.open("rb") as file:
            is_sealed = file.read(len(MAGIC)) == MAGIC
            sealed, plain = sealed + is_sealed, plain + (not is_sealed)
    return KeyReport(noted, not reason, reason, sealed, plain)


def change_key(
    state: Path,
    old: FrameCipher | None,
    new: FrameCipher | None,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Seal every picture of *state* with *new* (None: open them all); return how many were written anew.

    The gateway must not run. If it is interrupted, no gateway starts on the mixture until it was called again with
    the same keys. Refused inputs that lie in the journal's own rows stay as they are.

    Raises:
        FileNotFoundError: there is no journal.
        sqlite3.OperationalError: a gateway holds the state directory.
        FrameKeyError: *old* is not the key of the pictures.
        OSError: the disk is full or broken.

    """
    with contextlib.closing(connect_read_only(state / "journal.db")) as db:
        if old is not None and not noted_key(db):
            raise FrameKeyError("the pictures of this journal are not sealed: name no old key")
        changing = db.execute("SELECT 1 FROM meta WHERE key = ?", (KEY_CHANGING,)).fetchone() is not None
        agree_on_key(db, old, unfinished=True)
    lock = StateLock(state)
    lock.acquire()
    if not changing:
        lock.release()
        _file_everything(state, old)
        lock.acquire()
    try:
        with contextlib.closing(connect(state / "journal.db")) as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, X'01')", (KEY_CHANGING,))
            written = 0
            for path in _pictures(state):
                written += _seal_anew(path, old, new)
                if written % 256 == 0:
                    progress(written)
            os.sync()
            db.execute("BEGIN IMMEDIATE")
            forget_key(db)
            agree_on_key(db, new)
            db.execute("COMMIT")
            return written
    finally:
        lock.release()


def _file_everything(state: Path, old: FrameCipher | None) -> None:
    """Let a journal carry the frame log over into files, so that no picture is left there under the old key."""
    journal = Journal(state, JournalSettings(reserve_bytes=0), lambda _: None, cipher=old)
    journal.start()
    opened = journal.wait_until_open(OPEN_S)
    condition = journal.condition
    journal.close()
    if not opened:
        raise OSError(f"the journal could not be opened: {condition.reason}; {condition.remedy}")
    if any((state / "framelog").glob("*.log")):
        raise OSError("the frame log could not be carried over into files: see the disk")


def _seal_anew(path: Path, old: FrameCipher | None, new: FrameCipher | None) -> bool:
    sha256, stored = bytes.fromhex(path.parent.name + path.name), path.read_bytes()
    content = stored
    if stored.startswith(MAGIC):
        if new is not None:
            with contextlib.suppress(FrameKeyError):
                new.open(sha256, stored)
                return False
        if old is None:
            raise FrameKeyError(f"picture {sha256.hex()} is sealed: name the old key")
        content = old.open(sha256, stored)
    elif new is None:
        return False
    part = path.parent.parent / "filing"
    part.touch(0o600)
    part.write_bytes(new.seal(sha256, content) if new is not None else content)
    part.replace(path)
    return True


def _pictures(state: Path) -> Iterator[Path]:
    for folder in sorted((state / "frames").glob("??")):
        for path in sorted(folder.iterdir()):
            if len(path.name) == 62:
                yield path
