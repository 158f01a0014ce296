//! What a worker signs when it has done a job, defined once for every contract and for
//! `edge_worker/signed_result.py`.
//!
//! 1. The message is SNIP-12 revision 1 typed data with the domain `Ciro result`, version 1, of
//! this chain, so that a
//!    signature counts on one chain and for nothing else that the key signs.
//! 2. The signer in the message is the worker's account: one worker's signature cannot be shown as
//! another's, even if both
//!    had registered the same key.
//! 3. The key is the Stark key that the worker registered as `CdcPool.result_key`. It signs results
//! and cannot move funds.
//! 4. Job ids are unique across contracts and chains (see JobManager), so a signature cannot be
//! replayed for another job;
//!    two signed results for one job with different outputs are evidence against the worker.
use core::ecdsa::check_ecdsa_signature;
use core::hash::{HashStateExTrait, HashStateTrait};
use core::num::traits::Zero;
use core::poseidon::PoseidonTrait;
use starknet::ContractAddress;
use crate::components::snip12;

/// sn_keccak of the struct's quoted type string.
pub const RESULT_TYPE_HASH: felt252 = selector!(
    "\"Result\"(\"job_id\":\"felt\",\"model\":\"felt\",\"input_digest\":\"felt\",\"output_digest\":\"felt\")",
);
pub const DOMAIN_NAME: felt252 = 'Ciro result';
/// Typed-data libraries encode the version `1` of a domain as the integer, not as the short string.
pub const DOMAIN_VERSION: felt252 = 1;

/// A worker's claim: job `job_id`, run with `model` on the input with `input_digest`, gave the
/// output with `output_digest`. Digests are field elements; what they are digests of is the job
/// type's affair.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Hash, starknet::Store)]
pub struct SignedResult {
    pub job_id: felt252,
    pub model: felt252,
    pub input_digest: felt252,
    pub output_digest: felt252,
}

/// The hash that `worker`, an account on this chain, signs with its result key.
pub fn message_hash(result: SignedResult, worker: ContractAddress) -> felt252 {
    let struct_hash = PoseidonTrait::new().update(RESULT_TYPE_HASH).update_with(result).finalize();
    snip12::message_hash(snip12::domain_hash(DOMAIN_NAME, DOMAIN_VERSION), worker, struct_hash)
}

/// Whether `signature` (r, s) over `result` is `worker`'s under `result_key`. A zero key (a worker
/// that never registered)
/// has signed nothing. ECDSA's two forms of one signature both count: nothing here is keyed by
/// signatures.
pub fn holds(
    result: SignedResult,
    worker: ContractAddress,
    result_key: felt252,
    signature: (felt252, felt252),
) -> bool {
    if result_key.is_zero() {
        return false;
    }
    let (r, s) = signature;
    check_ecdsa_signature(message_hash(result, worker), result_key, r, s)
}
