//! What accounts sign hashes to what starknet.js 8.9.2 computes for the same typed data on Sepolia,
//! signer 0x123.
use starknet::ContractAddress;
use starknet::account::Call;
use starknet::testing::set_chain_id;
use crate::interfaces::account::OutsideExecution;
use crate::logic::device_messages::{confirm_key_hash, revoke_session_hash};
use crate::logic::outside_execution::{CALL_TYPE_HASH, OUTSIDE_EXECUTION_TYPE_HASH, message_hash};

fn account() -> ContractAddress {
    set_chain_id('SN_SEPOLIA');
    0x123.try_into().unwrap()
}

fn outside_execution() -> OutsideExecution {
    let transfer = Call {
        to: 0x9.try_into().unwrap(), selector: selector!("transfer"), calldata: array![1, 2].span(),
    };
    let other = Call { to: 0xa.try_into().unwrap(), selector: 0xbeef, calldata: array![].span() };
    OutsideExecution {
        caller: 0x456.try_into().unwrap(),
        nonce: 7,
        execute_after: 100,
        execute_before: 200,
        calls: array![transfer, other].span(),
    }
}

#[test]
fn type_hashes_are_those_that_snip_9_prints() {
    assert_eq!(
        OUTSIDE_EXECUTION_TYPE_HASH,
        0x312b56c05a7965066ddbda31c016d8d05afc305071c0ca3cdc2192c3c2f1f0f,
    );
    assert_eq!(CALL_TYPE_HASH, 0x3635c7f2a7ba93844c0d064e18e487f35ab90f7c39d00f186a781fc3f0c2ca9);
}

#[test]
fn an_outside_execution_hashes_as_wallets_hash_it() {
    assert_eq!(
        message_hash(@outside_execution(), account()),
        0x5831c5ea5463bde6a4bbb775ca021340e43b4b635dee213e3154404f65c7cd4,
    );
}

#[test]
fn every_field_of_an_outside_execution_is_hashed() {
    let good = outside_execution();
    let hash = message_hash(@good, account());
    assert_ne!(message_hash(@good, 0x124.try_into().unwrap()), hash);
    assert_ne!(
        message_hash(@OutsideExecution { caller: 0x457.try_into().unwrap(), ..good }, account()),
        hash,
    );
    assert_ne!(message_hash(@OutsideExecution { nonce: 8, ..good }, account()), hash);
    assert_ne!(message_hash(@OutsideExecution { execute_after: 101, ..good }, account()), hash);
    assert_ne!(message_hash(@OutsideExecution { execute_before: 201, ..good }, account()), hash);
    assert_ne!(
        message_hash(@OutsideExecution { calls: good.calls.slice(0, 1), ..good }, account()), hash,
    );
    set_chain_id('SN_MAIN');
    assert_ne!(message_hash(@good, 0x123.try_into().unwrap()), hash);
}

#[test]
fn a_confirmation_hashes_as_wallets_hash_it() {
    assert_eq!(
        confirm_key_hash(account(), 0xabc, 3),
        0x15310d420e427f47627d0184d72e561f6a465ba5de4703e778ade9139cc3f48,
    );
}

#[test]
fn a_revocation_hashes_as_wallets_hash_it() {
    assert_eq!(
        revoke_session_hash(account(), 0xabc, 7),
        0x12b2f46c99b3a1efce1a9a01f9a68c278f22ef5da484c3fb5a35b2926d52027,
    );
}
