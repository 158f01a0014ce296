"""Supervision: every long-lived part is a component that may fail, be restarted, and says how it is.

A component starts degraded when what it needs is absent, retries with capped back-off and jitter, and reports
``starting``, ``ok``, ``degraded`` or ``failed`` with a reason that a plant engineer can act on. It ticks; the
watchdog of systemd is fed only while *all* critical components tick.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

__all__ = ["Component", "Health", "HealthReport", "State", "Supervisor", "backoff_s"]

_log = logging.getLogger(__name__)

FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 30.0
STALE_TICK_S = 30.0


class State(StrEnum):
    """How a component is."""

    STARTING = "starting"
    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class HealthReport:
    """What a component said last: its state, why, what to do, and since when (Unix seconds)."""

    name: str
    critical: bool
    state: State
    reason: str
    remedy: str
    since: float
    tick_age_s: float
    restarts: int


@dataclass(slots=True)
class Health:
    """A component's voice. Thread-safe: every method is a few attribute stores.

    Saying how one is and ticking are two things: a loop may turn to report that the thread behind it is stuck.
    """

    name: str
    critical: bool
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    state: State = State.STARTING
    reason: str = ""
    remedy: str = ""
    restarts: int = 0
    since: float = field(default=0.0)
    _ticked: float = field(default=0.0)

    def __post_init__(self) -> None:
        self.since = self.wall()
        self._ticked = self.clock()

    def starting(self, reason: str = "") -> None:
        """Say that the component is on its way up."""
        self._set(State.STARTING, reason, "")

    def ok(self, reason: str = "") -> None:
        """Say that the component works."""
        self._set(State.OK, reason, "")

    def degraded(self, reason: str, remedy: str = "") -> None:
        """Say that the component works less than fully, why, and what an engineer can do."""
        self._set(State.DEGRADED, reason, remedy)

    def failed(self, reason: str, remedy: str = "") -> None:
        """Say that the component does not work, why, and what an engineer can do."""
        self._set(State.FAILED, reason, remedy)

    def tick(self) -> None:
        """Show that the component's loop turns."""
        self._ticked = self.clock()

    def report(self) -> HealthReport:
        """Return what was said last."""
        return HealthReport(
            self.name,
            self.critical,
            self.state,
            self.reason,
            self.remedy,
            self.since,
            self.clock() - self._ticked,
            self.restarts,
        )

    def _set(self, state: State, reason: str, remedy: str) -> None:
        if (state, reason, remedy) == (self.state, self.reason, self.remedy):
            return
        if state is not self.state:
            self.since = self.wall()
            level = logging.INFO if state in {State.OK, State.STARTING} else logging.WARNING
            _log.log(level, "%s is %s%s", self.name, state, f": {reason}" if reason else "")
        self.state, self.reason, self.remedy = state, reason, remedy


class Component(Protocol):
    """A supervised part.

    ``run`` works until it is cancelled; an exception that leaves it is logged and the component is started
    again after a back-off. ``critical`` components feed the watchdog.
    """

    @property
    def name(self) -> str:
        """Name in health reports and logs."""

    @property
    def critical(self) -> bool:
        """Whether the appliance is useless without it."""

    async def run(self, health: Health) -> None:
        """Work until cancelled."""


def backoff_s(attempt: int, draw: float) -> float:
    """Return the wait before retry number *attempt* (0, 1, …) in seconds, given *draw* uniform in [0, 1).

    Exponential from 0.5 s to 30 s with "equal jitter": half of the wait is fixed, half is drawn.
    """
    ceiling = min(LONGEST_RETRY_S, FIRST_RETRY_S * float(2 ** min(attempt, 16)))
    return ceiling / 2 + draw * ceiling / 2


class Supervisor:
    """Runs components, restarts those that fail, and knows whether the whole is alive."""

    def __init__(self, components: Iterable[Component], *, rng: random.Random | None = None) -> None:
        self._components = list(components)
        self._rng = rng or random.Random()
        self.health = {c.name: Health(c.name, c.critical) for c in self._components}

    async def run(self) -> None:
        """Run every component until cancelled. Components end in reverse order of their start."""
        tasks: list[asyncio.Task[None]] = []
        try:
            for component in self._components:
                tasks.append(asyncio.create_task(self._keep_running(component), name=component.name))
                await asyncio.sleep(0)
            # Not gather: it would hand a cancellation to all at once, and the journal must outlive those that write.
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in reversed(tasks):
                task.cancel()
                await asyncio.wait([task])

    def reports(self) -> list[HealthReport]:
        """Return every component's last word, in the order of their start."""
        return [health.report() for health in self.health.values()]

    def ready(self) -> bool:
        """Whether every critical component is past its start (ok or degraded)."""
        return all(r.state in {State.OK, State.DEGRADED} for r in self.reports() if r.critical)

    def alive(self) -> bool:
        """Whether every critical component's loop turned within the last 30 s."""
        return all(r.tick_age_s < STALE_TICK_S for r in self.reports() if r.critical)

    async def _keep_running(self, component: Component) -> None:
        health = self.health[component.name]
        attempt = 0
        while True:
            started = time.monotonic()
            try:
                await component.run(health)
                reason = "ended although nobody asked it to"
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever it was, the others go on
                _log.exception("%s failed", component.name)
                reason = f"{type(error).__name__}: {error}"
            attempt = 0 if time.monotonic() - started > LONGEST_RETRY_S else attempt + 1
            wait = backoff_s(attempt, self._rng.random())
            health.restarts += 1
            health.failed(reason, f"it starts again in {wait:.0f} s; if this persists, read the log")
            await asyncio.sleep(wait)
