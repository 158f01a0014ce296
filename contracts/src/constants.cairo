//! Numbers of the protocol. Durations are seconds, shares are basis points (1/10,000), prices are
//! US cents, amounts of CIRO are in 10^-18 CIRO. `tests/contracts/test_constants.py` holds the
//! Python side against this file.

pub const BASIS_POINTS: u256 = 10_000;
pub const ONE_CIRO: u256 = 1_000_000_000_000_000_000;
pub const HOUR: u64 = 3_600;
pub const DAY: u64 = 86_400;
/// A month of the burn schedule and a year of the mint ceiling: mean Gregorian, so that twelve
/// months are one year.
pub const MONTH: u64 = 2_629_746;
pub const YEAR: u64 = 31_556_952;

// Jobs
pub const PLATFORM_FEE_BPS: u256 = 250;
pub const JOB_TIMEOUT: u64 = HOUR;
pub const DISPUTE_WINDOW: u64 = 3 * DAY;
pub const MAX_JOBS_PER_WORKER: u32 = 100;
pub const MAX_BATCH: u32 = 50;
/// A client says how long a worker may take, within these bounds; 0 stands for `JOB_TIMEOUT`.
pub const MIN_JOB_TIMEOUT: u64 = 120;
pub const MAX_JOB_TIMEOUT: u64 = 7 * DAY;
/// The least reward of a job: performance rewards count jobs, so a job must cost something.
pub const MIN_JOB_REWARD: u128 = 1_000_000_000_000_000_000;
/// From submission, workers apply for so long before the best of them is matched.
pub const APPLICATION_WINDOW: u64 = 60;
/// Applicants that a job keeps; a heavier one replaces the lightest.
pub const MAX_APPLICANTS: u32 = 8;
/// Workers of one job under ConsensusValidation.
pub const MAX_CONSENSUS_WORKERS: u8 = 7;
/// Blocks between a result and the block whose hash draws it for a proof, and the age at which the
/// chain tells that hash.
pub const SAMPLING_DRAW_DELAY: u64 = 2;
pub const BLOCK_HASH_AGE: u64 = 10;
/// From a result (ZeroKnowledgeProof) or from the draw (StatisticalSampling), a proof has so long.
pub const PROOF_WINDOW: u64 = DAY;
/// What a client stakes on a dispute, as a share of the reward.
pub const DISPUTE_BOND_BPS: u256 = 1_000;
/// Longer than a vote and its timelock; a dispute that nobody decided lapses then.
pub const DISPUTE_DECISION: u64 = 14 * DAY;

// Proofs
/// No parameter set of fewer bits is registered.
pub const MIN_SECURITY_BITS: u16 = 100;
/// A request is open for at least and at most so long.
pub const MIN_PROOF_DEADLINE: u64 = 60;
pub const MAX_PROOF_DEADLINE: u64 = DAY;
/// After so long without a claim, a request at the head of its queue may be set aside.
pub const PROOF_HEAD_GRACE: u64 = 600;
/// What a prover stakes on a claim, as a share of the reward.
pub const PROVER_BOND_BPS: u256 = 1_000;
/// Bounds of a reward by priority, in basis points of the type's base price: least, most.
pub const STANDARD_MIN_BPS: u64 = 10_000;
pub const STANDARD_MAX_BPS: u64 = 20_000;
pub const HIGH_MIN_BPS: u64 = 15_000;
pub const HIGH_MAX_BPS: u64 = 40_000;
pub const CRITICAL_MIN_BPS: u64 = 25_000;
pub const CRITICAL_MAX_BPS: u64 = 80_000;
pub const EMERGENCY_MIN_BPS: u64 = 50_000;
pub const EMERGENCY_MAX_BPS: u64 = 200_000;
/// What is staked on the dispute of a recorded statement.
pub const STATEMENT_DISPUTE_BOND: u256 = 1_000 * ONE_CIRO;

// Workers
pub const HEARTBEAT_INTERVAL: u64 = 300;
pub const HEARTBEAT_TIMEOUT: u64 = 900;
pub const UNSTAKE_DELAY: u64 = 7 * DAY;
/// Frameworks in one capability statement.
pub const MAX_FRAMEWORKS: u32 = 16;

// Stake tiers: least value in US cents, and weight in a match in basis points
pub const TIER_BASIC_CENTS: u256 = 10_000;
pub const TIER_PREMIUM_CENTS: u256 = 50_000;
pub const TIER_ENTERPRISE_CENTS: u256 = 250_000;
pub const TIER_INFRASTRUCTURE_CENTS: u256 = 1_000_000;
pub const TIER_FLEET_CENTS: u256 = 5_000_000;
pub const TIER_DATACENTER_CENTS: u256 = 10_000_000;
pub const TIER_HYPERSCALE_CENTS: u256 = 25_000_000;
pub const TIER_INSTITUTIONAL_CENTS: u256 = 50_000_000;
pub const TIER_BASIC_WEIGHT_BPS: u256 = 10_000;
pub const TIER_PREMIUM_WEIGHT_BPS: u256 = 12_000;
pub const TIER_ENTERPRISE_WEIGHT_BPS: u256 = 15_000;
pub const TIER_INFRASTRUCTURE_WEIGHT_BPS: u256 = 20_000;
pub const TIER_FLEET_WEIGHT_BPS: u256 = 25_000;
pub const TIER_DATACENTER_WEIGHT_BPS: u256 = 30_000;
pub const TIER_HYPERSCALE_WEIGHT_BPS: u256 = 40_000;
pub const TIER_INSTITUTIONAL_WEIGHT_BPS: u256 = 50_000;

// Reputation: bounds, and steps up and down
pub const REPUTATION_START: u16 = 500;
pub const REPUTATION_MAX: u16 = 1_000;
pub const REPUTATION_JOB_DONE: u16 = 15;
pub const REPUTATION_DISPUTE_WON: u16 = 30;
pub const REPUTATION_LOSS_JOB_FAILED: u16 = 25;
pub const REPUTATION_LOSS_SLASHED: u16 = 100;
pub const REPUTATION_LOSS_DISPUTE_LOST: u16 = 50;
pub const REPUTATION_LOSS_INACTIVE: u16 = 5;

// Slashing: the share of the stake that each reason takes
pub const SLASH_MALICIOUS_BPS: u256 = 5_000;
pub const SLASH_UNAVAILABLE_BPS: u256 = 1_000;
pub const SLASH_POOR_PERFORMANCE_BPS: u256 = 2_000;
pub const SLASH_PROTOCOL_VIOLATION_BPS: u256 = 3_000;
pub const SLASH_FRAUD_BPS: u256 = 10_000;

// Slashed tokens: to whom they go
pub const SLASH_TO_CHALLENGER_BPS: u256 = 5_000;
pub const SLASH_BURNT_BPS: u256 = 3_000;
pub const SLASH_TO_TREASURY_BPS: u256 = 2_000;

// Curated registry
pub const REGISTRY_DEPOSIT: u256 = 1_000 * ONE_CIRO;
pub const REGISTRY_CHALLENGE_WINDOW: u64 = 3 * DAY;
pub const REGISTRY_VOTING_PERIOD: u64 = 3 * DAY;
pub const REGISTRY_QUORUM_BPS: u256 = 1_000;
/// After a vote, a listed worker is not challenged again for so long: it can leave.
pub const REGISTRY_REST: u64 = DAY;

// Performance rewards
pub const PERFORMANCE_REWARD_BPS: u256 = 500;
pub const REWARD_EPOCH: u64 = 7 * DAY;
/// Epochs after its own in which what nobody claimed stays with those who earned it; then it may be
/// rolled over.
pub const REWARD_CLAIM_EPOCHS: u64 = 12;

// Token
pub const SUPPLY_AT_LAUNCH: u256 = 1_000_000_000 * ONE_CIRO;
pub const CIRCULATING_AT_LAUNCH: u256 = 50_000_000 * ONE_CIRO;
/// US cents a year that fees and minting together must provide for security.
pub const SECURITY_BUDGET_CENTS: u256 = 200_000_000;
/// Below this share of the budget, fees are topped up from the mint ceiling.
pub const SECURITY_FEE_COVER_BPS: u256 = 6_000;

// Governance
pub const VOTING_PERIOD: u64 = 7 * DAY;
pub const TIMELOCK: u64 = DAY;
pub const QUORUM_BPS: u256 = 2_000;
pub const SUPERMAJORITY_BPS: u256 = 6_700;

// Paymaster
pub const CALLS_PER_HOUR: u32 = 100;
/// How long the cap on all sponsored fees together counts.
pub const SPONSOR_EPOCH: u64 = 7 * DAY;
