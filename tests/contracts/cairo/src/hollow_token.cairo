//! A token that lies: it says that it moved what it did not, or says that it did not.
#[starknet::interface]
pub trait IHollowToken<TState> {
    /// 'honest', 'refuses in', 'moves nothing in', 'refuses out'.
    fn behave(ref self: TState, manner: felt252);
    fn approve(ref self: TState, spender: starknet::ContractAddress, amount: u256) -> bool;
    fn balance_of(self: @TState, account: starknet::ContractAddress) -> u256;
    fn transfer(ref self: TState, recipient: starknet::ContractAddress, amount: u256) -> bool;
    fn transfer_from(
        ref self: TState,
        sender: starknet::ContractAddress,
        recipient: starknet::ContractAddress,
        amount: u256,
    ) -> bool;
}

#[starknet::contract]
pub mod HollowToken {
    use starknet::ContractAddress;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };

    #[storage]
    struct Storage {
        manner: felt252,
        balances: Map<ContractAddress, u256>,
    }

    #[abi(embed_v0)]
    impl HollowTokenImpl of super::IHollowToken<ContractState> {
        fn behave(ref self: ContractState, manner: felt252) {
            self.manner.write(manner);
        }

        fn approve(ref self: ContractState, spender: ContractAddress, amount: u256) -> bool {
            true
        }

        fn balance_of(self: @ContractState, account: ContractAddress) -> u256 {
            self.balances.entry(account).read()
        }

        fn transfer(ref self: ContractState, recipient: ContractAddress, amount: u256) -> bool {
            self.manner.read() != 'refuses out'
        }

        fn transfer_from(
            ref self: ContractState,
            sender: ContractAddress,
            recipient: ContractAddress,
            amount: u256,
        ) -> bool {
            if self.manner.read() == 'refuses in' {
                return false;
            }
            if self.manner.read() != 'moves nothing in' {
                let balance = self.balances.entry(recipient);
                balance.write(balance.read() + amount);
            }
            true
        }
    }
}
