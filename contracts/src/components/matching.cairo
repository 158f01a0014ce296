//! Who may do a job, who wants to, and who is best: workers apply, the chain ranks.
//!
//! A proposal made off chain names the workers; the chain checks that each applied and is eligible
//! now, and that no eligible applicant who was left out weighs more (reputation × tier weight).
//! Nothing loops over all workers: a job keeps at most `MAX_APPLICANTS`, and when it is full a
//! heavier one takes the place of the lightest, so that the places cannot be filled up with light
//! ones.

pub mod Errors {
    pub const ZERO_POOL: felt252 = 'MATCH: zero pool';
    pub const NOT_ELIGIBLE: felt252 = 'MATCH: not eligible';
    pub const ALREADY_APPLIED: felt252 = 'MATCH: already applied';
    pub const OUTWEIGHED: felt252 = 'MATCH: outweighed';
    pub const WRONG_COUNT: felt252 = 'MATCH: wrong count';
    pub const NOT_AN_APPLICANT: felt252 = 'MATCH: not an applicant';
    pub const CHOSEN_TWICE: felt252 = 'MATCH: chosen twice';
    pub const BETTER_APPLICANT: felt252 = 'MATCH: better applicant';
}

#[starknet::component]
pub mod MatchingComponent {
    use core::num::traits::Zero;
    use starknet::ContractAddress;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::constants::MAX_APPLICANTS;
    use crate::interfaces::cdc_pool::{IWorkerLedgerDispatcher, IWorkerLedgerDispatcherTrait};
    use crate::interfaces::job_manager::Requirements;
    use crate::logic::job_record::{
        Machine, MachinePacking, Needs, NeedsPacking, machine_of, needs_of,
    };
    use crate::logic::packing::variant;
    use crate::types::Tier;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub match_pool: ContractAddress,
        pub match_frameworks: Map<felt252, felt252>,
        pub match_needs: Map<felt252, Needs>,
        pub match_machines: Map<felt252, Machine>,
        pub match_applicants: Map<(felt252, u32), ContractAddress>,
        pub match_applicant_counts: Map<felt252, u32>,
        pub match_workers: Map<(felt252, u32), ContractAddress>,
        pub match_worker_counts: Map<felt252, u32>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        JobApplied: JobApplied,
    }

    /// Emitted when `worker` is among the applicants; it took the place of `replaced`, unless that
    /// is zero.
    #[derive(Drop, starknet::Event)]
    pub struct JobApplied {
        #[key]
        pub job_id: felt252,
        #[key]
        pub worker: ContractAddress,
        pub replaced: ContractAddress,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        fn initializer(ref self: ComponentState<TContractState>, pool: ContractAddress) {
            assert(pool.is_non_zero(), Errors::ZERO_POOL);
            self.match_pool.write(pool);
        }

        fn pool(self: @ComponentState<TContractState>) -> IWorkerLedgerDispatcher {
            IWorkerLedgerDispatcher { contract_address: self.match_pool.read() }
        }

        fn require(
            ref self: ComponentState<TContractState>, job_id: felt252, requirements: Requirements,
        ) {
            self.match_frameworks.entry(job_id).write(requirements.framework);
            self.match_needs.entry(job_id).write(needs_of(requirements));
            self.match_machines.entry(job_id).write(machine_of(requirements));
        }

        fn requirements(self: @ComponentState<TContractState>, job_id: felt252) -> Requirements {
            let needs = self.match_needs.entry(job_id).read();
            let machine = self.match_machines.entry(job_id).read();
            Requirements {
                flags: needs.flags,
                framework: self.match_frameworks.entry(job_id).read(),
                framework_version: needs.framework_version,
                gpu_memory: machine.gpu_memory,
                cpu_cores: machine.cpu_cores,
                ram: machine.ram,
                storage: machine.storage,
                bandwidth: machine.bandwidth,
                tier: needs.tier,
            }
        }

        /// Whether `worker` could take the job now.
        fn is_eligible(
            self: @ComponentState<TContractState>, worker: ContractAddress, needed: Requirements,
        ) -> bool {
            let pool = self.pool();
            pool.is_available(worker)
                && rank(pool.tier(worker)) >= rank(needed.tier)
                && pool.has_capabilities(worker, needed.flags)
                && (needed.framework == 0
                    || pool.has_framework(worker, needed.framework, needed.framework_version))
                && pool
                    .has_resources(
                        worker,
                        needed.gpu_memory,
                        needed.cpu_cores,
                        needed.ram,
                        needed.storage,
                        needed.bandwidth,
                    )
        }

        fn apply(
            ref self: ComponentState<TContractState>, job_id: felt252, worker: ContractAddress,
        ) {
            assert(self.is_eligible(worker, self.requirements(job_id)), Errors::NOT_ELIGIBLE);
            let applicants = self.applicants(job_id);
            let pool = self.pool();
            // 1. Not twice; and who is lightest, for when the places are taken.
            let mut lightest: (u32, u256) = (0, pool.match_weight(worker));
            let mut found = false;
            let mut place: u32 = 0;
            for applicant in applicants {
                assert(*applicant != worker, Errors::ALREADY_APPLIED);
                if applicants.len() == MAX_APPLICANTS {
                    let weight = pool.match_weight(*applicant);
                    let (_, least) = lightest;
                    if weight < least {
                        lightest = (place, weight);
                        found = true;
                    }
                }
                place += 1;
            }
            // 2. A free place, or that of the lightest.
            let mut replaced = Zero::zero();
            if place == MAX_APPLICANTS {
                assert(found, Errors::OUTWEIGHED);
                let (taken, _) = lightest;
                place = taken;
                replaced = *applicants[place];
            } else {
                self.match_applicant_counts.entry(job_id).write(place + 1);
            }
            self.match_applicants.entry((job_id, place)).write(worker);
            self.emit(JobApplied { job_id, worker, replaced });
        }

        /// Checks a proposal, records it and opens the job on each worker.
        fn choose(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            chosen: Span<ContractAddress>,
            count: u32,
        ) {
            // 1. As many as the job asks for, all different.
            assert(chosen.len() == count, Errors::WRONG_COUNT);
            let needed = self.requirements(job_id);
            let applicants = self.applicants(job_id);
            let pool = self.pool();
            // 2. Each applied and is eligible; the lightest of them sets the bar.
            let mut bar: Option<u256> = None;
            let mut place: u32 = 0;
            for worker in chosen {
                assert(contains(applicants, *worker), Errors::NOT_AN_APPLICANT);
                assert(!contains(chosen.slice(0, place), *worker), Errors::CHOSEN_TWICE);
                assert(self.is_eligible(*worker, needed), Errors::NOT_ELIGIBLE);
                let weight = pool.match_weight(*worker);
                bar =
                    Some(
                        match bar {
                            Some(least) => core::cmp::min(least, weight),
                            None => weight,
                        },
                    );
                self.match_workers.entry((job_id, place)).write(*worker);
                place += 1;
            }
            // 3. Nobody who was left out is better.
            let bar = bar.unwrap();
            for applicant in applicants {
                if !contains(chosen, *applicant) && pool.match_weight(*applicant) > bar {
                    assert(!self.is_eligible(*applicant, needed), Errors::BETTER_APPLICANT);
                }
            }
            // 4. Theirs.
            self.match_worker_counts.entry(job_id).write(count);
            for worker in chosen {
                pool.job_opened(*worker);
            }
        }

        fn applicants(
            self: @ComponentState<TContractState>, job_id: felt252,
        ) -> Span<ContractAddress> {
            let mut all = array![];
            for place in 0..self.match_applicant_counts.entry(job_id).read() {
                all.append(self.match_applicants.entry((job_id, place)).read());
            }
            all.span()
        }

        /// The one worker of a job that is not decided by consensus.
        fn first_worker(self: @ComponentState<TContractState>, job_id: felt252) -> ContractAddress {
            self.match_workers.entry((job_id, 0)).read()
        }

        fn workers(
            self: @ComponentState<TContractState>, job_id: felt252,
        ) -> Span<ContractAddress> {
            let mut all = array![];
            for place in 0..self.match_worker_counts.entry(job_id).read() {
                all.append(self.match_workers.entry((job_id, place)).read());
            }
            all.span()
        }
    }

    fn contains(all: Span<ContractAddress>, one: ContractAddress) -> bool {
        let mut found = false;
        for other in all {
            if *other == one {
                found = true;
                break;
            }
        }
        found
    }

    fn rank(tier: Tier) -> u256 {
        variant(@tier).into()
    }
}
