"""The component that keeps the journal within its bounds, while it works and when the disk is full."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from gateway.config import RetentionSettings
from gateway.journal.clearance import (
    REFUSED_ROW_BYTES,
    Given,
    give_up_pictures,
    give_up_prefix,
    give_up_quarantine,
    give_up_stories,
    shrink,
)
from gateway.journal.condition import WORKING
from gateway.journal.frame_store import FrameStore
from gateway.journal.journal import Journal
from gateway.journal.ledger import Ledger
from gateway.journal.opening import names_picture, was_set_aside
from gateway.journal.operations import JournalClosedError
from gateway.journal.retention import OWN_SHARE, AgeClock, Demand, Usage, demand
from gateway.journal.schema import BUSY_TIMEOUT_MS, connect_read_only
from gateway.supervisor import Health

__all__ = ["RetentionKeeper", "RetentionReport"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

LOOK_S = 5.0
RECOUNT_S = 600.0
SWEEP_S = 86_400.0
PICTURES_A_STEP = 100
ROWS_A_STEP = 1000
PAGES_A_STEP = 1000
SLACK = 0.05
ROOM_BYTES = 32 * 2**20
_UNSETTLED = "some of them are not on the chain: see the part 'settlement', or raise [journal.retention]"


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What one look gave up, and what was held after it."""

    usage: Usage
    pictures: int = 0
    evidence: int = 0
    records: int = 0
    refused: int = 0
    wanting: bool = False


@dataclass(slots=True)
class _Count:
    """The pictures as counted last, and where the frame store's own accounts stood then."""

    ordinary: int
    picture_bytes: int
    quarantine_bytes: int
    quarantine_files: int
    files: int
    file_bytes: int
    at: float


class RetentionKeeper:
    """Gives up what the settings say, in small transactions of the journal's writer. A supervised component.

    Args:
        journal: the journal; its `make_room` is set to this keeper's.
        settings: called at every look, so that a reload counts.
        settles: whether records are put on a chain.
        wall, monotonic: clocks in seconds.

    """

    name = "retention"
    critical = False

    def __init__(
        self,
        journal: Journal,
        settings: Callable[[], RetentionSettings],
        *,
        settles: bool = False,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._journal, self._settings, self._wall, self._monotonic = journal, settings, wall, monotonic
        self._settles = settles
        self._clock: AgeClock | None = None
        self._count: _Count | None = None
        self._swept = float("-inf")
        self._held_then: int | None = None  # after the look before this one
        self._coming = 0  # bytes from one look to the next
        journal.make_room = self.make_room

    async def run(self, health: Health) -> None:
        """Look every five seconds until cancelled."""
        health.starting("waiting for the journal")
        while True:
            if self._journal.condition is WORKING:
                try:
                    report = await self.tend()
                except JournalClosedError:
                    return
                self._tell(health, report)
                if self._monotonic() - self._swept >= SWEEP_S:
                    self._swept = self._monotonic()
                    await self.sweep()
            health.tick()
            await asyncio.sleep(LOOK_S)

    async def tend(self) -> RetentionReport:
        """Look once, and give up what must go; early enough that the bound also holds until the next look."""
        usage = await asyncio.to_thread(self._measure)
        if self._held_then is not None:
            self._coming = max(0, usage.own_bytes - self._held_then)
            usage = replace(usage, coming_bytes=self._coming)
        now_us, settings = self._now_us(), self._settings()
        due = demand(settings, usage, now_us)
        if due.surplus_bytes or due.surplus_ordinary:
            self._count = None  # what is reckoned says too much: act on what is counted
            usage = await asyncio.to_thread(self._measure)
            due = demand(settings, usage, now_us)
        before_us = due.records_before_us
        due, refused = await self._repeat(
            due, lambda due, ledger, db, _: give_up_quarantine(db, ledger.release, due, limit=PICTURES_A_STEP)
        )
        due, pictures = await self._repeat(due, partial(_step_pictures, now_us, evidence=False))
        prefix = partial(_step_prefix, now_us, settles=self._settles)
        due, records = await self._repeat(due, prefix)
        due, evidence = await self._repeat(due, partial(_step_pictures, now_us, evidence=True))
        if self._settles and (last_resort := due.last_resort()) is not None:
            _, unsettled = await self._repeat(last_resort, prefix)
            records += unsettled
            if unsettled:
                _log.error("%d records were given up for want of room, and %s", unsettled, _UNSETTLED)
        if before_us is not None:
            moment = before_us
            await self._do(lambda _, db: give_up_stories(db, moment, limit=ROWS_A_STEP))
        while await asyncio.wrap_future(
            self._journal.execute_apart(lambda _, db: shrink(db, slack=SLACK, pages=PAGES_A_STEP))
        ):
            pass
        if refused or pictures or records or evidence:
            self._count = None
            usage = await asyncio.to_thread(self._measure)
        self._held_then = usage.own_bytes
        final = demand(settings, replace(usage, coming_bytes=0), None)
        return RetentionReport(
            usage, pictures, evidence, records, refused, wanting=final.surplus_bytes > 0 or final.surplus_ordinary > 0
        )

    async def sweep(self) -> int:
        """Remove files that no row names (left by a crash between commit and removal); return how many were looked at.

        Nothing is removed while a damaged journal lies beside this one: its pictures are kept for recovery.
        """
        if was_set_aside(self._journal.path):
            return 0
        looked = 0
        for folder in sorted((self._journal.directory / "frames").glob("??")):
            names = await asyncio.to_thread(os.listdir, folder)
            digests = [bytes.fromhex(folder.name + name) for name in names if len(name) == 62 and _is_hex(name)]
            for start in range(0, len(digests), PICTURES_A_STEP):
                part = digests[start : start + PICTURES_A_STEP]
                await self._do(lambda ledger, _, part=part: [ledger.release(sha256) for sha256 in part])  # type: ignore[misc]
                looked += len(part)
        return looked

    def make_room(self, connection: sqlite3.Connection, frames: FrameStore) -> int:
        """Give up ordinary pictures, then evidence if the gateway itself fills the disk. Called by the writer.

        Returns:
            The bytes of pictures that were given up.

        Raises:
            sqlite3.Error: not even that can be written.

        """
        _cut_log(connection)
        freed = 0
        disk = os.statvfs(self._journal.directory)
        held = int(connection.execute("SELECT total(bytes) FROM frame WHERE held = 1").fetchone()[0])
        mainly_ours = held > OWN_SHARE * disk.f_blocks * disk.f_frsize
        due = Demand(surplus_bytes=ROOM_BYTES, surplus_lasting_bytes=ROOM_BYTES if mainly_ours else 0)
        for evidence in (False, True):
            after: int | None = 0
            while after is not None and (due.surplus_lasting_bytes if evidence else due.surplus_bytes) > 0:
                released: set[bytes] = set()
                connection.execute("BEGIN IMMEDIATE")
                given = give_up_pictures(
                    connection, released.add, due, None, evidence=evidence, after=after, limit=PICTURES_A_STEP
                )
                connection.execute("COMMIT")
                freed += sum(frames.delete(s) for s in released if not names_picture(connection, s))
                due, after = given.due, given.after
        self._count = None
        if freed:
            _log.warning("the disk is full: %d bytes were given up", freed)
        return freed

    async def _repeat(self, due: Demand, step: _Step) -> tuple[Demand, int]:
        """Take steps, each a transaction, until nothing more can be given up; return what is left, and the count."""
        count, after = 0, 0
        while True:
            given = await self._do(lambda ledger, db, due=due, after=after: step(due, ledger, db, after))  # type: ignore[misc]
            count, due = count + given.count, given.due
            if given.after is None:
                return due, count
            after = given.after

    async def _do(self, function: Callable[[Ledger, sqlite3.Connection], T]) -> T:
        return await asyncio.wrap_future(self._journal.execute(function))

    def _now_us(self) -> int | None:
        if self._clock is None:
            with contextlib.closing(connect_read_only(self._journal.path)) as db:
                row = db.execute("SELECT received_us FROM record ORDER BY id DESC LIMIT 1").fetchone()
            self._clock = AgeClock(None if row is None else int(row[0]))
        return self._clock.now_us(self._wall(), self._monotonic())

    def _measure(self) -> Usage:
        """Say what is held: counted now and then, reckoned on from there by the frame store's own accounts."""
        frames, path = self._journal.frames, self._journal.path
        disk = os.statvfs(self._journal.directory)
        with contextlib.closing(connect_read_only(path)) as db:
            count = self._count  # once: on a full disk the writer forgets it in `make_room` at any moment
            if count is None or self._monotonic() - count.at > RECOUNT_S:
                count = self._count = self._recount(db)
            pages, free, size = (
                int(db.execute(f"PRAGMA {name}").fetchone()[0])
                for name in ("page_count", "freelist_count", "page_size")
            )
        grown = frames.bytes - count.file_bytes
        return Usage(
            ordinary=count.ordinary + max(0, frames.files - count.files),
            own_bytes=(pages - free) * size
            + _size(path.with_name(path.name + "-wal"))
            + frames.log_bytes()
            + max(0, count.picture_bytes + count.quarantine_files + grown),
            coming_bytes=self._coming,
            quarantine_bytes=count.quarantine_bytes,
            disk_used=(disk.f_blocks - disk.f_bfree) * disk.f_frsize,
            disk_total=disk.f_blocks * disk.f_frsize,
        )

    def _recount(self, db: sqlite3.Connection) -> _Count:
        frames = self._journal.frames
        files, file_bytes = frames.files, frames.bytes
        pictures = db.execute(
            "SELECT count(*) FILTER (WHERE evidence = 0), total(bytes) FROM frame WHERE held = 1"
        ).fetchone()
        refused = db.execute(
            "SELECT count(*), total(bytes), total(bytes) FILTER (WHERE payload IS NULL) FROM quarantine"
        ).fetchone()
        return _Count(
            ordinary=int(pictures[0]),
            picture_bytes=int(pictures[1]),
            quarantine_bytes=int(refused[1]) + REFUSED_ROW_BYTES * int(refused[0]),
            quarantine_files=int(refused[2]),
            files=files,
            file_bytes=file_bytes,
            at=self._monotonic(),
        )

    def _tell(self, health: Health, report: RetentionReport) -> None:
        settings, usage = self._settings(), report.usage
        if report.wanting:
            held, most = usage.own_bytes / 2**30, settings.max_bytes / 2**30
            health.degraded(
                f"more is held than the settings allow ({held:.2f} GiB of {most:.2f} GiB; disk "
                f"{usage.disk_used / max(1, usage.disk_total):.0%} used), and nothing more can be given up now",
                "what is left is owed a result, waits for the broker, or fills the disk from elsewhere: see the "
                "backlog, free space, or raise [journal.retention]",
            )
        else:
            health.ok("")


_Step = Callable[[Demand, Ledger, sqlite3.Connection, int], Given]


def _step_pictures(
    now_us: int | None, due: Demand, ledger: Ledger, db: sqlite3.Connection, after: int, *, evidence: bool
) -> Given:
    return give_up_pictures(db, ledger.release, due, now_us, evidence=evidence, after=after, limit=PICTURES_A_STEP)


def _step_prefix(
    now_us: int | None, due: Demand, ledger: Ledger, db: sqlite3.Connection, _: int, *, settles: bool
) -> Given:
    return give_up_prefix(db, ledger.release, due, now_us, settles=settles, limit=ROWS_A_STEP)


def _cut_log(connection: sqlite3.Connection) -> None:
    """Carry the write-ahead log over into the file, if no reader needs it, and give its bytes back."""
    connection.execute("PRAGMA busy_timeout=0")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        _log.debug("the write-ahead log can't be cut: %s", error)
    finally:
        connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _is_hex(text: str) -> bool:
    try:
        bytes.fromhex(text)
    except ValueError:
        return False
    return True
