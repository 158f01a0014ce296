use starknet::ContractAddress;
use crate::zkml::registration::Registration;

/// The models that the general verifier of inferences knows, each of a described architecture.
#[starknet::interface]
pub trait IDescribedModels<TState> {
    /// Says what the architecture of this digest is. The registrar only, once.
    fn describe_architecture(ref self: TState, architecture: [u32; 8], description: Span<felt252>);
    /// Writes the record of a model of a described architecture, and returns its identity. Anybody,
    /// once the model's registration has been verified by the registry.
    fn record_model(
        ref self: TState, architecture: [u32; 8], root: felt252, anchor: felt252,
    ) -> felt252;
    /// Zeros where nothing is recorded.
    fn model_record(self: @TState, model: felt252) -> Registration;
    /// Empty where nothing is described.
    fn architecture_description(self: @TState, architecture: [u32; 8]) -> Span<felt252>;
    fn registrar(self: @TState) -> ContractAddress;
    /// The ModelRegistry that is believed.
    fn registry(self: @TState) -> ContractAddress;
}
