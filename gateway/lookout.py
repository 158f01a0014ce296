"""The lookout: once a second it asks every detector what is wrong, and tells the registry of alarms.

Detectors are pure (`gateway.watch`); this is where they are given the gateway's figures. A supervised component.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from edge_worker.health import HostSampler, RecentCalls, health_score
from gateway.alarms import AlarmRegistry
from gateway.alarms.keeper import AlarmKeeper
from gateway.config import Configuration, is_loopback
from gateway.ingest import Link, LinkState
from gateway.journal import Journal, JournalClosedError, JournalFacts, JournalReader
from gateway.known_devices import note_taken_away, recent_streams
from gateway.pipeline import InferenceStage
from gateway.supervisor import Health, HealthReport
from gateway.watch import ApplianceFigures, ApplianceWatch, ClockWatch, DeviceWatch, certificate_ends

__all__ = ["Lookout", "Watched"]

LOOK_S = 1.0
CERTIFICATES_S = 600.0
WORKER_S = 5.0
LOCAL_WORKER = "local"


@dataclass(frozen=True, slots=True)
class Watched:
    """What the lookout looks at. All of it belongs to the composition root.

    Attributes:
        configuration: the present one; it may be reloaded.
        link: the connection to the broker.
        reports: what the supervised parts said last.

    """

    configuration: Callable[[], Configuration]
    journal: Journal
    stage: InferenceStage
    alarms: AlarmRegistry
    keeper: AlarmKeeper
    devices: DeviceWatch
    link: Callable[[], Link]
    reports: Callable[[], Sequence[HealthReport]]


class Lookout:
    """Feeds the detectors with the gateway's figures."""

    name = "watch"
    critical = True

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        self._appliance, self._clock = ApplianceWatch(), ClockWatch()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lookout")
        self._reader = JournalReader(watched.journal.path)
        self._calls = RecentCalls(time.monotonic)
        self._sampler: HostSampler | None = None
        self._failed = 0
        self._connected: bool | None = None
        self._certificates: dict[str, float] = {}
        self._certificates_due = self._worker_due = 0.0
        self._worker: dict[str, tuple[float, str]] = {}

    async def run(self, health: Health) -> None:
        """Look once a second until cancelled."""
        health.starting("waiting for the journal")
        memory = asyncio.create_task(self._remember(), name="lookout-memory")
        loop = asyncio.get_running_loop()
        try:
            health.ok()
            while True:
                started = time.monotonic()
                figures = await loop.run_in_executor(self._thread, self._figures)
                self._look(figures)
                health.tick()
                await asyncio.sleep(max(0.1, LOOK_S - (time.monotonic() - started)))
        finally:
            memory.cancel()
            await asyncio.wait([memory])
            await loop.run_in_executor(self._thread, self._reader.close)

    async def forget(self, device: str) -> int | None:
        """Stop watching a device that was taken away, also after a restart, until it sends again.

        Returns:
            How many alarms about it ended; None: it was not watched, and there were none.

        """
        watched = self._watched
        was_watched = watched.devices.forget(device)
        ended = watched.alarms.forget(device)
        if not was_watched and not ended:
            return None
        await asyncio.wrap_future(watched.journal.execute(lambda _, db: note_taken_away(db, device)))
        return ended

    async def _remember(self) -> None:
        """Take up what was known when the gateway ended: raised alarms, and devices whose silence means something."""
        await self._watched.keeper.restore()
        try:
            known = await asyncio.wrap_future(self._watched.journal.execute(recent_streams))
        except JournalClosedError:
            return
        for device, kind in known:
            self._watched.devices.expect(device, kind)

    def _look(self, figures: ApplianceFigures) -> None:
        watched, now = self._watched, time.monotonic()
        self._follow_link()
        watched.alarms.apply(watched.devices.tick())
        watched.alarms.apply(self._appliance.look(now, time.time(), figures))
        jumped = self._clock.look(now, time.time())
        if jumped:
            watched.devices.clock_was_set()
            watched.alarms.apply(jumped)
        watched.alarms.tick()

    def _follow_link(self) -> None:
        """Silence of devices is judged only while the broker is connected."""
        link = self._watched.link()
        connected = link.state is LinkState.CONNECTED
        if connected is not self._connected:
            self._connected = connected
            self._watched.devices.link(connected=connected, backlog=link.session_present)

    # -- in the lookout's thread --------------------------------------------------------------------------------------

    def _figures(self) -> ApplianceFigures:
        watched = self._watched
        configuration, counters = watched.configuration(), watched.stage.counters
        facts = self._facts()
        condition = watched.journal.condition
        free, total = _disk(watched.journal.directory)
        self._note_calls()
        page = configuration.page
        return ApplianceFigures(
            backlog=facts.backlog,
            oldest_s=None if facts.oldest_us is None else max(0.0, time.time() - facts.oldest_us / 1e6),
            done=counters.done,
            late=counters.late,
            failed=counters.failed,
            disk_free=free,
            disk_total=total,
            trouble=str(condition.trouble),
            trouble_reason=condition.reason,
            reports=watched.reports(),
            certificates=self._certificate_ends(configuration),
            workers=self._worker_score(),
            page=f"{page.host} port {page.port}" if page.enabled and not is_loopback(page.host) else "",
        )

    def _facts(self) -> JournalFacts:
        try:
            return self._reader.facts()
        except sqlite3.Error:
            return JournalFacts()  # storage's own trouble is an alarm already

    def _note_calls(self) -> None:
        counters = self._watched.stage.counters
        for _ in range(counters.failed - self._failed):
            self._calls.add(0.0, failed=True)
        self._failed = counters.failed
        if counters.latencies_ms:
            self._calls.add(counters.latencies_ms[-1])

    def _certificate_ends(self, configuration: Configuration) -> dict[str, float]:
        if time.monotonic() >= self._certificates_due:
            self._certificates_due = time.monotonic() + CERTIFICATES_S
            tls = configuration.broker.tls
            self._certificates = certificate_ends(
                [configuration.page.cert_file, *([tls.cert_file, tls.ca_file] if tls else [])]
            )
        return self._certificates

    def _worker_score(self) -> dict[str, tuple[float, str]]:
        if time.monotonic() >= self._worker_due and self._watched.journal.directory.exists():
            self._worker_due = time.monotonic() + WORKER_S
            self._sampler = self._sampler or HostSampler(self._watched.journal.directory)
            found = health_score(self._sampler.sample(self._calls))
            causes = ", ".join(f"{name} × {factor}" for name, factor in found.factors.items())
            self._worker = {LOCAL_WORKER: (found.score, causes)}
        return self._worker


def _disk(directory: Path) -> tuple[int, int]:
    """Return free and total bytes of the file system; zeros while the directory is not there."""
    try:
        usage = psutil.disk_usage(str(directory))
    except OSError:
        return 0, 0
    return usage.free, usage.total
