//! The SNIP-12 revision 1 hash of a SNIP-9 version 2 outside execution, as wallets compute it.
use core::hash::{HashStateExTrait, HashStateTrait};
use core::poseidon::{PoseidonTrait, poseidon_hash_span};
use starknet::ContractAddress;
use starknet::account::Call;
use crate::components::snip12;
use crate::interfaces::account::OutsideExecution;

/// sn_keccak of the struct's quoted type string, that of `Call` appended.
pub const OUTSIDE_EXECUTION_TYPE_HASH: felt252 = selector!(
    "\"OutsideExecution\"(\"Caller\":\"ContractAddress\",\"Nonce\":\"felt\",\"Execute After\":\"u128\",\"Execute Before\":\"u128\",\"Calls\":\"Call*\")\"Call\"(\"To\":\"ContractAddress\",\"Selector\":\"selector\",\"Calldata\":\"felt*\")",
);
pub const CALL_TYPE_HASH: felt252 = selector!(
    "\"Call\"(\"To\":\"ContractAddress\",\"Selector\":\"selector\",\"Calldata\":\"felt*\")",
);
pub const DOMAIN_NAME: felt252 = 'Account.execute_from_outside';
pub const DOMAIN_VERSION: felt252 = 2;

/// What `account` signs, on this chain.
pub fn message_hash(outside_execution: @OutsideExecution, account: ContractAddress) -> felt252 {
    let mut calls: Array<felt252> = array![];
    for call in *outside_execution.calls {
        calls.append(call_hash(call));
    }
    let struct_hash = PoseidonTrait::new()
        .update(OUTSIDE_EXECUTION_TYPE_HASH)
        .update_with(*outside_execution.caller)
        .update_with(*outside_execution.nonce)
        .update_with(*outside_execution.execute_after)
        .update_with(*outside_execution.execute_before)
        .update(poseidon_hash_span(calls.span()))
        .finalize();
    snip12::message_hash(snip12::domain_hash(DOMAIN_NAME, DOMAIN_VERSION), account, struct_hash)
}

fn call_hash(call: @Call) -> felt252 {
    PoseidonTrait::new()
        .update(CALL_TYPE_HASH)
        .update_with(*call.to)
        .update(*call.selector)
        .update(poseidon_hash_span(*call.calldata))
        .finalize()
}
