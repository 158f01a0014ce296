"""The journal: one writer thread with group commit, the only queue between the stages of the appliance.

Anybody appends; one thread writes. Everything that came in while the last group was being synced becomes the next
group: its pictures go to the frame log with one ``fdatasync``, its rows into one transaction with one sync. Only then
are the messages of the group handed to `on_durable` (which acknowledges them) and the results to `on_results`
(which publishes them).

When storage fails, the group is kept and tried again every second; nothing is acknowledged meanwhile, `has_room`
turns false, and the ingest stops reading, so that messages wait at the broker.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256 as _sha256
from pathlib import Path
from typing import Any, TypeVar

import orjson

from gateway.config import JournalSettings
from gateway.journal.condition import WORKING, Condition, Trouble, classify
from gateway.journal.frame_cipher import FrameCipher
from gateway.journal.frame_store import FrameStore
from gateway.journal.ledger import Ledger, Outcome, Planner, Ticket
from gateway.journal.reserve import Reserve
from gateway.journal.schema import connect, migrate
from gateway.records import Frame, Inference, Job, Quarantined, Reading
from gateway.topics import ROOT

__all__ = ["Counters", "Journal", "JournalClosedError"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

LEASE_US = 60_000_000
INLINE_QUARANTINE_BYTES = 16_384
RETRY_S = 1.0
LAZY_S = 0.25
LINGER_S = 0.003
MESSAGE_OVERHEAD_BYTES = 400  # what a queued message takes beside its payload, about
LINGER_ABOVE = 40  # a group larger than this shows a rate at which a short wait saves more than it costs


class JournalClosedError(RuntimeError):
    """The journal is closed; the operation was not carried out."""


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
    retries: int = 0
    last_commit_s: float = 0.0


@dataclass(slots=True)
class _Completion:
    job_of: Ticket | Job
    inference: Inference
    payload: bytes
    written: bool = False


@dataclass(slots=True)
class _Call:
    function: Callable[[Ledger, sqlite3.Connection], Any]
    future: Future[Any]
    value: Any = None
    error: Exception | None = None


_Operation = Ticket | _Completion | _Call


class Journal:
    """The durable store of one gateway. Thread-safe but for `start` and `close`."""

    def __init__(
        self,
        directory: Path,
        settings: JournalSettings,
        planner: Planner,
        *,
        cipher: FrameCipher | None = None,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self.directory = directory
        self.path = directory / "journal.db"
        self.settings = settings
        self.counters = Counters()
        self.condition = Condition(Trouble.OPENING, "the journal is being opened and checked")
        self.on_durable: Callable[[list[Ticket]], None] = lambda _: None
        self.on_results: Callable[[list[Inference]], None] = lambda _: None
        self.set_aside: Path | None = None
        self.beat = time.monotonic()
        self.frames = FrameStore(
            directory / "frames", directory / "framelog", log_bytes=settings.frame_log_bytes, cipher=cipher
        )
        self._reserve = Reserve(directory / "reserve", settings.reserve_bytes)
        self._inline_bytes = 0 if cipher else INLINE_QUARANTINE_BYTES
        self._planner, self._clock_us = planner, clock_us
        self._queue: deque[_Operation] = deque()
        self._lazy: deque[_Call] = deque()
        self._wake = threading.Event()
        self._urgent = threading.Event()
        self._stopping = False
        self._appended = self._appended_bytes = 0  # written by the appending thread alone
        self._settled = self._settled_bytes = 0  # written by the writer alone
        self._thread: threading.Thread | None = None
        self._connection: sqlite3.Connection | None = None
        self._ledger: Ledger | None = None
        self._held: list[_Operation] = []
        self._was_large = False
        self._singly = 0
        self._lock_file: int | None = None
        self._opened_frames = False
        self.make_room: Callable[[sqlite3.Connection, FrameStore], int] = lambda _c, _f: 0

    # -- life ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the writer thread; it opens the file, however long that takes, and tries again when it can't."""
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what is queued, if storage allows, and stop. What is not written was never acknowledged."""
        self._stopping = True
        self._wake.set()
        self._urgent.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        for operation in (*self._held, *self._queue, *self._lazy):
            if isinstance(operation, _Call):
                operation.future.set_exception(JournalClosedError("the journal was closed"))

    def wait_until_open(self, timeout: float) -> bool:
        """Wait until the journal works, at most *timeout* seconds; return whether it does."""
        end = time.monotonic() + timeout
        while self.condition is not WORKING and time.monotonic() < end:
            time.sleep(0.01)
        return self.condition is WORKING

    # -- appending ----------------------------------------------------------------------------------------------

    def has_room(self) -> bool:
        """Whether more may be appended; when not, stop reading from the broker."""
        return (
            self._appended - self._settled < self.settings.max_queue_messages
            and self._appended_bytes - self._settled_bytes < self.settings.max_queue_bytes
        )

    def backlog(self) -> tuple[int, int]:
        """Return messages and bytes that are appended but not durable yet."""
        return self._appended - self._settled, self._appended_bytes - self._settled_bytes

    def append(self, ticket: Ticket) -> None:
        """Queue a message; `on_durable` gets the ticket back once it is kept. One thread appends."""
        self._appended += 1
        self._appended_bytes += _size(ticket)
        self._queue.append(ticket)
        if not isinstance(ticket.item, Reading):
            self._urgent.set()
        self._wake.set()

    def complete(self, job_of: Ticket | Job, inference: Inference) -> None:
        """Queue a job's result. With a ticket, its message is written before it, in the same group or earlier."""
        self._put(_Completion(job_of, inference, orjson.dumps(inference.message)))

    def fail(self, job_of: Ticket | Job, error: str, *, give_up: bool, quarantined: Quarantined | None = None) -> None:
        """Queue that a try failed; when given up, the input is quarantined with *quarantined*."""

        def write(ledger: Ledger, _connection: sqlite3.Connection) -> None:
            job = job_of.job if isinstance(job_of, Ticket) else job_of
            if job is None:
                return
            ledger.fail(job, error, give_up=give_up)
            if quarantined is not None:
                ledger.quarantine(quarantined, _sha256(quarantined.payload).digest(), job.record_id)

        self.execute(write)

    def lease(self, limit: int, held: Collection[str] = ()) -> Future[list[Job]]:
        """Take up to *limit* queued jobs, but none of the devices *held*."""
        return self.execute(lambda ledger, _: ledger.lease(limit, self._clock_us(), held))

    def execute(self, function: Callable[[Ledger, sqlite3.Connection], T]) -> Future[T]:
        """Run *function* in the writer's next transaction; the future resolves after its commit.

        An exception undoes what the function wrote, reaches the future, and does not harm the others of the group.
        """
        call = _Call(function, Future())
        self._put(call)
        return call.future

    def execute_lazily(self, function: Callable[[Ledger, sqlite3.Connection], None]) -> None:
        """As `execute`, but it may wait a quarter of a second for company."""
        self._lazy.append(_Call(function, Future()))

    def _put(self, operation: _Operation) -> None:
        if self._stopping and isinstance(operation, _Call):
            operation.future.set_exception(JournalClosedError("the journal is closing"))
            return
        self._queue.append(operation)
        self._urgent.set()
        self._wake.set()

    # -- the writer thread ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            self.beat = time.monotonic()
            try:
                if self._ledger is None:
                    self._open()
                group = self._held or self._take()
                if not group and self._stopping:
                    break
                if group:
                    self._held = group
                    self._write(group)
                    self._held = []
                    self.condition = WORKING
            except Exception as error:  # noqa: BLE001 - the writer must outlive whatever one message brings
                self._suffer(error)
                if self._stopping:
                    break
                if self._held and self.condition.trouble is Trouble.OTHER:
                    self._isolate()
                else:
                    self._urgent.clear()
                    self._urgent.wait(RETRY_S)
        self.frames.close()
        self._close_connection()
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None

    def _open(self) -> None:
        self.directory.mkdir(parents=True, exist_ok=True, mode=0o750)
        self._lock_directory()
        connection = self._connection = connect(self.path)
        migrate(connection)
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            error = sqlite3.DatabaseError(f"quick_check: {verdict}")
            error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
            raise error
        ledger = Ledger(connection, self._planner, LEASE_US, self._inline_bytes)
        if not self._opened_frames:
            restored = self.frames.open(lambda sha256: _is_named(connection, sha256))
            self._opened_frames = True
            taken = ledger.take_back_leases()
            if restored or taken:
                _log.info(
                    "after a restart: %d pictures restored from the frame log, %d leases taken back", restored, taken
                )
        self._reserve.fill()
        self._ledger = ledger
        self.condition = WORKING

    def _lock_directory(self) -> None:
        """Hold the state directory, so that a second gateway can't write the same chain."""
        if self._lock_file is not None:
            return
        fd = os.open(self.directory / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(fd)
            error = sqlite3.OperationalError(f"{self.directory} is in use by another gateway")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error from None
        self._lock_file = fd

    def _take(self) -> list[_Operation]:
        if not self._queue:
            self._wake.wait(LAZY_S)
        if self._was_large and not self._urgent.is_set() and not self._stopping:
            self._urgent.wait(LINGER_S)
        self._wake.clear()
        self._urgent.clear()
        group: list[_Operation] = []
        take = self._queue.popleft
        with contextlib.suppress(IndexError):
            while len(group) < (1 if self._singly else self.settings.max_group):
                group.append(take())
        self._singly = max(0, self._singly - 1)
        if self._queue:
            self._wake.set()
        with contextlib.suppress(IndexError):
            while True:
                group.append(self._lazy.popleft())
        self._was_large = len(group) > LINGER_ABOVE
        return group

    def _write(self, group: list[_Operation]) -> None:
        connection, ledger = self._connection, self._ledger
        assert connection is not None
        assert ledger is not None
        self._store_payloads(group)
        connection.execute("BEGIN IMMEDIATE")
        try:
            for operation in group:
                if type(operation) is Ticket:
                    ledger.accept(operation)
                elif type(operation) is _Completion:
                    self._write_completion(ledger, operation)
                elif type(operation) is _Call:
                    _write_call(ledger, connection, operation)
            ledger.flush()
            connection.execute("COMMIT")
        except BaseException:
            for operation in group:
                if type(operation) is Ticket:
                    operation.outcome, operation.record_id, operation.job = Outcome.PENDING, 0, None
            raise
        self._settle(group, ledger)

    def _store_payloads(self, group: list[_Operation]) -> None:
        pictures: list[tuple[bytes, bytes]] = []
        for operation in group:
            if type(operation) is Ticket and type(operation.item) is not Reading:
                payload = _payload(operation)
                operation.sha256 = operation.sha256 or _sha256(payload).digest()
                if type(operation.item) is Frame or len(payload) > self._inline_bytes:
                    pictures.append((operation.sha256, payload))
        if pictures:
            self.frames.append(pictures)

    def _write_completion(self, ledger: Ledger, completion: _Completion) -> None:
        job = completion.job_of.job if isinstance(completion.job_of, Ticket) else completion.job_of
        completion.written = job is not None and ledger.complete(
            job, completion.inference, completion.payload, self._clock_us()
        )

    def _settle(self, group: list[_Operation], ledger: Ledger) -> None:
        """After the commit: count, acknowledge, publish, resolve."""
        counters = self.counters
        tickets: list[Ticket] = []
        results: list[Inference] = []
        size = 0
        for operation in group:
            if type(operation) is Ticket:
                tickets.append(operation)
                size += _size(operation)
                if operation.outcome is Outcome.DUPLICATE:
                    counters.duplicates += 1
                elif operation.outcome is Outcome.QUARANTINED:
                    counters.quarantined += 1
                elif type(operation.item) is Reading:
                    counters.readings += 1
                else:
                    counters.frames += 1
            elif type(operation) is _Completion and operation.written:
                results.append(operation.inference)
        counters.results += len(results)
        counters.groups += 1
        counters.dropped += len(ledger.dropped)
        ledger.dropped.clear()
        counters.last_commit_s = time.monotonic()
        self._settled += len(tickets)
        self._settled_bytes += size
        if tickets:
            self.on_durable(tickets)
        if results:
            self.on_results(results)
        for operation in group:
            if type(operation) is _Call:
                if operation.error is not None:
                    operation.future.set_exception(operation.error)
                else:
                    operation.future.set_result(operation.value)

    def _isolate(self) -> None:
        """Storage works but the group can't be written: write it one by one, and quarantine what fails alone."""
        if len(self._held) > 1:
            self._singly = len(self._held)
            self._queue.extendleft(reversed(self._held))
            self._held = []
            return
        (operation,) = self._held
        if isinstance(operation, Ticket) and not isinstance(operation.item, Quarantined):
            item = operation.item
            channel = "telemetry" if isinstance(item, Reading) else "frame"
            operation.item = Quarantined(
                item.received_us,
                f"{ROOT}/{item.device}/{channel}",
                item.device,
                "unwritable",
                self.condition.reason,
                _payload(operation),
                item.qos,
            )
            return
        self._held = []
        if isinstance(operation, _Call):
            operation.future.set_exception(RuntimeError(self.condition.reason))

    def _suffer(self, error: Exception) -> None:
        """Note the trouble, do what can be done about it, and make ready to try the group again."""
        condition = classify(error)
        self.counters.retries += 1
        if condition.trouble is not self.condition.trouble:
            _log.error("journal: %s; %s", condition.reason, condition.remedy)
        self.condition = condition
        connection = self._connection
        if connection is not None and connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        if condition.trouble is Trouble.FULL and connection is not None and self._ledger is not None:
            self._reserve.release()
            with contextlib.suppress(sqlite3.Error, OSError):
                self.make_room(connection, self.frames)
        self._close_connection()
        if condition.trouble is Trouble.CORRUPT:
            self._set_aside()

    def _set_aside(self) -> None:
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(self._clock_us() / 1e6))
        target = self.path.with_name(f"journal.db.corrupt-{stamp}")
        with contextlib.suppress(OSError):
            for suffix in ("-wal", "-shm"):
                side = self.path.with_name(self.path.name + suffix)
                if side.exists():
                    side.rename(target.with_name(target.name + suffix))
            self.path.rename(target)
            self.set_aside = target
            _log.error("the damaged journal was set aside as %s; pictures are kept; a new journal begins", target)

    def _close_connection(self) -> None:
        self._ledger = None
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(sqlite3.Error):
                connection.close()


def _write_call(ledger: Ledger, connection: sqlite3.Connection, call: _Call) -> None:
    ledger.flush()
    connection.execute("SAVEPOINT call")
    try:
        call.value, call.error = call.function(ledger, connection), None
        connection.execute("RELEASE call")
    except Exception as error:
        if classify(error).trouble is not Trouble.OTHER:
            raise  # storage is in trouble: the whole group is tried again
        connection.execute("ROLLBACK TO call")
        connection.execute("RELEASE call")
        call.error = error


def _payload(ticket: Ticket) -> bytes:
    item = ticket.item
    return item.image if isinstance(item, Frame) else item.payload


def _size(ticket: Ticket) -> int:
    return len(_payload(ticket)) + MESSAGE_OVERHEAD_BYTES


def _is_named(connection: sqlite3.Connection, sha256: bytes) -> bool:
    return (
        connection.execute("SELECT 1 FROM frame WHERE sha256 = ? AND held = 1 LIMIT 1", (sha256,)).fetchone()
        or connection.execute("SELECT 1 FROM quarantine WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone()
    ) is not None
