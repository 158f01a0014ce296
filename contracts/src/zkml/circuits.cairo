//! The circuits that contracts are made of; written by `ciro zk cairo`.
pub mod inspection;
