//! One counter for each signer, so that a signed request is taken once.

#[starknet::component]
pub mod NoncesComponent {
    use starknet::ContractAddress;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::interfaces::signed_requests::INonces;

    #[storage]
    pub struct Storage {
        pub nonces_next: Map<ContractAddress, felt252>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        NonceUsed: NonceUsed,
    }

    /// Emitted when a signed request is taken; the signer's next nonce is `nonce + 1`.
    #[derive(Drop, starknet::Event)]
    pub struct NonceUsed {
        #[key]
        pub owner: ContractAddress,
        pub nonce: felt252,
    }

    #[embeddable_as(Nonces)]
    impl NoncesImpl<
        TContractState, +HasComponent<TContractState>,
    > of INonces<ComponentState<TContractState>> {
        fn nonces(self: @ComponentState<TContractState>, owner: ContractAddress) -> felt252 {
            self.nonces_next.entry(owner).read()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// The nonce that the request must have been signed with; it is used up.
        fn use_nonce(ref self: ComponentState<TContractState>, owner: ContractAddress) -> felt252 {
            let nonce = self.nonces_next.entry(owner).read();
            self.nonces_next.entry(owner).write(nonce + 1);
            self.emit(NonceUsed { owner, nonce });
            nonce
        }
    }
}
