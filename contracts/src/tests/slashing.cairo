use crate::constants::ONE_CIRO;
use crate::logic::slashing::{is_graver, share_bps, split, taken};
use crate::types::SlashReason;

#[test]
fn each_reason_takes_its_share() {
    let rows = array![
        (SlashReason::Malicious, 500_u256), (SlashReason::Unavailable, 100),
        (SlashReason::PoorPerformance, 200), (SlashReason::ProtocolViolation, 300),
        (SlashReason::Fraud, 1_000),
    ];
    for (reason, expected) in rows {
        assert_eq!(taken(1_000 * ONE_CIRO, reason), expected * ONE_CIRO);
        assert_eq!(share_bps(reason), expected * 10);
    }
}

#[test]
fn the_smallest_stake_loses_something_and_never_more_than_itself() {
    assert_eq!(taken(1, SlashReason::Unavailable), 1);
    assert_eq!(taken(11, SlashReason::Unavailable), 2);
    assert_eq!(taken(0, SlashReason::Fraud), 0);
    let stake = 123_456_789_u256;
    assert_eq!(taken(stake, SlashReason::Fraud), stake);
}

#[test]
fn split_is_half_to_the_challenger_three_tenths_burnt_and_a_fifth_to_the_treasury() {
    let parts = split(1_000, true);
    assert_eq!((parts.challenger, parts.burnt, parts.treasury), (500, 300, 200));
}

#[test]
fn without_a_challenger_its_half_is_burnt() {
    let parts = split(1_000, false);
    assert_eq!((parts.challenger, parts.burnt, parts.treasury), (0, 800, 200));
}

#[test]
fn parts_together_are_the_whole_whatever_rounding_does() {
    for amount in 0..60_u256 {
        let parts = split(amount, true);
        assert_eq!(parts.challenger + parts.burnt + parts.treasury, amount);
        let parts = split(amount, false);
        assert_eq!(parts.challenger + parts.burnt + parts.treasury, amount);
    }
}

#[test]
fn graver_is_what_takes_more() {
    assert!(is_graver(SlashReason::Fraud, SlashReason::Malicious));
    assert!(!is_graver(SlashReason::Malicious, SlashReason::Malicious));
    assert!(!is_graver(SlashReason::ProtocolViolation, SlashReason::Malicious));
}
