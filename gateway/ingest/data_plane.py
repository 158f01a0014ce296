"""The data plane: MQTT in, journal, acknowledgement; results out. A supervised component."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol

from gateway.alarms import AlarmSink
from gateway.ingest.link import LinkState
from gateway.ingest.parsing import Delivery, Parser
from gateway.ingest.session import Session
from gateway.journal import Journal, Outcome, Ticket
from gateway.records import Frame, Quarantined, Reading
from gateway.supervisor import Health

__all__ = ["DataPlane", "FrameTaker"]

LOOK_S = 0.5
STUCK_S = 20.0
LONGEST_SUBJECT = 300  # characters; a topic may have 65,535
_QUARANTINED = Outcome.QUARANTINED  # bound once, as it is compared for every reading; see `gateway.journal.ledger`


class FrameTaker(Protocol):
    """Who may look at a message before it is durable, when there is capacity to spare."""

    def claim(self, ticket: Ticket) -> bool:
        """Reserve capacity for the ticket's job; the ticket is then journalled as taken."""

    def start(self, ticket: Ticket) -> None:
        """Begin work on a claimed ticket, which is now in the journal's queue."""


class Desk(Protocol):
    """Who checks readings' signatures before they are appended: `gateway.ingest.signature_desk`."""

    deliver: Callable[[Ticket], None]

    def has_room(self) -> bool:
        """Whether another reading may be handed in."""

    def take(self, ticket: Ticket) -> bool:
        """Take a reading over, if its device's signatures are checked."""


class DataPlane:
    """Connects the session, the parser and the journal."""

    name = "mqtt"
    critical = True

    def __init__(
        self,
        session_of: Callable[[DataPlane], Session],
        parser: Parser,
        journal: Journal,
        taker: FrameTaker,
        alarms: AlarmSink,
        on_tick: Callable[[], None],
        desk: Desk | None = None,
    ) -> None:
        self._parser, self._journal, self._taker, self._alarms = parser, journal, taker, alarms
        self._on_tick = on_tick
        self._desk = desk
        self._appending = threading.Lock()  # with a desk two threads append, and one at a time may
        if desk is not None:
            desk.deliver = self._append_in_turn
        self.qos0 = 0
        self.session = session_of(self)

    async def run(self, health: Health) -> None:
        """Keep the session going and say how it is, until cancelled."""
        health.starting("connecting to the broker")
        self.session.start()
        try:
            while True:
                await asyncio.sleep(LOOK_S)
                self._report(health)
                self._on_tick()
        finally:
            await asyncio.to_thread(self.session.stop)

    def connected(self) -> bool:
        """Whether the broker is connected now."""
        return self.session.link.state is LinkState.CONNECTED

    def on_message(self, delivery: Delivery, token: int | None) -> None:
        """Parse a delivery and queue it. Called by the session's thread."""
        item = self._parser.parse(delivery)
        if token is None:
            self.qos0 += 1
        ticket = Ticket(item, token)
        if self._desk is None:
            self._append(ticket)
        elif not self._desk.take(ticket):
            self._append_in_turn(ticket)

    def has_room(self) -> bool:
        """Whether more may be read. Called by the session's thread."""
        return self._journal.has_room() and (self._desk is None or self._desk.has_room())

    def _append_in_turn(self, ticket: Ticket) -> None:
        with self._appending:
            self._append(ticket)

    def _append(self, ticket: Ticket) -> None:
        item = ticket.item
        claimed = (isinstance(item, Frame) or (isinstance(item, Reading) and item.waveform)) and self._taker.claim(
            ticket
        )
        self._journal.append(ticket)
        if claimed:
            self._taker.start(ticket)

    def on_durable(self, tickets: list[Ticket]) -> None:
        """Acknowledge what is durable. Called by the journal's writer."""
        self.session.acknowledge([ticket.ack for ticket in tickets if isinstance(ticket.ack, int)])
        for ticket in tickets:
            if ticket.outcome is _QUARANTINED:
                self._alarm_quarantined(ticket.item)

    def _alarm_quarantined(self, item: Any) -> None:
        reason, detail = "sequence_conflict", "a sequence number came twice with different content"
        if isinstance(item, Quarantined):
            reason, detail = item.reason, item.detail
        subject = item.device or getattr(item, "topic", "?")[:LONGEST_SUBJECT]
        self._alarms.raise_alarm("poison_payload", subject, f"{reason}: {detail}")

    def _report(self, health: Health) -> None:
        link = self.session.link
        if time.monotonic() - self.session.beat < STUCK_S:
            health.tick()
        if link.state is LinkState.CONNECTED and not link.reason:
            behind = "" if self.has_room() else "signatures are checked"
            behind = behind if self._journal.has_room() else "the journal has caught up"
            health.ok(f"reading is paused until {behind}" if behind else "connected")
        elif link.state is LinkState.TAKEN_OVER:
            health.failed(link.reason, link.remedy)
        elif link.state is LinkState.CONNECTING:
            health.starting("connecting to the broker")
        else:
            health.degraded(link.reason, link.remedy)
        self._alarm_link(link.state, link.reason)

    def _alarm_link(self, state: LinkState, reason: str) -> None:
        for kind, states in (
            ("broker_lost", {LinkState.LOST, LinkState.REFUSED}),
            ("client_id_taken", {LinkState.TAKEN_OVER}),
        ):
            if state in states:
                self._alarms.raise_alarm(kind, "broker", reason)
            elif state is LinkState.CONNECTED:
                self._alarms.clear_alarm(kind, "broker")
