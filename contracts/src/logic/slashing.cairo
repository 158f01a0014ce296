//! How much a slash takes, and to whom what was taken goes.
use crate::constants::{
    BASIS_POINTS, SLASH_FRAUD_BPS, SLASH_MALICIOUS_BPS, SLASH_POOR_PERFORMANCE_BPS,
    SLASH_PROTOCOL_VIOLATION_BPS, SLASH_TO_CHALLENGER_BPS, SLASH_TO_TREASURY_BPS,
    SLASH_UNAVAILABLE_BPS,
};
use crate::types::SlashReason;

/// The three parts of a forfeited amount; together they are all of it.
#[derive(Copy, Drop, Default, PartialEq, Debug)]
pub struct Split {
    pub challenger: u256,
    pub burnt: u256,
    pub treasury: u256,
}

/// The share of the stake that `reason` takes, in basis points.
pub fn share_bps(reason: SlashReason) -> u256 {
    match reason {
        SlashReason::Malicious => SLASH_MALICIOUS_BPS,
        SlashReason::Unavailable => SLASH_UNAVAILABLE_BPS,
        SlashReason::PoorPerformance => SLASH_POOR_PERFORMANCE_BPS,
        SlashReason::ProtocolViolation => SLASH_PROTOCOL_VIOLATION_BPS,
        SlashReason::Fraud => SLASH_FRAUD_BPS,
    }
}

/// Whether `reason` takes a larger share than `other`.
pub fn is_graver(reason: SlashReason, other: SlashReason) -> bool {
    share_bps(reason) > share_bps(other)
}

/// What `reason` takes of `stake`: rounded up, so that no stake is too small to lose anything, and
/// never more than there is.
pub fn taken(stake: u256, reason: SlashReason) -> u256 {
    (stake * share_bps(reason) + BASIS_POINTS - 1) / BASIS_POINTS
}

/// Splits `amount`; what rounding leaves over is burnt. Without a challenger to be paid its part is
/// burnt as well.
pub fn split(amount: u256, pay_challenger: bool) -> Split {
    let challenger = if pay_challenger {
        amount * SLASH_TO_CHALLENGER_BPS / BASIS_POINTS
    } else {
        0
    };
    let treasury = amount * SLASH_TO_TREASURY_BPS / BASIS_POINTS;
    Split { challenger, burnt: amount - challenger - treasury, treasury }
}
