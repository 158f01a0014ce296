//! Tokens locked at the launch, set free over time to those they were given to, and movable by
//! nobody else.
//!
//! The token's own address holds them. Every change of its balance is checked against what is
//! locked, so that not even a governance that acts from this very address can move an allocation.

pub mod Errors {
    pub const BAD_ALLOCATION: felt252 = 'ALLOC: bad allocation';
    pub const WRONG_SUM: felt252 = 'ALLOC: wrong sum';
    pub const LOCKED: felt252 = 'ALLOC: locked';
    pub const NOT_BENEFICIARY: felt252 = 'ALLOC: not the beneficiary';
    pub const NOTHING_TO_CLAIM: felt252 = 'ALLOC: nothing to claim';
}

#[starknet::component]
pub mod AllocationsComponent {
    use core::num::traits::Zero;
    use core::ops::Deref;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address, get_contract_address};
    use crate::components::checkpoints::{MutableTraceTrait, Trace, TraceTrait};
    use crate::components::erc20::ERC20Component;
    use crate::components::erc20::ERC20Component::InternalTrait as ERC20InternalTrait;
    use crate::interfaces::allocations::{Allocation, IAllocations};
    use crate::logic::vesting::vested;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub allocations_launch_time: u64,
        pub allocations_count: u32,
        pub allocations_given: Map<u32, Allocation>,
        pub allocations_claimed: Map<u32, u256>,
        pub allocations_locked: Trace,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Launched: Launched,
        AllocationLocked: AllocationLocked,
        AllocationClaimed: AllocationClaimed,
    }

    /// Emitted once, by the constructor.
    #[derive(Drop, starknet::Event)]
    pub struct Launched {
        pub at: u64,
    }

    /// Emitted by the constructor for each allocation.
    #[derive(Drop, starknet::Event)]
    pub struct AllocationLocked {
        #[key]
        pub id: u32,
        #[key]
        pub beneficiary: ContractAddress,
        pub amount: u256,
        pub cliff: u64,
        pub duration: u64,
    }

    /// Emitted when a beneficiary takes what has vested.
    #[derive(Drop, starknet::Event)]
    pub struct AllocationClaimed {
        #[key]
        pub id: u32,
        #[key]
        pub beneficiary: ContractAddress,
        pub amount: u256,
    }

    #[embeddable_as(Allocations)]
    impl AllocationsImpl<
        TContractState,
        +HasComponent<TContractState>,
        +ERC20Component::HooksTrait<TContractState>,
        impl ERC20: ERC20Component::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IAllocations<ComponentState<TContractState>> {
        fn launch_time(self: @ComponentState<TContractState>) -> u64 {
            self.allocations_launch_time.read()
        }

        fn allocation_count(self: @ComponentState<TContractState>) -> u32 {
            self.allocations_count.read()
        }

        fn allocation(self: @ComponentState<TContractState>, id: u32) -> Allocation {
            self.allocations_given.entry(id).read()
        }

        fn claimed(self: @ComponentState<TContractState>, id: u32) -> u256 {
            self.allocations_claimed.entry(id).read()
        }

        fn claimable(self: @ComponentState<TContractState>, id: u32) -> u256 {
            let Allocation {
                beneficiary: _, amount, cliff, duration,
            } = self.allocations_given.entry(id).read();
            vested(amount, cliff, duration, self.elapsed())
                - self.allocations_claimed.entry(id).read()
        }

        fn claim(ref self: ComponentState<TContractState>, id: u32) -> u256 {
            let beneficiary = self.allocations_given.entry(id).beneficiary.read();
            assert(get_caller_address() == beneficiary, Errors::NOT_BENEFICIARY);
            let amount = self.claimable(id);
            assert(amount != 0, Errors::NOTHING_TO_CLAIM);
            // 1. the books, so that the tokens are free to move
            self
                .allocations_claimed
                .entry(id)
                .write(self.allocations_claimed.entry(id).read() + amount);
            self.allocations_locked.deref().push(get_block_timestamp(), self.locked() - amount);
            // 2. the tokens
            let mut erc20 = get_dep_component_mut!(ref self, ERC20);
            erc20.move(get_contract_address(), beneficiary, amount);
            self.emit(AllocationClaimed { id, beneficiary, amount });
            amount
        }

        fn locked(self: @ComponentState<TContractState>) -> u256 {
            self.allocations_locked.deref().latest()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl ERC20: ERC20Component::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// Starts the clock of all schedules and takes down the allocations, which must add up to
        /// `sum`. The caller mints as much to the contract's own address.
        fn initializer(
            ref self: ComponentState<TContractState>, allocations: Span<Allocation>, sum: u256,
        ) {
            let now = get_block_timestamp();
            self.allocations_launch_time.write(now);
            self.emit(Launched { at: now });
            let mut total: u256 = 0;
            let mut id: u32 = 0;
            for allocation in allocations {
                let Allocation { beneficiary, amount, cliff, duration } = *allocation;
                assert(
                    beneficiary.is_non_zero() && amount != 0 && duration != 0 && cliff <= duration,
                    Errors::BAD_ALLOCATION,
                );
                total += amount;
                self.allocations_given.entry(id).write(*allocation);
                self.emit(AllocationLocked { id, beneficiary, amount, cliff, duration });
                id += 1;
            }
            assert(total == sum, Errors::WRONG_SUM);
            self.allocations_count.write(id);
            self.allocations_locked.deref().push(now, sum);
        }

        /// Seconds since the launch.
        fn elapsed(self: @ComponentState<TContractState>) -> u64 {
            get_block_timestamp() - self.allocations_launch_time.read()
        }

        /// To be called after every change of balances.
        fn assert_locked_stays(self: @ComponentState<TContractState>, from: ContractAddress) {
            let own = get_contract_address();
            if from == own {
                let balance = get_dep_component!(self, ERC20).erc20_balances.entry(own).read();
                assert(balance >= self.allocations_locked.deref().latest(), Errors::LOCKED);
            }
        }

        /// What was locked at the end of second `at`.
        fn locked_at(self: @ComponentState<TContractState>, at: u64) -> u256 {
            self.allocations_locked.deref().at(at)
        }
    }
}
