"""What several contracts share. Written by `python -m gateway.chain.generate`; change the Cairo sources, not this file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

__all__ = [
    "AbsenceReported",
    "AllSessionsRevoked",
    "Allocation",
    "AllocationClaimed",
    "AllocationLocked",
    "Allowance",
    "AnchoredBatch",
    "Approval",
    "ArchitectureDescribed",
    "BasePriceSet",
    "CallsVetoed",
    "Capabilities",
    "CapabilitiesDeclared",
    "CapabilityStatement",
    "Challenge",
    "ChallengeResolved",
    "ChangeCancelled",
    "ChangeKind",
    "ChangeProposed",
    "Choice",
    "CriticalSet",
    "CustodyOf",
    "DelegateChanged",
    "DelegateVotesChanged",
    "Draw",
    "Framework",
    "GovernanceParameters",
    "GovernanceParametersSet",
    "GuardianChanged",
    "Heartbeat",
    "InnerCall",
    "Job",
    "JobApplied",
    "JobCancelled",
    "JobClosed",
    "JobCompleted",
    "JobDelivered",
    "JobDisputed",
    "JobDrawn",
    "JobFailed",
    "JobMatched",
    "JobOpened",
    "JobPaid",
    "JobSpec",
    "JobState",
    "JobStatementAwaited",
    "JobSubmitted",
    "JobType",
    "Launched",
    "Liabilities",
    "Listing",
    "ListingApplied",
    "ListingChallenged",
    "ListingConfirmed",
    "ListingState",
    "ModelRecorded",
    "ModelRegistered",
    "ModelRetired",
    "NonceUsed",
    "OutsideExecuted",
    "OutsideExecution",
    "OwnerKeyChanged",
    "ParameterSet",
    "ParametersRegistered",
    "ParametersRetired",
    "Paused",
    "PendingChange",
    "Permission",
    "Presence",
    "PriceSet",
    "Progress",
    "ProofClaimed",
    "ProofExpired",
    "ProofFailed",
    "ProofOrder",
    "ProofPriority",
    "ProofRequest",
    "ProofRequested",
    "ProofSetAside",
    "ProofState",
    "ProofType",
    "ProofVerified",
    "Proposal",
    "ProposalCall",
    "ProposalCancelled",
    "ProposalCreated",
    "ProposalExecuted",
    "ProposalQueued",
    "ProposalState",
    "ProposalType",
    "RegisteredModel",
    "Registration",
    "RegistryLeft",
    "ReputationChanged",
    "ReputationEvent",
    "ReputationStarted",
    "Requirements",
    "Resources",
    "ResultCommitted",
    "ResultContradicted",
    "ResultRevealed",
    "RevocationSubmitted",
    "RewardClaimed",
    "RewardEarned",
    "RewardReceived",
    "RewardRolledOver",
    "RoleGranted",
    "RoleRevoked",
    "SessionGranted",
    "SessionRevoked",
    "SessionStatus",
    "SessionUsed",
    "SessionsFrozen",
    "SessionsUnfrozen",
    "SignedResult",
    "SlashReason",
    "Slashed",
    "Sponsorship",
    "StakeHeld",
    "StakeReleased",
    "StakeTaken",
    "Staked",
    "StatementDisputeDismissed",
    "StatementDisputeUpheld",
    "StatementDisputed",
    "StatementRecord",
    "StatementRecorded",
    "Tier",
    "Transfer",
    "UnlockPostponed",
    "Unpaused",
    "UnstakeRequested",
    "Unstaking",
    "Upgraded",
    "Verdict",
    "Verification",
    "VerificationMethod",
    "VerifierRegistered",
    "VerifierRetired",
    "VersionRevoked",
    "VoteCast",
    "Voted",
    "Withdrawn",
]


class ChangeKind(IntEnum):
    """``ciro::interfaces::account::ChangeKind``; the number is the on-chain variant."""

    NOTHING = 0
    ROTATION = 1
    RECOVERY = 2
    NEW_GUARDIAN = 3


class Choice(IntEnum):
    """``ciro::interfaces::governor::Choice``; the number is the on-chain variant."""

    AGAINST = 0
    FOR = 1
    ABSTAIN = 2


class ProposalState(IntEnum):
    """``ciro::interfaces::governor::ProposalState``; the number is the on-chain variant."""

    ABSENT = 0
    PENDING = 1
    ACTIVE = 2
    DEFEATED = 3
    SUCCEEDED = 4
    QUEUED = 5
    EXECUTED = 6
    CANCELLED = 7
    EXPIRED = 8


class ProposalType(IntEnum):
    """``ciro::interfaces::governor::ProposalType``; the number is the on-chain variant."""

    ORDINARY = 0
    ROLE_CHANGE = 1
    MINT = 2
    GOVERNANCE = 3
    UPGRADE = 4


class Draw(IntEnum):
    """``ciro::interfaces::job_manager::Draw``; the number is the on-chain variant."""

    OPEN = 0
    SPARED = 1
    CHOSEN = 2


class JobState(IntEnum):
    """``ciro::types::JobState``; the number is the on-chain variant."""

    ABSENT = 0
    QUEUED = 1
    PROCESSING = 2
    COMPLETED = 3
    PAID = 4
    FAILED = 5
    CANCELLED = 6
    DISPUTED = 7


class JobType(IntEnum):
    """``ciro::types::JobType``; the number is the on-chain variant."""

    AI_INFERENCE = 0
    AI_TRAINING = 1
    COMPUTER_VISION = 2
    NLP = 3
    AUDIO_PROCESSING = 4
    TIME_SERIES_ANALYSIS = 5
    MULTIMODAL_AI = 6
    REINFORCEMENT_LEARNING = 7
    SPECIALIZED_AI = 8
    PROOF_GENERATION = 9
    PROOF_VERIFICATION = 10
    DATA_PROCESSING = 11
    CUSTOM = 12


class ListingState(IntEnum):
    """``ciro::types::ListingState``; the number is the on-chain variant."""

    ABSENT = 0
    CANDIDATE = 1
    CHALLENGED = 2
    LISTED = 3


class ProofPriority(IntEnum):
    """``ciro::types::ProofPriority``; the number is the on-chain variant."""

    STANDARD = 0
    HIGH = 1
    CRITICAL = 2
    EMERGENCY = 3


class ProofState(IntEnum):
    """``ciro::types::ProofState``; the number is the on-chain variant."""

    ABSENT = 0
    PENDING = 1
    IN_PROGRESS = 2
    VERIFIED = 3
    FAILED = 4
    EXPIRED = 5
    DISPUTED = 6


class ProofType(IntEnum):
    """``ciro::types::ProofType``; the number is the on-chain variant."""

    STARKNET_BATCH = 0
    RECURSIVE_PROOF = 1
    ZKML_INFERENCE = 2
    CROSS_CHAIN_BRIDGE = 3
    APPLICATION_SPECIFIC = 4


class ReputationEvent(IntEnum):
    """``ciro::types::ReputationEvent``; the number is the on-chain variant."""

    JOB_DONE = 0
    JOB_FAILED = 1
    SLASHED = 2
    DISPUTE_LOST = 3
    DISPUTE_WON = 4
    INACTIVE = 5


class SlashReason(IntEnum):
    """``ciro::types::SlashReason``; the number is the on-chain variant."""

    MALICIOUS = 0
    UNAVAILABLE = 1
    POOR_PERFORMANCE = 2
    PROTOCOL_VIOLATION = 3
    FRAUD = 4


class Tier(IntEnum):
    """``ciro::types::Tier``; the number is the on-chain variant."""

    NO_TIER = 0
    BASIC = 1
    PREMIUM = 2
    ENTERPRISE = 3
    INFRASTRUCTURE = 4
    FLEET = 5
    DATACENTER = 6
    HYPERSCALE = 7
    INSTITUTIONAL = 8


class Verdict(IntEnum):
    """``ciro::types::Verdict``; the number is the on-chain variant."""

    UNDECIDED = 0
    NO_QUORUM = 1
    KEPT = 2
    REMOVED = 3


class VerificationMethod(IntEnum):
    """``ciro::types::VerificationMethod``; the number is the on-chain variant."""

    NONE = 0
    STATISTICAL_SAMPLING = 1
    ZERO_KNOWLEDGE_PROOF = 2
    CONSENSUS_VALIDATION = 3


@dataclass(frozen=True, slots=True)
class PendingChange:
    """The struct ``ciro::interfaces::account::PendingChange``."""

    kind: ChangeKind
    value: int
    ready_at: int


@dataclass(frozen=True, slots=True)
class Permission:
    """The struct ``ciro::interfaces::account::Permission``."""

    to: int
    selector: int


@dataclass(frozen=True, slots=True)
class SessionStatus:
    """The struct ``ciro::interfaces::account::SessionStatus``."""

    grant: int
    live: bool
    expires_at: int
    calls_left: int
    max_fee: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """The struct ``ciro::interfaces::allocations::Allocation``."""

    beneficiary: int
    amount: int
    cliff: int
    duration: int


@dataclass(frozen=True, slots=True)
class AnchoredBatch:
    """The struct ``ciro::interfaces::audit_anchor::AnchoredBatch``."""

    journal: int
    first: int
    count: int
    at: int
    root: int


@dataclass(frozen=True, slots=True)
class Progress:
    """The struct ``ciro::interfaces::audit_anchor::Progress``."""

    journal: int
    batches: int
    next_record: int
    head: int
    root: int


@dataclass(frozen=True, slots=True)
class Liabilities:
    """The struct ``ciro::interfaces::cdc_pool::Liabilities``."""

    stake: int
    unstaking: int
    registry_deposits: int
    unclaimed_rewards: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """The struct ``ciro::interfaces::curated_registry::Challenge``."""

    worker: int
    challenger: int
    at: int
    was_listed: bool
    keep: int
    remove: int
    total: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Listing:
    """The struct ``ciro::interfaces::curated_registry::Listing``."""

    state: ListingState
    since: int
    challenge: int


@dataclass(frozen=True, slots=True)
class GovernanceParameters:
    """The struct ``ciro::interfaces::governor::GovernanceParameters``."""

    proposal_threshold: int
    voting_period: int
    timelock: int
    grace_period: int
    quorum_bps: int
    supermajority_bps: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """The struct ``ciro::interfaces::governor::Proposal``."""

    proposer: int
    proposal_type: ProposalType
    calls_digest: int
    snapshot: int
    deadline: int
    eta: int
    timelock: int
    grace_period: int
    quorum_bps: int
    supermajority_bps: int
    executed: bool
    cancelled: bool
    votes_for: int
    votes_against: int
    votes_abstain: int


@dataclass(frozen=True, slots=True)
class Requirements:
    """The struct ``ciro::interfaces::job_manager::Requirements``."""

    flags: int
    framework: int
    framework_version: int
    gpu_memory: int
    cpu_cores: int
    ram: int
    storage: int
    bandwidth: int
    tier: Tier


@dataclass(frozen=True, slots=True)
class Verification:
    """The struct ``ciro::interfaces::job_manager::Verification``."""

    method: VerificationMethod
    rate: int
    agreeing: int
    workers: int
    proof_type: ProofType
    parameters: int


@dataclass(frozen=True, slots=True)
class Allowance:
    """The struct ``ciro::interfaces::paymaster::Allowance``."""

    calls_per_day: int
    fee_per_day: int


@dataclass(frozen=True, slots=True)
class Sponsorship:
    """The struct ``ciro::interfaces::paymaster::Sponsorship``."""

    sponsor: int
    blocked: bool
    allowance: Allowance
    calls_today: int
    fee_today: int


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """The struct ``ciro::interfaces::proof_verifier::ParameterSet``."""

    proof_type: ProofType
    security_bits: int
    valid_for: int


@dataclass(frozen=True, slots=True)
class ProofOrder:
    """The struct ``ciro::interfaces::proof_verifier::ProofOrder``."""

    proof_type: ProofType
    parameters: int
    model: int
    statement_hash: int
    priority: ProofPriority
    reward_cents: int
    max_amount: int
    within: int


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """The struct ``ciro::interfaces::proof_verifier::ProofRequest``."""

    requester: int
    prover: int
    parameters: int
    model: int
    statement_hash: int
    proof_type: ProofType
    priority: ProofPriority
    state: ProofState
    aside: bool
    reward: int
    requested_at: int
    deadline: int


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """The struct ``ciro::interfaces::proof_verifier::StatementRecord``."""

    proof_type: ProofType
    version: int
    recorded_at: int
    expires_at: int
    disputed: bool
    cleared_version: int


@dataclass(frozen=True, slots=True)
class Framework:
    """The struct ``ciro::logic::capability_statement::Framework``."""

    name: int
    version: int


@dataclass(frozen=True, slots=True)
class Resources:
    """The struct ``ciro::logic::capability_statement::Resources``."""

    flags: int
    gpu_memory: int
    cpu_cores: int
    ram: int
    storage: int
    bandwidth: int


@dataclass(frozen=True, slots=True)
class SignedResult:
    """The struct ``ciro::logic::signed_result::SignedResult``."""

    job_id: int
    model: int
    input_digest: int
    output_digest: int


@dataclass(frozen=True, slots=True)
class Presence:
    """The struct ``ciro::logic::worker_records::Presence``."""

    last_heartbeat: int
    busy_since: int
    reported: int
    open_jobs: int


@dataclass(frozen=True, slots=True)
class Unstaking:
    """The struct ``ciro::logic::worker_records::Unstaking``."""

    amount: int
    unlock_at: int


@dataclass(frozen=True, slots=True)
class Registration:
    """The struct ``ciro::zkml::registration::Registration``."""

    root: int
    anchor: int
    zeta: int


@dataclass(frozen=True, slots=True)
class InnerCall:
    """The struct ``core::starknet::account::Call``."""

    to: int
    selector: int
    calldata: Sequence[int]


@dataclass(frozen=True, slots=True)
class OutsideExecution:
    """The struct ``ciro::interfaces::account::OutsideExecution``."""

    caller: int
    nonce: int
    execute_after: int
    execute_before: int
    calls: Sequence[InnerCall]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The struct ``ciro::interfaces::cdc_pool::Capabilities``."""

    result_key: int
    valid_from: int
    resources: Resources
    gpu_model: int
    cpu_model: int


@dataclass(frozen=True, slots=True)
class JobSpec:
    """The struct ``ciro::interfaces::job_manager::JobSpec``."""

    job_type: JobType
    model: int
    input_digest: int
    reward: int
    timeout: int
    requirements: Requirements
    verification: Verification
    consumer: int


@dataclass(frozen=True, slots=True)
class CapabilityStatement:
    """The struct ``ciro::logic::capability_statement::CapabilityStatement``."""

    result_key: int
    valid_from: int
    resources: Resources
    gpu_model: int
    cpu_model: int
    frameworks: Sequence[Framework]


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """The struct ``ciro::zkml::registration::RegisteredModel``."""

    registration: Registration
    weight_bits: int


@dataclass(frozen=True, slots=True)
class Job:
    """The struct ``ciro::interfaces::job_manager::Job``."""

    client: int
    spec: JobSpec
    state: JobState
    since: int
    output_digest: int
    draw_block: int
    draw: Draw
    delivered: bool


@dataclass(frozen=True, slots=True)
class RoleGranted:
    """The event ``ciro::components::access::AccessComponent::RoleGranted``."""

    role: int
    account: int
    by: int


@dataclass(frozen=True, slots=True)
class RoleRevoked:
    """The event ``ciro::components::access::AccessComponent::RoleRevoked``."""

    role: int
    account: int
    by: int


@dataclass(frozen=True, slots=True)
class AllocationClaimed:
    """The event ``ciro::components::allocations::AllocationsComponent::AllocationClaimed``."""

    id: int
    beneficiary: int
    amount: int


@dataclass(frozen=True, slots=True)
class AllocationLocked:
    """The event ``ciro::components::allocations::AllocationsComponent::AllocationLocked``."""

    id: int
    beneficiary: int
    amount: int
    cliff: int
    duration: int


@dataclass(frozen=True, slots=True)
class Launched:
    """The event ``ciro::components::allocations::AllocationsComponent::Launched``."""

    at: int


@dataclass(frozen=True, slots=True)
class CapabilitiesDeclared:
    """The event ``ciro::components::capabilities::CapabilitiesComponent::CapabilitiesDeclared``."""

    worker: int
    result_key: int
    valid_from: int
    resources: Resources
    gpu_model: int
    cpu_model: int
    frameworks: Sequence[Framework]


@dataclass(frozen=True, slots=True)
class Slashed:
    """The event ``ciro::components::convictions::ConvictionsComponent::Slashed``."""

    worker: int
    by: int
    reason: SlashReason
    evidence: int
    challenger: int
    to_challenger: int
    burnt: int
    to_treasury: int


@dataclass(frozen=True, slots=True)
class ChallengeResolved:
    """The event ``ciro::components::curated_registry::CuratedRegistryComponent::ChallengeResolved``."""

    challenge: int
    worker: int
    verdict: Verdict
    at: int


@dataclass(frozen=True, slots=True)
class ListingApplied:
    """The event ``ciro::components::curated_registry::CuratedRegistryComponent::ListingApplied``."""

    worker: int
    at: int


@dataclass(frozen=True, slots=True)
class ListingChallenged:
    """The event ``ciro::components::curated_registry::CuratedRegistryComponent::ListingChallenged``."""

    challenge: int
    worker: int
    challenger: int
    at: int
    was_listed: bool
    total: int


@dataclass(frozen=True, slots=True)
class ListingConfirmed:
    """The event ``ciro::components::curated_registry::CuratedRegistryComponent::ListingConfirmed``."""

    worker: int
    at: int


@dataclass(frozen=True, slots=True)
class RegistryLeft:
    """The event ``ciro::components::curated_registry::CuratedRegistryComponent::RegistryLeft``."""

    worker: int


@dataclass(frozen=True, slots=True)
class Voted:
    """The event ``ciro::components::curated_registry::CuratedRegistryComponent::Voted``."""

    challenge: int
    voter: int
    keep: bool
    weight: int


@dataclass(frozen=True, slots=True)
class CustodyOf:
    """The event ``ciro::components::custody::CustodyComponent::CustodyOf``."""

    token: int


@dataclass(frozen=True, slots=True)
class Approval:
    """The event ``ciro::components::erc20::ERC20Component::Approval``."""

    owner: int
    spender: int
    value: int


@dataclass(frozen=True, slots=True)
class Transfer:
    """The event ``ciro::components::erc20::ERC20Component::Transfer``."""

    from_: int
    to: int
    value: int


@dataclass(frozen=True, slots=True)
class CallsVetoed:
    """The event ``ciro::components::governor::GovernorComponent::CallsVetoed``."""

    calls_digest: int
    proposal: int
    at: int
    by: int


@dataclass(frozen=True, slots=True)
class CriticalSet:
    """The event ``ciro::components::governor::GovernorComponent::CriticalSet``."""

    selector: int
    critical: bool


@dataclass(frozen=True, slots=True)
class GovernanceParametersSet:
    """The event ``ciro::components::governor::GovernorComponent::GovernanceParametersSet``."""

    parameters: GovernanceParameters


@dataclass(frozen=True, slots=True)
class ProposalCall:
    """The event ``ciro::components::governor::GovernorComponent::ProposalCall``."""

    proposal: int
    index: int
    to: int
    selector: int
    calldata: Sequence[int]


@dataclass(frozen=True, slots=True)
class ProposalCancelled:
    """The event ``ciro::components::governor::GovernorComponent::ProposalCancelled``."""

    proposal: int


@dataclass(frozen=True, slots=True)
class ProposalCreated:
    """The event ``ciro::components::governor::GovernorComponent::ProposalCreated``."""

    proposal: int
    proposer: int
    proposal_type: ProposalType
    calls_digest: int
    description_hash: int
    snapshot: int
    deadline: int
    timelock: int
    grace_period: int
    quorum_bps: int
    supermajority_bps: int


@dataclass(frozen=True, slots=True)
class ProposalExecuted:
    """The event ``ciro::components::governor::GovernorComponent::ProposalExecuted``."""

    proposal: int


@dataclass(frozen=True, slots=True)
class ProposalQueued:
    """The event ``ciro::components::governor::GovernorComponent::ProposalQueued``."""

    proposal: int
    eta: int


@dataclass(frozen=True, slots=True)
class VoteCast:
    """The event ``ciro::components::governor::GovernorComponent::VoteCast``."""

    proposal: int
    voter: int
    choice: Choice
    votes: int


@dataclass(frozen=True, slots=True)
class JobCompleted:
    """The event ``ciro::components::job_book::JobBookComponent::JobCompleted``."""

    job_id: int
    output_digest: int
    draw_block: int
    at: int


@dataclass(frozen=True, slots=True)
class JobDelivered:
    """The event ``ciro::components::job_book::JobBookComponent::JobDelivered``."""

    job_id: int
    consumer: int


@dataclass(frozen=True, slots=True)
class JobDisputed:
    """The event ``ciro::components::job_book::JobBookComponent::JobDisputed``."""

    job_id: int
    bond: int
    at: int


@dataclass(frozen=True, slots=True)
class JobDrawn:
    """The event ``ciro::components::job_book::JobBookComponent::JobDrawn``."""

    job_id: int
    chosen: bool
    at: int


@dataclass(frozen=True, slots=True)
class JobMatched:
    """The event ``ciro::components::job_book::JobBookComponent::JobMatched``."""

    job_id: int
    workers: Sequence[int]
    at: int


@dataclass(frozen=True, slots=True)
class JobStatementAwaited:
    """The event ``ciro::components::job_book::JobBookComponent::JobStatementAwaited``."""

    job_id: int
    digest: int
    at: int


@dataclass(frozen=True, slots=True)
class JobSubmitted:
    """The event ``ciro::components::job_book::JobBookComponent::JobSubmitted``."""

    job_id: int
    client: int
    number: int
    spec: JobSpec
    at: int


@dataclass(frozen=True, slots=True)
class JobApplied:
    """The event ``ciro::components::matching::MatchingComponent::JobApplied``."""

    job_id: int
    worker: int
    replaced: int


@dataclass(frozen=True, slots=True)
class ArchitectureDescribed:
    """The event ``ciro::components::model_records::ModelRecordsComponent::ArchitectureDescribed``."""

    architecture: int
    description: Sequence[int]


@dataclass(frozen=True, slots=True)
class ModelRecorded:
    """The event ``ciro::components::model_records::ModelRecordsComponent::ModelRecorded``."""

    model: int
    root: int
    anchor: int
    architecture: int


@dataclass(frozen=True, slots=True)
class NonceUsed:
    """The event ``ciro::components::nonces::NoncesComponent::NonceUsed``."""

    owner: int
    nonce: int


@dataclass(frozen=True, slots=True)
class OutsideExecuted:
    """The event ``ciro::components::outside_execution::OutsideExecutionComponent::OutsideExecuted``."""

    nonce: int
    hash: int
    caller: int


@dataclass(frozen=True, slots=True)
class ChangeCancelled:
    """The event ``ciro::components::owner_key::OwnerKeyComponent::ChangeCancelled``."""

    kind: ChangeKind
    value: int
    by: int


@dataclass(frozen=True, slots=True)
class ChangeProposed:
    """The event ``ciro::components::owner_key::OwnerKeyComponent::ChangeProposed``."""

    kind: ChangeKind
    value: int
    ready_at: int


@dataclass(frozen=True, slots=True)
class GuardianChanged:
    """The event ``ciro::components::owner_key::OwnerKeyComponent::GuardianChanged``."""

    guardian: int


@dataclass(frozen=True, slots=True)
class OwnerKeyChanged:
    """The event ``ciro::components::owner_key::OwnerKeyComponent::OwnerKeyChanged``."""

    public_key: int
    generation: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The event ``ciro::components::pausable::PausableComponent::Paused``."""

    by: int


@dataclass(frozen=True, slots=True)
class Unpaused:
    """The event ``ciro::components::pausable::PausableComponent::Unpaused``."""

    by: int


@dataclass(frozen=True, slots=True)
class RewardClaimed:
    """The event ``ciro::components::performance_rewards::PerformanceRewardsComponent::RewardClaimed``."""

    epoch: int
    worker: int
    amount: int


@dataclass(frozen=True, slots=True)
class RewardEarned:
    """The event ``ciro::components::performance_rewards::PerformanceRewardsComponent::RewardEarned``."""

    epoch: int
    worker: int
    weight: int


@dataclass(frozen=True, slots=True)
class RewardReceived:
    """The event ``ciro::components::performance_rewards::PerformanceRewardsComponent::RewardReceived``."""

    epoch: int
    amount: int


@dataclass(frozen=True, slots=True)
class RewardRolledOver:
    """The event ``ciro::components::performance_rewards::PerformanceRewardsComponent::RewardRolledOver``."""

    epoch: int
    into: int
    amount: int


@dataclass(frozen=True, slots=True)
class AbsenceReported:
    """The event ``ciro::components::presence::PresenceComponent::AbsenceReported``."""

    worker: int
    by: int
    last_heartbeat: int


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The event ``ciro::components::presence::PresenceComponent::Heartbeat``."""

    worker: int
    at: int


@dataclass(frozen=True, slots=True)
class JobClosed:
    """The event ``ciro::components::presence::PresenceComponent::JobClosed``."""

    worker: int
    open_jobs: int


@dataclass(frozen=True, slots=True)
class JobOpened:
    """The event ``ciro::components::presence::PresenceComponent::JobOpened``."""

    worker: int
    open_jobs: int
    at: int


@dataclass(frozen=True, slots=True)
class PriceSet:
    """The event ``ciro::components::price_feed::PriceFeedComponent::PriceSet``."""

    price: int
    at: int


@dataclass(frozen=True, slots=True)
class BasePriceSet:
    """The event ``ciro::components::proof_market::ProofMarketComponent::BasePriceSet``."""

    proof_type: ProofType
    cents: int


@dataclass(frozen=True, slots=True)
class ProofClaimed:
    """The event ``ciro::components::proof_market::ProofMarketComponent::ProofClaimed``."""

    request_id: int
    prover: int
    bond: int


@dataclass(frozen=True, slots=True)
class ProofExpired:
    """The event ``ciro::components::proof_market::ProofMarketComponent::ProofExpired``."""

    request_id: int
    refunded: int


@dataclass(frozen=True, slots=True)
class ProofFailed:
    """The event ``ciro::components::proof_market::ProofMarketComponent::ProofFailed``."""

    request_id: int
    prover: int
    check: int
    refunded: int


@dataclass(frozen=True, slots=True)
class ProofRequested:
    """The event ``ciro::components::proof_market::ProofMarketComponent::ProofRequested``."""

    request_id: int
    requester: int
    order: ProofOrder
    reward: int
    requested_at: int
    deadline: int


@dataclass(frozen=True, slots=True)
class ProofSetAside:
    """The event ``ciro::components::proof_market::ProofMarketComponent::ProofSetAside``."""

    request_id: int


@dataclass(frozen=True, slots=True)
class ProofVerified:
    """The event ``ciro::components::proof_market::ProofMarketComponent::ProofVerified``."""

    request_id: int
    prover: int
    digest: int
    paid: int
    fee: int


@dataclass(frozen=True, slots=True)
class ModelRegistered:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::ModelRegistered``."""

    model: int


@dataclass(frozen=True, slots=True)
class ModelRetired:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::ModelRetired``."""

    model: int


@dataclass(frozen=True, slots=True)
class ParametersRegistered:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::ParametersRegistered``."""

    digest: int
    parameters: ParameterSet


@dataclass(frozen=True, slots=True)
class ParametersRetired:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::ParametersRetired``."""

    digest: int


@dataclass(frozen=True, slots=True)
class VerifierRegistered:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::VerifierRegistered``."""

    proof_type: ProofType
    verifier: int
    version: int


@dataclass(frozen=True, slots=True)
class VerifierRetired:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::VerifierRetired``."""

    proof_type: ProofType


@dataclass(frozen=True, slots=True)
class VersionRevoked:
    """The event ``ciro::components::proof_registry::ProofRegistryComponent::VersionRevoked``."""

    proof_type: ProofType
    version: int


@dataclass(frozen=True, slots=True)
class ReputationChanged:
    """The event ``ciro::components::reputation::ReputationComponent::ReputationChanged``."""

    worker: int
    event: ReputationEvent
    reputation: int


@dataclass(frozen=True, slots=True)
class ReputationStarted:
    """The event ``ciro::components::reputation::ReputationComponent::ReputationStarted``."""

    worker: int
    reputation: int


@dataclass(frozen=True, slots=True)
class ResultCommitted:
    """The event ``ciro::components::result_votes::ResultVotesComponent::ResultCommitted``."""

    job_id: int
    worker: int
    commitment: int


@dataclass(frozen=True, slots=True)
class ResultRevealed:
    """The event ``ciro::components::result_votes::ResultVotesComponent::ResultRevealed``."""

    job_id: int
    worker: int
    output_digest: int


@dataclass(frozen=True, slots=True)
class AllSessionsRevoked:
    """The event ``ciro::components::session_keys::SessionKeysComponent::AllSessionsRevoked``."""

    epoch: int


@dataclass(frozen=True, slots=True)
class RevocationSubmitted:
    """The event ``ciro::components::session_keys::SessionKeysComponent::RevocationSubmitted``."""

    nonce: int
    by: int


@dataclass(frozen=True, slots=True)
class SessionGranted:
    """The event ``ciro::components::session_keys::SessionKeysComponent::SessionGranted``."""

    session_key: int
    grant: int
    expires_at: int
    calls: int
    max_fee: int
    permissions: Sequence[Permission]


@dataclass(frozen=True, slots=True)
class SessionRevoked:
    """The event ``ciro::components::session_keys::SessionKeysComponent::SessionRevoked``."""

    session_key: int
    grant: int


@dataclass(frozen=True, slots=True)
class SessionUsed:
    """The event ``ciro::components::session_keys::SessionKeysComponent::SessionUsed``."""

    session_key: int
    calls_left: int


@dataclass(frozen=True, slots=True)
class SessionsFrozen:
    """The event ``ciro::components::session_keys::SessionKeysComponent::SessionsFrozen``."""

    by: int


@dataclass(frozen=True, slots=True)
class SessionsUnfrozen:
    """The event ``ciro::components::session_keys::SessionKeysComponent::SessionsUnfrozen``."""


@dataclass(frozen=True, slots=True)
class JobCancelled:
    """The event ``ciro::components::settlement::SettlementComponent::JobCancelled``."""

    job_id: int
    refunded: int
    at: int


@dataclass(frozen=True, slots=True)
class JobFailed:
    """The event ``ciro::components::settlement::SettlementComponent::JobFailed``."""

    job_id: int
    why: int
    refunded: int
    at: int


@dataclass(frozen=True, slots=True)
class JobPaid:
    """The event ``ciro::components::settlement::SettlementComponent::JobPaid``."""

    job_id: int
    workers: Sequence[int]
    paid: int
    fee: int
    bond: int
    bond_to: int
    at: int


@dataclass(frozen=True, slots=True)
class ResultContradicted:
    """The event ``ciro::components::signed_evidence::SignedEvidenceComponent::ResultContradicted``."""

    worker: int
    job_id: int
    model: int
    input_digest: int
    signed_output: int
    proven_output: int
    statement: int


@dataclass(frozen=True, slots=True)
class StakeHeld:
    """The event ``ciro::components::stake::StakeComponent::StakeHeld``."""

    worker: int
    holds: int


@dataclass(frozen=True, slots=True)
class StakeReleased:
    """The event ``ciro::components::stake::StakeComponent::StakeReleased``."""

    worker: int
    holds: int


@dataclass(frozen=True, slots=True)
class StakeTaken:
    """The event ``ciro::components::stake::StakeComponent::StakeTaken``."""

    worker: int
    from_unstaking: int
    from_stake: int
    at: int


@dataclass(frozen=True, slots=True)
class Staked:
    """The event ``ciro::components::stake::StakeComponent::Staked``."""

    worker: int
    amount: int
    stake: int
    at: int


@dataclass(frozen=True, slots=True)
class UnlockPostponed:
    """The event ``ciro::components::stake::StakeComponent::UnlockPostponed``."""

    worker: int
    unlock_at: int


@dataclass(frozen=True, slots=True)
class UnstakeRequested:
    """The event ``ciro::components::stake::StakeComponent::UnstakeRequested``."""

    worker: int
    amount: int
    stake: int
    unstaking: int
    at: int
    unlock_at: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The event ``ciro::components::stake::StakeComponent::Withdrawn``."""

    worker: int
    amount: int


@dataclass(frozen=True, slots=True)
class StatementDisputeDismissed:
    """The event ``ciro::components::statement_ledger::StatementLedgerComponent::StatementDisputeDismissed``."""

    digest: int
    by: int
    cleared_version: int


@dataclass(frozen=True, slots=True)
class StatementDisputeUpheld:
    """The event ``ciro::components::statement_ledger::StatementLedgerComponent::StatementDisputeUpheld``."""

    digest: int
    by: int


@dataclass(frozen=True, slots=True)
class StatementDisputed:
    """The event ``ciro::components::statement_ledger::StatementLedgerComponent::StatementDisputed``."""

    digest: int
    by: int
    bond: int
    at: int


@dataclass(frozen=True, slots=True)
class StatementRecorded:
    """The event ``ciro::components::statement_ledger::StatementLedgerComponent::StatementRecorded``."""

    digest: int
    proof_type: ProofType
    parameters: int
    model: int
    statement_hash: int
    version: int
    recorded_at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The event ``ciro::components::upgradeable::UpgradeableComponent::Upgraded``."""

    class_hash: int


@dataclass(frozen=True, slots=True)
class DelegateChanged:
    """The event ``ciro::components::votes::VotesComponent::DelegateChanged``."""

    delegator: int
    from_delegate: int
    to_delegate: int


@dataclass(frozen=True, slots=True)
class DelegateVotesChanged:
    """The event ``ciro::components::votes::VotesComponent::DelegateVotesChanged``."""

    delegate: int
    previous: int
    votes: int
