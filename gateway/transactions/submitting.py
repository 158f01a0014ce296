"""How a transaction gets to the chain: one small protocol, two ways.

An *intent* is a signed transaction as text. It is noted in the journal before it is handed over; handing the same one
over twice is harmless, since a nonce in it is taken once.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from starknet_py.net.client_models import Call

from gateway.chain.account import GAS_MARGIN, WIDE_BOUNDS
from gateway.chain.signer import KeySigner
from gateway.chain.snip29 import (
    NoPaymasterError,
    OutcomeUnknownError,
    Parameters,
    PaymasterError,
    Paymasters,
    Prepared,
    Sponsored,
    TimeBounds,
    UserTransaction,
)
from gateway.chain.snip29.advice import advice
from gateway.chain.snip29.errors import WireError
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
    Outcome,
    Undone,
)
from gateway.transactions.reasons import limit_of, trouble_of, with_advice
from gateway.transactions.trouble import Limit, Trouble, UndoneTransaction, UnsettledError

__all__ = ["DirectSubmitter", "SponsoredSubmitter", "Submitter"]

BOUNDS_BEFORE_S, BOUNDS_AFTER_S = 120, 120
"""How long a sponsor may carry out what was signed, and send it again where a reorganisation takes it away; what is not
on the chain by then is signed anew."""
PATIENCE_S = 120.0
"""A transaction that the node has forgotten for so long is given up."""
_FRI = 10**18


class Submitter(Protocol):
    """A way to the chain. Every method raises `UnsettledError`."""

    @property
    def payer(self) -> str:
        """Who bears the cost, for receipts: ``sponsor`` or ``account``."""

    async def prepare(self, calls: Sequence[Call]) -> str:
        """Sign *calls* as one transaction; return the intent."""

    async def hand_over(self, intent: str) -> int | None:
        """Hand an intent over, for the first time or again; return the transaction's hash, when it is told."""

    async def follow(self, intent: str, transaction: int | None) -> None:
        """Return while the intent may still be carried out; raise, with ``gone``, once it can't."""

    async def undone(self, transaction: int) -> UndoneTransaction | None:
        """Return a transaction that is in a block and was undone; None: it is not that, as far as the node knows."""

    async def close(self) -> None:
        """Close connections."""


@dataclass
class SponsoredSubmitter:
    """A paymaster pays; the account signs an outside execution, and its own nonce does not move."""

    paymasters: Paymasters
    node: Node
    account: int
    signer: KeySigner
    payer: str = "sponsor"

    async def prepare(self, calls: Sequence[Call]) -> str:
        """See `Submitter`."""
        try:
            now = await self.node.now()
            bounds = TimeBounds(now - BOUNDS_BEFORE_S, now + BOUNDS_AFTER_S)
            request = UserTransaction(self.account, tuple(calls))
            prepared = await self.paymasters.prepare(request, self.signer, Parameters(Sponsored(), bounds))
        except PaymasterError as error:
            raise _refused(error, self.account, gone=False) from error
        except (NodeAwayError, NodeRefusedError) as error:
            raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error
        return prepared.to_text()

    async def hand_over(self, intent: str) -> int | None:
        """See `Submitter`."""
        prepared = self._read(intent)
        try:
            return (await self.paymasters.hand_over(prepared)).transaction_hash
        except OutcomeUnknownError as error:
            raise UnsettledError(Trouble.UNKNOWN, str(error)) from error
        except PaymasterError as error:
            raise _refused(NoPaymasterError({prepared.paymaster: error}), self.account, gone=True) from error

    async def follow(self, intent: str, transaction: int | None) -> None:
        """See `Submitter`."""
        prepared = self._read(intent)
        try:
            if transaction is not None and (found := _undone(await self.node.outcome(transaction), self)) is not None:
                raise _of_undone(found)
            over = await self.node.now() >= (prepared.execute_before or 0)
        except (NodeAwayError, NodeRefusedError) as error:
            raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error
        if over:
            raise UnsettledError(
                Trouble.UNKNOWN, f"{prepared.paymaster} did not carry it out before its time bounds ended", gone=True
            )

    async def undone(self, transaction: int) -> UndoneTransaction | None:
        """See `Submitter`."""
        return await _asked_undone(transaction, self)

    async def close(self) -> None:
        """Close connections."""
        await self.paymasters.close()

    def _read(self, intent: str) -> Prepared:
        try:
            return Prepared.from_text(intent, self.node.network.chain_id)
        except (WireError, KeyError, ValueError, TypeError) as error:  # mode or network were changed meanwhile
            raise UnsettledError(Trouble.REVERTED, "signed under another configuration", gone=True) from error


@dataclass
class DirectSubmitter:
    """The gateway's own account pays.

    Attributes:
        most_fee: that a transaction may cost, in fri.

    """

    node: Node
    account: int
    signer: KeySigner
    most_fee: int
    payer: str = "account"
    wall: Callable[[], float] = time.time
    _signed: dict[str, object] = field(default_factory=dict, init=False)

    async def prepare(self, calls: Sequence[Call]) -> str:
        """See `Submitter`."""
        try:
            nonce = await self.node.nonce(self.account)
            trial = unsigned(self.account, calls, nonce, WIDE_BOUNDS)
            (estimate,) = await self.node.estimate(trial, validate=False)  # a session would not bid so much
        except (NodeAwayError, NonceMovedError) as error:
            raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error
        except Undone as error:
            raise _would_be_undone(str(error), self.account) from error
        except NodeRefusedError as error:
            raise _node_refused(error) from error
        bounds = estimate.to_resource_bounds(GAS_MARGIN, GAS_MARGIN)
        parts = (bounds.l1_gas, bounds.l2_gas, bounds.l1_data_gas)
        most = sum(part.max_amount * part.max_price_per_unit for part in parts)
        if most > self.most_fee:
            raise UnsettledError(
                Trouble.FUNDS,
                f"a transaction may cost up to {most / _FRI:.4f} STRK now, more than [chain] most_fee_strk allows",
                limit=Limit.SIZE,
            )
        transaction = unsigned(self.account, calls, nonce, bounds)
        digest = transaction.calculate_hash(self.node.network.chain_id)
        transaction = replace(transaction, signature=self.signer.sign_hash(digest))
        intent = json.dumps({"direct": hex(digest), "nonce": nonce, "at": int(self.wall())})
        self._signed = {intent: transaction}
        return intent

    async def hand_over(self, intent: str) -> int | None:
        """Send it. After a restart there is nothing to send any more: `follow` finds out what became of it."""
        transaction = self._signed.get(intent)
        if transaction is None:
            return self._read(intent)[0]
        try:
            return await self.node.send(transaction)  # type: ignore[arg-type]  # an InvokeV3
        except NodeAwayError as error:
            raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error
        except NodeRefusedError as error:
            if error.code == DUPLICATE:
                return self._read(intent)[0]
            raise _node_refused(error) from error

    async def follow(self, intent: str, transaction: int | None) -> None:
        """See `Submitter`."""
        digest, nonce, at = self._read(intent)
        try:
            outcome = await self.node.outcome(transaction or digest)
            if (found := _undone(outcome, self)) is not None:
                raise _of_undone(found)
            if outcome is not None:
                return
            if await self.node.knows(digest):
                return
            moved = await self.node.nonce(self.account) > nonce
        except (NodeAwayError, NodeRefusedError) as error:
            raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error
        if intent in self._signed and not moved and self.wall() - at < PATIENCE_S:
            await self.hand_over(intent)  # a reorganisation took it away, or the node lost it; its nonce is taken once
            return
        why = "another transaction took its nonce" if moved else "the node does not have it"
        raise UnsettledError(Trouble.AWAY, f"transaction {digest:#x}: {why}", gone=True)

    async def undone(self, transaction: int) -> UndoneTransaction | None:
        """See `Submitter`."""
        return await _asked_undone(transaction, self)

    async def close(self) -> None:
        """Nothing is open here; the node's connections are its owner's."""

    def _read(self, intent: str) -> tuple[int, int, int]:
        try:
            document = json.loads(intent)
            return int(document["direct"], 16), int(document["nonce"]), int(document["at"])
        except (KeyError, ValueError, TypeError) as error:  # mode was changed meanwhile
            raise UnsettledError(Trouble.REVERTED, "signed under another configuration", gone=True) from error


async def _asked_undone(transaction: int, way: SponsoredSubmitter | DirectSubmitter) -> UndoneTransaction | None:
    try:
        return _undone(await way.node.outcome(transaction), way)
    except (NodeAwayError, NodeRefusedError) as error:
        raise UnsettledError(Trouble.AWAY, f"no Starknet node answers: {error}") from error


def _undone(outcome: Outcome | None, way: SponsoredSubmitter | DirectSubmitter) -> UndoneTransaction | None:
    """Return what is to be remembered of a transaction that was undone; None: it was not, or is in no block yet."""
    if outcome is None or outcome.undone is None:
        return None
    return UndoneTransaction(
        transaction=outcome.transaction,
        block=outcome.block,
        fee_fri=outcome.fee,
        l2_gas=outcome.l2_gas,
        payer=way.payer,
        trouble=trouble_of(outcome.undone),
        reason=with_advice(outcome.undone, way.account),
    )


def _of_undone(found: UndoneTransaction) -> UnsettledError:
    said = f"transaction {found.transaction:#x} was undone by the contract: {found.reason}"
    return UnsettledError(found.trouble, said, gone=True, undone=found, limit=limit_of(found.reason))


def _would_be_undone(reason: str, account: int) -> UnsettledError:
    said = f"the contract would undo it: {with_advice(reason, account)}"
    return UnsettledError(trouble_of(reason), said, gone=True, limit=limit_of(reason))


def _node_refused(error: NodeRefusedError) -> UnsettledError:
    if error.code in {TOO_LITTLE_FOR_BOUNDS, BALANCE_TOO_SMALL}:
        return UnsettledError(Trouble.FUNDS, "the gateway's account has too little STRK", gone=True)
    if error.code == INVALID_NONCE:
        return UnsettledError(Trouble.AWAY, "another transaction took its nonce", gone=True)
    trouble = Trouble.KEY if "ignature" in error.full else trouble_of(error.full)
    return UnsettledError(trouble, f"the node refused it: {error}", gone=True, limit=limit_of(error.full))


def _refused(error: PaymasterError, account: int, *, gone: bool) -> UnsettledError:
    said = str(error)
    limit = limit_of(said)
    trouble = trouble_of(said, otherwise=Trouble.REFUSED)
    if trouble is Trouble.REFUSED and isinstance(error, NoPaymasterError):
        each = (f"{name}: {advice(one, account)}" for name, one in error.reasons.items())
        said = "no paymaster takes it: " + "; ".join(each) if error.reasons else "no paymaster is configured"
    return UnsettledError(trouble, said, gone=gone, limit=limit)
