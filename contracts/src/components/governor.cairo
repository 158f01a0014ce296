//! Governance with a timelock in it: propose → vote → queue → wait → execute.
//!
//! Votes are those held at the end of the second in which a proposal is made; the electorate is
//! what circulated then. The calls are made from the address of the embedding contract, which
//! therefore is the governor and `ADMIN` of the others, and can call its own entry points that are
//! for governance only. Anybody may queue and execute: nobody can sit on a decision.

pub mod Errors {
    pub const BELOW_THRESHOLD: felt252 = 'GOV: below proposal threshold';
    pub const TOO_MANY_CALLS: felt252 = 'GOV: too many calls';
    pub const CALL_TOO_LONG: felt252 = 'GOV: call too long';
    pub const FORBIDDEN_CALL: felt252 = 'GOV: forbidden call';
    pub const WRONG_TYPE: felt252 = 'GOV: type not of these calls';
    pub const NO_PROPOSAL: felt252 = 'GOV: no such proposal';
    pub const NOT_ACTIVE: felt252 = 'GOV: voting not open';
    pub const ALREADY_VOTED: felt252 = 'GOV: already voted';
    pub const NO_VOTES: felt252 = 'GOV: no votes at snapshot';
    pub const NOT_SUCCEEDED: felt252 = 'GOV: not succeeded';
    pub const NOT_QUEUED: felt252 = 'GOV: not queued';
    pub const TIMELOCK: felt252 = 'GOV: timelock not over';
    pub const OTHER_CALLS: felt252 = 'GOV: not the proposed calls';
    pub const EXECUTING: felt252 = 'GOV: already executing';
    pub const NOT_PROPOSER: felt252 = 'GOV: not the proposer';
    pub const TOO_LATE: felt252 = 'GOV: too late';
    pub const ALREADY_VETOED: felt252 = 'GOV: vetoed once before';
    pub const NOT_SELF: felt252 = 'GOV: only governance itself';
    pub const OUT_OF_BOUNDS: felt252 = 'GOV: parameter out of bounds';
}

#[starknet::component]
pub mod GovernorComponent {
    use core::num::traits::Zero;
    use core::poseidon::poseidon_hash_span;
    use starknet::account::Call;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{
        ContractAddress, SyscallResultTrait, get_block_timestamp, get_caller_address,
        get_contract_address,
    };
    use crate::components::access::AccessComponent::InternalTrait as AccessInternalTrait;
    use crate::components::access::{AccessComponent, GUARDIAN};
    use crate::interfaces::governor::{
        Choice, GovernanceParameters, IGovernor, Proposal, ProposalState, ProposalType,
    };
    use crate::logic::proposal::{
        MAX_CALLDATA, MAX_CALLS, call_type, first_parameters, has_succeeded, heavier, quorum_votes,
        within_bounds,
    };
    use super::Errors;

    #[storage]
    pub struct Storage {
        pub governor_parameters: GovernanceParameters,
        pub governor_count: u64,
        pub governor_proposals: Map<u64, Proposal>,
        pub governor_voted: Map<(u64, ContractAddress), bool>,
        /// The second until which proposals of these calls are vetoed, by the calls' digest.
        pub governor_vetoed_at: Map<felt252, u64>,
        pub governor_critical: Map<felt252, bool>,
        pub governor_executing: bool,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        ProposalCreated: ProposalCreated,
        ProposalCall: ProposalCall,
        VoteCast: VoteCast,
        ProposalQueued: ProposalQueued,
        ProposalExecuted: ProposalExecuted,
        ProposalCancelled: ProposalCancelled,
        CallsVetoed: CallsVetoed,
        GovernanceParametersSet: GovernanceParametersSet,
        CriticalSet: CriticalSet,
    }

    /// Emitted when a proposal is made; its calls follow, one event each. It carries the rules that
    /// it is judged by.
    #[derive(Drop, starknet::Event)]
    pub struct ProposalCreated {
        #[key]
        pub proposal: u64,
        #[key]
        pub proposer: ContractAddress,
        pub proposal_type: ProposalType,
        pub calls_digest: felt252,
        pub description_hash: felt252,
        pub snapshot: u64,
        pub deadline: u64,
        pub timelock: u64,
        pub grace_period: u64,
        pub quorum_bps: u16,
        pub supermajority_bps: u16,
    }

    /// Emitted for each call of a new proposal, in order.
    #[derive(Drop, starknet::Event)]
    pub struct ProposalCall {
        #[key]
        pub proposal: u64,
        pub index: u32,
        pub to: ContractAddress,
        pub selector: felt252,
        pub calldata: Span<felt252>,
    }

    /// Emitted for every vote.
    #[derive(Drop, starknet::Event)]
    pub struct VoteCast {
        #[key]
        pub proposal: u64,
        #[key]
        pub voter: ContractAddress,
        pub choice: Choice,
        pub votes: u256,
    }

    /// Emitted when the timelock starts; it ends at `eta`.
    #[derive(Drop, starknet::Event)]
    pub struct ProposalQueued {
        #[key]
        pub proposal: u64,
        pub eta: u64,
    }

    /// Emitted when the calls have been made.
    #[derive(Drop, starknet::Event)]
    pub struct ProposalExecuted {
        #[key]
        pub proposal: u64,
    }

    /// Emitted when the proposer withdraws.
    #[derive(Drop, starknet::Event)]
    pub struct ProposalCancelled {
        #[key]
        pub proposal: u64,
    }

    /// Emitted when the guardian cancels all proposals of these calls made up to `at`.
    #[derive(Drop, starknet::Event)]
    pub struct CallsVetoed {
        #[key]
        pub calls_digest: felt252,
        pub proposal: u64,
        pub at: u64,
        pub by: ContractAddress,
    }

    /// Emitted at the deployment and when governance changes its rules.
    #[derive(Drop, starknet::Event)]
    pub struct GovernanceParametersSet {
        pub parameters: GovernanceParameters,
    }

    /// Emitted when governance declares an entry point critical, or no longer so.
    #[derive(Drop, starknet::Event)]
    pub struct CriticalSet {
        #[key]
        pub selector: felt252,
        pub critical: bool,
    }

    /// Who may vote, and how much; answered by the embedding contract for seconds that are over.
    pub trait ElectorateTrait<TContractState> {
        fn votes_at(
            self: @ComponentState<TContractState>, account: ContractAddress, at: u64,
        ) -> u256;
        /// What could vote at most: the quorum is a share of it.
        fn electorate_at(self: @ComponentState<TContractState>, at: u64) -> u256;
        /// Calls that governance must never make, whoever votes for them.
        fn is_forbidden(
            self: @ComponentState<TContractState>, to: ContractAddress, selector: felt252,
        ) -> bool;
    }

    #[embeddable_as(Governor)]
    impl GovernorImpl<
        TContractState,
        +HasComponent<TContractState>,
        +ElectorateTrait<TContractState>,
        impl Access: AccessComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IGovernor<ComponentState<TContractState>> {
        fn propose(
            ref self: ComponentState<TContractState>,
            calls: Span<Call>,
            proposal_type: ProposalType,
            description_hash: felt252,
        ) -> u64 {
            let proposer = get_caller_address();
            let now = get_block_timestamp();
            let rules = self.governor_parameters.read();
            // 1. who: by votes of the second before, so that borrowed tokens cannot propose
            let votes = ElectorateTrait::votes_at(@self, proposer, now - 1);
            assert(votes >= rules.proposal_threshold, Errors::BELOW_THRESHOLD);
            // 2. what
            assert(calls.len() <= MAX_CALLS, Errors::TOO_MANY_CALLS);
            for call in calls {
                assert((*call.calldata).len() <= MAX_CALLDATA, Errors::CALL_TOO_LONG);
                assert(
                    !ElectorateTrait::is_forbidden(@self, *call.to, *call.selector),
                    Errors::FORBIDDEN_CALL,
                );
            }
            assert(self.type_of(calls) == proposal_type, Errors::WRONG_TYPE);
            // 3. the proposal
            let id = self.governor_count.read() + 1;
            let proposal = Proposal {
                proposer,
                proposal_type,
                calls_digest: digest(calls),
                snapshot: now,
                deadline: now + rules.voting_period,
                eta: 0,
                timelock: rules.timelock,
                grace_period: rules.grace_period,
                quorum_bps: rules.quorum_bps,
                supermajority_bps: rules.supermajority_bps,
                executed: false,
                cancelled: false,
                votes_for: 0,
                votes_against: 0,
                votes_abstain: 0,
            };
            self.governor_count.write(id);
            self.governor_proposals.entry(id).write(proposal);
            self.announce(id, proposal, calls, description_hash);
            id
        }

        fn cast_vote(ref self: ComponentState<TContractState>, proposal: u64, choice: Choice) {
            let voter = get_caller_address();
            let stored = self.existing(proposal);
            assert(self.state_of(stored) == ProposalState::Active, Errors::NOT_ACTIVE);
            assert(!self.governor_voted.entry((proposal, voter)).read(), Errors::ALREADY_VOTED);
            let votes = ElectorateTrait::votes_at(@self, voter, stored.snapshot);
            assert(votes != 0, Errors::NO_VOTES);
            self.governor_voted.entry((proposal, voter)).write(true);
            let path = self.governor_proposals.entry(proposal);
            match choice {
                Choice::Against => path.votes_against.write(stored.votes_against + votes),
                Choice::For => path.votes_for.write(stored.votes_for + votes),
                Choice::Abstain => path.votes_abstain.write(stored.votes_abstain + votes),
            }
            self.emit(VoteCast { proposal, voter, choice, votes });
        }

        fn queue(ref self: ComponentState<TContractState>, proposal: u64) {
            let stored = self.existing(proposal);
            assert(self.state_of(stored) == ProposalState::Succeeded, Errors::NOT_SUCCEEDED);
            let eta = get_block_timestamp() + stored.timelock;
            self.governor_proposals.entry(proposal).eta.write(eta);
            self.emit(ProposalQueued { proposal, eta });
        }

        fn execute(ref self: ComponentState<TContractState>, proposal: u64, calls: Span<Call>) {
            // 1. one execution at a time: a called contract cannot come back for the next
            assert(!self.governor_executing.read(), Errors::EXECUTING);
            self.governor_executing.write(true);
            // 2. decided, waited for, and exactly what was voted on
            let stored = self.existing(proposal);
            assert(self.state_of(stored) == ProposalState::Queued, Errors::NOT_QUEUED);
            assert(get_block_timestamp() >= stored.eta, Errors::TIMELOCK);
            assert(digest(calls) == stored.calls_digest, Errors::OTHER_CALLS);
            // 3. mark
            self.governor_proposals.entry(proposal).executed.write(true);
            self.emit(ProposalExecuted { proposal });
            // 4. call
            for call in calls {
                starknet::syscalls::call_contract_syscall(*call.to, *call.selector, *call.calldata)
                    .unwrap_syscall();
            }
            self.governor_executing.write(false);
        }

        fn cancel(ref self: ComponentState<TContractState>, proposal: u64) {
            let stored = self.existing(proposal);
            assert(get_caller_address() == stored.proposer, Errors::NOT_PROPOSER);
            let state = self.state_of(stored);
            assert(
                state == ProposalState::Pending || state == ProposalState::Active, Errors::TOO_LATE,
            );
            self.governor_proposals.entry(proposal).cancelled.write(true);
            self.emit(ProposalCancelled { proposal });
        }

        fn veto(ref self: ComponentState<TContractState>, proposal: u64) {
            get_dep_component!(@self, Access).assert_only(GUARDIAN);
            let stored = self.existing(proposal);
            let calls_digest = stored.calls_digest;
            assert(self.governor_vetoed_at.entry(calls_digest).read() == 0, Errors::ALREADY_VETOED);
            let open = match self.state_of(stored) {
                ProposalState::Pending | ProposalState::Active | ProposalState::Succeeded |
                ProposalState::Queued => true,
                _ => false,
            };
            assert(open, Errors::TOO_LATE);
            let at = get_block_timestamp();
            self.governor_vetoed_at.entry(calls_digest).write(at);
            self.emit(CallsVetoed { calls_digest, proposal, at, by: get_caller_address() });
        }

        fn set_governance_parameters(
            ref self: ComponentState<TContractState>, parameters: GovernanceParameters,
        ) {
            assert_self();
            assert(within_bounds(parameters), Errors::OUT_OF_BOUNDS);
            self.write_parameters(parameters);
        }

        fn set_critical(
            ref self: ComponentState<TContractState>, selector: felt252, critical: bool,
        ) {
            assert_self();
            self.governor_critical.entry(selector).write(critical);
            self.emit(CriticalSet { selector, critical });
        }

        fn governance_parameters(self: @ComponentState<TContractState>) -> GovernanceParameters {
            self.governor_parameters.read()
        }

        fn is_critical(self: @ComponentState<TContractState>, selector: felt252) -> bool {
            let declared = self.governor_critical.entry(selector).read();
            call_type(selector, false, declared) != ProposalType::Ordinary
        }

        fn proposal_count(self: @ComponentState<TContractState>) -> u64 {
            self.governor_count.read()
        }

        fn proposal(self: @ComponentState<TContractState>, proposal: u64) -> Proposal {
            self.existing(proposal)
        }

        fn state(self: @ComponentState<TContractState>, proposal: u64) -> ProposalState {
            self.state_of(self.governor_proposals.entry(proposal).read())
        }

        fn has_voted(
            self: @ComponentState<TContractState>, proposal: u64, voter: ContractAddress,
        ) -> bool {
            self.governor_voted.entry((proposal, voter)).read()
        }

        fn quorum(self: @ComponentState<TContractState>, proposal: u64) -> u256 {
            self.quorum_of(self.existing(proposal))
        }

        fn type_of(self: @ComponentState<TContractState>, calls: Span<Call>) -> ProposalType {
            let mut found = ProposalType::Ordinary;
            for call in calls {
                let own = *call.to == get_contract_address();
                let declared = self.governor_critical.entry(*call.selector).read();
                found = heavier(found, call_type(*call.selector, own, declared));
            }
            found
        }
    }

    #[generate_trait]
    pub impl InternalImpl<
        TContractState,
        +HasComponent<TContractState>,
        +ElectorateTrait<TContractState>,
        +Drop<TContractState>,
    > of InternalTrait<TContractState> {
        fn initializer(ref self: ComponentState<TContractState>) {
            self.write_parameters(first_parameters());
        }

        fn write_parameters(
            ref self: ComponentState<TContractState>, parameters: GovernanceParameters,
        ) {
            self.governor_parameters.write(parameters);
            self.emit(GovernanceParametersSet { parameters });
        }

        fn existing(self: @ComponentState<TContractState>, id: u64) -> Proposal {
            let proposal = self.governor_proposals.entry(id).read();
            assert(proposal.proposer.is_non_zero(), Errors::NO_PROPOSAL);
            proposal
        }

        fn quorum_of(self: @ComponentState<TContractState>, proposal: Proposal) -> u256 {
            quorum_votes(
                ElectorateTrait::electorate_at(self, proposal.snapshot), proposal.quorum_bps,
            )
        }

        fn state_of(self: @ComponentState<TContractState>, proposal: Proposal) -> ProposalState {
            let now = get_block_timestamp();
            let vetoed_at = self.governor_vetoed_at.entry(proposal.calls_digest).read();
            if proposal.proposer.is_zero() {
                ProposalState::Absent
            } else if proposal.executed {
                ProposalState::Executed
            } else if proposal.cancelled || proposal.snapshot <= vetoed_at {
                ProposalState::Cancelled
            } else if now <= proposal.snapshot {
                ProposalState::Pending
            } else if now <= proposal.deadline {
                ProposalState::Active
            } else if !self.has_won(proposal) {
                ProposalState::Defeated
            } else if proposal.eta != 0 {
                if now <= proposal.eta + proposal.grace_period {
                    ProposalState::Queued
                } else {
                    ProposalState::Expired
                }
            } else if now <= proposal.deadline + proposal.grace_period {
                ProposalState::Succeeded
            } else {
                ProposalState::Expired
            }
        }

        fn has_won(self: @ComponentState<TContractState>, proposal: Proposal) -> bool {
            has_succeeded(
                proposal.votes_for,
                proposal.votes_against,
                proposal.votes_abstain,
                self.quorum_of(proposal),
                proposal.proposal_type != ProposalType::Ordinary,
                proposal.supermajority_bps,
            )
        }

        fn announce(
            ref self: ComponentState<TContractState>,
            id: u64,
            proposal: Proposal,
            calls: Span<Call>,
            description_hash: felt252,
        ) {
            self
                .emit(
                    ProposalCreated {
                        proposal: id,
                        proposer: proposal.proposer,
                        proposal_type: proposal.proposal_type,
                        calls_digest: proposal.calls_digest,
                        description_hash,
                        snapshot: proposal.snapshot,
                        deadline: proposal.deadline,
                        timelock: proposal.timelock,
                        grace_period: proposal.grace_period,
                        quorum_bps: proposal.quorum_bps,
                        supermajority_bps: proposal.supermajority_bps,
                    },
                );
            let mut index: u32 = 0;
            for call in calls {
                let Call { to, selector, calldata } = *call;
                self.emit(ProposalCall { proposal: id, index, to, selector, calldata });
                index += 1;
            }
        }
    }

    fn assert_self() {
        assert(get_caller_address() == get_contract_address(), Errors::NOT_SELF);
    }

    fn digest(calls: Span<Call>) -> felt252 {
        let mut felts = array![];
        calls.serialize(ref felts);
        poseidon_hash_span(felts.span())
    }
}
