//! What a source signs when it vouches for pictures that it has committed to, defined once for the
//! verifier and for `gateway/chain/input_vouching.py`.
//!
//! 1. The message is SNIP-12 revision 1 typed data with the domain `Ciro inputs`, version 1, of
//! this chain.
//! 2. The signer is an account of this chain, a device's or a gateway's; it checks its signature
//! itself (SNIP-6), so that the key that counts is the one that it has now.
//! 3. The verifying contract and the job are in it: who gets hold of it cannot use it for another
//! job.
//!
//! It says that these pictures are the source's for that job. It does not say what is on them: that
//! is proven.
use core::hash::{HashStateExTrait, HashStateTrait};
use core::num::traits::Zero;
use core::poseidon::PoseidonTrait;
use starknet::ContractAddress;
use crate::components::snip12;
use crate::interfaces::account::{ISRC6Dispatcher, ISRC6DispatcherTrait};

/// sn_keccak of the struct's quoted type string.
pub const INPUTS_TYPE_HASH: felt252 = selector!(
    "\"Inputs\"(\"contract\":\"felt\",\"job_id\":\"felt\",\"pictures\":\"felt\",\"root\":\"felt\",\"anchor\":\"felt\")",
);
pub const DOMAIN_NAME: felt252 = 'Ciro inputs';
/// Typed-data libraries encode the version `1` of a domain as the integer, not as the short string.
pub const DOMAIN_VERSION: felt252 = 1;
/// Elements of a signature; a plain key's has two.
pub const LONGEST_SIGNATURE: u32 = 16;

/// These pictures, `pictures` of them under `root` and `anchor`, are for job `job_id` of
/// `contract`.
#[derive(Copy, Drop, Hash)]
pub struct Inputs {
    pub contract: felt252,
    pub job_id: felt252,
    pub pictures: felt252,
    pub root: felt252,
    pub anchor: felt252,
}

/// The hash that `source` signs.
pub fn message_hash(inputs: Inputs, source: ContractAddress) -> felt252 {
    let struct_hash = PoseidonTrait::new().update(INPUTS_TYPE_HASH).update_with(inputs).finalize();
    snip12::message_hash(snip12::domain_hash(DOMAIN_NAME, DOMAIN_VERSION), source, struct_hash)
}

/// Whether the account says that `signature` is its own of `inputs`.
pub fn vouches(source: felt252, inputs: Inputs, signature: Span<felt252>) -> bool {
    let source: Option<ContractAddress> = source.try_into();
    match source {
        Some(source) => source.is_non_zero()
            && ISRC6Dispatcher { contract_address: source }
                .is_valid_signature(
                    message_hash(inputs, source), signature.into(),
                ) == starknet::VALIDATED,
        None => false,
    }
}
