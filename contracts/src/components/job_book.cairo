//! Jobs as they are stored, and the steps of a job that move no money. Each step writes the state
//! and tells it.

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
    use crate::logic::signed_result::SignedResult;
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
    pub enum Event {
        JobSubmitted: JobSubmitted,
        JobMatched: JobMatched,
        JobCompleted: JobCompleted,
        JobDrawn: JobDrawn,
        JobStatementAwaited: JobStatementAwaited,
        JobDisputed: JobDisputed,
        JobDelivered: JobDelivered,
    }

    /// Emitted when a job's reward is in escrow.
    #[derive(Drop, starknet::Event)]
    pub struct JobSubmitted {
        #[key]
        pub job_id: felt252,
        #[key]
        pub client: ContractAddress,
        pub number: u64,
        pub spec: JobSpec,
        pub at: u64,
    }

    /// Emitted when the job is on these workers.
    #[derive(Drop, starknet::Event)]
    pub struct JobMatched {
        #[key]
        pub job_id: felt252,
        pub workers: Span<ContractAddress>,
        pub at: u64,
    }

    /// Emitted when there is a result: signed by the worker, or agreed on by several. `draw_block`
    /// is 0 unless it is sampled.
    #[derive(Drop, starknet::Event)]
    pub struct JobCompleted {
        #[key]
        pub job_id: felt252,
        pub output_digest: felt252,
        pub draw_block: u64,
        pub at: u64,
    }

    /// Emitted when the draw of a sampled job was made.
    #[derive(Drop, starknet::Event)]
    pub struct JobDrawn {
        #[key]
        pub job_id: felt252,
        pub chosen: bool,
        pub at: u64,
    }

    /// Emitted when the job's time begins anew because a statement that would decide it is in
    /// dispute.
    #[derive(Drop, starknet::Event)]
    pub struct JobStatementAwaited {
        #[key]
        pub job_id: felt252,
        pub digest: felt252,
        pub at: u64,
    }

    /// Emitted when the client has staked `bond` on the result being wrong.
    #[derive(Drop, starknet::Event)]
    pub struct JobDisputed {
        #[key]
        pub job_id: felt252,
        pub bond: u256,
        pub at: u64,
    }

    /// Emitted when the consumer has been told.
    #[derive(Drop, starknet::Event)]
    pub struct JobDelivered {
        #[key]
        pub job_id: felt252,
        #[key]
        pub consumer: ContractAddress,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// A new job, Queued. Returns its id.
        fn open(
            ref self: ComponentState<TContractState>, client: ContractAddress, spec: JobSpec,
        ) -> felt252 {
            let number = self.book_count.read() + 1;
            self.book_count.write(number);
            let job_id = id_of(number);
            let at = get_block_timestamp();
            let job = self.book_jobs.entry(job_id);
            job.client.write(client);
            job.model.write(spec.model);
            job.input_digest.write(spec.input_digest);
            job.parameters.write(spec.verification.parameters);
            job.consumer.write(spec.consumer);
            job.terms.write(terms_of(spec));
            let state = JobState::Queued;
            job
                .progress
                .write(
                    Progress {
                        state, since: at, draw_block: 0, draw: Draw::Open, delivered: false,
                    },
                );
            self.emit(JobSubmitted { job_id, client, number, spec, at });
            job_id
        }

        fn matched(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            workers: Span<ContractAddress>,
        ) {
            self.enter_state(job_id, JobState::Processing);
            self.emit(JobMatched { job_id, workers, at: get_block_timestamp() });
        }

        fn completed(
            ref self: ComponentState<TContractState>,
            job_id: felt252,
            output_digest: felt252,
            draw_block: u64,
        ) {
            let at = get_block_timestamp();
            let job = self.book_jobs.entry(job_id);
            let progress = job.progress.read();
            job.output_digest.write(output_digest);
            job
                .progress
                .write(Progress { state: JobState::Completed, since: at, draw_block, ..progress });
            self.emit(JobCompleted { job_id, output_digest, draw_block, at });
        }

        /// A job that was chosen has `PROOF_WINDOW` from now.
        fn drawn(ref self: ComponentState<TContractState>, job_id: felt252, chosen: bool) {
            let at = get_block_timestamp();
            let job = self.book_jobs.entry(job_id);
            let progress = job.progress.read();
            job
                .progress
                .write(
                    if chosen {
                        Progress { draw: Draw::Chosen, since: at, ..progress }
                    } else {
                        Progress { draw: Draw::Spared, ..progress }
                    },
                );
            self.emit(JobDrawn { job_id, chosen, at });
        }

        /// The same state, entered now.
        fn awaited(ref self: ComponentState<TContractState>, job_id: felt252, digest: felt252) {
            self.enter_state(job_id, self.book_jobs.entry(job_id).progress.read().state);
            self.emit(JobStatementAwaited { job_id, digest, at: get_block_timestamp() });
        }

        fn disputed(ref self: ComponentState<TContractState>, job_id: felt252, bond: u256) {
            self.enter_state(job_id, JobState::Disputed);
            self.emit(JobDisputed { job_id, bond, at: get_block_timestamp() });
        }

        fn delivered(
            ref self: ComponentState<TContractState>, job_id: felt252, consumer: ContractAddress,
        ) {
            let job = self.book_jobs.entry(job_id);
            let progress = job.progress.read();
            job.progress.write(Progress { delivered: true, ..progress });
            self.emit(JobDelivered { job_id, consumer });
        }

        /// Enters a state now.
        fn enter_state(ref self: ComponentState<TContractState>, job_id: felt252, state: JobState) {
            let job = self.book_jobs.entry(job_id);
            let progress = job.progress.read();
            job.progress.write(Progress { state, since: get_block_timestamp(), ..progress });
        }

        /// Terms and progress of a job that there is.
        fn facts(self: @ComponentState<TContractState>, job_id: felt252) -> (Terms, Progress) {
            let job = self.book_jobs.entry(job_id);
            let progress = job.progress.read();
            assert(progress.state != JobState::Absent, Errors::NO_SUCH_JOB);
            (job.terms.read(), progress)
        }

        fn client(self: @ComponentState<TContractState>, job_id: felt252) -> ContractAddress {
            self.book_jobs.entry(job_id).client.read()
        }

        /// The result that a worker who found `output_digest` signs.
        fn result_with(
            self: @ComponentState<TContractState>, job_id: felt252, output_digest: felt252,
        ) -> SignedResult {
            let job = self.book_jobs.entry(job_id);
            SignedResult {
                job_id,
                model: job.model.read(),
                input_digest: job.input_digest.read(),
                output_digest,
            }
        }

        /// The result that there is.
        fn result(self: @ComponentState<TContractState>, job_id: felt252) -> SignedResult {
            self.result_with(job_id, self.book_jobs.entry(job_id).output_digest.read())
        }
    }

    /// No two contracts share an id, so a result signed for one job is a result for no other.
    pub fn id_of(number: u64) -> felt252 {
        poseidon_hash_span(array![get_contract_address().into(), number.into()].span())
    }
}
