//! The history of a figure by time: what it was at the end of any past second.
use starknet::storage::{
    Map, Mutable, StoragePath, StoragePathEntry, StoragePointerReadAccess,
    StoragePointerWriteAccess,
};
use starknet::storage_access::StorePacking;

const TWO_POW_128: felt252 = 0x100000000000000000000000000000000;

/// `value` holds from the second `at` until the next checkpoint. Stored in one cell: a supply of
/// CIRO fits 128 bits.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Checkpoint {
    pub at: u64,
    pub value: u128,
}

pub impl CheckpointPacking of StorePacking<Checkpoint, felt252> {
    fn pack(value: Checkpoint) -> felt252 {
        value.at.into() * TWO_POW_128 + value.value.into()
    }

    fn unpack(value: felt252) -> Checkpoint {
        let cell: u256 = value.into();
        Checkpoint { at: cell.high.try_into().unwrap(), value: cell.low }
    }
}

/// Checkpoints in the order of time, strictly rising.
#[starknet::storage_node]
pub struct Trace {
    pub length: u64,
    pub points: Map<u64, Checkpoint>,
}

#[generate_trait]
pub impl TraceImpl of TraceTrait {
    /// The newest value; 0 before the first.
    fn latest(self: StoragePath<Trace>) -> u256 {
        let length = self.length.read();
        if length == 0 {
            0
        } else {
            self.points.entry(length - 1).read().value.into()
        }
    }

    /// The value at the end of second `at`, by binary search; 0 before the first checkpoint.
    fn at(self: StoragePath<Trace>, at: u64) -> u256 {
        // Invariant: points below `low` are not after `at`, points from `high` on are.
        let mut low = 0;
        let mut high = self.length.read();
        while low < high {
            let middle = (low + high) / 2;
            if self.points.entry(middle).read().at <= at {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if low == 0 {
            0
        } else {
            self.points.entry(low - 1).read().value.into()
        }
    }
}

#[generate_trait]
pub impl MutableTraceImpl of MutableTraceTrait {
    /// Records `value` from `now` on, which is never before the last checkpoint. A second value
    /// within one second replaces the first: only what a second ends with is ever seen. Panics when
    /// `value` has more than 128 bits.
    fn push(self: StoragePath<Mutable<Trace>>, now: u64, value: u256) {
        let point = Checkpoint { at: now, value: value.try_into().unwrap() };
        let length = self.length.read();
        if length != 0 && self.points.entry(length - 1).read().at == now {
            self.points.entry(length - 1).write(point);
        } else {
            self.points.entry(length).write(point);
            self.length.write(length + 1);
        }
    }
}
