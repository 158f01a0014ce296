"""CiroToken: balances, allowances, votes, fees, allocations, governance.

Histories of votes are by block here and by second on the chain: a block's second is the block's, not the event's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.ciro_token import (
    Burnt,
    FeePaid,
    Minted,
    RewardPoolSet,
    SecurityFundSet,
    SecurityToppedUp,
    TreasurySet,
)
from gateway.chain.bindings.shared import (
    Allocation,
    AllocationClaimed,
    AllocationLocked,
    Approval,
    DelegateChanged,
    DelegateVotesChanged,
    Launched,
    NonceUsed,
    Transfer,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import Controls, apply_controls, block_of
from gateway.chain.replay.governance import GOVERNANCE_EVENTS, GovernanceState, apply_governance
from gateway.chain.replay.maps import EMPTY_TRACE, Trace, add, put

__all__ = ["QUARTERS", "TokenState", "apply"]

QUARTERS = 4
"""Quarters in a year of the security budget."""


@dataclass(frozen=True, slots=True)
class TokenState:
    """Everything that the token keeps. Amounts are 10^-18 CIRO, times Unix seconds.

    Attributes:
        supply_history: the supply by block.
        locked_history: what is locked in allocations, by block.
        votes: each delegate's votes by block.
        nonces: the next nonce of a signer.
        allocations: by number, from 0; `claimed` is what of each was taken.
        fees_of_quarter: by quarter since the launch.
        minted_in_year: by year since the launch.
        topped_up: the quarters for which the security budget was topped up; `topped_up_cents` by year.

    """

    controls: Controls = field(default_factory=Controls)
    governance: GovernanceState = field(default_factory=GovernanceState)
    balances: Mapping[int, int] = field(default_factory=dict)
    allowances: Mapping[tuple[int, int], int] = field(default_factory=dict)
    supply_history: Trace = EMPTY_TRACE
    locked_history: Trace = EMPTY_TRACE
    delegates: Mapping[int, int] = field(default_factory=dict)
    votes: Mapping[int, Trace] = field(default_factory=dict)
    nonces: Mapping[int, int] = field(default_factory=dict)
    launch_time: int = 0
    allocations: Mapping[int, Allocation] = field(default_factory=dict)
    claimed: Mapping[int, int] = field(default_factory=dict)
    treasury: int = 0
    reward_pool: int = 0
    security_fund: int = 0
    total_fees: int = 0
    total_burnt: int = 0
    fees_of_quarter: Mapping[int, int] = field(default_factory=dict)
    minted_in_year: Mapping[int, int] = field(default_factory=dict)
    topped_up: frozenset[int] = frozenset()
    topped_up_cents: Mapping[int, int] = field(default_factory=dict)

    @property
    def supply(self) -> int:
        """All tokens that there are."""
        return self.supply_history.latest

    @property
    def locked(self) -> int:
        """What is locked in allocations."""
        return self.locked_history.latest

    @property
    def circulating(self) -> int:
        """The supply less what is locked."""
        return self.supply - self.locked

    def balance(self, account: int) -> int:
        """Return what *account* has."""
        return self.balances.get(account, 0)


def apply(state: TokenState, event: ChainEvent) -> TokenState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is none of this contract's.

    """
    value: Any = event.value
    match value:
        case Transfer():
            return _moved(state, value, block_of(event))
        case Approval():
            return replace(state, allowances=put(state.allowances, (value.owner, value.spender), value.value))
        case DelegateChanged():
            return replace(state, delegates=put(state.delegates, value.delegator, value.to_delegate))
        case DelegateVotesChanged():
            history = state.votes.get(value.delegate, EMPTY_TRACE).push(block_of(event), value.votes)
            return replace(state, votes=put(state.votes, value.delegate, history))
        case NonceUsed():
            return replace(state, nonces=put(state.nonces, value.owner, value.nonce + 1))
        case Launched():
            return replace(state, launch_time=value.at)
        case AllocationLocked():
            given = Allocation(value.beneficiary, value.amount, value.cliff, value.duration)
            locked = state.locked_history.push(block_of(event), state.locked + value.amount)
            return replace(state, allocations=put(state.allocations, value.id, given), locked_history=locked)
        case AllocationClaimed():
            locked = state.locked_history.push(block_of(event), state.locked - value.amount)
            return replace(state, claimed=add(state.claimed, value.id, value.amount), locked_history=locked)
        case FeePaid():
            fee = value.burnt + value.rewards + value.treasury
            return replace(
                state,
                total_fees=state.total_fees + fee,
                total_burnt=state.total_burnt + value.burnt,
                fees_of_quarter=add(state.fees_of_quarter, value.quarter, fee),
            )
        case Burnt():
            return replace(state, total_burnt=state.total_burnt + value.amount)
        case Minted():
            return replace(state, minted_in_year=add(state.minted_in_year, value.year, value.amount))
        case SecurityToppedUp():
            year = value.quarter // QUARTERS
            return replace(
                state,
                topped_up=state.topped_up | {value.quarter},
                topped_up_cents=add(state.topped_up_cents, year, value.cents),
            )
        case TreasurySet():
            return replace(state, treasury=value.treasury)
        case RewardPoolSet():
            return replace(state, reward_pool=value.pool)
        case SecurityFundSet():
            return replace(state, security_fund=value.fund)
        case _ if isinstance(value, GOVERNANCE_EVENTS):
            return replace(state, governance=apply_governance(state.governance, event))
    return replace(state, controls=apply_controls(state.controls, event))


def _moved(state: TokenState, moved: Transfer, block: int) -> TokenState:
    balances, supply = dict(state.balances), state.supply
    if moved.from_:
        balances[moved.from_] = balances.get(moved.from_, 0) - moved.value
    else:
        supply += moved.value
    if moved.to:
        balances[moved.to] = balances.get(moved.to, 0) + moved.value
    else:
        supply -= moved.value
    history = state.supply_history
    if not moved.from_ or not moved.to:
        history = history.push(block, supply)
    return replace(state, balances=balances, supply_history=history)
