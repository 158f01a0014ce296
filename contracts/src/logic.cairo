//! Rules as pure functions: no storage, no caller, no clock.
pub mod fees;
pub mod mint_ceiling;
pub mod period;
pub mod proposal;
pub mod security_budget;
pub mod signed_result;
pub mod vesting;
