//! What a vote by stake comes to.
use crate::constants::{BASIS_POINTS, REGISTRY_QUORUM_BPS};
use crate::types::Verdict;

/// The verdict when `keep` and `remove` of a `total` stake have voted. Whoever challenges must
/// convince: without a quorum, and at a tie, the worker is listed.
pub fn verdict(keep: u256, remove: u256, total: u256) -> Verdict {
    let voted = keep + remove;
    if voted == 0 || voted * BASIS_POINTS < total * REGISTRY_QUORUM_BPS {
        Verdict::NoQuorum
    } else if remove > keep {
        Verdict::Removed
    } else {
        Verdict::Kept
    }
}
