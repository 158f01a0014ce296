pub mod access;
pub mod erc20;
pub mod pausable;
pub mod price_feed;
pub mod reentrancy;
pub mod snip12;
pub mod src5;
pub mod upgradeable;
