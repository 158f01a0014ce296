//! What the harness tests itself with: roles, an event, every kind of argument.
use starknet::ContractAddress;

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Pair {
    pub left: u256,
    pub right: Option<u8>,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub enum Shape {
    Point,
    Line: u64,
}

#[starknet::interface]
pub trait ICounter<TState> {
    fn value(self: @TState) -> u64;
    fn time(self: @TState) -> u64;
    fn owner(self: @TState) -> ContractAddress;
    fn add(ref self: TState, amount: u64);
    /// Returns every argument as it came in.
    fn echo(
        self: @TState,
        word: felt252,
        text: ByteArray,
        pairs: Array<Pair>,
        shape: Shape,
        fixed: [u8; 3],
        signed: i32,
        tuple: (bool, u128),
        addresses: Span<ContractAddress>,
    ) -> (
        felt252, ByteArray, Array<Pair>, Shape, [u8; 3], i32, (bool, u128), Span<ContractAddress>,
    );
}

pub mod Errors {
    pub const NOT_OWNER: felt252 = 'COUNTER: not the owner';
    pub const ZERO: felt252 = 'COUNTER: zero amount';
}

#[starknet::contract]
pub mod Counter {
    use ciro::components::access::AccessComponent;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address};
    use super::{Errors, Pair, Shape};

    component!(path: AccessComponent, storage: access, event: AccessEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    impl AccessInternal = AccessComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        value: u64,
        owner: ContractAddress,
        #[substorage(v0)]
        access: AccessComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        Added: Added,
        #[flat]
        AccessEvent: AccessComponent::Event,
    }

    #[derive(Drop, starknet::Event)]
    struct Added {
        #[key]
        by: ContractAddress,
        amount: u64,
        pair: Pair,
    }

    #[constructor]
    fn constructor(ref self: ContractState, owner: ContractAddress, start: u64) {
        self.owner.write(owner);
        self.value.write(start);
        self.access.initializer(owner);
    }

    #[abi(embed_v0)]
    impl CounterImpl of super::ICounter<ContractState> {
        fn value(self: @ContractState) -> u64 {
            self.value.read()
        }

        fn time(self: @ContractState) -> u64 {
            get_block_timestamp()
        }

        fn owner(self: @ContractState) -> ContractAddress {
            self.owner.read()
        }

        fn add(ref self: ContractState, amount: u64) {
            assert(get_caller_address() == self.owner.read(), Errors::NOT_OWNER);
            assert(amount != 0, Errors::ZERO);
            self.value.write(self.value.read() + amount);
            self
                .emit(
                    Added {
                        by: get_caller_address(),
                        amount,
                        pair: Pair { left: amount.into(), right: Some(7) },
                    },
                );
        }

        fn echo(
            self: @ContractState,
            word: felt252,
            text: ByteArray,
            pairs: Array<Pair>,
            shape: Shape,
            fixed: [u8; 3],
            signed: i32,
            tuple: (bool, u128),
            addresses: Span<ContractAddress>,
        ) -> (
            felt252,
            ByteArray,
            Array<Pair>,
            Shape,
            [u8; 3],
            i32,
            (bool, u128),
            Span<ContractAddress>,
        ) {
            (word, text, pairs, shape, fixed, signed, tuple, addresses)
        }
    }
}
