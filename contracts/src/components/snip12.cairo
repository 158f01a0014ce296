//! SNIP-12 revision 1: hashes of typed data that an account or a worker signs.
use core::hash::{HashStateExTrait, HashStateTrait};
use core::poseidon::PoseidonTrait;
use starknet::ContractAddress;

/// sn_keccak of the domain's quoted type string.
pub const DOMAIN_TYPE_HASH: felt252 = selector!(
    "\"StarknetDomain\"(\"name\":\"shortstring\",\"version\":\"shortstring\",\"chainId\":\"shortstring\",\"revision\":\"shortstring\")",
);

/// The domain's hash. SNIP-9 encodes its version as the integer 2, others as the short string '1':
/// the caller decides.
pub fn domain_hash(name: felt252, version: felt252) -> felt252 {
    PoseidonTrait::new()
        .update(DOMAIN_TYPE_HASH)
        .update(name)
        .update(version)
        .update(starknet::get_tx_info().unbox().chain_id)
        .update(1)
        .finalize()
}

/// `poseidon('StarkNet Message', domain, signer, struct)`.
pub fn message_hash(domain: felt252, signer: ContractAddress, struct_hash: felt252) -> felt252 {
    PoseidonTrait::new()
        .update('StarkNet Message')
        .update_with(domain)
        .update_with(signer)
        .update_with(struct_hash)
        .finalize()
}
