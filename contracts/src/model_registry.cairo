//! ModelRegistry: which models' registrations have been verified, by this contract and for good.
//!
//! A registration is a proof that the table of weights under a root has cells of the declared width
//! only, and the anchor's value at the point that follows from the root (`zkml/registration.cairo`,
//! the parameter set is `sn-pos-32-31-24`). Nobody has a role here: anybody registers, the proof
//! decides, and nothing is taken back. Which models a network takes proofs of is another question,
//! and ProofVerifier's governor's.
//!
//! An architecture is known here by its digest, and the table's size is what the caller says: the
//! verifier of inferences, which knows both, compares them when it records a model.

pub mod Errors {
    pub const KNOWN: felt252 = 'REGISTRY: already registered';
}

#[starknet::contract]
pub mod ModelRegistry {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use crate::interfaces::model_registry::IModelRegistry;
    use crate::zkml::general::CODE;
    use crate::zkml::registration::{
        RegisteredModel, Registration, anchor_point, model_id, verify_registration,
    };
    use super::Errors;

    #[storage]
    struct Storage {
        models: Map<felt252, RegisteredModel>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        RegistrationVerified: RegistrationVerified,
    }

    /// Emitted once for each model.
    #[derive(Drop, starknet::Event)]
    struct RegistrationVerified {
        #[key]
        model: felt252,
        root: felt252,
        anchor: felt252,
        weight_bits: u32,
    }

    #[abi(embed_v0)]
    impl Registry of IModelRegistry<ContractState> {
        fn register_model(
            ref self: ContractState,
            architecture: [u32; 8],
            weight_bits: u32,
            root: felt252,
            anchor: felt252,
            proof: Span<felt252>,
        ) -> felt252 {
            let model = model_id(CODE, root, anchor, architecture);
            assert(!self.is_registered(model), Errors::KNOWN);
            let registration = Registration {
                root, anchor, zeta: anchor_point(CODE, root, architecture),
            };
            let failed = verify_registration(model, weight_bits, registration, proof);
            if failed != 0 {
                core::panic_with_felt252(failed);
            }
            self.models.entry(model).write(RegisteredModel { registration, weight_bits });
            self.emit(RegistrationVerified { model, root, anchor, weight_bits });
            model
        }

        fn verify_registration(
            self: @ContractState,
            architecture: [u32; 8],
            weight_bits: u32,
            root: felt252,
            anchor: felt252,
            proof: Span<felt252>,
        ) -> felt252 {
            let model = model_id(CODE, root, anchor, architecture);
            let zeta = anchor_point(CODE, root, architecture);
            verify_registration(model, weight_bits, Registration { root, anchor, zeta }, proof)
        }

        fn is_registered(self: @ContractState, model: felt252) -> bool {
            self.models.entry(model).read().weight_bits.is_non_zero()
        }

        fn registered_model(self: @ContractState, model: felt252) -> RegisteredModel {
            self.models.entry(model).read()
        }
    }
}
