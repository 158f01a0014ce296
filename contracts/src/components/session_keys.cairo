//! Session keys of an account: bounded by entry points, expiry, number of calls and fee, and ended
//! in one write.
//!
//! What a stolen session key can do is at most what was granted: the listed entry points, so many
//! calls, and so many calls'
//! fees. It never reaches the account itself, so it can neither widen its bounds nor touch the
//! owner's key.

pub mod Errors {
    pub const FROZEN: felt252 = 'SESSION: frozen';
    pub const NOT_FROZEN: felt252 = 'SESSION: not frozen';
    pub const NOT_PERMITTED: felt252 = 'SESSION: call not permitted';
    pub const BAD_SIGNATURE: felt252 = 'SESSION: invalid signature';
    pub const NONCE_USED: felt252 = 'SESSION: nonce used';
}

#[starknet::component]
pub mod SessionKeysComponent {
    use core::num::traits::Zero;
    use starknet::account::Call;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address, get_contract_address};
    use crate::components::owner_key::OwnerKeyComponent;
    use crate::components::owner_key::OwnerKeyComponent::{
        HooksTrait as OwnerHooks, InternalTrait as OwnerInternalTrait, is_signed_by,
    };
    use crate::interfaces::account::{ISessionKeys, Permission, SessionStatus};
    use crate::logic::device_messages::revoke_session_hash;
    use crate::logic::session::{Errors as RuleErrors, Terms, assert_grantable, spend};
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub session_terms: Map<felt252, Terms>,
        pub session_max_fee: Map<felt252, u128>,
        /// By number of the grant, contract and selector.
        pub session_permissions: Map<(u32, ContractAddress, felt252), bool>,
        pub session_grants: u32,
        pub session_epoch: u32,
        pub session_frozen: bool,
        pub session_revocation_nonces: Map<felt252, bool>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        SessionGranted: SessionGranted,
        SessionUsed: SessionUsed,
        SessionRevoked: SessionRevoked,
        AllSessionsRevoked: AllSessionsRevoked,
        RevocationSubmitted: RevocationSubmitted,
        SessionsFrozen: SessionsFrozen,
        SessionsUnfrozen: SessionsUnfrozen,
    }

    /// Emitted when a session is granted; one that the key had has ended.
    #[derive(Drop, starknet::Event)]
    pub struct SessionGranted {
        #[key]
        pub session_key: felt252,
        pub grant: u32,
        pub expires_at: u64,
        pub calls: u32,
        pub max_fee: u128,
        pub permissions: Span<Permission>,
    }

    /// Emitted when calls are counted, in `__validate__` for an own transaction.
    #[derive(Drop, starknet::Event)]
    pub struct SessionUsed {
        #[key]
        pub session_key: felt252,
        pub calls_left: u32,
    }

    /// Emitted when one session is ended before its time.
    #[derive(Drop, starknet::Event)]
    pub struct SessionRevoked {
        #[key]
        pub session_key: felt252,
        pub grant: u32,
    }

    /// Emitted when all are: on request, and whenever the owner's key changes.
    #[derive(Drop, starknet::Event)]
    pub struct AllSessionsRevoked {
        pub epoch: u32,
    }

    /// Emitted when somebody submitted a revocation that the owner had signed off line; its nonce
    /// is used up.
    #[derive(Drop, starknet::Event)]
    pub struct RevocationSubmitted {
        #[key]
        pub nonce: felt252,
        pub by: ContractAddress,
    }

    /// Emitted when all sessions are stopped.
    #[derive(Drop, starknet::Event)]
    pub struct SessionsFrozen {
        pub by: ContractAddress,
    }

    /// Emitted when they may go on.
    #[derive(Drop, starknet::Event)]
    pub struct SessionsUnfrozen {}

    #[embeddable_as(SessionKeys)]
    impl SessionKeysImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Owner: OwnerKeyComponent::HasComponent<TContractState>,
        +OwnerHooks<TContractState>,
        +Drop<TContractState>,
    > of ISessionKeys<ComponentState<TContractState>> {
        fn session(self: @ComponentState<TContractState>, session_key: felt252) -> SessionStatus {
            let terms = self.session_terms.entry(session_key).read();
            if terms.grant == 0 || terms.epoch != self.session_epoch.read() {
                return SessionStatus {
                    grant: 0, live: false, expires_at: 0, calls_left: 0, max_fee: 0,
                };
            }
            let live = get_block_timestamp() < terms.expires_at
                && terms.calls_left != 0
                && !self.session_frozen.read();
            SessionStatus {
                grant: terms.grant,
                live,
                expires_at: terms.expires_at,
                calls_left: terms.calls_left,
                max_fee: self.session_max_fee.entry(session_key).read(),
            }
        }

        fn is_permitted(
            self: @ComponentState<TContractState>,
            session_key: felt252,
            to: ContractAddress,
            selector: felt252,
        ) -> bool {
            let grant = self.session(session_key).grant;
            self.session_permissions.entry((grant, to, selector)).read()
        }

        fn sessions_frozen(self: @ComponentState<TContractState>) -> bool {
            self.session_frozen.read()
        }

        fn is_revocation_nonce_used(self: @ComponentState<TContractState>, nonce: felt252) -> bool {
            self.session_revocation_nonces.entry(nonce).read()
        }

        fn grant_session(
            ref self: ComponentState<TContractState>,
            session_key: felt252,
            expires_at: u64,
            calls: u32,
            max_fee: u128,
            permissions: Span<Permission>,
        ) {
            get_dep_component!(@self, Owner).assert_owner();
            assert_grantable(
                get_contract_address(),
                session_key,
                expires_at,
                calls,
                permissions,
                get_block_timestamp(),
            );
            let grant = self.session_grants.read() + 1;
            self.session_grants.write(grant);
            let epoch = self.session_epoch.read();
            self
                .session_terms
                .entry(session_key)
                .write(Terms { grant, epoch, calls_left: calls, expires_at });
            self.session_max_fee.entry(session_key).write(max_fee);
            for permission in permissions {
                self
                    .session_permissions
                    .entry((grant, *permission.to, *permission.selector))
                    .write(true);
            }
            self
                .emit(
                    SessionGranted { session_key, grant, expires_at, calls, max_fee, permissions },
                );
        }

        fn revoke_session(ref self: ComponentState<TContractState>, session_key: felt252) {
            get_dep_component!(@self, Owner).assert_owner_or_guardian();
            self.end(session_key);
        }

        fn revoke_all_sessions(ref self: ComponentState<TContractState>) {
            get_dep_component!(@self, Owner).assert_owner_or_guardian();
            self.end_all();
        }

        fn revoke_session_signed(
            ref self: ComponentState<TContractState>,
            session_key: felt252,
            nonce: felt252,
            signature: Span<felt252>,
        ) {
            // 1. Once.
            let used = self.session_revocation_nonces.entry(nonce);
            assert(!used.read(), Errors::NONCE_USED);
            used.write(true);
            // 2. The owner wanted it.
            let hash = revoke_session_hash(get_contract_address(), session_key, nonce);
            assert(
                get_dep_component!(@self, Owner).is_owner_signature(hash, signature),
                Errors::BAD_SIGNATURE,
            );
            // 3. Done.
            self.emit(RevocationSubmitted { nonce, by: get_caller_address() });
            if session_key.is_zero() {
                self.end_all();
            } else {
                self.end(session_key);
            }
        }

        fn freeze_sessions(ref self: ComponentState<TContractState>) {
            get_dep_component!(@self, Owner).assert_owner_or_guardian();
            assert(!self.session_frozen.read(), Errors::FROZEN);
            self.session_frozen.write(true);
            self.emit(SessionsFrozen { by: get_caller_address() });
        }

        fn unfreeze_sessions(ref self: ComponentState<TContractState>) {
            get_dep_component!(@self, Owner).assert_owner();
            assert(self.session_frozen.read(), Errors::NOT_FROZEN);
            self.session_frozen.write(false);
            self.emit(SessionsUnfrozen {});
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// Panics unless `signature` = (session key, r, s) over `hash` allows `calls`; counts every
        /// one of them.
        fn authorize_session(
            ref self: ComponentState<TContractState>,
            hash: felt252,
            signature: Span<felt252>,
            calls: Span<Call>,
        ) {
            // 1. The signature names its key, and is that key's.
            let session_key = *signature[0];
            assert(
                is_signed_by(session_key, hash, signature.slice(1, signature.len() - 1)),
                Errors::BAD_SIGNATURE,
            );
            // 2. The key has a session that reaches for these calls.
            assert(!self.session_frozen.read(), Errors::FROZEN);
            let terms = self.session_terms.entry(session_key).read();
            let left = spend(
                terms,
                self.session_epoch.read(),
                get_contract_address(),
                calls,
                get_block_timestamp(),
            );
            for call in calls {
                let permitted = self
                    .session_permissions
                    .entry((terms.grant, *call.to, *call.selector))
                    .read();
                assert(permitted, Errors::NOT_PERMITTED);
            }
            // 3. Counted.
            self.session_terms.entry(session_key).write(left);
            self.emit(SessionUsed { session_key, calls_left: left.calls_left });
        }

        /// Panics when an own transaction bids more for fees than the session may.
        fn assert_fee(
            self: @ComponentState<TContractState>, session_key: felt252, fee_bound: u256,
        ) {
            let most = self.session_max_fee.entry(session_key).read();
            assert(fee_bound <= most.into(), RuleErrors::FEE_TOO_HIGH);
        }

        /// Panics when the session has ended by the time of the block.
        fn assert_unexpired(self: @ComponentState<TContractState>, session_key: felt252) {
            let terms = self.session_terms.entry(session_key).read();
            assert(get_block_timestamp() < terms.expires_at, RuleErrors::EXPIRED);
        }

        fn end(ref self: ComponentState<TContractState>, session_key: felt252) {
            let terms = self.session_terms.entry(session_key).read();
            assert(
                terms.grant != 0 && terms.epoch == self.session_epoch.read(),
                RuleErrors::NO_SESSION,
            );
            self
                .session_terms
                .entry(session_key)
                .write(Terms { grant: 0, epoch: 0, calls_left: 0, expires_at: 0 });
            self.emit(SessionRevoked { session_key, grant: terms.grant });
        }

        fn end_all(ref self: ComponentState<TContractState>) {
            let epoch = self.session_epoch.read() + 1;
            self.session_epoch.write(epoch);
            self.emit(AllSessionsRevoked { epoch });
        }
    }
}
