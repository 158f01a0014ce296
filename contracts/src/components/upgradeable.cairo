//! New code comes only from the governor, whose every act has been voted and has waited out the
//! timelock.

pub mod Errors {
    pub const NOT_GOVERNOR: felt252 = 'UPGRADE: not the governor';
    pub const ZERO_CLASS: felt252 = 'UPGRADE: zero class hash';
    pub const ZERO_GOVERNOR: felt252 = 'UPGRADE: zero governor';
}

#[starknet::component]
pub mod UpgradeableComponent {
    use core::num::traits::Zero;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ClassHash, ContractAddress, SyscallResultTrait, get_caller_address};
    use crate::interfaces::access::IUpgradeable;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub upgradeable_governor: ContractAddress,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Upgraded: Upgraded,
    }

    /// Emitted when the contract's code is replaced.
    #[derive(Drop, starknet::Event)]
    pub struct Upgraded {
        pub class_hash: ClassHash,
    }

    #[embeddable_as(Upgradeable)]
    impl UpgradeableImpl<
        TContractState, +HasComponent<TContractState>,
    > of IUpgradeable<ComponentState<TContractState>> {
        fn governor(self: @ComponentState<TContractState>) -> ContractAddress {
            self.upgradeable_governor.read()
        }

        fn upgrade(ref self: ComponentState<TContractState>, new_class_hash: ClassHash) {
            self.assert_only_governor();
            assert(new_class_hash.is_non_zero(), Errors::ZERO_CLASS);
            starknet::syscalls::replace_class_syscall(new_class_hash).unwrap_syscall();
            self.emit(Upgraded { class_hash: new_class_hash });
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// The governor is fixed for the life of the contract.
        fn initializer(ref self: ComponentState<TContractState>, governor: ContractAddress) {
            assert(governor.is_non_zero(), Errors::ZERO_GOVERNOR);
            self.upgradeable_governor.write(governor);
        }

        fn assert_only_governor(self: @ComponentState<TContractState>) {
            assert(get_caller_address() == self.upgradeable_governor.read(), Errors::NOT_GOVERNOR);
        }
    }
}
