//! The circuits that contracts are made of, each for an architecture, a parameter set and numbers
//! of pictures; written by `python -m zkml.cairo`.
pub mod inspection;
pub mod inspection_batch;
