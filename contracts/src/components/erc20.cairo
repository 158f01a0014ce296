//! The core of ERC-20: balances, allowances, transfers, mint and burn as internal steps with one
//! hook.

pub mod Errors {
    pub const FROM_ZERO: felt252 = 'ERC20: from the zero address';
    pub const TO_ZERO: felt252 = 'ERC20: to the zero address';
    pub const INSUFFICIENT_BALANCE: felt252 = 'ERC20: insufficient balance';
    pub const INSUFFICIENT_ALLOWANCE: felt252 = 'ERC20: insufficient allowance';
}

#[starknet::component]
pub mod ERC20Component {
    use core::num::traits::{Bounded, Zero};
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_caller_address};
    use crate::interfaces::token::{IERC20, IERC20Camel};
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub erc20_name: ByteArray,
        pub erc20_symbol: ByteArray,
        pub erc20_supply: u256,
        pub erc20_balances: Map<ContractAddress, u256>,
        pub erc20_allowances: Map<(ContractAddress, ContractAddress), u256>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Transfer: Transfer,
        Approval: Approval,
    }

    /// Emitted when `value` moves; from zero when minted, to zero when burnt.
    #[derive(Drop, starknet::Event)]
    pub struct Transfer {
        #[key]
        pub from: ContractAddress,
        #[key]
        pub to: ContractAddress,
        pub value: u256,
    }

    /// Emitted when the allowance of `spender` over the tokens of `owner` becomes `value`.
    #[derive(Drop, starknet::Event)]
    pub struct Approval {
        #[key]
        pub owner: ContractAddress,
        #[key]
        pub spender: ContractAddress,
        pub value: u256,
    }

    /// Called after every change of balances (mint from zero, burn to zero), for instance to move
    /// voting units.
    pub trait HooksTrait<TContractState> {
        fn after_update(
            ref self: ComponentState<TContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        );
    }

    #[embeddable_as(ERC20)]
    impl ERC20Impl<
        TContractState,
        +HasComponent<TContractState>,
        +HooksTrait<TContractState>,
        +Drop<TContractState>,
    > of IERC20<ComponentState<TContractState>> {
        fn name(self: @ComponentState<TContractState>) -> ByteArray {
            self.erc20_name.read()
        }

        fn symbol(self: @ComponentState<TContractState>) -> ByteArray {
            self.erc20_symbol.read()
        }

        fn decimals(self: @ComponentState<TContractState>) -> u8 {
            18
        }

        fn total_supply(self: @ComponentState<TContractState>) -> u256 {
            self.erc20_supply.read()
        }

        fn balance_of(self: @ComponentState<TContractState>, account: ContractAddress) -> u256 {
            self.erc20_balances.entry(account).read()
        }

        fn allowance(
            self: @ComponentState<TContractState>, owner: ContractAddress, spender: ContractAddress,
        ) -> u256 {
            self.erc20_allowances.entry((owner, spender)).read()
        }

        fn transfer(
            ref self: ComponentState<TContractState>, recipient: ContractAddress, amount: u256,
        ) -> bool {
            self.move(get_caller_address(), recipient, amount);
            true
        }

        fn transfer_from(
            ref self: ComponentState<TContractState>,
            sender: ContractAddress,
            recipient: ContractAddress,
            amount: u256,
        ) -> bool {
            self.spend_allowance(sender, get_caller_address(), amount);
            self.move(sender, recipient, amount);
            true
        }

        fn approve(
            ref self: ComponentState<TContractState>, spender: ContractAddress, amount: u256,
        ) -> bool {
            self.set_allowance(get_caller_address(), spender, amount);
            true
        }
    }

    #[embeddable_as(ERC20Camel)]
    impl ERC20CamelImpl<
        TContractState,
        +HasComponent<TContractState>,
        +HooksTrait<TContractState>,
        +Drop<TContractState>,
    > of IERC20Camel<ComponentState<TContractState>> {
        fn totalSupply(self: @ComponentState<TContractState>) -> u256 {
            ERC20Impl::total_supply(self)
        }

        fn balanceOf(self: @ComponentState<TContractState>, account: ContractAddress) -> u256 {
            ERC20Impl::balance_of(self, account)
        }

        fn transferFrom(
            ref self: ComponentState<TContractState>,
            sender: ContractAddress,
            recipient: ContractAddress,
            amount: u256,
        ) -> bool {
            ERC20Impl::transfer_from(ref self, sender, recipient, amount)
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        +HooksTrait<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn initializer(
            ref self: ComponentState<TContractState>, name: ByteArray, symbol: ByteArray,
        ) {
            self.erc20_name.write(name);
            self.erc20_symbol.write(symbol);
        }

        fn move(
            ref self: ComponentState<TContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        ) {
            assert(from.is_non_zero(), Errors::FROM_ZERO);
            assert(to.is_non_zero(), Errors::TO_ZERO);
            self.update(from, to, amount);
        }

        fn mint(ref self: ComponentState<TContractState>, to: ContractAddress, amount: u256) {
            assert(to.is_non_zero(), Errors::TO_ZERO);
            self.update(Zero::zero(), to, amount);
        }

        fn burn_from(
            ref self: ComponentState<TContractState>, from: ContractAddress, amount: u256,
        ) {
            assert(from.is_non_zero(), Errors::FROM_ZERO);
            self.update(from, Zero::zero(), amount);
        }

        /// The one place where balances and supply change.
        fn update(
            ref self: ComponentState<TContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        ) {
            if from.is_zero() {
                self.erc20_supply.write(self.erc20_supply.read() + amount);
            } else {
                let balance = self.erc20_balances.entry(from).read();
                assert(balance >= amount, Errors::INSUFFICIENT_BALANCE);
                self.erc20_balances.entry(from).write(balance - amount);
            }
            if to.is_zero() {
                self.erc20_supply.write(self.erc20_supply.read() - amount);
            } else {
                self.erc20_balances.entry(to).write(self.erc20_balances.entry(to).read() + amount);
            }
            self.emit(Transfer { from, to, value: amount });
            HooksTrait::after_update(ref self, from, to, amount);
        }

        fn set_allowance(
            ref self: ComponentState<TContractState>,
            owner: ContractAddress,
            spender: ContractAddress,
            amount: u256,
        ) {
            assert(spender.is_non_zero(), Errors::TO_ZERO);
            self.erc20_allowances.entry((owner, spender)).write(amount);
            self.emit(Approval { owner, spender, value: amount });
        }

        /// An unlimited allowance (2^256 - 1) is not consumed.
        fn spend_allowance(
            ref self: ComponentState<TContractState>,
            owner: ContractAddress,
            spender: ContractAddress,
            amount: u256,
        ) {
            let allowed = self.erc20_allowances.entry((owner, spender)).read();
            if allowed != Bounded::MAX {
                assert(allowed >= amount, Errors::INSUFFICIENT_ALLOWANCE);
                self.erc20_allowances.entry((owner, spender)).write(allowed - amount);
                self.emit(Approval { owner, spender, value: allowed - amount });
            }
        }
    }
}
