use starknet::ContractAddress;
use crate::types::{ReputationEvent, SlashReason, Tier};

/// What JobManager and ProofVerifier need of the pool; the caller holds the role `JOB_MANAGER` or
/// `SLASHER`.
#[starknet::interface]
pub trait IWorkerLedger<TState> {
    /// Listed or registered, staked to a tier, seen within the heartbeat time-out, fewer than 100
    /// jobs open.
    fn is_available(self: @TState, worker: ContractAddress) -> bool;
    /// Every flag of `required` is among the worker's capability flags.
    fn has_capabilities(self: @TState, worker: ContractAddress, required: u64) -> bool;
    /// The worker declares at least this much of each: GPU memory, RAM and storage in GiB, CPU
    /// cores, bandwidth in Mbit/s.
    fn has_resources(
        self: @TState,
        worker: ContractAddress,
        gpu_memory: u32,
        cpu_cores: u32,
        ram: u32,
        storage: u32,
        bandwidth: u32,
    ) -> bool;
    /// The framework (a short string such as 'onnxruntime') is declared at `major * 10^6 + minor *
    /// 10^3 + patch` or newer.
    fn has_framework(self: @TState, worker: ContractAddress, name: felt252, at_least: u64) -> bool;
    fn tier(self: @TState, worker: ContractAddress) -> Tier;
    fn reputation(self: @TState, worker: ContractAddress) -> u16;
    /// Reputation × tier weight in basis points: what a match is ranked by.
    fn match_weight(self: @TState, worker: ContractAddress) -> u256;
    /// The Stark public key under which the worker signs results; zero when it never registered.
    fn result_key(self: @TState, worker: ContractAddress) -> felt252;
    /// Opens a job on the worker. Reverts when it is not available. Role `JOB_MANAGER`.
    fn job_opened(ref self: TState, worker: ContractAddress);
    /// Closes a job that was opened and applies what happened to the reputation. Role
    /// `JOB_MANAGER`.
    fn job_closed(ref self: TState, worker: ContractAddress, event: ReputationEvent);
    /// Changes a reputation for an event that neither opens nor closes a job (a dispute lost or
    /// won). Role `JOB_MANAGER`.
    fn reputation_event(ref self: TState, worker: ContractAddress, event: ReputationEvent);
    /// Takes the reason's share of the worker's stake, unstaking included; moves it 50 % to
    /// `challenger`, 30 % burnt, 20 % to the treasury. Returns what was taken. Role `SLASHER`: a
    /// contract that has checked the evidence itself.
    fn slash(
        ref self: TState,
        worker: ContractAddress,
        reason: SlashReason,
        challenger: ContractAddress,
        evidence: felt252,
    ) -> u256;
}

/// Performance rewards: the token sends the pool its part of every protocol fee and says so.
#[starknet::interface]
pub trait IRewardSink<TState> {
    /// `amount` has just been transferred to this contract for the running epoch. Caller: the CIRO
    /// token only.
    fn reward_received(ref self: TState, amount: u256);
}
