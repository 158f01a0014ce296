//! Tests of `logic` that need no chain; what needs one is in `tests/contracts`.
mod signed_result;
