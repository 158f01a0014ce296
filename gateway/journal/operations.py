"""What waits in the journal's queue beside messages: results, and functions to run in the writer's transaction."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from gateway.journal.condition import Trouble, classify
from gateway.journal.ledger import Ledger, Outcome, Ticket
from gateway.records import Frame, Inference, Job, Quarantined, Reading
from gateway.topics import ROOT

__all__ = [
    "Call",
    "Completion",
    "JournalClosedError",
    "Operation",
    "as_unwritable",
    "payload_of",
    "release_small",
    "size_of",
]

_log = logging.getLogger(__name__)

MESSAGE_OVERHEAD_BYTES = 400  # what a queued message takes beside its payload, about
UNWRITABLE = "unwritable"


class JournalClosedError(RuntimeError):
    """The journal is closed; the operation was not carried out."""


@dataclass(slots=True)
class Completion:
    """A job's result on its way into the journal; ``written`` is valid after the commit.

    ``repeated``: an earlier commit of it may have reached the disk although it reported an error.
    """

    job_of: Ticket | Job
    inference: Inference
    payload: bytes
    repeated: bool = False
    written: bool = False

    def write(self, ledger: Ledger, now_us: int) -> None:
        """Write the result, unless the job has one or the message turned out to be no new one."""
        job = self.job_of.job if isinstance(self.job_of, Ticket) else self.job_of
        self.written = job is not None and ledger.complete(job, self.inference, self.payload, now_us)
        if self.repeated and not self.written:
            self.written = ledger.has_result(self.inference.id)


@dataclass(slots=True)
class Call:
    """A function to run in a transaction of the writer, and the future of its value.

    ``after``: a message that must have been written before.
    """

    function: Callable[[Ledger, sqlite3.Connection], Any]
    future: Future[Any]
    after: Ticket | None = None
    value: Any = None
    error: Exception | None = None
    started: bool = False

    def run(self, ledger: Ledger, connection: sqlite3.Connection) -> None:
        """Run the function in a savepoint: what it raises undoes what it wrote, and harms nobody else.

        Raises:
            sqlite3.Error: storage is in trouble; the whole group is to be tried again.

        """
        if not self.started:
            self.started = self.future.set_running_or_notify_cancel()
            if not self.started:
                return  # whoever asked has gone away; a lease, say, would be held for nobody
        ledger.flush()
        before = ledger.mark()
        connection.execute("SAVEPOINT call")
        try:
            self.value, self.error = self.function(ledger, connection), None
            ledger.flush()
            connection.execute("RELEASE call")
        except Exception as error:
            if isinstance(error, sqlite3.Error) and classify(error).trouble is not Trouble.OTHER:
                raise
            connection.execute("ROLLBACK TO call")
            connection.execute("RELEASE call")
            ledger.forget_after_rollback(before)
            self.value, self.error = None, error

    def run_apart(self, ledger: Ledger, connection: sqlite3.Connection) -> None:
        """Run the function outside of any transaction; one that it leaves open is undone. Never raises."""
        self.started = self.future.set_running_or_notify_cancel()
        if not self.started:
            return
        try:
            self.value, self.error = self.function(ledger, connection), None
        except Exception as error:  # noqa: BLE001 - it reaches whoever waits
            self.value, self.error = None, error
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            self.error = self.error or error

    def resolve(self) -> None:
        """Give the outcome to whoever waits. Never raises."""
        if not self.started:
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.value)

    def abandon(self, error: Exception) -> None:
        """Say that the function was not carried out. Never raises."""
        if self.future.done():
            return
        if not self.started:
            self.started = self.future.set_running_or_notify_cancel()
        if self.started:
            self.future.set_exception(error)


Operation = Ticket | Completion | Call


def payload_of(ticket: Ticket) -> bytes:
    """Return the bytes that a device sent."""
    item = ticket.item
    return item.image if isinstance(item, Frame) else item.payload


def size_of(ticket: Ticket) -> int:
    """Return what a queued message takes in memory, about, in bytes."""
    item = ticket.item
    return len(item.image if type(item) is Frame else item.payload) + MESSAGE_OVERHEAD_BYTES  # type: ignore[union-attr]


def as_unwritable(ticket: Ticket, why: str) -> bool:
    """Turn a message that can't be written into a quarantined one; False when that was tried already."""
    item = ticket.item
    if isinstance(item, Quarantined) and item.reason == UNWRITABLE:
        return False
    if isinstance(item, Quarantined):
        topic, device = item.topic, item.device
    else:
        topic, device = f"{ROOT}/{item.device}/{'telemetry' if isinstance(item, Reading) else 'frame'}", item.device
    ticket.item = Quarantined(
        item.received_us,
        _printable(topic),
        None if device is None else _printable(device),
        UNWRITABLE,
        _printable(why),
        payload_of(ticket),
        item.qos,
    )
    return True


def _printable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def release_small(operations: Iterable[Operation]) -> tuple[list[Operation], list[Operation]]:
    """Split operations into those that need next to no room and depend on no unwritten message, and the rest.

    On a full disk the first go ahead: results of messages already kept are what lets those be given up.
    """
    small: list[Operation] = []
    rest: list[Operation] = []
    for operation in operations:
        if isinstance(operation, Ticket):
            rest.append(operation)
            continue
        needed = operation.after if isinstance(operation, Call) else operation.job_of
        waits = isinstance(needed, Ticket) and needed.outcome is Outcome.PENDING
        (rest if waits else small).append(operation)
    return small, rest
