//! ProofVerifier: routes a proof to the verifier of its type, records what it said yes to, and runs
//! the market for proofs.
//!
//! There is one path to a record: `StatementLedgerComponent::verify`, after the registered verifier
//! has returned 0. A type without a verifier reverts with `NO_VERIFIER`. Nobody holds a role that
//! could record, revoke or pay; what can be proven is the governor's to say, that is after a vote
//! and the timelock. A pause (role `GUARDIAN`) stops new requests and claims;
//! proofs, refunds and disputes go on.

#[starknet::contract]
pub mod ProofVerifier {
    use core::poseidon::poseidon_hash_span;
    use starknet::ContractAddress;
    use starknet::storage::{StoragePathEntry, StoragePointerReadAccess};
    use crate::components::access::AccessComponent;
    use crate::components::escrow::EscrowComponent;
    use crate::components::pausable::PausableComponent;
    use crate::components::priority_queue::PriorityQueueComponent;
    use crate::components::proof_market::ProofMarketComponent;
    use crate::components::proof_registry::ProofRegistryComponent;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::statement_ledger::{Errors as LedgerErrors, StatementLedgerComponent};
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::interfaces::proof_verifier::IStatements;
    use crate::logic::proof_statement;
    use crate::types::ProofType;

    component!(path: AccessComponent, storage: access, event: AccessEvent);
    component!(path: EscrowComponent, storage: escrow, event: EscrowEvent);
    component!(path: PausableComponent, storage: pausable, event: PausableEvent);
    component!(path: PriorityQueueComponent, storage: queue, event: QueueEvent);
    component!(path: ProofMarketComponent, storage: market, event: MarketEvent);
    component!(path: ProofRegistryComponent, storage: registry, event: RegistryEvent);
    component!(path: ReentrancyComponent, storage: reentrancy, event: ReentrancyEvent);
    component!(path: StatementLedgerComponent, storage: ledger, event: LedgerEvent);
    component!(path: UpgradeableComponent, storage: upgradeable, event: UpgradeableEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    #[abi(embed_v0)]
    impl Escrow = EscrowComponent::Escrow<ContractState>;
    #[abi(embed_v0)]
    impl Pausable = PausableComponent::Pausable<ContractState>;
    #[abi(embed_v0)]
    impl ProofMarket = ProofMarketComponent::ProofMarket<ContractState>;
    #[abi(embed_v0)]
    impl ProofRegistry = ProofRegistryComponent::ProofRegistry<ContractState>;
    #[abi(embed_v0)]
    impl StatementDisputes =
        StatementLedgerComponent::StatementDisputes<ContractState>;
    #[abi(embed_v0)]
    impl Upgradeable = UpgradeableComponent::Upgradeable<ContractState>;

    impl AccessInternal = AccessComponent::InternalImpl<ContractState>;
    impl EscrowInternal = EscrowComponent::InternalImpl<ContractState>;
    impl LedgerInternal = StatementLedgerComponent::InternalImpl<ContractState>;
    impl MarketInternal = ProofMarketComponent::InternalImpl<ContractState>;
    impl ReentrancyInternal = ReentrancyComponent::InternalImpl<ContractState>;
    impl RegistryInternal = ProofRegistryComponent::InternalImpl<ContractState>;
    impl UpgradeableInternal = UpgradeableComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        access: AccessComponent::Storage,
        #[substorage(v0)]
        escrow: EscrowComponent::Storage,
        #[substorage(v0)]
        pausable: PausableComponent::Storage,
        #[substorage(v0)]
        queue: PriorityQueueComponent::Storage,
        #[substorage(v0)]
        market: ProofMarketComponent::Storage,
        #[substorage(v0)]
        registry: ProofRegistryComponent::Storage,
        #[substorage(v0)]
        reentrancy: ReentrancyComponent::Storage,
        #[substorage(v0)]
        ledger: StatementLedgerComponent::Storage,
        #[substorage(v0)]
        upgradeable: UpgradeableComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        #[flat]
        AccessEvent: AccessComponent::Event,
        #[flat]
        EscrowEvent: EscrowComponent::Event,
        #[flat]
        PausableEvent: PausableComponent::Event,
        #[flat]
        QueueEvent: PriorityQueueComponent::Event,
        #[flat]
        MarketEvent: ProofMarketComponent::Event,
        #[flat]
        RegistryEvent: ProofRegistryComponent::Event,
        #[flat]
        ReentrancyEvent: ReentrancyComponent::Event,
        #[flat]
        LedgerEvent: StatementLedgerComponent::Event,
        #[flat]
        UpgradeableEvent: UpgradeableComponent::Event,
    }

    /// `token` is CIRO, `pool` has its price.
    #[constructor]
    fn constructor(
        ref self: ContractState,
        admin: ContractAddress,
        governor: ContractAddress,
        token: ContractAddress,
        pool: ContractAddress,
    ) {
        self.access.initializer(admin);
        self.upgradeable.initializer(governor);
        self.escrow.initializer(token);
        self.market.initializer(pool);
    }

    #[abi(embed_v0)]
    impl Statements of IStatements<ContractState> {
        fn statement_digest(
            self: @ContractState,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
        ) -> felt252 {
            proof_statement::digest(proof_type, parameters, model, poseidon_hash_span(statement))
        }

        fn is_verified(self: @ContractState, digest: felt252) -> bool {
            self.ledger.is_in_force(digest)
        }

        /// Anybody: a valid proof needs no permission. Reverts with the failed check, by name, when
        /// it does not hold.
        fn verify_and_record(
            ref self: ContractState,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) -> felt252 {
            self.reentrancy.enter();
            let (digest, failed) = self
                .ledger
                .verify(proof_type, parameters, model, statement, proof);
            if failed != 0 {
                core::panic_with_felt252(failed);
            }
            assert(self.ledger.is_in_force(digest), LedgerErrors::DISPUTED);
            self.reentrancy.leave();
            digest
        }

        fn check(
            self: @ContractState,
            proof_type: ProofType,
            parameters: felt252,
            model: felt252,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) -> felt252 {
            self.registry.verdict(proof_type, parameters, model, statement, proof)
        }

        fn verifier_of(self: @ContractState, proof_type: ProofType) -> ContractAddress {
            self.registry.registry_verifiers.entry(proof_type).read()
        }

        fn supports(
            self: @ContractState, proof_type: ProofType, parameters: felt252, model: felt252,
        ) -> bool {
            self.registry.is_provable(proof_type, parameters, model)
        }
    }
}
