//! Results of several workers on one job, told in two steps so that nobody copies another's: first
//! every worker commits to its digest, then all reveal.

pub mod Errors {
    pub const ALREADY_COMMITTED: felt252 = 'VOTE: already committed';
    pub const ZERO_COMMITMENT: felt252 = 'VOTE: zero commitment';
    pub const NOT_AS_COMMITTED: felt252 = 'VOTE: not as committed';
    pub const ALREADY_REVEALED: felt252 = 'VOTE: already revealed';
}

#[starknet::component]
pub mod ResultVotesComponent {
    use core::poseidon::poseidon_hash_span;
    use starknet::ContractAddress;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub vote_commitments: Map<(felt252, ContractAddress), felt252>,
        pub vote_commitment_counts: Map<felt252, u32>,
        pub vote_revealed: Map<(felt252, ContractAddress), bool>,
        pub vote_digests: Map<(felt252, ContractAddress), felt252>,
        pub vote_revealed_counts: Map<felt252, u32>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        ResultCommitted: ResultCommitted,
        ResultRevealed: ResultRevealed,
    }

    /// Emitted when a worker is bound to a digest that nobody knows yet.
    #[derive(Drop, starknet::Event)]
    pub struct ResultCommitted {
        #[key]
        pub job_id: felt252,
        #[key]
        pub worker: ContractAddress,
        pub commitment: felt252,
    }

    /// Emitted when the digest is known, and signed by the worker.
    #[derive(Drop, starknet::Event)]
    pub struct ResultRevealed {
        #[key]
        pub job_id: felt252,
        #[key]
        pub worker: ContractAddress,
        pub output_digest: felt252,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        fn commit(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            worker: ContractAddress,
            commitment: felt252,
        ) {
            assert(commitment != 0, Errors::ZERO_COMMITMENT);
            let stored = self.vote_commitments.entry((job_id, worker));
            assert(stored.read() == 0, Errors::ALREADY_COMMITTED);
            stored.write(commitment);
            let count = self.vote_commitment_counts.entry(job_id);
            count.write(count.read() + 1);
            self.emit(ResultCommitted { job_id, worker, commitment });
        }

        fn reveal(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            worker: ContractAddress,
            output_digest: felt252,
            salt: felt252,
        ) {
            let commitment = commitment_to(job_id, worker, output_digest, salt);
            assert(
                self.vote_commitments.entry((job_id, worker)).read() == commitment,
                Errors::NOT_AS_COMMITTED,
            );
            let revealed = self.vote_revealed.entry((job_id, worker));
            assert(!revealed.read(), Errors::ALREADY_REVEALED);
            revealed.write(true);
            self.vote_digests.entry((job_id, worker)).write(output_digest);
            let count = self.vote_revealed_counts.entry(job_id);
            count.write(count.read() + 1);
            self.emit(ResultRevealed { job_id, worker, output_digest });
        }

        /// The digests that were revealed.
        fn revealed(
            self: @ComponentState<TContractState>, job_id: felt252, workers: Span<ContractAddress>,
        ) -> Span<felt252> {
            let mut digests = array![];
            for worker in workers {
                if self.vote_revealed.entry((job_id, *worker)).read() {
                    digests.append(self.vote_digests.entry((job_id, *worker)).read());
                }
            }
            digests.span()
        }
    }

    pub fn commitment_to(
        job_id: felt252, worker: ContractAddress, output_digest: felt252, salt: felt252,
    ) -> felt252 {
        poseidon_hash_span(array![job_id, worker.into(), output_digest, salt].span())
    }
}
