//! The security budget: $2,000,000 a year, looked at when a quarter has ended and counted from the
//! start of its year.
use crate::constants::{BASIS_POINTS, SECURITY_BUDGET_CENTS, SECURITY_FEE_COVER_BPS, YEAR};

pub const QUARTERS: u64 = 4;
/// A year has exactly four.
pub const QUARTER: u64 = YEAR / QUARTERS;

/// US cents of the budget that should have been there when `quarter` (counted from the launch) has
/// ended.
pub fn due_cents(quarter: u64) -> u256 {
    SECURITY_BUDGET_CENTS * (quarter % QUARTERS + 1).into() / QUARTERS.into()
}

/// US cents to top up. `fees` and `topped_up` are those of the year up to the end of `quarter`.
/// Zero where fees cover 60 % of what is due; otherwise all that is missing to 100 %, less what the
/// year was topped up before.
pub fn missing_cents(quarter: u64, fees: u256, topped_up: u256) -> u256 {
    let due = due_cents(quarter);
    if fees * BASIS_POINTS >= due * SECURITY_FEE_COVER_BPS || fees + topped_up >= due {
        0
    } else {
        due - fees - topped_up
    }
}
