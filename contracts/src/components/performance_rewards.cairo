//! Performance rewards: what comes in during an epoch is shared after it by completed jobs ×
//! reputation. No loop: the weight of all jobs and of each worker's is added up as jobs are done.

pub mod Errors {
    pub const NOT_TOKEN: felt252 = 'REWARDS: not the token';
    pub const EPOCH_RUNNING: felt252 = 'REWARDS: epoch not over';
    pub const NOTHING: felt252 = 'REWARDS: nothing to pay';
    pub const STILL_CLAIMABLE: felt252 = 'REWARDS: still claimable';
}

#[starknet::component]
pub mod PerformanceRewardsComponent {
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address};
    use crate::components::custody::CustodyComponent::InternalTrait as CustodyInternalTrait;
    use crate::components::custody::{CustodyComponent, narrow};
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::constants::REWARD_CLAIM_EPOCHS;
    use crate::interfaces::cdc_pool::IRewardSink;
    use crate::interfaces::performance_rewards::IPerformanceRewards;
    use crate::logic::reward_epochs::{epoch_of, share};
    use super::Errors;

    #[storage]
    pub struct Storage {
        /// What came in for an epoch, and what of it has been paid out or rolled over.
        pub rewards_received: Map<u64, u128>,
        pub rewards_paid: Map<u64, u128>,
        pub rewards_epoch_weight: Map<u64, u128>,
        pub rewards_worker_weight: Map<(u64, ContractAddress), u128>,
        pub rewards_unclaimed: u128,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        RewardReceived: RewardReceived,
        RewardEarned: RewardEarned,
        RewardClaimed: RewardClaimed,
        RewardRolledOver: RewardRolledOver,
    }

    /// Emitted when `amount` of fees comes in for the running epoch.
    #[derive(Drop, starknet::Event)]
    pub struct RewardReceived {
        #[key]
        pub epoch: u64,
        pub amount: u256,
    }

    /// Emitted when a job done adds `weight` to `worker` in the running epoch.
    #[derive(Drop, starknet::Event)]
    pub struct RewardEarned {
        #[key]
        pub epoch: u64,
        #[key]
        pub worker: ContractAddress,
        pub weight: u16,
    }

    /// Emitted when `worker` is paid its share of `epoch`; its weight there is used up.
    #[derive(Drop, starknet::Event)]
    pub struct RewardClaimed {
        #[key]
        pub epoch: u64,
        #[key]
        pub worker: ContractAddress,
        pub amount: u256,
    }

    /// Emitted when what was left of `epoch` moves into the running epoch `into`.
    #[derive(Drop, starknet::Event)]
    pub struct RewardRolledOver {
        #[key]
        pub epoch: u64,
        #[key]
        pub into: u64,
        pub amount: u256,
    }

    #[embeddable_as(RewardSink)]
    impl RewardSinkImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Custody: CustodyComponent::HasComponent<TContractState>,
        +ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IRewardSink<ComponentState<TContractState>> {
        fn reward_received(ref self: ComponentState<TContractState>, amount: u256) {
            let mut custody = get_dep_component_mut!(ref self, Custody);
            assert(get_caller_address() == custody.token(), Errors::NOT_TOKEN);
            custody.acknowledge(amount);
            let epoch = epoch_of(get_block_timestamp());
            self
                .rewards_received
                .entry(epoch)
                .write(self.rewards_received.entry(epoch).read() + narrow(amount));
            self.rewards_unclaimed.write(self.rewards_unclaimed.read() + narrow(amount));
            self.emit(RewardReceived { epoch, amount });
        }
    }

    #[embeddable_as(PerformanceRewards)]
    impl PerformanceRewardsImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Custody: CustodyComponent::HasComponent<TContractState>,
        +ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IPerformanceRewards<ComponentState<TContractState>> {
        fn claim_reward(ref self: ComponentState<TContractState>, epoch: u64) -> u256 {
            assert(epoch < epoch_of(get_block_timestamp()), Errors::EPOCH_RUNNING);
            let worker = get_caller_address();
            // 1. The share, of everything that came in, whatever has been paid to others already.
            let amount = self.claimable_reward(epoch, worker);
            assert(amount != 0, Errors::NOTHING);
            // 2. Used up before it is paid.
            self.rewards_worker_weight.entry((epoch, worker)).write(0);
            self.spend(epoch, narrow(amount));
            self.rewards_unclaimed.write(self.rewards_unclaimed.read() - narrow(amount));
            self.emit(RewardClaimed { epoch, worker, amount });
            // 3. Paid.
            let mut custody = get_dep_component_mut!(ref self, Custody);
            custody.pay_out(worker, amount);
            amount
        }

        fn roll_over(ref self: ComponentState<TContractState>, epoch: u64) -> u256 {
            let into = epoch_of(get_block_timestamp());
            assert(epoch < into, Errors::EPOCH_RUNNING);
            let unearned = self.rewards_epoch_weight.entry(epoch).read() == 0;
            assert(unearned || epoch + REWARD_CLAIM_EPOCHS < into, Errors::STILL_CLAIMABLE);
            let left = self.rewards_received.entry(epoch).read()
                - self.rewards_paid.entry(epoch).read();
            assert(left != 0, Errors::NOTHING);
            self.spend(epoch, left);
            self.rewards_epoch_weight.entry(epoch).write(0);
            self
                .rewards_received
                .entry(into)
                .write(self.rewards_received.entry(into).read() + left);
            self.emit(RewardRolledOver { epoch, into, amount: left.into() });
            left.into()
        }

        fn current_epoch(self: @ComponentState<TContractState>) -> u64 {
            epoch_of(get_block_timestamp())
        }

        fn reward_pot(self: @ComponentState<TContractState>, epoch: u64) -> (u256, u256) {
            let received = self.rewards_received.entry(epoch).read();
            (received.into(), (received - self.rewards_paid.entry(epoch).read()).into())
        }

        fn epoch_weight(self: @ComponentState<TContractState>, epoch: u64) -> u128 {
            self.rewards_epoch_weight.entry(epoch).read()
        }

        fn worker_weight(
            self: @ComponentState<TContractState>, epoch: u64, worker: ContractAddress,
        ) -> u128 {
            self.rewards_worker_weight.entry((epoch, worker)).read()
        }

        fn claimable_reward(
            self: @ComponentState<TContractState>, epoch: u64, worker: ContractAddress,
        ) -> u256 {
            let weight = self.rewards_worker_weight.entry((epoch, worker)).read();
            let total = self.rewards_epoch_weight.entry(epoch).read();
            share(self.rewards_received.entry(epoch).read().into(), weight.into(), total.into())
        }

        fn unclaimed_rewards(self: @ComponentState<TContractState>) -> u256 {
            self.rewards_unclaimed.read().into()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// A job done now by `worker`, whose reputation after it is `reputation`.
        fn earn(
            ref self: ComponentState<TContractState>, worker: ContractAddress, reputation: u16,
        ) {
            let epoch = epoch_of(get_block_timestamp());
            let weight: u128 = reputation.into();
            let of_worker = self.rewards_worker_weight.entry((epoch, worker));
            of_worker.write(of_worker.read() + weight);
            let of_all = self.rewards_epoch_weight.entry(epoch);
            of_all.write(of_all.read() + weight);
            self.emit(RewardEarned { epoch, worker, weight: reputation });
        }

        fn spend(ref self: ComponentState<TContractState>, epoch: u64, amount: u128) {
            self.rewards_paid.entry(epoch).write(self.rewards_paid.entry(epoch).read() + amount);
        }
    }
}
