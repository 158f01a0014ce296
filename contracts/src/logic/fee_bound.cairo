//! The most that a transaction can cost, as it says itself.
use starknet::ResourcesBounds;

/// The sum of amount × price over the resources, and the tip for each unit of L2 gas, in fri.
pub fn fee_bound(bounds: Span<ResourcesBounds>, tip: u128) -> u256 {
    let mut most: u256 = 0;
    for bound in bounds {
        let amount: u256 = (*bound.max_amount).into();
        // The tip comes on top of the price: 64 bits times 129 bits do not overflow.
        let tipped: u256 = if *bound.resource == 'L2_GAS' {
            tip.into()
        } else {
            0
        };
        most += amount * ((*bound.max_price_per_unit).into() + tipped);
    }
    most
}

/// Transactions that are only simulated have a version that cannot be executed: 2^128 and the real
/// one.
pub fn is_query(version: felt252) -> bool {
    let version: u256 = version.into();
    version.high != 0
}

/// The version without what marks a simulation.
pub fn base_version(version: felt252) -> u128 {
    let version: u256 = version.into();
    version.low
}
