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
