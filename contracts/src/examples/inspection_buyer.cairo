//! An example of a consumer: goods are paid for when the network's inspection passes them.
//!
//! The buyer pays price and inspection in; this contract is the client of the job and its consumer.
//! JobManager tells it the result after the job is final and paid. What it must hold, as every
//! consumer:
//!
//! 1. only the JobManager that it trusts tells results;
//! 2. only jobs that it asked for itself count;
//! 3. an order is settled once: the state is written before tokens move, and nothing can come in
//! meanwhile;
//! 4. it never depends on being told: when the job failed, anybody brings the buyer's money back.
//!
//! It asks for one worker and no proof, that is for a result that the buyer could dispute through
//! it; a real buyer would ask for a proof or a consensus, and might have a role for disputes.

pub mod Errors {
    pub const NOT_JOB_MANAGER: felt252 = 'BUYER: not the job manager';
    pub const NOT_OPEN: felt252 = 'BUYER: not open';
    pub const NOT_BUYER: felt252 = 'BUYER: not the buyer';
    pub const NOT_FAILED: felt252 = 'BUYER: job not failed';
    pub const TRANSFER_FAILED: felt252 = 'BUYER: transfer failed';
}

#[starknet::contract]
pub mod InspectionBuyer {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_caller_address, get_contract_address};
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::interfaces::inspection_buyer::{IInspectionBuyer, Order, OrderState};
    use crate::interfaces::job_manager::{
        IJobManagerDispatcher, IJobManagerDispatcherTrait, IResultConsumer, JobSpec, Requirements,
        Verification,
    };
    use crate::interfaces::token::{IERC20Dispatcher, IERC20DispatcherTrait};
    use crate::types::{JobState, JobType, ProofType, Tier, VerificationMethod};
    use super::Errors;

    component!(path: ReentrancyComponent, storage: reentrancy, event: ReentrancyEvent);
    impl ReentrancyInternal = ReentrancyComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        job_manager: ContractAddress,
        token: ContractAddress,
        orders: Map<felt252, Order>,
        #[substorage(v0)]
        reentrancy: ReentrancyComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        Ordered: Ordered,
        Settled: Settled,
        #[flat]
        ReentrancyEvent: ReentrancyComponent::Event,
    }

    /// Emitted when an order is paid in and its inspection asked for.
    #[derive(Drop, starknet::Event)]
    struct Ordered {
        #[key]
        job_id: felt252,
        order: Order,
    }

    /// Emitted when the money of an order has gone where it belongs.
    #[derive(Drop, starknet::Event)]
    struct Settled {
        #[key]
        job_id: felt252,
        state: OrderState,
        output_digest: felt252,
    }

    #[constructor]
    fn constructor(ref self: ContractState, job_manager: ContractAddress, token: ContractAddress) {
        self.job_manager.write(job_manager);
        self.token.write(token);
    }

    #[abi(embed_v0)]
    impl InspectionBuyerImpl of IInspectionBuyer<ContractState> {
        /// Anybody, the buyer from then on, who has approved price and reward. Returns the id of
        /// the inspection's job.
        fn order(
            ref self: ContractState,
            seller: ContractAddress,
            price: u256,
            model: felt252,
            input_digest: felt252,
            accepted: felt252,
            reward: u128,
        ) -> felt252 {
            self.reentrancy.enter();
            let buyer = get_caller_address();
            let token = self.erc20();
            let manager = self.job_manager.read();
            let total = price + reward.into();
            assert(
                token.transfer_from(buyer, get_contract_address(), total), Errors::TRANSFER_FAILED,
            );
            assert(token.approve(manager, reward.into()), Errors::TRANSFER_FAILED);
            let job_id = self
                .manager()
                .submit(
                    JobSpec {
                        job_type: JobType::ComputerVision,
                        model,
                        input_digest,
                        reward,
                        timeout: 0,
                        requirements: Requirements {
                            flags: 0,
                            framework: 0,
                            framework_version: 0,
                            gpu_memory: 0,
                            cpu_cores: 0,
                            ram: 0,
                            storage: 0,
                            bandwidth: 0,
                            tier: Tier::Basic,
                        },
                        verification: Verification {
                            method: VerificationMethod::None,
                            rate: 0,
                            agreeing: 0,
                            workers: 0,
                            proof_type: ProofType::ZKMLInference,
                            parameters: 0,
                        },
                        consumer: get_contract_address(),
                    },
                );
            let order = Order {
                buyer, seller, price, reward: reward.into(), accepted, state: OrderState::Open,
            };
            self.orders.entry(job_id).write(order);
            self.emit(Ordered { job_id, order });
            self.reentrancy.leave();
            job_id
        }

        /// The buyer, while no worker was matched: takes job and money back.
        fn withdraw(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let order = self.orders.entry(job_id).read();
            assert(order.state == OrderState::Open, Errors::NOT_OPEN);
            assert(order.buyer == get_caller_address(), Errors::NOT_BUYER);
            self.orders.entry(job_id).write(Order { state: OrderState::Reclaimed, ..order });
            self.manager().cancel(job_id);
            self.pay(order.buyer, order.price + order.reward);
            self
                .emit(
                    Settled { job_id, state: OrderState::Reclaimed, output_digest: Zero::zero() },
                );
            self.reentrancy.leave();
        }

        /// Anybody, when the job has failed: the buyer has price and reward back.
        fn reclaim(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let order = self.orders.entry(job_id).read();
            assert(order.state == OrderState::Open, Errors::NOT_OPEN);
            assert(self.manager().job(job_id).state == JobState::Failed, Errors::NOT_FAILED);
            self.orders.entry(job_id).write(Order { state: OrderState::Reclaimed, ..order });
            self.pay(order.buyer, order.price + order.reward);
            self
                .emit(
                    Settled { job_id, state: OrderState::Reclaimed, output_digest: Zero::zero() },
                );
            self.reentrancy.leave();
        }

        fn order_of(self: @ContractState, job_id: felt252) -> Order {
            self.orders.entry(job_id).read()
        }
    }

    #[abi(embed_v0)]
    impl ResultConsumer of IResultConsumer<ContractState> {
        /// JobManager only, for an order that is open.
        fn on_result(
            ref self: ContractState,
            job_id: felt252,
            model: felt252,
            input_digest: felt252,
            output_digest: felt252,
        ) {
            assert(get_caller_address() == self.job_manager.read(), Errors::NOT_JOB_MANAGER);
            self.reentrancy.enter();
            let order = self.orders.entry(job_id).read();
            assert(order.state == OrderState::Open, Errors::NOT_OPEN);
            let (state, to) = if output_digest == order.accepted {
                (OrderState::Accepted, order.seller)
            } else {
                (OrderState::Rejected, order.buyer)
            };
            self.orders.entry(job_id).write(Order { state, ..order });
            self.pay(to, order.price);
            self.emit(Settled { job_id, state, output_digest });
            self.reentrancy.leave();
        }
    }

    #[generate_trait]
    impl Internal of InternalTrait {
        fn erc20(self: @ContractState) -> IERC20Dispatcher {
            IERC20Dispatcher { contract_address: self.token.read() }
        }

        fn manager(self: @ContractState) -> IJobManagerDispatcher {
            IJobManagerDispatcher { contract_address: self.job_manager.read() }
        }

        fn pay(self: @ContractState, to: ContractAddress, amount: u256) {
            assert(self.erc20().transfer(to, amount), Errors::TRANSFER_FAILED);
        }
    }
}
