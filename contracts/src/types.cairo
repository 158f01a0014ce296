//! The enumerations that contracts, gateway, worker and documentation share. The integer of a
//! variant is its position here;
//! `tests/contracts/test_enumerations.py` holds the Python side against this file.

/// What a job asks for. All thirteen are accepted; a worker declares which it has a runner for.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum JobType {
    #[default]
    AIInference,
    AITraining,
    ComputerVision,
    NLP,
    AudioProcessing,
    TimeSeriesAnalysis,
    MultimodalAI,
    ReinforcementLearning,
    SpecializedAI,
    ProofGeneration,
    ProofVerification,
    DataProcessing,
    Custom,
}

/// Where a job stands. `Absent` is the storage default: no such job.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum JobState {
    #[default]
    Absent,
    Queued,
    Processing,
    Completed,
    Paid,
    Failed,
    Cancelled,
    Disputed,
}

/// What makes a result payable.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum VerificationMethod {
    /// Nobody checks; pays when the dispute window has passed.
    #[default]
    None,
    /// A share of jobs, drawn by a seed unknown before submission, must be proven.
    StatisticalSampling,
    /// Pays on a verified proof.
    ZeroKnowledgeProof,
    /// Pays when k of n workers have signed the same output digest.
    ConsensusValidation,
}

/// Kinds of proof, each routed to a verifier contract of its own.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, Hash, starknet::Store)]
pub enum ProofType {
    #[default]
    StarknetBatch,
    RecursiveProof,
    ZKMLInference,
    CrossChainBridge,
    ApplicationSpecific,
}

/// Served strictly in this order from the last to the first, oldest first within one.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, Hash, starknet::Store)]
pub enum ProofPriority {
    #[default]
    Standard,
    High,
    Critical,
    Emergency,
}

/// Where a requested proof stands. `Absent` is the storage default: no such request.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum ProofState {
    #[default]
    Absent,
    Pending,
    InProgress,
    Verified,
    Failed,
    Expired,
    Disputed,
}

/// Stake tiers by value in US cents; `NoTier` is a worker without enough stake.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum Tier {
    #[default]
    NoTier,
    Basic,
    Premium,
    Enterprise,
    Infrastructure,
    Fleet,
    Datacenter,
    Hyperscale,
    Institutional,
}

/// Why stake is taken; the share of each is in `constants`.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum SlashReason {
    #[default]
    Malicious,
    Unavailable,
    PoorPerformance,
    ProtocolViolation,
    Fraud,
}

/// What changes a worker's reputation; the step of each is in `constants`.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum ReputationEvent {
    #[default]
    JobDone,
    JobFailed,
    Slashed,
    DisputeLost,
    DisputeWon,
    Inactive,
}

/// Where a worker stands in the curated registry. `Absent` is the storage default: never applied,
/// left or removed.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum ListingState {
    #[default]
    Absent,
    /// Applied; anybody may challenge within the window.
    Candidate,
    /// Challenged; stake decides.
    Challenged,
    Listed,
}

/// What a vote on a challenge came to.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum Verdict {
    /// Still open.
    #[default]
    Undecided,
    /// Too little stake took part: the challenge is dismissed, both keep their deposits.
    NoQuorum,
    /// The worker is listed; the challenger's deposit is distributed.
    Kept,
    /// The worker is not listed; its deposit is distributed.
    Removed,
}
