use starknet::ContractAddress;
use crate::logic::capability_statement::{CapabilityStatement, Resources};
use crate::logic::worker_records::{Presence, Unstaking};
use crate::types::{ReputationEvent, SlashReason, Tier};

/// Opens and closes jobs on workers and applies what disputes did to their reputations: JobManager.
pub const JOB_MANAGER: felt252 = 'JOB_MANAGER';
/// Slashes on evidence that it has checked itself: JobManager and ProofVerifier.
pub const SLASHER: felt252 = 'SLASHER';

/// What a worker's newest statement says, its frameworks apart.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Capabilities {
    pub result_key: felt252,
    /// Unix seconds; zero when the worker never registered.
    pub valid_from: u64,
    pub resources: Resources,
    pub gpu_model: felt252,
    pub cpu_model: felt252,
}

/// What the pool holds for others, in 10^-18 CIRO. Its token balance is never less than the sum.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Liabilities {
    pub stake: u256,
    pub unstaking: u256,
    pub registry_deposits: u256,
    pub unclaimed_rewards: u256,
}

/// The pool of workers: what a worker does for itself, and what anybody may show against it.
#[starknet::interface]
pub trait ICdcPool<TState> {
    /// Registers the caller as a worker. The statement is signed by the result key that it names,
    /// which no other worker has ever registered. Counts as the first heartbeat. Anybody; not while
    /// paused.
    /// Errors: `PAUSED`, `ALREADY_REGISTERED`, `NOT_NEWER`, `NOT_YET_VALID`, `TOO_MANY_FRAMEWORKS`,
    /// `BAD_SIGNATURE`, `KEY_TAKEN`.
    fn register(ref self: TState, statement: CapabilityStatement, signature: (felt252, felt252));
    /// Replaces the caller's statement by a newer one, which may name a new result key. The old key
    /// stays the worker's: what it signed can still be held against it. A registered worker; not
    /// while paused.
    /// Errors: `PAUSED`, `NOT_REGISTERED`, and those of `register` but the first two.
    fn update_capabilities(
        ref self: TState, statement: CapabilityStatement, signature: (felt252, felt252),
    );
    /// Bonds `amount`, which the caller has approved. A registered worker; not while paused.
    /// Errors: `PAUSED`, `NOT_REGISTERED`, `ZERO_AMOUNT`, `AMOUNT_TOO_LARGE`, `TRANSFER_FAILED`,
    /// those of the token.
    fn stake(ref self: TState, amount: u256);
    /// Moves `amount` out of the stake; it can be withdrawn after 7 days and stays slashable until
    /// then. A second request adds to the first, and the 7 days begin anew for both. A worker, at
    /// any time.
    /// Errors: `ZERO_AMOUNT`, `MORE_THAN_STAKED`.
    fn request_unstake(ref self: TState, amount: u256);
    /// Pays the caller what it has unstaked, once 7 days have passed, and the dispute windows of
    /// the jobs that were closed meanwhile; not while a job is open or a dispute undecided, both of
    /// which anybody can bring to an end when their time is over. Returns the amount. A worker,
    /// whether paused or not and whatever the price is.
    /// Errors: `JOBS_OPEN`, `NOTHING_UNSTAKING`, `STILL_LOCKED`, `HELD`.
    fn withdraw(ref self: TState) -> u256;
    /// The caller is there; at most every 300 s. A registered worker, at any time.
    /// Errors: `NOT_REGISTERED`, `TOO_SOON` (300 s).
    fn heartbeat(ref self: TState);
    /// Shows that `worker` has been silent for more than 900 s. With a job open it is slashed
    /// (Unavailable) and the caller is the challenger; idle, its reputation falls (Inactive). Once
    /// for each silence. Anybody, at any time.
    /// Errors: `NOT_REGISTERED`, `NOT_ABSENT`, `REPORTED`.
    fn report_absence(ref self: TState, worker: ContractAddress);
    fn is_registered(self: @TState, worker: ContractAddress) -> bool;
    /// Why a job cannot be opened on the worker, as the error that `job_opened` would give; 0 when
    /// it can.
    fn unavailability(self: @TState, worker: ContractAddress) -> felt252;
    fn capabilities(self: @TState, worker: ContractAddress) -> Capabilities;
    /// The declared version, `major * 10^6 + minor * 10^3 + patch`; 0 when the framework is not
    /// declared.
    fn framework_version(self: @TState, worker: ContractAddress, name: felt252) -> u64;
    /// Whose result key it is or was; zero when nobody's.
    fn worker_of_key(self: @TState, result_key: felt252) -> ContractAddress;
    /// What a worker's result key signs to register the statement here.
    fn statement_hash(
        self: @TState, worker: ContractAddress, statement: CapabilityStatement,
    ) -> felt252;
    fn presence(self: @TState, worker: ContractAddress) -> Presence;
    /// What is bonded and counts for the tier; unstaking excluded.
    fn stake_of(self: @TState, worker: ContractAddress) -> u256;
    fn unstaking_of(self: @TState, worker: ContractAddress) -> Unstaking;
    /// Undecided disputes, for which `withdraw` waits.
    fn stake_holds(self: @TState, worker: ContractAddress) -> u32;
    fn total_stake(self: @TState) -> u256;
    /// What the worker had bonded before the second `at` (Unix seconds) began.
    fn stake_before(self: @TState, worker: ContractAddress, at: u64) -> u256;
    fn total_stake_before(self: @TState, at: u64) -> u256;
    /// Whether `by` has slashed the worker for this reason on this evidence.
    fn is_evidence_used(
        self: @TState,
        by: ContractAddress,
        worker: ContractAddress,
        reason: SlashReason,
        evidence: felt252,
    ) -> bool;
    fn liabilities(self: @TState) -> Liabilities;
    /// The sum of the liabilities, counted apart from them as tokens come and go.
    fn owed(self: @TState) -> u256;
    fn token(self: @TState) -> ContractAddress;
}

/// What JobManager and ProofVerifier need of the pool; the caller holds the role `JOB_MANAGER` or
/// `SLASHER`.
#[starknet::interface]
pub trait IWorkerLedger<TState> {
    /// Registered, staked to a tier at a fresh price, seen within the heartbeat time-out, fewer
    /// than 100 jobs open, not paused.
    /// The curated registry is no condition: a consumer that wants a listed worker asks
    /// `ICuratedRegistry.is_listed`.
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
    /// By the value of what is bonded. Reverts when the price is absent or stale: what a stake is
    /// worth is not known then.
    /// Errors: `NO_PRICE`, `STALE`.
    fn tier(self: @TState, worker: ContractAddress) -> Tier;
    fn reputation(self: @TState, worker: ContractAddress) -> u16;
    /// Reputation × tier weight in basis points: what a match is ranked by. Reverts when the price
    /// is absent or stale.
    /// Errors: `NO_PRICE`, `STALE`.
    fn match_weight(self: @TState, worker: ContractAddress) -> u256;
    /// The Stark public key under which the worker signs results; zero when it never registered.
    fn result_key(self: @TState, worker: ContractAddress) -> felt252;
    /// Opens a job on the worker. Reverts when it is not available. Role `JOB_MANAGER`.
    /// Errors: `MISSING_ROLE`, and what `ICdcPool.unavailability` says.
    fn job_opened(ref self: TState, worker: ContractAddress);
    /// Closes a job that was opened and applies what happened to the reputation: JobDone, which
    /// also earns a part of the epoch's performance rewards, or JobFailed. What the worker is
    /// unstaking stays at least for the dispute window of this job. Role `JOB_MANAGER`.
    /// Errors: `MISSING_ROLE`, `FOREIGN_EVENT`, `NO_OPEN_JOB`.
    fn job_closed(ref self: TState, worker: ContractAddress, event: ReputationEvent);
    /// Changes a reputation for an event that neither opens nor closes a job: DisputeLost,
    /// DisputeWon, or JobFailed for a job that turns out so after it was closed. Role
    /// `JOB_MANAGER`.
    /// Errors: `MISSING_ROLE`, `FOREIGN_EVENT`, `NOT_REGISTERED`.
    fn reputation_event(ref self: TState, worker: ContractAddress, event: ReputationEvent);
    /// A dispute about a job of the worker has begun: what it unstakes is not paid out until
    /// `release_stake` says that it is decided. Role `JOB_MANAGER`.
    /// Errors: `MISSING_ROLE`, `NOT_REGISTERED`.
    fn hold_stake(ref self: TState, worker: ContractAddress);
    /// Ends one hold. Role `JOB_MANAGER`.
    /// Errors: `MISSING_ROLE`, `NOT_HELD`.
    fn release_stake(ref self: TState, worker: ContractAddress);
    /// Takes the reason's share of the worker's stake, unstaking included; moves it 50 % to
    /// `challenger`, 30 % burnt, 20 % to the treasury. A worker gets nothing for its own slash: a
    /// challenger that is the worker, or zero, is not paid and its part is burnt. Returns what was
    /// taken, which may be nothing, and is where a proof of the contrary has cost the worker as
    /// much for this job. `job_id` (not zero) is the evidence, and convicts once for each caller,
    /// worker and reason. Role `SLASHER`: a contract that has checked the evidence itself.
    /// Errors: `MISSING_ROLE`, `NOT_REGISTERED`, `NO_EVIDENCE`, `EVIDENCE_USED`.
    fn slash(
        ref self: TState,
        worker: ContractAddress,
        reason: SlashReason,
        challenger: ContractAddress,
        job_id: felt252,
    ) -> u256;
}

/// Performance rewards: the token sends the pool its part of every protocol fee and says so.
#[starknet::interface]
pub trait IRewardSink<TState> {
    /// `amount` has just been transferred to this contract for the running epoch. Caller: the CIRO
    /// token only.
    /// Errors: `NOT_TOKEN`, `NOT_RECEIVED`.
    fn reward_received(ref self: TState, amount: u256);
}
