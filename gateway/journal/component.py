"""The journal as a supervised component: opened, watched, and its writer started again should it end."""

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

    The component does not close the journal. When it fails itself, the writer goes on and the others notice nothing;
    when the writer has ended, the component fails, and started again it starts another. Whoever made the journal
    closes it once all parts have ended.
    """

    name = "journal"
    critical = True

    def __init__(self, journal: Journal, alarms: AlarmSink) -> None:
        self._journal, self._alarms = journal, alarms
        self._told: Path | None = None

    async def run(self, health: Health) -> None:
        """Keep the journal's writer running until cancelled.

        Raises:
            RuntimeError: the writer ended; the log says why.

        """
        health.starting("opening and checking the journal")
        self._journal.start()
        while True:
            aside = self._journal.set_aside
            if aside != self._told:
                self._alarms.raise_alarm("journal_corrupt", "journal", f"the damaged file is now {aside}")
                self._told = aside
            self._report(health)
            await asyncio.sleep(LOOK_S)

    def _report(self, health: Health) -> None:
        condition = self._journal.condition
        if not self._journal.is_written:
            raise RuntimeError(f"the journal's writer ended: {condition.reason}")
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
