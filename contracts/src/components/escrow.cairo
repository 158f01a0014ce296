//! CIRO that a contract holds for others: taken in, given back, paid out.
//!
//! What is taken is what arrived, measured by the balance; what goes out is taken off `held` first,
//! so that `held` can never be spent twice. Invariant: the contract's balance is at least `held`.
//! Who embeds it holds the reentrancy lock.

pub mod Errors {
    pub const ZERO_TOKEN: felt252 = 'ESCROW: zero token';
    pub const NOT_RECEIVED: felt252 = 'ESCROW: not received';
    pub const NOT_SENT: felt252 = 'ESCROW: not sent';
    pub const NOT_HELD: felt252 = 'ESCROW: not held';
}

#[starknet::component]
pub mod EscrowComponent {
    use core::num::traits::Zero;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_contract_address};
    use crate::constants::{BASIS_POINTS, PLATFORM_FEE_BPS};
    use crate::interfaces::escrow::IEscrow;
    use crate::interfaces::token::{
        IERC20Dispatcher, IERC20DispatcherTrait, IProtocolFeesDispatcher,
        IProtocolFeesDispatcherTrait,
    };
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub escrow_token: ContractAddress,
        pub escrow_held: u256,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {}

    #[embeddable_as(Escrow)]
    impl EscrowImpl<
        TContractState, +HasComponent<TContractState>,
    > of IEscrow<ComponentState<TContractState>> {
        fn escrow_token(self: @ComponentState<TContractState>) -> ContractAddress {
            self.escrow_token.read()
        }

        fn held(self: @ComponentState<TContractState>) -> u256 {
            self.escrow_held.read()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        fn initializer(ref self: ComponentState<TContractState>, token: ContractAddress) {
            assert(token.is_non_zero(), Errors::ZERO_TOKEN);
            self.escrow_token.write(token);
        }

        /// Takes `amount` from `from`, who has approved it.
        fn take(ref self: ComponentState<TContractState>, from: ContractAddress, amount: u256) {
            let token = IERC20Dispatcher { contract_address: self.escrow_token.read() };
            let this = get_contract_address();
            let before = token.balance_of(this);
            assert(token.transfer_from(from, this, amount), Errors::NOT_RECEIVED);
            assert(token.balance_of(this) == before + amount, Errors::NOT_RECEIVED);
            self.escrow_held.write(self.escrow_held.read() + amount);
        }

        /// Sends `amount` out without a fee: a refund, or a bond.
        fn give(ref self: ComponentState<TContractState>, to: ContractAddress, amount: u256) {
            if amount == 0 {
                return;
            }
            self.release(amount);
            self.send(to, amount);
        }

        /// Pays `amount` for work: the platform fee through the token's burn schedule, the rest to
        /// `to`. Returns the fee.
        fn pay(
            ref self: ComponentState<TContractState>, to: ContractAddress, amount: u256,
        ) -> u256 {
            let fee = amount * PLATFORM_FEE_BPS / BASIS_POINTS;
            self.release(amount);
            self.pay_fee(fee);
            self.send(to, amount - fee);
            fee
        }

        /// Gives `amount` to nobody: all of it is a protocol fee.
        fn forfeit(ref self: ComponentState<TContractState>, amount: u256) {
            self.release(amount);
            self.pay_fee(amount);
        }

        fn release(ref self: ComponentState<TContractState>, amount: u256) {
            let held = self.escrow_held.read();
            assert(held >= amount, Errors::NOT_HELD);
            self.escrow_held.write(held - amount);
        }

        fn send(ref self: ComponentState<TContractState>, to: ContractAddress, amount: u256) {
            let token = IERC20Dispatcher { contract_address: self.escrow_token.read() };
            assert(token.transfer(to, amount), Errors::NOT_SENT);
        }

        fn pay_fee(ref self: ComponentState<TContractState>, fee: u256) {
            if fee != 0 {
                IProtocolFeesDispatcher { contract_address: self.escrow_token.read() }
                    .pay_protocol_fee(fee);
            }
        }
    }
}
