//! AuditAnchor: what a gateway's journal held cannot be changed afterwards without anybody seeing
//! it.
//!
//! The history of a gateway is readable from events alone: `JournalOpened` and `BatchAnchored`
//! carry all that is stored, a batch's number follows the one before, its first record follows the
//! last one before, and it names the root before it.

pub mod Errors {
    pub const ZERO_RECORD: felt252 = 'ANCHOR: records begin with 1';
    pub const ZERO_HEAD: felt252 = 'ANCHOR: zero head';
    pub const SAME_HEAD: felt252 = 'ANCHOR: journal already open';
    pub const NO_JOURNAL: felt252 = 'ANCHOR: no journal';
    pub const NOT_NEXT_BATCH: felt252 = 'ANCHOR: not the next batch';
    pub const NOT_NEXT_RECORD: felt252 = 'ANCHOR: not the next record';
    pub const OTHER_ROOT: felt252 = 'ANCHOR: other previous root';
    pub const NO_RECORDS: felt252 = 'ANCHOR: no records';
    pub const ZERO_ROOT: felt252 = 'ANCHOR: zero root';
    pub const TOO_MANY: felt252 = 'ANCHOR: numbers are used up';
    pub const NO_BATCH: felt252 = 'ANCHOR: no such batch';
}

#[starknet::contract]
pub mod AuditAnchor {
    use core::num::traits::{CheckedAdd, Zero};
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::storage_access::StorePacking;
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address};
    use crate::interfaces::audit_anchor::{AnchoredBatch, IAuditAnchor, Progress};
    use crate::logic::merkle;
    use crate::logic::record_leaf::{record_leaf, record_number};
    use super::Errors;

    /// A batch but for its root: one cell.
    #[derive(Copy, Drop)]
    struct Place {
        first: u64,
        at: u64,
        count: u32,
        journal: u32,
    }

    /// Where a gateway stands but for its head: one cell.
    #[derive(Copy, Drop)]
    struct Position {
        batches: u64,
        next_record: u64,
        journal: u32,
    }

    const TWO_POW_64: felt252 = 0x10000000000000000;
    const TWO_POW_128: felt252 = 0x100000000000000000000000000000000;
    const TWO_POW_160: felt252 = 0x10000000000000000000000000000000000000000;

    impl PlacePacking of StorePacking<Place, felt252> {
        fn pack(value: Place) -> felt252 {
            value.first.into()
                + value.at.into() * TWO_POW_64
                + value.count.into() * TWO_POW_128
                + value.journal.into() * TWO_POW_160
        }

        fn unpack(value: felt252) -> Place {
            let value: u256 = value.into();
            let (at, first) = DivRem::div_rem(value.low, 0x10000000000000000);
            let (journal, count) = DivRem::div_rem(value.high, 0x100000000);
            Place {
                first: first.try_into().unwrap(),
                at: at.try_into().unwrap(),
                count: count.try_into().unwrap(),
                journal: journal.try_into().unwrap(),
            }
        }
    }

    impl PositionPacking of StorePacking<Position, felt252> {
        fn pack(value: Position) -> felt252 {
            value.batches.into()
                + value.next_record.into() * TWO_POW_64
                + value.journal.into() * TWO_POW_128
        }

        fn unpack(value: felt252) -> Position {
            let value: u256 = value.into();
            let (next_record, batches) = DivRem::div_rem(value.low, 0x10000000000000000);
            Position {
                batches: batches.try_into().unwrap(),
                next_record: next_record.try_into().unwrap(),
                journal: value.high.try_into().unwrap(),
            }
        }
    }

    #[storage]
    struct Storage {
        /// By gateway.
        positions: Map<ContractAddress, Position>,
        heads: Map<ContractAddress, felt252>,
        /// By gateway and batch number, from 1.
        places: Map<(ContractAddress, u64), Place>,
        roots: Map<(ContractAddress, u64), felt252>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        JournalOpened: JournalOpened,
        BatchAnchored: BatchAnchored,
    }

    /// Emitted when a gateway begins to anchor a journal; the one before it, if any, is set aside.
    #[derive(Drop, starknet::Event)]
    pub struct JournalOpened {
        #[key]
        pub gateway: ContractAddress,
        /// From 1.
        pub journal: u32,
        /// Number of the first record that will be anchored.
        pub first: u64,
        /// The hash chain's head before it.
        pub head: felt252,
    }

    /// Emitted when a batch is anchored.
    #[derive(Drop, starknet::Event)]
    pub struct BatchAnchored {
        #[key]
        pub gateway: ContractAddress,
        #[key]
        pub root: felt252,
        pub sequence: u64,
        pub journal: u32,
        pub first: u64,
        pub count: u32,
        pub previous_root: felt252,
        pub head: felt252,
        pub at: u64,
    }

    #[abi(embed_v0)]
    impl AuditAnchorImpl of IAuditAnchor<ContractState> {
        fn open_journal(ref self: ContractState, first: u64, head: felt252) {
            let gateway = get_caller_address();
            assert(first != 0, Errors::ZERO_RECORD);
            assert(head.is_non_zero(), Errors::ZERO_HEAD);
            assert(head != self.heads.entry(gateway).read(), Errors::SAME_HEAD);
            let position = self.positions.entry(gateway).read();
            let journal = position.journal + 1;
            self
                .positions
                .entry(gateway)
                .write(Position { journal, next_record: first, ..position });
            self.heads.entry(gateway).write(head);
            self.emit(JournalOpened { gateway, journal, first, head });
        }

        fn anchor(
            ref self: ContractState,
            sequence: u64,
            first: u64,
            count: u32,
            previous_root: felt252,
            root: felt252,
            head: felt252,
        ) {
            // 1. The history is the caller's own, whoever that is.
            let gateway = get_caller_address();
            let position = self.positions.entry(gateway).read();
            assert(position.journal != 0, Errors::NO_JOURNAL);
            // 2. It goes on exactly where it stands.
            assert(sequence == position.batches + 1, Errors::NOT_NEXT_BATCH);
            assert(first == position.next_record, Errors::NOT_NEXT_RECORD);
            assert(
                previous_root == self.roots.entry((gateway, position.batches)).read(),
                Errors::OTHER_ROOT,
            );
            // 3. There is something in it.
            assert(count != 0, Errors::NO_RECORDS);
            assert(root.is_non_zero(), Errors::ZERO_ROOT);
            assert(head.is_non_zero(), Errors::ZERO_HEAD);
            let next_record = first.checked_add(count.into()).expect(Errors::TOO_MANY);
            // 4. Written once.
            let at = get_block_timestamp();
            let journal = position.journal;
            self.places.entry((gateway, sequence)).write(Place { first, at, count, journal });
            self.roots.entry((gateway, sequence)).write(root);
            self
                .positions
                .entry(gateway)
                .write(Position { batches: sequence, next_record, journal });
            self.heads.entry(gateway).write(head);
            self
                .emit(
                    BatchAnchored {
                        gateway, root, sequence, journal, first, count, previous_root, head, at,
                    },
                );
        }

        fn progress(self: @ContractState, gateway: ContractAddress) -> Progress {
            let Position { batches, next_record, journal } = self.positions.entry(gateway).read();
            Progress {
                journal,
                batches,
                next_record,
                head: self.heads.entry(gateway).read(),
                root: self.roots.entry((gateway, batches)).read(),
            }
        }

        fn batch(self: @ContractState, gateway: ContractAddress, sequence: u64) -> AnchoredBatch {
            let root = self.roots.entry((gateway, sequence)).read();
            assert(root.is_non_zero(), Errors::NO_BATCH);
            let Place { first, at, count, journal } = self.places.entry((gateway, sequence)).read();
            AnchoredBatch { journal, first, count, at, root }
        }

        fn verify_inclusion(
            self: @ContractState,
            gateway: ContractAddress,
            sequence: u64,
            number: u64,
            record_leaf: felt252,
            path: Span<felt252>,
        ) -> bool {
            let batch = self.batch(gateway, sequence);
            merkle::includes(batch.root, record_leaf, number, batch.first, batch.count, path)
        }

        fn verify_record(
            self: @ContractState,
            gateway: ContractAddress,
            sequence: u64,
            words: Span<u32>,
            byte_count: u32,
            path: Span<felt252>,
        ) -> bool {
            let batch = self.batch(gateway, sequence);
            match (record_number(words, byte_count), record_leaf(words, byte_count)) {
                (
                    Some(number), Some(leaf),
                ) => merkle::includes(batch.root, leaf, number, batch.first, batch.count, path),
                _ => false,
            }
        }
    }
}
