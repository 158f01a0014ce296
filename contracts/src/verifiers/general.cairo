//! The verifier of type 2 for any registered model of the profile, one picture a proof, under the
//! parameter set `sn-pos-32-31-24`. The architecture is read from a description; see
//! `zkml/general.cairo`, and `components/model_records.cairo` for who answers for it.
//!
//! InspectionVerifier runs this class's code on its own storage, by library calls, for the models
//! of architectures that it has no class for; as a contract by itself it serves a network that has
//! described ones alone.

#[starknet::contract]
pub mod GeneralVerifier {
    use core::num::traits::Zero;
    use starknet::ContractAddress;
    use crate::components::model_records::ModelRecordsComponent;
    use crate::interfaces::proof_verifier::IVerifier;
    use crate::types::ProofType;
    use crate::zkml::general::{Implementation, described};
    use crate::zkml::parameters::{Errors, PARAMETERS};
    use crate::zkml::verifier::proven;

    component!(path: ModelRecordsComponent, storage: records, event: RecordsEvent);

    #[abi(embed_v0)]
    impl ModelRecords = ModelRecordsComponent::ModelRecords<ContractState>;
    impl RecordsInternal = ModelRecordsComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        records: ModelRecordsComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        #[flat]
        RecordsEvent: ModelRecordsComponent::Event,
    }

    /// `registry` is ModelRegistry.
    #[constructor]
    fn constructor(ref self: ContractState, registrar: ContractAddress, registry: ContractAddress) {
        self.records.initializer(registrar, registry);
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
            let description = self.records.description_of(self.records.architecture_of(model));
            proven(described(description), registration, model, statement, proof)
        }

        fn proof_type(self: @ContractState) -> ProofType {
            ProofType::ZKMLInference
        }
    }
}
