//! What registered workers have declared about themselves, each statement signed by the result key
//! that it names.

pub mod Errors {
    pub const ALREADY_REGISTERED: felt252 = 'WORKER: already registered';
    pub const NOT_REGISTERED: felt252 = 'WORKER: not registered';
    pub const KEY_TAKEN: felt252 = 'WORKER: key taken';
    pub const BAD_SIGNATURE: felt252 = 'WORKER: statement not signed';
    pub const NOT_NEWER: felt252 = 'WORKER: statement not newer';
    pub const NOT_YET_VALID: felt252 = 'WORKER: statement in the future';
    pub const TOO_MANY_FRAMEWORKS: felt252 = 'WORKER: too many frameworks';
}

#[starknet::component]
pub mod CapabilitiesComponent {
    use core::num::traits::Zero;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_block_timestamp, get_contract_address};
    use crate::constants::MAX_FRAMEWORKS;
    use crate::interfaces::cdc_pool::Capabilities;
    use crate::logic::capability_statement::{
        CapabilityStatement, Framework, Resources, ResourcesPacking, holds,
    };
    use crate::logic::worker_records::FrameworkVersion;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub capabilities_resources: Map<ContractAddress, Resources>,
        pub capabilities_gpu_model: Map<ContractAddress, felt252>,
        pub capabilities_cpu_model: Map<ContractAddress, felt252>,
        pub capabilities_valid_from: Map<ContractAddress, u64>,
        pub capabilities_frameworks: Map<(ContractAddress, felt252), FrameworkVersion>,
        pub capabilities_result_key: Map<ContractAddress, felt252>,
        /// A key stays its worker's for ever, so that what it signed is never blamed on another and
        /// never on nobody.
        pub capabilities_worker_of_key: Map<felt252, ContractAddress>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        CapabilitiesDeclared: CapabilitiesDeclared,
    }

    /// Emitted when `worker` registers, and when a newer statement replaces its earlier one.
    #[derive(Drop, starknet::Event)]
    pub struct CapabilitiesDeclared {
        #[key]
        pub worker: ContractAddress,
        #[key]
        pub result_key: felt252,
        pub valid_from: u64,
        pub resources: Resources,
        pub gpu_model: felt252,
        pub cpu_model: felt252,
        pub frameworks: Span<Framework>,
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>, +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn is_registered(self: @ComponentState<TContractState>, worker: ContractAddress) -> bool {
            self.capabilities_result_key.entry(worker).read().is_non_zero()
        }

        fn assert_registered(self: @ComponentState<TContractState>, worker: ContractAddress) {
            assert(self.is_registered(worker), Errors::NOT_REGISTERED);
        }

        fn result_key(self: @ComponentState<TContractState>, worker: ContractAddress) -> felt252 {
            self.capabilities_result_key.entry(worker).read()
        }

        fn worker_of_key(
            self: @ComponentState<TContractState>, result_key: felt252,
        ) -> ContractAddress {
            self.capabilities_worker_of_key.entry(result_key).read()
        }

        fn declared(
            self: @ComponentState<TContractState>, worker: ContractAddress,
        ) -> Capabilities {
            Capabilities {
                result_key: self.capabilities_result_key.entry(worker).read(),
                valid_from: self.capabilities_valid_from.entry(worker).read(),
                resources: self.capabilities_resources.entry(worker).read(),
                gpu_model: self.capabilities_gpu_model.entry(worker).read(),
                cpu_model: self.capabilities_cpu_model.entry(worker).read(),
            }
        }

        /// The declared version, zero when the current statement does not name the framework.
        fn framework(
            self: @ComponentState<TContractState>, worker: ContractAddress, name: felt252,
        ) -> u64 {
            let declared = self.capabilities_frameworks.entry((worker, name)).read();
            if declared.valid_from == self.capabilities_valid_from.entry(worker).read() {
                declared.version
            } else {
                0
            }
        }

        fn register(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            statement: CapabilityStatement,
            signature: (felt252, felt252),
        ) {
            assert(!self.is_registered(worker), Errors::ALREADY_REGISTERED);
            self.declare(worker, statement, signature);
        }

        fn update(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            statement: CapabilityStatement,
            signature: (felt252, felt252),
        ) {
            self.assert_registered(worker);
            self.declare(worker, statement, signature);
        }

        fn declare(
            ref self: ComponentState<TContractState>,
            worker: ContractAddress,
            statement: CapabilityStatement,
            signature: (felt252, felt252),
        ) {
            // 1. Bounds: newer than the last, not from the future, few enough frameworks to write
            // in one call.
            assert(
                statement.valid_from > self.capabilities_valid_from.entry(worker).read(),
                Errors::NOT_NEWER,
            );
            assert(statement.valid_from <= get_block_timestamp(), Errors::NOT_YET_VALID);
            assert(statement.frameworks.len() <= MAX_FRAMEWORKS, Errors::TOO_MANY_FRAMEWORKS);
            // 2. Possession: the key named has signed for this worker and this contract.
            assert(
                holds(statement, get_contract_address(), worker, signature), Errors::BAD_SIGNATURE,
            );
            // 3. One worker a key.
            let owner = self.capabilities_worker_of_key.entry(statement.result_key).read();
            assert(owner.is_zero() || owner == worker, Errors::KEY_TAKEN);
            // 4. Write; frameworks of earlier statements are void because their `valid_from` is
            // another.
            self.capabilities_worker_of_key.entry(statement.result_key).write(worker);
            self.capabilities_result_key.entry(worker).write(statement.result_key);
            self.capabilities_valid_from.entry(worker).write(statement.valid_from);
            self.capabilities_resources.entry(worker).write(statement.resources);
            self.capabilities_gpu_model.entry(worker).write(statement.gpu_model);
            self.capabilities_cpu_model.entry(worker).write(statement.cpu_model);
            for framework in statement.frameworks {
                self
                    .capabilities_frameworks
                    .entry((worker, *framework.name))
                    .write(
                        FrameworkVersion {
                            valid_from: statement.valid_from, version: *framework.version,
                        },
                    );
            }
            let CapabilityStatement {
                result_key, valid_from, resources, gpu_model, cpu_model, frameworks,
            } = statement;
            self
                .emit(
                    CapabilitiesDeclared {
                        worker, result_key, valid_from, resources, gpu_model, cpu_model, frameworks,
                    },
                );
        }
    }
}
