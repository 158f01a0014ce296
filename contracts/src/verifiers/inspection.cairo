//! The verifier of type 2 for the surface inspection model's architecture: one proof is of one
//! picture, of eight, or of sixteen or thirty-two that a source has committed to and vouches for,
//! which the statement's length says, under the parameter set `sn-pos-32-31-24`. See `zkml.cairo`
//! for how it is checked, and `zkml/statement.cairo` for what a statement is.
//!
//! Models of other architectures, which are described, are verified by GeneralVerifier's code, one
//! picture a proof. That code runs on this contract's storage, by library calls of a class that is
//! fixed when this contract is made, and keeps the records of all models.
//!
//! All models of an architecture share a class. A model is known here by its record (root, anchor),
//! which anybody may write once ModelRegistry has verified the model's registration: of any other
//! model no proof is accepted, whoever has admitted it elsewhere.

pub mod Errors {
    pub use crate::zkml::parameters::Errors::{MODEL, PARAMETERS};
    pub const SOURCE: felt252 = 'source';
}

#[starknet::contract]
pub mod InspectionVerifier {
    use core::num::traits::Zero;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ClassHash, ContractAddress, get_contract_address};
    use crate::components::model_records::ModelRecordsComponent;
    use crate::interfaces::model_records::{
        IModelRecords, IModelRecordsDispatcherTrait, IModelRecordsLibraryDispatcher,
    };
    use crate::interfaces::proof_verifier::{
        IVerifier, IVerifierDispatcherTrait, IVerifierLibraryDispatcher,
    };
    use crate::interfaces::written_circuit::IWrittenCircuit;
    use crate::logic::input_commitment::{Inputs, LONGEST_SIGNATURE, vouches};
    use crate::types::ProofType;
    use crate::zkml::circuit::Circuit;
    use crate::zkml::circuits::inspection::{
        ARCHITECTURE, Implementation as OneImpl, WEIGHT_BITS, Written as One,
    };
    use crate::zkml::circuits::inspection_batch::{Implementation as BatchImpl, Written as Batch};
    use crate::zkml::parameters::PARAMETERS;
    use crate::zkml::registration::{Registration, element_of};
    use crate::zkml::statement::{COMMITTED_INPUT, FormTrait, InputCommitment};
    use crate::zkml::verifier::{Errors as StatementErrors, proven, read_here, verify};
    use super::Errors;

    component!(path: ModelRecordsComponent, storage: records, event: RecordsEvent);

    impl RecordsInternal = ModelRecordsComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        records: ModelRecordsComponent::Storage,
        general: ClassHash,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        #[flat]
        RecordsEvent: ModelRecordsComponent::Event,
    }

    /// `registrar` describes architectures, `registry` is ModelRegistry, `general` the class of
    /// GeneralVerifier.
    #[constructor]
    fn constructor(
        ref self: ContractState,
        registrar: ContractAddress,
        registry: ContractAddress,
        general: ClassHash,
    ) {
        self.records.initializer(registrar, registry);
        self.records.serve_written(ARCHITECTURE, WEIGHT_BITS);
        self.general.write(general);
    }

    #[abi(embed_v0)]
    impl ModelRecords of IModelRecords<ContractState> {
        fn describe_architecture(
            ref self: ContractState, architecture: [u32; 8], description: Span<felt252>,
        ) {
            self.records_code().describe_architecture(architecture, description)
        }

        fn record_model(
            ref self: ContractState, architecture: [u32; 8], root: felt252, anchor: felt252,
        ) -> felt252 {
            self.records_code().record_model(architecture, root, anchor)
        }

        fn model_record(self: @ContractState, model: felt252) -> Registration {
            self.records.registration_of(model)
        }

        fn architecture_description(self: @ContractState, architecture: [u32; 8]) -> Span<felt252> {
            self.records_code().architecture_description(architecture)
        }

        fn is_served(self: @ContractState, architecture: [u32; 8]) -> bool {
            self.records_code().is_served(architecture)
        }

        fn registry(self: @ContractState) -> ContractAddress {
            self.records_code().registry()
        }

        fn registrar(self: @ContractState) -> ContractAddress {
            self.records_code().registrar()
        }
    }

    #[abi(embed_v0)]
    impl WrittenCircuit of IWrittenCircuit<ContractState> {
        fn architecture(self: @ContractState) -> [u32; 8] {
            ARCHITECTURE
        }

        fn general_class(self: @ContractState) -> ClassHash {
            self.general.read()
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
            let registration = self.records.registration_of(model);
            if registration.root.is_zero() {
                return Errors::MODEL;
            }
            if self.records.architecture_of(model) != element_of(ARCHITECTURE) {
                return IVerifierLibraryDispatcher { class_hash: self.general.read() }
                    .verify(parameters, model, statement, proof);
            }
            if statement.len() == FormTrait::asked_by(One::Of1.sizes()).length() {
                return proven(One::Of1, registration, model, statement, proof);
            }
            for batch in array![Batch::Of8, Batch::Of16, Batch::Of32] {
                let sizes = batch.sizes();
                if statement.len() != FormTrait::asked_by(sizes).length() {
                    continue;
                }
                if sizes.binding == COMMITTED_INPUT {
                    return vouched(batch, registration, model, statement, proof);
                }
                return proven(batch, registration, model, statement, proof);
            }
            StatementErrors::STATEMENT
        }

        fn proof_type(self: @ContractState) -> ProofType {
            ProofType::ZKMLInference
        }
    }

    #[generate_trait]
    impl Code of CodeTrait {
        fn records_code(self: @ContractState) -> IModelRecordsLibraryDispatcher {
            IModelRecordsLibraryDispatcher { class_hash: self.general.read() }
        }
    }

    /// What is said of pictures whose source must vouch for them: the proof begins with the number
    /// of elements of its signature and with these.
    ///
    /// 1. A signature of another length than any account's is refused before the account is asked.
    /// 2. The account is asked while nothing of this contract is in between states: it has none.
    fn vouched(
        circuit: Batch,
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
        let Some(statement) = read_here(circuit, model, statement) else {
            return StatementErrors::STATEMENT;
        };
        let InputCommitment { source, root, anchor } = statement.commitment;
        let inputs = Inputs {
            contract: get_contract_address().into(),
            job_id: statement.job,
            pictures: circuit.sizes().items.into(),
            root,
            anchor,
        };
        if !vouches(source, inputs, signature) {
            return Errors::SOURCE;
        }
        verify(circuit, registration, statement, proof)
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
