"""The contract CiroToken. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from starknet_py.net.client_models import Call

from gateway.chain.bindings.shared import (
    Allocation,
    Choice,
    GovernanceParameters,
    InnerCall,
    Proposal,
    ProposalState,
    ProposalType,
)
from gateway.chain.contract import ContractClient

__all__ = [
    "Burnt",
    "CiroToken",
    "FeePaid",
    "Minted",
    "RewardPoolSet",
    "SecurityFundSet",
    "SecurityToppedUp",
    "TreasurySet",
]


@dataclass(frozen=True, slots=True)
class Burnt:
    """The event ``ciro::ciro_token::CiroToken::Burnt``."""

    from_: int
    amount: int


@dataclass(frozen=True, slots=True)
class FeePaid:
    """The event ``ciro::ciro_token::CiroToken::FeePaid``."""

    payer: int
    burnt: int
    rewards: int
    treasury: int
    quarter: int


@dataclass(frozen=True, slots=True)
class Minted:
    """The event ``ciro::ciro_token::CiroToken::Minted``."""

    to: int
    amount: int
    year: int


@dataclass(frozen=True, slots=True)
class RewardPoolSet:
    """The event ``ciro::ciro_token::CiroToken::RewardPoolSet``."""

    pool: int


@dataclass(frozen=True, slots=True)
class SecurityFundSet:
    """The event ``ciro::ciro_token::CiroToken::SecurityFundSet``."""

    fund: int


@dataclass(frozen=True, slots=True)
class SecurityToppedUp:
    """The event ``ciro::ciro_token::CiroToken::SecurityToppedUp``."""

    quarter: int
    fees_cents: int
    cents: int
    amount: int


@dataclass(frozen=True, slots=True)
class TreasurySet:
    """The event ``ciro::ciro_token::CiroToken::TreasurySet``."""

    treasury: int


@dataclass(frozen=True, slots=True)
class CiroToken(ContractClient):
    """A client of the contract ``CiroToken``."""

    contract: ClassVar[str] = "CiroToken"

    def pay_protocol_fee(self, amount: int) -> Call:
        """Return the call of ``pay_protocol_fee``."""
        return self._call("pay_protocol_fee", amount)

    def burn(self, amount: int) -> Call:
        """Return the call of ``burn``."""
        return self._call("burn", amount)

    async def burn_share(self) -> int:
        """Ask the view ``burn_share``."""
        return cast("int", await self._view("burn_share"))

    async def treasury(self) -> int:
        """Ask the view ``treasury``."""
        return cast("int", await self._view("treasury"))

    async def circulating_supply(self) -> int:
        """Ask the view ``circulating_supply``."""
        return cast("int", await self._view("circulating_supply"))

    async def get_past_circulating(self, at: int) -> int:
        """Ask the view ``get_past_circulating``."""
        return cast("int", await self._view("get_past_circulating", at))

    async def total_fees(self) -> int:
        """Ask the view ``total_fees``."""
        return cast("int", await self._view("total_fees"))

    async def total_burnt(self) -> int:
        """Ask the view ``total_burnt``."""
        return cast("int", await self._view("total_burnt"))

    async def fees_of_quarter(self, quarter: int) -> int:
        """Ask the view ``fees_of_quarter``."""
        return cast("int", await self._view("fees_of_quarter", quarter))

    async def reward_pool(self) -> int:
        """Ask the view ``reward_pool``."""
        return cast("int", await self._view("reward_pool"))

    def set_reward_pool(self, pool: int) -> Call:
        """Return the call of ``set_reward_pool``."""
        return self._call("set_reward_pool", pool)

    def set_treasury(self, treasury: int) -> Call:
        """Return the call of ``set_treasury``."""
        return self._call("set_treasury", treasury)

    def mint(self, to: int, amount: int) -> Call:
        """Return the call of ``mint``."""
        return self._call("mint", to, amount)

    async def mint_ceiling(self) -> tuple[int, int, int]:
        """Ask the view ``mint_ceiling``."""
        return cast("tuple[int, int, int]", await self._view("mint_ceiling"))

    async def security_fund(self) -> int:
        """Ask the view ``security_fund``."""
        return cast("int", await self._view("security_fund"))

    def set_security_fund(self, fund: int) -> Call:
        """Return the call of ``set_security_fund``."""
        return self._call("set_security_fund", fund)

    async def security_topped_up_cents(self, year: int) -> int:
        """Ask the view ``security_topped_up_cents``."""
        return cast("int", await self._view("security_topped_up_cents", year))

    def top_up_security(self) -> Call:
        """Return the call of ``top_up_security``."""
        return self._call("top_up_security")

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

    async def launch_time(self) -> int:
        """Ask the view ``launch_time``."""
        return cast("int", await self._view("launch_time"))

    async def allocation_count(self) -> int:
        """Ask the view ``allocation_count``."""
        return cast("int", await self._view("allocation_count"))

    async def allocation(self, id: int) -> Allocation:
        """Ask the view ``allocation``."""
        return cast("Allocation", await self._view("allocation", id))

    async def claimed(self, id: int) -> int:
        """Ask the view ``claimed``."""
        return cast("int", await self._view("claimed", id))

    async def claimable(self, id: int) -> int:
        """Ask the view ``claimable``."""
        return cast("int", await self._view("claimable", id))

    def claim(self, id: int) -> Call:
        """Return the call of ``claim``."""
        return self._call("claim", id)

    async def locked(self) -> int:
        """Ask the view ``locked``."""
        return cast("int", await self._view("locked"))

    async def name(self) -> str:
        """Ask the view ``name``."""
        return cast("str", await self._view("name"))

    async def symbol(self) -> str:
        """Ask the view ``symbol``."""
        return cast("str", await self._view("symbol"))

    async def decimals(self) -> int:
        """Ask the view ``decimals``."""
        return cast("int", await self._view("decimals"))

    async def total_supply(self) -> int:
        """Ask the view ``total_supply``."""
        return cast("int", await self._view("total_supply"))

    async def balance_of(self, account: int) -> int:
        """Ask the view ``balance_of``."""
        return cast("int", await self._view("balance_of", account))

    async def allowance(self, owner: int, spender: int) -> int:
        """Ask the view ``allowance``."""
        return cast("int", await self._view("allowance", owner, spender))

    def transfer(self, recipient: int, amount: int) -> Call:
        """Return the call of ``transfer``."""
        return self._call("transfer", recipient, amount)

    def transfer_from(self, sender: int, recipient: int, amount: int) -> Call:
        """Return the call of ``transfer_from``."""
        return self._call("transfer_from", sender, recipient, amount)

    def approve(self, spender: int, amount: int) -> Call:
        """Return the call of ``approve``."""
        return self._call("approve", spender, amount)

    async def totalSupply(self) -> int:
        """Ask the view ``totalSupply``."""
        return cast("int", await self._view("totalSupply"))

    async def balanceOf(self, account: int) -> int:
        """Ask the view ``balanceOf``."""
        return cast("int", await self._view("balanceOf", account))

    def transferFrom(self, sender: int, recipient: int, amount: int) -> Call:
        """Return the call of ``transferFrom``."""
        return self._call("transferFrom", sender, recipient, amount)

    def propose(self, calls: Sequence[InnerCall], proposal_type: ProposalType, description_hash: int) -> Call:
        """Return the call of ``propose``."""
        return self._call("propose", calls, proposal_type, description_hash)

    def cast_vote(self, proposal: int, choice: Choice) -> Call:
        """Return the call of ``cast_vote``."""
        return self._call("cast_vote", proposal, choice)

    def queue(self, proposal: int) -> Call:
        """Return the call of ``queue``."""
        return self._call("queue", proposal)

    def execute(self, proposal: int, calls: Sequence[InnerCall]) -> Call:
        """Return the call of ``execute``."""
        return self._call("execute", proposal, calls)

    def cancel(self, proposal: int) -> Call:
        """Return the call of ``cancel``."""
        return self._call("cancel", proposal)

    def veto(self, proposal: int) -> Call:
        """Return the call of ``veto``."""
        return self._call("veto", proposal)

    def set_governance_parameters(self, parameters: GovernanceParameters) -> Call:
        """Return the call of ``set_governance_parameters``."""
        return self._call("set_governance_parameters", parameters)

    def set_critical(self, selector: int, critical: bool) -> Call:
        """Return the call of ``set_critical``."""
        return self._call("set_critical", selector, critical)

    async def governance_parameters(self) -> GovernanceParameters:
        """Ask the view ``governance_parameters``."""
        return cast("GovernanceParameters", await self._view("governance_parameters"))

    async def is_critical(self, selector: int) -> bool:
        """Ask the view ``is_critical``."""
        return cast("bool", await self._view("is_critical", selector))

    async def proposal_count(self) -> int:
        """Ask the view ``proposal_count``."""
        return cast("int", await self._view("proposal_count"))

    async def proposal(self, proposal: int) -> Proposal:
        """Ask the view ``proposal``."""
        return cast("Proposal", await self._view("proposal", proposal))

    async def state(self, proposal: int) -> ProposalState:
        """Ask the view ``state``."""
        return cast("ProposalState", await self._view("state", proposal))

    async def has_voted(self, proposal: int, voter: int) -> bool:
        """Ask the view ``has_voted``."""
        return cast("bool", await self._view("has_voted", proposal, voter))

    async def quorum(self, proposal: int) -> int:
        """Ask the view ``quorum``."""
        return cast("int", await self._view("quorum", proposal))

    async def type_of(self, calls: Sequence[InnerCall]) -> ProposalType:
        """Ask the view ``type_of``."""
        return cast("ProposalType", await self._view("type_of", calls))

    async def nonces(self, owner: int) -> int:
        """Ask the view ``nonces``."""
        return cast("int", await self._view("nonces", owner))

    def permit(self, owner: int, spender: int, amount: int, deadline: int, signature: Sequence[int]) -> Call:
        """Return the call of ``permit``."""
        return self._call("permit", owner, spender, amount, deadline, signature)

    async def domain_separator(self) -> int:
        """Ask the view ``domain_separator``."""
        return cast("int", await self._view("domain_separator"))

    async def governor(self) -> int:
        """Ask the view ``governor``."""
        return cast("int", await self._view("governor"))

    def upgrade(self, new_class_hash: int) -> Call:
        """Return the call of ``upgrade``."""
        return self._call("upgrade", new_class_hash)

    async def clock(self) -> int:
        """Ask the view ``clock``."""
        return cast("int", await self._view("clock"))

    async def get_votes(self, account: int) -> int:
        """Ask the view ``get_votes``."""
        return cast("int", await self._view("get_votes", account))

    async def get_past_votes(self, account: int, at: int) -> int:
        """Ask the view ``get_past_votes``."""
        return cast("int", await self._view("get_past_votes", account, at))

    async def get_past_total_supply(self, at: int) -> int:
        """Ask the view ``get_past_total_supply``."""
        return cast("int", await self._view("get_past_total_supply", at))

    async def delegates(self, account: int) -> int:
        """Ask the view ``delegates``."""
        return cast("int", await self._view("delegates", account))

    def delegate(self, delegatee: int) -> Call:
        """Return the call of ``delegate``."""
        return self._call("delegate", delegatee)

    def delegate_by_signature(self, delegator: int, delegatee: int, expiry: int, signature: Sequence[int]) -> Call:
        """Return the call of ``delegate_by_signature``."""
        return self._call("delegate_by_signature", delegator, delegatee, expiry, signature)
