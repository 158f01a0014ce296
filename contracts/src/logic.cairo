//! Rules as pure functions: no storage, no caller, no clock.
pub mod job_record;
pub mod job_rules;
pub mod packing;
pub mod proof_market;
pub mod proof_statement;
pub mod signed_result;
