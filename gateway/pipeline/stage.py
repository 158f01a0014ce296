"""The inference stage: takes jobs and keeps threads supplied with them, which look at each (`Looking`).

A message that arrives while capacity is idle is claimed: work starts on the copy in memory while the journal makes
it durable, and the result follows it through the journal's queue, so no result can be committed before its input.
Everything else is leased from the journal, evidence first, then oldest first, but of no device more than leaves the
others room. While the journal holds a backlog nothing is claimed, so that no message of a device overtakes another for
long. Of what is in hand, devices take turns (`Turns`).
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import TypeVar

from edge_worker import Engine
from gateway.alarms import AlarmSink
from gateway.journal import Journal, JournalClosedError, Ticket
from gateway.pipeline.annotation import SnapshotRate
from gateway.pipeline.assignment import Assignment
from gateway.pipeline.conclusion import Conclusion
from gateway.pipeline.looking import Looking
from gateway.pipeline.ports import FrameObserver, JobPlacer, NothingProven, ProofTaker, StageCounters
from gateway.pipeline.turns import Turns
from gateway.pipeline.work import Work, claimed_work
from gateway.records import Frame, Reading
from gateway.supervisor import Health
from gateway.waking import wake_from_any_thread

__all__ = ["InferenceStage"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

LOOK_S = 0.25
MODEL_RETRY_S = 30.0
SLOW_S = 30.0
STUCK_S = 300.0
CLAIMS_A_THREAD = 8
LEASES_A_THREAD = 32
FEW_A_THREAD = 8  # with fewer jobs in hand it is time to lease more
FEWEST_EACH = 2  # jobs in hand that every device may have


class InferenceStage:
    """A supervised component; also the `FrameTaker` of the data plane.

    With *ahead* False work on a picture begins only once the journal has it: nothing leaves that is not owed.
    """

    name = "inference"
    critical = True

    def __init__(
        self,
        journal: Journal,
        engine: Engine,
        assignment: Assignment,
        alarms: AlarmSink,
        observer: FrameObserver,
        *,
        threads: int,
        max_attempts: int,
        max_pixels: int,
        snapshot_interval_s: float,
        prover: ProofTaker | None = None,
        placer: JobPlacer | None = None,
        ahead: bool = True,
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._engine, self._alarms, self._threads = journal, engine, alarms, threads
        self.assignment, self._ahead = assignment, ahead
        self.counters = StageCounters()
        conclusion = Conclusion(prover or NothingProven(), SnapshotRate(snapshot_interval_s), self.counters, clock_us)
        self._looking = Looking(self, journal, engine, alarms, observer, placer, conclusion, max_attempts, max_pixels)
        self.held: dict[str, str] = {}  # device → why its jobs wait
        self._turns = Turns()
        self._in_hand: Counter[str] = Counter()  # jobs by device: waiting for a thread, or on one
        self._lock = threading.Lock()
        self._backlog = True  # the journal may hold queued jobs
        self._models_ready = False
        self._refill: Callable[[], None] = lambda: None
        self._claimed: Work | None = None  # between `claim` and `start`, which one thread calls in turn
        self._running_since: dict[str, float] = {}  # thread → when it began on its job
        self._loading = asyncio.Lock()
        self._problems: list[str] = []
        self._complained: set[str] = set()  # models about which an alarm may be raised

    # -- the data plane's side ----------------------------------------------------------------------------------------

    def claim(self, ticket: Ticket) -> bool:
        """Reserve a place in memory for the ticket's job, if there is one and no older job waits."""
        item = ticket.item
        assert isinstance(item, Frame | Reading)
        plan = self.assignment.plan(item)
        if plan is None or (not self._ahead and isinstance(item, Frame)):
            return False
        most = self._threads if plan.latest else self._threads * CLAIMS_A_THREAD
        with self._lock:
            if item.device in self.held:
                return False
            if self._backlog or not self._models_ready or self._in_hand.total() >= most:
                self._backlog = True
                return False
            self._in_hand[item.device] += 1
        ticket.claimed = True
        payload = item.image if isinstance(item, Frame) else item.payload
        ticket.sha256 = sha256(payload).digest()
        self._claimed = claimed_work(ticket, plan)
        return True

    def start(self, ticket: Ticket) -> None:
        """Begin on a claimed ticket that is now in the journal's queue."""
        work, self._claimed = self._claimed, None
        assert work is not None
        assert work.target is ticket
        self._turns.put(work)

    def on_durable(self, tickets: list[Ticket]) -> None:
        """Wake up when the journal has taken jobs that nobody claimed. Called by the writer."""
        waiting = {ticket.job.device for ticket in tickets if ticket.job is not None and not ticket.claimed}
        if waiting.difference(self.held):
            self._backlog = True
            with self._lock:
                wanted = self._is_short() or not waiting <= self._in_hand.keys()
            if wanted:
                self._refill()

    # -- the component ------------------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Load the models, then keep the threads supplied until cancelled."""
        loop, wake = asyncio.get_running_loop(), asyncio.Event()
        self._refill = lambda: wake_from_any_thread(loop, wake)
        health.starting("loading models")
        threads = [
            threading.Thread(target=self._work, name=f"inference-{n}", daemon=True) for n in range(self._threads)
        ]
        for thread in threads:
            thread.start()
        try:
            await self._load_models(self.assignment, health)
            next_try = time.monotonic() + MODEL_RETRY_S
            while True:
                await self._supply(health)
                self._report(health)
                if (self.held or self._problems) and time.monotonic() >= next_try:
                    await self._load_models(self.assignment, health)
                    next_try = time.monotonic() + MODEL_RETRY_S
                try:
                    async with asyncio.timeout(LOOK_S):
                        await wake.wait()
                except TimeoutError:
                    pass
                wake.clear()
        finally:
            for _ in threads:
                self._turns.end()
            for thread in threads:
                await asyncio.to_thread(thread.join)

    async def reload(self, assignment: Assignment, health: Health) -> None:
        """Take over a new assignment: its models are loaded first, then it counts, then what it needs no more goes.

        What is in hand ends on the model that it began with.
        """
        await self._load_models(assignment, health)
        self._engine.retain(assignment.models())

    async def _load_models(self, assignment: Assignment, health: Health) -> None:
        """Load what *assignment* names, make it the one that counts, and try again what was held."""
        async with self._loading:
            problems: list[str] = []
            for name in assignment.models():
                try:
                    await _ticking(asyncio.create_task(asyncio.to_thread(self._engine.bring, name)), health)
                    self._alarms.clear_alarm("model_refused", name)
                    self._complained.discard(name)
                except Exception as error:  # noqa: BLE001 - a bad model must not stop the others
                    problems.append(f"{name}: {error}")
                    self.complain(name, error)
            self.assignment = assignment
            for name in self._complained.difference(assignment.models()):
                self._alarms.clear_alarm("model_refused", name)
                self._complained.discard(name)
            self._problems = problems
            self.held.clear()
            self._models_ready = True
            self._backlog = True  # what was held is in the journal, and nobody else says so
        self._report(health)
        self._refill()

    def _report(self, health: Health) -> None:
        """Say how it goes; the tick stops when a thread hangs, so that the watchdog notices."""
        now = time.monotonic()
        longest = max((now - since for since in list(self._running_since.values())), default=0.0)
        if longest < STUCK_S:
            health.tick()
        if self._problems:
            health.degraded("; ".join(self._problems), "see: ciro model list; add it with: ciro model add FILE")
        elif longest > SLOW_S:
            health.degraded(
                f"a model has been busy with one input for more than {SLOW_S:.0f} s",
                "try it with: ciro model test NAME FILE; choose a smaller one",
            )
        elif self.held:
            device, reason = next(iter(list(self.held.items())))
            health.degraded(
                f"{len(self.held)} device(s) wait, {device}: {reason}", "mend the device's [[devices]] entry"
            )
        else:
            health.ok(f"{len(self.assignment.models())} models loaded")

    async def _supply(self, health: Health) -> None:
        """Lease jobs while the journal has some and the threads have room."""
        capacity = self._threads * LEASES_A_THREAD
        while self._backlog:
            with self._lock:
                room = capacity - self._in_hand.total()
                if room <= 0:
                    return
                self._backlog = False
                in_hand = dict(self._in_hand)
            # A share of the room is left for a device that has nothing in hand yet.
            each = max(FEWEST_EACH, capacity // (max(1, len(in_hand)) + 1))
            lease = self._journal.lease(room, list(self.held), in_hand=in_hand, each=each)
            try:
                jobs = await _ticking(asyncio.wrap_future(lease), health)
            except JournalClosedError:
                return
            leased = Counter(job.device for job in jobs)
            full = max((leased + Counter(in_hand)).values(), default=0) >= each
            with self._lock:
                self._in_hand.update(leased)
                self._backlog = self._backlog or full or len(jobs) == room  # the journal may hold more
            for job in jobs:
                self._turns.put(Work(job, job))
            if len(jobs) < room:
                return

    # -- the threads --------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        name = threading.current_thread().name
        while (work := self._turns.get()) is not None:
            device = work.job.device
            self._running_since[name] = began = time.monotonic()
            elsewhere = False
            try:
                elsewhere = self._looking.look(work)
            except JournalClosedError:
                return
            except Exception:  # noqa: BLE001 - the thread must outlive any one job
                _log.exception("a job could not be handled")
            finally:
                del self._running_since[name]
                self._turns.note(device, time.monotonic() - began)
                if not elsewhere:
                    self.out_of_hand(device)

    # -- what becomes of a job: `WorkGiver` ---------------------------------------------------------------------------

    def hold(self, device: str, why: str) -> None:
        """Have the device's jobs wait in the journal until what is at fault is mended."""
        self.held[device] = why

    def complain(self, model: str, error: Exception) -> None:
        """Raise the alarm about a model that can't be used."""
        self._complained.add(model)
        self._alarms.raise_alarm("model_refused", model, str(error))

    def note_returned(self) -> None:
        """Note that a job went back to the journal, to be tried again."""
        self._backlog = True

    def out_of_hand(self, device: str) -> None:
        """Note that a job has ended, here or elsewhere."""
        with self._lock:
            self._in_hand[device] -= 1
            if not self._in_hand[device]:
                del self._in_hand[device]
            wanted = self._backlog and (self._is_short() or device not in self._in_hand)
        if wanted:
            self._refill()

    def _is_short(self) -> bool:
        return self._in_hand.total() < self._threads * FEW_A_THREAD


async def _ticking(future: asyncio.Future[T], health: Health) -> T:
    """Wait for *future*, ticking meanwhile: slow storage or a model that is being built is no hanging loop."""
    try:
        while not future.done():
            await asyncio.wait({future}, timeout=LOOK_S)
            health.tick()
    except asyncio.CancelledError:
        future.cancel()
        raise
    return future.result()
