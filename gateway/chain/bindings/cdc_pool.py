"""The contract CdcPool. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import (
    Capabilities,
    CapabilityStatement,
    Challenge,
    Liabilities,
    Listing,
    Presence,
    ReputationEvent,
    SignedResult,
    SlashReason,
    Tier,
    Unstaking,
)
from gateway.chain.contract import ContractClient

__all__ = ["CdcPool"]


@dataclass(frozen=True, slots=True)
class CdcPool(ContractClient):
    """A client of the contract ``CdcPool``."""

    contract: ClassVar[str] = "CdcPool"

    def register(self, statement: CapabilityStatement, signature: tuple[int, int]) -> Call:
        """Return the call of ``register``."""
        return self._call("register", statement, signature)

    def update_capabilities(self, statement: CapabilityStatement, signature: tuple[int, int]) -> Call:
        """Return the call of ``update_capabilities``."""
        return self._call("update_capabilities", statement, signature)

    def stake(self, amount: int) -> Call:
        """Return the call of ``stake``."""
        return self._call("stake", amount)

    def request_unstake(self, amount: int) -> Call:
        """Return the call of ``request_unstake``."""
        return self._call("request_unstake", amount)

    def withdraw(self) -> Call:
        """Return the call of ``withdraw``."""
        return self._call("withdraw")

    def heartbeat(self) -> Call:
        """Return the call of ``heartbeat``."""
        return self._call("heartbeat")

    def report_absence(self, worker: int) -> Call:
        """Return the call of ``report_absence``."""
        return self._call("report_absence", worker)

    async def is_registered(self, worker: int) -> bool:
        """Ask the view ``is_registered``."""
        return cast("bool", await self._view("is_registered", worker))

    async def unavailability(self, worker: int) -> int:
        """Ask the view ``unavailability``."""
        return cast("int", await self._view("unavailability", worker))

    async def capabilities(self, worker: int) -> Capabilities:
        """Ask the view ``capabilities``."""
        return cast("Capabilities", await self._view("capabilities", worker))

    async def framework_version(self, worker: int, name: int) -> int:
        """Ask the view ``framework_version``."""
        return cast("int", await self._view("framework_version", worker, name))

    async def worker_of_key(self, result_key: int) -> int:
        """Ask the view ``worker_of_key``."""
        return cast("int", await self._view("worker_of_key", result_key))

    async def statement_hash(self, worker: int, statement: CapabilityStatement) -> int:
        """Ask the view ``statement_hash``."""
        return cast("int", await self._view("statement_hash", worker, statement))

    async def presence(self, worker: int) -> Presence:
        """Ask the view ``presence``."""
        return cast("Presence", await self._view("presence", worker))

    async def stake_of(self, worker: int) -> int:
        """Ask the view ``stake_of``."""
        return cast("int", await self._view("stake_of", worker))

    async def unstaking_of(self, worker: int) -> Unstaking:
        """Ask the view ``unstaking_of``."""
        return cast("Unstaking", await self._view("unstaking_of", worker))

    async def stake_holds(self, worker: int) -> int:
        """Ask the view ``stake_holds``."""
        return cast("int", await self._view("stake_holds", worker))

    async def total_stake(self) -> int:
        """Ask the view ``total_stake``."""
        return cast("int", await self._view("total_stake"))

    async def stake_before(self, worker: int, at: int) -> int:
        """Ask the view ``stake_before``."""
        return cast("int", await self._view("stake_before", worker, at))

    async def total_stake_before(self, at: int) -> int:
        """Ask the view ``total_stake_before``."""
        return cast("int", await self._view("total_stake_before", at))

    async def is_evidence_used(self, by: int, worker: int, reason: SlashReason, evidence: int) -> bool:
        """Ask the view ``is_evidence_used``."""
        return cast("bool", await self._view("is_evidence_used", by, worker, reason, evidence))

    async def liabilities(self) -> Liabilities:
        """Ask the view ``liabilities``."""
        return cast("Liabilities", await self._view("liabilities"))

    async def owed(self) -> int:
        """Ask the view ``owed``."""
        return cast("int", await self._view("owed"))

    async def token(self) -> int:
        """Ask the view ``token``."""
        return cast("int", await self._view("token"))

    async def is_available(self, worker: int) -> bool:
        """Ask the view ``is_available``."""
        return cast("bool", await self._view("is_available", worker))

    async def has_capabilities(self, worker: int, required: int) -> bool:
        """Ask the view ``has_capabilities``."""
        return cast("bool", await self._view("has_capabilities", worker, required))

    async def has_resources(
        self, worker: int, gpu_memory: int, cpu_cores: int, ram: int, storage: int, bandwidth: int
    ) -> bool:
        """Ask the view ``has_resources``."""
        return cast("bool", await self._view("has_resources", worker, gpu_memory, cpu_cores, ram, storage, bandwidth))

    async def has_framework(self, worker: int, name: int, at_least: int) -> bool:
        """Ask the view ``has_framework``."""
        return cast("bool", await self._view("has_framework", worker, name, at_least))

    async def tier(self, worker: int) -> Tier:
        """Ask the view ``tier``."""
        return cast("Tier", await self._view("tier", worker))

    async def reputation(self, worker: int) -> int:
        """Ask the view ``reputation``."""
        return cast("int", await self._view("reputation", worker))

    async def match_weight(self, worker: int) -> int:
        """Ask the view ``match_weight``."""
        return cast("int", await self._view("match_weight", worker))

    async def result_key(self, worker: int) -> int:
        """Ask the view ``result_key``."""
        return cast("int", await self._view("result_key", worker))

    def job_opened(self, worker: int) -> Call:
        """Return the call of ``job_opened``."""
        return self._call("job_opened", worker)

    def job_closed(self, worker: int, event: ReputationEvent) -> Call:
        """Return the call of ``job_closed``."""
        return self._call("job_closed", worker, event)

    def reputation_event(self, worker: int, event: ReputationEvent) -> Call:
        """Return the call of ``reputation_event``."""
        return self._call("reputation_event", worker, event)

    def hold_stake(self, worker: int) -> Call:
        """Return the call of ``hold_stake``."""
        return self._call("hold_stake", worker)

    def release_stake(self, worker: int) -> Call:
        """Return the call of ``release_stake``."""
        return self._call("release_stake", worker)

    def slash(self, worker: int, reason: SlashReason, challenger: int, job_id: int) -> Call:
        """Return the call of ``slash``."""
        return self._call("slash", worker, reason, challenger, job_id)

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

    async def price(self) -> int:
        """Ask the view ``price``."""
        return cast("int", await self._view("price"))

    async def last_price(self) -> tuple[int, int]:
        """Ask the view ``last_price``."""
        return cast("tuple[int, int]", await self._view("last_price"))

    def set_price(self, price: int) -> Call:
        """Return the call of ``set_price``."""
        return self._call("set_price", price)

    async def cents_of(self, amount: int) -> int:
        """Ask the view ``cents_of``."""
        return cast("int", await self._view("cents_of", amount))

    async def amount_of(self, cents: int) -> int:
        """Ask the view ``amount_of``."""
        return cast("int", await self._view("amount_of", cents))

    def report_equivocation(
        self,
        worker: int,
        result_key: int,
        first: SignedResult,
        first_signature: tuple[int, int],
        second_output: int,
        second_signature: tuple[int, int],
    ) -> Call:
        """Return the call of ``report_equivocation``."""
        return self._call(
            "report_equivocation", worker, result_key, first, first_signature, second_output, second_signature
        )

    def report_contradiction(
        self,
        worker: int,
        result_key: int,
        signed: SignedResult,
        signature: tuple[int, int],
        ledger: int,
        parameters: int,
        statement: Sequence[int],
    ) -> Call:
        """Return the call of ``report_contradiction``."""
        return self._call("report_contradiction", worker, result_key, signed, signature, ledger, parameters, statement)

    async def has_answered(self, worker: int, job_id: int) -> bool:
        """Ask the view ``has_answered``."""
        return cast("bool", await self._view("has_answered", worker, job_id))

    def apply_for_listing(self) -> Call:
        """Return the call of ``apply_for_listing``."""
        return self._call("apply_for_listing")

    def confirm_listing(self, worker: int) -> Call:
        """Return the call of ``confirm_listing``."""
        return self._call("confirm_listing", worker)

    def challenge_listing(self, worker: int) -> Call:
        """Return the call of ``challenge_listing``."""
        return self._call("challenge_listing", worker)

    def vote(self, challenge: int, keep: bool) -> Call:
        """Return the call of ``vote``."""
        return self._call("vote", challenge, keep)

    def resolve_challenge(self, challenge: int) -> Call:
        """Return the call of ``resolve_challenge``."""
        return self._call("resolve_challenge", challenge)

    def leave_registry(self) -> Call:
        """Return the call of ``leave_registry``."""
        return self._call("leave_registry")

    async def is_listed(self, worker: int) -> bool:
        """Ask the view ``is_listed``."""
        return cast("bool", await self._view("is_listed", worker))

    async def listing(self, worker: int) -> Listing:
        """Ask the view ``listing``."""
        return cast("Listing", await self._view("listing", worker))

    async def challenge(self, challenge: int) -> Challenge:
        """Ask the view ``challenge``."""
        return cast("Challenge", await self._view("challenge", challenge))

    async def vote_weight(self, challenge: int, voter: int) -> int:
        """Ask the view ``vote_weight``."""
        return cast("int", await self._view("vote_weight", challenge, voter))

    async def has_voted(self, challenge: int, voter: int) -> bool:
        """Ask the view ``has_voted``."""
        return cast("bool", await self._view("has_voted", challenge, voter))

    async def registry_deposits(self) -> int:
        """Ask the view ``registry_deposits``."""
        return cast("int", await self._view("registry_deposits"))

    def claim_reward(self, epoch: int) -> Call:
        """Return the call of ``claim_reward``."""
        return self._call("claim_reward", epoch)

    def roll_over(self, epoch: int) -> Call:
        """Return the call of ``roll_over``."""
        return self._call("roll_over", epoch)

    async def current_epoch(self) -> int:
        """Ask the view ``current_epoch``."""
        return cast("int", await self._view("current_epoch"))

    async def reward_pot(self, epoch: int) -> tuple[int, int]:
        """Ask the view ``reward_pot``."""
        return cast("tuple[int, int]", await self._view("reward_pot", epoch))

    async def epoch_weight(self, epoch: int) -> int:
        """Ask the view ``epoch_weight``."""
        return cast("int", await self._view("epoch_weight", epoch))

    async def worker_weight(self, epoch: int, worker: int) -> int:
        """Ask the view ``worker_weight``."""
        return cast("int", await self._view("worker_weight", epoch, worker))

    async def claimable_reward(self, epoch: int, worker: int) -> int:
        """Ask the view ``claimable_reward``."""
        return cast("int", await self._view("claimable_reward", epoch, worker))

    async def unclaimed_rewards(self) -> int:
        """Ask the view ``unclaimed_rewards``."""
        return cast("int", await self._view("unclaimed_rewards"))

    def reward_received(self, amount: int) -> Call:
        """Return the call of ``reward_received``."""
        return self._call("reward_received", amount)
