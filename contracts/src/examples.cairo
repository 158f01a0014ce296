//! Contracts of others, as they would use the network.
pub mod inspection_buyer;
