//! Allowances by signature (SNIP-12 revision 1), and the check of signatures that other requests to
//! a token share.
use core::hash::{HashStateExTrait, HashStateTrait};
use core::num::traits::Zero;
use core::poseidon::PoseidonTrait;
use starknet::ContractAddress;
use crate::components::snip12::{domain_hash, message_hash};
use crate::interfaces::account::{ISRC6Dispatcher, ISRC6DispatcherTrait};

pub const PERMIT_TYPE_HASH: felt252 = selector!(
    "\"Permit\"(\"token\":\"ContractAddress\",\"spender\":\"ContractAddress\",\"amount\":\"u256\",\"nonce\":\"felt\",\"deadline\":\"u128\")\"u256\"(\"low\":\"u128\",\"high\":\"u128\")",
);
pub const U256_TYPE_HASH: felt252 = selector!("\"u256\"(\"low\":\"u128\",\"high\":\"u128\")");
pub const DOMAIN_NAME: felt252 = 'Ciro';
pub const DOMAIN_VERSION: felt252 = '1';

pub mod Errors {
    pub const EXPIRED: felt252 = 'SIGNED: expired';
    pub const INVALID_SIGNATURE: felt252 = 'SIGNED: invalid signature';
}

/// The hash of the struct that a permit signs.
pub fn permit_hash(
    token: ContractAddress, spender: ContractAddress, amount: u256, nonce: felt252, deadline: u64,
) -> felt252 {
    let amount_hash = PoseidonTrait::new().update(U256_TYPE_HASH).update_with(amount).finalize();
    PoseidonTrait::new()
        .update(PERMIT_TYPE_HASH)
        .update_with(token)
        .update_with(spender)
        .update(amount_hash)
        .update(nonce)
        .update(deadline.into())
        .finalize()
}

/// Asks the account itself, so that any kind of account can sign. Panics with `INVALID_SIGNATURE`,
/// or with whatever the account panics with.
pub fn assert_signed(owner: ContractAddress, struct_hash: felt252, signature: Array<felt252>) {
    assert(owner.is_non_zero(), Errors::INVALID_SIGNATURE);
    let hash = message_hash(domain_hash(DOMAIN_NAME, DOMAIN_VERSION), owner, struct_hash);
    let verdict = ISRC6Dispatcher { contract_address: owner }.is_valid_signature(hash, signature);
    assert(verdict == starknet::VALIDATED, Errors::INVALID_SIGNATURE);
}

#[starknet::component]
pub mod PermitComponent {
    use starknet::{ContractAddress, get_block_timestamp, get_contract_address};
    use crate::components::erc20::ERC20Component;
    use crate::components::erc20::ERC20Component::InternalTrait as ERC20InternalTrait;
    use crate::components::nonces::NoncesComponent;
    use crate::components::nonces::NoncesComponent::InternalTrait as NoncesInternalTrait;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reentrancy::ReentrancyComponent::InternalTrait as ReentrancyInternalTrait;
    use crate::components::snip12::domain_hash;
    use crate::interfaces::signed_requests::IPermit;
    use super::{DOMAIN_NAME, DOMAIN_VERSION, Errors, assert_signed, permit_hash};

    #[storage]
    pub struct Storage {}

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {}

    #[embeddable_as(Permit)]
    impl PermitImpl<
        TContractState,
        +HasComponent<TContractState>,
        +ERC20Component::HooksTrait<TContractState>,
        impl ERC20: ERC20Component::HasComponent<TContractState>,
        impl Nonces: NoncesComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IPermit<ComponentState<TContractState>> {
        fn permit(
            ref self: ComponentState<TContractState>,
            owner: ContractAddress,
            spender: ContractAddress,
            amount: u256,
            deadline: u64,
            signature: Array<felt252>,
        ) {
            let mut lock = get_dep_component_mut!(ref self, Reentrancy);
            lock.enter();
            // 1. time
            assert(get_block_timestamp() <= deadline, Errors::EXPIRED);
            // 2. nonce, used up before the account is called
            let mut nonces = get_dep_component_mut!(ref self, Nonces);
            let nonce = nonces.use_nonce(owner);
            // 3. signature
            assert_signed(
                owner,
                permit_hash(get_contract_address(), spender, amount, nonce, deadline),
                signature,
            );
            // 4. effect
            let mut erc20 = get_dep_component_mut!(ref self, ERC20);
            erc20.set_allowance(owner, spender, amount);
            let mut lock = get_dep_component_mut!(ref self, Reentrancy);
            lock.leave();
        }

        fn domain_separator(self: @ComponentState<TContractState>) -> felt252 {
            domain_hash(DOMAIN_NAME, DOMAIN_VERSION)
        }
    }
}
