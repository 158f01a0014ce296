"""Readings whose devices sign them: held until their signature is checked, by processes beside the gateway.

The session's thread only takes the signature apart (some microseconds) and goes on; `Checkers` do the curve. Readings
of these devices keep their order among each other, signed or not, and nothing is appended to the journal, let alone
acknowledged, before its check. A bounded number is under way; beyond it reading from the broker stops, as it does
when the journal has no room. Readings of other devices don't come by here.

Needs the extra ``chain``.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from gateway.chain.networks import network_named
from gateway.chain.signed_reading import Claim, SignatureError, claim_of, is_signed
from gateway.config import SignatureSettings
from gateway.ingest.checkers import Checkers
from gateway.journal import Ticket
from gateway.records import Quarantined, Reading
from gateway.supervisor import Health
from gateway.topics import Channel, device_topic

__all__ = ["SignatureDesk"]

_log = logging.getLogger(__name__)

MOST_WAITING = 2000
MOST_WAITING_BYTES = 64 * 2**20
GROUP = 32  # claims for one process at a time: some 50 ms
LOOK_S = 0.5
GOODBYE_S = 5.0


@dataclass(frozen=True, slots=True)
class _Signer:
    """What is known of a device that signs. Without a key nothing of it is accepted."""

    key: int = 0
    account: int = 0
    required: bool = True


@dataclass(frozen=True, slots=True)
class _Held:
    """A reading on its way through the desk; without a claim it only keeps its place."""

    ticket: Ticket
    size: int
    claim: Claim | None


class SignatureDesk:
    """Checks signatures; a supervised component.

    Attributes:
        deliver: takes what is checked or refused; set by whoever hands readings in. Called by the session's thread
            and by the desk's own.

    """

    name = "signatures"
    critical = False

    def __init__(self, settings: SignatureSettings) -> None:
        self._chain_id = network_named(settings.network).chain_id
        self._group = GROUP * settings.processes
        self._unlisted = _Signer() if settings.unlisted == "required" else None
        self._signers: dict[str, _Signer | None] = {
            device: None
            if entry.policy == "off"
            else _Signer(int(entry.public_key, 16), int(entry.account, 16), entry.policy == "required")
            for device, entry in settings.signer.items()
        }
        self.deliver: Callable[[Ticket], None] = lambda _: None
        self._checkers = Checkers(settings.processes)
        self._waiting: deque[_Held] = deque()
        self._wake = threading.Event()
        self._taken = self._taken_bytes = 0  # written by the session's thread alone
        self._done = self._done_bytes = 0  # written by the desk's alone
        self._closing = self._abandoning = False
        self.checked = self.refused = 0

    # -- the session's thread -------------------------------------------------------------------------------------

    def has_room(self) -> bool:
        """Whether another reading may be handed in."""
        return self._taken - self._done < MOST_WAITING and self._taken_bytes - self._done_bytes < MOST_WAITING_BYTES

    def take(self, ticket: Ticket) -> bool:
        """Take a reading over, if its device's signatures are checked; `deliver` gets it, or what it was refused as."""
        item = ticket.item
        if type(item) is not Reading:
            return False
        signer = self._signers.get(item.device, self._unlisted)
        if signer is None:
            return False
        try:
            claim = self._claim(item, signer)
        except SignatureError as error:
            self.deliver(_refused(ticket, item, error))
            return True
        self._taken += 1
        self._taken_bytes += len(item.payload)
        self._waiting.append(_Held(ticket, len(item.payload), claim))
        if not self._wake.is_set():
            self._wake.set()
        return True

    def _claim(self, item: Reading, signer: _Signer) -> Claim | None:
        """Return what is to be checked; None when the reading is unsigned and may be."""
        if not signer.key:
            raise SignatureError(
                "no_key", f'[signatures] unlisted = "required", and there is no [signatures.signer."{item.device}"]'
            )
        if not signer.required and not is_signed(item.payload):
            return None
        claim = claim_of(item.payload, item.device, signer.account, self._chain_id, signer.key)
        if item.boot is None or item.seq is None:
            raise SignatureError(
                "not_numbered", "a signed reading needs 'boot' and 'seq': without them it could be sent a second time"
            )
        return claim

    # -- the desk's own thread ------------------------------------------------------------------------------------

    async def run(self, health: Health) -> None:
        """Check until cancelled; what is held then is still checked, as long as that takes no more than 5 s."""
        self._closing = self._abandoning = False
        working = asyncio.get_running_loop().create_task(asyncio.to_thread(self._work), name="signature-desk")
        try:
            while not working.done():
                health.tick()
                if self._checkers.trouble:
                    health.degraded(self._checkers.trouble, "look into the log for what the checking process says")
                elif not self.has_room():
                    health.ok("reading is paused until signatures are checked; more [signatures] processes may help")
                else:
                    health.ok(f"{self.checked} readings hold, {self.refused} refused")
                await asyncio.wait([working], timeout=LOOK_S)
            working.result()
        finally:
            self._closing = True
            self._wake.set()
            await asyncio.wait([working], timeout=GOODBYE_S)
            self._abandoning = True
            self._checkers.abandon()
            await asyncio.wait([working])

    def _work(self) -> None:
        try:
            while not self._abandoning:
                if not self._waiting:
                    if self._closing:
                        return
                    self._wake.wait(LOOK_S)
                self._wake.clear()
                group = [self._waiting[i] for i in range(min(self._group, len(self._waiting)))]
                if group:
                    self._check(group)
        finally:
            self._checkers.stop()

    def _check(self, group: list[_Held]) -> None:
        verdicts = self._checkers.check([held.claim for held in group if held.claim is not None])
        if verdicts is None:
            return  # abandoned: not acknowledged, so the broker repeats it
        answers = iter(verdicts)
        for held in group:
            item = held.ticket.item
            assert isinstance(item, Reading)
            if held.claim is None:
                self.deliver(held.ticket)
            elif next(answers):
                self.checked += 1
                held.ticket.item = item._replace(signer=held.claim.key.to_bytes(32))
                self.deliver(held.ticket)
            else:
                self.refused += 1
                wrong = SignatureError("wrong_signature", f"not signed by the key of {item.device}, or changed since")
                self.deliver(_refused(held.ticket, item, wrong))
            self._waiting.popleft()  # only now: should this thread fail, the next one goes on with what it left
            self._done_bytes += held.size
            self._done += 1


def _refused(ticket: Ticket, item: Reading, error: SignatureError) -> Ticket:
    topic = device_topic(item.device, Channel.TELEMETRY)
    ticket.item = Quarantined(item.received_us, topic, item.device, error.reason, str(error), item.payload, item.qos)
    return ticket
