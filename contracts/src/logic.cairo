//! Rules as pure functions: no storage, no caller, no clock.
pub mod fees;
pub mod hash_chain;
pub mod job_record;
pub mod job_rules;
pub mod merkle;
pub mod mint_ceiling;
pub mod packing;
pub mod period;
pub mod proof_market;
pub mod proof_statement;
pub mod proposal;
pub mod record_leaf;
pub mod security_budget;
pub mod signed_result;
pub mod vesting;
