//! DeviceAccount: the account of a gateway or a device, whose hot key can only settle.
//!
//! Two kinds of signature, told apart by their length, in transactions and in outside executions
//! alike:
//!
//!     (r, s)                  the owner's key: everything, declaring and deploying included
//!     (session key, r, s)     a session key: what it was granted, and never a call to the account
//!     itself
//!
//! A session's calls are counted in `__validate__`. There a count stays even when the transaction
//! then reverts; in `__execute__` it would be undone while the fee is not, and a stolen key could
//! burn fees without end by calls that fail.
//! For the same reason a session bids at most its `max_fee` a transaction, and a transaction
//! without calls is refused. In `__validate__` the clock is rounded down to the hour, so
//! `__execute__` looks at the expiry again.

pub const SRC6_ID: felt252 = 0x2ceccef7f994940b3962a6c67e0ba4fcd37df7d131417c604f91e03caecc1cd;

pub mod Errors {
    pub const NOT_PROTOCOL: felt252 = 'ACCOUNT: not the protocol';
    pub const OLD_TRANSACTION: felt252 = 'ACCOUNT: transaction version';
    pub const BAD_SIGNATURE: felt252 = 'ACCOUNT: invalid signature';
}

#[starknet::contract(account)]
pub mod DeviceAccount {
    use core::num::traits::Zero;
    use starknet::account::Call;
    use starknet::{ContractAddress, TxInfo, VALIDATED, get_caller_address, get_tx_info};
    use crate::components::outside_execution::{
        OutsideAuthority, OutsideExecutionComponent, SRC9_V2_ID, execute_calls,
    };
    use crate::components::owner_key::OwnerKeyComponent;
    use crate::components::session_keys::SessionKeysComponent;
    use crate::components::src5::SRC5_ID;
    use crate::interfaces::account::{IDeviceAccountDeployment, ISRC5, ISRC6};
    use crate::logic::fee_bound::{base_version, fee_bound};
    use super::{Errors, SRC6_ID};

    component!(path: OwnerKeyComponent, storage: owner, event: OwnerKeyEvent);
    component!(path: SessionKeysComponent, storage: sessions, event: SessionKeysEvent);
    component!(path: OutsideExecutionComponent, storage: outside, event: OutsideExecutionEvent);

    #[abi(embed_v0)]
    impl OwnerKey = OwnerKeyComponent::OwnerKey<ContractState>;
    impl OwnerKeyInternal = OwnerKeyComponent::InternalImpl<ContractState>;
    #[abi(embed_v0)]
    impl SessionKeys = SessionKeysComponent::SessionKeys<ContractState>;
    impl SessionKeysInternal = SessionKeysComponent::InternalImpl<ContractState>;
    #[abi(embed_v0)]
    impl SRC9V2 = OutsideExecutionComponent::SRC9V2<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        owner: OwnerKeyComponent::Storage,
        #[substorage(v0)]
        sessions: SessionKeysComponent::Storage,
        #[substorage(v0)]
        outside: OutsideExecutionComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        #[flat]
        OwnerKeyEvent: OwnerKeyComponent::Event,
        #[flat]
        SessionKeysEvent: SessionKeysComponent::Event,
        #[flat]
        OutsideExecutionEvent: OutsideExecutionComponent::Event,
    }

    /// `guardian` is the address of another account, or zero for none. Errors: `BAD_KEY`.
    #[constructor]
    fn constructor(ref self: ContractState, public_key: felt252, guardian: ContractAddress) {
        self.owner.initializer(public_key, guardian);
    }

    #[abi(embed_v0)]
    impl SRC6 of ISRC6<ContractState> {
        /// Caller: the protocol. The owner's signature, or a session's over calls that it covers,
        /// which are counted.
        /// Errors: `NOT_PROTOCOL`, `OLD_TRANSACTION`, `BAD_SIGNATURE`, and what session keys
        /// refuse.
        fn __validate__(ref self: ContractState, calls: Array<Call>) -> felt252 {
            // 1. It writes, so nobody else may have it run.
            let info = assert_protocol_transaction();
            // 2. Whose signature it is follows from its length.
            if info.signature.len() == 3 {
                self
                    .sessions
                    .authorize_session(info.transaction_hash, info.signature, calls.span());
                self
                    .sessions
                    .assert_fee(*info.signature[0], fee_bound(info.resource_bounds, info.tip));
            } else {
                self.assert_owner_signature(info.transaction_hash, info.signature);
            }
            VALIDATED
        }

        /// Caller: the protocol, after `__validate__` of the same transaction. The version is
        /// looked at again, because a transaction of version 0 (there is a system call that makes
        /// one) comes without `__validate__`.
        /// Errors: `NOT_PROTOCOL`, `OLD_TRANSACTION`, `EXPIRED`.
        fn __execute__(ref self: ContractState, calls: Array<Call>) -> Array<Span<felt252>> {
            let info = assert_protocol_transaction();
            if info.signature.len() == 3 {
                self.sessions.assert_unexpired(*info.signature[0]);
            }
            execute_calls(calls.span())
        }

        /// `VALIDATED` for the owner's signature, else 0. A session key signs transactions and
        /// outside executions, never messages: a permit is a message.
        fn is_valid_signature(
            self: @ContractState, hash: felt252, signature: Array<felt252>,
        ) -> felt252 {
            if self.owner.is_owner_signature(hash, signature.span()) {
                VALIDATED
            } else {
                0
            }
        }
    }

    #[abi(embed_v0)]
    impl Deployment of IDeviceAccountDeployment<ContractState> {
        /// Caller: the protocol. Errors: `NOT_PROTOCOL`, `OLD_TRANSACTION`, `BAD_SIGNATURE`.
        fn __validate_declare__(self: @ContractState, class_hash: felt252) -> felt252 {
            self.validate_owner_transaction()
        }

        /// Caller: the protocol. Errors: `NOT_PROTOCOL`, `OLD_TRANSACTION`, `BAD_SIGNATURE`.
        fn __validate_deploy__(
            self: @ContractState,
            class_hash: felt252,
            contract_address_salt: felt252,
            public_key: felt252,
            guardian: ContractAddress,
        ) -> felt252 {
            self.validate_owner_transaction()
        }
    }

    #[abi(embed_v0)]
    impl SRC5 of ISRC5<ContractState> {
        /// Without storage, so that it also holds for accounts that a development chain brings
        /// along.
        fn supports_interface(self: @ContractState, interface_id: felt252) -> bool {
            interface_id == SRC5_ID || interface_id == SRC6_ID || interface_id == SRC9_V2_ID
        }
    }

    impl Authority of OutsideAuthority<ContractState> {
        fn authorize(
            ref self: ContractState, hash: felt252, signature: Span<felt252>, calls: Span<Call>,
        ) {
            if signature.len() == 3 {
                self.sessions.authorize_session(hash, signature, calls);
            } else {
                self.assert_owner_signature(hash, signature);
            }
        }
    }

    impl OwnerHooks of OwnerKeyComponent::HooksTrait<ContractState> {
        fn after_rotation(ref self: OwnerKeyComponent::ComponentState<ContractState>) {
            let mut contract = self.get_contract_mut();
            contract.sessions.end_all();
        }
    }

    #[generate_trait]
    impl Internal of InternalTrait {
        fn assert_owner_signature(self: @ContractState, hash: felt252, signature: Span<felt252>) {
            assert(self.owner.is_owner_signature(hash, signature), Errors::BAD_SIGNATURE);
        }

        fn validate_owner_transaction(self: @ContractState) -> felt252 {
            let info = assert_protocol_transaction();
            self.assert_owner_signature(info.transaction_hash, info.signature);
            VALIDATED
        }
    }

    /// The running transaction, of version 3 or newer, simulated ones included, when the protocol
    /// itself is the caller.
    fn assert_protocol_transaction() -> TxInfo {
        assert(get_caller_address().is_zero(), Errors::NOT_PROTOCOL);
        let info = get_tx_info().unbox();
        assert(base_version(info.version) >= 3, Errors::OLD_TRANSACTION);
        info
    }
}
