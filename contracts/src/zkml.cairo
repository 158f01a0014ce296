//! The verifier of zkML proofs, one file per step of the protocol, with the names of the Python
//! verifier (`zkml/`), so that the two are read side by side. What depends on the architecture is
//! the trait `Circuit`, whose implementations in `circuits/` are written by `zkml.cairo` from the
//! Python verifier's own code.
pub mod circuit;
pub mod circuits;
pub mod commitment;
pub mod general;
pub mod last_message;
pub mod lookup;
pub mod merkle;
pub mod packing;
pub mod parameters;
pub mod picture;
pub mod proof_of_work;
pub mod registration;
pub mod statement;
pub mod sumcheck;
pub mod transcript;
pub mod verifier;
