//! One contract for each kind of proof, behind `IVerifier`.
pub mod general;
pub mod hash_chain_batch;
pub mod inspection;
