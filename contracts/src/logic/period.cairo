//! Numbered periods (quarters, years) counted from the launch.

/// The period in which `elapsed` seconds after the launch lie. Period n ends with its last second,
/// as the spec's "≤ 2 years"
/// says: it covers (n * length, (n + 1) * length], and the instant of the launch belongs to period
/// 0.
pub fn period_of(elapsed: u64, length: u64) -> u64 {
    if elapsed == 0 {
        0
    } else {
        (elapsed - 1) / length
    }
}

/// Seconds after the launch at which period `index` starts; what holds at that instant is what it
/// starts with.
pub fn period_start(index: u64, length: u64) -> u64 {
    index * length
}
