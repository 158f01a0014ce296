//! Rules as pure functions: no storage, no caller, no clock.
pub mod signed_result;
