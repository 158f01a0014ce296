"""An account whose transactions somebody else pays for: it sends and waits as `ChainAccount` does, through SNIP-29.

What a paymaster says it did is not believed: the node is asked for the receipt, and the account whether it has used
the nonce that was signed.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from starknet_py.net.client_models import (
    Call,
    TransactionExecutionStatus,
    TransactionFinalityStatus,
    TransactionReceipt,
)
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.account import RevertedError, reason_of
from gateway.chain.asking import CONTRACT_NOT_FOUND, TRANSACTION_NOT_FOUND, ask, ask_unless
from gateway.chain.bindings import DeviceAccount
from gateway.chain.networks import Network
from gateway.chain.snip29 import (
    Deployment,
    Executed,
    OutcomeUnknownError,
    Parameters,
    PaymasterError,
    Paymasters,
    Prepared,
    Sponsored,
    TimeBounds,
    UserTransaction,
)
from gateway.chain.snip29.signing import MessageSigner

__all__ = ["NotCarriedOutError", "SponsoredAccount"]

BOUNDS_BEFORE_S, BOUNDS_AFTER_S = 120, 600
ASK_EVERY_S, ASK_PAYMASTER_EVERY_S = 0.3, 5.0
GIVE_UP_S = 660.0


class NotCarriedOutError(PaymasterError):
    """The paymaster names a transaction in which what was signed did not happen, or has given it up."""


class _NoKey:
    """Stands where nothing is to be signed."""

    def sign_hash(self, _digest: int) -> list[int]:
        raise PaymasterError("the paymaster wants a signature where none is needed; nothing was signed")


@dataclass(frozen=True)
class SponsoredAccount:
    """An account on *network*, whose fees the *paymasters* pay; it needs no balance, and its own nonce does not move.

    Attributes:
        client: the node.
        network: which network the node belongs to.
        address: the account's contract; it need not be there yet when its deployment is sent along.
        signer: signs for it; None where only its deployment is sent, which nobody signs.
        paymasters: who pays.

    """

    client: FullNodeClient
    network: Network
    address: int
    signer: MessageSigner | None
    paymasters: Paymasters
    sponsored: ClassVar[bool] = True

    async def price(self, calls: Sequence[Call]) -> int:
        """Return what the sponsor would pay for *calls* now, in fri; nothing is sent.

        Raises:
            NoPaymasterError: none takes it.
            NodeError: the node does not answer.

        """
        return (await self._prepared(calls, None)).fee.estimated_fee_in_strk

    async def send(self, calls: Sequence[Call], *, deployment: Deployment | None = None) -> TransactionReceipt:
        """Have *calls* made in one transaction, after the account's *deployment* if there is one; wait for its block.

        Raises:
            NoPaymasterError: none takes it; nothing happened.
            OutcomeUnknownError: it may be carried out or not, for ten minutes at most.
            NotCarriedOutError: see there.
            RevertedError: it was undone.
            NodeError: the node does not answer.

        """
        prepared = await self._prepared(calls, deployment)
        executed = await self.paymasters.hand_over(prepared)
        receipt = await self._receipt(prepared, executed)
        if receipt.execution_status == TransactionExecutionStatus.REVERTED:
            full = receipt.revert_reason or "no reason given"
            raise RevertedError(reason_of(full), receipt.transaction_hash, full)
        if prepared.nonce is not None:
            unused = DeviceAccount(self.address, self.client).is_valid_outside_execution_nonce(prepared.nonce)
            if await ask_unless(self.client.url, unused, CONTRACT_NOT_FOUND) is not False:
                said = f"{prepared.paymaster} names transaction {receipt.transaction_hash:#x}"
                raise NotCarriedOutError(f"{said}, and what was signed is not in it")
        return receipt

    async def close(self) -> None:
        """Close the connections to the paymasters."""
        await self.paymasters.close()

    async def _prepared(self, calls: Sequence[Call], deployment: Deployment | None) -> Prepared:
        block = await ask(self.client.url, self.client.get_block(block_number="latest"))
        bounds = TimeBounds(block.timestamp - BOUNDS_BEFORE_S, block.timestamp + BOUNDS_AFTER_S)
        request = UserTransaction(self.address, tuple(calls), deployment)
        return await self.paymasters.prepare(request, self.signer or _NoKey(), Parameters(Sponsored(), bounds))

    async def _receipt(self, prepared: Prepared, executed: Executed) -> TransactionReceipt:
        """Wait for the block; the paymaster is asked now and then whether it had to send it anew."""
        transaction, begun = executed.transaction_hash, time.monotonic()
        asked = begun
        while (receipt := await self._found(transaction)) is None:
            now = time.monotonic()
            if now - begun > GIVE_UP_S:
                raise OutcomeUnknownError(f"{prepared.paymaster}: transaction {transaction:#x} is in no block yet")
            if now - asked > ASK_PAYMASTER_EVERY_S:
                asked, transaction = now, await self._latest(prepared, executed, transaction)
            await asyncio.sleep(ASK_EVERY_S)
        return receipt

    async def _found(self, transaction: int) -> TransactionReceipt | None:
        asked = self.client.get_transaction_receipt(transaction)
        receipt = await ask_unless(self.client.url, asked, TRANSACTION_NOT_FOUND)
        if receipt is None or receipt.finality_status == TransactionFinalityStatus.PRE_CONFIRMED:
            return None
        return receipt

    async def _latest(self, prepared: Prepared, executed: Executed, known: int) -> int:
        try:
            tracked = await self.paymasters.named(prepared.paymaster).client.latest_hash(executed.tracking_id)
        except PaymasterError:  # not every service can tell
            return known
        if tracked.status == "dropped":
            raise NotCarriedOutError(f"{prepared.paymaster} gave the transaction up before it was in a block")
        return tracked.transaction_hash
