//! What is packed into one cell comes out as it went in, at the bounds of each field too.
use starknet::storage_access::StorePacking;
use crate::components::checkpoints::{Checkpoint, CheckpointPacking};
use crate::logic::capability_statement::{Resources, ResourcesPacking};
use crate::logic::worker_records::{
    FrameworkVersion, FrameworkVersionPacking, Presence, PresencePacking, Unstaking,
    UnstakingPacking,
};

const BIG: u64 = 0xffffffffffffffff;
const LARGEST: u32 = 0xffffffff;

fn round_trip<T, P, +StorePacking<T, P>, +Copy<T>, +Drop<T>, +Drop<P>, +PartialEq<T>>(value: T) {
    assert!(StorePacking::<T, P>::unpack(StorePacking::<T, P>::pack(value)) == value);
}

#[test]
fn presence_keeps_each_field_apart() {
    round_trip(Presence { last_heartbeat: BIG, busy_since: 0, reported: BIG, open_jobs: 0 });
    round_trip(Presence { last_heartbeat: 0, busy_since: BIG, reported: 0, open_jobs: LARGEST });
    round_trip(Presence { last_heartbeat: 1, busy_since: 2, reported: 3, open_jobs: 4 });
}

#[test]
fn unstaking_keeps_each_field_apart() {
    round_trip(Unstaking { amount: core::num::traits::Bounded::MAX, unlock_at: 0 });
    round_trip(Unstaking { amount: 1, unlock_at: BIG });
}

#[test]
fn framework_version_keeps_each_field_apart() {
    round_trip(FrameworkVersion { valid_from: BIG, version: 0 });
    round_trip(FrameworkVersion { valid_from: 1, version: BIG });
}

#[test]
fn checkpoint_keeps_each_field_apart() {
    round_trip(Checkpoint { at: BIG, value: 0 });
    round_trip(Checkpoint { at: 1, value: core::num::traits::Bounded::MAX });
}

#[test]
fn resources_keep_each_field_apart() {
    round_trip(
        Resources {
            flags: BIG, gpu_memory: 0, cpu_cores: LARGEST, ram: 0, storage: LARGEST, bandwidth: 0,
        },
    );
    round_trip(
        Resources {
            flags: 0,
            gpu_memory: LARGEST,
            cpu_cores: 0,
            ram: LARGEST,
            storage: 0,
            bandwidth: LARGEST,
        },
    );
    round_trip(
        Resources { flags: 1, gpu_memory: 2, cpu_cores: 3, ram: 4, storage: 5, bandwidth: 6 },
    );
}
