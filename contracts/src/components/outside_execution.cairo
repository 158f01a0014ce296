//! SNIP-9 version 2 as a component: calls that the account has signed and somebody else submits and
//! pays for.
use starknet::account::Call;
use starknet::{SyscallResultTrait, syscalls};

/// From the SNIP; the XOR of the extended selectors.
pub const SRC9_V2_ID: felt252 = 0x1d1144bb2138366ff28d8e9ab57456b1d332ac42196230c3a602003c89872;

/// Leaves the submission open to everybody.
pub const ANY_CALLER: felt252 = 'ANY_CALLER';

/// The names are those that the field's accounts use.
pub mod Errors {
    pub const INVALID_CALLER: felt252 = 'SRC9: invalid caller';
    pub const TOO_EARLY: felt252 = 'SRC9: now <= execute_after';
    pub const TOO_LATE: felt252 = 'SRC9: now >= execute_before';
    pub const DUPLICATED_NONCE: felt252 = 'SRC9: duplicated nonce';
}

/// What the account must say: whether whoever signed may have these calls made.
pub trait OutsideAuthority<TContractState> {
    /// Panics unless `signature` over `hash` allows `calls`; counts them where it is bounded.
    fn authorize(
        ref self: TContractState, hash: felt252, signature: Span<felt252>, calls: Span<Call>,
    );
}

/// Makes the calls in order; the first that fails undoes everything.
pub fn execute_calls(calls: Span<Call>) -> Array<Span<felt252>> {
    let mut results: Array<Span<felt252>> = array![];
    for call in calls {
        results
            .append(
                syscalls::call_contract_syscall(*call.to, *call.selector, *call.calldata)
                    .unwrap_syscall(),
            );
    }
    results
}

#[starknet::component]
pub mod OutsideExecutionComponent {
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address, get_contract_address};
    use crate::interfaces::account::{ISRC9V2, OutsideExecution};
    use crate::logic::outside_execution::message_hash;
    use super::{ANY_CALLER, Errors, OutsideAuthority, execute_calls};

    #[storage]
    pub struct Storage {
        pub outside_execution_nonces: Map<felt252, bool>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        OutsideExecuted: OutsideExecuted,
    }

    /// Emitted when an outside execution is carried out; its nonce is used up.
    #[derive(Drop, starknet::Event)]
    pub struct OutsideExecuted {
        #[key]
        pub nonce: felt252,
        pub hash: felt252,
        pub caller: ContractAddress,
    }

    #[embeddable_as(SRC9V2)]
    impl SRC9V2Impl<
        TContractState,
        +HasComponent<TContractState>,
        +OutsideAuthority<TContractState>,
        +Drop<TContractState>,
    > of ISRC9V2<ComponentState<TContractState>> {
        fn execute_from_outside_v2(
            ref self: ComponentState<TContractState>,
            outside_execution: OutsideExecution,
            signature: Span<felt252>,
        ) -> Array<Span<felt252>> {
            let caller = get_caller_address();
            // 1. Only whom the account named may submit it.
            if outside_execution.caller.into() != ANY_CALLER {
                assert(outside_execution.caller == caller, Errors::INVALID_CALLER);
            }
            // 2. Strictly within its time.
            let now = get_block_timestamp();
            assert(outside_execution.execute_after < now, Errors::TOO_EARLY);
            assert(now < outside_execution.execute_before, Errors::TOO_LATE);
            // 3. Once; marked before anything is called.
            let nonce = outside_execution.nonce;
            let used = self.outside_execution_nonces.entry(nonce);
            assert(!used.read(), Errors::DUPLICATED_NONCE);
            used.write(true);
            // 4. Signed by somebody who may have these calls made.
            let hash = message_hash(@outside_execution, get_contract_address());
            let mut contract = self.get_contract_mut();
            contract.authorize(hash, signature, outside_execution.calls);
            // 5. Carried out.
            self.emit(OutsideExecuted { nonce, hash, caller });
            execute_calls(outside_execution.calls)
        }

        fn is_valid_outside_execution_nonce(
            self: @ComponentState<TContractState>, nonce: felt252,
        ) -> bool {
            !self.outside_execution_nonces.entry(nonce).read()
        }
    }
}
