use crate::zkml::registration::Registration;

/// The models that a verifier of inferences knows.
#[starknet::interface]
pub trait IModelRecords<TState> {
    /// Writes the record of a model of the verifier's architecture, and returns its identity.
    /// Anybody:
    /// the identity follows from the record.
    fn record_model(ref self: TState, root: felt252, anchor: felt252) -> felt252;
    /// Zeros where nothing is recorded.
    fn model_record(self: @TState, model: felt252) -> Registration;
}
