//! How a protocol fee is shared: the burn schedule, performance rewards, the treasury.
use crate::constants::{BASIS_POINTS, MONTH, PERFORMANCE_REWARD_BPS};

/// Shares of a fee; they add up to it exactly.
#[derive(Copy, Drop, PartialEq, Debug)]
pub struct FeeShares {
    pub burnt: u256,
    pub rewards: u256,
    pub treasury: u256,
}

/// The burn share in basis points, `elapsed` seconds after the launch. The last second of the
/// twelfth month still has 30 %.
pub fn burn_share(elapsed: u64) -> u256 {
    if elapsed <= 12 * MONTH {
        3_000
    } else if elapsed <= 36 * MONTH {
        5_000
    } else if elapsed <= 60 * MONTH {
        7_000
    } else {
        8_000
    }
}

/// Burnt and rewards are rounded down; what rounding leaves is the treasury's, so that nothing is
/// lost or made.
pub fn share_fee(amount: u256, elapsed: u64) -> FeeShares {
    let burnt = amount * burn_share(elapsed) / BASIS_POINTS;
    let rewards = amount * PERFORMANCE_REWARD_BPS / BASIS_POINTS;
    FeeShares { burnt, rewards, treasury: amount - burnt - rewards }
}
