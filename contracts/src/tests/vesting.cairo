use crate::logic::vesting::vested;

#[test]
fn nothing_is_free_before_the_cliff() {
    assert_eq!(vested(1_200, 100, 1_200, 0), 0);
    assert_eq!(vested(1_200, 100, 1_200, 99), 0);
}

#[test]
fn at_the_cliff_all_the_time_since_the_launch_counts() {
    assert_eq!(vested(1_200, 100, 1_200, 100), 100);
    assert_eq!(vested(1_200, 100, 1_200, 600), 600);
}

#[test]
fn all_is_free_at_the_end_and_never_more() {
    assert_eq!(vested(1_200, 100, 1_200, 1_199), 1_199);
    assert_eq!(vested(1_200, 100, 1_200, 1_200), 1_200);
    assert_eq!(vested(1_200, 100, 1_200, 0xffffffffffffffff), 1_200);
}

#[test]
fn a_cliff_as_long_as_the_duration_frees_all_at_once() {
    assert_eq!(vested(7, 50, 50, 49), 0);
    assert_eq!(vested(7, 50, 50, 50), 7);
}

#[test]
fn parts_are_rounded_down() {
    assert_eq!(vested(10, 0, 3, 1), 3);
    assert_eq!(vested(10, 0, 3, 2), 6);
}
