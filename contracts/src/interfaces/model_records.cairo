use starknet::ContractAddress;
use crate::zkml::registration::Registration;

/// The models that a verifier of inferences knows, each of an architecture that it serves.
#[starknet::interface]
pub trait IModelRecords<TState> {
    /// Says what the architecture of this digest is. The registrar only, once.
    fn describe_architecture(ref self: TState, architecture: [u32; 8], description: Span<felt252>);
    /// Writes the record of a model, and returns its identity. Anybody, once the model's
    /// registration has been verified by the registry.
    fn record_model(
        ref self: TState, architecture: [u32; 8], root: felt252, anchor: felt252,
    ) -> felt252;
    /// Zeros where nothing is recorded.
    fn model_record(self: @TState, model: felt252) -> Registration;
    /// Empty where nothing is described.
    fn architecture_description(self: @TState, architecture: [u32; 8]) -> Span<felt252>;
    /// Whether models of it can be recorded: it is described, or a class is written for it.
    fn is_served(self: @TState, architecture: [u32; 8]) -> bool;
    fn registrar(self: @TState) -> ContractAddress;
    /// The ModelRegistry that is believed.
    fn registry(self: @TState) -> ContractAddress;
}
