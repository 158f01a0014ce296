"""What a step of a job costs, before it is signed: the CIRO that goes into escrow, the fee, what the account has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from starknet_py.net.client_models import Call, TransactionReceipt
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.account import RevertedError
from gateway.chain.bindings import CiroToken, JobManager
from gateway.chain.bindings.shared import JobSpec
from gateway.chain.networks import STRK, Network

__all__ = ["Acting", "JobDesk", "Quote", "TooLittleError"]


class Acting(Protocol):
    """Who acts: `ChainAccount`, which pays for itself, or `SponsoredAccount`, for which somebody else pays."""

    sponsored: ClassVar[bool]

    @property
    def client(self) -> FullNodeClient:
        """The node."""

    @property
    def network(self) -> Network:
        """Which network it belongs to."""

    @property
    def address(self) -> int:
        """The account's contract."""

    async def price(self, calls: Sequence[Call]) -> int:
        """Return what *calls* would cost whoever pays, in fri."""

    async def send(self, calls: Sequence[Call]) -> TransactionReceipt:
        """Send *calls* as one transaction and wait for its block."""

    async def close(self) -> None:
        """Close what is open."""


class TooLittleError(RuntimeError):
    """The account has too little CIRO or STRK for a step; the message says how much is missing."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A step that could be sent.

    Attributes:
        calls: of the transaction; the approval of CIRO comes first when one is needed.
        escrow: 10^-18 CIRO that leave the account.
        fee: what the transaction costs whoever pays for it now, in fri.
        ciro, strk: what the account has, in 10^-18.
        approves: whether the contract is first allowed to take the escrow.

    """

    calls: tuple[Call, ...]
    escrow: int
    fee: int
    ciro: int
    strk: int
    approves: bool = False


@dataclass(frozen=True, slots=True)
class JobDesk:
    """The steps of a client of the network.

    Attributes:
        account: acts, and is the client of what it submits.
        jobs: the contract.

    """

    account: Acting
    jobs: JobManager

    async def submission(self, spec: JobSpec) -> Quote:
        """Return the quote of submitting a job.

        Raises:
            TooLittleError: the account can't pay for it.
            RevertedError: the contract would refuse it.
            PaymasterError: nobody sponsors it; the contract's refusal is in it, if that is why.

        """
        return await self._step(self.jobs.submit(spec), spec.reward)

    async def cancellation(self, job_id: int) -> Quote:
        """Return the quote of taking a job back; raises as `submission`."""
        return await self._step(self.jobs.cancel(job_id), 0)

    async def dispute(self, job_id: int) -> Quote:
        """Return the quote of disputing a result; raises as `submission`."""
        return await self._step(self.jobs.dispute(job_id), await self.jobs.dispute_bond(job_id))

    async def send(self, quote: Quote) -> TransactionReceipt:
        """Carry a step out.

        Raises:
            RevertedError, PaymasterError: it was refused.

        """
        return await self.account.send(quote.calls)

    async def quote(self, calls: Sequence[Call], escrow: int, *, approves: bool = False) -> Quote:
        """Return the quote of any step that takes *escrow* from the account; raises as `submission`."""
        me, client = self.account.address, self.account.client
        token = CiroToken(await self.jobs.escrow_token(), client)
        ciro, strk = await token.balance_of(me), await CiroToken(STRK, client).balance_of(me)
        if ciro < escrow:
            raise TooLittleError(f"account {me:#x} has {ciro / 10**18:,.2f} CIRO; {escrow / 10**18:,.2f} are needed")
        try:
            fee = await self.account.price(calls)
        except RevertedError as error:
            if "exceed balance" in error.full or "exceeds balance" in error.full:
                raise TooLittleError(f"account {me:#x} has {strk / 10**18:.6f} STRK, too little for the fee") from error
            raise
        if strk < fee and not self.account.sponsored:
            raise TooLittleError(f"account {me:#x} has {strk / 10**18:.6f} STRK; the fee is {fee / 10**18:.6f}")
        return Quote(tuple(calls), escrow, fee, ciro, strk, approves)

    async def _step(self, call: Call, escrow: int) -> Quote:
        """Return the quote of a call to the job manager, with the approval that it needs."""
        token = CiroToken(await self.jobs.escrow_token(), self.account.client)
        if escrow == 0 or await token.allowance(self.account.address, self.jobs.address) >= escrow:
            return await self.quote([call], escrow)
        return await self.quote([token.approve(self.jobs.address, escrow), call], escrow, approves=True)
