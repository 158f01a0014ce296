use crate::logic::stake_vote::verdict;
use crate::types::Verdict;

#[test]
fn a_tenth_of_the_stake_is_a_quorum_and_a_hair_less_is_none() {
    assert_eq!(verdict(0, 100, 1_000), Verdict::Removed);
    assert_eq!(verdict(0, 99, 1_000), Verdict::NoQuorum);
    assert_eq!(verdict(60, 39, 1_000), Verdict::NoQuorum);
    assert_eq!(verdict(60, 40, 1_000), Verdict::Kept);
}

#[test]
fn the_majority_decides_and_a_tie_keeps() {
    assert_eq!(verdict(500, 501, 1_001), Verdict::Removed);
    assert_eq!(verdict(501, 500, 1_001), Verdict::Kept);
    assert_eq!(verdict(500, 500, 1_000), Verdict::Kept);
}

#[test]
fn without_any_stake_nothing_is_decided() {
    assert_eq!(verdict(0, 0, 0), Verdict::NoQuorum);
    assert_eq!(verdict(0, 0, 1), Verdict::NoQuorum);
}
