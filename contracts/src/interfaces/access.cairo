use starknet::{ClassHash, ContractAddress};

/// Roles held by addresses. Every role is granted and revoked by holders of `ADMIN`; the deploy
/// recipe hands `ADMIN` to the governor (the token's timelocked governance) and gives up its own.
#[starknet::interface]
pub trait IAccess<TState> {
    fn has_role(self: @TState, role: felt252, account: ContractAddress) -> bool;
    fn grant_role(ref self: TState, role: felt252, account: ContractAddress);
    fn revoke_role(ref self: TState, role: felt252, account: ContractAddress);
    /// Gives up the caller's own role; the way a deployer leaves.
    fn renounce_role(ref self: TState, role: felt252);
}

/// A pause stops new obligations; what users own can always be taken out.
#[starknet::interface]
pub trait IPausable<TState> {
    fn is_paused(self: @TState) -> bool;
    fn pause(ref self: TState);
    fn unpause(ref self: TState);
}

/// New code comes only from the governor, that is after a vote and the timelock.
#[starknet::interface]
pub trait IUpgradeable<TState> {
    fn governor(self: @TState) -> ContractAddress;
    fn upgrade(ref self: TState, new_class_hash: ClassHash);
}
