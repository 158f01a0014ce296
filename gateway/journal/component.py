"""The journal as a supervised component: opened, watched, closed last."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from gateway.alarms import AlarmSink
from gateway.journal.condition import Trouble
from gateway.journal.journal import Journal
from gateway.supervisor import Health

__all__ = ["JournalComponent"]

LOOK_S = 0.25
STUCK_S = 20.0


class JournalComponent:
    """Starts the journal's writer and says how storage is.

    What is wrong with storage is an alarm of its own (see `gateway.watch.appliance`); a damaged file that was set
    aside is told here, since by the next look the new journal already works.
    """

    name = "journal"
    critical = True

    def __init__(self, journal: Journal, alarms: AlarmSink) -> None:
        self._journal, self._alarms = journal, alarms

    async def run(self, health: Health) -> None:
        """Keep the journal open until cancelled; then everything queued is written and the files are closed."""
        health.starting("opening and checking the journal")
        self._journal.start()
        told: Path | None = None
        try:
            while True:
                if self._journal.set_aside != told:
                    told = self._journal.set_aside
                    self._alarms.raise_alarm("journal_corrupt", "journal", f"the damaged file is now {told}")
                self._report(health)
                await asyncio.sleep(LOOK_S)
        finally:
            await asyncio.to_thread(self._journal.close)

    def _report(self, health: Health) -> None:
        condition = self._journal.condition
        if time.monotonic() - self._journal.beat >= STUCK_S:
            health.degraded("the disk has not answered for 20 s", "look at the kernel's log (dmesg) and at the disk")
            return
        health.tick()
        if condition.trouble is Trouble.NONE:
            health.ok()
        elif condition.trouble is Trouble.OPENING:
            health.starting(condition.reason)
        else:
            health.degraded(condition.reason, condition.remedy)
