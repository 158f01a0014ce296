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
//! | Completed (proof, chosen), Disputed | anybody | `await_statement` | the statement that decides
//! is in dispute | the same, anew | JobStatementAwaited |
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
//! without a proof costs the worker a slash, unless governance has made a proof impossible
//! meanwhile.
//!
//! **Nobody profits from a slash that no challenger earned**: in a consensus or a missed proof the
//! challenger's part is burnt, so that a client and a majority of its friends gain nothing by
//! outvoting an honest worker.
//!
//! **Delivery** is pulled, apart from payment: a consumer that panics or burns gas hurts only its
//! own delivery. While it is told, every entry point that moves money or changes who
//! works is locked.
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
    pub const NOT_DOUBTED: felt252 = 'JOB: statement not in dispute';
    pub const TOO_EARLY: felt252 = 'JOB: too early';
    pub const NO_CONSUMER: felt252 = 'JOB: no consumer';
    pub const ALREADY_DELIVERED: felt252 = 'JOB: already delivered';
    pub const ZERO_VERIFIER: felt252 = 'JOB: zero proof verifier';
}

#[starknet::contract]
pub mod JobManager {
    use core::num::traits::Zero;
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
    use crate::components::settlement::SettlementComponent;
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
    use crate::interfaces::proof_verifier::{
        IStatementDisputesDispatcher, IStatementDisputesDispatcherTrait, IStatementsDispatcher,
        IStatementsDispatcherTrait,
    };
    use crate::logic::job_record::{Progress, Terms};
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
    component!(path: SettlementComponent, storage: settlement, event: SettlementEvent);
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
    impl SettlementInternal = SettlementComponent::InternalImpl<ContractState>;
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
        settlement: SettlementComponent::Storage,
        #[substorage(v0)]
        upgradeable: UpgradeableComponent::Storage,
        #[substorage(v0)]
        votes: ResultVotesComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
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
        SettlementEvent: SettlementComponent::Event,
        #[flat]
        UpgradeableEvent: UpgradeableComponent::Event,
        #[flat]
        VotesEvent: ResultVotesComponent::Event,
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
            assert(!specs.is_empty(), Errors::EMPTY_BATCH);
            assert(specs.len() <= MAX_BATCH, Errors::BATCH_TOO_LARGE);
            let client = get_caller_address();
            let mut total: u256 = 0;
            let mut ids = array![];
            for spec in specs {
                // 1. Sound terms, and provable where they ask for a proof.
                job_rules::assert_sound(*spec);
                self.assert_provable(*spec);
                // 2. The job.
                let job_id = self.book.open(client, *spec);
                self.matching.require(job_id, *spec.requirements);
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
            self.settlement.cancel(job_id, terms);
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
            assert(self.book.client(job_id) != worker, Errors::OWN_JOB);
            self.matching.apply(job_id, worker);
            self.reentrancy.leave();
        }

        /// Anybody, `APPLICATION_WINDOW` after submission. `chosen` are applicants, eligible now,
        /// and no eligible applicant who was left out weighs more. Stopped by a pause.
        fn match_job(ref self: ContractState, job_id: felt252, chosen: Span<ContractAddress>) {
            self.pausable.assert_not_paused();
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let elapsed = get_block_timestamp() - progress.since;
            assert(progress.state == JobState::Queued, Errors::NOT_QUEUED);
            assert(elapsed > APPLICATION_WINDOW, Errors::APPLICATIONS_OPEN);
            assert(elapsed <= terms.timeout, Errors::TIMED_OUT);
            self.book.matched(job_id, chosen);
            self.matching.choose(job_id, chosen, workers_of(terms));
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
            let elapsed = get_block_timestamp() - progress.since;
            assert(progress.state == JobState::Processing, Errors::NOT_PROCESSING);
            assert(terms.method != VerificationMethod::ConsensusValidation, Errors::BY_CONSENSUS);
            assert(elapsed <= terms.timeout, Errors::TIMED_OUT);
            // 2. By the worker.
            let worker = self.matching.first_worker(job_id);
            self.assert_signed(job_id, worker, output_digest, signature);
            // 3. The result, and the block that will draw it.
            let sampled = terms.method == VerificationMethod::StatisticalSampling;
            let draw_block = if sampled {
                get_block_number() + SAMPLING_DRAW_DELAY
            } else {
                0
            };
            self.book.completed(job_id, output_digest, draw_block);
            // 4. What the worker still answers for.
            let pool = self.matching.pool();
            if terms.method != VerificationMethod::ZeroKnowledgeProof {
                pool.job_closed(worker, ReputationEvent::JobDone);
            }
            if sampled {
                pool.hold_stake(worker);
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
            self.book.drawn(job_id, job_rules::is_drawn(hash, job_id, terms.rate));
        }

        /// Anybody, when the dispute window has passed undisputed; not a job that needs a proof.
        fn settle(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            assert(progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(!is_proof_owed(terms, progress), Errors::NEEDS_PROOF);
            let sampled = terms.method == VerificationMethod::StatisticalSampling;
            assert(!sampled || progress.draw == Draw::Spared, Errors::NOT_DRAWN);
            assert(get_block_timestamp() > progress.since + DISPUTE_WINDOW, Errors::WINDOW_OPEN);
            self.settlement.pay_worker(job_id, terms, progress, Zero::zero());
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
            assert(disputed || progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(disputed || is_proof_owed(terms, progress), Errors::WINDOW_OPEN);
            // 2. It is about this result and no other.
            let claimed = proof_statement::claimed_result(statement);
            assert(claimed == Some(self.book.result(job_id)), Errors::ANOTHER_STATEMENT);
            // 3. It was verified.
            self.assert_verified(job_id, terms, statement);
            // 4. Payment.
            let worker = self.matching.first_worker(job_id);
            let pool = self.matching.pool();
            if terms.method == VerificationMethod::ZeroKnowledgeProof {
                pool.job_closed(worker, ReputationEvent::JobDone);
            }
            let bond_to = if disputed {
                pool.reputation_event(worker, ReputationEvent::DisputeWon);
                worker
            } else {
                Zero::zero()
            };
            self.settlement.pay_worker(job_id, terms, progress, bond_to);
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
            let signed = self.book.result(job_id);
            let claimed = proof_statement::claimed_result(statement)
                .expect(Errors::ANOTHER_STATEMENT);
            let SignedResult { output_digest, .. } = signed;
            assert(SignedResult { output_digest, ..claimed } == signed, Errors::ANOTHER_STATEMENT);
            assert(claimed.output_digest != output_digest, Errors::SAME_OUTPUT);
            // 2. Verified.
            self.assert_verified(job_id, terms, statement);
            // 3. Refund and slash.
            if terms.method == VerificationMethod::ZeroKnowledgeProof {
                let worker = self.matching.first_worker(job_id);
                self.matching.pool().job_closed(worker, ReputationEvent::JobFailed);
            }
            self.settlement.fail(job_id, terms, progress, 'refuted');
            let challenger = get_caller_address();
            self.settlement.punish(job_id, progress, SlashReason::Malicious, challenger);
            self.reentrancy.leave();
        }

        /// Anybody: nobody was matched, or no result came, within the job's time-out; or a proof
        /// that was owed did not come within `PROOF_WINDOW`, for which a sampled worker is slashed
        /// unless the proof's kind, parameters or model have been retired. The client is refunded.
        fn time_out(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            let worker = self.matching.first_worker(job_id);
            let pool = self.matching.pool();
            let elapsed = get_block_timestamp() - progress.since;
            match progress.state {
                JobState::Queued => {
                    assert(elapsed > terms.timeout, Errors::NOT_TIMED_OUT);
                    self.settlement.fail(job_id, terms, progress, 'not matched');
                },
                JobState::Processing => {
                    let voted = terms.method == VerificationMethod::ConsensusValidation;
                    assert(!voted, Errors::BY_CONSENSUS);
                    assert(elapsed > terms.timeout, Errors::NOT_TIMED_OUT);
                    self.settlement.fail(job_id, terms, progress, 'no result');
                    pool.job_closed(worker, ReputationEvent::JobFailed);
                },
                JobState::Completed => {
                    assert(is_proof_owed(terms, progress), Errors::NOT_TIMED_OUT);
                    assert(elapsed > PROOF_WINDOW, Errors::NOT_TIMED_OUT);
                    self.settlement.fail(job_id, terms, progress, 'no proof');
                    if progress.draw != Draw::Chosen {
                        pool.job_closed(worker, ReputationEvent::JobFailed);
                    } else if self.is_provable(job_id, terms) {
                        pool.reputation_event(worker, ReputationEvent::JobFailed);
                        let reason = SlashReason::ProtocolViolation;
                        self.settlement.punish(job_id, progress, reason, Zero::zero());
                    }
                },
                _ => core::panic_with_felt252(Errors::NOT_TIMED_OUT),
            }
            self.reentrancy.leave();
        }

        /// Anybody, while a verified statement that would decide this job is in dispute: the window
        /// of the proof that is owed, or the time for a decision, begins anew. Without it a bond
        /// on an undoubted proof would buy the end of the window. It ends with that dispute.
        fn await_statement(ref self: ContractState, job_id: felt252, statement: Span<felt252>) {
            self.reentrancy.enter();
            // 1. A proof is waited for.
            let (terms, progress) = self.book.facts(job_id);
            let disputed = progress.state == JobState::Disputed;
            assert(disputed || progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(disputed || is_proof_owed(terms, progress), Errors::WINDOW_OPEN);
            // 2. This one: of the result; in a dispute, of another output as well.
            let signed = self.book.result(job_id);
            let claimed = proof_statement::claimed_result(statement)
                .expect(Errors::ANOTHER_STATEMENT);
            let SignedResult { output_digest, .. } = signed;
            let about_job = SignedResult { output_digest, ..claimed } == signed;
            assert(about_job && (disputed || claimed == signed), Errors::ANOTHER_STATEMENT);
            // 3. Somebody has staked a bond on it and nobody has decided.
            let digest = self.digest_of(job_id, terms, statement);
            let ledger = IStatementDisputesDispatcher {
                contract_address: self.proof_verifier.read(),
            };
            let (by, _) = ledger.statement_dispute(digest);
            assert(by.is_non_zero(), Errors::NOT_DOUBTED);
            self.book.awaited(job_id, digest);
            self.reentrancy.leave();
        }

        /// The client, within the dispute window of a result that need not be proven; stakes
        /// `dispute_bond`.
        fn dispute(ref self: ContractState, job_id: felt252) {
            self.reentrancy.enter();
            let (terms, progress) = self.book.facts(job_id);
            self.assert_client(job_id);
            assert(progress.state == JobState::Completed, Errors::NOT_COMPLETED);
            assert(!is_proof_owed(terms, progress), Errors::NEEDS_PROOF);
            let elapsed = get_block_timestamp() - progress.since;
            assert(elapsed <= DISPUTE_WINDOW, Errors::WINDOW_CLOSED);
            let bond = job_rules::dispute_bond(terms.reward);
            self.book.disputed(job_id, bond);
            if terms.method != VerificationMethod::StatisticalSampling {
                // A sampled worker's has been held since the result.
                self.matching.pool().hold_stake(self.matching.first_worker(job_id));
            }
            self.escrow.take(get_caller_address(), bond);
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
                let challenger = self.book.client(job_id);
                self.settlement.fail(job_id, terms, progress, 'ruled');
                self.settlement.punish(job_id, progress, reason, challenger);
            } else {
                let worker = self.matching.first_worker(job_id);
                self.matching.pool().reputation_event(worker, ReputationEvent::DisputeWon);
                self.settlement.pay_worker(job_id, terms, progress, worker);
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
            let client = self.book.client(job_id);
            self.settlement.pay_worker(job_id, terms, progress, client);
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
            self.book.delivered(job_id, consumer);
            // 3. The stranger.
            let SignedResult { model, input_digest, output_digest, .. } = self.book.result(job_id);
            IResultConsumerDispatcher { contract_address: consumer }
                .on_result(job_id, model, input_digest, output_digest);
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
                Some((
                    output_digest, count,
                )) => { self.settlement.pay_agreeing(job_id, terms, output_digest, count); },
                None => {
                    self.settlement.fail(job_id, terms, progress, 'no agreement');
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
        fn assert_client(self: @ContractState, job_id: felt252) {
            assert(self.book.client(job_id) == get_caller_address(), Errors::NOT_CLIENT);
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
            let result = self.book.result_with(job_id, output_digest);
            assert(holds(result, worker, key, signature), Errors::BAD_SIGNATURE);
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

        /// Whether a proof of the job's result could still be verified.
        fn is_provable(self: @ContractState, job_id: felt252, terms: Terms) -> bool {
            let job = self.book.book_jobs.entry(job_id);
            IStatementsDispatcher { contract_address: self.proof_verifier.read() }
                .supports(terms.proof_type, job.parameters.read(), job.model.read())
        }

        /// The name of the statement under the proof type, parameters and model of the job.
        fn digest_of(
            self: @ContractState, job_id: felt252, terms: Terms, statement: Span<felt252>,
        ) -> felt252 {
            let job = self.book.book_jobs.entry(job_id);
            IStatementsDispatcher { contract_address: self.proof_verifier.read() }
                .statement_digest(
                    terms.proof_type, job.parameters.read(), job.model.read(), statement,
                )
        }

        /// ProofVerifier says yes to the statement about the job.
        fn assert_verified(
            self: @ContractState, job_id: felt252, terms: Terms, statement: Span<felt252>,
        ) {
            let verifier = IStatementsDispatcher { contract_address: self.proof_verifier.read() };
            assert(
                verifier.is_verified(self.digest_of(job_id, terms, statement)),
                Errors::NOT_VERIFIED,
            );
        }
    }

    fn workers_of(terms: Terms) -> u32 {
        if terms.method == VerificationMethod::ConsensusValidation {
            terms.workers.into()
        } else {
            1
        }
    }

    /// Nothing but a proof pays it.
    fn is_proof_owed(terms: Terms, progress: Progress) -> bool {
        terms.method == VerificationMethod::ZeroKnowledgeProof || progress.draw == Draw::Chosen
    }

    fn assert_voting(terms: Terms, progress: Progress) {
        assert(terms.method == VerificationMethod::ConsensusValidation, Errors::NOT_BY_CONSENSUS);
        assert(progress.state == JobState::Processing, Errors::NOT_PROCESSING);
    }
}
