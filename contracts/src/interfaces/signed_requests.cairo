use starknet::ContractAddress;

#[starknet::interface]
pub trait INonces<TState> {
    /// The nonce that the next request signed by `owner` must carry.
    fn nonces(self: @TState, owner: ContractAddress) -> felt252;
}

/// An allowance by signature. Whoever holds the signature may submit it, so a contract that calls
/// `permit` before `transfer_from` must go on when the permit was already submitted and the
/// allowance is there.
#[starknet::interface]
pub trait IPermit<TState> {
    /// Sets the allowance of `spender` over the tokens of `owner`. `signature` is the owner's, over
    /// SNIP-12 revision 1 typed data `Permit(token, spender, amount, nonce, deadline)` in the
    /// domain ('Ciro', '1'), checked by the owner's own `is_valid_signature`. Valid up to and
    /// including `deadline` (Unix seconds). Anybody may call.
    /// Errors: `EXPIRED`, `INVALID_SIGNATURE`, `REENTRANT_CALL`.
    fn permit(
        ref self: TState,
        owner: ContractAddress,
        spender: ContractAddress,
        amount: u256,
        deadline: u64,
        signature: Array<felt252>,
    );
    /// The hash of the SNIP-12 domain that permits and delegations are signed in.
    fn domain_separator(self: @TState) -> felt252;
}
