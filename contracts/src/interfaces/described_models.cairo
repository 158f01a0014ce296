use starknet::ContractAddress;
use crate::zkml::registration::Registration;

/// The models that the general verifier of inferences knows, each with a description.
#[starknet::interface]
pub trait IDescribedModels<TState> {
    /// Registers a model by its weights' root, its anchor, the words of its architecture's digest
    /// and its description, and returns its identity. The registrar only.
    fn describe_model(
        ref self: TState,
        root: felt252,
        anchor: felt252,
        architecture: [u32; 8],
        description: Span<felt252>,
    ) -> felt252;
    /// Zeros where nothing is registered.
    fn model_record(self: @TState, model: felt252) -> Registration;
    /// Empty where nothing is registered.
    fn model_description(self: @TState, model: felt252) -> Span<felt252>;
    fn registrar(self: @TState) -> ContractAddress;
}
