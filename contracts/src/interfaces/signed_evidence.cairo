use starknet::ContractAddress;
use crate::logic::signed_result::SignedResult;

/// Whose recorded statements convict: ProofVerifier.
pub const PROOF_VERIFIER: felt252 = 'PROOF_VERIFIER';

/// What a worker's own signatures show against it. Anybody may bring it, at any time.
#[starknet::interface]
pub trait ISignedEvidence<TState> {
    /// Shows that `worker` signed two outputs for one job, model and input: `first`, and the same
    /// with `second_output`.
    /// `result_key` is a key that the worker has registered, now or earlier. Fraud, once for a job,
    /// model and input; the caller is the challenger. Returns what was taken.
    /// Errors: `SAME_OUTPUT`, `NOT_REGISTERED`, `KEY_NOT_WORKERS`, `NOT_SIGNED`,
    /// `NOTHING_AT_STAKE`, `EVIDENCE_USED`.
    fn report_equivocation(
        ref self: TState,
        worker: ContractAddress,
        result_key: felt252,
        first: SignedResult,
        first_signature: (felt252, felt252),
        second_output: felt252,
        second_signature: (felt252, felt252),
    ) -> u256;
    /// Shows that what `worker` signed is false: `statement`, proven under `parameters` and in
    /// force at `ledger`, says that the same model gives another output for the same input; for
    /// which job it was proven does not matter. Malicious, once for a model and input, and never
    /// for a job for which JobManager has slashed the worker. The challenger is the account that
    /// the statement names, whoever calls. Returns what was taken.
    /// Errors: `ANOTHER_QUESTION`, `SAME_OUTPUT`, `NOT_REGISTERED`, `KEY_NOT_WORKERS`,
    /// `NOT_SIGNED`, `UNKNOWN_LEDGER`, `NOT_PROVEN`, `NOTHING_AT_STAKE`, `ANSWERED`,
    /// `EVIDENCE_USED`.
    fn report_contradiction(
        ref self: TState,
        worker: ContractAddress,
        result_key: felt252,
        signed: SignedResult,
        signature: (felt252, felt252),
        ledger: ContractAddress,
        parameters: felt252,
        statement: Span<felt252>,
    ) -> u256;
    /// Whether the worker has been slashed for a result of this job: by JobManager, or by
    /// `report_contradiction`.
    fn has_answered(self: @TState, worker: ContractAddress, job_id: felt252) -> bool;
}
