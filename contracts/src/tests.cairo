//! Tests of `logic` that need no chain; what needs one is in `tests/contracts`.
mod merkle;
mod merkle_vectors;
mod record_leaf;
mod signed_result;
