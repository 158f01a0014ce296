use crate::constants::YEAR;
use crate::logic::security_budget::{QUARTER, due_cents, missing_cents};

const QUARTER_CENTS: u256 = 50_000_000;

#[test]
fn a_year_has_four_quarters() {
    assert_eq!(4 * QUARTER, YEAR);
}

#[test]
fn two_million_dollars_are_due_at_the_end_of_the_year() {
    assert_eq!(due_cents(0), QUARTER_CENTS);
    assert_eq!(due_cents(1), 2 * QUARTER_CENTS);
    assert_eq!(due_cents(3), 200_000_000);
    assert_eq!(due_cents(4), QUARTER_CENTS);
}

#[test]
fn nothing_is_missing_when_fees_cover_sixty_per_cent() {
    assert_eq!(missing_cents(0, 30_000_000, 0), 0);
    assert_eq!(missing_cents(0, QUARTER_CENTS, 0), 0);
    assert_eq!(missing_cents(3, 120_000_000, 0), 0);
}

#[test]
fn one_cent_below_sixty_per_cent_all_that_is_missing_is_topped_up() {
    assert_eq!(missing_cents(0, 29_999_999, 0), 20_000_001);
    assert_eq!(missing_cents(0, 0, 0), QUARTER_CENTS);
}

#[test]
fn what_was_topped_up_before_in_the_year_counts() {
    assert_eq!(missing_cents(1, 0, QUARTER_CENTS), QUARTER_CENTS);
    assert_eq!(missing_cents(1, 10_000_000, 2 * QUARTER_CENTS), 0);
    assert_eq!(missing_cents(3, 40_000_000, 150_000_000), 10_000_000);
}
