//! What makes a proposal critical, and when it has won.
use crate::constants::{BASIS_POINTS, DAY, QUORUM_BPS, SUPERMAJORITY_BPS, TIMELOCK, VOTING_PERIOD};
use crate::interfaces::governor::{GovernanceParameters, ProposalType};

pub const MAX_CALLS: u32 = 10;
/// Felts of one call, so that its event fits the network's 300.
pub const MAX_CALLDATA: u32 = 250;
const MONTH_OF_DAYS: u64 = 30 * DAY;

/// Those of the spec; the threshold is 0.2 % of what circulates at the launch.
pub fn first_parameters() -> GovernanceParameters {
    GovernanceParameters {
        proposal_threshold: 100_000 * crate::constants::ONE_CIRO,
        voting_period: VOTING_PERIOD,
        timelock: TIMELOCK,
        grace_period: 14 * DAY,
        quorum_bps: QUORUM_BPS.try_into().unwrap(),
        supermajority_bps: SUPERMAJORITY_BPS.try_into().unwrap(),
    }
}

/// No vote can make governance faster or laxer than the spec, nor so strict that it could not act
/// at all.
pub fn within_bounds(parameters: GovernanceParameters) -> bool {
    let GovernanceParameters {
        proposal_threshold, voting_period, timelock, grace_period, quorum_bps, supermajority_bps,
    } = parameters;
    proposal_threshold != 0 && proposal_threshold <= 1_000_000
        * crate::constants::ONE_CIRO
            && voting_period >= VOTING_PERIOD
            && voting_period <= MONTH_OF_DAYS
            && timelock >= TIMELOCK
            && timelock <= MONTH_OF_DAYS
            && grace_period >= DAY
            && grace_period <= MONTH_OF_DAYS
            && quorum_bps.into() >= QUORUM_BPS
            && quorum_bps.into() <= 2
        * QUORUM_BPS && supermajority_bps.into() >= SUPERMAJORITY_BPS && supermajority_bps <= 9_000
}

/// What one call does, by the name it calls. `own` says that the target is the governed contract
/// itself, where every entry point that governance has reason to call is critical. `declared` says
/// that governance has declared the selector critical.
pub fn call_type(selector: felt252, own: bool, declared: bool) -> ProposalType {
    if selector == selector!("upgrade") || selector == selector!("register_verifier") {
        ProposalType::Upgrade
    } else if selector == selector!("mint") {
        ProposalType::Mint
    } else if selector == selector!("grant_role")
        || selector == selector!("revoke_role")
        || selector == selector!("renounce_role") {
        ProposalType::RoleChange
    } else if own || declared {
        ProposalType::Governance
    } else {
        ProposalType::Ordinary
    }
}

/// The heavier of two types.
pub fn heavier(a: ProposalType, b: ProposalType) -> ProposalType {
    if weight(a) >= weight(b) {
        a
    } else {
        b
    }
}

fn weight(proposal_type: ProposalType) -> u8 {
    match proposal_type {
        ProposalType::Ordinary => 0,
        ProposalType::RoleChange => 1,
        ProposalType::Mint => 2,
        ProposalType::Governance => 3,
        ProposalType::Upgrade => 4,
    }
}

/// Votes needed of what circulated, rounded up.
pub fn quorum_votes(circulating: u256, quorum_bps: u16) -> u256 {
    (circulating * quorum_bps.into() + BASIS_POINTS - 1) / BASIS_POINTS
}

/// Votes against do not count for the quorum, so that opposing never helps. An ordinary proposal
/// needs more votes for than against, a critical one the supermajority of both.
pub fn has_succeeded(
    votes_for: u256,
    votes_against: u256,
    votes_abstain: u256,
    quorum: u256,
    critical: bool,
    supermajority_bps: u16,
) -> bool {
    let majority = if critical {
        votes_for != 0 && votes_for
            * BASIS_POINTS >= (votes_for + votes_against)
            * supermajority_bps.into()
    } else {
        votes_for > votes_against
    };
    votes_for + votes_abstain >= quorum && majority
}
