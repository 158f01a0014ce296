"""The component: closes batches, settles them in order, publishes receipts, and says how it stands."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson

from gateway.alarms import Alarm, AlarmRegistry, Severity, kind_of
from gateway.config import ChainSettings
from gateway.journal import Journal, JournalClosedError
from gateway.paymaster.node import Node
from gateway.settlement import table
from gateway.settlement.builder import Builder, BuilderError
from gateway.settlement.building import AlteredError
from gateway.settlement.chain import AnchorChain
from gateway.settlement.closer import Closer
from gateway.settlement.message import receipt_message
from gateway.settlement.policy import Trouble, pause_s
from gateway.settlement.settler import Settler
from gateway.settlement.submitting import Submitter, UnsettledError
from gateway.settlement.table import BatchRow, Totals
from gateway.supervisor import Health

__all__ = ["SettlementDesk", "SettlementFigures"]

_log = logging.getLogger(__name__)

LOOK_S = 0.25
IDLE_S = 2.0
ALLOWANCE_S = 30.0
SHOWN = 8
MOST_UNDER_WAY = 100
ALTERED_S = 60.0

_REMEDIES = {
    Trouble.AWAY: "see that the node at [chain] rpc is up; records are kept and settled later, in order",
    Trouble.REFUSED: "ask the sponsor, or name another under [[chain.paymasters]]; records are kept and settled later",
    Trouble.UNKNOWN: "nothing: the chain is asked, and nothing is sent twice before its time bounds are over",
    Trouble.REVERTED: "see the reason; ciro chain verify shows whether the contract is the one that is meant",
    Trouble.KEY: "have the account's owner grant the session's key anew; see docs/settlement.md",
    Trouble.FUNDS: 'send STRK to the account, or set [chain] mode = "sponsored"',
    Trouble.SETUP: "correct [chain] and restart",
}


@dataclass(slots=True)
class SettlementFigures:
    """What the page and the statistics show; totals are of the journal, the rest of this life."""

    totals: Totals
    recent: list[BatchRow] = field(default_factory=list)  # settled batches, newest first
    allowance: str | None = None
    trouble: Trouble | None = None
    error: str = ""
    altered: str = ""  # which record is not as it was accepted; nothing more is settled
    failures: int = 0
    taken_back: int = 0


class SettlementDesk:
    """A supervised component.

    Args:
        journal: whose records are settled.
        settings: of the configuration; the mode is not off.
        way: node, contract and submitter, as `gateway.settlement.joining.joined` makes them.
        publish: to the broker with QoS 1: the message and the tag that `on_published` gets after the broker has it.
        alarms: told when settlement lags or is refused; an alarm that is a problem closes a batch.

    """

    name = "settlement"
    critical = False

    def __init__(
        self,
        journal: Journal,
        settings: ChainSettings,
        way: tuple[Node, AnchorChain, Submitter],
        publish: Callable[[bytes, Any], None],
        alarms: AlarmRegistry,
        *,
        gateway: str = "gateway",
        rng: random.Random | None = None,
    ) -> None:
        self._journal, self._settings, self._publish, self._alarms = journal, settings, publish, alarms
        self._node, self._chain, self._submitter = way
        self._subject = gateway
        self._rng = rng or random.Random()
        self._builder = Builder(journal.directory)
        self._closer = Closer(journal, settings.batch, self._builder)
        self._settler = Settler(journal, self._chain, self._submitter, self._builder)
        self._under_way: set[int] = set()
        self._allowance_due = 0.0
        self.figures = SettlementFigures(Totals())
        alarms.listen(self._on_alarm)

    def document(self) -> dict[str, Any]:
        """Return what the gateway's statistics say of it; `docs/topics.md` explains its keys."""
        figures, totals = self.figures, self.figures.totals
        now_us = time.time_ns() // 1000
        return {
            "batches": totals.settled,
            "records": totals.records,
            "results": totals.results,
            "waiting_batches": totals.waiting,
            "waiting_records": totals.waiting_records,
            "oldest_s": None if totals.oldest_us is None else round(max(0, now_us - totals.oldest_us) / 1e6, 1),
            "fee_fri": str(totals.fee_fri),
            "account_fee_fri": str(totals.account_fee_fri),
            "l2_gas": totals.l2_gas,
            "fee_fri_per_1000_results": None if totals.fee_per_1000 is None else str(round(totals.fee_per_1000)),
            "l2_gas_per_1000_results": None if totals.l2_gas_per_1000 is None else round(totals.l2_gas_per_1000),
            "paid_by": self._submitter.payer,
            "allowance_left": figures.allowance,
            "trouble": None if figures.trouble is None else str(figures.trouble),
        }

    def on_published(self, batches: list[int]) -> None:
        """Note that the broker has the receipts of these."""
        now_us = time.time_ns() // 1000
        self._journal.execute_lazily(lambda _, db: table.mark_published(db, batches, now_us))

    async def run(self, health: Health) -> None:
        """Close and settle until cancelled."""
        health.starting("waiting for the journal")
        self._under_way.clear()
        try:
            while not self._journal.wait_until_open(0):
                health.tick()
                await asyncio.sleep(LOOK_S)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._close_batches(), name="settlement: closing")
                tasks.create_task(self._settle_batches(), name="settlement: settling")
                tasks.create_task(self._tell(health), name="settlement: telling")
        finally:
            await self._builder.close()
            await self._submitter.close()
            await self._node.close()

    async def _close_batches(self) -> None:
        while True:
            pause = LOOK_S
            try:
                if await self._closer.look():
                    pause = 0.0
                self.figures.altered = ""
            except AlteredError as error:
                self.figures.altered, pause = str(error), ALTERED_S
                _log.error("settlement stops: %s", error)
            except BuilderError as error:
                pause = IDLE_S
                _log.warning("no batch was built: %s", error)
            except JournalClosedError:
                pause = LOOK_S
            await asyncio.sleep(pause)

    async def _settle_batches(self) -> None:
        figures = self.figures
        while True:
            try:
                moved = await self._settler.step()
                waits = await self._settler.read(table.unsettled) is not None
                figures.trouble, figures.failures, figures.error = None, 0, ""
                pause = 0.0 if moved else LOOK_S if waits else IDLE_S / 4
            except UnsettledError as error:
                figures.failures = figures.failures + 1 if figures.trouble is error.trouble else 1
                if figures.trouble is not error.trouble:
                    _log.warning("settlement waits (%s): %s", error.trouble, error)
                figures.trouble, figures.error = error.trouble, str(error)
                pause = pause_s(error.trouble, figures.failures, self._rng.random())
            except JournalClosedError:
                pause = LOOK_S
            figures.taken_back = self._settler.undone
            await asyncio.sleep(pause)

    async def _tell(self, health: Health) -> None:
        while True:
            with contextlib.suppress(sqlite3.Error, JournalClosedError):
                await self._count()
                await self._publish_receipts()
            self._report(health)
            health.tick()
            await asyncio.sleep(1.0)

    async def _count(self) -> None:
        figures = self.figures
        figures.totals = await self._settler.read(table.totals)
        figures.recent = await self._settler.read(lambda db: table.recent(db, SHOWN))
        if time.monotonic() >= self._allowance_due:
            self._allowance_due = time.monotonic() + ALLOWANCE_S
            figures.allowance = await self._chain.allowance()

    async def _publish_receipts(self) -> None:
        found = await self._settler.read(lambda db: table.unpublished(db, MOST_UNDER_WAY))
        self._under_way &= {row.id for row in found}
        for row in found:
            if row.id not in self._under_way:
                self._under_way.add(row.id)
                message = receipt_message(row, self._settings, self.figures.allowance)
                self._publish(orjson.dumps(message), ("receipt", row.id))

    def _report(self, health: Health) -> None:
        figures = self.figures
        oldest, kind = figures.totals.oldest_us, "settlement_late"
        late = oldest is not None and time.time_ns() // 1000 - oldest > self._settings.lag_alarm_s * 1_000_000
        self._set_alarm(kind, late, f"{figures.totals.waiting_records} records wait; {figures.error}")
        refused = figures.trouble in {Trouble.REFUSED, Trouble.KEY, Trouble.FUNDS, Trouble.SETUP, Trouble.REVERTED}
        self._set_alarm("settlement_refused", refused, figures.error)
        self._set_alarm("settlement_stopped", bool(figures.altered), figures.altered)
        if figures.altered:
            health.failed(f"nothing more is settled: {figures.altered}", "run: ciro journal verify")
        elif figures.trouble is not None:
            health.degraded(figures.error, _REMEDIES[figures.trouble])
        else:
            health.ok(f"{figures.totals.settled} batches settled, {figures.totals.waiting} wait")

    def _set_alarm(self, kind: str, raised: bool, detail: str) -> None:
        if raised:
            self._alarms.raise_alarm(kind, self._subject, detail)
        else:
            self._alarms.clear_alarm(kind, self._subject)

    def _on_alarm(self, alarm: Alarm) -> None:
        """Have a batch closed when an alarm is a problem, and not about settlement itself."""
        if kind_of(alarm.kind).severity is Severity.PROBLEM and not alarm.kind.startswith("settlement"):
            self._closer.alarmed = True
