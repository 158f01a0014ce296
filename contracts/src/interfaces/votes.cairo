use starknet::ContractAddress;

/// Votes with a history. Tokens vote once their holder has named a delegate, be it the holder.
#[starknet::interface]
pub trait IVotes<TState> {
    /// The time that the history is kept by: Unix seconds of the block.
    fn clock(self: @TState) -> u64;
    /// Votes of a delegate now.
    fn get_votes(self: @TState, account: ContractAddress) -> u256;
    /// Votes of a delegate at the end of second `at`, which must be over. Errors: `FUTURE_LOOKUP`.
    fn get_past_votes(self: @TState, account: ContractAddress, at: u64) -> u256;
    /// The supply at the end of second `at`, locked allocations included. Errors: `FUTURE_LOOKUP`.
    fn get_past_total_supply(self: @TState, at: u64) -> u256;
    /// To whom an account has delegated; zero when to nobody, and then its tokens do not vote.
    fn delegates(self: @TState, account: ContractAddress) -> ContractAddress;
    /// Gives the caller's votes to `delegatee`; zero takes them back. Errors:
    /// `TOKEN_CANNOT_DELEGATE`.
    fn delegate(ref self: TState, delegatee: ContractAddress);
    /// The same for an account that signed SNIP-12 typed data `Delegation(token, delegatee, nonce,
    /// expiry)`. Anybody may call.
    /// Errors: `EXPIRED`, `INVALID_SIGNATURE`, `REENTRANT_CALL`.
    fn delegate_by_signature(
        ref self: TState,
        delegator: ContractAddress,
        delegatee: ContractAddress,
        expiry: u64,
        signature: Array<felt252>,
    );
}
