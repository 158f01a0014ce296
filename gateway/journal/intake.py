"""What waits for the writer: messages, results, calls; how many there may be; when to wake."""

from __future__ import annotations

import contextlib
import threading
from collections import deque

from gateway.journal.ledger import Outcome, Ticket
from gateway.journal.operations import Call, Completion, JournalClosedError, Operation, release_small, size_of
from gateway.records import Reading

__all__ = ["Intake"]

LAZY_S = 0.25
LINGER_S = 0.003
LINGER_ABOVE = 40  # a group larger than this shows a rate at which a short wait saves more than it costs
RESULT_LINGER_S = 0.005


class Intake:
    """The queue before the writer. One thread appends messages, any thread puts the rest, the writer takes.

    Args:
        max_group: messages in one commit at most.
        max_messages, max_bytes: bounds of what is appended and not durable.

    """

    def __init__(self, max_group: int, max_messages: int, max_bytes: int) -> None:
        self._max_group, self._max_messages, self._max_bytes = max_group, max_messages, max_bytes
        self._queue: deque[Operation] = deque()
        self._lazy: deque[Call] = deque()
        self._apart: deque[Call] = deque()
        self._putting = threading.Lock()
        self._wake = threading.Event()
        self._urgent = threading.Event()
        self._relief = threading.Event()  # something came that may go ahead of messages on a full disk
        self._result = threading.Event()  # a result came since the last group was taken
        self.closing = False
        self._appended = self._appended_bytes = 0  # written by the appending thread alone
        self._settled = self._settled_bytes = 0  # written by the writer alone
        self._was_large = False
        self._results_are_quick = True
        self._singly = 0

    # -- any thread -----------------------------------------------------------------------------------------------

    def has_room(self) -> bool:
        """Whether another message may be appended."""
        return (
            self._appended - self._settled < self._max_messages
            and self._appended_bytes - self._settled_bytes < self._max_bytes
        )

    def backlog(self) -> tuple[int, int]:
        """Return messages and bytes that are appended and not settled."""
        return self._appended - self._settled, self._appended_bytes - self._settled_bytes

    def append(self, ticket: Ticket) -> None:
        """Queue a message. A reading may wait some milliseconds for company, everything else is urgent."""
        self._appended += 1
        self._appended_bytes += size_of(ticket)
        self._queue.append(ticket)
        # Setting an event that is set costs as much as parsing the message; the writer clears before it takes.
        if not isinstance(ticket.item, Reading) and not self._urgent.is_set():
            self._urgent.set()
        if not self._wake.is_set():
            self._wake.set()

    def put(self, operation: Operation) -> None:
        """Queue a result or a call; on a closing journal a call is abandoned."""
        with self._putting:
            if not self.closing:
                self._queue.append(operation)
            elif isinstance(operation, Call):
                operation.abandon(JournalClosedError("the journal is closing"))
        if isinstance(operation, Completion):
            self._result.set()
        self._rouse()

    def put_apart(self, call: Call) -> None:
        """Queue a call that runs between two transactions."""
        with self._putting:
            if self.closing:
                call.abandon(JournalClosedError("the journal is closing"))
            else:
                self._apart.append(call)
        self._rouse()

    def put_lazily(self, call: Call) -> None:
        """Queue a call that may wait a quarter of a second."""
        self._lazy.append(call)

    def close(self) -> None:
        """Take nothing more, and wake whoever waits."""
        with self._putting:
            self.closing = True
        self._rouse()

    def abandon(self, held: list[Operation]) -> None:
        """Tell whoever waits for a call, among *held* too, that it was not carried out. After the writer has ended."""
        for operation in (*held, *self._queue, *self._lazy, *self._apart):
            if isinstance(operation, Call):
                operation.abandon(JournalClosedError("the journal was closed"))

    def _rouse(self) -> None:
        for event in (self._urgent, self._relief, self._wake):
            event.set()

    # -- the writer -----------------------------------------------------------------------------------------------

    def take(self) -> list[Operation]:
        """Return the next group, empty when nothing came within a quarter of a second."""
        if not self._queue and not self._apart:
            self._wake.wait(LAZY_S)
        if self._was_large and not self._urgent.is_set() and not self.closing:
            self._urgent.wait(LINGER_S)
        self._wake.clear()
        self._urgent.clear()
        self._result.clear()
        group: list[Operation] = []
        take = self._queue.popleft
        with contextlib.suppress(IndexError):
            while len(group) < (1 if self._singly else self._max_group):
                group.append(take())
        self._singly = max(0, self._singly - 1)
        if self._queue:
            self._wake.set()
        with contextlib.suppress(IndexError):
            while True:
                group.append(self._lazy.popleft())
        self._was_large = len(group) > LINGER_ABOVE
        return group

    def take_results(self, group: list[Operation]) -> list[Operation]:
        """Take results that came while the group's pictures were synced and whose messages are written or in *group*.

        So they leave with this commit and not with the next. When there is none, although a picture of the group is
        being looked at, the first is waited for a moment: that saves a commit, and the result would have waited for
        two. Once that was in vain, models are slow, and nothing is waited for until a result comes by itself.
        The rest stays in its order.
        """
        waiting = (
            self._results_are_quick
            and any(isinstance(operation, Ticket) and operation.claimed for operation in group)
            and not any(isinstance(operation, Completion) for operation in group)
        )
        if waiting:
            self._result.wait(RESULT_LINGER_S)
        members = {id(operation) for operation in group}
        results: list[Operation] = []
        rest: list[Operation] = []
        for operation in [self._queue.popleft() for _ in range(len(self._queue))]:
            ready = False
            if isinstance(operation, Completion):
                of = operation.job_of
                ready = not isinstance(of, Ticket) or of.outcome is not Outcome.PENDING or id(of) in members
            (results if ready else rest).append(operation)
        self._queue.extendleft(reversed(rest))
        if results or waiting:
            self._results_are_quick = bool(results)
        return results

    def take_apart(self) -> Call | None:
        """Return the next call that runs between transactions, or None."""
        return self._apart.popleft() if self._apart else None

    def take_small(self) -> list[Operation]:
        """Take what may go ahead of messages on a full disk; the rest stays in its order."""
        small, rest = release_small([self._queue.popleft() for _ in range(len(self._queue))])
        self._queue.extendleft(reversed(rest))
        return small

    def give_back_singly(self, group: list[Operation]) -> None:
        """Put a group back to the front; it is handed out again one by one."""
        self._singly = len(group)
        self._queue.extendleft(reversed(group))

    def settle(self, messages: int, size: int) -> None:
        """Note that messages of *size* bytes, as `size_of` counts, are not held any more."""
        self._settled += messages
        self._settled_bytes += size

    def wait_for_relief(self, timeout: float) -> bool:
        """Wait until something comes that may go ahead, at most *timeout* seconds; return whether it did."""
        self._relief.clear()
        return self._relief.wait(timeout)
