//! Rules as pure functions: no storage, no caller, no clock.
pub mod capability_statement;
pub mod fees;
pub mod merkle;
pub mod mint_ceiling;
pub mod period;
pub mod proposal;
pub mod record_leaf;
pub mod reputation;
pub mod reward_epochs;
pub mod security_budget;
pub mod signed_result;
pub mod slashing;
pub mod stake_vote;
pub mod tiers;
pub mod vesting;
pub mod worker_records;
