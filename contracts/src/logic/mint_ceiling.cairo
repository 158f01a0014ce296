//! How much may be minted in a year; a year is counted from the launch, see `period`.
use crate::constants::BASIS_POINTS;

/// Basis points of the supply at the start of the year: 8 % in the first two years, 5 % in the
/// third, 3 % in the fourth, then 1 %.
pub fn ceiling_share(year: u64) -> u256 {
    match year {
        0 | 1 => 800,
        2 => 500,
        3 => 300,
        _ => 100,
    }
}

/// What may be minted in the whole of `year`; what a year leaves over is not carried on.
pub fn ceiling(year: u64, supply_at_start: u256) -> u256 {
    supply_at_start * ceiling_share(year) / BASIS_POINTS
}
