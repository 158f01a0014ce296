"""Several paymasters: the healthy ones first, the cheapest of them first, the next one when one fails.

- A paymaster that is at fault (unreachable, out of order, offering something else than was asked for) is left alone for
  a while: 5 s, then twice as long each time, at most 10 minutes; the first success ends it. When all are at fault they
  are tried all the same, the one whose pause ends first before the others.
- Once every `requote_s` all that are well are asked for the same transaction and the cheapest is taken; in between, the
  last prices count.
- What was signed goes to the paymaster that built it and to no other: another would need another nonce, and the account
  would take both.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gateway.chain.snip29.answers import Executed
from gateway.chain.snip29.client import PaymasterClient
from gateway.chain.snip29.errors import (
    DisagreementError,
    NoPaymasterError,
    OutcomeUnknownError,
    PaymasterError,
    TooManyRequestsError,
)
from gateway.chain.snip29.signing import MessageSigner, Prepared, hand_over, prepare
from gateway.chain.snip29.wire import Parameters, UserTransaction

__all__ = ["Paymaster", "Paymasters"]

_log = logging.getLogger(__name__)

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 600.0


@dataclass
class Paymaster:
    """One of several.

    Attributes:
        client: the way to it; its name must be unique.
        forwarder: the contract that has to be named as the caller of what we sign; None: any.
        failures: in a row.
        well_again_at: until this second of the clock it is left alone.
        price: its last estimate in fri, and of how large a transaction, in felts.
        last_error: what it had last, in words; empty when it is well.

    """

    client: PaymasterClient
    forwarder: int | None = None
    failures: int = 0
    well_again_at: float = 0.0
    price: float | None = None
    last_error: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.client.name


@dataclass
class Paymasters:
    """The paymasters of one account's chain.

    Attributes:
        members: in the order of preference where health and price are the same.
        chain_id: of the chain.
        requote_s: how often their prices are compared; 0: each time.
        clock: seconds that only grow.
        wall: Unix seconds.

    """

    members: Sequence[Paymaster]
    chain_id: int
    requote_s: float = 300.0
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    _quoted_at: float | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        names = [member.name for member in self.members]
        if len(set(names)) != len(names):
            raise ValueError("two paymasters have the same name; name them apart")

    async def close(self) -> None:
        """Close all connections."""
        for member in self.members:
            await member.client.close()

    def named(self, name: str) -> Paymaster:
        """Return the paymaster that is called *name*.

        Raises:
            KeyError: there is none (any more).

        """
        for member in self.members:
            if member.name == name:
                return member
        raise KeyError(name)

    def in_order(self) -> list[Paymaster]:
        """Return all, the one to try first at the front."""
        now = self.clock()
        return sorted(
            self.members,
            key=lambda one: (max(0.0, one.well_again_at - now), one.price is None, one.price or 0.0),
        )

    async def check(self) -> dict[str, bool]:
        """Ask every paymaster whether it is available, and remember; return what each said, by name."""

        async def ask(member: Paymaster) -> bool:
            try:
                available = await member.client.is_available()
            except PaymasterError as error:
                self._failed(member, error)
                return False
            if available:
                self._well(member)
            else:
                self._failed(member, PaymasterError(f"{member.name}: says that it is not available"), unwell=True)
            return available

        answers = await asyncio.gather(*(ask(member) for member in self.members))
        return {member.name: answer for member, answer in zip(self.members, answers, strict=True)}

    async def prepare(
        self,
        request: UserTransaction,
        signer: MessageSigner,
        parameters: Parameters | None = None,
        *,
        max_fee: int | None = None,
    ) -> Prepared:
        """Return *request*, built, checked and signed, by the first paymaster that takes it.

        Raises:
            NoPaymasterError: none does.

        """
        wanted = parameters or Parameters()
        reasons: dict[str, PaymasterError] = {}
        order = self.in_order()
        if self._quote_due(order):
            offers = await self._quotes(order, request, wanted, signer, max_fee, reasons)
            if offers:
                return min(offers, key=lambda offer: offer.fee.estimated_fee_in_strk)
            raise NoPaymasterError(reasons)
        for member in order:
            try:
                return await self._prepare_with(member, request, wanted, signer, max_fee)
            except PaymasterError as error:
                reasons[member.name] = error
                if not error.elsewhere:
                    break
        raise NoPaymasterError(reasons)

    async def hand_over(self, prepared: Prepared) -> Executed:
        """Hand *prepared* over to the paymaster that built it; doing so twice is safe.

        Raises:
            OutcomeUnknownError: no answer came back, or the paymaster is no longer configured.
            PaymasterError: it was not taken.

        """
        try:
            member = self.named(prepared.paymaster)
        except KeyError as error:
            raise OutcomeUnknownError(
                f"the paymaster {prepared.paymaster} is not configured any more; wait until the time bounds are over"
            ) from error
        try:
            done = await hand_over(member.client, prepared)
        except OutcomeUnknownError as error:
            self._failed(member, error, unwell=True)
            raise
        except PaymasterError as error:
            self._failed(member, error, unwell=error.unwell or error.elsewhere)  # it built it: the next one is to try
            raise
        self._well(member)
        return done

    async def submit(
        self,
        request: UserTransaction,
        signer: MessageSigner,
        parameters: Parameters | None = None,
        *,
        max_fee: int | None = None,
    ) -> tuple[Prepared, Executed]:
        """Prepare and hand over, with the next paymaster when one says for certain that it did not send it.

        For what must happen once even across crashes, call `prepare`, keep the result, and call `hand_over`.

        Raises:
            NoPaymasterError: none takes it.
            OutcomeUnknownError: it may be carried out or not.

        """
        reasons: dict[str, PaymasterError] = {}
        for _ in self.members:
            prepared = await self.prepare(request, signer, parameters, max_fee=max_fee)
            if prepared.paymaster in reasons:
                break  # it is the only one left, and it has refused
            try:
                return prepared, await self.hand_over(prepared)
            except OutcomeUnknownError:
                raise
            except PaymasterError as error:
                reasons[prepared.paymaster] = error
                if not error.elsewhere:
                    break
                self._failed(self.named(prepared.paymaster), error, unwell=True)
        raise NoPaymasterError(reasons)

    # Prices and health

    def _quote_due(self, order: Sequence[Paymaster]) -> bool:
        now = self.clock()
        well = [member for member in order if member.well_again_at <= now]
        return len(well) > 1 and (self._quoted_at is None or now - self._quoted_at >= self.requote_s)

    async def _quotes(
        self,
        order: Sequence[Paymaster],
        request: UserTransaction,
        parameters: Parameters,
        signer: MessageSigner,
        max_fee: int | None,
        reasons: dict[str, PaymasterError],
    ) -> list[Prepared]:
        """Ask all that are well; those that are not only when none of the others takes it."""
        now = self.clock()
        self._quoted_at = now
        offers: list[Prepared] = []
        for group in (
            [member for member in order if member.well_again_at <= now],
            [member for member in order if member.well_again_at > now],
        ):
            answers = await asyncio.gather(
                *(self._prepare_with(member, request, parameters, signer, max_fee) for member in group),
                return_exceptions=True,
            )
            for member, answer in zip(group, answers, strict=True):
                if isinstance(answer, PaymasterError):
                    reasons[member.name] = answer
                elif isinstance(answer, BaseException):
                    raise answer
                else:
                    offers.append(answer)
            if offers:
                break
        return offers

    async def _prepare_with(
        self,
        member: Paymaster,
        request: UserTransaction,
        parameters: Parameters,
        signer: MessageSigner,
        max_fee: int | None,
    ) -> Prepared:
        try:
            prepared = await prepare(
                member.client,
                request,
                parameters,
                signer,
                chain_id=self.chain_id,
                forwarder=member.forwarder,
                max_fee=max_fee,
                clock=self.wall,
            )
        except PaymasterError as error:
            self._failed(member, error)
            raise
        self._well(member)
        felts = 1 + sum(3 + len(call.calldata) for call in request.calls)
        member.price = prepared.fee.estimated_fee_in_strk / felts
        return prepared

    @staticmethod
    def _well(member: Paymaster) -> None:
        member.failures, member.well_again_at, member.last_error = 0, 0.0, ""

    def _failed(self, member: Paymaster, error: PaymasterError, *, unwell: bool | None = None) -> None:
        member.last_error = str(error)
        if not (error.unwell if unwell is None else unwell):
            return
        pause = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2**member.failures)
        if isinstance(error, DisagreementError):
            pause = _LONGEST_PAUSE_S
            _log.error("paymaster %s: %s; nothing was signed, and it is left alone for a while", member.name, error)
        if isinstance(error, TooManyRequestsError):
            pause = max(pause, error.retry_after_s)
        member.failures = min(member.failures + 1, 30)
        member.well_again_at = self.clock() + pause
