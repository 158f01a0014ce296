//! The bounded fee market of proofs: what a priority may and must pay.
use crate::constants::{
    BASIS_POINTS, CRITICAL_MAX_BPS, CRITICAL_MIN_BPS, EMERGENCY_MAX_BPS, EMERGENCY_MIN_BPS,
    HIGH_MAX_BPS, HIGH_MIN_BPS, PROVER_BOND_BPS, STANDARD_MAX_BPS, STANDARD_MIN_BPS,
};
use crate::types::ProofPriority;

/// The least and the most of a priority, in basis points of the type's base price.
pub fn bounds(priority: ProofPriority) -> (u64, u64) {
    match priority {
        ProofPriority::Standard => (STANDARD_MIN_BPS, STANDARD_MAX_BPS),
        ProofPriority::High => (HIGH_MIN_BPS, HIGH_MAX_BPS),
        ProofPriority::Critical => (CRITICAL_MIN_BPS, CRITICAL_MAX_BPS),
        ProofPriority::Emergency => (EMERGENCY_MIN_BPS, EMERGENCY_MAX_BPS),
    }
}

/// Whether a reward is within the bounds of its priority. Multiplied out, so that nothing is
/// rounded away.
pub fn is_within_bounds(reward_cents: u64, base_cents: u64, priority: ProofPriority) -> bool {
    let (least, most) = bounds(priority);
    let scaled: u256 = reward_cents.into() * BASIS_POINTS;
    let base: u256 = base_cents.into();
    base * least.into() <= scaled && scaled <= base * most.into()
}

/// What a prover stakes: a share of the reward, rounded up.
pub fn bond(reward: u128) -> u256 {
    (reward.into() * PROVER_BOND_BPS + BASIS_POINTS - 1) / BASIS_POINTS
}
