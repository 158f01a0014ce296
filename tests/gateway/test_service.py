"""What the service manager is told."""

import asyncio
import contextlib

from gateway.service import ServiceComponent
from gateway.supervisor import Health, State


class FakeManager:
    present = True
    watchdog_interval_s = 0.01

    def __init__(self):
        self.said = []

    def ready(self, text):
        self.said.append(("ready", text))

    def status(self, text):
        self.said.append(("status", text))

    def alive(self):
        self.said.append(("alive", ""))

    def stopping(self):
        self.said.append(("stopping", ""))


def _run(manager, part, *, ready, alive):
    async def until_told():
        component = ServiceComponent(manager, ready=ready, alive=alive, reports=lambda: [part.report()])
        task = asyncio.create_task(component.run(Health("service", critical=False)))
        for _ in range(100):
            await asyncio.sleep(0.01)
            if len(manager.said) > 3:
                break
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    asyncio.run(until_told())


def test_ready_is_said_once_when_every_critical_part_is_past_its_start():
    manager, part = FakeManager(), Health("mqtt", critical=True)
    part.degraded("no broker")
    _run(manager, part, ready=lambda: True, alive=lambda: True)
    assert [said for said in manager.said if said[0] == "ready"] == [("ready", "mqtt degraded: no broker")]
    assert manager.said[-1] == ("stopping", "")


def test_the_watchdog_starves_when_a_critical_part_hangs():
    manager, part = FakeManager(), Health("journal", critical=True)
    _run(manager, part, ready=lambda: False, alive=lambda: False)
    assert not [said for said in manager.said if said[0] in {"alive", "ready"}]
    assert ("status", "starting: journal") in manager.said


def test_saying_how_one_is_feeds_no_watchdog():
    now = [0.0]
    part = Health("journal", critical=True, clock=lambda: now[0])
    now[0] = 100.0
    part.degraded("the disk has not answered")
    assert part.report().tick_age_s == 100.0
    assert part.report().state is State.DEGRADED
