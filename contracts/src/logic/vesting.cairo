//! Linear vesting with a cliff.

/// What is free `elapsed` seconds after the launch: nothing before the cliff, then in proportion to
/// the time since the launch, all of it from `duration` on. Rounded down.
pub fn vested(amount: u256, cliff: u64, duration: u64, elapsed: u64) -> u256 {
    if elapsed < cliff {
        0
    } else if elapsed >= duration {
        amount
    } else {
        amount * elapsed.into() / duration.into()
    }
}
