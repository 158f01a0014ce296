//! Rules as pure functions: no storage, no caller, no clock.
pub mod fees;
pub mod merkle;
pub mod mint_ceiling;
pub mod period;
pub mod proposal;
pub mod record_leaf;
pub mod security_budget;
pub mod signed_result;
pub mod vesting;
