//! Tests of `logic` that need no chain; what needs one is in `tests/contracts`.
mod merkle;
mod merkle_vectors;
mod record_leaf;
mod session;
mod signed_result;
mod sponsorship;
mod typed_messages;
