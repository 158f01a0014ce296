//! SRC-5: a contract says which interfaces it has. Ids are the XOR of the extended selectors, as
//! the SNIPs print them.

pub const SRC5_ID: felt252 = 0x3f918d17e5ee77373b56385708f855659a07f75997f365cf87748628532a055;

#[starknet::component]
pub mod SRC5Component {
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::interfaces::account::ISRC5;
    use super::SRC5_ID;

    #[storage]
    pub struct Storage {
        pub src5_supported: Map<felt252, bool>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {}

    #[embeddable_as(SRC5)]
    impl SRC5Impl<
        TContractState, +HasComponent<TContractState>,
    > of ISRC5<ComponentState<TContractState>> {
        fn supports_interface(
            self: @ComponentState<TContractState>, interface_id: felt252,
        ) -> bool {
            interface_id == SRC5_ID || self.src5_supported.entry(interface_id).read()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        fn register_interface(ref self: ComponentState<TContractState>, interface_id: felt252) {
            self.src5_supported.entry(interface_id).write(true);
        }
    }
}
