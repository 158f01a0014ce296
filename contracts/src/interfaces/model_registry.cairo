use crate::zkml::registration::RegisteredModel;

/// The models whose registration has been verified: all cells of their weights lie in their width,
/// and one table is meant. Anybody registers; a proof decides.
#[starknet::interface]
pub trait IModelRegistry<TState> {
    /// Verifies a registration and keeps it; returns the model's identity. Reverts with the failed
    /// check's name, or where the model is registered already.
    fn register_model(
        ref self: TState,
        architecture: [u32; 8],
        weight_bits: u32,
        root: felt252,
        anchor: felt252,
        proof: Span<felt252>,
    ) -> felt252;
    /// What `register_model` would say of the proof: 0, or the failed check's name.
    fn verify_registration(
        self: @TState,
        architecture: [u32; 8],
        weight_bits: u32,
        root: felt252,
        anchor: felt252,
        proof: Span<felt252>,
    ) -> felt252;
    fn is_registered(self: @TState, model: felt252) -> bool;
    /// Zeros where nothing is registered.
    fn registered_model(self: @TState, model: felt252) -> RegisteredModel;
}
