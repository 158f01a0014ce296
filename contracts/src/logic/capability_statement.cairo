//! What a worker declares about itself, and what its result key signs when it does.
//!
//! The message is SNIP-12 revision 1 typed data: domain `Ciro capabilities`, version 1, of this
//! chain; the signer is the worker's account. The worker's account submits the statement and its
//! result key signs it, so that nobody registers a key that it does not hold; the pool's address is
//! inside, so that a statement made for one pool says nothing to another.
use core::ecdsa::check_ecdsa_signature;
use core::hash::{HashStateExTrait, HashStateTrait};
use core::num::traits::Zero;
use core::poseidon::{PoseidonTrait, poseidon_hash_span};
use starknet::ContractAddress;
use starknet::storage_access::StorePacking;
use crate::components::snip12;

pub const DOMAIN_NAME: felt252 = 'Ciro capabilities';
/// Typed-data libraries encode the version `1` of a domain as the integer, not as the short string.
pub const DOMAIN_VERSION: felt252 = 1;

/// sn_keccak of the quoted type string of a framework.
pub const FRAMEWORK_TYPE_HASH: felt252 = selector!(
    "\"Framework\"(\"name\":\"shortstring\",\"version\":\"u128\")",
);
/// sn_keccak of the statement's quoted type string, followed by those of the types inside in
/// alphabetical order.
pub const STATEMENT_TYPE_HASH: felt252 = selector!(
    "\"CapabilityStatement\"(\"pool\":\"ContractAddress\",\"result_key\":\"felt\",\"valid_from\":\"timestamp\",\"resources\":\"Resources\",\"gpu_model\":\"shortstring\",\"cpu_model\":\"shortstring\",\"frameworks\":\"Framework*\")\"Framework\"(\"name\":\"shortstring\",\"version\":\"u128\")\"Resources\"(\"flags\":\"u128\",\"gpu_memory\":\"u128\",\"cpu_cores\":\"u128\",\"ram\":\"u128\",\"storage\":\"u128\",\"bandwidth\":\"u128\")",
);
/// sn_keccak of the quoted type string of the resources.
pub const RESOURCES_TYPE_HASH: felt252 = selector!(
    "\"Resources\"(\"flags\":\"u128\",\"gpu_memory\":\"u128\",\"cpu_cores\":\"u128\",\"ram\":\"u128\",\"storage\":\"u128\",\"bandwidth\":\"u128\")",
);

/// What the machine has.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, Hash)]
pub struct Resources {
    /// Bit field: CUDA 1, OPENCL 2, FP16 4, INT8 8, NVLINK 16, INFINIBAND 32, TENSOR_CORES 64,
    /// MULTI_GPU 128.
    pub flags: u64,
    /// GiB.
    pub gpu_memory: u32,
    pub cpu_cores: u32,
    /// GiB.
    pub ram: u32,
    /// GiB.
    pub storage: u32,
    /// Mbit/s.
    pub bandwidth: u32,
}

/// A framework that the worker runs; its version is `major * 10^6 + minor * 10^3 + patch`.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Hash)]
pub struct Framework {
    /// A short string such as 'onnxruntime'.
    pub name: felt252,
    pub version: u64,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct CapabilityStatement {
    /// The Stark public key under which the worker signs results.
    pub result_key: felt252,
    /// Unix seconds; a later statement replaces an earlier one.
    pub valid_from: u64,
    pub resources: Resources,
    /// Short strings, empty where there is none.
    pub gpu_model: felt252,
    pub cpu_model: felt252,
    pub frameworks: Span<Framework>,
}

/// The hash that the result key signs for `worker` to register `statement` with `pool`.
pub fn message_hash(
    statement: CapabilityStatement, pool: ContractAddress, worker: ContractAddress,
) -> felt252 {
    let resources = PoseidonTrait::new()
        .update(RESOURCES_TYPE_HASH)
        .update_with(statement.resources)
        .finalize();
    let mut frameworks = array![];
    for framework in statement.frameworks {
        frameworks
            .append(
                PoseidonTrait::new().update(FRAMEWORK_TYPE_HASH).update_with(*framework).finalize(),
            );
    }
    let struct_hash = PoseidonTrait::new()
        .update(STATEMENT_TYPE_HASH)
        .update_with(pool)
        .update(statement.result_key)
        .update_with(statement.valid_from)
        .update(resources)
        .update(statement.gpu_model)
        .update(statement.cpu_model)
        .update(poseidon_hash_span(frameworks.span()))
        .finalize();
    snip12::message_hash(snip12::domain_hash(DOMAIN_NAME, DOMAIN_VERSION), worker, struct_hash)
}

/// Whether `signature` (r, s) over `statement` is by the key that it names.
pub fn holds(
    statement: CapabilityStatement,
    pool: ContractAddress,
    worker: ContractAddress,
    signature: (felt252, felt252),
) -> bool {
    let (r, s) = signature;
    statement.result_key.is_non_zero()
        && check_ecdsa_signature(message_hash(statement, pool, worker), statement.result_key, r, s)
}

const TWO_32: u128 = 0x100000000;
const TWO_64: u128 = 0x10000000000000000;
const TWO_96: u128 = 0x1000000000000000000000000;

/// In one storage cell: low half flags, GPU memory, CPU cores; high half RAM, storage, bandwidth.
pub impl ResourcesPacking of StorePacking<Resources, felt252> {
    fn pack(value: Resources) -> felt252 {
        let low = value.flags.into()
            + value.gpu_memory.into() * TWO_64
            + value.cpu_cores.into() * TWO_96;
        let high = value.ram.into()
            + value.storage.into() * TWO_32
            + value.bandwidth.into() * TWO_64;
        u256 { low, high }.try_into().unwrap()
    }

    fn unpack(value: felt252) -> Resources {
        let u256 { low, high } = value.into();
        let (rest, flags) = DivRem::div_rem(low, TWO_64.try_into().unwrap());
        let (cpu_cores, gpu_memory) = DivRem::div_rem(rest, TWO_32.try_into().unwrap());
        let (rest, ram) = DivRem::div_rem(high, TWO_32.try_into().unwrap());
        let (bandwidth, storage) = DivRem::div_rem(rest, TWO_32.try_into().unwrap());
        Resources {
            flags: flags.try_into().unwrap(),
            gpu_memory: gpu_memory.try_into().unwrap(),
            cpu_cores: cpu_cores.try_into().unwrap(),
            ram: ram.try_into().unwrap(),
            storage: storage.try_into().unwrap(),
            bandwidth: bandwidth.try_into().unwrap(),
        }
    }
}
