//! One conviction for one evidence: what is taken, to whom it goes, and what is remembered of it.

pub mod Errors {
    pub const NO_EVIDENCE: felt252 = 'POOL: no evidence';
    pub const EVIDENCE_USED: felt252 = 'POOL: evidence used';
}

#[starknet::component]
pub mod ConvictionsComponent {
    use core::num::traits::Zero;
    use core::poseidon::poseidon_hash_span;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_contract_address};
    use crate::components::custody::CustodyComponent;
    use crate::components::custody::CustodyComponent::InternalTrait as CustodyInternalTrait;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reputation::ReputationComponent;
    use crate::components::reputation::ReputationComponent::InternalTrait as ReputationInternalTrait;
    use crate::components::stake::StakeComponent;
    use crate::components::stake::StakeComponent::InternalTrait as StakeInternalTrait;
    use crate::logic::slashing::{Split, is_graver, taken};
    use crate::types::{ReputationEvent, SlashReason};
    use super::Errors;

    #[storage]
    pub struct Storage {
        /// Digest of (who convicted, worker, reason, evidence).
        pub convictions_evidence: Map<felt252, bool>,
        /// Worker and job: who slashed it last for a result of this job as for malice or worse.
        pub convictions_answered: Map<(ContractAddress, felt252), ContractAddress>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Slashed: Slashed,
    }

    /// Emitted when `worker` is slashed on evidence that `by` has checked: a contract with the role
    /// `SLASHER`, whose evidence is the job, or the pool itself. `to_challenger` + `burnt` +
    /// `to_treasury` is what was taken.
    #[derive(Drop, starknet::Event)]
    pub struct Slashed {
        #[key]
        pub worker: ContractAddress,
        #[key]
        pub by: ContractAddress,
        pub reason: SlashReason,
        pub evidence: felt252,
        pub challenger: ContractAddress,
        pub to_challenger: u256,
        pub burnt: u256,
        pub to_treasury: u256,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Stake: StakeComponent::HasComponent<TContractState>,
        impl Reputation: ReputationComponent::HasComponent<TContractState>,
        impl Custody: CustodyComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn is_used(
            self: @ComponentState<TContractState>,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            evidence: felt252,
        ) -> bool {
            self.convictions_evidence.entry(conviction(by, worker, reason, evidence)).read()
        }

        fn has_answered(
            self: @ComponentState<TContractState>, worker: ContractAddress, job_id: felt252,
        ) -> bool {
            self.convictions_answered.entry((worker, job_id)).read().is_non_zero()
        }

        /// As `convict` by the pool itself, for a result of the job `job_id`.
        fn convict_for_result(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            job_id: felt252,
            reason: SlashReason,
            challenger: ContractAddress,
            evidence: felt252,
        ) -> u256 {
            let by = get_contract_address();
            self.convictions_answered.entry((worker, job_id)).write(by);
            self.convict(by, worker, reason, challenger, evidence)
        }

        /// Slashes on evidence that `by` has checked. Nobody is paid for its own slash: as a way
        /// out of the 7 days it would return half at once. A second account of the worker can still
        /// be the challenger, but it loses the other half for good; so no fraud costs less than
        /// half of the stake, whoever reports it first.
        fn convict(
            ref self: ComponentState<TContractState>,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            challenger: ContractAddress,
            evidence: felt252,
        ) -> u256 {
            self.remember(by, worker, reason, evidence);
            let stake = get_dep_component!(@self, Stake);
            let amount = taken(stake.at_stake(worker), reason);
            self.carry_out(by, worker, reason, challenger, evidence, amount)
        }

        /// As `convict`, for a result of the job `job_id`, which is the evidence. A worker that has
        /// answered for this result by a proof of the contrary is not slashed for it again, unless
        /// for something graver; the caller's own decision goes its way all the same. What costs
        /// less than malice is no answer for it: else a fraud would have itself caught for that.
        fn convict_for_job(
            ref self: ComponentState<TContractState>,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            challenger: ContractAddress,
            job_id: felt252,
        ) -> u256 {
            let answered = self.convictions_answered.entry((worker, job_id));
            if answered.read() == get_contract_address()
                && !is_graver(reason, SlashReason::Malicious) {
                self.remember(by, worker, reason, job_id);
                self.told(by, worker, reason, challenger, job_id, Default::default());
                return 0;
            }
            if !is_graver(SlashReason::Malicious, reason) {
                answered.write(by);
            }
            self.convict(by, worker, reason, challenger, job_id)
        }

        /// One conviction for one evidence.
        fn remember(
            ref self: ComponentState<TContractState>,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            evidence: felt252,
        ) {
            assert(evidence != 0, Errors::NO_EVIDENCE);
            let used = self.convictions_evidence.entry(conviction(by, worker, reason, evidence));
            assert(!used.read(), Errors::EVIDENCE_USED);
            used.write(true);
        }

        fn carry_out(
            ref self: ComponentState<TContractState>,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            challenger: ContractAddress,
            evidence: felt252,
            amount: u256,
        ) -> u256 {
            // 1. The stake, never more than there is.
            let mut stake = get_dep_component_mut!(ref self, Stake);
            stake.take(worker, amount);
            // 2. The reputation.
            let mut reputation = get_dep_component_mut!(ref self, Reputation);
            reputation.apply(worker, ReputationEvent::Slashed);
            // 3. The tokens move.
            let winner = if challenger == worker || challenger.is_zero() {
                Option::None
            } else {
                Option::Some(challenger)
            };
            let mut custody = get_dep_component_mut!(ref self, Custody);
            let parts = custody.distribute(amount, winner);
            self.told(by, worker, reason, challenger, evidence, parts);
            amount
        }

        fn told(
            ref self: ComponentState<TContractState>,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            challenger: ContractAddress,
            evidence: felt252,
            parts: Split,
        ) {
            let Split { challenger: to_challenger, burnt, treasury: to_treasury } = parts;
            self
                .emit(
                    Slashed {
                        worker, by, reason, evidence, challenger, to_challenger, burnt, to_treasury,
                    },
                );
        }
    }

    fn conviction(
        by: ContractAddress, worker: ContractAddress, reason: SlashReason, evidence: felt252,
    ) -> felt252 {
        let mut values = array![];
        (by, worker, reason, evidence).serialize(ref values);
        poseidon_hash_span(values.span())
    }
}
