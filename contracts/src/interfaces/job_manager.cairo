use starknet::ContractAddress;
use crate::types::{JobState, JobType, ProofType, SlashReason, Tier, VerificationMethod};

/// What a worker must have to be matched; zero asks for nothing.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Requirements {
    /// Bit field of hardware capability flags; every one must be among the worker's.
    pub flags: u64,
    /// A short string such as 'onnxruntime', or 0.
    pub framework: felt252,
    /// `major * 10^6 + minor * 10^3 + patch`, or newer.
    pub framework_version: u64,
    /// GiB.
    pub gpu_memory: u32,
    pub cpu_cores: u32,
    /// GiB.
    pub ram: u32,
    /// GiB.
    pub storage: u32,
    /// Mbit/s.
    pub bandwidth: u32,
    /// This tier or a higher one.
    pub tier: Tier,
}

/// What makes the result payable.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Verification {
    pub method: VerificationMethod,
    /// StatisticalSampling: of so many basis points of jobs a proof is asked for.
    pub rate: u16,
    /// ConsensusValidation: `agreeing` of `workers` must sign the same output; more than half.
    pub agreeing: u8,
    pub workers: u8,
    /// How the result can be proven. Must be given for StatisticalSampling and ZeroKnowledgeProof;
    /// with the other methods it serves to decide a dispute, and `parameters` 0 says that only the
    /// governor can.
    pub proof_type: ProofType,
    pub parameters: felt252,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct JobSpec {
    pub job_type: JobType,
    /// What the job is run with: a model's id, or 0.
    pub model: felt252,
    /// Of the input, which the parties hand one another off chain.
    pub input_digest: felt252,
    /// CIRO (10^-18), taken at submission; the platform fee is inside.
    pub reward: u128,
    /// Seconds to be matched in, and again to deliver in; 0 for `JOB_TIMEOUT`.
    pub timeout: u64,
    pub requirements: Requirements,
    pub verification: Verification,
    /// The contract that is told the result, or zero.
    pub consumer: ContractAddress,
}

/// Whether a sampled job must be proven.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default)]
pub enum Draw {
    #[default]
    Open,
    Spared,
    Chosen,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Job {
    pub client: ContractAddress,
    pub spec: JobSpec,
    pub state: JobState,
    /// When this state was entered, or the draw was made.
    pub since: u64,
    /// 0 before there is one.
    pub output_digest: felt252,
    /// The block whose hash draws it; 0 unless sampled and delivered.
    pub draw_block: u64,
    pub draw: Draw,
    /// The consumer has been told.
    pub delivered: bool,
}

/// Jobs: who may call what, in which state and with which event is the table at the head of
/// `job_manager.cairo`.
#[starknet::interface]
pub trait IJobManager<TState> {
    fn submit(ref self: TState, spec: JobSpec) -> felt252;
    fn submit_batch(ref self: TState, specs: Span<JobSpec>) -> Span<felt252>;
    fn cancel(ref self: TState, job_id: felt252);
    fn apply(ref self: TState, job_id: felt252);
    fn match_job(ref self: TState, job_id: felt252, chosen: Span<ContractAddress>);
    fn submit_result(
        ref self: TState, job_id: felt252, output_digest: felt252, signature: (felt252, felt252),
    );
    fn draw(ref self: TState, job_id: felt252);
    fn settle(ref self: TState, job_id: felt252);
    fn settle_by_proof(ref self: TState, job_id: felt252, statement: Span<felt252>);
    fn refute(ref self: TState, job_id: felt252, statement: Span<felt252>);
    fn time_out(ref self: TState, job_id: felt252);
    fn await_statement(ref self: TState, job_id: felt252, statement: Span<felt252>);
    fn dispute(ref self: TState, job_id: felt252);
    fn rule(ref self: TState, job_id: felt252, upheld: bool, reason: SlashReason);
    fn lapse_dispute(ref self: TState, job_id: felt252);
    fn deliver(ref self: TState, job_id: felt252);
    fn job(self: @TState, job_id: felt252) -> Job;
    fn job_count(self: @TState) -> u64;
    /// The id of the n-th job, counted from 1: `poseidon(this contract, n)`, so that no two
    /// contracts share one.
    fn job_id(self: @TState, number: u64) -> felt252;
    fn applicants(self: @TState, job_id: felt252) -> Span<ContractAddress>;
    /// Who was matched; empty before.
    fn workers(self: @TState, job_id: felt252) -> Span<ContractAddress>;
    /// What a client stakes to dispute the job's result.
    fn dispute_bond(self: @TState, job_id: felt252) -> u256;
}

/// Results of several workers on one job.
#[starknet::interface]
pub trait IConsensus<TState> {
    fn commit_result(ref self: TState, job_id: felt252, commitment: felt252);
    fn reveal_result(
        ref self: TState,
        job_id: felt252,
        worker: ContractAddress,
        output_digest: felt252,
        salt: felt252,
        signature: (felt252, felt252),
    );
    fn settle_consensus(ref self: TState, job_id: felt252);
    /// What a worker commits to: `poseidon(job id, worker, output digest, salt)`.
    fn commitment_to(
        self: @TState,
        job_id: felt252,
        worker: ContractAddress,
        output_digest: felt252,
        salt: felt252,
    ) -> felt252;
    /// A worker's commitment, whether it was revealed, and the digest.
    fn vote(self: @TState, job_id: felt252, worker: ContractAddress) -> (felt252, bool, felt252);
}

/// A contract that is told the result of a job which named it as its consumer. It must check that
/// the caller is the JobManager that it trusts and that the job is one that it asked for.
#[starknet::interface]
pub trait IResultConsumer<TState> {
    /// Once for each job, after the job is paid. A panic undoes this delivery alone; anybody may
    /// try again.
    fn on_result(
        ref self: TState,
        job_id: felt252,
        model: felt252,
        input_digest: felt252,
        output_digest: felt252,
    );
}
