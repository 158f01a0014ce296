//! The verifier of type 2 for any registered model of the profile, one picture a proof, under the
//! parameter set `sn-pos-32-31-24`. The architecture is read from a description; see
//! `zkml/general.cairo`.
//!
//! A description says what is proven: with another one, a proof of anything can be made. A model's
//! identity is a digest over the architecture in a form that a contract cannot compute at a
//! bearable price, so who describes an architecture here answers for its description: the
//! registrar, which is the governance. Anybody can compute it again
//! (`zkml.cairo.description`). Models of a described architecture are anybody's to record, once
//! ModelRegistry has verified their registration.

pub mod Errors {
    pub use crate::zkml::parameters::Errors::{MODEL, PARAMETERS};
    pub const REGISTRAR: felt252 = 'GENERAL: not the registrar';
    pub const LONG: felt252 = 'GENERAL: description too long';
    pub const KNOWN: felt252 = 'GENERAL: already described';
    pub const UNREGISTERED: felt252 = 'GENERAL: not registered';
}

/// Elements of a description.
pub const MOST_ELEMENTS: u32 = 256;

#[starknet::contract]
pub mod GeneralVerifier {
    use core::num::traits::Zero;
    use core::poseidon::hades_permutation;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::storage_access::{
        StorageBaseAddress, storage_address_from_base_and_offset, storage_base_address_from_felt252,
    };
    use starknet::syscalls::{storage_read_syscall, storage_write_syscall};
    use starknet::{ContractAddress, SyscallResultTrait, get_caller_address};
    use crate::interfaces::described_models::IDescribedModels;
    use crate::interfaces::model_registry::{
        IModelRegistryDispatcher, IModelRegistryDispatcherTrait,
    };
    use crate::interfaces::proof_verifier::IVerifier;
    use crate::types::ProofType;
    use crate::zkml::general::{CODE, DescribedTrait, Implementation, described};
    use crate::zkml::parameters::PARAMETERS;
    use crate::zkml::registration::{Registration, element_of, model_id};
    use crate::zkml::verifier::proven;
    use super::{Errors, MOST_ELEMENTS};

    #[storage]
    struct Storage {
        registrar: ContractAddress,
        registry: ContractAddress,
        models: Map<felt252, Model>,
        /// By architecture: elements of the description, and log2 of the weights table's size.
        lengths: Map<felt252, u32>,
        weight_bits: Map<felt252, u32>,
    }

    #[derive(Copy, Drop, starknet::Store)]
    struct Model {
        registration: Registration,
        architecture: felt252,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        ArchitectureDescribed: ArchitectureDescribed,
        ModelRecorded: ModelRecorded,
    }

    /// `architecture` is the digest's low 251 bits.
    #[derive(Drop, starknet::Event)]
    struct ArchitectureDescribed {
        #[key]
        architecture: felt252,
        description: Span<felt252>,
    }

    #[derive(Drop, starknet::Event)]
    struct ModelRecorded {
        #[key]
        model: felt252,
        root: felt252,
        anchor: felt252,
        architecture: felt252,
    }

    /// `registry` is ModelRegistry.
    #[constructor]
    fn constructor(ref self: ContractState, registrar: ContractAddress, registry: ContractAddress) {
        self.registrar.write(registrar);
        self.registry.write(registry);
    }

    #[abi(embed_v0)]
    impl Models of IDescribedModels<ContractState> {
        /// The registrar, once for each architecture: a description is never exchanged.
        fn describe_architecture(
            ref self: ContractState, architecture: [u32; 8], description: Span<felt252>,
        ) {
            assert(get_caller_address() == self.registrar.read(), Errors::REGISTRAR);
            assert(description.len() <= MOST_ELEMENTS, Errors::LONG);
            // That it can be read is found out here, not by a proof.
            let weight_bits = described(description).weight_bits();
            let architecture = element_of(architecture);
            assert(self.lengths.entry(architecture).read() == 0, Errors::KNOWN);
            self.lengths.entry(architecture).write(description.len());
            self.weight_bits.entry(architecture).write(weight_bits);
            let base = base_of(architecture);
            let mut rest = description;
            let mut number: u8 = 0;
            while let Some(element) = rest.pop_front() {
                let cell = storage_address_from_base_and_offset(base, number);
                storage_write_syscall(0, cell, *element).unwrap_syscall();
                if !rest.is_empty() {
                    number += 1;
                }
            }
            self.emit(ArchitectureDescribed { architecture, description });
        }

        fn record_model(
            ref self: ContractState, architecture: [u32; 8], root: felt252, anchor: felt252,
        ) -> felt252 {
            let model = model_id(CODE, root, anchor, architecture);
            let architecture = element_of(architecture);
            let weight_bits = self.weight_bits.entry(architecture).read();
            let registry = IModelRegistryDispatcher { contract_address: self.registry.read() };
            let found = registry.registered_model(model);
            assert(weight_bits != 0 && found.weight_bits == weight_bits, Errors::UNREGISTERED);
            let registration = found.registration;
            self.models.entry(model).write(Model { registration, architecture });
            self.emit(ModelRecorded { model, root, anchor, architecture });
            model
        }

        fn model_record(self: @ContractState, model: felt252) -> Registration {
            self.models.entry(model).read().registration
        }

        fn architecture_description(self: @ContractState, architecture: [u32; 8]) -> Span<felt252> {
            self.description_of(element_of(architecture))
        }

        fn registry(self: @ContractState) -> ContractAddress {
            self.registry.read()
        }

        fn registrar(self: @ContractState) -> ContractAddress {
            self.registrar.read()
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
            let Model { registration, architecture } = self.models.entry(model).read();
            if registration.root.is_zero() {
                return Errors::MODEL;
            }
            let circuit = described(self.description_of(architecture));
            proven(circuit, registration, model, statement, proof)
        }

        fn proof_type(self: @ContractState) -> ProofType {
            ProofType::ZKMLInference
        }
    }

    #[generate_trait]
    impl Descriptions of DescriptionsTrait {
        fn description_of(self: @ContractState, architecture: felt252) -> Span<felt252> {
            let base = base_of(architecture);
            let mut description = array![];
            let mut number: u8 = 0;
            for _ in 0..self.lengths.entry(architecture).read() {
                let cell = storage_address_from_base_and_offset(base, number);
                description.append(storage_read_syscall(0, cell).unwrap_syscall());
                if number != 255 {
                    number += 1;
                }
            }
            description.span()
        }
    }

    /// Where a description's elements lie, one after another: a cell of a `Map` would cost a hash
    /// each.
    fn base_of(architecture: felt252) -> StorageBaseAddress {
        let (place, _, _) = hades_permutation(architecture, selector!("description"), 2);
        storage_base_address_from_felt252(place)
    }
}
