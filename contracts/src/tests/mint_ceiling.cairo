use crate::constants::YEAR;
use crate::logic::mint_ceiling::{ceiling, ceiling_share};
use crate::logic::period::{period_of, period_start};

#[test]
fn a_year_ends_with_its_last_second() {
    assert_eq!(period_of(0, YEAR), 0);
    assert_eq!(period_of(1, YEAR), 0);
    assert_eq!(period_of(YEAR, YEAR), 0);
    assert_eq!(period_of(YEAR + 1, YEAR), 1);
    assert_eq!(period_of(2 * YEAR, YEAR), 1);
    assert_eq!(period_of(2 * YEAR + 1, YEAR), 2);
}

#[test]
fn a_year_starts_with_what_the_last_one_ended_with() {
    assert_eq!(period_start(0, YEAR), 0);
    assert_eq!(period_start(3, YEAR), 3 * YEAR);
    assert_eq!(period_of(period_start(3, YEAR), YEAR), 2);
}

#[test]
fn ceiling_falls_from_phase_to_phase() {
    assert_eq!(ceiling_share(0), 800);
    assert_eq!(ceiling_share(1), 800);
    assert_eq!(ceiling_share(2), 500);
    assert_eq!(ceiling_share(3), 300);
    assert_eq!(ceiling_share(4), 100);
    assert_eq!(ceiling_share(1_000), 100);
}

#[test]
fn phases_change_with_the_second_after_two_three_and_four_years() {
    for (elapsed, share) in array![
        (2 * YEAR, 800), (2 * YEAR + 1, 500), (3 * YEAR, 500), (3 * YEAR + 1, 300), (4 * YEAR, 300),
        (4 * YEAR + 1, 100),
    ] {
        assert_eq!(ceiling_share(period_of(elapsed, YEAR)), share);
    }
}

#[test]
fn ceiling_is_of_the_supply_at_the_start_of_the_year_and_rounded_down() {
    assert_eq!(ceiling(0, 1_000_000), 80_000);
    assert_eq!(ceiling(4, 199), 1);
    assert_eq!(ceiling(4, 99), 0);
}
