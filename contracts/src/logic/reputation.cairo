//! Steps of a reputation, clamped to 0…`REPUTATION_MAX`.
use crate::constants::{
    REPUTATION_DISPUTE_WON, REPUTATION_JOB_DONE, REPUTATION_LOSS_DISPUTE_LOST,
    REPUTATION_LOSS_INACTIVE, REPUTATION_LOSS_JOB_FAILED, REPUTATION_LOSS_SLASHED, REPUTATION_MAX,
};
use crate::types::ReputationEvent;

/// The reputation that `event` leaves of `reputation`.
pub fn after(reputation: u16, event: ReputationEvent) -> u16 {
    match event {
        ReputationEvent::JobDone => raised(reputation, REPUTATION_JOB_DONE),
        ReputationEvent::JobFailed => lowered(reputation, REPUTATION_LOSS_JOB_FAILED),
        ReputationEvent::Slashed => lowered(reputation, REPUTATION_LOSS_SLASHED),
        ReputationEvent::DisputeLost => lowered(reputation, REPUTATION_LOSS_DISPUTE_LOST),
        ReputationEvent::DisputeWon => raised(reputation, REPUTATION_DISPUTE_WON),
        ReputationEvent::Inactive => lowered(reputation, REPUTATION_LOSS_INACTIVE),
    }
}

fn raised(reputation: u16, step: u16) -> u16 {
    if reputation + step > REPUTATION_MAX {
        REPUTATION_MAX
    } else {
        reputation + step
    }
}

fn lowered(reputation: u16, step: u16) -> u16 {
    if reputation < step {
        0
    } else {
        reputation - step
    }
}
