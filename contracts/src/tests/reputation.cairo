use crate::logic::reputation::after;
use crate::types::ReputationEvent;

#[test]
fn each_event_moves_the_start_by_its_step() {
    let rows = array![
        (ReputationEvent::JobDone, 515_u16), (ReputationEvent::JobFailed, 475),
        (ReputationEvent::Slashed, 400), (ReputationEvent::DisputeLost, 450),
        (ReputationEvent::DisputeWon, 530), (ReputationEvent::Inactive, 495),
    ];
    for (event, expected) in rows {
        assert_eq!(after(500, event), expected);
    }
}

#[test]
fn reputation_stays_between_nothing_and_a_thousand() {
    assert_eq!(after(985, ReputationEvent::JobDone), 1_000);
    assert_eq!(after(986, ReputationEvent::JobDone), 1_000);
    assert_eq!(after(1_000, ReputationEvent::DisputeWon), 1_000);
    assert_eq!(after(100, ReputationEvent::Slashed), 0);
    assert_eq!(after(99, ReputationEvent::Slashed), 0);
    assert_eq!(after(0, ReputationEvent::Inactive), 0);
}
