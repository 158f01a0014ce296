//! The verifier of type 2 for the surface inspection model's architecture: one proof is of one
//! picture, of eight, or of sixteen that a source has committed to and vouches for, which the
//! statement's length says, under the parameter set `sn-pos-32-31-24`. See `zkml.cairo` for how it
//! is checked, and `zkml/statement.cairo` for what a statement is.
//!
//! All models of the architecture share the class. A model is known here by its record (root,
//! anchor), which anybody may write once ModelRegistry has verified the model's registration: of
//! any other model no proof is accepted, whoever has admitted it elsewhere.

pub mod Errors {
    pub use crate::zkml::parameters::Errors::{MODEL, PARAMETERS};
    pub const SOURCE: felt252 = 'source';
    pub const UNREGISTERED: felt252 = 'INSPECTION: not registered';
}

#[starknet::contract]
pub mod InspectionVerifier {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_contract_address};
    use crate::interfaces::model_records::IModelRecords;
    use crate::interfaces::model_registry::{
        IModelRegistryDispatcher, IModelRegistryDispatcherTrait,
    };
    use crate::interfaces::proof_verifier::IVerifier;
    use crate::logic::input_commitment::{Inputs, LONGEST_SIGNATURE, vouches};
    use crate::types::ProofType;
    use crate::zkml::circuit::Circuit;
    use crate::zkml::circuits::inspection::{
        ARCHITECTURE, Implementation as OneImpl, WEIGHT_BITS, Written as One,
    };
    use crate::zkml::circuits::inspection_batch::{Implementation as BatchImpl, Written as Batch};
    use crate::zkml::circuits::inspection_committed::{
        Implementation as CommittedImpl, Written as Committed,
    };
    use crate::zkml::parameters::PARAMETERS;
    use crate::zkml::registration::{Registration, model_id};
    use crate::zkml::statement::{FormTrait, InputCommitment};
    use crate::zkml::verifier::{Errors as StatementErrors, proven, read_here, verify};
    use super::Errors;

    #[storage]
    struct Storage {
        registry: ContractAddress,
        models: Map<felt252, Registration>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        ModelRecorded: ModelRecorded,
    }

    #[derive(Drop, starknet::Event)]
    struct ModelRecorded {
        #[key]
        model: felt252,
        root: felt252,
        anchor: felt252,
    }

    /// `registry` is ModelRegistry.
    #[constructor]
    fn constructor(ref self: ContractState, registry: ContractAddress) {
        self.registry.write(registry);
    }

    #[abi(embed_v0)]
    impl ModelRecords of IModelRecords<ContractState> {
        /// Anybody, of a model whose registration was verified.
        fn record_model(ref self: ContractState, root: felt252, anchor: felt252) -> felt252 {
            let model = model_id(One {}.sizes().code, root, anchor, ARCHITECTURE);
            let registry = IModelRegistryDispatcher { contract_address: self.registry.read() };
            let found = registry.registered_model(model);
            assert(found.weight_bits == WEIGHT_BITS, Errors::UNREGISTERED);
            self.models.entry(model).write(found.registration);
            self.emit(ModelRecorded { model, root, anchor });
            model
        }

        fn model_record(self: @ContractState, model: felt252) -> Registration {
            self.models.entry(model).read()
        }

        fn architecture(self: @ContractState) -> [u32; 8] {
            ARCHITECTURE
        }

        fn registry(self: @ContractState) -> ContractAddress {
            self.registry.read()
        }
    }

    #[abi(embed_v0)]
    impl Verifier of IVerifier<ContractState> {
        /// Anybody. Returns 0, or the check that failed, by the name that the Python verifier has
        /// for it.
        fn verify(
            self: @ContractState,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) -> felt252 {
            if parameters != PARAMETERS {
                return Errors::PARAMETERS;
            }
            let registration = self.models.entry(model).read();
            if registration.root.is_zero() {
                return Errors::MODEL;
            }
            if statement.len() == FormTrait::asked_by(One {}.sizes()).length() {
                return proven(One {}, registration, model, statement, proof);
            }
            if statement.len() == FormTrait::asked_by(Committed {}.sizes()).length() {
                return vouched(registration, model, statement, proof);
            }
            proven(Batch {}, registration, model, statement, proof)
        }

        fn proof_type(self: @ContractState) -> ProofType {
            ProofType::ZKMLInference
        }
    }

    /// What is said of sixteen pictures, whose source must vouch for them: the proof begins with
    /// the number of elements of its signature and with these.
    ///
    /// 1. A signature of another length than any account's is refused before the account is asked.
    /// 2. The account is asked while nothing of this contract is in between states: it has none.
    fn vouched(
        registration: Registration,
        model: felt252,
        statement: Span<felt252>,
        mut proof: Span<felt252>,
    ) -> felt252 {
        let signature = match proof.pop_front() {
            Some(length) => signature_of(ref proof, *length),
            None => None,
        };
        let Some(signature) = signature else {
            return Errors::SOURCE;
        };
        let Some(statement) = read_here(Committed {}, model, statement) else {
            return StatementErrors::STATEMENT;
        };
        let InputCommitment { source, root, anchor } = statement.commitment;
        let inputs = Inputs {
            contract: get_contract_address().into(),
            job_id: statement.job,
            pictures: Committed {}.sizes().items.into(),
            root,
            anchor,
        };
        if !vouches(source, inputs, signature) {
            return Errors::SOURCE;
        }
        verify(Committed {}, registration, statement, proof)
    }

    fn signature_of(ref proof: Span<felt252>, length: felt252) -> Option<Span<felt252>> {
        let length: u32 = length.try_into()?;
        if length > LONGEST_SIGNATURE || length > proof.len() {
            return None;
        }
        let signature = proof.slice(0, length);
        proof = proof.slice(length, proof.len() - length);
        Some(signature)
    }
}
