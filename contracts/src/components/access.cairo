//! Roles held by addresses; every role is granted and revoked by a holder of `ADMIN`.
//!
//! The deployer holds `ADMIN` only while it wires the contracts together; the deploy recipe then
//! grants it to the governor and renounces its own, and `ciro chain verify` checks that nobody else
//! holds it.

pub const ADMIN: felt252 = 'ADMIN';
/// May stop new obligations in an emergency; takes nothing and changes no rule.
pub const GUARDIAN: felt252 = 'GUARDIAN';
/// Writes the price of CIRO.
pub const ORACLE: felt252 = 'ORACLE';

pub mod Errors {
    pub const MISSING_ROLE: felt252 = 'ACCESS: missing role';
    pub const ZERO_ACCOUNT: felt252 = 'ACCESS: zero account';
}

#[starknet::component]
pub mod AccessComponent {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_caller_address};
    use crate::interfaces::access::IAccess;
    use super::{ADMIN, Errors};

    #[storage]
    pub struct Storage {
        pub access_roles: Map<(felt252, ContractAddress), bool>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        RoleGranted: RoleGranted,
        RoleRevoked: RoleRevoked,
    }

    /// Emitted when `account` did not hold `role` and now does.
    #[derive(Drop, starknet::Event)]
    pub struct RoleGranted {
        #[key]
        pub role: felt252,
        #[key]
        pub account: ContractAddress,
        pub by: ContractAddress,
    }

    /// Emitted when `account` held `role` and no longer does.
    #[derive(Drop, starknet::Event)]
    pub struct RoleRevoked {
        #[key]
        pub role: felt252,
        #[key]
        pub account: ContractAddress,
        pub by: ContractAddress,
    }

    #[embeddable_as(Access)]
    impl AccessImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of IAccess<ComponentState<TContractState>> {
        fn has_role(
            self: @ComponentState<TContractState>, role: felt252, account: ContractAddress,
        ) -> bool {
            self.access_roles.entry((role, account)).read()
        }

        fn grant_role(
            ref self: ComponentState<TContractState>, role: felt252, account: ContractAddress,
        ) {
            self.assert_only(ADMIN);
            self.give(role, account);
        }

        fn revoke_role(
            ref self: ComponentState<TContractState>, role: felt252, account: ContractAddress,
        ) {
            self.assert_only(ADMIN);
            self.take(role, account);
        }

        fn renounce_role(ref self: ComponentState<TContractState>, role: felt252) {
            self.take(role, get_caller_address());
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn initializer(ref self: ComponentState<TContractState>, admin: ContractAddress) {
            self.give(ADMIN, admin);
        }

        fn assert_only(self: @ComponentState<TContractState>, role: felt252) {
            assert(
                self.access_roles.entry((role, get_caller_address())).read(), Errors::MISSING_ROLE,
            );
        }

        fn give(ref self: ComponentState<TContractState>, role: felt252, account: ContractAddress) {
            assert(account.is_non_zero(), Errors::ZERO_ACCOUNT);
            let held = self.access_roles.entry((role, account));
            if !held.read() {
                held.write(true);
                self.emit(RoleGranted { role, account, by: get_caller_address() });
            }
        }

        fn take(ref self: ComponentState<TContractState>, role: felt252, account: ContractAddress) {
            let held = self.access_roles.entry((role, account));
            if held.read() {
                held.write(false);
                self.emit(RoleRevoked { role, account, by: get_caller_address() });
            }
        }
    }
}
