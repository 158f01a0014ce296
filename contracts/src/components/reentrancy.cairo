//! A lock around entry points that call out. State is written before every outward call as well;
//! the lock is the second wall.

pub mod Errors {
    pub const REENTRANT_CALL: felt252 = 'REENTRANCY: reentrant call';
}

#[starknet::component]
pub mod ReentrancyComponent {
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub reentrancy_entered: bool,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {}

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        fn enter(ref self: ComponentState<TContractState>) {
            assert(!self.reentrancy_entered.read(), Errors::REENTRANT_CALL);
            self.reentrancy_entered.write(true);
        }

        fn leave(ref self: ComponentState<TContractState>) {
            self.reentrancy_entered.write(false);
        }
    }
}
