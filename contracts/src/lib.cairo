//! The contracts of the Ciro network: one file per contract; `interfaces` apart from what
//! implements them; `components` are written once and embedded; `logic` is pure and has no storage,
//! so that it is tested without a chain.
pub mod audit_anchor;
pub mod cdc_pool;
pub mod ciro_token;
pub mod components;
pub mod constants;
pub mod device_account;
pub mod examples;
pub mod interfaces;
pub mod job_manager;
pub mod logic;
pub mod model_registry;
pub mod paymaster;
pub mod proof_verifier;
#[cfg(test)]
mod tests;
pub mod types;
pub mod verifiers;
pub mod zkml;
