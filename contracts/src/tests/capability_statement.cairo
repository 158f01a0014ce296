//! Vectors written by `edge_worker/capability_statement.py` through starknet.py's typed data, and
//! what a signature must not count for.
use starknet::ContractAddress;
use starknet::testing::set_chain_id;
use crate::logic::capability_statement::{
    CapabilityStatement, Framework, Resources, holds, message_hash,
};

const KEY: felt252 = 0x2202275e27873286b71dae62930bbf6420d2e933bbc7cb08e09019e7218ad9c;
const SIGNATURE: (felt252, felt252) = (
    0x54fb534f3db0598db1b0822a1c3b7e9f29da7652b24931330bedd0600c336ed,
    0x5b6940b967540950cb8d07630496fa5e9eca1c52e952c1b25277bdd582a11fa,
);

fn worker() -> ContractAddress {
    0x1234.try_into().unwrap()
}

fn pool() -> ContractAddress {
    0x5678.try_into().unwrap()
}

fn statement() -> CapabilityStatement {
    set_chain_id('SN_SEPOLIA');
    let frameworks = array![
        Framework { name: 'onnxruntime', version: 1_019_002 },
        Framework { name: 'torch', version: 2_003_000 },
    ];
    CapabilityStatement {
        result_key: KEY,
        valid_from: 1_780_000_000,
        resources: Resources {
            flags: 5, gpu_memory: 24, cpu_cores: 16, ram: 64, storage: 1_000, bandwidth: 2_500,
        },
        gpu_model: 'NVIDIA L4',
        cpu_model: 'AMD EPYC 9354',
        frameworks: frameworks.span(),
    }
}

#[test]
fn message_hash_is_that_of_the_python_twin() {
    assert!(
        message_hash(
            statement(), pool(), worker(),
        ) == 0x2fc1c43f6597cd715740e7697b1b255ebc290c85a7cabf6c4eb3bd79eb709c0,
    );
}

#[test]
fn an_empty_statement_has_the_python_twins_hash_too() {
    set_chain_id('SN_SEPOLIA');
    let empty = CapabilityStatement {
        result_key: KEY,
        valid_from: 5,
        resources: Default::default(),
        gpu_model: '',
        cpu_model: '',
        frameworks: array![].span(),
    };
    assert!(
        message_hash(
            empty, pool(), worker(),
        ) == 0x295c1312f31a525a47e360cc8c8bfd98eb2043a1c1def9404eee6f3c20a68fe,
    );
}

#[test]
fn the_result_keys_signature_holds() {
    assert!(holds(statement(), pool(), worker(), SIGNATURE));
}

#[test]
fn a_signature_counts_for_no_other_field() {
    let good = statement();
    let resources = Resources { bandwidth: 2_501, ..good.resources };
    let fewer = good.frameworks.slice(0, 1);
    assert!(!holds(CapabilityStatement { valid_from: 1, ..good }, pool(), worker(), SIGNATURE));
    assert!(!holds(CapabilityStatement { resources, ..good }, pool(), worker(), SIGNATURE));
    assert!(!holds(CapabilityStatement { gpu_model: 'H100', ..good }, pool(), worker(), SIGNATURE));
    assert!(!holds(CapabilityStatement { cpu_model: 'ARM', ..good }, pool(), worker(), SIGNATURE));
    assert!(!holds(CapabilityStatement { frameworks: fewer, ..good }, pool(), worker(), SIGNATURE));
}

#[test]
fn a_signature_counts_for_no_other_worker_pool_key_or_chain() {
    let good = statement();
    assert!(!holds(good, pool(), pool(), SIGNATURE));
    assert!(!holds(good, worker(), worker(), SIGNATURE));
    assert!(
        !holds(CapabilityStatement { result_key: KEY + 1, ..good }, pool(), worker(), SIGNATURE),
    );
    assert!(!holds(CapabilityStatement { result_key: 0, ..good }, pool(), worker(), SIGNATURE));
    set_chain_id('SN_MAIN');
    assert!(!holds(good, pool(), worker(), SIGNATURE));
}
