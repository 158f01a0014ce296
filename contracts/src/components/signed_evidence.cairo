//! What a worker's own signatures show against it: two outputs for one question, or an output that
//! a proof contradicts.
//!
//! **A proof of the contrary** compares digests, so both sides must mean the same by them. A model
//! that ProofVerifier knows has one meaning: the digests are those that the model's verifier
//! computes. Whoever signs a result of such a model signs these; a package's number is another
//! (`edge_worker/conventions.py`) and no proof is about it.
//!
//! 1. The key is or was the worker's, and its signature names the worker and the chain: nobody
//!    answers for what another signed, under whatever key, for whatever pool.
//! 2. The statement is of an inference, at a ledger that governance named, by a verifier that
//!    governance routed, about a model that is admitted now, in force now: not expired, not in
//!    dispute, its verifier not revoked. Nobody's word is enough.
//! 3. Same model, same input, another output. All four digests are elements that have one encoding,
//!    so outputs that differ as digests differ as outputs.
//! 4. For which job it was proven does not matter, a model being a function: one proof convicts all
//!    who signed the contrary. One falsehood convicts its worker once, for however many jobs it was
//!    signed, so that nobody harvests a mistake by asking again and again.
//! 5. The challenger is who the statement names, and it cannot be changed without a new proof: to
//!    copy the evidence out of the pool of transactions gains nothing.

pub mod Errors {
    pub const KEY_NOT_WORKERS: felt252 = 'POOL: key of somebody else';
    pub const SAME_OUTPUT: felt252 = 'POOL: same output';
    pub const NOT_SIGNED: felt252 = 'POOL: result not signed';
    pub const NOTHING_AT_STAKE: felt252 = 'POOL: nothing at stake';
    pub const ANOTHER_QUESTION: felt252 = 'POOL: another model or input';
    pub const UNKNOWN_LEDGER: felt252 = 'POOL: unknown ledger';
    pub const NOT_PROVEN: felt252 = 'POOL: not proven';
    pub const ANSWERED: felt252 = 'POOL: answered for already';
}

#[starknet::component]
pub mod SignedEvidenceComponent {
    use core::num::traits::Zero;
    use core::poseidon::poseidon_hash_span;
    use starknet::{ContractAddress, get_caller_address, get_contract_address};
    use crate::components::access::AccessComponent;
    use crate::components::access::AccessComponent::Access;
    use crate::components::capabilities::CapabilitiesComponent::InternalTrait as CapabilitiesInternalTrait;
    use crate::components::capabilities::{CapabilitiesComponent, Errors as CapabilitiesErrors};
    use crate::components::convictions::ConvictionsComponent;
    use crate::components::convictions::ConvictionsComponent::InternalTrait as ConvictionsInternalTrait;
    use crate::components::custody::CustodyComponent;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reputation::ReputationComponent;
    use crate::components::stake::StakeComponent;
    use crate::components::stake::StakeComponent::InternalTrait as StakeInternalTrait;
    use crate::interfaces::access::IAccess;
    use crate::interfaces::proof_verifier::{IStatementsDispatcher, IStatementsDispatcherTrait};
    use crate::interfaces::signed_evidence::{ISignedEvidence, PROOF_VERIFIER};
    use crate::logic::proof_statement;
    use crate::logic::signed_result::{SignedResult, holds};
    use crate::types::{ProofType, SlashReason};
    use super::Errors;

    #[storage]
    pub struct Storage {}

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        ResultContradicted: ResultContradicted,
    }

    /// Emitted when a worker is slashed for a result that a proof contradicts.
    #[derive(Drop, starknet::Event)]
    pub struct ResultContradicted {
        #[key]
        pub worker: ContractAddress,
        #[key]
        pub job_id: felt252,
        pub model: felt252,
        pub input_digest: felt252,
        pub signed_output: felt252,
        pub proven_output: felt252,
        /// Digest of the statement at the ledger.
        pub statement: felt252,
    }

    #[embeddable_as(SignedEvidence)]
    impl SignedEvidenceImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Roles: AccessComponent::HasComponent<TContractState>,
        impl Capabilities: CapabilitiesComponent::HasComponent<TContractState>,
        impl Convictions: ConvictionsComponent::HasComponent<TContractState>,
        impl Stake: StakeComponent::HasComponent<TContractState>,
        impl Reputation: ReputationComponent::HasComponent<TContractState>,
        impl Custody: CustodyComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of ISignedEvidence<ComponentState<TContractState>> {
        fn report_equivocation(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            result_key: felt252,
            first: SignedResult,
            first_signature: (felt252, felt252),
            second_output: felt252,
            second_signature: (felt252, felt252),
        ) -> u256 {
            // 1. Two outputs for one question.
            assert(first.output_digest != second_output, Errors::SAME_OUTPUT);
            // 2. It signed both.
            self.assert_signed(worker, result_key, first, first_signature);
            let second = SignedResult { output_digest: second_output, ..first };
            self.assert_signed(worker, result_key, second, second_signature);
            self.assert_stake(worker);
            let evidence = poseidon_hash_span(
                array!['EQUIVOCATION', first.job_id, first.model, first.input_digest].span(),
            );
            let mut convictions = get_dep_component_mut!(ref self, Convictions);
            convictions
                .convict(
                    get_contract_address(),
                    worker,
                    SlashReason::Fraud,
                    get_caller_address(),
                    evidence,
                )
        }

        fn report_contradiction(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            result_key: felt252,
            signed: SignedResult,
            signature: (felt252, felt252),
            ledger: ContractAddress,
            parameters: felt252,
            statement: Span<felt252>,
        ) -> u256 {
            // 1. One question, two outputs.
            let proven = proof_statement::claimed_result(statement)
                .expect(Errors::ANOTHER_QUESTION);
            let SignedResult { job_id, model, input_digest, output_digest } = signed;
            assert(
                proven.model == model && proven.input_digest == input_digest,
                Errors::ANOTHER_QUESTION,
            );
            assert(proven.output_digest != output_digest, Errors::SAME_OUTPUT);
            // 2. The worker signed one of them.
            self.assert_signed(worker, result_key, signed, signature);
            // 3. The other is proven.
            let roles = get_dep_component!(@self, Roles);
            assert(roles.has_role(PROOF_VERIFIER, ledger), Errors::UNKNOWN_LEDGER);
            let statements = IStatementsDispatcher { contract_address: ledger };
            let kind = ProofType::ZKMLInference;
            let digest = proof_statement::digest(
                kind, parameters, model, poseidon_hash_span(statement),
            );
            assert(
                statements.supports(kind, parameters, model) && statements.is_verified(digest),
                Errors::NOT_PROVEN,
            );
            // 4. Once for a result, once for a falsehood.
            self.assert_stake(worker);
            let mut convictions = get_dep_component_mut!(ref self, Convictions);
            assert(!convictions.has_answered(worker, job_id), Errors::ANSWERED);
            let evidence = poseidon_hash_span(array!['CONTRADICTION', model, input_digest].span());
            let amount = convictions
                .convict_for_result(
                    worker,
                    job_id,
                    SlashReason::Malicious,
                    proof_statement::claimed_account(statement),
                    evidence,
                );
            self
                .emit(
                    ResultContradicted {
                        worker,
                        job_id,
                        model,
                        input_digest,
                        signed_output: output_digest,
                        proven_output: proven.output_digest,
                        statement: digest,
                    },
                );
            amount
        }

        fn has_answered(
            self: @ComponentState<TContractState>, worker: ContractAddress, job_id: felt252,
        ) -> bool {
            get_dep_component!(self, Convictions).has_answered(worker, job_id)
        }
    }

    #[generate_trait]
    impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Capabilities: CapabilitiesComponent::HasComponent<TContractState>,
        impl Stake: StakeComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// The key is or was the worker's, and it signed.
        fn assert_signed(
            self: @ComponentState<TContractState>,
            worker: ContractAddress,
            result_key: felt252,
            result: SignedResult,
            signature: (felt252, felt252),
        ) {
            assert(worker.is_non_zero(), CapabilitiesErrors::NOT_REGISTERED);
            let capabilities = get_dep_component!(self, Capabilities);
            assert(capabilities.worker_of_key(result_key) == worker, Errors::KEY_NOT_WORKERS);
            assert(holds(result, worker, result_key, signature), Errors::NOT_SIGNED);
        }

        /// Without stake the evidence is kept for when there is some: who has withdrawn is not
        /// acquitted.
        fn assert_stake(self: @ComponentState<TContractState>, worker: ContractAddress) {
            let stake = get_dep_component!(self, Stake);
            assert(stake.at_stake(worker) != 0, Errors::NOTHING_AT_STAKE);
        }
    }
}
