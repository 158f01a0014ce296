"""Who runs next, and with whom: a bounded queue, slots, and batches made of requests that wait anyway.

A request that finds a free slot runs at once, alone. While all slots are busy, requests for the same model gather, and
the next free slot takes as many of them as one batch holds: under load batches grow by themselves and no request waits
for company. With a *latency budget* a batch that is not full waits for more, no longer than the budget of its oldest
request: more throughput on a GPU, for a price in latency that is known.

Used from the event loop's thread; only the runs themselves are in threads.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

__all__ = ["ALONE", "Batching", "Dispatcher", "QueueFull", "Work"]


class QueueFull(RuntimeError):  # noqa: N818 - reads as what happened
    """As many requests as may wait do."""


@dataclass(frozen=True, slots=True)
class Batching:
    """How a model's requests are put together.

    Attributes:
        most: rows of a batch; 1: none is made.
        budget_s: how long a batch that is not full waits for more; 0: not at all.

    """

    most: int = 1
    budget_s: float = 0.0


ALONE = Batching()


@dataclass(slots=True, eq=False)
class Work:
    """One request's part of a run.

    Attributes:
        group: works of one group may run together.
        batching: of the group.
        rows: what it adds to a batch.
        run: runs works of one group in a thread, and returns for each its outcome, or the exception it gets.
        in_time: called before it runs; raises what the request gets when it is too late for it.
        payload: for *run*.

    """

    group: Hashable
    batching: Batching
    rows: int
    run: Callable[[Sequence[Work]], Sequence[Any]]
    in_time: Callable[[], None]
    payload: Any
    outcome: asyncio.Future[Any] = field(init=False)
    since: float = field(init=False, default=0.0)


class Dispatcher:
    """Runs works in threads, at most *slots* at a time; *queue* may wait beyond those.

    Args:
        slots, queue: see above.
        observe: told the rows of each run and the seconds that its works waited.
        clock: monotonic seconds, the event loop's.

    """

    def __init__(
        self,
        slots: int,
        queue: int,
        observe: Callable[[Sequence[Work], Sequence[float]], None] = lambda _works, _waited: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.slots = slots
        self._free = slots
        self._queue = queue
        self._observe = observe
        self._clock = clock
        self._waiting: deque[Work] = deque()
        self._pool = ThreadPoolExecutor(slots, thread_name_prefix="inference")
        self._alarm: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """How many requests wait."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """How many slots are busy."""
        return self.slots - self._free

    async def do(self, work: Work) -> Any:
        """Run *work*, alone or with others, and return its outcome.

        Raises:
            QueueFull: try elsewhere, or later.
            Exception: what `Work.in_time` raises, or the work's own outcome.

        """
        if len(self._waiting) >= self._queue + self._free:
            raise QueueFull(f"{len(self._waiting)} requests wait already: try another worker, or later")
        work.outcome = asyncio.get_running_loop().create_future()
        work.since = self._clock()
        self._waiting.append(work)
        self._start_what_can()
        try:
            return await work.outcome
        except asyncio.CancelledError:
            if work in self._waiting:
                self._waiting.remove(work)
            raise

    def close(self) -> None:
        """Give the threads back when what runs has ended."""
        self._pool.shutdown(wait=False)

    def _start_what_can(self) -> None:
        """Fill the free slots with the oldest groups that need not wait for more."""
        now = self._clock()
        earliest: float | None = None
        passed_over: set[Hashable] = set()
        while self._free:
            first = next((work for work in self._waiting if work.group not in passed_over), None)
            if first is None:
                break
            batch, full = self._batch_of(first)
            due = first.since + first.batching.budget_s
            if not full and now < due:
                passed_over.add(first.group)
                earliest = due if earliest is None else min(earliest, due)
                continue
            self._start(batch, now)
        self._wake_at(earliest, now)

    def _batch_of(self, first: Work) -> tuple[list[Work], bool]:
        """Return *first* and the oldest of its group that fit beside it, and whether no other would."""
        most = first.batching.most
        batch: list[Work] = []
        rows = 0
        for work in self._waiting:
            if work.group != first.group:
                continue
            if batch and rows + work.rows > most:
                return batch, True
            batch.append(work)
            rows += work.rows
        return batch, rows >= most

    def _start(self, batch: list[Work], now: float) -> None:
        ready = []
        for work in batch:
            self._waiting.remove(work)
            try:
                work.in_time()
            except Exception as error:  # noqa: BLE001 - it is the request's outcome, whatever it is
                _settle(work, error)
            else:
                ready.append(work)
        if not ready:
            return
        self._free -= 1
        self._observe(ready, [now - work.since for work in ready])
        self._pool.submit(self._run, ready, asyncio.get_running_loop())

    def _run(self, batch: list[Work], loop: asyncio.AbstractEventLoop) -> None:
        """Run a batch, in a thread; the event loop is told with one message, where a future would take three turns."""
        try:
            outcomes = batch[0].run(batch)
        except BaseException as error:  # noqa: BLE001 - it is the requests' outcome, whatever it is
            outcomes = [error] * len(batch)
        loop.call_soon_threadsafe(self._ended, batch, outcomes)

    def _ended(self, batch: list[Work], outcomes: Sequence[Any]) -> None:
        self._free += 1
        for work, outcome in zip(batch, outcomes, strict=True):
            _settle(work, outcome)
        self._start_what_can()

    def _wake_at(self, when: float | None, now: float) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if when is not None:
            self._alarm = asyncio.get_running_loop().call_later(max(0.0, when - now), self._start_what_can)


def _settle(work: Work, outcome: Any) -> None:
    if work.outcome.done():  # its client went away
        return
    if isinstance(outcome, BaseException):
        work.outcome.set_exception(outcome)
    else:
        work.outcome.set_result(outcome)
