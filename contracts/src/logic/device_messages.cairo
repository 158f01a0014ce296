//! What is signed for a device's account beside transactions and outside executions: SNIP-12
//! revision 1 typed data with the domain `Ciro device account`, version 1. The signer in the
//! message is the account, so a signature counts for one account on one chain.
use core::hash::{HashStateExTrait, HashStateTrait};
use core::poseidon::PoseidonTrait;
use starknet::ContractAddress;
use crate::components::snip12;

pub const DOMAIN_NAME: felt252 = 'Ciro device account';
/// Typed-data libraries encode the version `1` of a domain as the integer, not as the short string.
pub const DOMAIN_VERSION: felt252 = 1;
pub const CONFIRM_KEY_TYPE_HASH: felt252 = selector!(
    "\"ConfirmKey\"(\"public_key\":\"felt\",\"generation\":\"u128\")",
);
pub const REVOKE_SESSION_TYPE_HASH: felt252 = selector!(
    "\"RevokeSession\"(\"session_key\":\"felt\",\"nonce\":\"felt\")",
);

/// Signed with a new owner key to show that somebody has it. `generation` counts the keys before
/// it, so that the signature is good for one change.
pub fn confirm_key_hash(account: ContractAddress, public_key: felt252, generation: u32) -> felt252 {
    let struct_hash = PoseidonTrait::new()
        .update(CONFIRM_KEY_TYPE_HASH)
        .update(public_key)
        .update_with(generation)
        .finalize();
    message_hash(account, struct_hash)
}

/// Signed with the owner's key to end a session (key 0: all of them) when somebody submits it.
pub fn revoke_session_hash(
    account: ContractAddress, session_key: felt252, nonce: felt252,
) -> felt252 {
    let struct_hash = PoseidonTrait::new()
        .update(REVOKE_SESSION_TYPE_HASH)
        .update(session_key)
        .update(nonce)
        .finalize();
    message_hash(account, struct_hash)
}

fn message_hash(account: ContractAddress, struct_hash: felt252) -> felt252 {
    snip12::message_hash(snip12::domain_hash(DOMAIN_NAME, DOMAIN_VERSION), account, struct_hash)
}
