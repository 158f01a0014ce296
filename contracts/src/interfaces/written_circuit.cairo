use starknet::ClassHash;

/// What a verifier of inferences has been written for, and what it asks otherwise.
#[starknet::interface]
pub trait IWrittenCircuit<TState> {
    /// The words of the digest of the architecture that it has a class for.
    fn architecture(self: @TState) -> [u32; 8];
    /// The class that verifies models of described architectures.
    fn general_class(self: @TState) -> ClassHash;
}
