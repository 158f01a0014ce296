//! Reputation of workers, 0…1000; only the contract that owns an event applies it.

#[starknet::component]
pub mod ReputationComponent {
    use starknet::ContractAddress;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::constants::REPUTATION_START;
    use crate::logic::reputation::after;
    use crate::types::ReputationEvent;

    #[storage]
    pub struct Storage {
        pub reputation_of: Map<ContractAddress, u16>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        ReputationStarted: ReputationStarted,
        ReputationChanged: ReputationChanged,
    }

    /// Emitted when `worker` registers.
    #[derive(Drop, starknet::Event)]
    pub struct ReputationStarted {
        #[key]
        pub worker: ContractAddress,
        pub reputation: u16,
    }

    /// Emitted when `event` is applied, also where it changes nothing at a bound.
    #[derive(Drop, starknet::Event)]
    pub struct ReputationChanged {
        #[key]
        pub worker: ContractAddress,
        pub event: ReputationEvent,
        pub reputation: u16,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// Zero for who never registered.
        fn score(self: @ComponentState<TContractState>, worker: ContractAddress) -> u16 {
            self.reputation_of.entry(worker).read()
        }

        fn start(ref self: ComponentState<TContractState>, worker: ContractAddress) {
            self.reputation_of.entry(worker).write(REPUTATION_START);
            self.emit(ReputationStarted { worker, reputation: REPUTATION_START });
        }

        /// Returns the reputation after the event.
        fn apply(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            event: ReputationEvent,
        ) -> u16 {
            let reputation = after(self.reputation_of.entry(worker).read(), event);
            self.reputation_of.entry(worker).write(reputation);
            self.emit(ReputationChanged { worker, event, reputation });
            reputation
        }
    }
}
