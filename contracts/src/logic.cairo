//! Rules as pure functions: no storage, no caller, no clock.
pub mod device_messages;
pub mod fee_bound;
pub mod merkle;
pub mod outside_execution;
pub mod record_leaf;
pub mod session;
pub mod signed_result;
pub mod sponsorship;
