"""The service manager's view of the appliance: ready, status, watchdog. A supervised component."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from edge_worker.sdnotify import ServiceManager
from gateway.supervisor import Health, HealthReport, State

__all__ = ["ServiceComponent"]

LOOK_S = 0.5


class ServiceComponent:
    """Says ``READY=1`` once every critical part is past its start; feeds the watchdog while all of them tick.

    Args:
        manager: the service manager; nothing happens when there is none.
        ready, alive, reports: the supervisor's.

    """

    name = "service"
    critical = False

    def __init__(
        self,
        manager: ServiceManager,
        *,
        ready: Callable[[], bool],
        alive: Callable[[], bool],
        reports: Callable[[], Sequence[HealthReport]],
    ) -> None:
        self._manager, self._ready, self._alive, self._reports = manager, ready, alive, reports

    async def run(self, health: Health) -> None:
        """Tell the service manager how things are until cancelled."""
        health.ok("watched by the service manager" if self._manager.present else "no service manager")
        interval = min(LOOK_S, self._manager.watchdog_interval_s or LOOK_S)
        told_ready, told = False, ""
        try:
            while True:
                text = _sentence(self._reports())
                if not told_ready and self._ready():
                    told_ready = True
                    self._manager.ready(text)
                elif text != told:
                    self._manager.status(text)
                told = text
                if self._alive():
                    self._manager.alive()
                health.tick()
                await asyncio.sleep(interval)
        finally:
            self._manager.stopping()


def _sentence(reports: Sequence[HealthReport]) -> str:
    bad = [report for report in reports if report.state in {State.FAILED, State.DEGRADED}]
    starting = [report.name for report in reports if report.state is State.STARTING]
    if bad:
        return "; ".join(f"{report.name} {report.state}: {report.reason}" for report in bad)
    if starting:
        return f"starting: {', '.join(starting)}"
    return "all parts work"
