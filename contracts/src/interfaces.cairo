//! What contracts say to one another and to their callers, apart from how they do it.
pub mod access;
pub mod account;
pub mod allocations;
pub mod audit_anchor;
pub mod cdc_pool;
pub mod ciro_token;
pub mod curated_registry;
pub mod governor;
pub mod job_manager;
pub mod paymaster;
pub mod performance_rewards;
pub mod price_feed;
pub mod proof_verifier;
pub mod signed_requests;
pub mod token;
pub mod votes;
