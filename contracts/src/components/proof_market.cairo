//! Who wants a statement proven, who proves it, and who is served first.
//!
//! | from | by | entry point | to | event |
//! |---|---|---|---|---|
//! | – | anybody, pays the reward into escrow | `request_proof` | Pending | ProofRequested |
//! | Pending | a prover, stakes a bond; the next of its lane only | `claim` | InProgress |
//! ProofClaimed |
//! | InProgress | the prover, with a proof that holds | `fulfil` | Verified | ProofVerified |
//! | InProgress | the prover, with a proof that does not hold | `fulfil` | Failed | ProofFailed |
//! | Pending, InProgress | anybody, after the deadline | `expire` | Expired | ProofExpired |
//! | Verified | – (the statement is in dispute, see the ledger) | – | Disputed |
//! StatementDisputed |
//!
//! A lane is a proof type and a model: what the same prover can serve. In a lane, `claim` takes the
//! oldest of the highest priority and nothing else. So that a request which nobody wants (a false
//! statement, say) cannot block the line, one that has stood unclaimed at the head for
//! `PROOF_HEAD_GRACE` may be set aside by anybody: it keeps its escrow and its deadline and can be
//! claimed out of turn.
//!
//! A claim gives the prover the reward alone, whoever else records the statement; it costs the bond
//! when no proof comes. A prover claims what it can prove: it knows the statement, or it leaves it.

pub mod Errors {
    pub const NO_BASE_PRICE: felt252 = 'MARKET: no base price';
    pub const REWARD_OUT_OF_BOUNDS: felt252 = 'MARKET: reward out of bounds';
    pub const DEADLINE_OUT_OF_BOUNDS: felt252 = 'MARKET: deadline out of bounds';
    pub const TOO_DEAR: felt252 = 'MARKET: above the most';
    pub const NOT_PENDING: felt252 = 'MARKET: not pending';
    pub const NOT_IN_PROGRESS: felt252 = 'MARKET: not in progress';
    pub const NOT_NEXT: felt252 = 'MARKET: not the next';
    pub const NOT_THE_PROVER: felt252 = 'MARKET: not the prover';
    pub const ANOTHER_STATEMENT: felt252 = 'MARKET: another statement';
    pub const PAST_DEADLINE: felt252 = 'MARKET: past the deadline';
    pub const BEFORE_DEADLINE: felt252 = 'MARKET: before the deadline';
    pub const TOO_EARLY: felt252 = 'MARKET: too early';
    pub const ZERO_POOL: felt252 = 'MARKET: zero pool';
}

#[starknet::component]
pub mod ProofMarketComponent {
    use core::num::traits::Zero;
    use core::poseidon::poseidon_hash_span;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::storage_access::StorePacking;
    use starknet::{ContractAddress, get_block_timestamp, get_caller_address};
    use crate::components::escrow::EscrowComponent;
    use crate::components::escrow::EscrowComponent::InternalTrait as EscrowInternalTrait;
    use crate::components::pausable::PausableComponent;
    use crate::components::pausable::PausableComponent::InternalTrait as PausableInternalTrait;
    use crate::components::priority_queue::PriorityQueueComponent;
    use crate::components::priority_queue::PriorityQueueComponent::InternalTrait as QueueInternalTrait;
    use crate::components::proof_registry::ProofRegistryComponent;
    use crate::components::proof_registry::ProofRegistryComponent::InternalTrait as RegistryInternalTrait;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reentrancy::ReentrancyComponent::InternalTrait as ReentrancyInternalTrait;
    use crate::components::statement_ledger::StatementLedgerComponent;
    use crate::components::statement_ledger::StatementLedgerComponent::{
        InternalTrait as LedgerInternalTrait, StatementRecordPacking,
    };
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::components::upgradeable::UpgradeableComponent::InternalTrait as UpgradeableInternalTrait;
    use crate::constants::{MAX_PROOF_DEADLINE, MIN_PROOF_DEADLINE, PROOF_HEAD_GRACE};
    use crate::interfaces::price_feed::{IPriceFeedDispatcher, IPriceFeedDispatcherTrait};
    use crate::interfaces::proof_verifier::{IProofMarket, ProofOrder, ProofRequest};
    use crate::logic::packing::{
        BITS_1, BITS_128, BITS_4, BITS_40, pop, pop_variant, push, push_variant, variant,
    };
    use crate::logic::{proof_market, proof_statement};
    use crate::types::{ProofPriority, ProofState, ProofType};
    use super::Errors;

    /// What of a request fits into one cell.
    #[derive(Copy, Drop, PartialEq, Debug)]
    pub struct Terms {
        pub reward: u128,
        pub requested_at: u64,
        pub deadline: u64,
        pub proof_type: ProofType,
        pub priority: ProofPriority,
        pub state: ProofState,
        pub aside: bool,
    }

    pub impl TermsPacking of StorePacking<Terms, felt252> {
        fn pack(value: Terms) -> felt252 {
            let mut word = 0;
            push(ref word, value.reward.into(), BITS_128);
            push(ref word, value.requested_at.into(), BITS_40);
            push(ref word, value.deadline.into(), BITS_40);
            push_variant(ref word, value.proof_type, BITS_4);
            push_variant(ref word, value.priority, BITS_4);
            push_variant(ref word, value.state, BITS_4);
            push_variant(ref word, value.aside, BITS_1);
            word.try_into().unwrap()
        }

        fn unpack(value: felt252) -> Terms {
            let mut word: u256 = value.into();
            let aside = pop_variant(ref word, BITS_1);
            let state = pop_variant(ref word, BITS_4);
            let priority = pop_variant(ref word, BITS_4);
            let proof_type = pop_variant(ref word, BITS_4);
            let deadline = pop(ref word, BITS_40);
            let requested_at = pop(ref word, BITS_40);
            let reward = pop(ref word, BITS_128);
            Terms { reward, requested_at, deadline, proof_type, priority, state, aside }
        }
    }

    #[starknet::storage_node]
    pub struct StoredRequest {
        pub requester: ContractAddress,
        pub prover: ContractAddress,
        pub parameters: felt252,
        pub model: felt252,
        pub statement_hash: felt252,
        pub terms: Terms,
    }

    #[storage]
    pub struct Storage {
        pub market_pool: ContractAddress,
        pub market_base_prices: Map<ProofType, u64>,
        pub market_requests: Map<u64, StoredRequest>,
        pub market_count: u64,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        BasePriceSet: BasePriceSet,
        ProofRequested: ProofRequested,
        ProofSetAside: ProofSetAside,
        ProofClaimed: ProofClaimed,
        ProofVerified: ProofVerified,
        ProofFailed: ProofFailed,
        ProofExpired: ProofExpired,
    }

    /// Emitted when the base price of a type changes, US cents.
    #[derive(Drop, starknet::Event)]
    pub struct BasePriceSet {
        #[key]
        pub proof_type: ProofType,
        pub cents: u64,
    }

    /// Emitted when a reward has been taken into escrow and the request has entered its queue.
    #[derive(Drop, starknet::Event)]
    pub struct ProofRequested {
        #[key]
        pub request_id: u64,
        #[key]
        pub requester: ContractAddress,
        pub order: ProofOrder,
        /// CIRO in escrow.
        pub reward: u128,
        pub requested_at: u64,
        pub deadline: u64,
    }

    /// Emitted when a request that nobody claimed has left its queue; it can be claimed out of
    /// turn.
    #[derive(Drop, starknet::Event)]
    pub struct ProofSetAside {
        #[key]
        pub request_id: u64,
    }

    /// Emitted when a prover has staked `bond`; the request has left its queue.
    #[derive(Drop, starknet::Event)]
    pub struct ProofClaimed {
        #[key]
        pub request_id: u64,
        #[key]
        pub prover: ContractAddress,
        pub bond: u256,
    }

    /// Emitted when the proof held: the prover has the reward less `fee`, and its bond.
    #[derive(Drop, starknet::Event)]
    pub struct ProofVerified {
        #[key]
        pub request_id: u64,
        #[key]
        pub prover: ContractAddress,
        pub digest: felt252,
        pub paid: u256,
        pub fee: u256,
    }

    /// Emitted when the proof did not hold: the requester has its reward back, and the bond.
    /// `check` is what failed.
    #[derive(Drop, starknet::Event)]
    pub struct ProofFailed {
        #[key]
        pub request_id: u64,
        #[key]
        pub prover: ContractAddress,
        pub check: felt252,
        pub refunded: u256,
    }

    /// Emitted when no proof came in time: the requester has its reward back, and the bond of a
    /// prover who had claimed.
    #[derive(Drop, starknet::Event)]
    pub struct ProofExpired {
        #[key]
        pub request_id: u64,
        pub refunded: u256,
    }

    #[embeddable_as(ProofMarket)]
    impl ProofMarketImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Escrow: EscrowComponent::HasComponent<TContractState>,
        impl Ledger: StatementLedgerComponent::HasComponent<TContractState>,
        impl Pausable: PausableComponent::HasComponent<TContractState>,
        impl Queue: PriorityQueueComponent::HasComponent<TContractState>,
        impl Registry: ProofRegistryComponent::HasComponent<TContractState>,
        impl Reentrancy: ReentrancyComponent::HasComponent<TContractState>,
        impl Upgradeable: UpgradeableComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IProofMarket<ComponentState<TContractState>> {
        /// The governor. US cents; 0 closes the market for a type.
        fn set_base_price(
            ref self: ComponentState<TContractState>, proof_type: ProofType, cents: u64,
        ) {
            get_dep_component!(@self, Upgradeable).assert_only_governor();
            self.market_base_prices.entry(proof_type).write(cents);
            self.emit(BasePriceSet { proof_type, cents });
        }

        /// Anybody. The reward, US cents, is turned into CIRO at the price now and taken from the
        /// caller, who has approved it. Returns the request's number. Stopped by a pause.
        fn request_proof(ref self: ComponentState<TContractState>, order: ProofOrder) -> u64 {
            get_dep_component!(@self, Pausable).assert_not_paused();
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            // 1. Somebody can verify it; the reward and the time are within bounds.
            get_dep_component!(@self, Registry)
                .assert_provable(order.proof_type, order.parameters, order.model);
            let base = self.market_base_prices.entry(order.proof_type).read();
            assert(base != 0, Errors::NO_BASE_PRICE);
            assert(
                proof_market::is_within_bounds(order.reward_cents, base, order.priority),
                Errors::REWARD_OUT_OF_BOUNDS,
            );
            assert(
                order.within >= MIN_PROOF_DEADLINE && order.within <= MAX_PROOF_DEADLINE,
                Errors::DEADLINE_OUT_OF_BOUNDS,
            );
            // 2. The price now.
            let pool = IPriceFeedDispatcher { contract_address: self.market_pool.read() };
            let amount = pool.amount_of(order.reward_cents.into());
            assert(amount <= order.max_amount.into(), Errors::TOO_DEAR);
            let reward: u128 = amount.low;
            // 3. The request, in its queue.
            let request_id = self.market_count.read() + 1;
            self.market_count.write(request_id);
            let requester = get_caller_address();
            let requested_at = get_block_timestamp();
            let deadline = requested_at + order.within;
            let stored = self.market_requests.entry(request_id);
            stored.requester.write(requester);
            stored.parameters.write(order.parameters);
            stored.model.write(order.model);
            stored.statement_hash.write(order.statement_hash);
            stored
                .terms
                .write(
                    Terms {
                        reward,
                        requested_at,
                        deadline,
                        proof_type: order.proof_type,
                        priority: order.priority,
                        state: ProofState::Pending,
                        aside: false,
                    },
                );
            let mut queue = get_dep_component_mut!(ref self, Queue);
            queue.push(lane(order.proof_type, order.model), order.priority, request_id);
            self
                .emit(
                    ProofRequested { request_id, requester, order, reward, requested_at, deadline },
                );
            // 4. The escrow.
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.take(requester, amount);
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
            request_id
        }

        /// Any prover, who has approved the bond. Only the next request of its lane, or one that
        /// was set aside. Stopped by a pause.
        fn claim(ref self: ComponentState<TContractState>, request_id: u64) {
            get_dep_component!(@self, Pausable).assert_not_paused();
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            let stored = self.market_requests.entry(request_id);
            let terms = stored.terms.read();
            assert(terms.state == ProofState::Pending, Errors::NOT_PENDING);
            assert(get_block_timestamp() <= terms.deadline, Errors::PAST_DEADLINE);
            if !terms.aside {
                let in_lane = lane(terms.proof_type, stored.model.read());
                let mut queue = get_dep_component_mut!(ref self, Queue);
                assert(queue.first(in_lane) == request_id, Errors::NOT_NEXT);
                queue.remove(in_lane, terms.priority, request_id);
            }
            let prover = get_caller_address();
            let bond = proof_market::bond(terms.reward);
            let stored = self.market_requests.entry(request_id);
            stored.prover.write(prover);
            stored.terms.write(Terms { state: ProofState::InProgress, ..terms });
            self.emit(ProofClaimed { request_id, prover, bond });
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.take(prover, bond);
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        /// The prover who claimed it, until the deadline. A proof that holds is recorded and paid;
        /// one that does not ends the request, and the bond goes to the requester (`check` tells
        /// beforehand, without a transaction).
        fn fulfil(
            ref self: ComponentState<TContractState>,
            request_id: u64,
            statement: Span<felt252>,
            proof: Span<felt252>,
        ) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            // 1. The prover, in time, about the statement that was asked for.
            let stored = self.market_requests.entry(request_id);
            let terms = stored.terms.read();
            let prover = stored.prover.read();
            let parameters = stored.parameters.read();
            let model = stored.model.read();
            let requester = stored.requester.read();
            assert(terms.state == ProofState::InProgress, Errors::NOT_IN_PROGRESS);
            assert(get_caller_address() == prover, Errors::NOT_THE_PROVER);
            assert(get_block_timestamp() <= terms.deadline, Errors::PAST_DEADLINE);
            assert(
                poseidon_hash_span(statement) == stored.statement_hash.read(),
                Errors::ANOTHER_STATEMENT,
            );
            // 2. The verdict, and the state that follows from it, before any token moves.
            let bond = proof_market::bond(terms.reward);
            let reward: u256 = terms.reward.into();
            let mut ledger = get_dep_component_mut!(ref self, Ledger);
            let (digest, failed) = ledger
                .verify(terms.proof_type, parameters, model, statement, proof);
            let held = failed == 0;
            let state = if held {
                ProofState::Verified
            } else {
                ProofState::Failed
            };
            self.market_requests.entry(request_id).terms.write(Terms { state, ..terms });
            // 3. The reward goes out once.
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            if held {
                let fee = escrow.pay(prover, reward);
                escrow.give(prover, bond);
                self.emit(ProofVerified { request_id, prover, digest, paid: reward - fee, fee });
            } else {
                escrow.give(requester, reward + bond);
                self
                    .emit(
                        ProofFailed { request_id, prover, check: failed, refunded: reward + bond },
                    );
            }
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        /// Anybody, after the deadline. The requester has its reward back, and the bond of a prover
        /// that had claimed.
        fn expire(ref self: ComponentState<TContractState>, request_id: u64) {
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.enter();
            let stored = self.market_requests.entry(request_id);
            let terms = stored.terms.read();
            let pending = terms.state == ProofState::Pending;
            assert(pending || terms.state == ProofState::InProgress, Errors::NOT_IN_PROGRESS);
            assert(get_block_timestamp() > terms.deadline, Errors::BEFORE_DEADLINE);
            let requester = stored.requester.read();
            let in_lane = lane(terms.proof_type, stored.model.read());
            stored.terms.write(Terms { state: ProofState::Expired, ..terms });
            if pending && !terms.aside {
                let mut queue = get_dep_component_mut!(ref self, Queue);
                queue.remove(in_lane, terms.priority, request_id);
            }
            let mut refunded: u256 = terms.reward.into();
            if !pending {
                refunded += proof_market::bond(terms.reward);
            }
            self.emit(ProofExpired { request_id, refunded });
            let mut escrow = get_dep_component_mut!(ref self, Escrow);
            escrow.give(requester, refunded);
            let mut reentrancy = get_dep_component_mut!(ref self, Reentrancy);
            reentrancy.leave();
        }

        /// Anybody, when the head of a queue has been open for `PROOF_HEAD_GRACE` and nobody has
        /// claimed it.
        fn set_aside(ref self: ComponentState<TContractState>, request_id: u64) {
            let stored = self.market_requests.entry(request_id);
            let terms = stored.terms.read();
            assert(terms.state == ProofState::Pending && !terms.aside, Errors::NOT_PENDING);
            let in_lane = lane(terms.proof_type, stored.model.read());
            let mut queue = get_dep_component_mut!(ref self, Queue);
            assert(queue.first(in_lane) == request_id, Errors::NOT_NEXT);
            assert(
                get_block_timestamp() > terms.requested_at + PROOF_HEAD_GRACE, Errors::TOO_EARLY,
            );
            queue.remove(in_lane, terms.priority, request_id);
            self.market_requests.entry(request_id).terms.write(Terms { aside: true, ..terms });
            self.emit(ProofSetAside { request_id });
        }

        fn request(self: @ComponentState<TContractState>, request_id: u64) -> ProofRequest {
            let stored = self.market_requests.entry(request_id);
            let terms = stored.terms.read();
            let parameters = stored.parameters.read();
            let model = stored.model.read();
            let statement_hash = stored.statement_hash.read();
            let digest = proof_statement::digest(
                terms.proof_type, parameters, model, statement_hash,
            );
            let doubted = get_dep_component!(self, Ledger)
                .ledger_statements
                .entry(digest)
                .read()
                .disputed;
            ProofRequest {
                requester: stored.requester.read(),
                prover: stored.prover.read(),
                parameters,
                model,
                statement_hash,
                proof_type: terms.proof_type,
                priority: terms.priority,
                state: if terms.state == ProofState::Verified && doubted {
                    ProofState::Disputed
                } else {
                    terms.state
                },
                aside: terms.aside,
                reward: terms.reward,
                requested_at: terms.requested_at,
                deadline: terms.deadline,
            }
        }

        fn next(
            self: @ComponentState<TContractState>, proof_type: ProofType, model: felt252,
        ) -> u64 {
            get_dep_component!(self, Queue).first(lane(proof_type, model))
        }

        fn base_price(self: @ComponentState<TContractState>, proof_type: ProofType) -> u64 {
            self.market_base_prices.entry(proof_type).read()
        }

        fn prover_bond(self: @ComponentState<TContractState>, request_id: u64) -> u256 {
            proof_market::bond(self.market_requests.entry(request_id).terms.read().reward)
        }

        fn request_count(self: @ComponentState<TContractState>) -> u64 {
            self.market_count.read()
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// `pool` has the price of CIRO.
        fn initializer(ref self: ComponentState<TContractState>, pool: ContractAddress) {
            assert(pool.is_non_zero(), Errors::ZERO_POOL);
            self.market_pool.write(pool);
        }
    }

    fn lane(proof_type: ProofType, model: felt252) -> felt252 {
        poseidon_hash_span(array![variant(@proof_type), model].span())
    }
}
