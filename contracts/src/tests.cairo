//! Tests of `logic` that need no chain; what needs one is in `tests/contracts`.
mod capability_statement;
mod checkpoints;
mod fees;
mod merkle;
mod merkle_vectors;
mod mint_ceiling;
mod proposal;
mod record_leaf;
mod reputation;
mod reward_epochs;
mod security_budget;
mod signed_result;
mod slashing;
mod stake_vote;
mod tiers;
mod vesting;
mod worker_records;
