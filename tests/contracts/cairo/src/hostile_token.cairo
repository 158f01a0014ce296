//! A token that betrays whoever holds it: it refuses without a panic, calls back in the middle of a
//! transfer, claims to have sent what it never sent. It keeps no balances; whatever is moved is
//! simply said to have moved.
use starknet::ContractAddress;

#[starknet::interface]
pub trait IHostileToken<TState> {
    /// From now on transfers return false.
    fn refuse(ref self: TState);
    /// From now on a transfer calls this entry point of whoever asked for it, with one u256.
    fn reenter(ref self: TState, selector: felt252, amount: u256);
    /// Calls anything, as the token.
    fn relay(ref self: TState, to: ContractAddress, selector: felt252, calldata: Span<felt252>);
    fn transfer(ref self: TState, recipient: ContractAddress, amount: u256) -> bool;
    fn transfer_from(
        ref self: TState, sender: ContractAddress, recipient: ContractAddress, amount: u256,
    ) -> bool;
    fn balance_of(self: @TState, account: ContractAddress) -> u256;
    fn burn(ref self: TState, amount: u256);
    fn treasury(self: @TState) -> ContractAddress;
}

#[starknet::contract]
pub mod HostileToken {
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::syscalls::call_contract_syscall;
    use starknet::{ContractAddress, SyscallResultTrait, get_caller_address, get_contract_address};

    #[storage]
    struct Storage {
        refuses: bool,
        selector: felt252,
        amount: u256,
    }

    #[abi(embed_v0)]
    impl HostileTokenImpl of super::IHostileToken<ContractState> {
        fn refuse(ref self: ContractState) {
            self.refuses.write(true);
        }

        fn reenter(ref self: ContractState, selector: felt252, amount: u256) {
            self.selector.write(selector);
            self.amount.write(amount);
        }

        fn relay(
            ref self: ContractState,
            to: ContractAddress,
            selector: felt252,
            calldata: Span<felt252>,
        ) {
            call_contract_syscall(to, selector, calldata).unwrap_syscall();
        }

        fn transfer(ref self: ContractState, recipient: ContractAddress, amount: u256) -> bool {
            self.strike()
        }

        fn transfer_from(
            ref self: ContractState,
            sender: ContractAddress,
            recipient: ContractAddress,
            amount: u256,
        ) -> bool {
            self.strike()
        }

        fn balance_of(self: @ContractState, account: ContractAddress) -> u256 {
            0
        }

        fn burn(ref self: ContractState, amount: u256) {}

        fn treasury(self: @ContractState) -> ContractAddress {
            get_contract_address()
        }
    }

    #[generate_trait]
    impl InternalImpl of InternalTrait {
        fn strike(ref self: ContractState) -> bool {
            let selector = self.selector.read();
            if selector != 0 {
                let amount = self.amount.read();
                let calldata = array![amount.low.into(), amount.high.into()];
                call_contract_syscall(get_caller_address(), selector, calldata.span())
                    .unwrap_syscall();
            }
            !self.refuses.read()
        }
    }
}
