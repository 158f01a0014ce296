"""Copy a journal while it is in use: the rows with ``VACUUM INTO``, then the pictures and proofs that they name.

A backup is a directory of the same layout as the state directory, ``BACKUP/journal.db``, ``BACKUP/frames`` and
``BACKUP/proofs/kept``: it is verified and queried with the same commands, and restored by copying it into an empty
state directory. A later backup into the same directory copies only what is new, and removes pictures and proofs that
the new one no longer names: what was erased here must not stay there.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gateway.journal.frame_store import FrameMissingError, FrameStore
from gateway.journal.schema import connect_read_only, has_table

__all__ = ["BackupReport", "back_up"]

_PART = ".part"


@dataclass(frozen=True, slots=True)
class BackupReport:
    """What a backup holds.

    Attributes:
        directory: where it is.
        last_id, head: the chain's last record and head.
        copied, there, missing, removed: pictures copied now, there before, gone meanwhile, and removed from the backup.
        proofs: that it holds.
        proofs_missing: that the journal names and nobody has any more.

    """

    directory: Path
    last_id: int
    head: bytes
    copied: int = 0
    there: int = 0
    missing: int = 0
    removed: int = 0
    proofs: int = 0
    proofs_missing: int = 0


def back_up(
    state: Path,
    target: Path,
    *,
    pictures: bool = True,
    link: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> BackupReport:
    """Back the journal of *state* up into the directory *target*. The gateway may be running.

    Args:
        state: state directory.
        target: made if it is not there; an earlier backup in it is replaced once the new one is whole.
        pictures: copy pictures too, and proofs, whose public inputs are small pictures. All are copied as they lie on
            disk: sealed pictures stay sealed.
        link: make hard links instead of copies; *target* must be on the same file system.
        progress: called with the pictures done and their number.

    Raises:
        FileNotFoundError: there is no journal in *state*.
        FileExistsError: *target* holds something else than a backup, or is the state directory.
        OSError: the target can't be written.
        sqlite3.Error: the journal can't be read, or the target's disk is full.

    """
    source = state / "journal.db"
    with contextlib.closing(connect_read_only(source)) as db:
        _prepare(state, target)
        part = target / f"journal.db{_PART}"
        part.unlink(missing_ok=True)
        try:
            db.execute("VACUUM INTO ?", (str(part),))
        except sqlite3.Error:
            part.unlink(missing_ok=True)
            raise
    _sync(part)
    with contextlib.closing(connect_read_only(part)) as copy:
        last_id, head = _head(copy)
        report = BackupReport(target, last_id, head)
        if pictures:
            report = _copy_pictures(copy, state, target, report, link=link, progress=progress)
            report = _copy_proofs(copy, state, target, report, link=link)
        named = {bytes(row[0]) for row in _named(copy)} if pictures else set()
    part.replace(target / "journal.db")
    _sync(target)
    if not pictures:
        return report
    removed = 0
    for path in list((target / "frames").glob("??/*")):
        if _digest(path) not in named:
            path.unlink()
            removed += 1
    return replace(report, removed=removed)


def _prepare(state: Path, target: Path) -> None:
    if target.resolve() == state.resolve() or state.resolve() in target.resolve().parents:
        raise FileExistsError(f"{target} lies in the state directory; back up to another place, best to another disk")
    if (target / "lock").exists() or (target / "framelog").exists():
        raise FileExistsError(f"{target} is a gateway's state directory; a backup would overwrite its journal")
    if (
        target.exists()
        and any(target.iterdir())
        and not ((target / "journal.db").exists() or (target / f"journal.db{_PART}").exists())
    ):
        raise FileExistsError(f"{target} is not empty and holds no earlier backup; name another directory")
    target.mkdir(parents=True, exist_ok=True, mode=0o750)


def _named(copy: sqlite3.Connection) -> Iterator[sqlite3.Row]:
    yield from copy.execute(
        "SELECT sha256 FROM frame WHERE held = 1 UNION SELECT sha256 FROM quarantine WHERE payload IS NULL"
    )


def _copy_pictures(
    copy: sqlite3.Connection,
    state: Path,
    target: Path,
    report: BackupReport,
    *,
    link: bool,
    progress: Callable[[int, int], None],
) -> BackupReport:
    frames = FrameStore(state / "frames", state / "framelog", log_bytes=2**20)
    mirror = FrameStore(target / "frames", target / "framelog", log_bytes=2**20)
    total = int(
        copy.execute(
            "SELECT (SELECT count(DISTINCT sha256) FROM frame WHERE held = 1) + "
            "(SELECT count(*) FROM quarantine WHERE payload IS NULL)"
        ).fetchone()[0]
    )
    copied = there = missing = 0
    for number, row in enumerate(_named(copy)):
        sha256 = bytes(row[0])
        end = mirror.path(sha256)
        if end.exists():
            there += 1
        elif _copy(frames, sha256, end, link=link):
            copied += 1
        else:
            missing += 1
        if number % 256 == 0:
            progress(number, total)
    if copied:
        os.sync()
    progress(total, total)
    return replace(report, copied=copied, there=there, missing=missing)


def _copy_proofs(
    copy: sqlite3.Connection, state: Path, target: Path, report: BackupReport, *, link: bool
) -> BackupReport:
    """Make the backup's proofs those that the copied rows name, with all registrations that proofs are about."""
    source, mirror = (place / "proofs" / "kept" for place in (state, target))
    named: set[str] = set()
    if has_table(copy, "proof"):
        rows = copy.execute("SELECT DISTINCT batch FROM proof WHERE state = 'proven' AND batch IS NOT NULL")
        named = {f"{row[0]}.zkb" for row in rows}
    for name in sorted(named) + sorted(path.name for path in source.glob("*.zkr")):
        end, part = mirror / name, mirror / f"{name}{_PART}"
        if end.exists() or not (source / name).exists():
            continue
        mirror.mkdir(parents=True, exist_ok=True, mode=0o750)
        part.unlink(missing_ok=True)
        with contextlib.suppress(FileNotFoundError):  # given up meanwhile
            if link:
                os.link(source / name, part)
            else:
                shutil.copyfile(source / name, part)
            part.replace(end)
    for path in list(mirror.glob("*.zkb")):
        if path.name not in named:
            path.unlink()
    held = sum(1 for _ in mirror.glob("*.zkb"))
    if held:
        os.sync()
    return replace(report, proofs=held, proofs_missing=len(named) - held)


def _copy(frames: FrameStore, sha256: bytes, end: Path, *, link: bool) -> bool:
    """Copy one picture under a name that appears only when it is whole; False: it is not kept any more."""
    end.parent.mkdir(parents=True, exist_ok=True)
    part = end.with_name(end.name + _PART)
    part.unlink(missing_ok=True)
    try:
        if link and frames.path(sha256).exists():
            os.link(frames.path(sha256), part)
        else:
            part.touch(0o600)
            part.write_bytes(frames.read_stored(sha256))
    except (FileNotFoundError, FrameMissingError):
        part.unlink(missing_ok=True)
        return False
    part.replace(end)
    return True


def _digest(path: Path) -> bytes:
    try:
        return bytes.fromhex(path.parent.name + path.name)
    except ValueError:
        return b""


def _head(db: sqlite3.Connection) -> tuple[int, bytes]:
    row = db.execute(
        "SELECT id, chain FROM (SELECT id, chain FROM record UNION ALL SELECT last_id, head_after FROM gap) "
        "ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return (0, b"") if row is None else (int(row[0]), bytes(row[1]))


def _sync(path: Path) -> None:
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
