//! Statements that a verifier has said yes to, how long they count, and disputes about them.
//!
//! A dispute says that a verifier should have said no: since the verifier is code, the only things
//! that can decide are better code and governance. So a dispute is
//!
//! 1. opened by anybody, with a bond, and at once the statement counts no longer;
//! 2. dismissed by anybody who shows a proof to a verifier registered later than the one that
//! recorded it (`reverify`);
//! 3. or ruled on by the governor: upheld (the bond goes back, the statement stays out) or
//! dismissed;
//! 4. or lapsed, when neither has happened in `DISPUTE_DECISION`: as dismissed.
//!
//! The bond of a dismissed dispute is a protocol fee: nobody gains from provoking disputes. Each
//! version of a verifier can be doubted once for each statement, so that a statement cannot be kept
//! out by one dispute after the other.

pub mod Errors {
    pub const NOT_RECORDED: felt252 = 'PROOF: not recorded';
    pub const DISPUTED: felt252 = 'PROOF: disputed';
    pub const NOT_DISPUTED: felt252 = 'PROOF: not disputed';
    pub const ALREADY_CLEARED: felt252 = 'PROOF: already cleared';
    pub const SAME_VERSION: felt252 = 'PROOF: same verifier';
    pub const TOO_EARLY: felt252 = 'PROOF: too early';
}

#[starknet::component]
pub mod StatementLedgerComponent {
    use core::num::traits::Zero;
    use core::poseidon::poseidon_hash_span;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::storage_access::StorePacking;
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address};
    use crate::components::escrow::EscrowComponent;
    use crate::components::escrow::EscrowComponent::InternalTrait as EscrowInternalTrait;
    use crate::components::proof_registry::ProofRegistryComponent;
    use crate::components::proof_registry::ProofRegistryComponent::{
        InternalTrait as RegistryInternalTrait, ParameterSetPacking,
    };
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reentrancy::ReentrancyComponent::InternalTrait as ReentrancyInternalTrait;
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::components::upgradeable::UpgradeableComponent::InternalTrait as UpgradeableInternalTrait;
    use crate::constants::{DISPUTE_DECISION, STATEMENT_DISPUTE_BOND};
    use crate::interfaces::proof_verifier::{IStatementDisputes, StatementRecord};
    use crate::logic::packing::{
        BITS_1, BITS_32, BITS_40, BITS_8, pop, pop_variant, push, push_variant,
    };
    use crate::logic::proof_statement;
    use crate::types::ProofType;
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub ledger_statements: Map<felt252, StatementRecord>,
        pub ledger_disputers: Map<felt252, ContractAddress>,
        pub ledger_disputed_at: Map<felt252, u64>,
    }

    pub impl StatementRecordPacking of StorePacking<StatementRecord, felt252> {
        fn pack(value: StatementRecord) -> felt252 {
            let mut word = 0;
            push(ref word, value.cleared_version.into(), BITS_32);
            push(ref word, value.version.into(), BITS_32);
            push(ref word, value.recorded_at.into(), BITS_40);
            push(ref word, value.expires_at.into(), BITS_40);
            push_variant(ref word, value.disputed, BITS_1);
            push_variant(ref word, value.proof_type, BITS_8);
            word.try_into().unwrap()
        }

        fn unpack(value: felt252) -> StatementRecord {
            let mut word: u256 = value.into();
            let proof_type = pop_variant(ref word, BITS_8);
            let disputed = pop_variant(ref word, BITS_1);
            let expires_at = pop(ref word, BITS_40);
            let recorded_at = pop(ref word, BITS_40);
            let version = pop(ref word, BITS_32);
            let cleared_version = pop(ref word, BITS_32);
            StatementRecord {
                proof_type, version, recorded_at, expires_at, disputed, cleared_version,
            }
        }
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        StatementRecorded: StatementRecorded,
        StatementDisputed: StatementDisputed,
        StatementDisputeUpheld: StatementDisputeUpheld,
        StatementDisputeDismissed: StatementDisputeDismissed,
    }

    /// Emitted when a verifier has said yes to a statement, for the first time or again.
    #[derive(Drop, starknet::Event)]
    pub struct StatementRecorded {
        #[key]
        pub digest: felt252,
        pub proof_type: ProofType,
        pub parameters: felt252,
        pub model: felt252,
        pub statement_hash: felt252,
        pub version: u32,
        pub recorded_at: u64,
        pub expires_at: u64,
    }

    /// Emitted when a statement is doubted; it counts no longer.
    #[derive(Drop, starknet::Event)]
    pub struct StatementDisputed {
        #[key]
        pub digest: felt252,
        #[key]
        pub by: ContractAddress,
        pub bond: u256,
        pub at: u64,
    }

    /// Emitted when the governor agrees: the statement stays out, the bond has gone back.
    #[derive(Drop, starknet::Event)]
    pub struct StatementDisputeUpheld {
        #[key]
        pub digest: felt252,
        #[key]
        pub by: ContractAddress,
    }

    /// Emitted when a dispute comes to nothing: the statement counts again, the bond has become a
    /// fee.
    #[derive(Drop, starknet::Event)]
    pub struct StatementDisputeDismissed {
        #[key]
        pub digest: felt252,
        #[key]
        pub by: ContractAddress,
        pub cleared_version: u32,
    }

    #[embeddable_as(StatementDisputes)]
    impl StatementDisputesImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Escrow: EscrowComponent::HasComponent<TContractState>,
        impl Registry: ProofRegistryComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        impl Upgradeable: UpgradeableComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IStatementDisputes<ComponentState<TContractState>> {
        /// Anybody, who stakes `STATEMENT_DISPUTE_BOND`. The statement counts no longer from now
        /// on.
        fn dispute_statement(ref self: ComponentState<TContractState>, digest: felt252) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            // 1. Recorded, not in dispute, and not cleared of a doubt about the same version.
            let record = self.ledger_statements.entry(digest).read();
            assert(record.recorded_at != 0, Errors::NOT_RECORDED);
            assert(!record.disputed, Errors::DISPUTED);
            assert(record.cleared_version < record.version, Errors::ALREADY_CLEARED);
            // 2. Out of force before anything is called.
            let by = get_caller_address();
            let at = get_block_timestamp();
            self
                .ledger_statements
                .entry(digest)
                .write(StatementRecord { disputed: true, ..record });
            self.ledger_disputers.entry(digest).write(by);
            self.ledger_disputed_at.entry(digest).write(at);
            // 3. The bond.
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.take(by, STATEMENT_DISPUTE_BOND);
            self.emit(StatementDisputed { digest, by, bond: STATEMENT_DISPUTE_BOND, at });
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        /// Anybody. Shows a proof of a disputed statement to a verifier that was registered after
        /// the one that recorded it;
        /// when it says yes, the dispute is dismissed. A no says nothing (a bad proof proves
        /// nothing) and reverts with the failed check.
        fn reverify(
            ref self: ComponentState<TContractState>,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            let digest = proof_statement::digest(
                proof_type, parameters, model, poseidon_hash_span(statement),
            );
            let record = self.assert_open_dispute(digest);
            let registry = get_dep_component!(@self, Registry);
            let version = registry.registry_versions.entry(proof_type).read();
            assert(version > record.version, Errors::SAME_VERSION);
            let failed = registry.verdict(proof_type, parameters, model, statement, proof);
            if failed != 0 {
                core::panic_with_felt252(failed);
            }
            self.dismiss(digest, StatementRecord { version, ..record });
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        /// The governor.
        fn rule_on_statement(
            ref self: ComponentState<TContractState>, digest: felt252, upheld: bool,
        ) {
            get_dep_component!(@self, Upgradeable).assert_only_governor();
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            let record = self.assert_open_dispute(digest);
            if upheld {
                let by = self.ledger_disputers.entry(digest).read();
                self.ledger_disputers.entry(digest).write(Zero::zero());
                let mut escrow = get_dep_component_mut!(ref self, Escrow);
                escrow.give(by, STATEMENT_DISPUTE_BOND);
                self.emit(StatementDisputeUpheld { digest, by });
            } else {
                self.dismiss(digest, record);
            }
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        /// Anybody, when nobody has decided in `DISPUTE_DECISION`: the verifier's yes stands.
        fn lapse_statement_dispute(ref self: ComponentState<TContractState>, digest: felt252) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            let record = self.assert_open_dispute(digest);
            let since = self.ledger_disputed_at.entry(digest).read();
            assert(get_block_timestamp() > since + DISPUTE_DECISION, Errors::TOO_EARLY);
            self.dismiss(digest, record);
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        fn statement(self: @ComponentState<TContractState>, digest: felt252) -> StatementRecord {
            self.ledger_statements.entry(digest).read()
        }

        fn statement_dispute(
            self: @ComponentState<TContractState>, digest: felt252,
        ) -> (ContractAddress, u64) {
            (
                self.ledger_disputers.entry(digest).read(),
                self.ledger_disputed_at.entry(digest).read(),
            )
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Escrow: EscrowComponent::HasComponent<TContractState>,
        impl Registry: ProofRegistryComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        impl Upgradeable: UpgradeableComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        /// Asks the verifier and, when it says yes, records the statement. Returns its digest and
        /// the failed check, or 0.
        /// The only place where a statement is recorded. One that is in dispute stays so: that is
        /// settled by its own rules, not by showing the same proof again.
        fn verify(
            ref self: ComponentState<TContractState>,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) -> (felt252, felt252) {
            let statement_hash = poseidon_hash_span(statement);
            let digest = proof_statement::digest(proof_type, parameters, model, statement_hash);
            // 1. The verdict.
            let registry = get_dep_component!(@self, Registry);
            let failed = registry.verdict(proof_type, parameters, model, statement, proof);
            if failed != 0 {
                return (digest, failed);
            }
            // 2. Nothing changes while it is in dispute.
            let before = self.ledger_statements.entry(digest).read();
            if before.disputed {
                return (digest, 0);
            }
            // 3. The record.
            let recorded_at = get_block_timestamp();
            let expires_at = recorded_at
                + registry.registry_parameters.entry(parameters).read().valid_for;
            let version = registry.registry_versions.entry(proof_type).read();
            let record = StatementRecord {
                proof_type,
                version,
                recorded_at,
                expires_at,
                disputed: false,
                cleared_version: before.cleared_version,
            };
            self.ledger_statements.entry(digest).write(record);
            self
                .emit(
                    StatementRecorded {
                        digest,
                        proof_type,
                        parameters,
                        model,
                        statement_hash,
                        version,
                        recorded_at,
                        expires_at,
                    },
                );
            (digest, 0)
        }

        /// Recorded, not expired, not disputed, by a version that was not revoked.
        fn is_in_force(self: @ComponentState<TContractState>, digest: felt252) -> bool {
            let record = self.ledger_statements.entry(digest).read();
            record.recorded_at != 0
                && get_block_timestamp() < record.expires_at
                && !record.disputed
                && !get_dep_component!(self, Registry)
                    .registry_revoked
                    .entry((record.proof_type, record.version))
                    .read()
        }

        fn assert_open_dispute(
            self: @ComponentState<TContractState>, digest: felt252,
        ) -> StatementRecord {
            let record = self.ledger_statements.entry(digest).read();
            assert(record.disputed, Errors::NOT_DISPUTED);
            // After a dispute that was upheld, nobody is waiting for a decision.
            assert(self.ledger_disputers.entry(digest).read().is_non_zero(), Errors::NOT_DISPUTED);
            record
        }

        fn dismiss(
            ref self: ComponentState<TContractState>, digest: felt252, record: StatementRecord,
        ) {
            let by = self.ledger_disputers.entry(digest).read();
            let cleared_version = record.version;
            self
                .ledger_statements
                .entry(digest)
                .write(StatementRecord { disputed: false, cleared_version, ..record });
            self.ledger_disputers.entry(digest).write(Zero::zero());
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.forfeit(STATEMENT_DISPUTE_BOND);
            self.emit(StatementDisputeDismissed { digest, by, cleared_version });
        }
    }
}
