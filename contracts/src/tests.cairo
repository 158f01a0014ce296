//! Unit tests of `logic`, without a chain; `cairoc test` prints the gas of each.
mod merkle;
mod merkle_vectors;
mod record_leaf;
