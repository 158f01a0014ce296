"""The governance in the token: its rules, proposals, votes and vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gateway.chain.bindings.shared import (
    CallsVetoed,
    Choice,
    CriticalSet,
    GovernanceParameters,
    GovernanceParametersSet,
    InnerCall,
    Proposal,
    ProposalCall,
    ProposalCancelled,
    ProposalCreated,
    ProposalExecuted,
    ProposalQueued,
    VoteCast,
)
from gateway.chain.events import ChainEvent
from gateway.chain.replay.controls import unknown
from gateway.chain.replay.maps import put

__all__ = ["GOVERNANCE_EVENTS", "GovernanceState", "apply_governance"]

GOVERNANCE_EVENTS = (
    CallsVetoed,
    CriticalSet,
    GovernanceParametersSet,
    ProposalCall,
    ProposalCancelled,
    ProposalCreated,
    ProposalExecuted,
    ProposalQueued,
    VoteCast,
)


@dataclass(frozen=True, slots=True)
class GovernanceState:
    """What has been proposed and decided.

    Attributes:
        parameters: the rules for new proposals; None before the deployment.
        proposals: by number, from 1.
        calls: of each proposal, in order.
        voters: pairs of proposal and voter.
        vetoed_at: by digest of the calls, the second up to which proposals of them are vetoed.
        critical: selectors that were declared critical, or no longer.

    """

    parameters: GovernanceParameters | None = None
    proposals: Mapping[int, Proposal] = field(default_factory=dict)
    calls: Mapping[int, tuple[InnerCall, ...]] = field(default_factory=dict)
    voters: frozenset[tuple[int, int]] = frozenset()
    vetoed_at: Mapping[int, int] = field(default_factory=dict)
    critical: Mapping[int, bool] = field(default_factory=dict)


def apply_governance(state: GovernanceState, event: ChainEvent) -> GovernanceState:
    """Return *state* after *event*.

    Raises:
        UnknownEventError: it is not about governance.

    """
    value: Any = event.value
    match value:
        case GovernanceParametersSet():
            return replace(state, parameters=value.parameters)
        case ProposalCreated():
            return replace(state, proposals=put(state.proposals, value.proposal, _new(value)))
        case ProposalCall():
            call = InnerCall(value.to, value.selector, tuple(value.calldata))
            before = state.calls.get(value.proposal, ())
            return replace(state, calls=put(state.calls, value.proposal, (*before, call)))
        case VoteCast():
            proposal = state.proposals[value.proposal]
            which = {Choice.AGAINST: "votes_against", Choice.FOR: "votes_for", Choice.ABSTAIN: "votes_abstain"}
            name = which[value.choice]
            counted = _changed(state, value.proposal, **{name: getattr(proposal, name) + value.votes})
            return replace(counted, voters=state.voters | {(value.proposal, value.voter)})
        case ProposalQueued():
            return _changed(state, value.proposal, eta=value.eta)
        case ProposalExecuted():
            return _changed(state, value.proposal, executed=True)
        case ProposalCancelled():
            return _changed(state, value.proposal, cancelled=True)
        case CallsVetoed():
            return replace(state, vetoed_at=put(state.vetoed_at, value.calls_digest, value.at))
        case CriticalSet():
            return replace(state, critical=put(state.critical, value.selector, value.critical))
    raise unknown(event)


def _new(made: ProposalCreated) -> Proposal:
    return Proposal(
        proposer=made.proposer,
        proposal_type=made.proposal_type,
        calls_digest=made.calls_digest,
        snapshot=made.snapshot,
        deadline=made.deadline,
        eta=0,
        timelock=made.timelock,
        grace_period=made.grace_period,
        quorum_bps=made.quorum_bps,
        supermajority_bps=made.supermajority_bps,
        executed=False,
        cancelled=False,
        votes_for=0,
        votes_against=0,
        votes_abstain=0,
    )


def _changed(state: GovernanceState, number: int, /, **fields: Any) -> GovernanceState:
    return replace(state, proposals=put(state.proposals, number, replace(state.proposals[number], **fields)))
