use crate::constants::{MONTH, YEAR};
use crate::logic::fees::{burn_share, share_fee};

#[test]
fn twelve_months_are_one_year() {
    assert_eq!(12 * MONTH, YEAR);
}

#[test]
fn burn_share_steps_one_second_after_the_end_of_each_phase() {
    assert_eq!(burn_share(0), 3_000);
    assert_eq!(burn_share(12 * MONTH), 3_000);
    assert_eq!(burn_share(12 * MONTH + 1), 5_000);
    assert_eq!(burn_share(36 * MONTH), 5_000);
    assert_eq!(burn_share(36 * MONTH + 1), 7_000);
    assert_eq!(burn_share(60 * MONTH), 7_000);
    assert_eq!(burn_share(60 * MONTH + 1), 8_000);
    assert_eq!(burn_share(0xffffffffffffffff), 8_000);
}

#[test]
fn round_amounts_are_shared_exactly() {
    let shares = share_fee(10_000, 0);
    assert_eq!(shares.burnt, 3_000);
    assert_eq!(shares.rewards, 500);
    assert_eq!(shares.treasury, 6_500);
}

#[test]
fn shares_add_up_whatever_the_amount() {
    for phase in array![0, 13 * MONTH, 37 * MONTH, 61 * MONTH] {
        for amount in array![
            0_u256, 1, 2, 3, 19, 20, 9_999, 10_001, 1_000_000_000_000_000_000_000_000_007,
        ] {
            let shares = share_fee(amount, phase);
            assert_eq!(shares.burnt + shares.rewards + shares.treasury, amount);
            assert_eq!(shares.burnt, amount * burn_share(phase) / 10_000);
        }
    }
}

#[test]
fn the_least_fee_is_the_treasurys() {
    let shares = share_fee(1, 61 * MONTH);
    assert_eq!(shares.burnt, 0);
    assert_eq!(shares.treasury, 1);
}
