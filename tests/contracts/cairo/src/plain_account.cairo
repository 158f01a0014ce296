//! An account as small as one can be, so that gas figures are those of the contracts under test.
//!
//! The devnet predeploys it: it writes the key into `Account_public_key` and runs no constructor.
//! An account of its own stock would be compiled from an older Sierra and turn the pricing of the
//! whole transaction back to VM steps.

#[starknet::interface]
pub trait IPlainAccount<TState> {
    fn __validate__(ref self: TState, calls: Array<starknet::account::Call>) -> felt252;
    fn __execute__(ref self: TState, calls: Array<starknet::account::Call>) -> Array<Span<felt252>>;
    fn __validate_declare__(self: @TState, class_hash: felt252) -> felt252;
    fn is_valid_signature(self: @TState, hash: felt252, signature: Array<felt252>) -> felt252;
}

#[starknet::contract(account)]
pub mod PlainAccount {
    use core::ecdsa::check_ecdsa_signature;
    use core::num::traits::Zero;
    use starknet::SyscallResultTrait;
    use starknet::account::Call;
    use starknet::storage::StoragePointerReadAccess;

    #[storage]
    struct Storage {
        Account_public_key: felt252,
    }

    #[abi(embed_v0)]
    impl PlainAccountImpl of super::IPlainAccount<ContractState> {
        fn __validate__(ref self: ContractState, calls: Array<Call>) -> felt252 {
            self.assert_signed()
        }

        fn __execute__(ref self: ContractState, calls: Array<Call>) -> Array<Span<felt252>> {
            assert(starknet::get_caller_address().is_zero(), 'ACCOUNT: not the protocol');
            let mut results = array![];
            for call in calls.span() {
                results
                    .append(
                        starknet::syscalls::call_contract_syscall(
                            *call.to, *call.selector, *call.calldata,
                        )
                            .unwrap_syscall(),
                    );
            }
            results
        }

        fn __validate_declare__(self: @ContractState, class_hash: felt252) -> felt252 {
            self.assert_signed()
        }

        fn is_valid_signature(
            self: @ContractState, hash: felt252, signature: Array<felt252>,
        ) -> felt252 {
            if self.signed(hash, signature.span()) {
                starknet::VALIDATED
            } else {
                0
            }
        }
    }

    #[generate_trait]
    impl InternalImpl of InternalTrait {
        fn signed(self: @ContractState, hash: felt252, signature: Span<felt252>) -> bool {
            signature.len() == 2
                && check_ecdsa_signature(
                    hash, self.Account_public_key.read(), *signature[0], *signature[1],
                )
        }

        fn assert_signed(self: @ContractState) -> felt252 {
            let info = starknet::get_tx_info().unbox();
            assert(self.signed(info.transaction_hash, info.signature), 'ACCOUNT: wrong signature');
            starknet::VALIDATED
        }
    }
}
