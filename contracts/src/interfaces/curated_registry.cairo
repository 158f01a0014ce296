use starknet::ContractAddress;
use crate::types::{ListingState, Verdict};

/// A worker's place in the registry.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub struct Listing {
    pub state: ListingState,
    /// Unix seconds at which it applied or, when listed, was listed.
    pub since: u64,
    /// The last challenge against it; 0 when never challenged.
    pub challenge: u64,
}

/// A question put to the stake: should the worker be listed?
#[derive(Copy, Drop, Serde, PartialEq, Debug, starknet::Store)]
pub struct Challenge {
    pub worker: ContractAddress,
    pub challenger: ContractAddress,
    /// Unix seconds; votes weigh what was bonded before this second.
    pub at: u64,
    /// Whether the worker was listed when it was challenged, and so stays listed until the verdict.
    pub was_listed: bool,
    /// Stake for and against, and all there was, in 10^-18 CIRO.
    pub keep: u128,
    pub remove: u128,
    pub total: u128,
    pub verdict: Verdict,
}

/// A list of workers curated by stake: a quality mark that consumers may ask for, not a condition
/// of taking jobs.
///
/// A candidate deposits 1,000 CIRO. Unchallenged for 3 days it is listed, and its deposit stays
/// while it is. Whoever doubts a candidate or a listed worker matches the deposit; stake votes for
/// 3 days; the loser's deposit goes 50 % to the winner, 30 % is burnt, 20 % goes to the treasury.
#[starknet::interface]
pub trait ICuratedRegistry<TState> {
    /// Makes the caller a candidate and takes its deposit of 1,000 CIRO. A registered worker; not
    /// while paused.
    /// Errors: `PAUSED`, `NOT_A_WORKER`, `NOT_ABSENT`, those of the token.
    fn apply_for_listing(ref self: TState);
    /// Lists a candidate that nobody challenged within 3 days. Anybody.
    /// Errors: `NOT_A_CANDIDATE`, `WINDOW_OPEN`.
    fn confirm_listing(ref self: TState, worker: ContractAddress);
    /// Puts the worker's listing to a vote and takes a deposit of 1,000 CIRO from the caller.
    /// Against a candidate within its window, against a listed worker at any time but the day
    /// after a vote on it, in which it can leave. Returns the challenge's number. Anybody but the
    /// worker.
    /// Errors: `OWN_LISTING`, `NOT_CHALLENGEABLE`, `WINDOW_CLOSED`, `AT_REST`, those of the
    /// token.
    fn challenge_listing(ref self: TState, worker: ContractAddress) -> u64;
    /// Votes with all that the caller had bonded before the challenge, once, within 3 days. What
    /// was bonded later or in the same block does not count, and what has been unstaked since still
    /// does, once. Anybody with stake but the two parties.
    /// Errors: `NO_CHALLENGE`, `VOTING_OVER`, `PARTY`, `VOTED`, `NO_STAKE`.
    fn vote(ref self: TState, challenge: u64, keep: bool);
    /// Ends a challenge whose voting is over. With 10 % of the stake voting, the majority decides
    /// and the loser's deposit is distributed; at a tie, and without a quorum, the worker is
    /// listed; without a quorum the challenger gets its deposit back. Anybody.
    /// Errors: `NO_CHALLENGE`, `DECIDED`, `VOTING_OPEN`.
    fn resolve_challenge(ref self: TState, challenge: u64);
    /// Takes the caller off the list, or its application back, and returns its deposit. Not while
    /// challenged.
    /// Errors: `UNDER_CHALLENGE`, `NOT_LISTED`.
    fn leave_registry(ref self: TState);
    /// Listed, also while a challenge against it is undecided.
    fn is_listed(self: @TState, worker: ContractAddress) -> bool;
    fn listing(self: @TState, worker: ContractAddress) -> Listing;
    /// Reverts for a number that no challenge has.
    fn challenge(self: @TState, challenge: u64) -> Challenge;
    /// What the voter's vote on the challenge weighs, in 10^-18 CIRO.
    fn vote_weight(self: @TState, challenge: u64, voter: ContractAddress) -> u256;
    fn has_voted(self: @TState, challenge: u64, voter: ContractAddress) -> bool;
    fn registry_deposits(self: @TState) -> u256;
}
