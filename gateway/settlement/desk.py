"""The component: closes batches, settles them in order, publishes receipts, and says how it stands."""

from __future__ import annotations

import logging
import random
import sqlite3
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from gateway.alarms import Alarm, AlarmRegistry, Severity, kind_of
from gateway.config import ChainSettings
from gateway.journal import Journal
from gateway.paymaster.node import Node
from gateway.settlement import table
from gateway.settlement.builder import Builder, BuilderError
from gateway.settlement.building import AlteredError
from gateway.settlement.chain import AnchorChain
from gateway.settlement.closer import Closer
from gateway.settlement.message import receipt_message
from gateway.settlement.settler import Settler
from gateway.settlement.table import BatchRow, Totals
from gateway.supervisor import Health
from gateway.transactions.desk import LOOK_S, SHOWN, OwedDesk, OwedFigures
from gateway.transactions.message import undone_document
from gateway.transactions.submitting import Submitter
from gateway.transactions.trouble import REMEDIES, Limit, Trouble, UnsettledError
from gateway.transactions.undone import Purpose

__all__ = ["SettlementDesk", "SettlementFigures"]

_log = logging.getLogger(__name__)

IDLE_S = 2.0
ALLOWANCE_S = 30.0
ALTERED_S = 60.0

_SAYS_NO = {Trouble.REFUSED, Trouble.KEY, Trouble.FUNDS, Trouble.SETUP, Trouble.REVERTED, Trouble.OVERTAKEN}
"""Troubles in which somebody does not take the gateway's transactions."""


@dataclass(slots=True)
class SettlementFigures(OwedFigures):
    """What the page and the statistics show; totals are of the journal, the rest of this life."""

    totals: Totals = field(default_factory=Totals)
    recent: list[BatchRow] = field(default_factory=list)  # settled batches, newest first
    allowance: str | None = None
    altered: str = ""  # which record is not as it was accepted; nothing more is settled
    taken_back: int = 0


class SettlementDesk(OwedDesk):
    """A supervised component.

    Args:
        journal: whose records are settled.
        settings: of the configuration; the mode is not off.
        way: node, contract and submitter, as `gateway.settlement.joining.joined` makes them.
        publish: to the broker with QoS 1: the message and the tag that `on_published` gets after the broker has it.
        alarms: told when settlement lags or is refused; an alarm that is a problem closes a batch.

    """

    name = "settlement"
    receipt = "receipt"

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
        node, self._chain, self._submitter = way
        self._builder = Builder(journal.directory)
        self._settler = Settler(journal, self._chain, self._submitter, self._builder)
        closed = (self._builder, self._submitter, node)
        super().__init__(journal, self._settler, table.ROWS, Purpose.BATCH, closed, publish, rng or random.Random())
        self._closer = Closer(journal, settings.batch, self._builder)
        self._settings, self._alarms, self._subject = settings, alarms, gateway
        self._allowance_due = 0.0
        self.figures = SettlementFigures()
        alarms.listen(self._on_alarm)

    @property
    def _figures(self) -> OwedFigures:
        return self.figures

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
            "undone": undone_document(figures.undone),
            "paid_by": self._submitter.payer,
            "allowance_left": figures.allowance,
            "trouble": None if figures.trouble is None else str(figures.trouble),
        }

    def _note_trouble(self, doing: str, error: UnsettledError) -> float:
        """See `OwedDesk`; where a sponsor takes no more in this hour, batches are closed more slowly for a while."""
        self._closer.refused |= error.limit is Limit.PACE and Limit.PACE not in self.figures.limits
        return super()._note_trouble(doing, error)

    def _works(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        return {"closing": self._close_batches}

    async def _close_batches(self) -> None:
        async def close() -> float:
            try:
                closed = await self._closer.look()
            except AlteredError as error:
                self.figures.altered = str(error)
                _log.error("settlement stops: %s", error)
                return ALTERED_S
            except BuilderError as error:
                _log.warning("no batch was built: %s", error)
                return IDLE_S
            self.figures.altered = ""
            return 0.0 if closed else LOOK_S

        await self._repeat("closing", close)

    async def _count(self) -> None:
        figures = self.figures
        figures.totals = await self._journal.ask(table.totals)
        figures.recent = await self._journal.ask(lambda db: table.recent(db, SHOWN))
        figures.taken_back = self._settler.taken_back
        if time.monotonic() >= self._allowance_due:
            self._allowance_due = time.monotonic() + ALLOWANCE_S
            figures.allowance = await self._chain.allowance()

    def _receipts(self, db: sqlite3.Connection, limit: int) -> list[tuple[int, dict[str, Any]]]:
        rows = table.unpublished(db, limit)
        return [(row.id, receipt_message(row, self._settings, self.figures.allowance)) for row in rows]

    def _well(self) -> str:
        return f"{self.figures.totals.settled} batches settled, {self.figures.totals.waiting} wait"

    def _report(self, health: Health) -> None:
        figures = self.figures
        oldest, trouble = figures.totals.oldest_us, figures.trouble
        late = oldest is not None and time.time_ns() // 1000 - oldest > self._settings.lag_alarm_s * 1_000_000
        self._set_alarm("settlement_late", late, f"{figures.totals.waiting_records} records wait; {figures.error}")
        remedy = "" if trouble is None else REMEDIES[trouble]
        self._set_alarm("settlement_refused", trouble in _SAYS_NO, f"{figures.error}. What to do: {remedy}")
        self._set_alarm("settlement_stopped", bool(figures.altered), figures.altered)
        if figures.altered:
            health.failed(f"nothing more is settled: {figures.altered}", "run: ciro journal verify")
        else:
            super()._report(health)

    def _set_alarm(self, kind: str, raised: bool, detail: str) -> None:
        if raised:
            self._alarms.raise_alarm(kind, self._subject, detail)
        else:
            self._alarms.clear_alarm(kind, self._subject)

    def _on_alarm(self, alarm: Alarm) -> None:
        """Have a batch closed when an alarm is a problem, and not about settlement itself."""
        if kind_of(alarm.kind).severity is Severity.PROBLEM and not alarm.kind.startswith("settlement"):
            self._closer.alarmed = True
