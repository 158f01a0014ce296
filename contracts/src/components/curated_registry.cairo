//! The curated registry: candidates, challenges, votes by stake. See `ICuratedRegistry` for the
//! rules.
//!
//! Why so: who challenges must convince, or a listing could be prevented for the price of a deposit
//! that comes back; that is why silence, a tie and too few votes leave the worker listed. Whose
//! listing it is and who challenges it have no vote.

pub mod Errors {
    pub const NOT_A_WORKER: felt252 = 'REGISTRY: not a worker';
    pub const NOT_ABSENT: felt252 = 'REGISTRY: applied already';
    pub const NOT_A_CANDIDATE: felt252 = 'REGISTRY: not a candidate';
    pub const WINDOW_OPEN: felt252 = 'REGISTRY: window still open';
    pub const WINDOW_CLOSED: felt252 = 'REGISTRY: window closed';
    pub const OWN_LISTING: felt252 = 'REGISTRY: own listing';
    pub const NOT_CHALLENGEABLE: felt252 = 'REGISTRY: not challengeable';
    pub const AT_REST: felt252 = 'REGISTRY: voted on of late';
    pub const NO_CHALLENGE: felt252 = 'REGISTRY: no such challenge';
    pub const PARTY: felt252 = 'REGISTRY: party to it';
    pub const VOTED: felt252 = 'REGISTRY: voted already';
    pub const NO_STAKE: felt252 = 'REGISTRY: no stake then';
    pub const VOTING_OVER: felt252 = 'REGISTRY: voting is over';
    pub const VOTING_OPEN: felt252 = 'REGISTRY: voting still open';
    pub const DECIDED: felt252 = 'REGISTRY: decided already';
    pub const NOT_LISTED: felt252 = 'REGISTRY: not listed';
    pub const UNDER_CHALLENGE: felt252 = 'REGISTRY: under challenge';
}

#[starknet::component]
pub mod CuratedRegistryComponent {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address};
    use crate::components::custody::CustodyComponent::InternalTrait as CustodyInternalTrait;
    use crate::components::custody::{CustodyComponent, narrow};
    use crate::components::pausable::PausableComponent;
    use crate::components::pausable::PausableComponent::InternalTrait as PausableInternalTrait;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::constants::{
        REGISTRY_CHALLENGE_WINDOW, REGISTRY_DEPOSIT, REGISTRY_REST, REGISTRY_VOTING_PERIOD,
    };
    use crate::interfaces::curated_registry::{Challenge, ICuratedRegistry, Listing};
    use crate::logic::stake_vote::verdict;
    use crate::types::{ListingState, Verdict};
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub registry_listings: Map<ContractAddress, Listing>,
        pub registry_challenges: Map<u64, Challenge>,
        pub registry_challenge_count: u64,
        pub registry_voted: Map<(u64, ContractAddress), bool>,
        pub registry_deposits: u128,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        ListingApplied: ListingApplied,
        ListingConfirmed: ListingConfirmed,
        ListingChallenged: ListingChallenged,
        Voted: Voted,
        ChallengeResolved: ChallengeResolved,
        RegistryLeft: RegistryLeft,
    }

    /// Emitted when `worker` becomes a candidate; its deposit is held.
    #[derive(Drop, starknet::Event)]
    pub struct ListingApplied {
        #[key]
        pub worker: ContractAddress,
        pub at: u64,
    }

    /// Emitted when a candidate is listed because nobody challenged it.
    #[derive(Drop, starknet::Event)]
    pub struct ListingConfirmed {
        #[key]
        pub worker: ContractAddress,
        pub at: u64,
    }

    /// Emitted when the listing of `worker` is put to a vote; the deposit of `challenger` is held.
    #[derive(Drop, starknet::Event)]
    pub struct ListingChallenged {
        #[key]
        pub challenge: u64,
        #[key]
        pub worker: ContractAddress,
        pub challenger: ContractAddress,
        pub at: u64,
        pub was_listed: bool,
        /// The stake of all, before the challenge.
        pub total: u256,
    }

    /// Emitted at every vote.
    #[derive(Drop, starknet::Event)]
    pub struct Voted {
        #[key]
        pub challenge: u64,
        #[key]
        pub voter: ContractAddress,
        pub keep: bool,
        pub weight: u256,
    }

    /// Emitted when a challenge is decided. Kept: the challenger's deposit was distributed;
    /// Removed: the worker's, and the challenger's went back; NoQuorum: the challenger's went back.
    #[derive(Drop, starknet::Event)]
    pub struct ChallengeResolved {
        #[key]
        pub challenge: u64,
        #[key]
        pub worker: ContractAddress,
        pub verdict: Verdict,
        pub at: u64,
    }

    /// Emitted when `worker` leaves the list or takes its application back; its deposit went back.
    #[derive(Drop, starknet::Event)]
    pub struct RegistryLeft {
        #[key]
        pub worker: ContractAddress,
    }

    /// Who may apply and what a vote weighs; the contract that embeds the registry says so.
    pub trait ElectorateTrait<TContractState> {
        fn may_apply(self: @TContractState, worker: ContractAddress) -> bool;
        /// Stake of `voter` before the second `at` began.
        fn weight_before(self: @TContractState, voter: ContractAddress, at: u64) -> u256;
        fn total_weight_before(self: @TContractState, at: u64) -> u256;
    }

    #[embeddable_as(CuratedRegistry)]
    impl CuratedRegistryImpl<
        TContractState,
        +HasComponent<TContractState>,
        +ElectorateTrait<TContractState>,
        impl Custody: CustodyComponent::HasComponent<TContractState>,
        impl Pausable: PausableComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of ICuratedRegistry<ComponentState<TContractState>> {
        fn apply_for_listing(ref self: ComponentState<TContractState>) {
            get_dep_component!(@self, Pausable).assert_not_paused();
            let worker = get_caller_address();
            assert(self.get_contract().may_apply(worker), Errors::NOT_A_WORKER);
            let listing = self.registry_listings.entry(worker).read();
            assert(listing.state == ListingState::Absent, Errors::NOT_ABSENT);
            let at = get_block_timestamp();
            self
                .registry_listings
                .entry(worker)
                .write(Listing { state: ListingState::Candidate, since: at, ..listing });
            self.emit(ListingApplied { worker, at });
            self.take_deposit(worker);
        }

        fn confirm_listing(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let listing = self.registry_listings.entry(worker).read();
            assert(listing.state == ListingState::Candidate, Errors::NOT_A_CANDIDATE);
            let at = get_block_timestamp();
            assert(at >= listing.since + REGISTRY_CHALLENGE_WINDOW, Errors::WINDOW_OPEN);
            self
                .registry_listings
                .entry(worker)
                .write(Listing { state: ListingState::Listed, since: at, ..listing });
            self.emit(ListingConfirmed { worker, at });
        }

        fn challenge_listing(
            ref self: ComponentState<TContractState>, worker: ContractAddress,
        ) -> u64 {
            let challenger = get_caller_address();
            assert(challenger != worker, Errors::OWN_LISTING);
            let listing = self.registry_listings.entry(worker).read();
            let at = get_block_timestamp();
            // 1. What can be challenged: a candidate within its window, a listed worker at any time
            // but just after a vote. Otherwise a challenge in the transaction that resolves the
            // last one would never let it leave, for a deposit that comes back.
            let was_listed = listing.state == ListingState::Listed;
            if was_listed {
                if listing.challenge != 0 {
                    let last = self.registry_challenges.entry(listing.challenge).at.read();
                    assert(at >= last + REGISTRY_VOTING_PERIOD + REGISTRY_REST, Errors::AT_REST);
                }
            } else {
                assert(listing.state == ListingState::Candidate, Errors::NOT_CHALLENGEABLE);
                assert(at < listing.since + REGISTRY_CHALLENGE_WINDOW, Errors::WINDOW_CLOSED);
            }
            // 2. The electorate is fixed now.
            let total = narrow(self.get_contract().total_weight_before(at));
            let number = self.registry_challenge_count.read() + 1;
            self.registry_challenge_count.write(number);
            self
                .registry_challenges
                .entry(number)
                .write(
                    Challenge {
                        worker,
                        challenger,
                        at,
                        was_listed,
                        keep: 0,
                        remove: 0,
                        total,
                        verdict: Verdict::Undecided,
                    },
                );
            self
                .registry_listings
                .entry(worker)
                .write(Listing { state: ListingState::Challenged, challenge: number, ..listing });
            self
                .emit(
                    ListingChallenged {
                        challenge: number, worker, challenger, at, was_listed, total: total.into(),
                    },
                );
            // 3. The deposit.
            self.take_deposit(challenger);
            number
        }

        fn vote(ref self: ComponentState<TContractState>, challenge: u64, keep: bool) {
            let voter = get_caller_address();
            let mut put = self.existing(challenge);
            assert(get_block_timestamp() < put.at + REGISTRY_VOTING_PERIOD, Errors::VOTING_OVER);
            assert(voter != put.worker && voter != put.challenger, Errors::PARTY);
            let voted = self.registry_voted.entry((challenge, voter));
            assert(!voted.read(), Errors::VOTED);
            let weight = self.get_contract().weight_before(voter, put.at);
            assert(weight != 0, Errors::NO_STAKE);
            voted.write(true);
            if keep {
                put.keep += narrow(weight);
            } else {
                put.remove += narrow(weight);
            }
            self.registry_challenges.entry(challenge).write(put);
            self.emit(Voted { challenge, voter, keep, weight });
        }

        fn resolve_challenge(ref self: ComponentState<TContractState>, challenge: u64) {
            let mut put = self.existing(challenge);
            assert(put.verdict == Verdict::Undecided, Errors::DECIDED);
            let at = get_block_timestamp();
            assert(at >= put.at + REGISTRY_VOTING_PERIOD, Errors::VOTING_OPEN);
            // 1. The verdict and the list.
            put.verdict = verdict(put.keep.into(), put.remove.into(), put.total.into());
            self.registry_challenges.entry(challenge).write(put);
            let listing = self.registry_listings.entry(put.worker).read();
            let after = if put.verdict == Verdict::Removed {
                Listing { state: ListingState::Absent, since: 0, ..listing }
            } else if put.was_listed {
                Listing { state: ListingState::Listed, ..listing }
            } else {
                Listing { state: ListingState::Listed, since: at, ..listing }
            };
            self.registry_listings.entry(put.worker).write(after);
            self
                .emit(
                    ChallengeResolved { challenge, worker: put.worker, verdict: put.verdict, at },
                );
            // 2. The deposits: the loser's is distributed, the challenger's goes back unless it
            // lost.
            if put.verdict == Verdict::Kept {
                self.distribute_deposit(put.worker);
            } else {
                self.return_deposit(put.challenger);
                if put.verdict == Verdict::Removed {
                    self.distribute_deposit(put.challenger);
                }
            }
        }

        fn leave_registry(ref self: ComponentState<TContractState>) {
            let worker = get_caller_address();
            let listing = self.registry_listings.entry(worker).read();
            assert(listing.state != ListingState::Challenged, Errors::UNDER_CHALLENGE);
            assert(listing.state != ListingState::Absent, Errors::NOT_LISTED);
            self
                .registry_listings
                .entry(worker)
                .write(Listing { state: ListingState::Absent, since: 0, ..listing });
            self.emit(RegistryLeft { worker });
            self.return_deposit(worker);
        }

        fn is_listed(self: @ComponentState<TContractState>, worker: ContractAddress) -> bool {
            let listing = self.registry_listings.entry(worker).read();
            match listing.state {
                ListingState::Listed => true,
                ListingState::Challenged => self
                    .registry_challenges
                    .entry(listing.challenge)
                    .was_listed
                    .read(),
                _ => false,
            }
        }

        fn listing(self: @ComponentState<TContractState>, worker: ContractAddress) -> Listing {
            self.registry_listings.entry(worker).read()
        }

        fn challenge(self: @ComponentState<TContractState>, challenge: u64) -> Challenge {
            self.existing(challenge)
        }

        fn vote_weight(
            self: @ComponentState<TContractState>, challenge: u64, voter: ContractAddress,
        ) -> u256 {
            self.get_contract().weight_before(voter, self.existing(challenge).at)
        }

        fn has_voted(
            self: @ComponentState<TContractState>, challenge: u64, voter: ContractAddress,
        ) -> bool {
            self.registry_voted.entry((challenge, voter)).read()
        }

        fn registry_deposits(self: @ComponentState<TContractState>) -> u256 {
            self.registry_deposits.read().into()
        }
    }

    #[generate_trait]
    impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Custody: CustodyComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn existing(self: @ComponentState<TContractState>, challenge: u64) -> Challenge {
            let put = self.registry_challenges.entry(challenge).read();
            assert(put.worker.is_non_zero(), Errors::NO_CHALLENGE);
            put
        }

        fn take_deposit(ref self: ComponentState<TContractState>, from: ContractAddress) {
            self.registry_deposits.write(self.registry_deposits.read() + narrow(REGISTRY_DEPOSIT));
            let mut custody = get_dep_component_mut!(ref self, Custody);
            custody.take_in(from, REGISTRY_DEPOSIT);
        }

        fn return_deposit(ref self: ComponentState<TContractState>, to: ContractAddress) {
            self.registry_deposits.write(self.registry_deposits.read() - narrow(REGISTRY_DEPOSIT));
            let mut custody = get_dep_component_mut!(ref self, Custody);
            custody.pay_out(to, REGISTRY_DEPOSIT);
        }

        fn distribute_deposit(ref self: ComponentState<TContractState>, winner: ContractAddress) {
            self.registry_deposits.write(self.registry_deposits.read() - narrow(REGISTRY_DEPOSIT));
            let mut custody = get_dep_component_mut!(ref self, Custody);
            custody.distribute(REGISTRY_DEPOSIT, Option::Some(winner));
        }
    }
}
