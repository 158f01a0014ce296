use starknet::ContractAddress;
use crate::types::{ProofPriority, ProofState, ProofType};

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
    /// Whether a proof of this kind could be verified now: a verifier, a parameter set and a model
    /// are registered.
    fn supports(self: @TState, proof_type: ProofType, parameters: felt252, model: felt252) -> bool;
}

/// A named choice of all that a proof's security depends on.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct ParameterSet {
    pub proof_type: ProofType,
    /// Proven, at least `MIN_SECURITY_BITS`.
    pub security_bits: u16,
    /// Seconds for which a statement proven under it counts.
    pub valid_for: u64,
}

/// What can be proven: written by the governor alone, after a vote and the timelock.
#[starknet::interface]
pub trait IProofRegistry<TState> {
    /// Routes a type to a verifier contract that says it is of this type; a new version each time.
    fn register_verifier(ref self: TState, proof_type: ProofType, verifier: ContractAddress);
    /// Routes a type to no verifier.
    fn retire_verifier(ref self: TState, proof_type: ProofType);
    /// Takes back all that one version of a type's verifier has said yes to: it was found to be
    /// unsound.
    fn revoke_version(ref self: TState, proof_type: ProofType, version: u32);
    fn register_parameters(ref self: TState, digest: felt252, parameters: ParameterSet);
    fn retire_parameters(ref self: TState, digest: felt252);
    fn register_model(ref self: TState, model: felt252);
    fn retire_model(ref self: TState, model: felt252);
    /// The version of a type's verifier now; 0 before the first.
    fn verifier_version(self: @TState, proof_type: ProofType) -> u32;
    fn is_revoked(self: @TState, proof_type: ProofType, version: u32) -> bool;
    /// `valid_for` is 0 when none is registered.
    fn parameter_set(self: @TState, digest: felt252) -> ParameterSet;
    fn is_model(self: @TState, model: felt252) -> bool;
}

/// A statement that a verifier has said yes to.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct StatementRecord {
    pub proof_type: ProofType,
    /// The version of the verifier that said so.
    pub version: u32,
    pub recorded_at: u64,
    pub expires_at: u64,
    /// A dispute is open, or was upheld.
    pub disputed: bool,
    /// The version against which a dispute was last closed; one dispute for each.
    pub cleared_version: u32,
}

/// Disputes of recorded statements: a verifier said yes, and somebody says that it should not have.
#[starknet::interface]
pub trait IStatementDisputes<TState> {
    fn dispute_statement(ref self: TState, digest: felt252);
    fn reverify(
        ref self: TState,
        proof_type: ProofType,
        parameters: felt252,
        model: felt252,
        statement: Span<felt252>,
        proof: Span<felt252>,
    );
    fn rule_on_statement(ref self: TState, digest: felt252, upheld: bool);
    fn lapse_statement_dispute(ref self: TState, digest: felt252);
    fn statement(self: @TState, digest: felt252) -> StatementRecord;
    /// Who has a dispute open, and since when; zero when nobody.
    fn statement_dispute(self: @TState, digest: felt252) -> (ContractAddress, u64);
}

/// What a requester asks provers for.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct ProofOrder {
    pub proof_type: ProofType,
    pub parameters: felt252,
    /// 0 where none applies.
    pub model: felt252,
    /// `poseidon(statement)`: what is to be proven is settled when it is asked for.
    pub statement_hash: felt252,
    pub priority: ProofPriority,
    /// US cents; within the bounds of the priority.
    pub reward_cents: u64,
    /// The most CIRO that this may come to at the price now.
    pub max_amount: u128,
    /// Seconds from now.
    pub within: u64,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct ProofRequest {
    pub requester: ContractAddress,
    /// Zero until claimed.
    pub prover: ContractAddress,
    pub parameters: felt252,
    pub model: felt252,
    pub statement_hash: felt252,
    pub proof_type: ProofType,
    pub priority: ProofPriority,
    pub state: ProofState,
    /// Set aside: in no queue any more, and free to claim.
    pub aside: bool,
    /// CIRO in escrow at the time of the request.
    pub reward: u128,
    pub requested_at: u64,
    pub deadline: u64,
}

/// The market for proofs: rewards in US cents, escrow in CIRO, service in strict order.
#[starknet::interface]
pub trait IProofMarket<TState> {
    fn set_base_price(ref self: TState, proof_type: ProofType, cents: u64);
    fn request_proof(ref self: TState, order: ProofOrder) -> u64;
    fn claim(ref self: TState, request_id: u64);
    fn fulfil(ref self: TState, request_id: u64, statement: Span<felt252>, proof: Span<felt252>);
    fn expire(ref self: TState, request_id: u64);
    fn set_aside(ref self: TState, request_id: u64);
    fn request(self: @TState, request_id: u64) -> ProofRequest;
    /// Who is to be served next among the requests for a type and a model; 0 when none waits.
    fn next(self: @TState, proof_type: ProofType, model: felt252) -> u64;
    fn base_price(self: @TState, proof_type: ProofType) -> u64;
    /// What a prover stakes to claim.
    fn prover_bond(self: @TState, request_id: u64) -> u256;
    fn request_count(self: @TState) -> u64;
}
