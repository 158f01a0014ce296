"""The dispatcher: takes jobs from the pipeline's threads, has each done somewhere, and hands back what came of it.

Decisions and leases live in the event loop; our own engine, signatures, comparisons and the book in threads.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from edge_worker import PreparedImage
from gateway.alarms import AlarmSink
from gateway.config import DeviceSettings
from gateway.config.routing import OWN_ENGINE, RoutingSettings, WorkerSettings
from gateway.offloading.accusing import Accuser
from gateway.offloading.admission import Admission
from gateway.offloading.answers import digest_of
from gateway.offloading.attestation import read_verifiers
from gateway.offloading.book import FILE, DecisionBook, Evidence, Heard, RouteBookError
from gateway.offloading.fleet import OWN_PRIORS, Fleet, own_profile, price_table
from gateway.offloading.job_ids import stable_job_id
from gateway.offloading.lease import Lease, monotonic_deadline_s
from gateway.offloading.performing import Answer, LeaseCounters, ProofRefused, Terms
from gateway.offloading.placing import Interrupted, Placed, Placement, Run
from gateway.offloading.proving import ProofVerifier, ProofWrong
from gateway.offloading.queue_worker import QueueWorker
from gateway.offloading.remote import HttpWorker, RemoteWorker
from gateway.offloading.worker_client import NoProof, Overdue, WorkerFailed
from gateway.records import Job
from gateway.routing import JobNeeds, Residency, Router, Trust
from gateway.routing.checking import CheckBook
from gateway.routing.router import MAX_ATTEMPTS
from gateway.supervisor import Health

__all__ = ["Dispatcher"]

_log = logging.getLogger(__name__)
T = TypeVar("T")

FLUSH_S = 0.25
FORGET_EVERY = 4 * 3600  # flushes: about an hour
HANDBACK_THREADS = 2
RECENT = 6
AGAIN_S = 10.0


class Dispatcher:
    """A supervised component; also the `JobPlacer` of the pipeline and the `Performer` of its leases.

    Args:
        settings: ``[routing]``.
        state: the state directory; the book is there.
        threads: of our own engine.
        alarms: told about workers with wrong results.
        read_secret: reads a token's file.
        used_models: names of the models in use.
        prepare: makes a picture, BGR uint8 [h, w, 3], the input of a model.
        gateway: our name, part of jobs' ids.
        queue: the group of workers behind Kafka; None: there is none.
        on_mismatch: told the evidence against a worker, in a thread: whoever opens a dispute.
        asks_again: whether a worker that was caught is asked for the same job once more, for somebody who can use it.

    Attributes:
        counters: what leases came to.
        proofs: verifies those of workers.
        recent: of the last jobs when (Unix µs), whose, at what cost (US dollars), and the book's entry.

    """

    name = "routing"
    critical = False

    def __init__(
        self,
        settings: RoutingSettings,
        state: Path,
        threads: int,
        alarms: AlarmSink,
        *,
        read_secret: Callable[[str, str], str],
        used_models: Callable[[], Iterable[str]],
        prepare: Callable[[str, NDArray[np.uint8]], PreparedImage],
        gateway: str = "",
        queue: QueueWorker | None = None,
        on_mismatch: Callable[[Evidence], None] = lambda _evidence: None,
        asks_again: bool = False,
    ) -> None:
        self.settings, self._state, self._alarms = settings, state, alarms
        self._read_secret, self._used_models, self._on_mismatch = read_secret, used_models, on_mismatch
        self._prepare, self._gateway, self.queue = prepare, gateway, queue
        self._asks_again = asks_again
        self.counters = LeaseCounters()
        self.recent: deque[tuple[int, str, float, dict[str, Any]]] = deque(maxlen=RECENT)
        self.router = Router(checks=CheckBook(settings.sample_percent / 100.0))
        self._table = table = price_table(settings)
        self._verifiers = read_verifiers(settings)
        self._own_models: dict[str, str | None] = {}
        self._threads = threads
        self._terms = Terms(settings.check, settings.agree, settings.tolerance, settings.when_late == "reject")
        self._fleet: Fleet | None = None
        self._book: DecisionBook | None = None
        self._accuser: Accuser | None = None
        self.proofs = ProofVerifier(state)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._open: dict[str, Placement] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self.router.admit(own_profile(settings, table, threads, self._own_models), OWN_PRIORS)

    @property
    def book_path(self) -> Path:
        """Where the book of decisions is."""
        return self._state / FILE

    # -- the pipeline's side: any thread ------------------------------------------------------------------------------

    def needs(self, job: Job, prepared: PreparedImage, device: DeviceSettings) -> JobNeeds:
        """Return what a job needs of whoever does it; what *device* does not say is the usual."""
        settings = self.settings
        trust = Trust[(device.trust or settings.trust).upper()]
        proven = settings.check == "proof" or trust is Trust.PROVEN
        if proven and trust is not Trust.ATTESTED:  # that is asked for beside the proof, which does not stand in for it
            trust = Trust.PROVEN
        return JobNeeds(
            stable_job_id(self._gateway, job, prepared.model.sha256),
            job.job_type,
            monotonic_deadline_s(job.deadline_us, time.monotonic()),
            int(prepared.context.tensor.nbytes),
            prepared.model.name,
            prepared.model.sha256,
            residency=Residency[(device.residency or settings.residency).upper()],
            trust=trust,
            smaller_model=settings.smaller_model if settings.smaller_model != prepared.model.name else None,
            critical=settings.critical,
            proof_within_s=settings.proof_within_s if proven else 0.0,
        )

    def place(self, placement: Placement) -> bool:
        """Take a job, whose `done` is then called once; say whether it was taken."""
        loop = self._loop
        if loop is None:
            return False
        with contextlib.suppress(RuntimeError):  # the loop has closed meanwhile
            loop.call_soon_threadsafe(self._start, placement)
            return True
        return False

    def use(self, settings: WorkerSettings, measured: Mapping[str, Any]) -> bool:
        """Take a worker that was found, see `Fleet.use`; called in the event loop."""
        return self._fleet is not None and self._fleet.use(settings, measured)

    def drop(self, name: str) -> None:
        """Let go of a worker that was found and has fallen silent; one that is configured stays."""
        if self._fleet is not None and name not in {one.name for one in self.settings.workers}:
            self._fleet.drop(name)

    def hear(self, heard: Heard) -> None:
        """Keep what became of a worker's announcement or token, for whoever asks; called in the event loop."""
        if self._book is not None:
            self._book.hear(heard)

    # -- the component ------------------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Place jobs until cancelled; what is open then is handed back to be tried again."""
        health.starting("opening the book of decisions")
        try:
            self._book = await asyncio.to_thread(DecisionBook, self._state, self.settings.keep_days)
        except RouteBookError as error:
            health.failed(str(error), "move the file away and restart")
            raise
        self._accuser = Accuser(self._book, self._alarms, self._on_mismatch)
        self._engine = ThreadPoolExecutor(self._threads, thread_name_prefix="routing-engine")
        self._back = ThreadPoolExecutor(HANDBACK_THREADS, thread_name_prefix="routing-result")
        self._fleet = Fleet(
            self.settings,
            self.router,
            self._table,
            self._read_secret,
            time.monotonic,
            self.queue,
            self._verifiers,
            self.hear,
        )
        self._loop = asyncio.get_running_loop()
        admission = Admission(
            self, self._prepare, self._terms, time.monotonic, self.proofs.lacking, self.settings.proof_within_s
        )
        watching = asyncio.create_task(self._fleet.watch(self._used_models, admission), name="routing-health")
        flushes = 0
        try:
            while not watching.done():
                await asyncio.wait([watching], timeout=FLUSH_S)
                await asyncio.to_thread(self._book.flush)
                flushes += 1
                if flushes % FORGET_EVERY == 1:
                    await asyncio.to_thread(self._book.forget_old)
                self._report(health)
            watching.result()
        finally:
            await self._end(watching)

    async def _end(self, watching: asyncio.Task[None]) -> None:
        self._loop = None
        tasks = [watching, *self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        for placement in list(self._open.values()):
            self._hand_back(placement, Interrupted("the dispatcher ended"))
        assert self._fleet is not None
        await self._fleet.close()
        await asyncio.to_thread(self._engine.shutdown)
        await asyncio.to_thread(self._back.shutdown)
        assert self._book is not None
        await asyncio.to_thread(self._book.close)

    def _report(self, health: Health) -> None:
        health.tick()
        gone = {OWN_ENGINE} if self._fleet is None else {OWN_ENGINE, *self._fleet.gone}
        others = [record for name, record in self.router.fleet.items() if name not in gone]
        away = [record.profile.name for record in others if not record.ready]
        known = [*(record.profile.name for record in others), *self.router.members]
        distrusted = [name for name in known if self.router.is_distrusted(name, time.monotonic())]
        full = [f"{record.profile.name} gets nothing more: {record.full}" for record in others if record.full]
        unfit = [f"{record.profile.name} {why}" for record in others for why in record.unfit.values()]
        if distrusted:
            health.degraded(f"distrusted for wrong results: {', '.join(distrusted)}", "see: ciro route evidence")
        elif away:
            health.degraded(
                f"{len(away)} of {len(others)} workers don't answer: {', '.join(away)}",
                self._remedy(away),
            )
        elif full:
            health.degraded("; ".join(full), "pictures go elsewhere meanwhile: start more workers of the group")
        elif unfit:
            health.degraded(
                f"not fit for jobs: {'; '.join(unfit)}", "mend that worker, or its [[routing.workers]] entry"
            )
        else:
            health.ok(f"{len(others)} workers, {self.counters.answered} jobs")

    def _remedy(self, away: list[str]) -> str:
        queue = self.queue
        if queue is None or queue.name not in away:
            return "start them, or check [[routing.workers]] url"
        if queue.client.trouble:
            return f"see that Kafka runs, and [kafka] bootstrap: {queue.client.trouble}"
        return f"start workers of the group {queue.settings.group}, or check [[kafka.workers]] result_key"

    # -- leases: the event loop ---------------------------------------------------------------------------------------

    def _start(self, placement: Placement) -> None:
        job_id = placement.needs.job_id
        if self._loop is None:
            placement.done(Interrupted("the dispatcher ended"))
            return
        self._own_models[placement.needs.model] = None
        if placement.needs.smaller_model is not None:
            self._own_models[placement.needs.smaller_model] = None
        self._open[job_id] = placement
        self.linger(asyncio.ensure_future(self._carry(placement)))

    async def _carry(self, placement: Placement) -> None:
        lease = Lease(placement, self, self._terms, time.monotonic)
        outcome: Placed | Exception
        try:
            outcome = await lease.run()
        except Exception as error:  # noqa: BLE001 - the stage knows what to do with each
            outcome = error
        worker = outcome.route["target"] if isinstance(outcome, Placed) else None
        assert self._book is not None
        document = lease.document() | {"answered_by": worker}
        self.recent.append((time.time_ns() // 1000, placement.device, lease.cost_usd, document))
        self._book.note(placement.needs.job_id, placement.device, worker, lease.cost_usd, document)
        self._hand_back(placement, outcome)

    def _hand_back(self, placement: Placement, outcome: Placed | Exception) -> None:
        if self._open.pop(placement.needs.job_id, None) is not None:
            self._back.submit(placement.done, outcome)

    # -- what leases ask ----------------------------------------------------------------------------------------------

    def linger(self, task: asyncio.Task[Any]) -> None:
        """Keep *task* alive until it ends."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def owner(self, worker: str) -> str:
        """Say who runs a worker."""
        assert self._fleet is not None
        return self._fleet.workers[worker].owner

    async def perform(self, job: Placement, prepared: PreparedImage, worker: str, number: int) -> Answer:
        """Have *worker* do the job.

        Raises:
            Overdue, WorkerFailed: it gave no valid answer; `ProofRefused`: it did not prove the one that it gave.
            InferenceFailed: our own engine failed.

        """
        if worker == OWN_ENGINE:
            return Answer(worker, await self._in_thread(self._engine, partial(_run_here, prepared)))
        assert self._fleet is not None
        remote = self._fleet.workers[worker]
        answer = await remote.ask(job, prepared, number)
        return await self._proven(job, prepared, answer, remote) if job.needs.proof else answer

    async def _proven(self, job: Placement, prepared: PreparedImage, answer: Answer, remote: RemoteWorker) -> Answer:
        """Wait for the proof of an answer, and return the answer with it.

        Raises:
            ProofRefused: none came in time, or it does not prove the answer.

        """
        assert isinstance(remote, HttpWorker), "only such say that they prove"
        assert remote.signatory is not None, "only signed answers are proven"
        assert answer.raw is not None
        began_s, bundle, wrong = time.monotonic(), b"", False
        try:
            bundle = await remote.client.proof(answer.raw, job.needs.proof_within_s)
            wrong = True
            signatory, tensor, job_id = remote.signatory, prepared.context.tensor, job.needs.job_id
            check = partial(self.proofs.check, bundle, prepared.model, tensor, answer.run, job_id, signatory)
            digest = await self._in_thread(None, check)
        except (NoProof, ProofWrong) as error:
            assert self._accuser is not None
            keep = partial(self._accuser.unproven, job, prepared, answer, str(error), bundle, wrong=wrong)
            await asyncio.to_thread(keep)
            self.counters.unproven += 1
            raise ProofRefused(str(error), answer, wrong=wrong) from error
        self.counters.proven += 1
        return replace(answer, proof=digest, proof_s=time.monotonic() - began_s)

    async def mismatch(self, job: Placement, prepared: PreparedImage, wrong: Answer, right: Answer) -> None:
        """Keep both answers, then tell on who was wrong: alarm and dispute."""
        assert self._accuser is not None
        await asyncio.to_thread(self._accuser.mismatch, job, prepared, wrong, right)
        remote = None if self._fleet is None else self._fleet.workers.get(wrong.worker)
        if self._asks_again and isinstance(remote, HttpWorker) and remote.signatory is not None:
            self.linger(asyncio.ensure_future(self._ask_again(job, prepared, wrong)))

    async def _ask_again(self, job: Placement, prepared: PreparedImage, wrong: Answer) -> None:
        """Ask a worker that was caught for the same job once more: another signed answer convicts it by itself."""
        if self.router.has_lapsed(job.needs, wrong.worker, time.monotonic()):
            _log.info("worker %s is not asked again about job %s: it is not attested", wrong.worker, job.needs.job_id)
            return
        deadline_ms = time.time_ns() // 1_000_000 + round(AGAIN_S * 1e3)
        again = replace(job, needs=replace(job.needs, proof_within_s=0.0), deadline_ms=deadline_ms)
        try:
            async with asyncio.timeout(AGAIN_S):
                second = await self.perform(again, prepared, wrong.worker, MAX_ATTEMPTS + 1)
        except (Overdue, WorkerFailed, TimeoutError) as error:
            _log.info("worker %s does not say again what it said of job %s: %s", wrong.worker, job.needs.job_id, error)
            return
        assert self._accuser is not None
        if digest_of(second.run) != digest_of(wrong.run):
            await asyncio.to_thread(self._accuser.two_answers, job, prepared, wrong, second)

    async def _in_thread(self, pool: ThreadPoolExecutor | None, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)


def _run_here(prepared: PreparedImage) -> Run:
    began = time.perf_counter()
    outputs = prepared.model.run(prepared.context.tensor)
    return Run(outputs, prepared.model.provider, (time.perf_counter() - began) * 1e3)
