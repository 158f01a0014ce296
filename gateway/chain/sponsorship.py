"""A sponsor pays for a gateway's account: what the Paymaster contract has to know of both, and whether it takes them.

Two roles do it, which one account may hold: ``POLICY`` puts entry points on the allow list and sets caps; ``SPONSOR``
deposits, and registers the account with its daily allowance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starknet_py.net.client_models import Call
from starknet_py.net.full_node_client import FullNodeClient

from gateway.chain.asking import CONTRACT_ERROR, CONTRACT_NOT_FOUND, NO_ENTRY_POINT, ask, ask_unless
from gateway.chain.bindings import CiroToken, Paymaster
from gateway.chain.bindings.shared import Allowance, InnerCall, Permission
from gateway.chain.deployment.recipe import role
from gateway.chain.networks import STRK

__all__ = ["NoPaymasterContractError", "SponsorTerms", "Sponsoring"]

EPOCH_DAYS = 7


class NoPaymasterContractError(RuntimeError):
    """There is no Paymaster contract at the address."""


@dataclass(frozen=True, slots=True)
class SponsorTerms:
    """What a sponsor grants one account; fees in fri.

    Attributes:
        deposit: is added to what the sponsor has deposited.
        calls_per_day, fee_per_day: for the account, from 0:00 UTC.
        fee_per_submission: most that one transaction may cost.

    """

    deposit: int
    calls_per_day: int
    fee_per_day: int
    fee_per_submission: int


@dataclass(frozen=True, slots=True)
class Sponsoring:
    """The ``Paymaster`` contract at *contract*. Methods that ask raise `NodeError` when the node does not answer."""

    client: FullNodeClient
    contract: int

    @property
    def _paymaster(self) -> Paymaster:
        return Paymaster(self.contract, self.client)

    async def has_role(self, name: str, account: int) -> bool:
        """Whether *account* holds a role, for instance ``SPONSOR``.

        Raises:
            NoPaymasterContractError: there is no such contract.

        """
        asked = self._paymaster.has_role(role(name), account)
        found = await ask_unless(self.client.url, asked, CONTRACT_NOT_FOUND, NO_ENTRY_POINT, CONTRACT_ERROR)
        if found is None:
            raise NoPaymasterContractError(
                f"there is no Paymaster at {self.contract:#x} on this network; `ciro chain status` shows where it is"
            )
        return found

    async def policy(self, permissions: Sequence[Permission], terms: SponsorTerms) -> list[Call]:
        """Return what role ``POLICY`` has to do still: the allow list, and caps that are too low."""
        calls = []
        submission, epoch = await ask(self.client.url, self._paymaster.caps())
        wanted = max(submission, terms.fee_per_submission), max(epoch, EPOCH_DAYS * terms.fee_per_day)
        if wanted != (submission, epoch):
            calls.append(self._paymaster.set_caps(*wanted))
        closed = [
            one
            for one in permissions
            if not await ask(self.client.url, self._paymaster.is_allowed(one.to, one.selector))
        ]
        return calls + [self._paymaster.set_allowed(one.to, one.selector, True) for one in closed]

    def sponsoring(self, account: int, terms: SponsorTerms) -> list[Call]:
        """Return what role ``SPONSOR`` does: deposit, and register *account*."""
        allowance = Allowance(calls_per_day=terms.calls_per_day, fee_per_day=terms.fee_per_day)
        registering = self._paymaster.register(account, allowance)
        if not terms.deposit:
            return [registering]
        approving = CiroToken(STRK, self.client).approve(self.contract, terms.deposit)  # STRK is an ERC-20 as well
        return [approving, self._paymaster.deposit(terms.deposit), registering]

    async def refusal(self, account: int, permissions: Sequence[Permission], terms: SponsorTerms) -> str:
        """Return why the contract would not sponsor one of these calls now; empty: it would."""
        for one in permissions:
            calls = [InnerCall(to=one.to, selector=one.selector, calldata=[])]
            said = await ask(self.client.url, self._paymaster.refusal(account, calls, terms.fee_per_submission))
            if said:
                return said.to_bytes(32, "big").lstrip(b"\0").decode("ascii", "replace")
        return ""
