"""Pictures on disk: content-addressed files, made durable in groups through a write-ahead frame log.

A picture is durable once its entry in the frame log is synced: one ``fdatasync`` a group, not one a picture. A
filing thread then writes the file ``frames/ab/cdef…`` without haste. A log segment is removed only after every file
that it holds was written and the file system synced; what a power cut leaves is replayed from the segments when the
store opens. On a disk that has hardly any room, the log gives the room of each picture back once it is a file, so that
filing never needs more room than one picture takes.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import logging
import os
import queue
import threading
from collections.abc import Callable, Sequence
from functools import partial
from io import FileIO
from pathlib import Path

from gateway.journal.frame_cipher import MAGIC, OVERHEAD, FrameCipher, FrameKeyError
from gateway.journal.frame_log import Segment, entries, segments, sync_directory

__all__ = ["FrameMissingError", "FrameStore"]

_log = logging.getLogger(__name__)
_MOST_PENDING_BYTES = 96 * 2**20
_SPARE_BYTES = 4 * 2**20  # filing leaves as much to the writer, which needs it for rows before it is out of trouble
_RETURN_BYTES = 2**20  # of the log at once, while there is room for it: each time the file system is synced
_FULL = {errno.ENOSPC, errno.EDQUOT}


class FrameMissingError(FileNotFoundError):
    """The picture is not kept (any more)."""


class FrameStore:
    """Keeps pictures by their SHA-256. Thread-safe, but that `delete` and `checkpoint` belong to the writer."""

    def __init__(self, frames: Path, log: Path, *, log_bytes: int, cipher: FrameCipher | None = None) -> None:
        self._frames, self._log_dir, self._log_bytes, self._cipher = frames, log, log_bytes, cipher
        self._directory = str(frames)
        self._pending: dict[bytes, bytes] = {}  # durable in the log, not yet a file
        self._pending_bytes = 0
        self._room = threading.Condition()
        self._segment: Segment | None = None
        self._begun: set[Segment] = set()  # and not removed yet
        self._next_segment = 1
        self._tasks: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._filer: threading.Thread | None = None
        self._retry = threading.Event()
        self._appending = threading.Lock()  # held while the log is written, synced or rotated
        self._writing = threading.Lock()  # held while a file is written or removed
        self.filing_error: Exception | None = None
        self.files = self.bytes = 0  # written less removed since the start, for the accounts of retention

    @property
    def encrypts(self) -> bool:
        """Whether pictures are sealed before they reach the disk."""
        return self._cipher is not None

    def open(self, known: Callable[[bytes], bool]) -> int:
        """Replay what a crash left in the log; return how many pictures were restored.

        Pictures that no record names (*known* is false) were never acknowledged: they are not restored, and what
        the crash left half written of their files is removed, so that it is never taken for the picture.
        """
        self._frames.mkdir(parents=True, exist_ok=True)
        self._log_dir.mkdir(parents=True, exist_ok=True)
        restored = 0
        for path in segments(self._log_dir):
            restored += self._replay(Segment(path, fresh=False), known)
            self._next_segment = int(path.stem) + 1
        self._filer = threading.Thread(target=self._work, name="frame-filer", daemon=True)
        self._filer.start()
        return restored

    def _replay(self, segment: Segment, known: Callable[[bytes], bool]) -> int:
        restored = 0
        try:
            for sha256, stored, end in entries(segment.path):
                if not _holds(self.path(sha256), stored):
                    if known(sha256):
                        self._file_from(segment, len(stored), partial(self._write_file, sha256, stored))
                        restored += 1
                    else:
                        self.path(sha256).unlink(missing_ok=True)
                segment.filed = end
            self._retire(segment)
        finally:
            segment.close()
        return restored

    def append(self, frames: Sequence[tuple[bytes, bytes]]) -> None:
        """Make pictures durable: pairs of SHA-256 and bytes. On return they are synced.

        Raises:
            OSError: the disk is full, read-only or broken; nothing was promised.

        """
        with self._appending:
            self._append(frames)

    def _append(self, frames: Sequence[tuple[bytes, bytes]]) -> None:
        fresh: dict[bytes, bytes] = {}
        for sha256, image in frames:
            if sha256 not in self._pending and sha256 not in fresh and not self._has_file(sha256, len(image)):
                fresh[sha256] = self._cipher.seal(sha256, image) if self._cipher else image
        if not fresh:
            return
        self._wait_for_room()
        segment = self._segment or self._start_segment()
        size = segment.size
        try:
            ends = [segment.append(sha256, stored) for sha256, stored in fresh.items()]
            segment.sync()
        except OSError:
            self._cut_back(segment, size)
            raise
        with self._room:
            self._pending.update(fresh)
            self._pending_bytes += sum(map(len, fresh.values()))
        for sha256, end in zip(fresh, ends, strict=True):
            self._tasks.put(partial(self._file, sha256, segment, end))
        if segment.size >= self._log_bytes:
            self._rotate()

    def read(self, sha256: bytes) -> bytes:
        """Return the picture's bytes as the camera sent them.

        Raises:
            FrameMissingError: it was erased or given up by retention.
            OSError: the file can't be read.
            FrameKeyError: it is encrypted and the key is absent or another one.

        """
        stored = self.read_stored(sha256)
        if not stored.startswith(MAGIC):
            return stored
        if self._cipher is None:
            raise FrameKeyError(f"picture {sha256.hex()} is encrypted: set [privacy] frame_key_file")
        return self._cipher.open(sha256, stored)

    def read_stored(self, sha256: bytes) -> bytes:
        """Return the picture as it lies on disk: sealed, where it was sealed. Raises as `read`."""
        stored = self._pending.get(sha256)
        if stored is None:
            try:
                with FileIO(self._file_name(sha256)) as file:
                    stored = file.readall()
            except FileNotFoundError:
                stored = self._find_in_log(sha256)
        return stored

    def path(self, sha256: bytes) -> Path:
        """Return where the picture's file is, or would be."""
        return Path(self._file_name(sha256))

    def _file_name(self, sha256: bytes) -> str:
        """Return the path as text: joining paths as objects takes longer than opening the file."""
        name = sha256.hex()
        return f"{self._directory}/{name[:2]}/{name[2:]}"

    def delete(self, sha256: bytes) -> int:
        """Remove the picture's file; return the bytes that gave. Call from the writer's thread, after the commit.

        The log may still hold it, until the segment is retired or `checkpoint` is called.
        """
        path = self.path(sha256)
        with self._writing:
            with self._room:
                stored = self._pending.pop(sha256, None)
                if stored is not None:
                    self._pending_bytes -= len(stored)
                    self._room.notify()
            try:
                size = path.stat().st_size
                path.unlink()
            except FileNotFoundError:
                return 0
            self.files -= 1
            self.bytes -= size
        return size

    def log_bytes(self) -> int:
        """Return the bytes of the frame log on disk."""
        total = 0
        for path in self._log_dir.glob("*.log"):
            with contextlib.suppress(FileNotFoundError):
                total += path.stat().st_blocks * 512  # less than its size, once room was given back
        return total

    def checkpoint(self) -> None:
        """Return once every picture is a synced file and no log segment holds one. Call from the writer's thread."""
        with self._appending:
            self._rotate()
        if self._filer is None:
            return
        done = threading.Event()
        self._tasks.put(done.set)
        while not done.wait(0.2):
            self._raise_filing_error()

    def close(self) -> None:
        """Checkpoint and stop the filing thread. With a broken disk the log stays; `open` replays it."""
        if self._filer is None:
            return
        with contextlib.suppress(OSError):
            self.checkpoint()
        self._tasks.put(None)
        self._retry.set()
        self._filer.join()
        self._filer = None  # from here on, what is not filed is read from the log
        self._retry.clear()
        self._tasks = queue.SimpleQueue()
        with self._room:
            self._pending.clear()
            self._pending_bytes = 0
        self._segment = self.filing_error = None
        for segment in self._begun:
            segment.close()
        self._begun.clear()

    def _has_file(self, sha256: bytes, size: int) -> bool:
        """Whether the file is there in full; what has another size is written anew."""
        try:
            found = os.stat(self._file_name(sha256)).st_size  # noqa: PTH116 - see `_file_name`
        except OSError:
            return False
        return found == size + (OVERHEAD if self._cipher else 0)

    def _find_in_log(self, sha256: bytes) -> bytes:
        """Look for a picture that another process has accepted but not filed yet."""
        if self._filer is None:
            for path in segments(self._log_dir):
                with contextlib.suppress(FileNotFoundError):
                    for name, stored, _ in entries(path):
                        if name == sha256:
                            return stored
            with contextlib.suppress(FileNotFoundError):
                return self.path(sha256).read_bytes()  # it was filed while we looked
        raise FrameMissingError(f"picture {sha256.hex()} is not kept any more")

    def _cut_back(self, segment: Segment, size: int) -> None:
        """After a failed write, take the torn tail away: what is left of a full disk must not be filled with it."""
        segment.cut_back(size)
        self._segment = None  # if the tail could not be cut, a replay stops there: nothing may follow it
        self._tasks.put(partial(self._retire, segment))

    def _wait_for_room(self) -> None:
        with self._room:
            while self._pending_bytes > _MOST_PENDING_BYTES:
                self._raise_filing_error()
                self._room.wait(0.5)

    def _raise_filing_error(self) -> None:
        error = self.filing_error
        if isinstance(error, OSError):
            raise OSError(error.errno, f"pictures can't be filed: {error.strerror}", error.filename) from error
        if error is not None:
            raise OSError(f"pictures can't be filed: {error}") from error

    def _start_segment(self) -> Segment:
        self._segment = Segment(self._log_dir / f"{self._next_segment:08d}.log", fresh=True)
        self._next_segment += 1
        self._begun.add(self._segment)
        sync_directory(self._log_dir)
        return self._segment

    def _rotate(self) -> None:
        if self._segment is not None:
            self._tasks.put(partial(self._retire, self._segment))
            self._segment = None

    def _work(self) -> None:
        """Carry out tasks in order; one that meets a full disk is tried again until it succeeds."""
        while (task := self._tasks.get()) is not None:
            while True:
                try:
                    task()
                    self.filing_error = None
                    break
                except Exception as error:  # noqa: BLE001 - the thread must outlive whatever the disk brings
                    if self.filing_error is None:
                        _log.warning("pictures can't be filed, trying again: %s", error)
                    self.filing_error = error
                    if self._retry.wait(1.0):
                        return  # closing: the log keeps what was not filed

    def _file(self, sha256: bytes, segment: Segment, end: int) -> None:
        if (stored := self._pending.get(sha256)) is not None:
            self._file_from(segment, len(stored), partial(self._file_pending, sha256))
        segment.filed = end

    def _file_pending(self, sha256: bytes) -> None:
        with self._writing:
            stored = self._pending.get(sha256)
            if stored is None:
                return  # removed meanwhile
            self._write_file(sha256, stored)
            with self._room:
                del self._pending[sha256]
                self._pending_bytes -= len(stored)
                self._room.notify()

    def _file_from(self, segment: Segment, size: int, write: Callable[[], None]) -> None:
        """Write the file of a picture of *segment*; where room is short, the room of those before it is given back."""
        if segment.returnable() >= _RETURN_BYTES and _free_bytes(self._frames) < size + _SPARE_BYTES:
            self._give_back(segment)
        try:
            write()
        except OSError as error:
            if error.errno not in _FULL or not segment.returnable() or not self._give_back(segment):
                raise
            write()

    def _give_back(self, segment: Segment) -> bool:
        """Take what is a file by now out of the log; return whether that made room."""
        _sync_file_system(self._frames)
        return segment.give_back()

    def _write_file(self, sha256: bytes, stored: bytes) -> None:
        """Write the file under a name that is the picture's only when it is whole: others may read or link it."""
        name, part = self._file_name(sha256), f"{self._directory}/filing"
        fd = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        try:
            _write_all(fd, stored)
        except OSError:
            Path(part).unlink(missing_ok=True)  # on a full disk it must not take what is left
            raise
        finally:
            os.close(fd)
        try:
            os.replace(part, name)  # noqa: PTH105 - see `_file_name`
        except FileNotFoundError:
            Path(name).parent.mkdir(exist_ok=True)
            Path(part).replace(name)
        self.files += 1
        self.bytes += len(stored)

    def _retire(self, segment: Segment) -> None:
        _sync_file_system(self._frames)
        segment.remove()
        self._begun.discard(segment)


def _holds(path: Path, stored: bytes) -> bool:
    try:
        return path.read_bytes() == stored
    except OSError:
        return False


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _free_bytes(path: Path) -> int:
    state = os.statvfs(path)
    return state.f_bavail * state.f_frsize


def _sync_file_system(path: Path) -> None:
    """Write everything of the file system that holds *path* to the disk (syncfs(2), which Python does not wrap)."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        if ctypes.CDLL(None, use_errno=True).syncfs(fd) != 0:
            code = ctypes.get_errno()
            raise OSError(code, f"syncfs: {os.strerror(code)}", str(path))
    finally:
        os.close(fd)
