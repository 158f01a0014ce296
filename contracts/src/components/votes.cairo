//! Voting units that follow balances, given to delegates, with a history by time: a vote is counted
//! by what was held at the end of a past second, so tokens that are borrowed for one transaction or
//! handed on cannot vote.
use core::hash::{HashStateExTrait, HashStateTrait};
use core::poseidon::PoseidonTrait;
use starknet::ContractAddress;

pub const DELEGATION_TYPE_HASH: felt252 = selector!(
    "\"Delegation\"(\"token\":\"ContractAddress\",\"delegatee\":\"ContractAddress\",\"nonce\":\"felt\",\"expiry\":\"u128\")",
);

pub mod Errors {
    pub const FUTURE_LOOKUP: felt252 = 'VOTES: future lookup';
    pub const TOKEN_CANNOT_DELEGATE: felt252 = 'VOTES: token cannot delegate';
}

/// The hash of the struct that a delegation signs.
pub fn delegation_hash(
    token: ContractAddress, delegatee: ContractAddress, nonce: felt252, expiry: u64,
) -> felt252 {
    PoseidonTrait::new()
        .update(DELEGATION_TYPE_HASH)
        .update_with(token)
        .update_with(delegatee)
        .update(nonce)
        .update(expiry.into())
        .finalize()
}

#[starknet::component]
pub mod VotesComponent {
    use core::num::traits::Zero;
    use core::ops::Deref;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address, get_contract_address};
    use crate::components::checkpoints::{MutableTraceTrait, Trace, TraceTrait};
    use crate::components::erc20::ERC20Component;
    use crate::components::nonces::NoncesComponent;
    use crate::components::nonces::NoncesComponent::InternalTrait as NoncesInternalTrait;
    use crate::components::permit::{Errors as SignedErrors, assert_signed};
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reentrancy::ReentrancyComponent::InternalTrait as ReentrancyInternalTrait;
    use crate::interfaces::votes::IVotes;
    use super::{Errors, delegation_hash};

    #[storage]
    pub struct Storage {
        pub votes_delegates: Map<ContractAddress, ContractAddress>,
        pub votes_of: Map<ContractAddress, Trace>,
        pub votes_supply: Trace,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        DelegateChanged: DelegateChanged,
        DelegateVotesChanged: DelegateVotesChanged,
    }

    /// Emitted when an account names a delegate.
    #[derive(Drop, starknet::Event)]
    pub struct DelegateChanged {
        #[key]
        pub delegator: ContractAddress,
        #[key]
        pub from_delegate: ContractAddress,
        #[key]
        pub to_delegate: ContractAddress,
    }

    /// Emitted when the votes of a delegate become `votes`; the block's timestamp is the
    /// checkpoint's.
    #[derive(Drop, starknet::Event)]
    pub struct DelegateVotesChanged {
        #[key]
        pub delegate: ContractAddress,
        pub previous: u256,
        pub votes: u256,
    }

    #[embeddable_as(Votes)]
    impl VotesImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl ERC20: ERC20Component::HasComponent<TContractState>,
        impl Nonces: NoncesComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IVotes<ComponentState<TContractState>> {
        fn clock(self: @ComponentState<TContractState>) -> u64 {
            get_block_timestamp()
        }

        fn get_votes(self: @ComponentState<TContractState>, account: ContractAddress) -> u256 {
            self.votes_of.entry(account).latest()
        }

        fn get_past_votes(
            self: @ComponentState<TContractState>, account: ContractAddress, at: u64,
        ) -> u256 {
            self.past_votes(account, at)
        }

        fn get_past_total_supply(self: @ComponentState<TContractState>, at: u64) -> u256 {
            self.past_supply(at)
        }

        fn delegates(
            self: @ComponentState<TContractState>, account: ContractAddress,
        ) -> ContractAddress {
            self.votes_delegates.entry(account).read()
        }

        fn delegate(ref self: ComponentState<TContractState>, delegatee: ContractAddress) {
            let delegator = get_caller_address();
            // The token's own address holds the locked allocations: a proposal must not vote with
            // them.
            assert(delegator != get_contract_address(), Errors::TOKEN_CANNOT_DELEGATE);
            self.set_delegate(delegator, delegatee);
        }

        fn delegate_by_signature(
            ref self: ComponentState<TContractState>,
            delegator: ContractAddress,
            delegatee: ContractAddress,
            expiry: u64,
            signature: Array<felt252>,
        ) {
            let mut lock = get_dep_component_mut!(ref self, Reentrancy);
            lock.enter();
            assert(get_block_timestamp() <= expiry, SignedErrors::EXPIRED);
            let mut nonces = get_dep_component_mut!(ref self, Nonces);
            let nonce = nonces.use_nonce(delegator);
            assert_signed(
                delegator,
                delegation_hash(get_contract_address(), delegatee, nonce, expiry),
                signature,
            );
            self.set_delegate(delegator, delegatee);
            let mut lock = get_dep_component_mut!(ref self, Reentrancy);
            lock.leave();
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl ERC20: ERC20Component::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn past_votes(
            self: @ComponentState<TContractState>, account: ContractAddress, at: u64,
        ) -> u256 {
            assert(at < get_block_timestamp(), Errors::FUTURE_LOOKUP);
            self.votes_of.entry(account).at(at)
        }

        fn past_supply(self: @ComponentState<TContractState>, at: u64) -> u256 {
            assert(at < get_block_timestamp(), Errors::FUTURE_LOOKUP);
            self.votes_supply.deref().at(at)
        }

        /// To be called after every change of balances.
        fn follow_update(
            ref self: ComponentState<TContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        ) {
            if from.is_zero() || to.is_zero() {
                let supply = get_dep_component!(@self, ERC20).erc20_supply.read();
                self.votes_supply.deref().push(get_block_timestamp(), supply);
            }
            let from_delegate = self.votes_delegates.entry(from).read();
            let to_delegate = self.votes_delegates.entry(to).read();
            self.move_votes(from_delegate, to_delegate, amount);
        }

        fn set_delegate(
            ref self: ComponentState<TContractState>,
            delegator: ContractAddress,
            delegatee: ContractAddress,
        ) {
            let previous = self.votes_delegates.entry(delegator).read();
            let units = get_dep_component!(@self, ERC20).erc20_balances.entry(delegator).read();
            self.votes_delegates.entry(delegator).write(delegatee);
            self
                .emit(
                    DelegateChanged { delegator, from_delegate: previous, to_delegate: delegatee },
                );
            self.move_votes(previous, delegatee, units);
        }

        fn move_votes(
            ref self: ComponentState<TContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        ) {
            if from == to || amount == 0 {
                return;
            }
            if from.is_non_zero() {
                let previous = (@self).votes_of.entry(from).latest();
                self.write_votes(from, previous, previous - amount);
            }
            if to.is_non_zero() {
                let previous = (@self).votes_of.entry(to).latest();
                self.write_votes(to, previous, previous + amount);
            }
        }

        fn write_votes(
            ref self: ComponentState<TContractState>,
            delegate: ContractAddress,
            previous: u256,
            votes: u256,
        ) {
            self.votes_of.entry(delegate).push(get_block_timestamp(), votes);
            self.emit(DelegateVotesChanged { delegate, previous, votes });
        }
    }
}
