use starknet::ContractAddress;
use starknet::account::Call;

#[starknet::interface]
pub trait ISRC5<TState> {
    fn supports_interface(self: @TState, interface_id: felt252) -> bool;
}

/// SRC-6, the account interface.
#[starknet::interface]
pub trait ISRC6<TState> {
    fn __execute__(ref self: TState, calls: Array<Call>) -> Array<Span<felt252>>;
    fn __validate__(ref self: TState, calls: Array<Call>) -> felt252;
    fn is_valid_signature(self: @TState, hash: felt252, signature: Array<felt252>) -> felt252;
}

/// What SNIP-9 version 2 has an account sign: calls that somebody else may submit, and pay for.
#[derive(Copy, Drop, Serde)]
pub struct OutsideExecution {
    /// Who may submit it; the short string 'ANY_CALLER' leaves it open.
    pub caller: ContractAddress,
    /// Chosen by the account, used once; not the account's transaction nonce, which does not move.
    pub nonce: felt252,
    /// Unix seconds, both bounds exclusive.
    pub execute_after: u64,
    pub execute_before: u64,
    pub calls: Span<Call>,
}

#[starknet::interface]
pub trait ISRC9V2<TState> {
    fn execute_from_outside_v2(
        ref self: TState, outside_execution: OutsideExecution, signature: Span<felt252>,
    ) -> Array<Span<felt252>>;
    fn is_valid_outside_execution_nonce(self: @TState, nonce: felt252) -> bool;
}

/// What an account says to the protocol when it deploys itself or declares a class. The owner's
/// signature only.
#[starknet::interface]
pub trait IDeviceAccountDeployment<TState> {
    fn __validate_declare__(self: @TState, class_hash: felt252) -> felt252;
    fn __validate_deploy__(
        self: @TState,
        class_hash: felt252,
        contract_address_salt: felt252,
        public_key: felt252,
        guardian: ContractAddress,
    ) -> felt252;
}

/// A change of who holds power over an account, on its way.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum ChangeKind {
    #[default]
    Nothing,
    /// The owner's key becomes another, as the owner proposed.
    Rotation,
    /// The owner's key becomes another, as the guardian proposed.
    Recovery,
    /// The guardian becomes another (or none), as the owner proposed.
    NewGuardian,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub struct PendingChange {
    pub kind: ChangeKind,
    /// The public key or the guardian's address that is to be.
    pub value: felt252,
    /// When it may be confirmed, Unix seconds; `CONFIRM_WINDOW` later it has lapsed.
    pub ready_at: u64,
}

/// Who owns an account. Every change is announced, waits, and can be cancelled by the owner and by
/// the guardian meanwhile.
///
/// *Owner* is whoever's call comes from the account itself: it was in a transaction or an outside
/// execution signed with the owner's key, since session keys cannot call the account.
#[starknet::interface]
pub trait IOwnerKey<TState> {
    fn public_key(self: @TState) -> felt252;
    fn guardian(self: @TState) -> ContractAddress;
    /// Counts the keys that the account has had before this one.
    fn key_generation(self: @TState) -> u32;
    fn pending_change(self: @TState) -> PendingChange;
    /// Announces another owner key; it can be confirmed after `ROTATION_DELAY`.
    /// Caller: owner. Errors: `NOT_OWNER`, `BAD_KEY`, `CHANGE_PENDING`.
    fn propose_key(ref self: TState, new_key: felt252);
    /// Announces another owner key for one that is lost; it can be confirmed after the longer
    /// `RECOVERY_DELAY`.
    /// Caller: guardian. Errors: `NOT_GUARDIAN`, `BAD_KEY`, `CHANGE_PENDING`.
    fn start_recovery(ref self: TState, new_key: felt252);
    /// Announces another guardian, zero for none; it can be confirmed after `ROTATION_DELAY`.
    /// Caller: owner. Errors: `NOT_OWNER`, `SAME_GUARDIAN`, `CHANGE_PENDING`.
    fn propose_guardian(ref self: TState, new_guardian: ContractAddress);
    /// Drops the announced change, lapsed or not. Caller: owner or guardian. Errors:
    /// `NOT_OWNER_OR_GUARDIAN`, `NO_CHANGE`.
    fn cancel_change(ref self: TState);
    /// Makes the announced key the owner's, and ends every session. `signature` is the new key's
    /// own over the SNIP-12 message `ConfirmKey`, so that a mistyped key cannot lock the account
    /// up. Anybody may submit it: it was announced.
    /// Errors: `NO_CHANGE`, `TOO_EARLY`, `LAPSED`, `BAD_SIGNATURE`.
    fn confirm_key(ref self: TState, signature: Span<felt252>);
    /// Makes the announced guardian the guardian. Anybody may submit it. Errors: `NO_CHANGE`,
    /// `TOO_EARLY`, `LAPSED`.
    fn confirm_guardian(ref self: TState);
}

/// One entry point that a session key may call.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Permission {
    pub to: ContractAddress,
    pub selector: felt252,
}

/// What a session key may still do.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct SessionStatus {
    /// Number of the grant, over all keys of the account; 0: there is no session.
    pub grant: u32,
    /// Granted, not expired, not revoked, not frozen, and calls are left.
    pub live: bool,
    pub expires_at: u64,
    pub calls_left: u32,
    /// The most that one own transaction may bid for fees, in fri; 0: outside executions only.
    pub max_fee: u128,
}

/// Keys that may call some entry points, some times, until some moment.
#[starknet::interface]
pub trait ISessionKeys<TState> {
    fn session(self: @TState, session_key: felt252) -> SessionStatus;
    /// Whether the running grant of this key covers this entry point.
    fn is_permitted(
        self: @TState, session_key: felt252, to: ContractAddress, selector: felt252,
    ) -> bool;
    fn sessions_frozen(self: @TState) -> bool;
    fn is_revocation_nonce_used(self: @TState, nonce: felt252) -> bool;
    /// Grants a session; one that the key had ends, with all of its bounds.
    /// Caller: owner. Errors: `NOT_OWNER`, `ZERO_KEY`, `BAD_EXPIRY`, `NO_CALLS`, `BAD_PERMISSIONS`,
    /// `SELF_CALL`.
    fn grant_session(
        ref self: TState,
        session_key: felt252,
        expires_at: u64,
        calls: u32,
        max_fee: u128,
        permissions: Span<Permission>,
    );
    /// Ends a session at once. Caller: owner or guardian. Errors: `NOT_OWNER_OR_GUARDIAN`,
    /// `NO_SESSION`.
    fn revoke_session(ref self: TState, session_key: felt252);
    /// Ends every session at once. Caller: owner or guardian. Errors: `NOT_OWNER_OR_GUARDIAN`.
    fn revoke_all_sessions(ref self: TState);
    /// Ends a session, or with key 0 every session, by the owner's signature over the SNIP-12
    /// message `RevokeSession`, made off line and kept for the day when it is needed. Anybody may
    /// submit it, once. It only ever takes power away, so it stays good for a later grant of the
    /// same key. Errors: `NONCE_USED`, `BAD_SIGNATURE`, `NO_SESSION`.
    fn revoke_session_signed(
        ref self: TState, session_key: felt252, nonce: felt252, signature: Span<felt252>,
    );
    /// Stops all sessions until the owner lets them go on. Caller: owner or guardian.
    /// Errors: `NOT_OWNER_OR_GUARDIAN`, `FROZEN`.
    fn freeze_sessions(ref self: TState);
    /// Caller: owner. Errors: `NOT_OWNER`, `NOT_FROZEN`.
    fn unfreeze_sessions(ref self: TState);
}
