//! Epochs of the performance rewards, counted from the Unix epoch, and a worker's share of one.
use crate::constants::REWARD_EPOCH;

/// The number of the epoch that contains `at` (Unix seconds).
pub fn epoch_of(at: u64) -> u64 {
    at / REWARD_EPOCH
}

/// The part of `pot` that `weight` of `total` earns, rounded down so that all parts together never
/// exceed the pot.
pub fn share(pot: u256, weight: u256, total: u256) -> u256 {
    if total == 0 {
        0
    } else {
        pot * weight / total
    }
}
