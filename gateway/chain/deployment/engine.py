"""Does what is not done yet, one transaction after another; can be stopped and started again at any point."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import (
    EstimatedFee,
    PriceUnit,
    ResourceBounds,
    ResourceBoundsMapping,
)
from starknet_py.net.models.transaction import AccountTransaction, DeclareV3, InvokeV3

from gateway.chain.account import GAS_MARGIN, RevertedError, reason_of
from gateway.chain.deployment.site import Site
from gateway.chain.deployment.steps import Step

__all__ = ["Deployment", "StepReport"]

_LARGEST = ResourceBoundsMapping(
    l1_gas=ResourceBounds(max_amount=0, max_price_per_unit=10**15),
    l1_data_gas=ResourceBounds(max_amount=10**5, max_price_per_unit=10**12),
    l2_gas=ResourceBounds(max_amount=10**10, max_price_per_unit=10**11),
)
"""Bounds under which fees are estimated; a large class costs up to 3·10^9 gas to declare."""


@dataclass(frozen=True, slots=True)
class StepReport:
    """A step that has been done now.

    Attributes:
        step: which.
        transaction: the hash of its transaction.
        fee: what it cost, in fri (10^-18 STRK).

    """

    step: Step
    transaction: int
    fee: int


@dataclass(slots=True)
class Deployment:
    """The steps of a recipe on a site."""

    site: Site
    steps: Sequence[Step]

    async def outstanding(self) -> list[Step]:
        """Return the steps that the chain says are not done, in their order."""
        return [step for step in self.steps if not await step.is_done(self.site)]

    async def cost(self, steps: Sequence[Step]) -> list[int]:
        """Return what each of *steps* would cost now, in fri: they are tried one after the other, and nothing is sent.

        Raises:
            RevertedError: one of them would fail; the message names it.

        """
        if not steps:
            return []
        nonce = await self.site.account.signing.get_nonce()
        transactions = [await step.transaction(self.site, nonce + at, _LARGEST) for at, step in enumerate(steps)]
        fees = await self._estimate(transactions, steps)
        return [fee.overall_fee for fee in fees]

    async def balance(self) -> int:
        """Return what the account has to pay with, in fri."""
        return int(await self.site.account.signing.get_balance())

    async def run(self, steps: Sequence[Step]) -> AsyncIterator[StepReport]:
        """Do *steps*, yielding after each; every one has been included before the next begins.

        Raises:
            RevertedError: one failed; those before it are done and will not be done again.

        """
        account = self.site.account
        for step in steps:
            nonce = await account.signing.get_nonce()
            trial = await step.transaction(self.site, nonce, _LARGEST)
            (fee,) = await self._estimate([trial], [step])
            bounds = fee.to_resource_bounds(GAS_MARGIN, GAS_MARGIN)
            transaction = await step.transaction(self.site, nonce, bounds)
            try:
                if isinstance(transaction, DeclareV3):
                    sent = (await self.site.client.declare(transaction)).transaction_hash
                else:
                    assert isinstance(transaction, InvokeV3)
                    sent = (await self.site.client.send_transaction(transaction)).transaction_hash
            except ClientError as error:
                raise RevertedError(f"{step.name}: {reason_of(error.message)}", None, error.message) from error
            receipt = await account.outcome(sent)
            assert receipt.actual_fee.unit is PriceUnit.FRI
            yield StepReport(step, sent, receipt.actual_fee.amount)

    async def _estimate(self, transactions: Sequence[AccountTransaction], steps: Sequence[Step]) -> list[EstimatedFee]:
        try:
            fees = await self.site.client.estimate_fee(list(transactions))
        except ClientError as error:
            at = re.search(r"transaction_index\W+(\d+)", error.message)
            name = steps[int(at[1])].name if at else steps[0].name
            raise RevertedError(f"{name}: {reason_of(error.message)}", None, error.message) from error
        return fees if isinstance(fees, list) else [fees]
