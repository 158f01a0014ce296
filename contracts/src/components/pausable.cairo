//! An emergency stop for new obligations. Entry points through which users take out what is theirs
//! never ask for it.

pub mod Errors {
    pub const PAUSED: felt252 = 'PAUSE: paused';
    pub const NOT_PAUSED: felt252 = 'PAUSE: not paused';
}

#[starknet::component]
pub mod PausableComponent {
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_caller_address};
    use crate::components::access::AccessComponent::InternalTrait as AccessInternalTrait;
    use crate::components::access::{ADMIN, AccessComponent, GUARDIAN};
    use crate::interfaces::access::IPausable;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub pausable_paused: bool,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Paused: Paused,
        Unpaused: Unpaused,
    }

    /// Emitted when new obligations are stopped.
    #[derive(Drop, starknet::Event)]
    pub struct Paused {
        pub by: ContractAddress,
    }

    /// Emitted when they are let in again.
    #[derive(Drop, starknet::Event)]
    pub struct Unpaused {
        pub by: ContractAddress,
    }

    #[embeddable_as(Pausable)]
    impl PausableImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Access: AccessComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IPausable<ComponentState<TContractState>> {
        fn is_paused(self: @ComponentState<TContractState>) -> bool {
            self.pausable_paused.read()
        }

        /// Role `GUARDIAN`.
        fn pause(ref self: ComponentState<TContractState>) {
            get_dep_component!(@self, Access).assert_only(GUARDIAN);
            assert(!self.pausable_paused.read(), Errors::PAUSED);
            self.pausable_paused.write(true);
            self.emit(Paused { by: get_caller_address() });
        }

        /// Role `ADMIN`: who stops in haste does not decide alone that all is well.
        fn unpause(ref self: ComponentState<TContractState>) {
            get_dep_component!(@self, Access).assert_only(ADMIN);
            assert(self.pausable_paused.read(), Errors::NOT_PAUSED);
            self.pausable_paused.write(false);
            self.emit(Unpaused { by: get_caller_address() });
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        fn assert_not_paused(self: @ComponentState<TContractState>) {
            assert(!self.pausable_paused.read(), Errors::PAUSED);
        }
    }
}
