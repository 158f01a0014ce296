use starknet::ContractAddress;
use starknet::account::Call;

/// What the calls of a proposal do, in the order of weight: a proposal is of the heaviest type
/// among its calls. All but `Ordinary`
/// are critical and need the supermajority.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum ProposalType {
    /// Changes parameters of other contracts, or says something (no calls).
    #[default]
    Ordinary,
    /// Grants or takes roles.
    RoleChange,
    /// Makes new tokens.
    Mint,
    /// Changes the token or the rules of governance, or calls what governance has declared
    /// critical.
    Governance,
    /// Replaces code, or the code that proofs are checked by.
    Upgrade,
}

/// Where a proposal stands. `Absent` is the storage default: no such proposal.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default)]
pub enum ProposalState {
    #[default]
    Absent,
    /// In the second of its snapshot; votes count from the next.
    Pending,
    Active,
    Defeated,
    Succeeded,
    Queued,
    Executed,
    Cancelled,
    /// Succeeded or queued, and left lying longer than the grace period.
    Expired,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub enum Choice {
    Against,
    For,
    Abstain,
}

/// A proposal is judged by the rules of the time when it was made, which it carries.
#[derive(Copy, Drop, Serde, PartialEq, Debug, starknet::Store)]
pub struct Proposal {
    pub proposer: ContractAddress,
    pub proposal_type: ProposalType,
    /// Poseidon digest of the serialised calls.
    pub calls_digest: felt252,
    /// Votes are those held at the end of this second.
    pub snapshot: u64,
    /// The last second of voting.
    pub deadline: u64,
    /// The first second of execution; 0 before it is queued.
    pub eta: u64,
    pub timelock: u64,
    pub grace_period: u64,
    pub quorum_bps: u16,
    pub supermajority_bps: u16,
    pub executed: bool,
    pub cancelled: bool,
    pub votes_for: u256,
    pub votes_against: u256,
    pub votes_abstain: u256,
}

/// The rules of governance. The spec's numbers are lower bounds: a vote can make it slower and
/// stricter, and again as at first.
#[derive(Copy, Drop, Serde, PartialEq, Debug, starknet::Store)]
pub struct GovernanceParameters {
    /// Votes that a proposer must have had one second before.
    pub proposal_threshold: u256,
    /// Seconds.
    pub voting_period: u64,
    /// Seconds between queueing and execution.
    pub timelock: u64,
    /// Seconds for which a proposal may be queued after voting, and executed after the timelock.
    pub grace_period: u64,
    /// Votes for and abstaining, as a share of what circulated at the snapshot.
    pub quorum_bps: u16,
    /// Votes for, as a share of votes for and against; critical types.
    pub supermajority_bps: u16,
}

/// Propose → vote → queue → execute. The calls are made from the address of the contract that
/// has the governor in it.
#[starknet::interface]
pub trait IGovernor<TState> {
    /// Puts calls to the vote. `description_hash` is the digest of a text kept elsewhere.
    /// `proposal_type` must be what the calls amount to, so that voters see what they vote on.
    /// Caller: whoever had `proposal_threshold` votes one second before.
    /// Returns the proposal's number, from 1.
    /// Errors: `BELOW_THRESHOLD`, `TOO_MANY_CALLS`, `CALL_TOO_LONG`, `FORBIDDEN_CALL`,
    /// `WRONG_TYPE`.
    fn propose(
        ref self: TState, calls: Span<Call>, proposal_type: ProposalType, description_hash: felt252,
    ) -> u64;
    /// Votes with all the votes that the caller had at the snapshot; once.
    /// Errors: `NO_PROPOSAL`, `NOT_ACTIVE`, `ALREADY_VOTED`, `NO_VOTES`.
    fn cast_vote(ref self: TState, proposal: u64, choice: Choice);
    /// Starts the timelock of a proposal that has succeeded. Anybody may call. Errors:
    /// `NO_PROPOSAL`, `NOT_SUCCEEDED`.
    fn queue(ref self: TState, proposal: u64);
    /// Makes the calls, all or none, once. Anybody may call, with the calls that were proposed.
    /// Errors: `NO_PROPOSAL`, `NOT_QUEUED`, `TIMELOCK`, `OTHER_CALLS`, `EXECUTING`, and whatever a
    /// call fails with.
    fn execute(ref self: TState, proposal: u64, calls: Span<Call>);
    /// Withdraws a proposal while it is pending or active. Caller: its proposer.
    /// Errors: `NO_PROPOSAL`, `NOT_PROPOSER`, `TOO_LATE`.
    fn cancel(ref self: TState, proposal: u64);
    /// Cancels every proposal of these calls made until now and not executed. Caller: role
    /// `GUARDIAN`, once for the same calls:
    /// proposed again, they are the holders' to decide. Errors: `MISSING_ROLE`, `NO_PROPOSAL`,
    /// `TOO_LATE`, `ALREADY_VETOED`.
    fn veto(ref self: TState, proposal: u64);
    /// Caller: governance. Errors: `NOT_SELF`, `OUT_OF_BOUNDS`.
    fn set_governance_parameters(ref self: TState, parameters: GovernanceParameters);
    /// Declares an entry point critical, wherever it is called, or no longer so; what is built in
    /// stays. Caller: governance.
    /// Errors: `NOT_SELF`.
    fn set_critical(ref self: TState, selector: felt252, critical: bool);

    fn governance_parameters(self: @TState) -> GovernanceParameters;
    fn is_critical(self: @TState, selector: felt252) -> bool;
    fn proposal_count(self: @TState) -> u64;
    /// Errors: `NO_PROPOSAL`.
    fn proposal(self: @TState, proposal: u64) -> Proposal;
    fn state(self: @TState, proposal: u64) -> ProposalState;
    fn has_voted(self: @TState, proposal: u64, voter: ContractAddress) -> bool;
    /// The votes for and abstaining that a proposal needs; known once its snapshot is over. Errors:
    /// `NO_PROPOSAL`.
    fn quorum(self: @TState, proposal: u64) -> u256;
    /// The type that `calls` amount to.
    fn type_of(self: @TState, calls: Span<Call>) -> ProposalType;
}
