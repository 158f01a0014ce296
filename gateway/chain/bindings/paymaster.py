"""The contract Paymaster. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import Allowance, InnerCall, OutsideExecution, Sponsorship
from gateway.chain.contract import ContractClient

__all__ = [
    "AllowedSet",
    "BlockedSet",
    "CapsSet",
    "Deposited",
    "Paymaster",
    "Registered",
    "Sponsored",
    "Unregistered",
    "Withdrawn",
]


@dataclass(frozen=True, slots=True)
class AllowedSet:
    """The event ``ciro::paymaster::Paymaster::AllowedSet``."""

    contract: int
    selector: int
    allowed: bool


@dataclass(frozen=True, slots=True)
class BlockedSet:
    """The event ``ciro::paymaster::Paymaster::BlockedSet``."""

    account: int
    blocked: bool


@dataclass(frozen=True, slots=True)
class CapsSet:
    """The event ``ciro::paymaster::Paymaster::CapsSet``."""

    fee_per_submission: int
    fee_per_epoch: int


@dataclass(frozen=True, slots=True)
class Deposited:
    """The event ``ciro::paymaster::Paymaster::Deposited``."""

    sponsor: int
    amount: int


@dataclass(frozen=True, slots=True)
class Registered:
    """The event ``ciro::paymaster::Paymaster::Registered``."""

    account: int
    sponsor: int
    calls_per_day: int
    fee_per_day: int


@dataclass(frozen=True, slots=True)
class Sponsored:
    """The event ``ciro::paymaster::Paymaster::Sponsored``."""

    account: int
    sponsor: int
    relayer: int
    nonce: int
    calls: int
    fee: int
    transaction_hash: int
    at: int


@dataclass(frozen=True, slots=True)
class Unregistered:
    """The event ``ciro::paymaster::Paymaster::Unregistered``."""

    account: int
    by: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The event ``ciro::paymaster::Paymaster::Withdrawn``."""

    sponsor: int
    amount: int


@dataclass(frozen=True, slots=True)
class Paymaster(ContractClient):
    """A client of the contract ``Paymaster``."""

    contract: ClassVar[str] = "Paymaster"

    def execute_sponsored(
        self, account: int, outside_execution: OutsideExecution, signature: Sequence[int], fee: int
    ) -> Call:
        """Return the call of ``execute_sponsored``."""
        return self._call("execute_sponsored", account, outside_execution, signature, fee)

    async def refusal(self, account: int, calls: Sequence[InnerCall], fee: int) -> int:
        """Ask the view ``refusal``."""
        return cast("int", await self._view("refusal", account, calls, fee))

    def register(self, account: int, allowance: Allowance) -> Call:
        """Return the call of ``register``."""
        return self._call("register", account, allowance)

    def unregister(self, account: int) -> Call:
        """Return the call of ``unregister``."""
        return self._call("unregister", account)

    def set_blocked(self, account: int, blocked: bool) -> Call:
        """Return the call of ``set_blocked``."""
        return self._call("set_blocked", account, blocked)

    def set_allowed(self, contract: int, selector: int, allowed: bool) -> Call:
        """Return the call of ``set_allowed``."""
        return self._call("set_allowed", contract, selector, allowed)

    def set_caps(self, fee_per_submission: int, fee_per_epoch: int) -> Call:
        """Return the call of ``set_caps``."""
        return self._call("set_caps", fee_per_submission, fee_per_epoch)

    def deposit(self, amount: int) -> Call:
        """Return the call of ``deposit``."""
        return self._call("deposit", amount)

    def withdraw(self, amount: int) -> Call:
        """Return the call of ``withdraw``."""
        return self._call("withdraw", amount)

    async def sponsorship(self, account: int) -> Sponsorship:
        """Ask the view ``sponsorship``."""
        return cast("Sponsorship", await self._view("sponsorship", account))

    async def is_allowed(self, contract: int, selector: int) -> bool:
        """Ask the view ``is_allowed``."""
        return cast("bool", await self._view("is_allowed", contract, selector))

    async def deposit_of(self, sponsor: int) -> int:
        """Ask the view ``deposit_of``."""
        return cast("int", await self._view("deposit_of", sponsor))

    async def caps(self) -> tuple[int, int]:
        """Ask the view ``caps``."""
        return cast("tuple[int, int]", await self._view("caps"))

    async def spent_this_epoch(self) -> int:
        """Ask the view ``spent_this_epoch``."""
        return cast("int", await self._view("spent_this_epoch"))

    async def fee_token(self) -> int:
        """Ask the view ``fee_token``."""
        return cast("int", await self._view("fee_token"))

    async def has_role(self, role: int, account: int) -> bool:
        """Ask the view ``has_role``."""
        return cast("bool", await self._view("has_role", role, account))

    def grant_role(self, role: int, account: int) -> Call:
        """Return the call of ``grant_role``."""
        return self._call("grant_role", role, account)

    def revoke_role(self, role: int, account: int) -> Call:
        """Return the call of ``revoke_role``."""
        return self._call("revoke_role", role, account)

    def renounce_role(self, role: int) -> Call:
        """Return the call of ``renounce_role``."""
        return self._call("renounce_role", role)

    async def is_paused(self) -> bool:
        """Ask the view ``is_paused``."""
        return cast("bool", await self._view("is_paused"))

    def pause(self) -> Call:
        """Return the call of ``pause``."""
        return self._call("pause")

    def unpause(self) -> Call:
        """Return the call of ``unpause``."""
        return self._call("unpause")

    async def governor(self) -> int:
        """Ask the view ``governor``."""
        return cast("int", await self._view("governor"))

    def upgrade(self, new_class_hash: int) -> Call:
        """Return the call of ``upgrade``."""
        return self._call("upgrade", new_class_hash)
