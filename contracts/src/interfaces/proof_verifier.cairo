use starknet::ContractAddress;
use crate::types::ProofType;

/// A contract that checks one kind of proof. It says no with a name instead of panicking wherever
/// it can, because a proof that fails is evidence; a malformed encoding may panic.
#[starknet::interface]
pub trait IVerifier<TState> {
    /// `parameters` is the digest of a registered parameter set, `model` the registered model (0
    /// where none applies);
    /// `statement` what is claimed, `proof` why. Returns 0 when the proof holds, else the
    /// short-string name of the failed check.
    fn verify(
        self: @TState,
        parameters: felt252,
        model: felt252,
        statement: Span<felt252>,
        proof: Span<felt252>,
    ) -> felt252;
    fn proof_type(self: @TState) -> ProofType;
}

/// What JobManager and other consumers need of ProofVerifier.
#[starknet::interface]
pub trait IStatements<TState> {
    /// Poseidon digest under which a statement is recorded: `poseidon(type, parameters, model,
    /// poseidon(statement))`.
    fn statement_digest(
        self: @TState,
        proof_type: ProofType,
        parameters: felt252,
        model: felt252,
        statement: Span<felt252>,
    ) -> felt252;
    /// Recorded as verified, not expired and not disputed.
    fn is_verified(self: @TState, digest: felt252) -> bool;
    /// Routes to the verifier registered for the type, and records the statement when it says yes.
    /// Returns the digest.
    /// Reverts with `NO_VERIFIER` when none is registered, and with the failed check when the proof
    /// does not hold.
    /// Anybody may call: a valid proof needs no permission.
    fn verify_and_record(
        ref self: TState,
        proof_type: ProofType,
        parameters: felt252,
        model: felt252,
        statement: Span<felt252>,
        proof: Span<felt252>,
    ) -> felt252;
    /// The verifier's verdict without recording: 0 when it holds, else the failed check.
    fn check(
        self: @TState,
        proof_type: ProofType,
        parameters: felt252,
        model: felt252,
        statement: Span<felt252>,
        proof: Span<felt252>,
    ) -> felt252;
    fn verifier_of(self: @TState, proof_type: ProofType) -> ContractAddress;
}
