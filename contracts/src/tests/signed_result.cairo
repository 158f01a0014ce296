//! Vectors written by `edge_worker/signed_result.py` (`tests/contracts/test_signed_result.py` holds
//! the same ones), and what a signature must not count for.
use starknet::ContractAddress;
use starknet::testing::set_chain_id;
use crate::logic::signed_result::{SignedResult, holds, message_hash};

const KEY: felt252 = 0x2202275e27873286b71dae62930bbf6420d2e933bbc7cb08e09019e7218ad9c;
const SIGNATURE: (felt252, felt252) = (
    0x631e9472792235a53311c3e23adf5110c4b1a1f2544023460700151cdd2e11b,
    0x316498d5572ca98105f311a636323c52558ed6041292ca4a6b5195cf27fc5f1,
);

fn worker() -> ContractAddress {
    0x1234.try_into().unwrap()
}

fn result() -> SignedResult {
    set_chain_id('SN_SEPOLIA');
    SignedResult {
        job_id: 11,
        model: 22,
        input_digest: 33,
        output_digest: 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffb,
    }
}

#[test]
fn message_hash_is_that_of_the_python_twin() {
    assert!(
        message_hash(
            result(), worker(),
        ) == 0x61030f6d4643dfa8630d5ef719a751ba2356fc8f564fa2dbcb207223fef2ab9,
    );
}

#[test]
fn workers_signature_holds() {
    assert!(holds(result(), worker(), KEY, SIGNATURE));
}

#[test]
fn signature_counts_for_no_other_field() {
    let good = result();
    assert!(!holds(SignedResult { job_id: 12, ..good }, worker(), KEY, SIGNATURE));
    assert!(!holds(SignedResult { model: 23, ..good }, worker(), KEY, SIGNATURE));
    assert!(!holds(SignedResult { input_digest: 34, ..good }, worker(), KEY, SIGNATURE));
    assert!(!holds(SignedResult { output_digest: 1, ..good }, worker(), KEY, SIGNATURE));
}

#[test]
fn signature_counts_for_no_other_worker_key_or_chain() {
    let good = result();
    assert!(!holds(good, 0x1235.try_into().unwrap(), KEY, SIGNATURE));
    assert!(!holds(good, worker(), KEY + 1, SIGNATURE));
    set_chain_id('SN_MAIN');
    assert!(!holds(good, worker(), KEY, SIGNATURE));
}

#[test]
fn zero_key_and_zero_signature_hold_for_nothing() {
    let (r, s) = SIGNATURE;
    assert!(!holds(result(), worker(), 0, SIGNATURE));
    assert!(!holds(result(), worker(), KEY, (0, 0)));
    assert!(!holds(result(), worker(), KEY, (r, 0)));
    assert!(!holds(result(), worker(), KEY, (0, s)));
}
