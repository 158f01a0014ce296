//! Tests of `logic` that need no chain; what needs one is in `tests/contracts`.
mod reputation;
mod reward_epochs;
mod signed_result;
mod slashing;
mod stake_vote;
mod tiers;
mod worker_records;
