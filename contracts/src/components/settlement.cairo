//! The ends of a job: payment, refund, slash. The only place where a job's money leaves, and each
//! way writes the final state first, so that it leaves once. Callers have checked that the job may
//! end so, and hold the reentrancy lock.
//!
//! What a worker unstakes is held while it may still be slashed for a job that the pool counts as
//! closed: from a sampled job's result, or from a dispute, to the end.

#[starknet::component]
pub mod SettlementComponent {
    use core::num::traits::Zero;
    use starknet::storage::{StoragePathEntry, StoragePointerReadAccess};
    use starknet::{ContractAddress, get_block_timestamp};
    use crate::components::escrow::EscrowComponent;
    use crate::components::escrow::EscrowComponent::InternalTrait as EscrowInternalTrait;
    use crate::components::job_book::JobBookComponent;
    use crate::components::job_book::JobBookComponent::InternalTrait as BookInternalTrait;
    use crate::components::matching::MatchingComponent;
    use crate::components::matching::MatchingComponent::InternalTrait as MatchingInternalTrait;
    use crate::components::result_votes::ResultVotesComponent;
    use crate::interfaces::cdc_pool::IWorkerLedgerDispatcherTrait;
    use crate::logic::job_record::{Progress, Terms};
    use crate::logic::job_rules;
    use crate::types::{JobState, ReputationEvent, SlashReason, VerificationMethod};

    #[storage]
    pub struct Storage {}

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        JobPaid: JobPaid,
        JobFailed: JobFailed,
        JobCancelled: JobCancelled,
    }

    /// Emitted when the reward has been paid: `paid` to the workers together, `fee` to the
    /// protocol. `bond`, if any, has gone to `bond_to`.
    #[derive(Drop, starknet::Event)]
    pub struct JobPaid {
        #[key]
        pub job_id: felt252,
        pub workers: Span<ContractAddress>,
        pub paid: u256,
        pub fee: u256,
        pub bond: u256,
        pub bond_to: ContractAddress,
        pub at: u64,
    }

    /// Emitted when the client has its reward back, and its bond if it had disputed. `why` is a
    /// short string.
    #[derive(Drop, starknet::Event)]
    pub struct JobFailed {
        #[key]
        pub job_id: felt252,
        pub why: felt252,
        pub refunded: u256,
        pub at: u64,
    }

    /// Emitted when the client took the job back; the reward was refunded.
    #[derive(Drop, starknet::Event)]
    pub struct JobCancelled {
        #[key]
        pub job_id: felt252,
        pub refunded: u256,
        pub at: u64,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Book: JobBookComponent::HasComponent<TContractState>,
        impl Escrow: EscrowComponent::HasComponent<TContractState>,
        impl Matching: MatchingComponent::HasComponent<TContractState>,
        impl Votes: ResultVotesComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// The client has its reward back; nobody was matched.
        fn cancel(ref self: ComponentState<TContractState>, job_id: felt252, terms: Terms) {
            let mut book = get_dep_component_mut!(ref self, Book);
            book.enter_state(job_id, JobState::Cancelled);
            let client = book.client(job_id);
            let refunded: u256 = terms.reward.into();
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.give(client, refunded);
            self.emit(JobCancelled { job_id, refunded, at: get_block_timestamp() });
        }

        /// Pays the job's one worker. `bond_to` is who has the bond of a dispute; zero when there
        /// is none.
        fn pay_worker(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            terms: Terms,
            progress: Progress,
            bond_to: ContractAddress,
        ) {
            let mut book = get_dep_component_mut!(ref self, Book);
            book.enter_state(job_id, JobState::Paid);
            let matching = get_dep_component!(@self, Matching);
            let worker = matching.first_worker(job_id);
            if is_stake_held(terms, progress) {
                matching.pool().release_stake(worker);
            }
            let reward: u256 = terms.reward.into();
            let bond = if bond_to.is_zero() {
                0
            } else {
                job_rules::dispute_bond(terms.reward)
            };
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            let fee = escrow.pay(worker, reward);
            escrow.give(bond_to, bond);
            let (workers, at) = (array![worker].span(), get_block_timestamp());
            self.emit(JobPaid { job_id, workers, paid: reward - fee, fee, bond, bond_to, at });
        }

        /// Pays the workers who agree on `output_digest`, and settles with the others. `count` is
        /// how many agree.
        fn pay_agreeing(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            terms: Terms,
            output_digest: felt252,
            count: u32,
        ) {
            // 1. Final.
            let mut book = get_dep_component_mut!(ref self, Book);
            book.completed(job_id, output_digest, 0);
            book.enter_state(job_id, JobState::Paid);
            // 2. Shares; what does not divide goes to the first.
            let (each, rest) = job_rules::shares(terms.reward, count);
            let matching = get_dep_component!(@self, Matching);
            let workers = matching.workers(job_id);
            let pool = matching.pool();
            let mut paid_workers = array![];
            let mut fee: u256 = 0;
            for worker in workers {
                let votes = get_dep_component!(@self, Votes);
                let revealed = votes.vote_revealed.entry((job_id, *worker)).read();
                let digest = votes.vote_digests.entry((job_id, *worker)).read();
                if revealed && digest == output_digest {
                    let share = if paid_workers.is_empty() {
                        each + rest
                    } else {
                        each
                    };
                    paid_workers.append(*worker);
                    pool.job_closed(*worker, ReputationEvent::JobDone);
                    let mut escrow = get_dep_component_mut!(ref self, Escrow);
                    fee += escrow.pay(*worker, share);
                } else {
                    pool.job_closed(*worker, ReputationEvent::JobFailed);
                    // 3. A signed digest that the majority contradicts is the evidence; silence is
                    // none.
                    if revealed {
                        pool.slash(*worker, SlashReason::Malicious, Zero::zero(), job_id);
                    }
                }
            }
            let paid = terms.reward.into() - fee;
            let (workers, bond_to, at) = (paid_workers.span(), Zero::zero(), get_block_timestamp());
            self.emit(JobPaid { job_id, workers, paid, fee, bond: 0, bond_to, at });
        }

        /// Ends a job without payment: the client has its reward back, and its bond when it had
        /// disputed.
        fn fail(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            terms: Terms,
            progress: Progress,
            why: felt252,
        ) {
            let mut book = get_dep_component_mut!(ref self, Book);
            book.enter_state(job_id, JobState::Failed);
            let client = book.client(job_id);
            if is_stake_held(terms, progress) {
                let matching = get_dep_component!(@self, Matching);
                matching.pool().release_stake(matching.first_worker(job_id));
            }
            let mut refunded: u256 = terms.reward.into();
            if progress.state == JobState::Disputed {
                refunded += job_rules::dispute_bond(terms.reward);
            }
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.give(client, refunded);
            self.emit(JobFailed { job_id, why, refunded, at: get_block_timestamp() });
        }

        /// Slashes the worker of a job that has failed, which is the evidence.
        fn punish(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            progress: Progress,
            reason: SlashReason,
            challenger: ContractAddress,
        ) {
            let matching = get_dep_component!(@self, Matching);
            let worker = matching.first_worker(job_id);
            let pool = matching.pool();
            if progress.state == JobState::Disputed {
                pool.reputation_event(worker, ReputationEvent::DisputeLost);
            }
            pool.slash(worker, reason, challenger, job_id);
        }
    }

    fn is_stake_held(terms: Terms, progress: Progress) -> bool {
        progress.state == JobState::Disputed
            || (progress.state == JobState::Completed
                && terms.method == VerificationMethod::StatisticalSampling)
    }
}
