//! The owner's key and the guardian of an account, and how they change: announced, waited out,
//! confirmed.
//!
//! The guardian can stop and announce; it signs nothing for the account and moves nothing. Whoever
//! holds the owner's key controls the account already; the delays are there for the other side to
//! see what comes and to cancel it.

/// How long the guardian can see a new key or a new guardian coming.
pub const ROTATION_DELAY: u64 = crate::constants::DAY;
/// How long the owner can see a recovery coming that it did not ask for.
pub const RECOVERY_DELAY: u64 = 7 * crate::constants::DAY;
/// A change that nobody confirms for so long has lapsed: none lies in wait.
pub const CONFIRM_WINDOW: u64 = 7 * crate::constants::DAY;

pub mod Errors {
    pub const NOT_OWNER: felt252 = 'ACCOUNT: not the owner';
    pub const NOT_GUARDIAN: felt252 = 'ACCOUNT: not the guardian';
    pub const NOT_OWNER_OR_GUARDIAN: felt252 = 'ACCOUNT: not owner or guardian';
    pub const BAD_KEY: felt252 = 'ACCOUNT: zero or same key';
    pub const SAME_GUARDIAN: felt252 = 'ACCOUNT: same guardian';
    pub const CHANGE_PENDING: felt252 = 'ACCOUNT: a change is pending';
    pub const NO_CHANGE: felt252 = 'ACCOUNT: no such change pending';
    pub const TOO_EARLY: felt252 = 'ACCOUNT: change too early';
    pub const LAPSED: felt252 = 'ACCOUNT: change has lapsed';
    pub const BAD_SIGNATURE: felt252 = 'ACCOUNT: invalid signature';
}

#[starknet::component]
pub mod OwnerKeyComponent {
    use core::ecdsa::check_ecdsa_signature;
    use core::num::traits::Zero;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address, get_contract_address};
    use crate::interfaces::account::{ChangeKind, IOwnerKey, PendingChange};
    use crate::logic::device_messages::confirm_key_hash;
    use super::{CONFIRM_WINDOW, Errors, RECOVERY_DELAY, ROTATION_DELAY};

    #[storage]
    pub struct Storage {
        /// The name by which the development chain sets the key of an account that it brings along.
        pub Account_public_key: felt252,
        pub owner_guardian: ContractAddress,
        pub owner_key_generation: u32,
        pub owner_pending: PendingChange,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        OwnerKeyChanged: OwnerKeyChanged,
        GuardianChanged: GuardianChanged,
        ChangeProposed: ChangeProposed,
        ChangeCancelled: ChangeCancelled,
    }

    /// Emitted when the account is deployed and when another key becomes the owner's.
    #[derive(Drop, starknet::Event)]
    pub struct OwnerKeyChanged {
        #[key]
        pub public_key: felt252,
        pub generation: u32,
    }

    /// Emitted when the account is deployed with a guardian and when another, or none, becomes it.
    #[derive(Drop, starknet::Event)]
    pub struct GuardianChanged {
        #[key]
        pub guardian: ContractAddress,
    }

    /// Emitted when a change is announced; it replaces nothing, since only one can be pending.
    #[derive(Drop, starknet::Event)]
    pub struct ChangeProposed {
        pub kind: ChangeKind,
        pub value: felt252,
        pub ready_at: u64,
    }

    /// Emitted when the announced change is dropped.
    #[derive(Drop, starknet::Event)]
    pub struct ChangeCancelled {
        pub kind: ChangeKind,
        pub value: felt252,
        pub by: ContractAddress,
    }

    /// What else ends when the owner's key changes.
    pub trait HooksTrait<TContractState> {
        fn after_rotation(ref self: ComponentState<TContractState>);
    }

    #[embeddable_as(OwnerKey)]
    impl OwnerKeyImpl<
        TContractState,
        +HasComponent<TContractState>,
        +HooksTrait<TContractState>,
        +Drop<TContractState>,
    > of IOwnerKey<ComponentState<TContractState>> {
        fn public_key(self: @ComponentState<TContractState>) -> felt252 {
            self.Account_public_key.read()
        }

        fn guardian(self: @ComponentState<TContractState>) -> ContractAddress {
            self.owner_guardian.read()
        }

        fn key_generation(self: @ComponentState<TContractState>) -> u32 {
            self.owner_key_generation.read()
        }

        fn pending_change(self: @ComponentState<TContractState>) -> PendingChange {
            self.owner_pending.read()
        }

        fn propose_key(ref self: ComponentState<TContractState>, new_key: felt252) {
            self.assert_owner();
            self.announce_key(ChangeKind::Rotation, new_key, ROTATION_DELAY);
        }

        fn start_recovery(ref self: ComponentState<TContractState>, new_key: felt252) {
            assert(self.is_guardian(get_caller_address()), Errors::NOT_GUARDIAN);
            self.announce_key(ChangeKind::Recovery, new_key, RECOVERY_DELAY);
        }

        fn propose_guardian(
            ref self: ComponentState<TContractState>, new_guardian: ContractAddress,
        ) {
            self.assert_owner();
            assert(new_guardian != self.owner_guardian.read(), Errors::SAME_GUARDIAN);
            self.announce(ChangeKind::NewGuardian, new_guardian.into(), ROTATION_DELAY);
        }

        fn cancel_change(ref self: ComponentState<TContractState>) {
            self.assert_owner_or_guardian();
            let pending = self.owner_pending.read();
            assert(pending.kind != ChangeKind::Nothing, Errors::NO_CHANGE);
            self.owner_pending.write(Default::default());
            self
                .emit(
                    ChangeCancelled {
                        kind: pending.kind, value: pending.value, by: get_caller_address(),
                    },
                );
        }

        fn confirm_key(ref self: ComponentState<TContractState>, signature: Span<felt252>) {
            // 1. It was announced and has waited.
            let pending = self.owner_pending.read();
            assert(
                pending.kind == ChangeKind::Rotation || pending.kind == ChangeKind::Recovery,
                Errors::NO_CHANGE,
            );
            self.assert_ripe(pending);
            // 2. Somebody has the new key.
            let generation = self.owner_key_generation.read() + 1;
            let hash = confirm_key_hash(get_contract_address(), pending.value, generation);
            assert(is_signed_by(pending.value, hash, signature), Errors::BAD_SIGNATURE);
            // 3. It is the owner's; what the old one allowed has ended.
            self.owner_pending.write(Default::default());
            self.set_key(pending.value, generation);
            HooksTrait::after_rotation(ref self);
        }

        fn confirm_guardian(ref self: ComponentState<TContractState>) {
            let pending = self.owner_pending.read();
            assert(pending.kind == ChangeKind::NewGuardian, Errors::NO_CHANGE);
            self.assert_ripe(pending);
            self.owner_pending.write(Default::default());
            self.set_guardian(pending.value.try_into().unwrap());
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        +HooksTrait<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// For the constructor: a guardian of zero is none, and there is no recovery.
        fn initializer(
            ref self: ComponentState<TContractState>,
            public_key: felt252,
            guardian: ContractAddress,
        ) {
            assert(public_key.is_non_zero(), Errors::BAD_KEY);
            self.set_key(public_key, 0);
            if guardian.is_non_zero() {
                self.set_guardian(guardian);
            }
        }

        /// The owner acts through the account itself.
        fn assert_owner(self: @ComponentState<TContractState>) {
            assert(get_caller_address() == get_contract_address(), Errors::NOT_OWNER);
        }

        fn assert_owner_or_guardian(self: @ComponentState<TContractState>) {
            let caller = get_caller_address();
            assert(
                caller == get_contract_address() || self.is_guardian(caller),
                Errors::NOT_OWNER_OR_GUARDIAN,
            );
        }

        /// No address is the guardian of an account without one, the zero address of a simulated
        /// call included.
        fn is_guardian(self: @ComponentState<TContractState>, caller: ContractAddress) -> bool {
            caller.is_non_zero() && caller == self.owner_guardian.read()
        }

        /// `(r, s)` under the owner's key.
        fn is_owner_signature(
            self: @ComponentState<TContractState>, hash: felt252, signature: Span<felt252>,
        ) -> bool {
            is_signed_by(self.Account_public_key.read(), hash, signature)
        }

        fn announce_key(
            ref self: ComponentState<TContractState>,
            kind: ChangeKind,
            new_key: felt252,
            delay: u64,
        ) {
            assert(
                new_key.is_non_zero() && new_key != self.Account_public_key.read(), Errors::BAD_KEY,
            );
            self.announce(kind, new_key, delay);
        }

        fn announce(
            ref self: ComponentState<TContractState>, kind: ChangeKind, value: felt252, delay: u64,
        ) {
            assert(self.owner_pending.read().kind == ChangeKind::Nothing, Errors::CHANGE_PENDING);
            let ready_at = get_block_timestamp() + delay;
            self.owner_pending.write(PendingChange { kind, value, ready_at });
            self.emit(ChangeProposed { kind, value, ready_at });
        }

        fn assert_ripe(self: @ComponentState<TContractState>, pending: PendingChange) {
            let now = get_block_timestamp();
            assert(now >= pending.ready_at, Errors::TOO_EARLY);
            assert(now < pending.ready_at + CONFIRM_WINDOW, Errors::LAPSED);
        }

        fn set_key(ref self: ComponentState<TContractState>, public_key: felt252, generation: u32) {
            self.Account_public_key.write(public_key);
            self.owner_key_generation.write(generation);
            self.emit(OwnerKeyChanged { public_key, generation });
        }

        fn set_guardian(ref self: ComponentState<TContractState>, guardian: ContractAddress) {
            self.owner_guardian.write(guardian);
            self.emit(GuardianChanged { guardian });
        }
    }

    /// `(r, s)` over `hash` under a Stark key; a key that is no point's coordinate has signed
    /// nothing.
    pub fn is_signed_by(public_key: felt252, hash: felt252, signature: Span<felt252>) -> bool {
        signature.len() == 2
            && check_ecdsa_signature(hash, public_key, *signature[0], *signature[1])
    }
}
