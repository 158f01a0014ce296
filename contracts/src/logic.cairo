//! Rules as pure functions: no storage, no caller, no clock.
pub mod merkle;
pub mod record_leaf;
pub mod signed_result;
