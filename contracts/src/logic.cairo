//! Rules as pure functions: no storage, no caller, no clock.
pub mod capability_statement;
pub mod reputation;
pub mod reward_epochs;
pub mod signed_result;
pub mod slashing;
pub mod stake_vote;
pub mod tiers;
pub mod worker_records;
