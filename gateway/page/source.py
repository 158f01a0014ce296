"""Fills the page's views from the gateway: journal, alarms, devices, models, parts, machine.

A sampler looks every two seconds, whether anybody looks at the page or not, so that charts have a past; it costs
about a millisecond. The views are made only when they are asked for, at most once a second, in one thread with a
read-only connection of its own: ingest never waits for the page. Searches and pictures have a second thread and
connection, so that the first page does not wait for them either.

The status is answered whatever the journal's state: when it can't be read, the page says so beside everything else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from edge_worker import Engine, ModelStore
from gateway import __version__
from gateway.alarms import Alarm, AlarmRegistry
from gateway.config import Configuration
from gateway.journal import FrameMissingError, Journal, JournalFacts
from gateway.journal.reader import UNREADABLE
from gateway.moments import utc
from gateway.offloading import Dispatcher
from gateway.page.chain_proof_views import ChainProofViews
from gateway.page.device_views import DeviceViews
from gateway.page.history import STEP_S, WINDOW_S
from gateway.page.job_views import JobViews
from gateway.page.log_tail import LogTail
from gateway.page.machine import Machine
from gateway.page.model_views import ModelViews
from gateway.page.proof_views import ProofViews
from gateway.page.recent import Recent
from gateway.page.results_reader import ResultsReader
from gateway.page.routing_views import RoutingViews
from gateway.page.settlement_views import SettlementViews
from gateway.page.store_views import StoreViews
from gateway.page.view import (
    AlarmView,
    ComponentView,
    DeviceView,
    Diagnostics,
    HealthView,
    Level,
    NamedSeries,
    Picture,
    PipelineView,
    ProofFile,
    ResultPage,
    ResultQuery,
    ResultView,
    StatusView,
)
from gateway.pipeline import InferenceStage
from gateway.proofs import ProofDesk
from gateway.supervisor import Health, HealthReport
from gateway.watch import DeviceWatch

if TYPE_CHECKING:
    from gateway.chain_proofs.desk import ChainProofDesk
    from gateway.disputes.desk import DisputeDesk
    from gateway.jobs.taking import JobTaker
    from gateway.settlement.desk import SettlementDesk

__all__ = ["GatewayParts", "GatewaySource", "alarm_view"]

T = TypeVar("T")

CACHE_S = 1.0
RATE_SLOTS = 5
_MEDIA_TYPES = {b"\x89PNG": "image/png", b"RIFF": "image/webp", b"BM": "image/bmp"}


@dataclass(frozen=True, slots=True)
class GatewayParts:
    """What the source reads. All of it belongs to the composition root.

    Attributes:
        configuration: the present one; it may be reloaded.
        reports, ready, alive: the supervisor's.
        settlement: None where nothing is settled.
        chain_proofs: None where no contract verifies.
        disputes: None where no pool is named.
        jobs: None where no jobs of the network are taken.
        dispatcher: None where all pictures are looked at here.
        linked: whether the broker is connected.
        info: returns what a device says about itself, by its address; empty when it says nothing.
        diagnostics: makes the bundle for support, a zip without secrets; called in a thread.

    """

    configuration: Callable[[], Configuration]
    journal: Journal
    stage: InferenceStage
    proofs: ProofDesk
    settlement: SettlementDesk | None
    chain_proofs: ChainProofDesk | None
    disputes: DisputeDesk | None
    jobs: JobTaker | None
    dispatcher: Dispatcher | None
    engine: Engine
    models: ModelStore
    alarms: AlarmRegistry
    devices: DeviceWatch
    reports: Callable[[], Sequence[HealthReport]]
    ready: Callable[[], bool]
    alive: Callable[[], bool]
    linked: Callable[[], bool]
    info: Callable[[str], Mapping[str, Any]]
    diagnostics: Callable[[], bytes]
    log: LogTail


class GatewaySource:
    """The page's `StatusSource` over a real gateway; also a supervised component, the sampler."""

    name = "status"
    critical = False

    def __init__(self, parts: GatewayParts, *, wall: Callable[[], float] = time.time) -> None:
        self._parts, self._wall = parts, wall
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="status")
        self._lookup_thread = ThreadPoolExecutor(1, thread_name_prefix="lookup")
        self._reader = ResultsReader(parts.journal.path)
        self._lookup = ResultsReader(parts.journal.path)
        self._recent = Recent(self._reader)
        self._devices = DeviceViews(self._reader, self._recent, parts)
        self._models = ModelViews(parts.models, parts.engine, parts.alarms)
        self._stored = StoreViews(
            parts.journal,
            self._reader,
            self._recent,
            linked=parts.linked,
            cap_bytes=lambda: parts.configuration().journal.retention.max_bytes,
        )
        self._proofs = ProofViews(parts.journal, parts.proofs, lambda: parts.configuration().proofs)
        self._routing = RoutingViews(parts.dispatcher, self._recent, parts.disputes)
        chain = parts.configuration().chain
        self._settlement = SettlementViews(parts.journal.path, parts.settlement, chain)
        self._chain_proofs = ChainProofViews(parts.journal.path, parts.chain_proofs, chain)
        self._jobs = JobViews(parts.jobs, parts.configuration().jobs, parts.reports)
        self._machine = Machine(parts.journal.directory)
        self._cached: StatusView | None = None
        self._cached_at = float("-inf")
        self._lock = asyncio.Lock()

    # -- the sampler --------------------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Look every two seconds until cancelled."""
        health.ok()
        try:
            while True:
                try:
                    await self.sample()
                    health.ok()
                except UNREADABLE as error:
                    health.degraded(f"the journal can't be read: {error}", "look at the journal's own state first")
                health.tick()
                await asyncio.sleep(STEP_S - self._wall() % STEP_S)
        finally:
            await self._in_thread(self._reader.close)
            await self._in_lookup_thread(self._lookup.close)

    async def sample(self) -> None:
        """Take one sample.

        Raises:
            sqlite3.Error, OSError, ValueError: the journal can't be read.

        """
        await self._in_thread(self._sample)

    # -- the source ---------------------------------------------------------------------------------------------------

    def health(self) -> HealthView:
        """Return the health of the parts."""
        return HealthView(
            live=self._parts.alive(), ready=self._parts.ready(), version=__version__, components=self._components()
        )

    async def status(self) -> StatusView:
        """Return everything the first page shows; at most a second old."""
        async with self._lock:
            if self._cached is None or time.monotonic() - self._cached_at >= CACHE_S:
                self._cached = await self._in_thread(self._status)
                self._cached_at = time.monotonic()
            return self._cached

    def forget(self) -> None:
        """Read everything anew at the next question."""
        self._cached = None

    async def device(self, address: str) -> DeviceView | None:
        """Return the device *address*, or None when it has never published."""
        return await self._in_thread(lambda: self._devices.device(address, self._wall(), self._alarm_views()))

    async def results(self, query: ResultQuery) -> ResultPage:
        """Return a page of results."""
        return await self._in_lookup_thread(lambda: self._lookup.results(query))

    async def result(self, result_id: str) -> ResultView | None:
        """Return a result with its record, or None."""
        return await self._in_lookup_thread(lambda: self._result(result_id))

    async def proof(self, result_id: str) -> ProofFile | None:
        """Return a result's proof, or None."""
        return await self._in_lookup_thread(lambda: self._proofs.file(result_id))

    async def decisions(self) -> tuple[str, ...]:
        """Return the decisions of the last day."""
        return await self._in_thread(lambda: self._recent.all_decisions(self._wall()))

    async def picture(self, sha256: str) -> Picture | None:
        """Return a picture that some record keeps; None when none does (any more)."""
        return await self._in_lookup_thread(lambda: self._picture(bytes.fromhex(sha256)))

    async def alarms(self, *, cleared: bool, limit: int) -> tuple[AlarmView, ...]:
        """Return raised alarms, and with *cleared* those of the journal too; newest first."""
        registry = self._parts.alarms
        found: dict[str, Alarm] = {}
        if cleared:
            none: list[Alarm] = []  # where the journal can't be read; those of the registry are shown anyway
            kept = await self._in_lookup_thread(
                lambda: self._lookup.attempt(lambda: self._lookup.alarms(limit), none),
            )
            found = {alarm.id: alarm for alarm in (*kept, *registry.past())}
        found |= {alarm.id: alarm for alarm in registry.raised()}
        newest = sorted(found.values(), key=lambda alarm: -alarm.raised_us)
        return tuple(alarm_view(alarm) for alarm in newest[:limit])

    async def acknowledge(self, alarm_id: str, who: str) -> AlarmView | None:
        """Note that *who* has seen a raised alarm."""
        alarm = self._parts.alarms.acknowledge(alarm_id, who)
        self.forget()  # the page shows it at the next update
        return None if alarm is None else alarm_view(alarm)

    async def diagnostics(self) -> Diagnostics:
        """Return the bundle for support."""
        content = await asyncio.to_thread(self._parts.diagnostics)
        name = self._parts.configuration().gateway.name
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        return Diagnostics(
            file_name=f"ciro-diagnostics-{name}-{stamp}.zip", media_type="application/zip", content=content
        )

    # -- in the source's thread ---------------------------------------------------------------------------------------

    async def _in_thread(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, function)

    async def _in_lookup_thread(self, function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._lookup_thread, function)

    def _sample(self) -> None:
        now = self._wall()
        counters = self._parts.journal.counters
        self._recent.sample(now, messages=counters.readings + counters.frames, results=counters.results)
        self._routing.sample()
        self._devices.sample()

    def _status(self) -> StatusView:
        now = self._wall()
        parts = self._parts
        configuration = parts.configuration()
        self._reader.trouble = ""
        facts = self._reader.attempt(self._reader.facts, JournalFacts())
        alarms = self._alarm_views()
        cameras, sensors = self._devices.views(now, alarms)
        return StatusView(
            at=datetime.fromtimestamp(now, UTC),
            gateway=configuration.gateway.name,
            title=configuration.gateway.title,
            version=__version__,
            components=self._components(),
            alarms=alarms,
            cameras=cameras,
            sensors=sensors,
            pipeline=self._pipeline(now, facts),
            routing=self._routing.view(now),
            store=self._stored.store(facts),
            models=self._models.views(self._devices.users_of_models()),
            proofs=self._proofs.view(now),
            settlement=self._settlement.view(now).model_copy(update={"proofs": self._chain_proofs.view()}),
            jobs=self._jobs.view(now),
            chain=self._stored.chain(facts),
            host=self._machine.look(),
            log=parts.log.lines(),
        )

    def _components(self) -> tuple[ComponentView, ...]:
        return tuple(
            ComponentView(
                name=report.name,
                critical=report.critical,
                state=report.state.value,
                reason=report.reason,
                remedy=report.remedy,
                since=datetime.fromtimestamp(report.since, UTC),
                tick_age_s=report.tick_age_s,
                restarts=report.restarts,
            )
            for report in self._parts.reports()
        )

    def _alarm_views(self) -> tuple[AlarmView, ...]:
        return tuple(alarm_view(alarm) for alarm in self._parts.alarms.raised())

    def _pipeline(self, now: float, facts: JournalFacts) -> PipelineView:
        counters, stage = self._parts.journal.counters, self._parts.stage.counters
        latency = self._recent.latency()
        lines = [(name, self._recent.strips.series(("gateway", name))) for name in ("messages", "results")]
        return PipelineView(
            messages_per_s=self._recent.strips.mean(("gateway", "messages"), RATE_SLOTS),
            results_per_s=self._recent.strips.mean(("gateway", "results"), RATE_SLOTS),
            p50_ms=latency and latency.p50,
            p95_ms=latency and latency.p95,
            p99_ms=latency and latency.p99,
            window_s=WINDOW_S,
            backlog=facts.backlog,
            oldest_s=None if facts.oldest_us is None else max(0.0, now - facts.oldest_us / 1e6),
            dropped=counters.dropped,
            late=stage.late,
            failed=stage.poison,
            quarantined=self._stored.totals().quarantined,
            duplicates=counters.duplicates,
            latency=latency and latency.histogram,
            throughput=tuple(NamedSeries(name=name, series=series) for name, series in lines if series is not None),
        )

    def _result(self, result_id: str) -> ResultView | None:
        found = self._lookup.result(result_id)
        return found and found.model_copy(
            update={
                "proof": self._proofs.proof(result_id),
                "route": self._routing.of_result(found.message),
                "batch": self._settlement.of_record(found.position),
                "chain_proof": self._chain_proofs.of_record(found.position),
            }
        )

    def _picture(self, sha256: bytes) -> Picture | None:
        device = self._lookup.owner_of_picture(sha256)
        if device is None:
            return None
        try:
            content = self._parts.journal.frames.read(sha256)
        except FrameMissingError:
            return None
        media_type = next((kind for start, kind in _MEDIA_TYPES.items() if content.startswith(start)), "image/jpeg")
        return Picture(media_type=media_type, content=content, device=device)


def alarm_view(alarm: Alarm) -> AlarmView:
    """Return an alarm as the page shows it."""
    return AlarmView(
        id=alarm.id,
        kind=alarm.kind,
        level=Level(str(alarm.severity)),
        subject=alarm.subject,
        title=alarm.title,
        detail=alarm.detail,
        remedy=alarm.remedy,
        raised_at=utc(alarm.raised_us),
        last_at=utc(alarm.last_us),
        count=alarm.count,
        cleared_at=None if alarm.cleared_us is None else utc(alarm.cleared_us),
        acknowledged_at=None if alarm.acknowledged_us is None else utc(alarm.acknowledged_us),
        acknowledged_by=alarm.acknowledged_by,
    )
