//! Jobs as they are stored, and the one way to read them.

pub mod Errors {
    pub const NO_SUCH_JOB: felt252 = 'JOB: no such job';
}

#[starknet::component]
pub mod JobBookComponent {
    use core::poseidon::poseidon_hash_span;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_contract_address};
    use crate::interfaces::job_manager::{Draw, JobSpec};
    use crate::logic::job_record::{Progress, ProgressPacking, Terms, TermsPacking, terms_of};
    use crate::types::JobState;
    use super::Errors;

    #[starknet::storage_node]
    pub struct StoredJob {
        pub client: ContractAddress,
        pub model: felt252,
        pub input_digest: felt252,
        pub output_digest: felt252,
        pub parameters: felt252,
        pub consumer: ContractAddress,
        pub terms: Terms,
        pub progress: Progress,
    }

    #[storage]
    pub struct Storage {
        pub book_jobs: Map<felt252, StoredJob>,
        pub book_count: u64,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {}

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// Writes a new job, Queued. Returns its id.
        fn open(
            ref self: ComponentState<TContractState>, client: ContractAddress, spec: JobSpec,
        ) -> felt252 {
            let number = self.book_count.read() + 1;
            self.book_count.write(number);
            let job_id = id_of(number);
            let job = self.book_jobs.entry(job_id);
            job.client.write(client);
            job.model.write(spec.model);
            job.input_digest.write(spec.input_digest);
            job.parameters.write(spec.verification.parameters);
            job.consumer.write(spec.consumer);
            job.terms.write(terms_of(spec));
            job
                .progress
                .write(
                    Progress {
                        state: JobState::Queued,
                        since: get_block_timestamp(),
                        draw_block: 0,
                        draw: Draw::Open,
                        delivered: false,
                    },
                );
            job_id
        }

        /// Terms and progress of a job that there is.
        fn facts(self: @ComponentState<TContractState>, job_id: felt252) -> (Terms, Progress) {
            let job = self.book_jobs.entry(job_id);
            let progress = job.progress.read();
            assert(progress.state != JobState::Absent, Errors::NO_SUCH_JOB);
            (job.terms.read(), progress)
        }

        /// Enters a state now.
        fn enter_state(ref self: ComponentState<TContractState>, job_id: felt252, state: JobState) {
            let progress = self.book_jobs.entry(job_id).progress.read();
            self
                .write_progress(
                    job_id, Progress { state, since: get_block_timestamp(), ..progress },
                );
        }

        fn write_progress(
            ref self: ComponentState<TContractState>, job_id: felt252, progress: Progress,
        ) {
            self.book_jobs.entry(job_id).progress.write(progress);
        }
    }

    /// No two contracts share an id, so a result signed for one job is a result for no other.
    pub fn id_of(number: u64) -> felt252 {
        poseidon_hash_span(array![get_contract_address().into(), number.into()].span())
    }
}
