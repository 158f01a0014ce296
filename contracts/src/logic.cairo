//! Rules as pure functions: no storage, no caller, no clock.
pub mod device_messages;
pub mod fee_bound;
pub mod fees;
pub mod merkle;
pub mod mint_ceiling;
pub mod outside_execution;
pub mod period;
pub mod proposal;
pub mod record_leaf;
pub mod security_budget;
pub mod session;
pub mod signed_result;
pub mod sponsorship;
pub mod vesting;
