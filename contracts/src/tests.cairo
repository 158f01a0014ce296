//! Tests of `logic` that need no chain; what needs one is in `tests/contracts`.
mod checkpoints;
mod fees;
mod job_rules;
mod merkle;
mod merkle_vectors;
mod mint_ceiling;
mod packing;
mod proposal;
mod record_leaf;
mod security_budget;
mod signed_result;
mod vesting;
