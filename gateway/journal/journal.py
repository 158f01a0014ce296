"""The journal: one writer thread with group commit, the only queue between the stages of the appliance.

Anybody appends; one thread writes. Everything that came in while the last group was being synced becomes the next
group: its pictures go to the frame log with one ``fdatasync``, its rows into one transaction with one sync. Only then
are the messages of the group handed to `on_durable` (which acknowledges them) and the results to `on_results`
(which publishes them).

When storage fails, the group is kept and tried again every second; nothing is acknowledged meanwhile, `has_room`
turns false, and the ingest stops reading, so that messages wait at the broker. On a full disk, results of messages
that are kept already go ahead, on a reserve: they are what lets pictures be given up.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256 as _sha256
from pathlib import Path
from typing import Any, TypeVar

import orjson

from gateway.config import JournalSettings
from gateway.journal.condition import WORKING, Condition, Trouble, classify, refine
from gateway.journal.frame_cipher import FrameCipher
from gateway.journal.frame_store import FrameStore
from gateway.journal.frames_ahead import FramesAhead
from gateway.journal.intake import Intake
from gateway.journal.ledger import Ledger, Outcome, Planner, Ticket
from gateway.journal.opening import names_picture, open_journal, set_aside, was_set_aside
from gateway.journal.operations import (
    Call,
    Completion,
    JournalClosedError,
    Operation,
    as_unwritable,
    payload_of,
    release_small,
    size_of,
)
from gateway.journal.reserve import Reserve
from gateway.journal.schema import connect_read_only
from gateway.journal.state_lock import StateLock
from gateway.records import Frame, Inference, Job, Quarantined, Reading

__all__ = ["Counters", "Journal", "JournalClosedError"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

LEASE_US = 60_000_000
INLINE_QUARANTINE_BYTES = 16_384
RETRY_S = 1.0
REFILL_S = 60.0
_ACCEPTED = Outcome.ACCEPTED  # bound once, as it is compared for every reading; see `gateway.journal.ledger`


@dataclass(slots=True)
class Counters:
    """What the writer has done since the start. Written by the writer thread alone."""

    readings: int = 0
    frames: int = 0
    duplicates: int = 0
    quarantined: int = 0
    results: int = 0
    dropped: int = 0
    groups: int = 0


class Journal:
    """The durable store of one gateway. Thread-safe but for `start` and `close`; one thread appends.

    Attributes:
        condition: the trouble with storage, or `WORKING`.
        on_durable, on_results: called by the writer after a commit, with what is durable now.
        make_room: called by the writer when the disk is full, between transactions; returns the bytes given up.
        set_aside: where a damaged journal was moved by this object; None: none was.
        beat: monotonic seconds of the writer's last sign of life.

    """

    def __init__(
        self,
        directory: Path,
        settings: JournalSettings,
        planner: Planner,
        *,
        cipher: FrameCipher | None = None,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
        lease_clock_us: Callable[[], int] = lambda: time.monotonic_ns() // 1000,
    ) -> None:
        self.directory = directory
        self.path = directory / "journal.db"
        self.settings = settings
        self.counters = Counters()
        self.condition = Condition(Trouble.OPENING, "the journal is being opened and checked")
        self.on_durable: Callable[[list[Ticket]], None] = lambda _: None
        self.on_results: Callable[[list[Inference]], None] = lambda _: None
        self.make_room: Callable[[sqlite3.Connection, FrameStore], int] = lambda _c, _f: 0
        self.set_aside: Path | None = None
        self.beat = time.monotonic()
        self.frames = FrameStore(
            directory / "frames", directory / "framelog", log_bytes=settings.frame_log_bytes, cipher=cipher
        )
        self._ahead = FramesAhead(self.frames.append)
        self._cipher = cipher
        self._lock = StateLock(directory)
        self._reserve = Reserve(directory / "reserve", settings.reserve_bytes)
        self._inline_bytes = 0 if cipher else INLINE_QUARANTINE_BYTES
        self._planner, self._clock_us, self._lease_clock_us = planner, clock_us, lease_clock_us
        self._intake = Intake(settings.max_group, settings.max_queue_messages, settings.max_queue_bytes)
        self._thread: threading.Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._ledger: Ledger | None = None
        self._held: list[Operation] = []
        self._opened_frames = False
        self._leases = False  # whether those in the file may be held by this process
        self._check_due = True
        self._looked = float("-inf")  # after the reserve, or after pictures that can't be filed; monotonic seconds

    # -- life ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the writer thread; it opens the file, however long that takes, and tries again when it can't.

        Nothing happens while it runs. After it ended by a failure of its own, another goes on with what was queued:
        whoever appends or waits notices nothing but the pause.
        """
        if self.is_written:
            return
        self.beat = time.monotonic()
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    @property
    def is_written(self) -> bool:
        """Whether the writer thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def close(self) -> None:
        """Write what is queued, if storage allows, and stop. What is not written was never acknowledged."""
        self._intake.close()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._intake.abandon(self._held)

    def wait_until_open(self, timeout: float) -> bool:
        """Wait until the journal works, at most *timeout* seconds; return whether it does."""
        end = time.monotonic() + timeout
        while self.condition is not WORKING and time.monotonic() < end:
            time.sleep(0.01)
        return self.condition is WORKING

    # -- appending ----------------------------------------------------------------------------------------------

    def has_room(self) -> bool:
        """Whether more may be appended; when not, stop reading from the broker."""
        return self._intake.has_room()

    def backlog(self) -> tuple[int, int]:
        """Return messages and bytes that are appended but not durable yet."""
        return self._intake.backlog()

    def append(self, ticket: Ticket) -> None:
        """Queue a message; `on_durable` gets the ticket back once it is kept. One thread appends.

        A picture with its digest, that is one that a worker has claimed, is synced beside the group before its own.
        """
        item = ticket.item
        if ticket.sha256 and isinstance(item, Frame) and self.condition is WORKING:
            self._ahead.begin(ticket.sha256, item.image)
        self._intake.append(ticket)

    def complete(self, job_of: Ticket | Job, inference: Inference) -> None:
        """Queue a job's result. With a ticket, its message is written before it, in the same group or earlier."""
        self._intake.put(Completion(job_of, inference, orjson.dumps(inference.message)))

    def fail(self, job_of: Ticket | Job, error: str, *, give_up: bool, quarantined: Quarantined | None = None) -> None:
        """Queue that a try failed; when given up, the input is quarantined with *quarantined*."""

        def write(ledger: Ledger, _connection: sqlite3.Connection) -> None:
            job = job_of.job if isinstance(job_of, Ticket) else job_of
            if job is None:
                return
            ledger.fail(job, error, give_up=give_up)
            if quarantined is not None:
                # The payload of a frame is in the frame store under its digest, that of a reading is not.
                filed = job_of.item if isinstance(job_of, Ticket) else job_of
                ledger.quarantine(
                    quarantined,
                    _sha256(quarantined.payload).digest(),
                    job.record_id,
                    filed=isinstance(filed, Frame) or (isinstance(filed, Job) and filed.payload is None),
                )

        call = Call(write, Future(), after=job_of if isinstance(job_of, Ticket) else None)
        call.future.add_done_callback(_log_failure)
        self._intake.put(call)

    def lease(
        self,
        limit: int,
        held: Collection[str] = (),
        *,
        in_hand: Mapping[str, int] | None = None,
        each: int | None = None,
    ) -> Future[list[Job]]:
        """Take up to *limit* queued jobs; see `Ledger.lease`."""
        return self.execute(lambda ledger, _: ledger.lease(limit, held, in_hand=in_hand or {}, each=each or limit))

    def execute(self, function: Callable[[Ledger, sqlite3.Connection], T]) -> Future[T]:
        """Run *function* in the writer's next transaction; the future resolves after its commit.

        An exception undoes what the function wrote, reaches the future, and does not harm the others of the group.
        """
        call = Call(function, Future())
        self._intake.put(call)
        return call.future

    async def ask(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the file, beside the writer, in a thread.

        Raises:
            sqlite3.Error: it can't be read now.

        """

        def answer() -> T:
            with contextlib.closing(connect_read_only(self.path)) as db:
                return question(db)

        return await asyncio.to_thread(answer)

    async def change(self, change: Callable[[sqlite3.Connection], T]) -> T:
        """Have the writer change something; it is durable when this returns. Raises what `execute`'s future does."""
        return await asyncio.wrap_future(self.execute(lambda _, db: change(db)))

    def execute_lazily(self, function: Callable[[Ledger, sqlite3.Connection], None]) -> None:
        """As `execute`, but it may wait a quarter of a second for company, and on a closing journal it is not done."""
        call = Call(function, Future())
        call.future.add_done_callback(_log_failure)
        self._intake.put_lazily(call)

    def execute_apart(self, function: Callable[[Ledger, sqlite3.Connection], T]) -> Future[T]:
        """Run *function* in the writer's thread between two transactions, none being open.

        For what can't be part of one: checkpoints, large clear-ups in transactions of their own.
        """
        call = Call(function, Future())
        self._intake.put_apart(call)
        return call.future

    # -- the writer thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while self._step():
                self.beat = time.monotonic()
        except Exception as error:  # noqa: BLE001 - whoever looks after the journal starts another writer
            _log.exception("the journal's writer ended")
            self.condition = classify(error)
        finally:
            self._ahead.stop()
            self.frames.close()
            self._opened_frames = False
            self._close_connection()
            self._lock.release()

    def _step(self) -> bool:
        """Write one group, or suffer what keeps it from being written; return whether to go on."""
        try:
            if self._ledger is None:
                self._open()
            group = self._held or self._intake.take()
            if group:
                self._held = group
                self._write(group)
                self._held = []
                self._settle(group)
            self._run_apart()
            self._look_after_filing()
            return bool(group) or not self._intake.closing
        except Exception as error:  # noqa: BLE001 - the writer must outlive whatever one message brings
            self._suffer(error)
        if self._intake.closing:
            return False
        if self._held and self.condition.trouble is Trouble.OTHER:
            self._isolate()
        elif not (self.condition.trouble is Trouble.FULL and self._relieve()):
            self._wait_out()
        return True

    def _open(self) -> None:
        if self._connection is None:
            self.directory.mkdir(parents=True, exist_ok=True, mode=0o750)
            self._lock.acquire()
            self._connection = open_journal(self.path, self._cipher, check=self._check_due, alive=self._show_life)
            self._check_due = False
        connection = self._connection
        ledger = Ledger(connection, self._planner, self._inline_bytes, LEASE_US, self._lease_clock_us)
        if not self._opened_frames:
            keep_all = was_set_aside(self.path)
            restored = self.frames.open(lambda sha256: keep_all or names_picture(connection, sha256))
            self._opened_frames = True
            self._ahead.start()
            taken = 0 if self._leases else ledger.take_back_leases()
            self._leases = True
            if restored or taken:
                _log.info(
                    "after a restart: %d pictures restored from the frame log, %d leases taken back", restored, taken
                )
        if not self._held:
            self._reserve.fill()
            self.condition = WORKING
        self._ledger = ledger

    def _show_life(self) -> bool:
        self.beat = time.monotonic()
        return self._intake.closing and self._ledger is None  # nobody waits for the check of a journal that is closing

    def _write(self, group: list[Operation]) -> None:
        connection, ledger = self._connection, self._ledger
        assert connection is not None
        assert ledger is not None
        if self._store_payloads(group):
            group += self._intake.take_results(group)  # *group* is what is held, so they share its fate
        connection.execute("BEGIN IMMEDIATE")
        committing = False
        try:
            for operation in group:
                if type(operation) is Ticket:
                    ledger.accept(operation)
                elif type(operation) is Completion:
                    operation.write(ledger, self._clock_us())
                elif type(operation) is Call:
                    operation.run(ledger, connection)
            ledger.flush()
            committing = True
            connection.execute("COMMIT")
        except BaseException:
            for operation in group:
                if type(operation) is Ticket:
                    operation.outcome, operation.record_id, operation.job = Outcome.PENDING, 0, None
                    operation.repeated |= committing
                elif type(operation) is Completion:
                    operation.repeated |= committing
            raise

    def _store_payloads(self, group: list[Operation]) -> bool:
        """Make the pictures and large payloads of a group durable; return whether there were any."""
        pictures: list[tuple[bytes, bytes]] = []
        for operation in group:
            if type(operation) is Ticket and type(operation.item) is not Reading:
                payload = payload_of(operation)
                operation.sha256 = operation.sha256 or _sha256(payload).digest()
                if type(operation.item) is Frame or len(payload) > self._inline_bytes:
                    pictures.append((operation.sha256, payload))
        if pictures:
            self.frames.append(pictures)
        return bool(pictures)

    def _settle(self, group: list[Operation]) -> None:
        """After the commit: count, acknowledge, publish, resolve, remove files. Nothing here undoes the commit."""
        counters, ledger = self.counters, self._ledger
        assert ledger is not None
        tickets: list[Ticket] = []
        results: list[Inference] = []
        size = 0
        for operation in group:
            if type(operation) is Ticket:
                tickets.append(operation)
                size += size_of(operation)
                if operation.outcome is _ACCEPTED:
                    if type(operation.item) is Reading:
                        counters.readings += 1
                    else:
                        counters.frames += 1
                elif operation.outcome is Outcome.DUPLICATE:
                    counters.duplicates += 1
                else:
                    counters.quarantined += 1
            elif type(operation) is Completion and operation.written:
                results.append(operation.inference)
        counters.results += len(results)
        counters.groups += 1
        counters.dropped += len(ledger.dropped)
        ledger.dropped.clear()
        self._intake.settle(len(tickets), size)
        if tickets:
            _tell(self.on_durable, tickets)
        if results:
            _tell(self.on_results, results)
        if ledger.released:
            self._remove_released(ledger)
        for operation in group:
            if type(operation) is Call:
                operation.resolve()

    def _remove_released(self, ledger: Ledger) -> None:
        """Remove the files of pictures that rows gave up, unless another row holds them."""
        released, ledger.released = ledger.released, set()
        for sha256 in released:
            try:
                if not ledger.is_held(sha256):
                    self.frames.delete(sha256)
            except (sqlite3.Error, OSError) as error:
                _log.warning("picture %s can't be removed now; the next sweep does it: %s", sha256.hex(), error)

    def _run_apart(self) -> None:
        while self._ledger is not None and self._connection is not None and (call := self._intake.take_apart()):
            self.beat = time.monotonic()
            call.run_apart(self._ledger, self._connection)
            if self._ledger.released:
                self._remove_released(self._ledger)
            call.resolve()

    # -- trouble --------------------------------------------------------------------------------------------------

    def _suffer(self, error: Exception) -> None:
        """Note the trouble and make ready to try the group again."""
        condition = refine(classify(error), self.directory)
        if condition.trouble is not self.condition.trouble:
            _log.error("journal: %s; %s", condition.reason, condition.remedy)
        self.condition = condition
        self._ledger = None
        if condition.trouble is not Trouble.FULL or not self._roll_back():
            self._close_connection()
        if condition.trouble is Trouble.INPUT_OUTPUT:
            self._check_due = True
        elif condition.trouble is Trouble.CORRUPT:
            self._check_due = True
            with contextlib.suppress(OSError):
                self.set_aside = set_aside(self.path, self._clock_us())
                _log.error(
                    "the damaged journal was set aside as %s; pictures are kept; a new journal begins", self.set_aside
                )

    def _roll_back(self) -> bool:
        try:
            if self._connection is not None and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            return False
        return True

    def _look_after_filing(self) -> None:
        """Note whether pictures get from the log into files; on a full disk that alone may need room."""
        error, now = self.frames.filing_error, time.monotonic()
        if error is None:
            self.condition = WORKING
            if now - self._looked >= REFILL_S:
                self._looked = now
                self._reserve.fill()
            return
        condition = refine(classify(error), self.directory)
        if condition.trouble is not self.condition.trouble:
            _log.error("journal: pictures wait in the frame log: %s; %s", condition.reason, condition.remedy)
        self.condition = condition
        if condition.trouble is Trouble.FULL and now - self._looked >= RETRY_S:
            self._looked = now
            self._reserve.release()
            self._make_room()

    def _relieve(self) -> bool:
        """On a full disk: with the reserve, write what needs next to no room and make room; whether it helped."""
        self._reserve.release()
        self._let_small_ahead()
        freed = self._make_room()
        self._reserve.fill(margin=1)  # messages may only take what was freed beyond it
        return freed > 0 or not self._held

    def _make_room(self) -> int:
        self.beat = time.monotonic()
        if self._connection is None:
            return 0
        try:
            return self.make_room(self._connection, self.frames)
        except (sqlite3.Error, OSError) as error:
            _log.warning("no room could be made: %s", error)
            if not self._roll_back():
                self._close_connection()
        return 0

    def _let_small_ahead(self) -> None:
        small, self._held = release_small(self._held)
        small += self._intake.take_small()
        if not small:
            return
        try:
            if self._ledger is None:
                self._open()
            self._write(small)
        except Exception as error:  # noqa: BLE001 - they are tried again with the others
            _log.debug("not even small writes succeed: %s", error)
            self._held = [*small, *self._held]
            self._ledger = None
            if not self._roll_back():
                self._close_connection()
        else:
            self._settle(small)

    def _wait_out(self) -> None:
        """Wait a second before the next try; on a full disk, small things go ahead meanwhile."""
        end = time.monotonic() + RETRY_S
        while not self._intake.closing and (left := end - time.monotonic()) > 0:
            self.beat = time.monotonic()
            relieved = self._intake.wait_for_relief(left) and not self._intake.closing
            if relieved and self.condition.trouble is Trouble.FULL:
                self._let_small_ahead()

    def _isolate(self) -> None:
        """Storage works but the group can't be written: write it one by one, and quarantine what fails alone."""
        if len(self._held) > 1:
            self._intake.give_back_singly(self._held)
            self._held = []
            return
        (operation,) = self._held
        if isinstance(operation, Ticket):
            if as_unwritable(operation, self.condition.reason):
                return
            self._intake.settle(1, size_of(operation))  # never acknowledged: the broker keeps it
        elif isinstance(operation, Call):
            operation.abandon(RuntimeError(self.condition.reason))
        self._held = []
        _log.error("an operation could not be written and was left out: %s", self.condition.reason)

    def _close_connection(self) -> None:
        self._ledger = None
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()


def _tell(callback: Callable[[list[T]], None], items: list[T]) -> None:
    """Call back after a commit; whatever it raises, the commit stands."""
    try:
        callback(items)
    except Exception:  # noqa: BLE001 - what is committed is not written again because of it
        _log.exception("a listener of the journal failed")


def _log_failure(future: Future[Any]) -> None:
    if not future.cancelled() and (error := future.exception()) is not None:
        _log.log(
            logging.DEBUG if isinstance(error, JournalClosedError) else logging.ERROR,
            "the journal could not note something: %s",
            error,
        )
