"""An account that sends transactions and waits for what became of them."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, TypeVar

from starknet_py.net.account.account import Account
from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import (
    Call,
    EstimatedFee,
    ResourceBounds,
    ResourceBoundsMapping,
    TransactionExecutionStatus,
    TransactionReceipt,
)
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.transaction_errors import TransactionRevertedError

from gateway.chain.keys import StarkKey
from gateway.chain.networks import Network
from gateway.chain.signer import KeySigner

__all__ = ["GAS_MARGIN", "WIDE_BOUNDS", "ChainAccount", "RevertedError", "reason_of"]

WIDE_BOUNDS = ResourceBoundsMapping(
    l1_gas=ResourceBounds(max_amount=0, max_price_per_unit=10**15),
    l1_data_gas=ResourceBounds(max_amount=10**5, max_price_per_unit=10**13),
    l2_gas=ResourceBounds(max_amount=10**9, max_price_per_unit=10**11),
)
"""Bounds under which fees are estimated: with zero bounds the account would run out of gas while it validates."""

GAS_MARGIN = 1.5
"""A transaction may use this many times what was estimated, since the chain moves on in between."""


_INVALID_NONCE = "52"
_NONCE_TRIES = 8

T = TypeVar("T")


class RevertedError(RuntimeError):
    """A transaction was included and undone, or refused at the door.

    Attributes:
        reason: the innermost message, for instance ``JOB: not the client``.
        transaction: its hash; None when it was never included.

    """

    def __init__(self, reason: str, transaction: int | None, full: str) -> None:
        super().__init__(f"reverted: {reason}" + (f" (transaction {transaction:#x})" if transaction else ""))
        self.reason = reason
        self.transaction = transaction
        self.full = full


@dataclass(frozen=True)
class ChainAccount:
    """An account on *network*, with its key.

    Attributes:
        client: the node.
        network: which network the node belongs to.
        address: the account's contract.
        key: signs for it.

    """

    client: FullNodeClient
    network: Network
    address: int
    key: StarkKey
    sponsored: ClassVar[bool] = False

    @cached_property
    def signing(self) -> Account:
        """starknet.py's account; it asks the node for the account's class once, so it is kept."""
        return Account(
            address=self.address,
            client=self.client,
            signer=KeySigner(self.key, self.network.chain_id),
            chain=self.network.chain_id,
        )

    async def estimate(self, calls: Sequence[Call]) -> EstimatedFee:
        """Return what *calls* would cost now, in fri.

        Raises:
            RevertedError: they would be undone.

        """
        try:
            estimated = await self._with_next_nonce(lambda: self._estimate(calls))
        except ClientError as error:
            raise RevertedError(reason_of(error.message), None, error.message) from error
        return estimated

    async def price(self, calls: Sequence[Call]) -> int:
        """Return what *calls* would cost the account now, in fri; raises as `estimate`."""
        return (await self.estimate(calls)).overall_fee

    async def send(self, calls: Sequence[Call], *, bounds: ResourceBoundsMapping | None = None) -> TransactionReceipt:
        """Send *calls* as one transaction and wait until it is in a block.

        *bounds* are estimated, with a margin of `GAS_MARGIN`, when they are not given.

        Raises:
            RevertedError: the calls were undone, or the node refused the transaction.

        """
        if bounds is None:
            bounds = (await self.estimate(calls)).to_resource_bounds(GAS_MARGIN, GAS_MARGIN)
        try:
            sent = await self._with_next_nonce(
                lambda: self.signing.execute_v3(calls=list(calls), resource_bounds=bounds)
            )
        except ClientError as error:
            raise RevertedError(reason_of(error.message), None, error.message) from error
        return await self.outcome(sent.transaction_hash)

    async def _estimate(self, calls: Sequence[Call]) -> EstimatedFee:
        transaction = await self.signing.sign_invoke_v3(calls=list(calls), resource_bounds=WIDE_BOUNDS)
        estimated = await self.client.estimate_fee(transaction)
        assert isinstance(estimated, EstimatedFee)
        return estimated

    @staticmethod
    async def _with_next_nonce(attempt: Callable[[], Awaitable[T]]) -> T:
        """Do what asks for the account's next nonce, and do it anew where another transaction takes that meanwhile."""
        for number in range(1, _NONCE_TRIES):
            try:
                return await attempt()
            except ClientError as error:
                if str(error.code) != _INVALID_NONCE and "nonce is invalid" not in error.message:
                    raise
                await asyncio.sleep(random.uniform(0, 0.1 * number))
        return await attempt()

    async def close(self) -> None:
        """Nothing is held open."""

    async def outcome(
        self, transaction: int, *, check_every: float = 0.1, give_up: float = 600.0
    ) -> TransactionReceipt:
        """Wait for a transaction's receipt; ask the node every *check_every* seconds for at most *give_up*.

        Raises:
            RevertedError: the transaction was undone.
            TimeoutError: it is in no block by then.

        """
        async with asyncio.timeout(give_up):
            with contextlib.suppress(TransactionRevertedError):  # the receipt has the reason
                await self.client.wait_for_tx(
                    transaction, check_interval=check_every, retries=int(give_up / check_every)
                )
        receipt = await self.client.get_transaction_receipt(transaction)
        if receipt.execution_status == TransactionExecutionStatus.REVERTED:
            full = receipt.revert_reason or "no reason given"
            raise RevertedError(reason_of(full), transaction, full)
        return receipt


_FELT = re.compile(r"0x[0-9a-fA-F]+")
_INNERMOST = re.compile(r"'error': '((?:[^'\\]|\\.)+)'")  # of a node's account in JSON, as starknet.py prints it
_SHORT_STRING_BYTES = 31
_WRAPPERS = {"ENTRYPOINT_FAILED", "argent/multicall-failed"}  # what accounts and the system put around a reason


def reason_of(full: str) -> str:
    """Return the short string with which a contract gave up, from a node's long account of it.

    Contract addresses and selectors stand there too; they are no text. Without any, the innermost error is the
    reason, or the last line (no such entry point, no gas left).
    """
    texts = [text for felt in _FELT.findall(full) if (text := _short_string(int(felt, 16))) and text not in _WRAPPERS]
    if texts:
        return texts[0]
    if inner := _INNERMOST.findall(full):
        return str(inner[-1]).replace("\\n", " ").strip()
    lines = [line for line in full.strip().splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"


def _short_string(felt: int) -> str | None:
    """Return what *felt* spells, when every byte is a printable character and there are at least four."""
    content = felt.to_bytes((felt.bit_length() + 7) // 8, "big")
    if not 4 <= len(content) <= _SHORT_STRING_BYTES or any(not 32 <= byte < 127 for byte in content):
        return None
    return content.decode("ascii")
