//! A token to pay fees with: anybody mints, and it can be told to refuse transfers by returning
//! false, as some tokens do.

#[starknet::interface]
pub trait IFeeToken<TState> {
    fn mint(ref self: TState, to: starknet::ContractAddress, amount: u256);
    fn refuse_transfers(ref self: TState, refuse: bool);
    fn balance_of(self: @TState, account: starknet::ContractAddress) -> u256;
    fn transfer(ref self: TState, recipient: starknet::ContractAddress, amount: u256) -> bool;
    fn transfer_from(
        ref self: TState,
        sender: starknet::ContractAddress,
        recipient: starknet::ContractAddress,
        amount: u256,
    ) -> bool;
    fn approve(ref self: TState, spender: starknet::ContractAddress, amount: u256) -> bool;
}

#[starknet::contract]
pub mod FeeToken {
    use ciro::components::erc20::ERC20Component;
    use starknet::storage::{StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_caller_address};

    component!(path: ERC20Component, storage: erc20, event: ERC20Event);


    impl ERC20Internal = ERC20Component::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        refuses: bool,
        #[substorage(v0)]
        erc20: ERC20Component::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        #[flat]
        ERC20Event: ERC20Component::Event,
    }

    impl Hooks of ERC20Component::HooksTrait<ContractState> {
        fn after_update(
            ref self: ERC20Component::ComponentState<ContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        ) {}
    }

    #[abi(embed_v0)]
    impl FeeTokenImpl of super::IFeeToken<ContractState> {
        fn mint(ref self: ContractState, to: ContractAddress, amount: u256) {
            self.erc20.mint(to, amount);
        }

        fn refuse_transfers(ref self: ContractState, refuse: bool) {
            self.refuses.write(refuse);
        }

        fn balance_of(self: @ContractState, account: ContractAddress) -> u256 {
            self.erc20.erc20_balances.entry(account).read()
        }

        fn transfer(ref self: ContractState, recipient: ContractAddress, amount: u256) -> bool {
            if self.refuses.read() {
                return false;
            }
            self.erc20.move(get_caller_address(), recipient, amount);
            true
        }

        fn transfer_from(
            ref self: ContractState,
            sender: ContractAddress,
            recipient: ContractAddress,
            amount: u256,
        ) -> bool {
            if self.refuses.read() {
                return false;
            }
            self.erc20.spend_allowance(sender, get_caller_address(), amount);
            self.erc20.move(sender, recipient, amount);
            true
        }

        fn approve(ref self: ContractState, spender: ContractAddress, amount: u256) -> bool {
            self.erc20.set_allowance(get_caller_address(), spender, amount);
            true
        }
    }
}
