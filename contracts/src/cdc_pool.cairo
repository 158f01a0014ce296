//! The pool of workers: who they are, what they can do, what they have at stake, and what they lose
//! when they fail.
//!
//! Each idea is a component; this file joins them: entry points of `ICdcPool`, and `IWorkerLedger`
//! for the contracts that hand out jobs and judge them.

pub mod Errors {
    pub const NO_TIER: felt252 = 'POOL: no tier';
    pub const ABSENT: felt252 = 'POOL: worker absent';
    pub const TOO_MANY_JOBS: felt252 = 'POOL: too many open jobs';
    pub const FOREIGN_EVENT: felt252 = 'POOL: foreign event';
    pub const JOBS_OPEN: felt252 = 'POOL: jobs open';
}

#[starknet::contract]
pub mod CdcPool {
    use core::poseidon::poseidon_hash_span;
    use starknet::storage::{StoragePathEntry, StoragePointerReadAccess};
    use starknet::{ContractAddress, get_caller_address, get_contract_address};
    use crate::components::access::AccessComponent;
    use crate::components::access::AccessComponent::InternalTrait as AccessInternalTrait;
    use crate::components::capabilities::CapabilitiesComponent::InternalTrait as CapabilitiesInternalTrait;
    use crate::components::capabilities::{CapabilitiesComponent, Errors as CapabilitiesErrors};
    use crate::components::convictions::ConvictionsComponent;
    use crate::components::convictions::ConvictionsComponent::InternalTrait as ConvictionsInternalTrait;
    use crate::components::curated_registry::CuratedRegistryComponent;
    use crate::components::custody::CustodyComponent;
    use crate::components::custody::CustodyComponent::InternalTrait as CustodyInternalTrait;
    use crate::components::pausable::PausableComponent::InternalTrait as PausableInternalTrait;
    use crate::components::pausable::{Errors as PausableErrors, PausableComponent};
    use crate::components::performance_rewards::PerformanceRewardsComponent;
    use crate::components::performance_rewards::PerformanceRewardsComponent::InternalTrait as RewardsInternalTrait;
    use crate::components::presence::PresenceComponent;
    use crate::components::presence::PresenceComponent::InternalTrait as PresenceInternalTrait;
    use crate::components::price_feed::PriceFeedComponent;
    use crate::components::price_feed::PriceFeedComponent::InternalTrait as PriceFeedInternalTrait;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reputation::ReputationComponent;
    use crate::components::reputation::ReputationComponent::InternalTrait as ReputationInternalTrait;
    use crate::components::signed_evidence::SignedEvidenceComponent;
    use crate::components::stake::StakeComponent;
    use crate::components::stake::StakeComponent::InternalTrait as StakeInternalTrait;
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::components::upgradeable::UpgradeableComponent::InternalTrait as UpgradeableInternalTrait;
    use crate::constants::MAX_JOBS_PER_WORKER;
    use crate::interfaces::cdc_pool::{
        Capabilities, ICdcPool, IWorkerLedger, JOB_MANAGER, Liabilities, SLASHER,
    };
    use crate::interfaces::curated_registry::ICuratedRegistry;
    use crate::interfaces::performance_rewards::IPerformanceRewards;
    use crate::interfaces::price_feed::IPriceFeed;
    use crate::logic::capability_statement::{CapabilityStatement, message_hash};
    use crate::logic::tiers::{tier_of, weight_bps};
    use crate::logic::worker_records::{Presence, Unstaking};
    use crate::types::{ReputationEvent, SlashReason, Tier};
    use super::Errors;

    component!(path: AccessComponent, storage: access, event: AccessEvent);
    component!(path: PausableComponent, storage: pausable, event: PausableEvent);
    component!(path: UpgradeableComponent, storage: upgradeable, event: UpgradeableEvent);
    component!(path: ReentrancyComponent, storage: reentrancy, event: ReentrancyEvent);
    component!(path: PriceFeedComponent, storage: price_feed, event: PriceFeedEvent);
    component!(path: CustodyComponent, storage: custody, event: CustodyEvent);
    component!(path: CapabilitiesComponent, storage: capabilities, event: CapabilitiesEvent);
    component!(path: StakeComponent, storage: stake, event: StakeEvent);
    component!(path: PresenceComponent, storage: presence, event: PresenceEvent);
    component!(path: ReputationComponent, storage: reputation, event: ReputationEvents);
    component!(path: ConvictionsComponent, storage: convictions, event: ConvictionsEvent);
    component!(path: SignedEvidenceComponent, storage: evidence, event: SignedEvidenceEvent);
    component!(path: CuratedRegistryComponent, storage: registry, event: CuratedRegistryEvent);
    component!(path: PerformanceRewardsComponent, storage: rewards, event: PerformanceRewardsEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    #[abi(embed_v0)]
    impl Pausable = PausableComponent::Pausable<ContractState>;
    #[abi(embed_v0)]
    impl Upgradeable = UpgradeableComponent::Upgradeable<ContractState>;
    #[abi(embed_v0)]
    impl PriceFeed = PriceFeedComponent::PriceFeed<ContractState>;
    #[abi(embed_v0)]
    impl SignedEvidence = SignedEvidenceComponent::SignedEvidence<ContractState>;
    #[abi(embed_v0)]
    impl CuratedRegistry = CuratedRegistryComponent::CuratedRegistry<ContractState>;
    #[abi(embed_v0)]
    impl PerformanceRewards =
        PerformanceRewardsComponent::PerformanceRewards<ContractState>;
    #[abi(embed_v0)]
    impl RewardSink = PerformanceRewardsComponent::RewardSink<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        access: AccessComponent::Storage,
        #[substorage(v0)]
        pausable: PausableComponent::Storage,
        #[substorage(v0)]
        upgradeable: UpgradeableComponent::Storage,
        #[substorage(v0)]
        reentrancy: ReentrancyComponent::Storage,
        #[substorage(v0)]
        price_feed: PriceFeedComponent::Storage,
        #[substorage(v0)]
        custody: CustodyComponent::Storage,
        #[substorage(v0)]
        capabilities: CapabilitiesComponent::Storage,
        #[substorage(v0)]
        stake: StakeComponent::Storage,
        #[substorage(v0)]
        presence: PresenceComponent::Storage,
        #[substorage(v0)]
        reputation: ReputationComponent::Storage,
        #[substorage(v0)]
        registry: CuratedRegistryComponent::Storage,
        #[substorage(v0)]
        rewards: PerformanceRewardsComponent::Storage,
        #[substorage(v0)]
        convictions: ConvictionsComponent::Storage,
        #[substorage(v0)]
        evidence: SignedEvidenceComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        #[flat]
        AccessEvent: AccessComponent::Event,
        #[flat]
        PausableEvent: PausableComponent::Event,
        #[flat]
        UpgradeableEvent: UpgradeableComponent::Event,
        #[flat]
        ReentrancyEvent: ReentrancyComponent::Event,
        #[flat]
        PriceFeedEvent: PriceFeedComponent::Event,
        #[flat]
        CustodyEvent: CustodyComponent::Event,
        #[flat]
        CapabilitiesEvent: CapabilitiesComponent::Event,
        #[flat]
        StakeEvent: StakeComponent::Event,
        #[flat]
        PresenceEvent: PresenceComponent::Event,
        #[flat]
        ReputationEvents: ReputationComponent::Event,
        #[flat]
        CuratedRegistryEvent: CuratedRegistryComponent::Event,
        #[flat]
        PerformanceRewardsEvent: PerformanceRewardsComponent::Event,
        #[flat]
        ConvictionsEvent: ConvictionsComponent::Event,
        #[flat]
        SignedEvidenceEvent: SignedEvidenceComponent::Event,
    }

    /// `admin` wires the contracts together and hands its role to the governor; `governor` alone
    /// replaces the code; `token` is CIRO.
    #[constructor]
    fn constructor(
        ref self: ContractState,
        admin: ContractAddress,
        governor: ContractAddress,
        token: ContractAddress,
    ) {
        self.access.initializer(admin);
        self.upgradeable.initializer(governor);
        self.custody.initializer(token);
    }

    #[abi(embed_v0)]
    impl CdcPoolImpl of ICdcPool<ContractState> {
        fn register(
            ref self: ContractState, statement: CapabilityStatement, signature: (felt252, felt252),
        ) {
            self.pausable.assert_not_paused();
            let worker = get_caller_address();
            self.capabilities.register(worker, statement, signature);
            self.reputation.start(worker);
            self.presence.beat(worker);
        }

        fn update_capabilities(
            ref self: ContractState, statement: CapabilityStatement, signature: (felt252, felt252),
        ) {
            self.pausable.assert_not_paused();
            self.capabilities.update(get_caller_address(), statement, signature);
        }

        fn stake(ref self: ContractState, amount: u256) {
            self.pausable.assert_not_paused();
            let worker = get_caller_address();
            self.capabilities.assert_registered(worker);
            self.stake.bond(worker, amount);
            self.custody.take_in(worker, amount);
        }

        fn request_unstake(ref self: ContractState, amount: u256) {
            self.stake.request_unstake(get_caller_address(), amount);
        }

        fn withdraw(ref self: ContractState) -> u256 {
            let worker = get_caller_address();
            assert(self.presence.record(worker).open_jobs == 0, Errors::JOBS_OPEN);
            let amount = self.stake.withdraw(worker);
            self.custody.pay_out(worker, amount);
            amount
        }

        fn heartbeat(ref self: ContractState) {
            let worker = get_caller_address();
            self.capabilities.assert_registered(worker);
            self.presence.beat(worker);
        }

        fn report_absence(ref self: ContractState, worker: ContractAddress) {
            self.capabilities.assert_registered(worker);
            let challenger = get_caller_address();
            let presence = self.presence.report_absence(worker, challenger);
            if presence.open_jobs == 0 {
                self.reputation.apply(worker, ReputationEvent::Inactive);
            } else {
                let evidence = poseidon_hash_span(
                    array!['ABSENCE', presence.last_heartbeat.into()].span(),
                );
                self
                    .convictions
                    .convict(
                        get_contract_address(),
                        worker,
                        SlashReason::Unavailable,
                        challenger,
                        evidence,
                    );
            }
        }

        fn is_registered(self: @ContractState, worker: ContractAddress) -> bool {
            self.capabilities.is_registered(worker)
        }

        fn unavailability(self: @ContractState, worker: ContractAddress) -> felt252 {
            let trouble = self.price_feed.unusable();
            if self.pausable.is_paused() {
                PausableErrors::PAUSED
            } else if !self.capabilities.is_registered(worker) {
                CapabilitiesErrors::NOT_REGISTERED
            } else if !self.presence.is_seen(worker) {
                Errors::ABSENT
            } else if self.presence.record(worker).open_jobs >= MAX_JOBS_PER_WORKER {
                Errors::TOO_MANY_JOBS
            } else if trouble != 0 {
                trouble
            } else if self.tier(worker) == Tier::NoTier {
                Errors::NO_TIER
            } else {
                0
            }
        }

        fn capabilities(self: @ContractState, worker: ContractAddress) -> Capabilities {
            self.capabilities.declared(worker)
        }

        fn framework_version(self: @ContractState, worker: ContractAddress, name: felt252) -> u64 {
            self.capabilities.framework(worker, name)
        }

        fn worker_of_key(self: @ContractState, result_key: felt252) -> ContractAddress {
            self.capabilities.worker_of_key(result_key)
        }

        fn statement_hash(
            self: @ContractState, worker: ContractAddress, statement: CapabilityStatement,
        ) -> felt252 {
            message_hash(statement, get_contract_address(), worker)
        }

        fn presence(self: @ContractState, worker: ContractAddress) -> Presence {
            self.presence.record(worker)
        }

        fn stake_of(self: @ContractState, worker: ContractAddress) -> u256 {
            self.stake.bonded(worker)
        }

        fn unstaking_of(self: @ContractState, worker: ContractAddress) -> Unstaking {
            self.stake.unstaking(worker)
        }

        fn stake_holds(self: @ContractState, worker: ContractAddress) -> u32 {
            self.stake.stake_holds.entry(worker).read()
        }

        fn total_stake(self: @ContractState) -> u256 {
            self.stake.total_bonded()
        }

        fn stake_before(self: @ContractState, worker: ContractAddress, at: u64) -> u256 {
            self.stake.bonded_before(worker, at)
        }

        fn total_stake_before(self: @ContractState, at: u64) -> u256 {
            self.stake.total_bonded_before(at)
        }

        fn is_evidence_used(
            self: @ContractState,
            by: ContractAddress,
            worker: ContractAddress,
            reason: SlashReason,
            evidence: felt252,
        ) -> bool {
            self.convictions.is_used(by, worker, reason, evidence)
        }

        fn liabilities(self: @ContractState) -> Liabilities {
            Liabilities {
                stake: self.stake.total_bonded(),
                unstaking: self.stake.total_unstaking(),
                registry_deposits: self.registry.registry_deposits(),
                unclaimed_rewards: self.rewards.unclaimed_rewards(),
            }
        }

        fn owed(self: @ContractState) -> u256 {
            self.custody.owed()
        }

        fn token(self: @ContractState) -> ContractAddress {
            self.custody.token()
        }
    }

    #[abi(embed_v0)]
    impl WorkerLedgerImpl of IWorkerLedger<ContractState> {
        fn is_available(self: @ContractState, worker: ContractAddress) -> bool {
            self.unavailability(worker) == 0
        }

        fn has_capabilities(self: @ContractState, worker: ContractAddress, required: u64) -> bool {
            self.capabilities.is_registered(worker)
                && self.capabilities.declared(worker).resources.flags & required == required
        }

        fn has_resources(
            self: @ContractState,
            worker: ContractAddress,
            gpu_memory: u32,
            cpu_cores: u32,
            ram: u32,
            storage: u32,
            bandwidth: u32,
        ) -> bool {
            let has = self.capabilities.declared(worker).resources;
            self.capabilities.is_registered(worker)
                && has.gpu_memory >= gpu_memory
                && has.cpu_cores >= cpu_cores
                && has.ram >= ram
                && has.storage >= storage
                && has.bandwidth >= bandwidth
        }

        fn has_framework(
            self: @ContractState, worker: ContractAddress, name: felt252, at_least: u64,
        ) -> bool {
            let version = self.capabilities.framework(worker, name);
            version != 0 && version >= at_least
        }

        fn tier(self: @ContractState, worker: ContractAddress) -> Tier {
            tier_of(self.price_feed.cents_of(self.stake.bonded(worker)))
        }

        fn reputation(self: @ContractState, worker: ContractAddress) -> u16 {
            self.reputation.score(worker)
        }

        fn match_weight(self: @ContractState, worker: ContractAddress) -> u256 {
            self.reputation.score(worker).into() * weight_bps(self.tier(worker))
        }

        fn result_key(self: @ContractState, worker: ContractAddress) -> felt252 {
            self.capabilities.result_key(worker)
        }

        fn job_opened(ref self: ContractState, worker: ContractAddress) {
            self.access.assert_only(JOB_MANAGER);
            let trouble = self.unavailability(worker);
            assert(trouble == 0, trouble);
            self.presence.open(worker);
        }

        fn job_closed(ref self: ContractState, worker: ContractAddress, event: ReputationEvent) {
            self.access.assert_only(JOB_MANAGER);
            let done = event == ReputationEvent::JobDone;
            assert(done || event == ReputationEvent::JobFailed, Errors::FOREIGN_EVENT);
            self.presence.close(worker);
            self.stake.answer_for_job(worker);
            let reputation = self.reputation.apply(worker, event);
            if done {
                self.rewards.earn(worker, reputation);
            }
        }

        fn reputation_event(
            ref self: ContractState, worker: ContractAddress, event: ReputationEvent,
        ) {
            self.access.assert_only(JOB_MANAGER);
            match event {
                ReputationEvent::JobFailed | ReputationEvent::DisputeLost |
                ReputationEvent::DisputeWon => {},
                _ => core::panic_with_felt252(Errors::FOREIGN_EVENT),
            }
            self.capabilities.assert_registered(worker);
            self.reputation.apply(worker, event);
        }

        fn hold_stake(ref self: ContractState, worker: ContractAddress) {
            self.access.assert_only(JOB_MANAGER);
            self.capabilities.assert_registered(worker);
            self.stake.hold(worker);
        }

        fn release_stake(ref self: ContractState, worker: ContractAddress) {
            self.access.assert_only(JOB_MANAGER);
            self.stake.release(worker);
        }

        fn slash(
            ref self: ContractState,
            worker: ContractAddress,
            reason: SlashReason,
            challenger: ContractAddress,
            job_id: felt252,
        ) -> u256 {
            self.access.assert_only(SLASHER);
            self.capabilities.assert_registered(worker);
            self
                .convictions
                .convict_for_job(get_caller_address(), worker, reason, challenger, job_id)
        }
    }

    impl Electorate of CuratedRegistryComponent::ElectorateTrait<ContractState> {
        fn may_apply(self: @ContractState, worker: ContractAddress) -> bool {
            self.capabilities.is_registered(worker)
        }

        fn weight_before(self: @ContractState, voter: ContractAddress, at: u64) -> u256 {
            self.stake.bonded_before(voter, at)
        }

        fn total_weight_before(self: @ContractState, at: u64) -> u256 {
            self.stake.total_bonded_before(at)
        }
    }
}
