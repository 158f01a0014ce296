use crate::constants::DAY;
use crate::interfaces::governor::{GovernanceParameters, ProposalType};
use crate::logic::proposal::{
    call_type, first_parameters, has_succeeded, heavier, quorum_votes, within_bounds,
};

fn ordinary(votes_for: u256, votes_against: u256, votes_abstain: u256) -> bool {
    has_succeeded(votes_for, votes_against, votes_abstain, 200, false, 6_700)
}

fn critical(votes_for: u256, votes_against: u256, votes_abstain: u256) -> bool {
    has_succeeded(votes_for, votes_against, votes_abstain, 200, true, 6_700)
}

#[test]
fn quorum_is_twenty_per_cent_rounded_up() {
    assert_eq!(quorum_votes(1_000, 2_000), 200);
    assert_eq!(quorum_votes(1_001, 2_000), 201);
    assert_eq!(quorum_votes(0, 2_000), 0);
}

#[test]
fn an_ordinary_proposal_needs_the_quorum_and_more_for_than_against() {
    assert!(ordinary(200, 199, 0));
    assert!(!ordinary(199, 0, 0));
    assert!(!ordinary(200, 200, 0));
}

#[test]
fn abstaining_counts_for_the_quorum_and_opposing_does_not() {
    assert!(ordinary(1, 0, 199));
    assert!(!ordinary(101, 100, 98));
}

#[test]
fn a_critical_proposal_needs_sixty_seven_per_cent_of_those_who_decide() {
    assert!(critical(670, 330, 0));
    assert!(!critical(6_699, 3_301, 0));
    assert!(critical(67, 33, 1_000));
    assert!(!critical(66, 34, 1_000));
}

#[test]
fn nobody_for_it_is_no_majority() {
    assert!(!ordinary(0, 0, 1_000));
    assert!(!critical(0, 0, 1_000));
}

#[test]
fn calls_are_known_by_what_they_call() {
    assert_eq!(call_type(selector!("upgrade"), false, false), ProposalType::Upgrade);
    assert_eq!(call_type(selector!("upgrade"), true, false), ProposalType::Upgrade);
    assert_eq!(call_type(selector!("register_verifier"), false, false), ProposalType::Upgrade);
    assert_eq!(call_type(selector!("mint"), true, false), ProposalType::Mint);
    for role in array![
        selector!("grant_role"), selector!("revoke_role"), selector!("renounce_role"),
    ] {
        assert_eq!(call_type(role, false, false), ProposalType::RoleChange);
    }
    assert_eq!(
        call_type(selector!("set_governance_parameters"), true, false), ProposalType::Governance,
    );
    assert_eq!(call_type(selector!("transfer"), true, false), ProposalType::Governance);
    assert_eq!(call_type(selector!("set_fee"), false, true), ProposalType::Governance);
    assert_eq!(call_type(selector!("set_fee"), false, false), ProposalType::Ordinary);
}

#[test]
fn the_heavier_type_prevails_in_either_order() {
    let rising = array![
        ProposalType::Ordinary, ProposalType::RoleChange, ProposalType::Mint,
        ProposalType::Governance, ProposalType::Upgrade,
    ];
    let rising = rising.span();
    for lower in 0..rising.len() {
        for upper in lower..rising.len() {
            assert_eq!(heavier(*rising[lower], *rising[upper]), *rising[upper]);
            assert_eq!(heavier(*rising[upper], *rising[lower]), *rising[upper]);
        }
    }
}

#[test]
fn the_first_rules_are_those_of_the_spec_and_within_bounds() {
    let rules = first_parameters();
    assert_eq!(rules.voting_period, 7 * DAY);
    assert_eq!(rules.timelock, DAY);
    assert_eq!(rules.quorum_bps, 2_000);
    assert_eq!(rules.supermajority_bps, 6_700);
    assert!(within_bounds(rules));
}

#[test]
fn no_rule_can_be_laxer_than_the_spec() {
    let rules = first_parameters();
    assert!(!within_bounds(GovernanceParameters { voting_period: 7 * DAY - 1, ..rules }));
    assert!(!within_bounds(GovernanceParameters { timelock: DAY - 1, ..rules }));
    assert!(!within_bounds(GovernanceParameters { quorum_bps: 1_999, ..rules }));
    assert!(!within_bounds(GovernanceParameters { supermajority_bps: 6_699, ..rules }));
    assert!(!within_bounds(GovernanceParameters { proposal_threshold: 0, ..rules }));
    assert!(!within_bounds(GovernanceParameters { grace_period: DAY - 1, ..rules }));
}

#[test]
fn no_rule_can_be_so_strict_that_nothing_can_be_decided() {
    let rules = first_parameters();
    assert!(!within_bounds(GovernanceParameters { voting_period: 30 * DAY + 1, ..rules }));
    assert!(!within_bounds(GovernanceParameters { timelock: 30 * DAY + 1, ..rules }));
    assert!(!within_bounds(GovernanceParameters { quorum_bps: 4_001, ..rules }));
    assert!(!within_bounds(GovernanceParameters { supermajority_bps: 9_001, ..rules }));
    assert!(!within_bounds(GovernanceParameters { grace_period: 30 * DAY + 1, ..rules }));
    assert!(
        !within_bounds(
            GovernanceParameters {
                proposal_threshold: 1_000_000 * crate::constants::ONE_CIRO + 1, ..rules,
            },
        ),
    );
}
