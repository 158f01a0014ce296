use crate::constants::REWARD_EPOCH;
use crate::logic::reward_epochs::{epoch_of, share};

#[test]
fn epoch_lasts_seven_days_to_the_second() {
    assert_eq!(epoch_of(0), 0);
    assert_eq!(epoch_of(604_799), 0);
    assert_eq!(epoch_of(604_800), 1);
    assert_eq!(epoch_of(2_900 * REWARD_EPOCH + 5), 2_900);
}

#[test]
fn shares_are_proportional_and_never_more_than_the_pot() {
    assert_eq!(share(1_000, 515, 515), 1_000);
    assert_eq!(share(1_000, 1, 3), 333);
    assert_eq!(share(1_000, 2, 3), 666);
    assert!(share(1_000, 1, 3) + share(1_000, 2, 3) <= 1_000);
}

#[test]
fn an_epoch_without_jobs_pays_nobody() {
    assert_eq!(share(1_000, 0, 0), 0);
    assert_eq!(share(1_000, 5, 0), 0);
}
