//! The verifier of type 0: a batch of records under one root goes on a hash chain from one head to
//! another.
//!
//! Statement, 8 felts:
//!
//! 0. job id, or another context; bound by being in the statement, and not interpreted;
//! 1. model: 0;
//! 2. input digest: `poseidon(root, first, count, start)`;
//! 3. output digest: the chain's head after the batch;
//! 4. root of the batch, as `logic/merkle.cairo` makes it;
//! 5. number of the first record;
//! 6. count of records, 1…`MAX_RECORDS`;
//! 7. head of the chain before the batch.
//!
//! Proof: the record leaves, in order. The verifier makes the tree and the chain itself, so that
//! what holds has one proof. Both are Starknet's Hades permutation, where a collision costs 2^125.

pub mod Errors {
    pub const PARAMETERS: felt252 = 'CHAIN: parameters';
    pub const MODEL: felt252 = 'CHAIN: model';
    pub const STATEMENT: felt252 = 'CHAIN: statement';
    pub const COUNT: felt252 = 'CHAIN: count';
    pub const ROOT: felt252 = 'CHAIN: root';
    pub const INPUT: felt252 = 'CHAIN: input';
    pub const HEAD: felt252 = 'CHAIN: head';
}

/// The digest of the only parameter set: hash, layout and bounds as above.
pub const PARAMETERS: felt252 = selector!("Ciro hash-chain batch 1: Hades, at most 1024 records");
pub const MAX_RECORDS: u32 = 1_024;

#[starknet::contract]
pub mod HashChainBatch {
    use crate::interfaces::proof_verifier::IVerifier;
    use crate::logic::{hash_chain, merkle};
    use crate::types::ProofType;
    use super::{Errors, MAX_RECORDS, PARAMETERS};

    #[storage]
    struct Storage {}

    #[abi(embed_v0)]
    impl Verifier of IVerifier<ContractState> {
        /// Anybody. Returns 0, or one of `Errors`.
        fn verify(
            self: @ContractState,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) -> felt252 {
            // 1. The statement is one of this kind.
            if parameters != PARAMETERS {
                return Errors::PARAMETERS;
            }
            if statement.len() != 8 {
                return Errors::STATEMENT;
            }
            let (root, first, count, start) = (
                *statement[4], *statement[5], *statement[6], *statement[7],
            );
            if model != 0 || *statement[1] != 0 {
                return Errors::MODEL;
            }
            // 2. As many leaves as it says, at numbers that exist.
            if proof.is_empty() || proof.len() > MAX_RECORDS || count != proof.len().into() {
                return Errors::COUNT;
            }
            let Some(first_number) = number(first) else {
                return Errors::COUNT;
            };
            // 3. They make the root.
            if merkle::root_of(proof, first_number) != Some(root) {
                return Errors::ROOT;
            }
            // 4. The digests are those of this batch and of the head that it leads to.
            if *statement[2] != hash_chain::input_digest(root, first, count, start) {
                return Errors::INPUT;
            }
            if *statement[3] != hash_chain::extend(start, proof) {
                return Errors::HEAD;
            }
            0
        }

        fn proof_type(self: @ContractState) -> ProofType {
            ProofType::StarknetBatch
        }
    }

    /// A record number after which a whole batch has room.
    fn number(value: felt252) -> Option<u64> {
        let number: u64 = value.try_into()?;
        if number > 0xffffffffffffffff - MAX_RECORDS.into() {
            return None;
        }
        Some(number)
    }
}
