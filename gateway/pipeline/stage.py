"""The inference stage: takes jobs, runs the engine in threads, writes results back to the journal.

A message that arrives while capacity is idle is claimed: work starts on the copy in memory while the journal makes
it durable, and the result follows it through the journal's queue, so no result can be committed before its input.
Everything else is leased from the journal, evidence first, then oldest first. While the journal holds a backlog
nothing is claimed, so that no message overtakes another for long.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Protocol

import numpy as np
import orjson
import uuid_utils
from numpy.typing import NDArray

from edge_worker import (
    Engine,
    InferenceResult,
    ModelRefused,
    PoisonImage,
    RuntimeAbsent,
    SignalRefused,
    WrongInput,
    decode,
)
from gateway.ingest import AlarmSink
from gateway.journal import FrameMissingError, Journal, JournalClosedError, Outcome, Ticket
from gateway.pipeline.annotation import annotate
from gateway.pipeline.assignment import Assignment
from gateway.pipeline.message import result_message
from gateway.records import Frame, Inference, Job, Kind, Quarantined, Reading
from gateway.supervisor import Health
from gateway.topics import Channel, device_topic

__all__ = ["FrameObserver", "InferenceStage", "StageCounters"]

_log = logging.getLogger(__name__)

LOOK_S = 0.25
MODEL_RETRY_S = 30.0
CLAIMS_A_THREAD = 8
LEASES_A_THREAD = 16


class FrameObserver(Protocol):
    """Who watches cameras; called by the stage's threads with the decoded picture."""

    def observe_picture(self, device: str, received_us: int, sha256: bytes, image: NDArray[np.uint8]) -> None:
        """Look at a picture: BGR, uint8, [h, w, 3]."""


@dataclass(slots=True)
class StageCounters:
    """What the stage has done since the start."""

    done: int = 0
    late: int = 0
    failed: int = 0
    poison: int = 0
    not_ok: int = 0
    latencies_ms: deque[float] = field(default_factory=lambda: deque(maxlen=4000))


@dataclass(frozen=True, slots=True)
class _Work:
    """A job in hand, and where its outcome goes.

    Attributes:
        job: leased from the journal; for a claimed ticket, the job as it will be, but for its numbers.
        target: the ticket or the leased job, for the journal.
        image: the picture's bytes when they are in memory.

    """

    job: Job
    target: Ticket | Job
    image: bytes | None = None


class InferenceStage:
    """A supervised component; also the `FrameTaker` of the data plane."""

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
        clock_us: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self._journal, self._engine, self._alarms, self._observer = journal, engine, alarms, observer
        self.assignment = assignment
        self._threads, self._max_attempts, self._max_pixels = threads, max_attempts, max_pixels
        self._snapshot_interval_s, self._clock_us = snapshot_interval_s, clock_us
        self.counters = StageCounters()
        self.held: dict[str, str] = {}  # device → why its jobs wait
        self._queue: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._in_hand = 0
        self._lock = threading.Lock()
        self._backlog = True  # the journal may hold queued jobs
        self._models_ready = False
        self._refill: Callable[[], None] = lambda: None
        self._snapshots: dict[str, float] = {}

    # -- the data plane's side ----------------------------------------------------------------------------------------

    def claim(self, ticket: Ticket) -> bool:
        """Reserve a place in memory for the ticket's job, if there is one and no older job waits."""
        item = ticket.item
        assert isinstance(item, Frame | Reading)
        plan = self.assignment.plan(item)
        if plan is None:
            return False
        most = self._threads if plan.latest else self._threads * CLAIMS_A_THREAD
        with self._lock:
            if self._backlog or not self._models_ready or self._in_hand >= most or item.device in self.held:
                self._backlog = True
                return False
            self._in_hand += 1
        ticket.claimed = True
        payload = item.image if isinstance(item, Frame) else item.payload
        ticket.sha256 = sha256(payload).digest()
        return True

    def start(self, ticket: Ticket) -> None:
        """Begin on a claimed ticket that is now in the journal's queue."""
        self._queue.put(_claimed_work(ticket, self.assignment))

    def on_durable(self, tickets: list[Ticket]) -> None:
        """Wake up when the journal has taken jobs that nobody claimed. Called by the writer."""
        if any(ticket.job is not None and not ticket.claimed for ticket in tickets):
            self._backlog = True
            self._refill()

    # -- the component ------------------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Load the models, then keep the threads supplied until cancelled."""
        loop = asyncio.get_running_loop()
        wake = asyncio.Event()

        def refill() -> None:
            loop.call_soon_threadsafe(wake.set)

        self._refill = refill
        health.starting("loading models")
        threads = [
            threading.Thread(target=self._work, name=f"inference-{n}", daemon=True) for n in range(self._threads)
        ]
        for thread in threads:
            thread.start()
        try:
            await self._load_models(health)
            next_try = time.monotonic() + MODEL_RETRY_S
            while True:
                await self._supply()
                health.tick()
                if self.held and time.monotonic() >= next_try:
                    next_try = time.monotonic() + MODEL_RETRY_S
                    await self._load_models(health)
                try:
                    async with asyncio.timeout(LOOK_S):
                        await wake.wait()
                except TimeoutError:
                    pass
                wake.clear()
        finally:
            for _ in threads:
                self._queue.put(None)
            for thread in threads:
                await asyncio.to_thread(thread.join)

    async def reload(self, assignment: Assignment, health: Health) -> None:
        """Take over a new assignment: its models are loaded first, then it counts."""
        self.assignment = assignment
        await self._load_models(health)

    async def _load_models(self, health: Health) -> None:
        self.held.clear()
        problems: list[str] = []
        for name in self.assignment.models():
            try:
                await asyncio.to_thread(self._engine.load, name)
                self._alarms.clear_alarm("model_refused", name)
            except Exception as error:  # noqa: BLE001 - a bad model must not stop the others
                problems.append(f"{name}: {error}")
                self._alarms.raise_alarm("model_refused", name, str(error))
        self._models_ready = True
        if problems:
            health.degraded("; ".join(problems), "see: ciro model list; add it with: ciro model add FILE")
        else:
            health.ok(f"{len(self.assignment.models())} models loaded")

    async def _supply(self) -> None:
        """Lease jobs while the journal has some and the threads have room."""
        while self._backlog:
            with self._lock:
                room = self._threads * LEASES_A_THREAD - self._in_hand
                if room < self._threads * LEASES_A_THREAD // 2:
                    return
                self._backlog = False
            try:
                jobs = await asyncio.wrap_future(self._journal.lease(room, list(self.held)))
            except JournalClosedError:
                return
            with self._lock:
                self._in_hand += len(jobs)
                self._backlog = self._backlog or len(jobs) == room
            for job in jobs:
                self._queue.put(_Work(job, job))

    # -- the threads --------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                self._look(work)
            except JournalClosedError:
                return
            except Exception:  # noqa: BLE001 - the thread must outlive any one job
                _log.exception("a job could not be handled")
            finally:
                with self._lock:
                    self._in_hand -= 1
                    low = self._backlog and self._in_hand < self._threads * LEASES_A_THREAD // 2
                if low:
                    self._refill()

    def _look(self, work: _Work) -> None:
        job, target = work.job, work.target
        if isinstance(target, Ticket) and target.outcome in {Outcome.DUPLICATE, Outcome.QUARANTINED}:
            return
        try:
            inference = self._infer(work)
        except (PoisonImage, SignalRefused) as error:
            self._give_up(work, "not_a_picture" if job.kind is Kind.FRAME else "wrong_waveform", error)
        except FrameMissingError as error:
            self._journal.fail(target, str(error), give_up=True)
        except (ModelRefused, RuntimeAbsent, WrongInput) as error:
            # The configuration or a model is at fault, not the input: the job waits until that is mended.
            self.held[job.device] = str(error)
            self._alarms.raise_alarm("model_refused", self.assignment.model(job.device, job.kind) or "?", str(error))
            self._journal.fail(target, str(error), give_up=False)
            self._backlog = True
        except Exception as error:  # noqa: BLE001 - the job is tried again, then quarantined with its bytes
            _log.exception("inference failed for %s", job.device)
            if job.attempt >= self._max_attempts:
                self._give_up(work, "inference_failed", error)
            else:
                self.counters.failed += 1
                self._journal.fail(target, str(error), give_up=False)
                self._backlog = True
        else:
            self._journal.complete(target, inference)

    def _infer(self, work: _Work) -> Inference:
        job = work.job
        model = self.assignment.model(job.device, job.kind)
        if model is None:
            raise ModelRefused(f"the configuration names no model for {job.device} any more")
        settings = self.assignment.settings(job.device)
        try:
            thresholds = self._engine.thresholds_for(model, settings.thresholds, settings.costs)
        except ValueError as error:
            raise ModelRefused(f"[[devices]] match = {settings.match!r}: {error}") from error
        if job.kind is Kind.READING:
            signal, ts_ms, out = self._infer_reading(model, job.payload or b"", thresholds)
            return self._conclude(job, out, signal, ts_ms, None)
        image = decode(work.image or self._journal.frames.read(job.sha256), self._max_pixels)
        self._observer.observe_picture(job.device, job.received_us, job.sha256, image)
        return self._conclude(job, self._engine.infer_image(model, image, thresholds=thresholds), None, None, image)

    def _infer_reading(
        self, model: str, payload: bytes, thresholds: dict[str, float] | None
    ) -> tuple[str, float | None, InferenceResult]:
        """Look at every waveform of a reading; the one that is not ok, or the first, is the result."""
        message = orjson.loads(payload)
        found: list[tuple[str, InferenceResult]] = []
        for name, value in message["v"].items():
            if isinstance(value, dict):
                samples = np.asarray(value["x"], dtype=np.float64)
                found.append(
                    (name, self._engine.infer_window(model, samples, float(value["hz"]), thresholds=thresholds))
                )
        signal, out = next(((name, out) for name, out in found if not out.ok), found[0])
        return signal, message.get("ts"), out

    def _conclude(
        self,
        job: Job,
        out: InferenceResult,
        signal: str | None,
        ts_ms: float | None,
        image: NDArray[np.uint8] | None,
    ) -> Inference:
        now_us = self._clock_us()
        latency_ms = max(0.0, (now_us - job.received_us) / 1000)
        late = now_us > job.deadline_us
        identifier = str(uuid_utils.uuid7())
        message = result_message(
            identifier=identifier,
            job=job,
            out=out,
            ok=out.ok,
            latency_ms=latency_ms,
            late=late,
            signal=signal,
            ts_ms=ts_ms,
        )
        counters = self.counters
        counters.done += 1
        counters.late += late
        counters.not_ok += not out.ok
        counters.latencies_ms.append(latency_ms)
        snapshot = None
        if image is not None and self._snapshot_due(job.device, out.ok):
            snapshot = annotate(image, out.detections, out.decision, ok=out.ok)
        return Inference(identifier, job, message, out.decision, out.ok, latency_ms, snapshot)

    def _snapshot_due(self, device: str, ok: bool) -> bool:
        """At a bounded rate; a picture that is not ok comes sooner."""
        now = time.monotonic()
        interval = self._snapshot_interval_s if ok else self._snapshot_interval_s / 4
        if now - self._snapshots.get(device, -1e9) < interval:
            return False
        self._snapshots[device] = now
        return True

    def _give_up(self, work: _Work, reason: str, error: Exception) -> None:
        self.counters.poison += 1
        job = work.job
        if job.kind is Kind.FRAME:
            channel, payload = Channel.FRAME, work.image or self._journal.frames.read(job.sha256)
        else:
            channel, payload = Channel.TELEMETRY, job.payload or b""
        quarantined = Quarantined(
            job.received_us, device_topic(job.device, channel), job.device, reason, str(error), payload
        )
        self._journal.fail(work.target, str(error), give_up=True, quarantined=quarantined)
        self._alarms.raise_alarm("poison_payload", job.device, f"{reason}: {error}")


def _claimed_work(ticket: Ticket, assignment: Assignment) -> _Work:
    """Describe a claimed ticket's job before the journal has numbered it."""
    item = ticket.item
    assert isinstance(item, Frame | Reading)
    plan = assignment.plan(item)
    assert plan is not None
    picture = item if isinstance(item, Frame) else None
    job = Job(
        id=0,
        record_id=0,
        kind=Kind.FRAME if picture else Kind.READING,
        device=item.device,
        job_type=plan.job_type,
        received_us=item.received_us,
        captured_us=picture.captured_us if picture else None,
        deadline_us=item.received_us + plan.deadline_us,
        evidence=picture is not None and picture.evidence,
        attempt=1,
        lease_us=0,
        sha256=ticket.sha256,
        boot=item.boot,
        seq=item.seq,
        payload=item.payload if isinstance(item, Reading) else None,
    )
    return _Work(job, ticket, picture.image if picture else None)
