//! What can be proven: verifiers by type, parameter sets, models. Only the governor writes, so each
//! change has been voted and has waited out the timelock; nobody can point a type at a verifier
//! that says yes to everything overnight.

pub mod Errors {
    pub const NO_VERIFIER: felt252 = 'NO_VERIFIER';
    pub const NOT_REGISTERED: felt252 = 'PROOF: not registered';
    pub const WRONG_TYPE: felt252 = 'PROOF: another type';
    pub const UNKNOWN_PARAMETERS: felt252 = 'PROOF: unknown parameters';
    pub const UNKNOWN_MODEL: felt252 = 'PROOF: unknown model';
    pub const ZERO: felt252 = 'PROOF: zero';
    pub const TOO_FEW_BITS: felt252 = 'PROOF: too few bits';
    pub const NO_SUCH_VERSION: felt252 = 'PROOF: no such version';
}

#[starknet::component]
pub mod ProofRegistryComponent {
    use core::num::traits::Zero;
    use starknet::ContractAddress;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::storage_access::StorePacking;
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::components::upgradeable::UpgradeableComponent::InternalTrait as UpgradeableInternalTrait;
    use crate::constants::MIN_SECURITY_BITS;
    use crate::interfaces::proof_verifier::{
        IProofRegistry, IVerifierDispatcher, IVerifierDispatcherTrait, ParameterSet,
    };
    use crate::logic::packing::{BITS_16, BITS_64, BITS_8, pop, pop_variant, push, push_variant};
    use crate::types::ProofType;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub registry_verifiers: Map<ProofType, ContractAddress>,
        pub registry_versions: Map<ProofType, u32>,
        pub registry_revoked: Map<(ProofType, u32), bool>,
        pub registry_parameters: Map<felt252, ParameterSet>,
        pub registry_models: Map<felt252, bool>,
    }

    pub impl ParameterSetPacking of StorePacking<ParameterSet, felt252> {
        fn pack(value: ParameterSet) -> felt252 {
            let mut word = 0;
            push(ref word, value.valid_for.into(), BITS_64);
            push(ref word, value.security_bits.into(), BITS_16);
            push_variant(ref word, value.proof_type, BITS_8);
            word.try_into().unwrap()
        }

        fn unpack(value: felt252) -> ParameterSet {
            let mut word: u256 = value.into();
            let proof_type = pop_variant(ref word, BITS_8);
            let security_bits = pop(ref word, BITS_16);
            let valid_for = pop(ref word, BITS_64);
            ParameterSet { proof_type, security_bits, valid_for }
        }
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        VerifierRegistered: VerifierRegistered,
        VerifierRetired: VerifierRetired,
        VersionRevoked: VersionRevoked,
        ParametersRegistered: ParametersRegistered,
        ParametersRetired: ParametersRetired,
        ModelRegistered: ModelRegistered,
        ModelRetired: ModelRetired,
    }

    /// Emitted when a type is routed to `verifier`, its `version`-th.
    #[derive(Drop, starknet::Event)]
    pub struct VerifierRegistered {
        #[key]
        pub proof_type: ProofType,
        pub verifier: ContractAddress,
        pub version: u32,
    }

    /// Emitted when a type is routed to nothing.
    #[derive(Drop, starknet::Event)]
    pub struct VerifierRetired {
        #[key]
        pub proof_type: ProofType,
    }

    /// Emitted when all that a version said yes to counts no longer.
    #[derive(Drop, starknet::Event)]
    pub struct VersionRevoked {
        #[key]
        pub proof_type: ProofType,
        pub version: u32,
    }

    /// Emitted when proofs under a parameter set begin to count.
    #[derive(Drop, starknet::Event)]
    pub struct ParametersRegistered {
        #[key]
        pub digest: felt252,
        pub parameters: ParameterSet,
    }

    /// Emitted when no further proof under it is accepted; statements already recorded keep their
    /// time.
    #[derive(Drop, starknet::Event)]
    pub struct ParametersRetired {
        #[key]
        pub digest: felt252,
    }

    /// Emitted when proofs about a model begin to count.
    #[derive(Drop, starknet::Event)]
    pub struct ModelRegistered {
        #[key]
        pub model: felt252,
    }

    /// Emitted when no further proof about it is accepted.
    #[derive(Drop, starknet::Event)]
    pub struct ModelRetired {
        #[key]
        pub model: felt252,
    }

    #[embeddable_as(ProofRegistry)]
    impl ProofRegistryImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Upgradeable: UpgradeableComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IProofRegistry<ComponentState<TContractState>> {
        /// The governor. The verifier says itself of which type it is.
        fn register_verifier(
            ref self: ComponentState<TContractState>,
            proof_type: ProofType,
            verifier: ContractAddress,
        ) {
            self.assert_governor();
            assert(verifier.is_non_zero(), Errors::ZERO);
            let said = IVerifierDispatcher { contract_address: verifier }.proof_type();
            assert(said == proof_type, Errors::WRONG_TYPE);
            let version = self.registry_versions.entry(proof_type).read() + 1;
            self.registry_versions.entry(proof_type).write(version);
            self.registry_verifiers.entry(proof_type).write(verifier);
            self.emit(VerifierRegistered { proof_type, verifier, version });
        }

        /// The governor.
        fn retire_verifier(ref self: ComponentState<TContractState>, proof_type: ProofType) {
            self.assert_governor();
            assert(
                self.registry_verifiers.entry(proof_type).read().is_non_zero(), Errors::NO_VERIFIER,
            );
            self.registry_verifiers.entry(proof_type).write(Zero::zero());
            self.emit(VerifierRetired { proof_type });
        }

        /// The governor. The version in use is retired as well.
        fn revoke_version(
            ref self: ComponentState<TContractState>, proof_type: ProofType, version: u32,
        ) {
            self.assert_governor();
            let latest = self.registry_versions.entry(proof_type).read();
            assert(version != 0 && version <= latest, Errors::NO_SUCH_VERSION);
            self.registry_revoked.entry((proof_type, version)).write(true);
            self.emit(VersionRevoked { proof_type, version });
            if version == latest && self.registry_verifiers.entry(proof_type).read().is_non_zero() {
                self.registry_verifiers.entry(proof_type).write(Zero::zero());
                self.emit(VerifierRetired { proof_type });
            }
        }

        /// The governor.
        fn register_parameters(
            ref self: ComponentState<TContractState>, digest: felt252, parameters: ParameterSet,
        ) {
            self.assert_governor();
            assert(digest != 0 && parameters.valid_for != 0, Errors::ZERO);
            assert(parameters.security_bits >= MIN_SECURITY_BITS, Errors::TOO_FEW_BITS);
            self.registry_parameters.entry(digest).write(parameters);
            self.emit(ParametersRegistered { digest, parameters });
        }

        /// The governor.
        fn retire_parameters(ref self: ComponentState<TContractState>, digest: felt252) {
            self.assert_governor();
            let set = self.registry_parameters.entry(digest).read();
            assert(set.valid_for != 0, Errors::NOT_REGISTERED);
            self.registry_parameters.entry(digest).write(ParameterSet { valid_for: 0, ..set });
            self.emit(ParametersRetired { digest });
        }

        /// The governor.
        fn register_model(ref self: ComponentState<TContractState>, model: felt252) {
            self.assert_governor();
            assert(model != 0, Errors::ZERO);
            self.registry_models.entry(model).write(true);
            self.emit(ModelRegistered { model });
        }

        /// The governor.
        fn retire_model(ref self: ComponentState<TContractState>, model: felt252) {
            self.assert_governor();
            assert(self.registry_models.entry(model).read(), Errors::NOT_REGISTERED);
            self.registry_models.entry(model).write(false);
            self.emit(ModelRetired { model });
        }

        fn verifier_version(self: @ComponentState<TContractState>, proof_type: ProofType) -> u32 {
            self.registry_versions.entry(proof_type).read()
        }

        fn is_revoked(
            self: @ComponentState<TContractState>, proof_type: ProofType, version: u32,
        ) -> bool {
            self.registry_revoked.entry((proof_type, version)).read()
        }

        fn parameter_set(self: @ComponentState<TContractState>, digest: felt252) -> ParameterSet {
            self.registry_parameters.entry(digest).read()
        }

        fn is_model(self: @ComponentState<TContractState>, model: felt252) -> bool {
            self.registry_models.entry(model).read()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Upgradeable: UpgradeableComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// The verdict of the verifier that is registered for the type: 0 when the proof holds,
        /// else the failed check.
        /// The only place from which a verifier is asked.
        fn verdict(
            self: @ComponentState<TContractState>,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) -> felt252 {
            self.assert_provable(proof_type, parameters, model);
            IVerifierDispatcher {
                contract_address: self.registry_verifiers.entry(proof_type).read(),
            }
                .verify(parameters, model, statement, proof)
        }

        fn assert_provable(
            self: @ComponentState<TContractState>,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
        ) {
            assert(
                self.registry_verifiers.entry(proof_type).read().is_non_zero(), Errors::NO_VERIFIER,
            );
            let set = self.registry_parameters.entry(parameters).read();
            assert(set.valid_for != 0 && set.proof_type == proof_type, Errors::UNKNOWN_PARAMETERS);
            assert(self.is_model_allowed(proof_type, model), Errors::UNKNOWN_MODEL);
        }

        fn is_provable(
            self: @ComponentState<TContractState>,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
        ) -> bool {
            let set = self.registry_parameters.entry(parameters).read();
            self.registry_verifiers.entry(proof_type).read().is_non_zero()
                && set.valid_for != 0
                && set.proof_type == proof_type
                && self.is_model_allowed(proof_type, model)
        }

        /// An inference is about a registered model; other kinds may be about none.
        fn is_model_allowed(
            self: @ComponentState<TContractState>, proof_type: ProofType, model: felt252,
        ) -> bool {
            if model == 0 {
                return proof_type != ProofType::ZKMLInference;
            }
            self.registry_models.entry(model).read()
        }

        fn assert_governor(self: @ComponentState<TContractState>) {
            get_dep_component!(self, Upgradeable).assert_only_governor();
        }
    }
}
