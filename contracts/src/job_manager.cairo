//! JobManager: jobs with escrow, from submission to exactly one payment or refund.
//!
//! | from | who | entry point | condition | to | event |
//! |---|---|---|---|---|---|
//! | – | anybody, the client from then on | `submit`, `submit_batch` | the reward arrives |
//! Queued | JobSubmitted |
//! | Queued | the client | `cancel` | – | Cancelled, refund | JobCancelled |
//! | Queued | anybody | `match_job` | applications are over, nobody better applied | Processing |
//! JobMatched |
//! | Queued, Processing | anybody | `time_out` | the time-out has passed | Failed, refund |
//! JobFailed |
//! | Processing | anybody with the worker's signature | `submit_result` | in time | Completed |
//! JobCompleted |
//! | Processing | anybody | `settle_consensus` | all revealed, or time is up | Paid, or Failed,
//! refund | JobCompleted, JobPaid, or JobFailed |
//! | Completed | anybody | `settle` | the dispute window has passed; a sampled job was spared |
//! Paid | JobPaid |
//! | Completed (sampled) | anybody | `draw` | the block's hash is known | Completed | JobDrawn |
//! | Completed (proof, chosen) | anybody | `settle_by_proof` | exactly this result is proven | Paid
//! | JobPaid |
//! | Completed (proof, chosen) | anybody | `time_out` | no proof in `PROOF_WINDOW` | Failed, refund
//! | JobFailed |
//! | Completed, not to be proven | the client, with a bond | `dispute` | within the dispute window
//! | Disputed | JobDisputed |
//! | Completed, Disputed | anybody | `refute` | another output is proven | Failed, refund, slash |
//! JobFailed |
//! | Disputed | anybody | `settle_by_proof` | exactly this result is proven | Paid, bond to the
//! worker | JobPaid |
//! | Disputed | the governor | `rule` | – | Failed, refund, slash; or Paid, bond to the worker |
//! JobFailed, or JobPaid |
//! | Disputed | anybody | `lapse_dispute` | nobody decided in `DISPUTE_DECISION` | Paid, bond back
//! | JobPaid |
//! | Paid | anybody | `deliver` | a consumer was named and not yet told | Paid | JobDelivered |
//!
//! **Money.** A reward leaves once: each exit writes the final state before it moves anything, and
//! nothing leaves from a final state. `held` is all that is owed; the balance is never less. No
//! role and no pause touches it.
//!
//! **Sampling.** The draw is the hash of a block that comes `SAMPLING_DRAW_DELAY` after the result:
//! by then the worker has signed, so neither it nor the client can choose. The chain tells a hash
//! for ever once it is `BLOCK_HASH_AGE` old, so the draw is the same whoever asks and whenever. Who
//! orders blocks could withhold one; that is the trust that Starknet itself asks for. A chosen job
//! without a proof costs the worker a slash.
//!
//! **Nobody profits from a slash that no challenger earned**: in a consensus or a missed proof the
//! challenger's part is burnt, so that a client and a majority of its friends gain nothing by
//! outvoting an honest worker.
//!
//! **Delivery** is pulled, apart from payment: a consumer that panics or burns gas hurts only its
//! own delivery. While it is told, every entry point that changes something is locked.
//!
//! This contract holds the roles `JOB_MANAGER` and `SLASHER` of the pool.

pub mod Errors {
    pub const NOT_CLIENT: felt252 = 'JOB: not the client';
    pub const OWN_JOB: felt252 = 'JOB: own job';
    pub const NOT_QUEUED: felt252 = 'JOB: not queued';
    pub const NOT_PROCESSING: felt252 = 'JOB: not processing';
    pub const NOT_COMPLETED: felt252 = 'JOB: not completed';
    pub const NOT_DISPUTED: felt252 = 'JOB: not disputed';
    pub const NOT_PAID: felt252 = 'JOB: not paid';
    pub const EMPTY_BATCH: felt252 = 'JOB: empty batch';
    pub const BATCH_TOO_LARGE: felt252 = 'JOB: batch too large';
    pub const NOT_PROVABLE: felt252 = 'JOB: not provable';
    pub const APPLICATIONS_OPEN: felt252 = 'JOB: applications open';
    pub const BAD_SIGNATURE: felt252 = 'JOB: bad signature';
    pub const TIMED_OUT: felt252 = 'JOB: timed out';
    pub const NOT_TIMED_OUT: felt252 = 'JOB: not timed out';
    pub const BY_CONSENSUS: felt252 = 'JOB: by consensus';
    pub const NOT_BY_CONSENSUS: felt252 = 'JOB: not by consensus';
    pub const NOT_A_WORKER: felt252 = 'JOB: not a worker of it';
    pub const COMMITS_CLOSED: felt252 = 'JOB: commitments closed';
    pub const COMMITS_OPEN: felt252 = 'JOB: commitments open';
    pub const VOTE_OPEN: felt252 = 'JOB: vote open';
    pub const NOT_SAMPLED: felt252 = 'JOB: not sampled';
    pub const ALREADY_DRAWN: felt252 = 'JOB: already drawn';
    pub const DRAW_TOO_EARLY: felt252 = 'JOB: draw too early';
    pub const NOT_DRAWN: felt252 = 'JOB: not drawn';
    pub const NEEDS_PROOF: felt252 = 'JOB: needs a proof';
    pub const WINDOW_OPEN: felt252 = 'JOB: dispute window open';
    pub const WINDOW_CLOSED: felt252 = 'JOB: dispute window closed';
    pub const ANOTHER_STATEMENT: felt252 = 'JOB: another statement';
    pub const SAME_OUTPUT: felt252 = 'JOB: same output';
    pub const NOT_VERIFIED: felt252 = 'JOB: not verified';
    pub const TOO_EARLY: felt252 = 'JOB: too early';
    pub const NO_CONSUMER: felt252 = 'JOB: no consumer';
    pub const ALREADY_DELIVERED: felt252 = 'JOB: already delivered';
    pub const ZERO_VERIFIER: felt252 = 'JOB: zero proof verifier';
}

#[starknet::contract]
pub mod JobManager {
    use core::num::traits::Zero;
    use core::poseidon::poseidon_hash_span;
    use starknet::storage::{StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::syscalls::get_block_hash_syscall;
    use starknet::{
        ContractAddress, SyscallResultTrait, get_block_number, get_block_timestamp,
        get_caller_address,
    };
    use crate::components::access::AccessComponent;
    use crate::components::escrow::EscrowComponent;
    use crate::components::job_book::JobBookComponent;
    use crate::components::job_book::JobBookComponent::id_of;
    use crate::components::matching::MatchingComponent;
    use crate::components::pausable::PausableComponent;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::result_votes::ResultVotesComponent;
    use crate::components::result_votes::ResultVotesComponent::commitment_to;
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::constants::{
        APPLICATION_WINDOW, BLOCK_HASH_AGE, DISPUTE_DECISION, DISPUTE_WINDOW, MAX_BATCH,
        PROOF_WINDOW, SAMPLING_DRAW_DELAY,
    };
    use crate::interfaces::cdc_pool::IWorkerLedgerDispatcherTrait;
    use crate::interfaces::job_manager::{
        Draw, IConsensus, IJobManager, IResultConsumerDispatcher, IResultConsumerDispatcherTrait,
        Job, JobSpec, Verification,
    };
    use crate::interfaces::proof_verifier::{IStatementsDispatcher, IStatementsDispatcherTrait};
    use crate::logic::job_record::{Progress, ProgressPacking, Terms, TermsPacking};
    use crate::logic::signed_result::{SignedResult, holds};
    use crate::logic::{job_rules, proof_statement};
    use crate::types::{JobState, ReputationEvent, SlashReason, VerificationMethod};
    use super::Errors;

    component!(path: AccessComponent, storage: access, event: AccessEvent);
    component!(path: EscrowComponent, storage: escrow, event: EscrowEvent);
    component!(path: JobBookComponent, storage: book, event: BookEvent);
    component!(path: MatchingComponent, storage: matching, event: MatchingEvent);
    component!(path: PausableComponent, storage: pausable, event: PausableEvent);
    component!(path: ReentrancyComponent, storage: reentrancy, event: ReentrancyEvent);
    component!(path: UpgradeableComponent, storage: upgradeable, event: UpgradeableEvent);
    component!(path: ResultVotesComponent, storage: votes, event: VotesEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    #[abi(embed_v0)]
    impl Escrow = EscrowComponent::Escrow<ContractState>;
    #[abi(embed_v0)]
    impl Pausable = PausableComponent::Pausable<ContractState>;
    #[abi(embed_v0)]
    impl Upgradeable = UpgradeableComponent::Upgradeable<ContractState>;

    impl AccessInternal = AccessComponent::InternalImpl<ContractState>;
    impl BookInternal = JobBookComponent::InternalImpl<ContractState>;
    impl EscrowInternal = EscrowComponent::InternalImpl<ContractState>;
    impl MatchingInternal = MatchingComponent::InternalImpl<ContractState>;
    impl PausableInternal = PausableComponent::InternalImpl<ContractState>;
    impl ReentrancyInternal = ReentrancyComponent::InternalImpl<ContractState>;
    impl UpgradeableInternal = UpgradeableComponent::InternalImpl<ContractState>;
    impl VotesInternal = ResultVotesComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        proof_verifier: ContractAddress,
        #[substorage(v0)]
        access: AccessComponent::Storage,
        #[substorage(v0)]
        escrow: EscrowComponent::Storage,
        #[substorage(v0)]
        book: JobBookComponent::Storage,
        #[substorage(v0)]
        matching: MatchingComponent::Storage,
        #[substorage(v0)]
        pausable: PausableComponent::Storage,
        #[substorage(v0)]
        reentrancy: ReentrancyComponent::Storage,
        #[substorage(v0)]
        upgradeable: UpgradeableComponent::Storage,
        #[substorage(v0)]
        votes: ResultVotesComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        JobSubmitted: JobSubmitted,
        JobCancelled: JobCancelled,
        JobMatched: JobMatched,
        JobCompleted: JobCompleted,
        JobDrawn: JobDrawn,
        JobDisputed: JobDisputed,
        JobPaid: JobPaid,
        JobFailed: JobFailed,
        JobDelivered: JobDelivered,
        #[flat]
        AccessEvent: AccessComponent::Event,
        #[flat]
        EscrowEvent: EscrowComponent::Event,
        #[flat]
        BookEvent: JobBookComponent::Event,
        #[flat]
        MatchingEvent: MatchingComponent::Event,
        #[flat]
        PausableEvent: PausableComponent::Event,
        #[flat]
        ReentrancyEvent: ReentrancyComponent::Event,
        #[flat]
        UpgradeableEvent: UpgradeableComponent::Event,
        #[flat]
        VotesEvent: ResultVotesComponent::Event,
    }

    /// Emitted when a job's reward is in escrow.
    #[derive(Drop, starknet::Event)]
    struct JobSubmitted {
        #[key]
        job_id: felt252,
        #[key]
        client: ContractAddress,
        number: u64,
        spec: JobSpec,
        at: u64,
    }

    /// Emitted when the client took the job back; the reward was refunded.
    #[derive(Drop, starknet::Event)]
    struct JobCancelled {
        #[key]
        job_id: felt252,
        refunded: u256,
        at: u64,
    }

    /// Emitted when the job is on these workers.
    #[derive(Drop, starknet::Event)]
    struct JobMatched {
        #[key]
        job_id: felt252,
        workers: Span<ContractAddress>,
        at: u64,
    }

    /// Emitted when there is a result: signed by the worker, or agreed by several. `draw_block` is
    /// 0 unless it is sampled.
    #[derive(Drop, starknet::Event)]
    struct JobCompleted {
        #[key]
        job_id: felt252,
        output_digest: felt252,
        draw_block: u64,
        at: u64,
    }

    /// Emitted when the draw of a sampled job was made.
    #[derive(Drop, starknet::Event)]
    struct JobDrawn {
        #[key]
        job_id: felt252,
        chosen: bool,
        at: u64,
    }

    /// Emitted when the client has staked `bond` on the result being wrong.
    #[derive(Drop, starknet::Event)]
    struct JobDisputed {
        #[key]
        job_id: felt252,
        bond: u256,
        at: u64,
    }

    /// Emitted when the reward has been paid: `paid` to the workers together, `fee` to the
    /// protocol. `bond`, if any, has gone to `bond_to`.
    #[derive(Drop, starknet::Event)]
    struct JobPaid {
        #[key]
        job_id: felt252,
        workers: Span<ContractAddress>,
        paid: u256,
        fee: u256,
        bond: u256,
        bond_to: ContractAddress,
        at: u64,
    }

    /// Emitted when the client has its reward back, and its bond if it had disputed. `why` is a
    /// short string.
    #[derive(Drop, starknet::Event)]
    struct JobFailed {
        #[key]
        job_id: felt252,
        why: felt252,
        refunded: u256,
        at: u64,
    }

    /// Emitted when the consumer has been told.
    #[derive(Drop, starknet::Event)]
    struct JobDelivered {
        #[key]
        job_id: felt252,
        #[key]
        consumer: ContractAddress,
    }

    /// `token` is CIRO, `pool` keeps the workers, `proof_verifier` the proven statements.
    #[constructor]
    fn constructor(
        ref self: ContractState,
        admin: ContractAddress,
        governor: ContractAddress,
        token: ContractAddress,
        pool: ContractAddress,
        proof_verifier: ContractAddress,
    ) {
        assert(proof_verifier.is_non_zero(), Errors::ZERO_VERIFIER);
        self.access.initializer(admin);
        self.upgradeable.initializer(governor);
        self.escrow.initializer(token);
        self.matching.initializer(pool);
        self.proof_verifier.write(proof_verifier);
    }

    #[abi(embed_v0)]
    impl JobManagerImpl of IJobManager<ContractState> {
        /// Anybody, who has approved the reward and is the client from then on. Returns the job's
        /// id. Stopped by a pause.
        fn submit(ref self: ContractState, spec: JobSpec) -> felt252 {
            *self.submit_batch(array![spec].span())[0]
        }

        /// As `submit`, for at most `MAX_BATCH` jobs and with one transfer for all of them.
        fn submit_batch(ref self: ContractState, specs: Span<JobSpec>) -> Span<felt252> {
            self.pausable.assert_not_paused();
            self.reentrancy.enter();
            // 1. Sound terms, and provable where they ask for a proof.
            assert(!specs.is_empty(), Errors::EMPTY_BATCH);
            assert(specs.len() <= MAX_BATCH, Errors::BATCH_TOO_LARGE);
            let client = get_caller_address();
            let mut total: u256 = 0;
            let mut ids = array![];
            for spec in specs {
                job_rules::assert_sound(*spec);
                self.assert_provable(*spec);
                // 2. The job.
                let job_id = self.book.open(client, *spec);
                self.matching.require(job_id, *spec.requirements);
                let number = self.book.book_count.read();
                self
                    .emit(
                        JobSubmitted {
                            job_id, client, number, spec: *spec, at: get_block_timestamp(),
                        },
                    );
                total += (*spec.reward).into();
                ids.append(job_id);
            }
            // 3. The escrow.
            self.escrow.take(client, total);
            self.reentrancy.leave();
            ids.span()
        }

        /// The client, while nobody has been matched. The reward goes back.
        fn cancel(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            self.assert_client(job_id);
            assert(progress.state == JobState::Queued, Errors::NOT_QUEUED);
            self.book.enter_state(job_id, JobState::Cancelled);
            let refunded = terms.reward.into();
            self.escrow.give(get_caller_address(), refunded);
            self.emit(JobCancelled { job_id, refunded, at: get_block_timestamp() });
            self.reentrancy.leave();
        }

        /// A worker that meets the requirements, while the job is queued; not on its own job.
        /// Stopped by a pause.
        fn apply(ref self: ContractState, job_id: felt252) {
            self.pausable.assert_not_paused();
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let worker = get_caller_address();
            assert(progress.state == JobState::Queued, Errors::NOT_QUEUED);
            assert(get_block_timestamp() <= progress.since + terms.timeout, Errors::TIMED_OUT);
            assert(self.book.book_jobs.entry(job_id).client.read() != worker, Errors::OWN_JOB);
            self.matching.apply(job_id, worker);
            self.reentrancy.leave();
        }

        /// Anybody, `APPLICATION_WINDOW` after submission. `chosen` are applicants, eligible now,
        /// and no eligible applicant who was left out weighs more. Stopped by a pause.
        fn match_job(ref self: ContractState, job_id: felt252, chosen: Span<ContractAddress>) {
            self.pausable.assert_not_paused();
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let now = get_block_timestamp();
            assert(progress.state == JobState::Queued, Errors::NOT_QUEUED);
            assert(now > progress.since + APPLICATION_WINDOW, Errors::APPLICATIONS_OPEN);
            assert(now <= progress.since + terms.timeout, Errors::TIMED_OUT);
            self.book.enter_state(job_id, JobState::Processing);
            self.matching.choose(job_id, chosen, workers_of(terms));
            self.emit(JobMatched { job_id, workers: chosen, at: now });
            self.reentrancy.leave();
        }

        /// Anybody who has the matched worker's signature over exactly this result, until the
        /// time-out. The worker is free again, unless a proof is still owed.
        fn submit_result(
            ref self: ContractState,
            job_id: felt252,
            output_digest: felt252,
            signature: (felt252, felt252),
        ) {
            self.reentrancy.enter();
            // 1. In time.
            let (terms, progress) = self.book.facts(job_id);
            let now = get_block_timestamp();
            assert(progress.state == JobState::Processing, Errors::NOT_PROCESSING);
            assert(terms.method != VerificationMethod::ConsensusValidation, Errors::BY_CONSENSUS);
            assert(now <= progress.since + terms.timeout, Errors::TIMED_OUT);
            // 2. By the worker.
            let worker = self.worker(job_id);
            self.assert_signed(job_id, worker, output_digest, signature);
            // 3. The result, and the block that will draw it.
            let draw_block = if terms.method == VerificationMethod::StatisticalSampling {
                get_block_number() + SAMPLING_DRAW_DELAY
            } else {
                0
            };
            self.book.book_jobs.entry(job_id).output_digest.write(output_digest);
            self
                .book
                .write_progress(
                    job_id,
                    Progress { state: JobState::Completed, since: now, draw_block, ..progress },
                );
            self.emit(JobCompleted { job_id, output_digest, draw_block, at: now });
            if terms.method != VerificationMethod::ZeroKnowledgeProof {
                self.matching.pool().job_closed(worker, ReputationEvent::JobDone);
            }
            self.reentrancy.leave();
        }

        /// Anybody, once the chain tells the hash of the job's draw block. A job that is spared is
        /// paid when the dispute window has passed; one that is chosen needs a proof within
        /// `PROOF_WINDOW` from now.
        fn draw(ref self: ContractState, job_id: felt252) {
            let (terms, progress) = self.book.facts(job_id);
            assert(terms.method == VerificationMethod::StatisticalSampling, Errors::NOT_SAMPLED);
            assert(progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(progress.draw == Draw::Open, Errors::ALREADY_DRAWN);
            assert(
                get_block_number() >= progress.draw_block + BLOCK_HASH_AGE, Errors::DRAW_TOO_EARLY,
            );
            let hash = get_block_hash_syscall(progress.draw_block).unwrap_syscall();
            let at = get_block_timestamp();
            let chosen = job_rules::is_drawn(hash, job_id, terms.rate);
            let after = if chosen {
                Progress { draw: Draw::Chosen, since: at, ..progress }
            } else {
                Progress { draw: Draw::Spared, ..progress }
            };
            self.book.write_progress(job_id, after);
            self.emit(JobDrawn { job_id, chosen, at });
        }

        /// Anybody, when the dispute window has passed undisputed; not a job that needs a proof.
        fn settle(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            assert(progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(terms.method != VerificationMethod::ZeroKnowledgeProof, Errors::NEEDS_PROOF);
            assert(progress.draw != Draw::Chosen, Errors::NEEDS_PROOF);
            let sampled = terms.method == VerificationMethod::StatisticalSampling;
            assert(!sampled || progress.draw == Draw::Spared, Errors::NOT_DRAWN);
            assert(get_block_timestamp() > progress.since + DISPUTE_WINDOW, Errors::WINDOW_OPEN);
            self.pay_worker(job_id, terms, Zero::zero());
            self.reentrancy.leave();
        }

        /// Anybody, when ProofVerifier has verified exactly this result: job, model, input and
        /// output. For a job that needs a proof, or one in dispute, whose bond goes to the worker
        /// then.
        fn settle_by_proof(ref self: ContractState, job_id: felt252, statement: Span<felt252>) {
            self.reentrancy.enter();
            // 1. A proof decides here.
            let (terms, progress) = self.book.facts(job_id);
            let disputed = progress.state == JobState::Disputed;
            let owed = terms.method == VerificationMethod::ZeroKnowledgeProof
                || progress.draw == Draw::Chosen;
            assert(disputed || progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(disputed || owed, Errors::WINDOW_OPEN);
            // 2. It is about this result and no other.
            let worker = self.worker(job_id);
            let output_digest = self.book.book_jobs.entry(job_id).output_digest.read();
            let claimed = proof_statement::claimed_result(statement);
            assert(claimed == Some(self.result(job_id, output_digest)), Errors::ANOTHER_STATEMENT);
            // 3. It was verified.
            self.assert_verified(job_id, terms, statement);
            // 4. Payment.
            let pool = self.matching.pool();
            if terms.method == VerificationMethod::ZeroKnowledgeProof {
                pool.job_closed(worker, ReputationEvent::JobDone);
            }
            if disputed {
                pool.reputation_event(worker, ReputationEvent::DisputeWon);
                self.pay_worker(job_id, terms, worker);
            } else {
                self.pay_worker(job_id, terms, Zero::zero());
            }
            self.reentrancy.leave();
        }

        /// Anybody, when ProofVerifier has verified that this job's model gives another output for
        /// this job's input than the worker signed. The client is refunded, the worker slashed; who
        /// shows it is the challenger.
        fn refute(ref self: ContractState, job_id: felt252, statement: Span<felt252>) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let disputed = progress.state == JobState::Disputed;
            assert(disputed || progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            // 1. The same job, model and input, and another output.
            let signed = self
                .result(job_id, self.book.book_jobs.entry(job_id).output_digest.read());
            let claimed = proof_statement::claimed_result(statement)
                .expect(Errors::ANOTHER_STATEMENT);
            assert(claimed.output_digest != signed.output_digest, Errors::SAME_OUTPUT);
            assert(
                SignedResult { output_digest: signed.output_digest, ..claimed } == signed,
                Errors::ANOTHER_STATEMENT,
            );
            // 2. Verified.
            self.assert_verified(job_id, terms, statement);
            // 3. Refund and slash.
            let evidence = poseidon_hash_span(statement);
            if terms.method == VerificationMethod::ZeroKnowledgeProof {
                self.matching.pool().job_closed(self.worker(job_id), ReputationEvent::JobFailed);
            }
            self.fail(job_id, terms, 'refuted', disputed);
            self.punish(job_id, SlashReason::Malicious, get_caller_address(), evidence, disputed);
            self.reentrancy.leave();
        }

        /// Anybody: nobody was matched, or no result came, within the job's time-out; or a proof
        /// that was owed did not come within `PROOF_WINDOW`. The client is refunded.
        fn time_out(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let elapsed = get_block_timestamp() - progress.since;
            match progress.state {
                JobState::Queued => {
                    assert(elapsed > terms.timeout, Errors::NOT_TIMED_OUT);
                    self.fail(job_id, terms, 'not matched', false);
                },
                JobState::Processing => {
                    assert(
                        terms.method != VerificationMethod::ConsensusValidation,
                        Errors::BY_CONSENSUS,
                    );
                    assert(elapsed > terms.timeout, Errors::NOT_TIMED_OUT);
                    let worker = self.worker(job_id);
                    self.fail(job_id, terms, 'no result', false);
                    self.matching.pool().job_closed(worker, ReputationEvent::JobFailed);
                },
                JobState::Completed => {
                    let zero_knowledge = terms.method == VerificationMethod::ZeroKnowledgeProof;
                    assert(zero_knowledge || progress.draw == Draw::Chosen, Errors::NOT_TIMED_OUT);
                    assert(elapsed > PROOF_WINDOW, Errors::NOT_TIMED_OUT);
                    let worker = self.worker(job_id);
                    self.fail(job_id, terms, 'no proof', false);
                    let pool = self.matching.pool();
                    if zero_knowledge {
                        pool.job_closed(worker, ReputationEvent::JobFailed);
                    } else {
                        pool.reputation_event(worker, ReputationEvent::DisputeLost);
                        pool.slash(worker, SlashReason::ProtocolViolation, Zero::zero(), job_id);
                    }
                },
                _ => core::panic_with_felt252(Errors::NOT_TIMED_OUT),
            }
            self.reentrancy.leave();
        }

        /// The client, within the dispute window of a result that need not be proven; stakes
        /// `dispute_bond`.
        fn dispute(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let now = get_block_timestamp();
            self.assert_client(job_id);
            assert(progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(terms.method != VerificationMethod::ZeroKnowledgeProof, Errors::NEEDS_PROOF);
            assert(progress.draw != Draw::Chosen, Errors::NEEDS_PROOF);
            assert(now <= progress.since + DISPUTE_WINDOW, Errors::WINDOW_CLOSED);
            self.book.enter_state(job_id, JobState::Disputed);
            let bond = job_rules::dispute_bond(terms.reward);
            self.escrow.take(get_caller_address(), bond);
            self.emit(JobDisputed { job_id, bond, at: now });
            self.reentrancy.leave();
        }

        /// The governor. Upheld: refund, bond back, slash for `reason` with the client as
        /// challenger. Else: the worker is paid and has the bond.
        fn rule(ref self: ContractState, job_id: felt252, upheld: bool, reason: SlashReason) {
            self.upgradeable.assert_only_governor();
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            assert(progress.state == JobState::Disputed, Errors::NOT_DISPUTED);
            if upheld {
                let client = self.book.book_jobs.entry(job_id).client.read();
                self.fail(job_id, terms, 'ruled', true);
                self.punish(job_id, reason, client, job_id, true);
            } else {
                let worker = self.worker(job_id);
                self.matching.pool().reputation_event(worker, ReputationEvent::DisputeWon);
                self.pay_worker(job_id, terms, worker);
            }
            self.reentrancy.leave();
        }

        /// Anybody, when nobody has decided a dispute in `DISPUTE_DECISION`: the signed result
        /// stands, the worker is paid, the bond goes back, and nobody's reputation moves.
        fn lapse_dispute(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            assert(progress.state == JobState::Disputed, Errors::NOT_DISPUTED);
            assert(get_block_timestamp() > progress.since + DISPUTE_DECISION, Errors::TOO_EARLY);
            let client = self.book.book_jobs.entry(job_id).client.read();
            self.pay_worker(job_id, terms, client);
            self.reentrancy.leave();
        }

        /// Anybody, once, after payment: tells the consumer. A consumer that panics undoes this
        /// call and nothing else.
        fn deliver(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            // 1. Final, with somebody to tell, for the first time.
            let (_, progress) = self.book.facts(job_id);
            let consumer = self.book.book_jobs.entry(job_id).consumer.read();
            assert(progress.state == JobState::Paid, Errors::NOT_PAID);
            assert(consumer.is_non_zero(), Errors::NO_CONSUMER);
            assert(!progress.delivered, Errors::ALREADY_DELIVERED);
            // 2. Told, before telling.
            self.book.write_progress(job_id, Progress { delivered: true, ..progress });
            self.emit(JobDelivered { job_id, consumer });
            // 3. The stranger.
            let result = self
                .result(job_id, self.book.book_jobs.entry(job_id).output_digest.read());
            IResultConsumerDispatcher { contract_address: consumer }
                .on_result(job_id, result.model, result.input_digest, result.output_digest);
            self.reentrancy.leave();
        }

        fn job(self: @ContractState, job_id: felt252) -> Job {
            let (terms, progress) = self.book.facts(job_id);
            let job = self.book.book_jobs.entry(job_id);
            let Terms {
                reward, timeout, job_type, method, rate, agreeing, workers, proof_type,
            } = terms;
            let parameters = job.parameters.read();
            Job {
                client: job.client.read(),
                spec: JobSpec {
                    job_type,
                    model: job.model.read(),
                    input_digest: job.input_digest.read(),
                    reward,
                    timeout,
                    requirements: self.matching.requirements(job_id),
                    verification: Verification {
                        method, rate, agreeing, workers, proof_type, parameters,
                    },
                    consumer: job.consumer.read(),
                },
                state: progress.state,
                since: progress.since,
                output_digest: job.output_digest.read(),
                draw_block: progress.draw_block,
                draw: progress.draw,
                delivered: progress.delivered,
            }
        }

        fn job_count(self: @ContractState) -> u64 {
            self.book.book_count.read()
        }

        fn job_id(self: @ContractState, number: u64) -> felt252 {
            id_of(number)
        }

        fn applicants(self: @ContractState, job_id: felt252) -> Span<ContractAddress> {
            self.matching.applicants(job_id)
        }

        fn workers(self: @ContractState, job_id: felt252) -> Span<ContractAddress> {
            self.matching.workers(job_id)
        }

        fn dispute_bond(self: @ContractState, job_id: felt252) -> u256 {
            let (terms, _) = self.book.facts(job_id);
            job_rules::dispute_bond(terms.reward)
        }
    }

    #[abi(embed_v0)]
    impl ConsensusImpl of IConsensus<ContractState> {
        /// A matched worker, once, in the first half of the time-out.
        fn commit_result(ref self: ContractState, job_id: felt252, commitment: felt252) {
            let (terms, progress) = self.book.facts(job_id);
            assert_voting(terms, progress);
            let worker = get_caller_address();
            self.assert_worker(job_id, worker);
            assert(
                get_block_timestamp() <= progress.since + terms.timeout / 2, Errors::COMMITS_CLOSED,
            );
            self.votes.commit(job_id, worker, commitment);
        }

        /// Anybody who has the worker's signature and the salt of its commitment: when all have
        /// committed, or in the second half of the time-out.
        fn reveal_result(
            ref self: ContractState,
            job_id: felt252,
            worker: ContractAddress,
            output_digest: felt252,
            salt: felt252,
            signature: (felt252, felt252),
        ) {
            // 1. Nobody can commit any more, and it is not too late.
            let (terms, progress) = self.book.facts(job_id);
            assert_voting(terms, progress);
            let elapsed = get_block_timestamp() - progress.since;
            let committed = self.votes.vote_commitment_counts.entry(job_id).read();
            assert(
                committed == workers_of(terms) || elapsed > terms.timeout / 2, Errors::COMMITS_OPEN,
            );
            assert(elapsed <= terms.timeout, Errors::TIMED_OUT);
            // 2. The worker's, and what it was bound to.
            self.assert_worker(job_id, worker);
            self.assert_signed(job_id, worker, output_digest, signature);
            self.votes.reveal(job_id, worker, output_digest, salt);
        }

        /// Anybody, when all have revealed or time is up. With enough who agree they share the
        /// reward, and who signed another digest is slashed; else the client is refunded. Who has
        /// not revealed has failed the job.
        fn settle_consensus(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            // 1. Nobody can reveal any more.
            let (terms, progress) = self.book.facts(job_id);
            assert_voting(terms, progress);
            let revealed = self.votes.vote_revealed_counts.entry(job_id).read();
            let late = get_block_timestamp() > progress.since + terms.timeout;
            assert(late || revealed == workers_of(terms), Errors::VOTE_OPEN);
            // 2. What they agree on.
            let workers = self.matching.workers(job_id);
            let votes = self.votes.revealed(job_id, workers);
            match job_rules::agreed(votes, terms.agreeing.into()) {
                Some((output_digest, count)) => self
                    .pay_agreeing(job_id, terms, workers, output_digest, count),
                None => {
                    self.fail(job_id, terms, 'no agreement', false);
                    for worker in workers {
                        self.matching.pool().job_closed(*worker, ReputationEvent::JobFailed);
                    }
                },
            }
            self.reentrancy.leave();
        }

        fn commitment_to(
            self: @ContractState,
            job_id: felt252,
            worker: ContractAddress,
            output_digest: felt252,
            salt: felt252,
        ) -> felt252 {
            commitment_to(job_id, worker, output_digest, salt)
        }

        fn vote(
            self: @ContractState, job_id: felt252, worker: ContractAddress,
        ) -> (felt252, bool, felt252) {
            (
                self.votes.vote_commitments.entry((job_id, worker)).read(),
                self.votes.vote_revealed.entry((job_id, worker)).read(),
                self.votes.vote_digests.entry((job_id, worker)).read(),
            )
        }
    }

    #[generate_trait]
    impl Internal of InternalTrait {
        /// The one worker of a job that is not decided by consensus.
        fn worker(self: @ContractState, job_id: felt252) -> ContractAddress {
            self.matching.match_workers.entry((job_id, 0)).read()
        }

        fn result(self: @ContractState, job_id: felt252, output_digest: felt252) -> SignedResult {
            let job = self.book.book_jobs.entry(job_id);
            SignedResult {
                job_id,
                model: job.model.read(),
                input_digest: job.input_digest.read(),
                output_digest,
            }
        }

        fn assert_client(self: @ContractState, job_id: felt252) {
            assert(
                self.book.book_jobs.entry(job_id).client.read() == get_caller_address(),
                Errors::NOT_CLIENT,
            );
        }

        fn assert_worker(self: @ContractState, job_id: felt252, worker: ContractAddress) {
            let mut found = false;
            for one in self.matching.workers(job_id) {
                found = found || *one == worker;
            }
            assert(found, Errors::NOT_A_WORKER);
        }

        fn assert_signed(
            self: @ContractState,
            job_id: felt252,
            worker: ContractAddress,
            output_digest: felt252,
            signature: (felt252, felt252),
        ) {
            let key = self.matching.pool().result_key(worker);
            assert(
                holds(self.result(job_id, output_digest), worker, key, signature),
                Errors::BAD_SIGNATURE,
            );
        }

        fn assert_provable(self: @ContractState, spec: JobSpec) {
            let Verification { method, proof_type, parameters, .. } = spec.verification;
            if job_rules::needs_proof(method) {
                let verifier = IStatementsDispatcher {
                    contract_address: self.proof_verifier.read(),
                };
                assert(verifier.supports(proof_type, parameters, spec.model), Errors::NOT_PROVABLE);
            }
        }

        /// ProofVerifier says yes to the statement, under the proof type, parameters and model of
        /// the job.
        fn assert_verified(
            self: @ContractState, job_id: felt252, terms: Terms, statement: Span<felt252>,
        ) {
            let verifier = IStatementsDispatcher { contract_address: self.proof_verifier.read() };
            let job = self.book.book_jobs.entry(job_id);
            let digest = verifier
                .statement_digest(
                    terms.proof_type, job.parameters.read(), job.model.read(), statement,
                );
            assert(verifier.is_verified(digest), Errors::NOT_VERIFIED);
        }

        /// Pays the job's one worker. `bond_to` is who has the bond of a dispute; zero when there
        /// was none.
        fn pay_worker(
            ref self: ContractState, job_id: felt252, terms: Terms, bond_to: ContractAddress,
        ) {
            self.book.enter_state(job_id, JobState::Paid);
            let worker = self.worker(job_id);
            let reward: u256 = terms.reward.into();
            let bond = if bond_to.is_zero() {
                0
            } else {
                job_rules::dispute_bond(terms.reward)
            };
            let fee = self.escrow.pay(worker, reward);
            self.escrow.give(bond_to, bond);
            let at = get_block_timestamp();
            let workers = array![worker].span();
            self.emit(JobPaid { job_id, workers, paid: reward - fee, fee, bond, bond_to, at });
        }

        /// Pays the workers who agree on `output_digest`, and settles with the others.
        fn pay_agreeing(
            ref self: ContractState,
            job_id: felt252,
            terms: Terms,
            workers: Span<ContractAddress>,
            output_digest: felt252,
            count: u32,
        ) {
            // 1. Final.
            let at = get_block_timestamp();
            self.book.book_jobs.entry(job_id).output_digest.write(output_digest);
            self.book.enter_state(job_id, JobState::Paid);
            self.emit(JobCompleted { job_id, output_digest, draw_block: 0, at });
            // 2. Shares; what does not divide goes to the first.
            let (each, rest) = job_rules::shares(terms.reward, count);
            let pool = self.matching.pool();
            let mut paid_workers = array![];
            let mut fees: u256 = 0;
            for worker in workers {
                let revealed = self.votes.vote_revealed.entry((job_id, *worker)).read();
                let digest = self.votes.vote_digests.entry((job_id, *worker)).read();
                if revealed && digest == output_digest {
                    let share = if paid_workers.is_empty() {
                        each + rest
                    } else {
                        each
                    };
                    paid_workers.append(*worker);
                    pool.job_closed(*worker, ReputationEvent::JobDone);
                    fees += self.escrow.pay(*worker, share);
                } else {
                    pool.job_closed(*worker, ReputationEvent::JobFailed);
                    // 3. A signed digest that the majority contradicts is the evidence; silence is
                    // none.
                    if revealed {
                        let evidence = poseidon_hash_span(
                            array![job_id, digest, output_digest].span(),
                        );
                        pool.slash(*worker, SlashReason::Malicious, Zero::zero(), evidence);
                    }
                }
            }
            let paid = terms.reward.into() - fees;
            let workers = paid_workers.span();
            self
                .emit(
                    JobPaid {
                        job_id, workers, paid, fee: fees, bond: 0, bond_to: Zero::zero(), at,
                    },
                );
        }

        /// Ends a job without payment: the client has its reward back, and its bond when it had
        /// disputed.
        fn fail(
            ref self: ContractState, job_id: felt252, terms: Terms, why: felt252, disputed: bool,
        ) {
            self.book.enter_state(job_id, JobState::Failed);
            let mut refunded: u256 = terms.reward.into();
            if disputed {
                refunded += job_rules::dispute_bond(terms.reward);
            }
            let client = self.book.book_jobs.entry(job_id).client.read();
            self.escrow.give(client, refunded);
            self.emit(JobFailed { job_id, why, refunded, at: get_block_timestamp() });
        }

        fn punish(
            ref self: ContractState,
            job_id: felt252,
            reason: SlashReason,
            challenger: ContractAddress,
            evidence: felt252,
            disputed: bool,
        ) {
            let worker = self.worker(job_id);
            let pool = self.matching.pool();
            if disputed {
                pool.reputation_event(worker, ReputationEvent::DisputeLost);
            }
            pool.slash(worker, reason, challenger, evidence);
        }
    }

    fn workers_of(terms: Terms) -> u32 {
        if terms.method == VerificationMethod::ConsensusValidation {
            terms.workers.into()
        } else {
            1
        }
    }

    fn assert_voting(terms: Terms, progress: Progress) {
        assert(terms.method == VerificationMethod::ConsensusValidation, Errors::NOT_BY_CONSENSUS);
        assert(progress.state == JobState::Processing, Errors::NOT_PROCESSING);
    }
}
