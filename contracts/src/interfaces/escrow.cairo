use starknet::ContractAddress;

/// CIRO that a contract holds for others.
#[starknet::interface]
pub trait IEscrow<TState> {
    fn escrow_token(self: @TState) -> ContractAddress;
    /// All that is owed to others: escrow and bonds. Never more than the contract's balance.
    fn held(self: @TState) -> u256;
}
