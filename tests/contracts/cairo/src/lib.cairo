//! Contracts that only tests deploy: accounts to act with, and adversaries that abuse the product's
//! contracts.
pub mod careless_account;
pub mod counter;
pub mod declared_once;
pub mod fee_token;
pub mod hollow_token;
pub mod hostile_token;
pub mod plain_account;
pub mod reentrant_consumer;
pub mod reward_pool;
