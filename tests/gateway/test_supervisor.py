"""Components fail, come back and say how they are; the watchdog is fed only while all critical ones turn."""

import asyncio
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import until

from gateway.supervisor import LONGEST_RETRY_S, Health, State, Supervisor, backoff_s


class Part:
    """A component that does what the test says at each start."""

    def __init__(self, name, *runs, critical=True):
        self.name, self.critical = name, critical
        self._runs = list(runs)
        self.started = self.ended = 0
        self.found = []  # what was said of it last, at each start

    async def run(self, health):
        self.started += 1
        self.found.append(health.report())
        how = self._runs.pop(0) if self._runs else None
        try:
            if how is None:
                health.ok()
                await asyncio.Event().wait()
            elif isinstance(how, Exception):
                raise how
        finally:
            self.ended += 1


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("gateway.supervisor.FIRST_RETRY_S", 0.01)


@pytest.fixture
async def supervise():
    """Return a function that runs parts; they are ended with the test."""
    running = []

    def start(*parts, **options):
        supervisor = Supervisor(parts, rng=random.Random(1), **options)
        running.append(asyncio.create_task(supervisor.run()))
        return supervisor

    yield start
    for task in running:
        task.cancel()
        await asyncio.wait([task])


async def test_a_part_that_fails_is_started_again_and_says_why(quick, supervise):
    part = Part("broker", OSError("no route to host"), OSError("no route to host"))
    supervisor = supervise(part)
    await until(lambda: part.started == 3)
    (report,) = supervisor.reports()
    assert (report.state, report.restarts) == (State.OK, 2)
    first, *failed = part.found
    assert first.state is State.STARTING
    assert [r.state for r in failed] == [State.FAILED] * 2
    assert failed[0].reason == "OSError: no route to host"
    assert "it starts again in" in failed[0].remedy


async def test_a_part_that_just_ends_is_started_again(quick, supervise):
    part = Part("lookout", "ends")
    supervisor = supervise(part)
    await until(lambda: part.started == 2)
    assert supervisor.health["lookout"].restarts == 1


async def test_one_that_fails_leaves_the_others_alone(quick, supervise):
    good = Part("good")
    bad = Part("bad", *[RuntimeError("x")] * 5)
    supervise(good, bad)
    await until(lambda: bad.started == 6)
    assert (good.started, good.ended) == (1, 0)


async def test_parts_end_in_reverse_order():
    order = []

    class Ordered(Part):
        async def run(self, health):
            try:
                await super().run(health)
            finally:
                order.append(self.name)

    task = asyncio.create_task(Supervisor([Ordered("journal"), Ordered("stage"), Ordered("mqtt")]).run())
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.wait([task])
    assert order == ["mqtt", "stage", "journal"]
    assert task.cancelled()


async def test_ready_needs_every_critical_part_past_its_start(supervise):
    supervisor = supervise(Part("a"), Part("b"), Part("extra", critical=False))
    assert not supervisor.ready()
    await until(supervisor.ready)
    supervisor.health["b"].degraded("no GPU", "install the driver")
    supervisor.health["extra"].failed("gone")
    assert supervisor.ready()
    supervisor.health["b"].starting("again")
    assert not supervisor.ready()


def test_a_critical_part_that_stops_ticking_ends_the_watchdogs_food():
    now = [0.0]
    supervisor = Supervisor([Part("a"), Part("b"), Part("extra", critical=False)])
    for health in supervisor.health.values():
        health.clock = lambda: now[0]
        health.tick()
    now[0] = 29.0
    assert supervisor.alive()
    supervisor.health["a"].tick()
    now[0] = 31.0
    assert not supervisor.alive()  # b does not turn
    supervisor.health["b"].tick()
    assert supervisor.alive()  # the one that is not critical may stand


def test_health_says_how_it_is_and_since_when():
    now = [90.0]
    health = Health("x", critical=True, wall=lambda: now[0])

    def said_at(moment, say, *words):
        now[0] = moment
        say(*words)
        report = health.report()
        return report.state, report.reason, report.since

    assert said_at(100.0, health.degraded, "no camera", "plug it in") == (State.DEGRADED, "no camera", 100.0)
    assert said_at(150.0, health.degraded, "no light", "switch it on") == (State.DEGRADED, "no light", 100.0)
    assert said_at(160.0, health.ok) == (State.OK, "", 160.0)


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_the_back_off_grows_to_half_a_minute_and_keeps_some_chance(attempt, draw):
    wait = backoff_s(attempt, draw)
    ceiling = min(LONGEST_RETRY_S, 0.5 * 2 ** min(attempt, 16))
    assert ceiling / 2 <= wait <= ceiling
