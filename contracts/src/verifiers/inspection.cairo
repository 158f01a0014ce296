//! The verifier of type 2 for the surface inspection model's architecture: one proof is of one
//! picture or of eight, which the statement's length says, under the parameter set
//! `sn-pos-32-33-20`. See `zkml.cairo` for how it is checked, and
//! `zkml/statement.cairo` for what a statement is.
//!
//! All models of the architecture share the class. A model is known here by its record (root,
//! anchor), from which its identity follows: so anybody may write it, and nobody can write a wrong
//! one. Which models are asked about is the registry's to say: who admits one has verified its
//! registration.

/// The digest of the only parameter set.
pub const PARAMETERS: felt252 = selector!("Ciro zkML 1: sn-pos-32-33-20");

pub mod Errors {
    pub const PARAMETERS: felt252 = 'parameter set';
    pub const MODEL: felt252 = 'model';
}

#[starknet::contract]
pub mod InspectionVerifier {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::interfaces::model_records::IModelRecords;
    use crate::interfaces::proof_verifier::IVerifier;
    use crate::types::ProofType;
    use crate::zkml::circuit::Circuit;
    use crate::zkml::circuits::inspection::{
        ARCHITECTURE, Implementation as OneImpl, Written as One,
    };
    use crate::zkml::circuits::inspection_batch::{Implementation as BatchImpl, Written as Batch};
    use crate::zkml::registration::{Registration, anchor_point, model_id};
    use crate::zkml::statement::FormTrait;
    use crate::zkml::verifier::proven;
    use super::{Errors, PARAMETERS};

    #[storage]
    struct Storage {
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

    #[abi(embed_v0)]
    impl ModelRecords of IModelRecords<ContractState> {
        /// Anybody: the identity follows from the record.
        fn record_model(ref self: ContractState, root: felt252, anchor: felt252) -> felt252 {
            let model = model_id(One {}.sizes().code, root, anchor, ARCHITECTURE);
            let zeta = anchor_point(One {}.sizes().code, root, ARCHITECTURE);
            self.models.entry(model).write(Registration { root, anchor, zeta });
            self.emit(ModelRecorded { model, root, anchor });
            model
        }

        fn model_record(self: @ContractState, model: felt252) -> Registration {
            self.models.entry(model).read()
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
            proven(Batch {}, registration, model, statement, proof)
        }

        fn proof_type(self: @ContractState) -> ProofType {
            ProofType::ZKMLInference
        }
    }
}
