//! CIRO that a contract holds for others. What comes in and goes out is counted here, so that the
//! contract never pays out what it holds for somebody else, and one number says what it owes. Every
//! movement is under the reentrancy lock; callers write their own state before.

pub mod Errors {
    pub const ZERO_TOKEN: felt252 = 'CUSTODY: zero token';
    pub const TRANSFER_FAILED: felt252 = 'CUSTODY: transfer failed';
    pub const NOT_RECEIVED: felt252 = 'CUSTODY: not received';
    pub const AMOUNT_TOO_LARGE: felt252 = 'CUSTODY: amount too large';
}

/// Amounts are kept in one storage cell each; 2^128 is 3·10^11 times the supply.
pub fn narrow(amount: u256) -> u128 {
    amount.try_into().expect(Errors::AMOUNT_TOO_LARGE)
}

#[starknet::component]
pub mod CustodyComponent {
    use core::num::traits::Zero;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_contract_address};
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reentrancy::ReentrancyComponent::InternalTrait as ReentrancyInternalTrait;
    use crate::interfaces::token::{
        IERC20Dispatcher, IERC20DispatcherTrait, IProtocolFeesDispatcher,
        IProtocolFeesDispatcherTrait,
    };
    use crate::logic::slashing::{Split, split};
    use super::{Errors, narrow};

    #[storage]
    pub struct Storage {
        pub custody_token: ContractAddress,
        pub custody_owed: u128,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        CustodyOf: CustodyOf,
    }

    /// Emitted by the constructor: the token that is held.
    #[derive(Drop, starknet::Event)]
    pub struct CustodyOf {
        pub token: ContractAddress,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// The token is fixed for the life of the contract.
        fn initializer(ref self: ComponentState<TContractState>, token: ContractAddress) {
            assert(token.is_non_zero(), Errors::ZERO_TOKEN);
            self.custody_token.write(token);
            self.emit(CustodyOf { token });
        }

        fn token(self: @ComponentState<TContractState>) -> ContractAddress {
            self.custody_token.read()
        }

        /// What the contract holds for others, in 10^-18 CIRO. Its balance is never less.
        fn owed(self: @ComponentState<TContractState>) -> u256 {
            self.custody_owed.read().into()
        }

        /// Takes `amount` from `from`, who has approved it.
        fn take_in(ref self: ComponentState<TContractState>, from: ContractAddress, amount: u256) {
            self.custody_owed.write(self.custody_owed.read() + narrow(amount));
            self.lock();
            let token = IERC20Dispatcher { contract_address: self.custody_token.read() };
            assert(
                token.transfer_from(from, get_contract_address(), amount), Errors::TRANSFER_FAILED,
            );
            self.unlock();
        }

        /// Counts `amount` that has been sent here already; refuses when it is not there.
        fn acknowledge(ref self: ComponentState<TContractState>, amount: u256) {
            let owed = self.custody_owed.read() + narrow(amount);
            self.custody_owed.write(owed);
            let token = IERC20Dispatcher { contract_address: self.custody_token.read() };
            assert(token.balance_of(get_contract_address()) >= owed.into(), Errors::NOT_RECEIVED);
        }

        /// Pays `amount` to `to`.
        fn pay_out(ref self: ComponentState<TContractState>, to: ContractAddress, amount: u256) {
            self.release(amount);
            self.lock();
            self.send(to, amount);
            self.unlock();
        }

        /// Moves a forfeited amount: 50 % to `winner`, 30 % burnt, 20 % to the treasury. Without a
        /// winner its part is burnt.
        fn distribute(
            ref self: ComponentState<TContractState>, amount: u256, winner: Option<ContractAddress>,
        ) -> Split {
            let parts = split(amount, winner.is_some());
            if amount == 0 {
                return parts;
            }
            self.release(amount);
            self.lock();
            if let Some(winner) = winner {
                self.send(winner, parts.challenger);
            }
            let fees = IProtocolFeesDispatcher { contract_address: self.custody_token.read() };
            if parts.burnt != 0 {
                fees.burn(parts.burnt);
            }
            self.send(fees.treasury(), parts.treasury);
            self.unlock();
            parts
        }

        /// What is not held for others cannot be paid out, whatever a caller believes: the last
        /// wall before the balance.
        fn release(ref self: ComponentState<TContractState>, amount: u256) {
            self.custody_owed.write(self.custody_owed.read() - narrow(amount));
        }

        fn send(self: @ComponentState<TContractState>, to: ContractAddress, amount: u256) {
            if amount != 0 {
                let token = IERC20Dispatcher { contract_address: self.custody_token.read() };
                assert(token.transfer(to, amount), Errors::TRANSFER_FAILED);
            }
        }

        fn lock(ref self: ComponentState<TContractState>) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
        }

        fn unlock(ref self: ComponentState<TContractState>) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }
    }
}
