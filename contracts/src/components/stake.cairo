//! Stake of workers: what is bonded, what waits to be paid out, and the history of both sides of a
//! vote.
//!
//! This component keeps the books; the tokens move through `CustodyComponent`.

pub mod Errors {
    pub const ZERO_AMOUNT: felt252 = 'STAKE: zero amount';
    pub const MORE_THAN_STAKED: felt252 = 'STAKE: more than staked';
    pub const NOTHING_UNSTAKING: felt252 = 'STAKE: nothing to withdraw';
    pub const STILL_LOCKED: felt252 = 'STAKE: still locked';
    pub const HELD: felt252 = 'STAKE: held for a dispute';
    pub const NOT_HELD: felt252 = 'STAKE: not held';
}

#[starknet::component]
pub mod StakeComponent {
    use core::ops::Deref;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp};
    use crate::components::checkpoints::{MutableTraceTrait, Trace, TraceTrait};
    use crate::components::custody::narrow;
    use crate::constants::{DISPUTE_WINDOW, UNSTAKE_DELAY};
    use crate::logic::worker_records::Unstaking;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub stake_history: Map<ContractAddress, Trace>,
        pub stake_total_history: Trace,
        pub stake_unstaking: Map<ContractAddress, Unstaking>,
        pub stake_unstaking_total: u128,
        /// Undecided disputes that may still cost the worker stake.
        pub stake_holds: Map<ContractAddress, u32>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Staked: Staked,
        UnstakeRequested: UnstakeRequested,
        Withdrawn: Withdrawn,
        StakeTaken: StakeTaken,
        UnlockPostponed: UnlockPostponed,
        StakeHeld: StakeHeld,
        StakeReleased: StakeReleased,
    }

    /// Emitted when `worker` bonds `amount`; `stake` is what it has bonded from `at` on.
    #[derive(Drop, starknet::Event)]
    pub struct Staked {
        #[key]
        pub worker: ContractAddress,
        pub amount: u256,
        pub stake: u256,
        pub at: u64,
    }

    /// Emitted when `worker` moves `amount` from its stake to what is paid out from `unlock_at` on.
    #[derive(Drop, starknet::Event)]
    pub struct UnstakeRequested {
        #[key]
        pub worker: ContractAddress,
        pub amount: u256,
        pub stake: u256,
        pub unstaking: u256,
        pub at: u64,
        pub unlock_at: u64,
    }

    /// Emitted when what was unstaking is paid out to `worker`.
    #[derive(Drop, starknet::Event)]
    pub struct Withdrawn {
        #[key]
        pub worker: ContractAddress,
        pub amount: u256,
    }

    /// Emitted when a slash takes from `worker` what is named; the slash itself is the pool's
    /// event.
    #[derive(Drop, starknet::Event)]
    pub struct StakeTaken {
        #[key]
        pub worker: ContractAddress,
        pub from_unstaking: u256,
        pub from_stake: u256,
        pub at: u64,
    }

    /// Emitted when a job that is closed while `worker` is unstaking postpones what is paid out.
    #[derive(Drop, starknet::Event)]
    pub struct UnlockPostponed {
        #[key]
        pub worker: ContractAddress,
        pub unlock_at: u64,
    }

    /// Emitted when a dispute about a job of `worker` begins; `holds` are undecided now.
    #[derive(Drop, starknet::Event)]
    pub struct StakeHeld {
        #[key]
        pub worker: ContractAddress,
        pub holds: u32,
    }

    /// Emitted when such a dispute is decided.
    #[derive(Drop, starknet::Event)]
    pub struct StakeReleased {
        #[key]
        pub worker: ContractAddress,
        pub holds: u32,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// What is bonded: counts for the tier and for votes.
        fn bonded(self: @ComponentState<TContractState>, worker: ContractAddress) -> u256 {
            self.stake_history.entry(worker).latest()
        }

        /// What was bonded before the second `at` began: what moves within a second does not count
        /// in it, so that nobody brings stake in the block in which the question is put.
        fn bonded_before(
            self: @ComponentState<TContractState>, worker: ContractAddress, at: u64,
        ) -> u256 {
            if at == 0 {
                0
            } else {
                self.stake_history.entry(worker).at(at - 1)
            }
        }

        fn total_bonded(self: @ComponentState<TContractState>) -> u256 {
            self.stake_total_history.deref().latest()
        }

        fn total_bonded_before(self: @ComponentState<TContractState>, at: u64) -> u256 {
            if at == 0 {
                0
            } else {
                self.stake_total_history.deref().at(at - 1)
            }
        }

        fn unstaking(self: @ComponentState<TContractState>, worker: ContractAddress) -> Unstaking {
            self.stake_unstaking.entry(worker).read()
        }

        fn total_unstaking(self: @ComponentState<TContractState>) -> u256 {
            self.stake_unstaking_total.read().into()
        }

        /// Everything a slash can reach: bonded and unstaking.
        fn at_stake(self: @ComponentState<TContractState>, worker: ContractAddress) -> u256 {
            self.bonded(worker) + self.stake_unstaking.entry(worker).read().amount.into()
        }

        fn bond(ref self: ComponentState<TContractState>, worker: ContractAddress, amount: u256) {
            assert(amount != 0, Errors::ZERO_AMOUNT);
            let at = get_block_timestamp();
            let stake = self.bonded(worker) + narrow(amount).into();
            self.set_bonded(worker, stake, at);
            self.emit(Staked { worker, amount, stake, at });
        }

        /// A second request adds to the first, and the delay begins anew for both.
        fn request_unstake(
            ref self: ComponentState<TContractState>, worker: ContractAddress, amount: u256,
        ) {
            assert(amount != 0, Errors::ZERO_AMOUNT);
            let bonded = self.bonded(worker);
            assert(amount <= bonded, Errors::MORE_THAN_STAKED);
            let at = get_block_timestamp();
            let unlock_at = at + UNSTAKE_DELAY;
            let unstaking = self.stake_unstaking.entry(worker).read().amount + narrow(amount);
            self.set_bonded(worker, bonded - amount, at);
            self.stake_unstaking.entry(worker).write(Unstaking { amount: unstaking, unlock_at });
            self.stake_unstaking_total.write(self.stake_unstaking_total.read() + narrow(amount));
            self
                .emit(
                    UnstakeRequested {
                        worker,
                        amount,
                        stake: bonded - amount,
                        unstaking: unstaking.into(),
                        at,
                        unlock_at,
                    },
                );
        }

        /// What is unstaking stays at least for the dispute window of a job that is closed now.
        fn answer_for_job(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let unstaking = self.stake_unstaking.entry(worker).read();
            let unlock_at = get_block_timestamp() + DISPUTE_WINDOW;
            if unstaking.amount != 0 && unstaking.unlock_at < unlock_at {
                self.stake_unstaking.entry(worker).write(Unstaking { unlock_at, ..unstaking });
                self.emit(UnlockPostponed { worker, unlock_at });
            }
        }

        fn hold(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let holds = self.stake_holds.entry(worker).read() + 1;
            self.stake_holds.entry(worker).write(holds);
            self.emit(StakeHeld { worker, holds });
        }

        fn release(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            let holds = self.stake_holds.entry(worker).read();
            assert(holds != 0, Errors::NOT_HELD);
            self.stake_holds.entry(worker).write(holds - 1);
            self.emit(StakeReleased { worker, holds: holds - 1 });
        }

        /// Forgets what is unstaking and returns it, for the caller to pay.
        fn withdraw(ref self: ComponentState<TContractState>, worker: ContractAddress) -> u256 {
            let unstaking = self.stake_unstaking.entry(worker).read();
            assert(unstaking.amount != 0, Errors::NOTHING_UNSTAKING);
            assert(get_block_timestamp() >= unstaking.unlock_at, Errors::STILL_LOCKED);
            assert(self.stake_holds.entry(worker).read() == 0, Errors::HELD);
            self.stake_unstaking.entry(worker).write(Default::default());
            self.stake_unstaking_total.write(self.stake_unstaking_total.read() - unstaking.amount);
            self.emit(Withdrawn { worker, amount: unstaking.amount.into() });
            unstaking.amount.into()
        }

        /// Takes `amount`, at most what is at stake: from what is unstaking first, since that is
        /// nearest to the door.
        fn take(ref self: ComponentState<TContractState>, worker: ContractAddress, amount: u256) {
            if amount == 0 {
                return;
            }
            let at = get_block_timestamp();
            let unstaking = self.stake_unstaking.entry(worker).read();
            let from_unstaking = core::cmp::min(narrow(amount), unstaking.amount);
            let from_stake = amount - from_unstaking.into();
            if from_unstaking != 0 {
                self
                    .stake_unstaking
                    .entry(worker)
                    .write(Unstaking { amount: unstaking.amount - from_unstaking, ..unstaking });
                self
                    .stake_unstaking_total
                    .write(self.stake_unstaking_total.read() - from_unstaking);
            }
            if from_stake != 0 {
                self.set_bonded(worker, self.bonded(worker) - from_stake, at);
            }
            self.emit(StakeTaken { worker, from_unstaking: from_unstaking.into(), from_stake, at });
        }

        fn set_bonded(
            ref self: ComponentState<TContractState>, worker: ContractAddress, stake: u256, at: u64,
        ) {
            let total = self.total_bonded() - self.bonded(worker) + stake;
            self.stake_history.entry(worker).push(at, stake);
            self.stake_total_history.deref().push(at, total);
        }
    }
}
