use starknet::ContractAddress;
use crate::zkml::registration::Registration;

/// The models that a verifier of inferences knows.
#[starknet::interface]
pub trait IModelRecords<TState> {
    /// Writes the record of a model of the verifier's architecture, and returns its identity.
    /// Anybody, once the model's registration has been verified by the registry.
    fn record_model(ref self: TState, root: felt252, anchor: felt252) -> felt252;
    /// Zeros where nothing is recorded.
    fn model_record(self: @TState, model: felt252) -> Registration;
    /// The words of the digest of the architecture that is verified.
    fn architecture(self: @TState) -> [u32; 8];
    /// The ModelRegistry that is believed.
    fn registry(self: @TState) -> ContractAddress;
}
