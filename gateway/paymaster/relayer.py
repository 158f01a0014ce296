"""One relayer: an account that sends transaction after transaction without waiting for the one before.

Its nonce is counted here. One transaction is handed to the node at a time, so they arrive in order; how many are under
way is not bounded. When the node says that a nonce is wrong, the count is set right from the chain and the transaction
signed anew: after a transaction that the node dropped (the chain is behind us: what comes next fills the gap), or when
somebody else sends with the same key (the chain is ahead of us).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from starknet_py.net.client_models import Call, EstimatedFee, ResourceBoundsMapping
from starknet_py.net.models.transaction import AccountTransaction, InvokeV3

from gateway.chain.account import WIDE_BOUNDS
from gateway.chain.keys import StarkKey
from gateway.paymaster.invoke import unsigned
from gateway.paymaster.node import (
    BALANCE_TOO_SMALL,
    DUPLICATE,
    INVALID_NONCE,
    TOO_LITTLE_FOR_BOUNDS,
    Node,
    NodeAwayError,
    NodeRefusedError,
    NonceMovedError,
)

__all__ = ["Relayer", "RelayerUnfitError", "Signed"]

_log = logging.getLogger(__name__)

_TRIES = 12
_QUICK_TRIES = 3
_REST_S = 30.0
"""How long a relayer that has too little STRK is passed over."""


class RelayerUnfitError(RuntimeError):
    """This relayer can't send now; another may."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A transaction that is about to go out.

    Attributes:
        relayer: its sender.
        nonce, hash: of it.

    """

    relayer: int
    nonce: int
    hash: int


@dataclass
class Relayer:
    """The account at *address*.

    Attributes:
        waiting: transactions that wait for their turn here.
        balance: STRK in fri, as last seen.
        unfit_until: passed over until this second of the clock.
        reason: why.
        healed: how often its nonce was set right.

    """

    node: Node
    address: int
    key: StarkKey
    clock: Callable[[], float] = time.monotonic
    waiting: int = 0
    balance: int | None = None
    unfit_until: float = 0.0
    reason: str = ""
    healed: int = 0
    _next: int | None = field(default=None, init=False)  # None: the chain is asked
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    @property
    def fit(self) -> bool:
        """Whether it may be given work."""
        return self.clock() >= self.unfit_until

    def start_from(self, nonce: int) -> None:
        """Count on from *nonce*, since transactions up to it are still under way."""
        self._next = max(nonce, self._next or 0)

    def signed(self, calls: Sequence[Call], nonce: int, bounds: ResourceBoundsMapping) -> tuple[InvokeV3, int]:
        """Return *calls* as a signed transaction, and its hash."""
        transaction = unsigned(self.address, calls, nonce, bounds)
        digest = transaction.calculate_hash(self.node.network.chain_id)
        return replace(transaction, signature=list(self.key.sign(digest))), digest

    async def simulate(
        self, calls: Sequence[Call], *then: AccountTransaction, validate: bool = True
    ) -> list[EstimatedFee]:
        """Return what *calls* cost if they were sent now, and the transactions after them.

        A node simulates with the nonce that its state has, which is not the one that is counted here while transactions
        are under way, and which moves with each that gets there. So it is asked for, and asked again when it has moved;
        in the end nothing is sent meanwhile.

        Raises:
            Undone, NodeAwayError, NodeRefusedError.

        """
        for _ in range(_QUICK_TRIES):
            with contextlib.suppress(NonceMovedError):
                return await self._simulate(calls, then, validate=validate)
        async with self._turn:
            for _ in range(_TRIES):
                with contextlib.suppress(NonceMovedError):
                    return await self._simulate(calls, then, validate=validate)
        raise NodeAwayError(f"the nonce of relayer {self.address:#x} moves faster than the node simulates")

    async def _simulate(
        self, calls: Sequence[Call], then: Sequence[AccountTransaction], *, validate: bool
    ) -> list[EstimatedFee]:
        trial, _ = self.signed(calls, await self.node.nonce(self.address), WIDE_BOUNDS)
        return await self.node.estimate(trial, *then, validate=validate)

    async def nonce(self) -> int:
        """Return the nonce of its next transaction. Raises `NodeAwayError`, `NodeRefusedError`."""
        if self._next is None:
            self._next = await self.node.nonce(self.address)
        return self._next

    async def send(
        self,
        calls: Sequence[Call],
        bounds: ResourceBoundsMapping,
        note: Callable[[Signed], Awaitable[None]],
    ) -> Signed:
        """Send *calls*; *note* is awaited before each time that something goes out, so that it is never forgotten.

        When the node does not answer, it is taken as sent: whoever follows it sees, and sends it again if it was not.

        Raises:
            NodeAwayError: before anything went out.
            NodeRefusedError: the node does not take it.
            RelayerUnfitError: this relayer has too little STRK, or its nonce can't be found.

        """
        self.waiting += 1
        try:
            async with self._turn:
                return await self._send(calls, bounds, note)
        finally:
            self.waiting -= 1

    async def _send(
        self,
        calls: Sequence[Call],
        bounds: ResourceBoundsMapping,
        note: Callable[[Signed], Awaitable[None]],
    ) -> Signed:
        for attempt in range(_TRIES):
            nonce = await self.nonce()
            transaction, digest = self.signed(calls, nonce, bounds)
            signed = Signed(self.address, nonce, digest)
            await note(signed)
            try:
                await self.node.send(transaction)
            except NodeAwayError as error:
                _log.warning("relayer %#x: no answer to transaction %#x: %s", self.address, signed.hash, error)
                self._next = None  # the chain knows whether it was counted
                return signed
            except NodeRefusedError as error:
                if error.code == DUPLICATE:
                    self._next = nonce + 1
                    return signed
                if error.code in {TOO_LITTLE_FOR_BOUNDS, BALANCE_TOO_SMALL}:
                    self._rest(f"has too little STRK: {error}")
                    raise RelayerUnfitError(self.reason) from error
                if error.code != INVALID_NONCE:
                    raise
                await self._heal(nonce, attempt)
                continue
            self._next = nonce + 1
            return signed
        self._rest("its nonce can't be set right; does somebody else send with its key?")
        raise RelayerUnfitError(self.reason)

    async def _heal(self, nonce: int, attempt: int) -> None:
        """Set the count right from the chain, and wait a moment when it says what we had."""
        found = await self.node.nonce(self.address)
        self.healed += 1
        _log.warning("relayer %#x: nonce %d is wrong, the chain says %d", self.address, nonce, found)
        self._next = found
        if found == nonce or attempt > 1:
            await asyncio.sleep(random.uniform(0.05, 0.1 * (attempt + 1)))

    def recount(self) -> None:
        """Ask the chain for the nonce before the next transaction: one of ours was lost."""
        self._next = None
        self.healed += 1

    def _rest(self, reason: str) -> None:
        self.reason = reason
        self.unfit_until = self.clock() + _REST_S
        _log.error("relayer %#x %s", self.address, reason)
