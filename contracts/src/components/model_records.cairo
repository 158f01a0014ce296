//! The models that a verifier of inferences knows: a record of each, taken from ModelRegistry, and
//! descriptions of architectures for which no class is written.
//!
//! A description says what is proven: with another one, a proof of anything can be made. A model's
//! identity is a digest over the architecture in a form that a contract cannot compute at a
//! bearable price, so who describes an architecture here answers for its description: the
//! registrar, which is the governance. Anybody can compute it again
//! (`zkml.cairo.description`). Models of an architecture that is served are anybody's to record,
//! once ModelRegistry has verified their registration.

pub mod Errors {
    pub const REGISTRAR: felt252 = 'MODELS: not the registrar';
    pub const LONG: felt252 = 'MODELS: description too long';
    pub const KNOWN: felt252 = 'MODELS: already described';
    pub const UNREGISTERED: felt252 = 'MODELS: not registered';
}

/// Elements of a description.
pub const MOST_ELEMENTS: u32 = 256;

#[starknet::component]
pub mod ModelRecordsComponent {
    use core::poseidon::hades_permutation;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::storage_access::{
        StorageBaseAddress, storage_address_from_base_and_offset, storage_base_address_from_felt252,
    };
    use starknet::syscalls::{storage_read_syscall, storage_write_syscall};
    use starknet::{ContractAddress, SyscallResultTrait, get_caller_address};
    use crate::interfaces::model_records::IModelRecords;
    use crate::interfaces::model_registry::{
        IModelRegistryDispatcher, IModelRegistryDispatcherTrait,
    };
    use crate::zkml::general::{CODE, DescribedTrait, described};
    use crate::zkml::registration::{Registration, element_of, model_id};
    use super::{Errors, MOST_ELEMENTS};

    #[storage]
    pub struct Storage {
        pub records_registrar: ContractAddress,
        pub records_registry: ContractAddress,
        pub records_models: Map<felt252, Registration>,
        /// By model: its architecture.
        pub records_architectures: Map<felt252, felt252>,
        /// By architecture: log2 of the weights table's size, and elements of the description; none
        /// where a class is written for it.
        pub records_weight_bits: Map<felt252, u32>,
        pub records_lengths: Map<felt252, u32>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        ArchitectureDescribed: ArchitectureDescribed,
        ModelRecorded: ModelRecorded,
    }

    /// `architecture` is the digest's low 251 bits.
    #[derive(Drop, starknet::Event)]
    pub struct ArchitectureDescribed {
        #[key]
        pub architecture: felt252,
        pub description: Span<felt252>,
    }

    #[derive(Drop, starknet::Event)]
    pub struct ModelRecorded {
        #[key]
        pub model: felt252,
        pub root: felt252,
        pub anchor: felt252,
        pub architecture: felt252,
    }

    #[embeddable_as(ModelRecords)]
    impl ModelRecordsImpl<
        TContractState, +HasComponent<TContractState>,
    > of IModelRecords<ComponentState<TContractState>> {
        /// The registrar, once for each architecture: a description is never exchanged.
        fn describe_architecture(
            ref self: ComponentState<TContractState>,
            architecture: [u32; 8],
            description: Span<felt252>,
        ) {
            assert(get_caller_address() == self.records_registrar.read(), Errors::REGISTRAR);
            assert(description.len() <= MOST_ELEMENTS, Errors::LONG);
            // That it can be read is found out here, not by a proof.
            let weight_bits = described(description).weight_bits();
            let architecture = element_of(architecture);
            assert(self.records_weight_bits.entry(architecture).read() == 0, Errors::KNOWN);
            self.records_weight_bits.entry(architecture).write(weight_bits);
            self.records_lengths.entry(architecture).write(description.len());
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
            ref self: ComponentState<TContractState>,
            architecture: [u32; 8],
            root: felt252,
            anchor: felt252,
        ) -> felt252 {
            let model = model_id(CODE, root, anchor, architecture);
            let architecture = element_of(architecture);
            let weight_bits = self.records_weight_bits.entry(architecture).read();
            let registry = IModelRegistryDispatcher {
                contract_address: self.records_registry.read(),
            };
            let found = registry.registered_model(model);
            assert(weight_bits != 0 && found.weight_bits == weight_bits, Errors::UNREGISTERED);
            self.records_models.entry(model).write(found.registration);
            self.records_architectures.entry(model).write(architecture);
            self.emit(ModelRecorded { model, root, anchor, architecture });
            model
        }

        fn model_record(self: @ComponentState<TContractState>, model: felt252) -> Registration {
            self.registration_of(model)
        }

        fn architecture_description(
            self: @ComponentState<TContractState>, architecture: [u32; 8],
        ) -> Span<felt252> {
            self.description_of(element_of(architecture))
        }

        fn is_served(self: @ComponentState<TContractState>, architecture: [u32; 8]) -> bool {
            self.records_weight_bits.entry(element_of(architecture)).read() != 0
        }

        fn registry(self: @ComponentState<TContractState>) -> ContractAddress {
            self.records_registry.read()
        }

        fn registrar(self: @ComponentState<TContractState>) -> ContractAddress {
            self.records_registrar.read()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// `registry` is ModelRegistry.
        fn initializer(
            ref self: ComponentState<TContractState>,
            registrar: ContractAddress,
            registry: ContractAddress,
        ) {
            self.records_registrar.write(registrar);
            self.records_registry.write(registry);
        }

        /// Serves an architecture that the contract has a class for.
        fn serve_written(
            ref self: ComponentState<TContractState>, architecture: [u32; 8], weight_bits: u32,
        ) {
            self.records_weight_bits.entry(element_of(architecture)).write(weight_bits);
        }

        fn registration_of(self: @ComponentState<TContractState>, model: felt252) -> Registration {
            self.records_models.entry(model).read()
        }

        fn architecture_of(self: @ComponentState<TContractState>, model: felt252) -> felt252 {
            self.records_architectures.entry(model).read()
        }

        fn description_of(
            self: @ComponentState<TContractState>, architecture: felt252,
        ) -> Span<felt252> {
            let base = base_of(architecture);
            let mut description = array![];
            let mut number: u8 = 0;
            for _ in 0..self.records_lengths.entry(architecture).read() {
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
