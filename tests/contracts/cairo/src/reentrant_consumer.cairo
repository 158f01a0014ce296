//! A consumer of results that, while it is told one, makes a call of its owner's choice; or none,
//! once it is calm.
use starknet::ContractAddress;

#[starknet::interface]
pub trait IReentrantConsumer<TState> {
    /// What to call while being told.
    fn arm(ref self: TState, to: ContractAddress, selector: felt252, calldata: Span<felt252>);
    fn calm(ref self: TState);
    /// How often it was told, and the last output.
    fn told(self: @TState) -> (u32, felt252);
}

#[starknet::contract]
pub mod ReentrantConsumer {
    use ciro::interfaces::job_manager::IResultConsumer;
    use core::num::traits::Zero;
    use starknet::storage::{
        MutableVecTrait, StoragePointerReadAccess, StoragePointerWriteAccess, Vec, VecTrait,
    };
    use starknet::{ContractAddress, SyscallResultTrait};

    #[storage]
    struct Storage {
        to: ContractAddress,
        selector: felt252,
        calldata: Vec<felt252>,
        count: u32,
        last: felt252,
    }

    #[abi(embed_v0)]
    impl Consumer of IResultConsumer<ContractState> {
        fn on_result(
            ref self: ContractState,
            job_id: felt252,
            model: felt252,
            input_digest: felt252,
            output_digest: felt252,
        ) {
            self.count.write(self.count.read() + 1);
            self.last.write(output_digest);
            let to = self.to.read();
            if to.is_non_zero() {
                let mut calldata = array![];
                for place in 0..self.calldata.len() {
                    calldata.append(self.calldata.at(place).read());
                }
                starknet::syscalls::call_contract_syscall(to, self.selector.read(), calldata.span())
                    .unwrap_syscall();
            }
        }
    }

    #[abi(embed_v0)]
    impl ReentrantConsumerImpl of super::IReentrantConsumer<ContractState> {
        fn arm(
            ref self: ContractState,
            to: ContractAddress,
            selector: felt252,
            calldata: Span<felt252>,
        ) {
            self.to.write(to);
            self.selector.write(selector);
            for value in calldata {
                self.calldata.push(*value);
            }
        }

        fn calm(ref self: ContractState) {
            self.to.write(Zero::zero());
        }

        fn told(self: @ContractState) -> (u32, felt252) {
            (self.count.read(), self.last.read())
        }
    }
}
