//! An account that checks nothing: whatever is submitted counts as executed, and on the way it
//! makes one call of its owner's choice, such as back into whoever called it.
use starknet::ContractAddress;

#[starknet::interface]
pub trait ICarelessAccount<TState> {
    /// What `execute_from_outside_v2` calls instead of the calls that it is given; nothing when
    /// `to` is zero.
    fn call_back(
        ref self: TState, to: ContractAddress, selector: felt252, calldata: Array<felt252>,
    );
}

#[starknet::contract]
pub mod CarelessAccount {
    use ciro::interfaces::account::{ISRC9V2, OutsideExecution};
    use core::num::traits::Zero;
    use starknet::storage::{
        MutableVecTrait, StoragePointerReadAccess, StoragePointerWriteAccess, Vec,
    };
    use starknet::{ContractAddress, SyscallResultTrait};

    #[storage]
    struct Storage {
        to: ContractAddress,
        selector: felt252,
        calldata: Vec<felt252>,
    }

    #[abi(embed_v0)]
    impl CarelessAccountImpl of super::ICarelessAccount<ContractState> {
        fn call_back(
            ref self: ContractState,
            to: ContractAddress,
            selector: felt252,
            calldata: Array<felt252>,
        ) {
            self.to.write(to);
            self.selector.write(selector);
            for felt in calldata {
                self.calldata.push(felt);
            }
        }
    }

    #[abi(embed_v0)]
    impl SRC9V2 of ISRC9V2<ContractState> {
        fn execute_from_outside_v2(
            ref self: ContractState, outside_execution: OutsideExecution, signature: Span<felt252>,
        ) -> Array<Span<felt252>> {
            let to = self.to.read();
            if to.is_zero() {
                return array![];
            }
            let mut calldata = array![];
            for index in 0..self.calldata.len() {
                calldata.append(self.calldata.at(index).read());
            }
            array![
                starknet::syscalls::call_contract_syscall(to, self.selector.read(), calldata.span())
                    .unwrap_syscall(),
            ]
        }

        fn is_valid_outside_execution_nonce(self: @ContractState, nonce: felt252) -> bool {
            true
        }
    }
}
