//! CIRO, the network's token: ERC-20 with permit and votes, a burn on every protocol fee, a ceiling
//! on what is minted, allocations locked until they vest, and the governance that all contracts of
//! the network obey.

pub mod Errors {
    pub const ZERO_ADDRESS: felt252 = 'CIRO: zero address';
    pub const ALREADY_SET: felt252 = 'CIRO: already set';
    pub const MINT_CEILING: felt252 = 'CIRO: above mint ceiling';
    pub const NO_SECURITY_FUND: felt252 = 'CIRO: no security fund';
    pub const NO_POOL: felt252 = 'CIRO: no pool';
    pub const NO_QUARTER: felt252 = 'CIRO: no quarter has ended';
    pub const TOPPED_UP: felt252 = 'CIRO: quarter already topped up';
    pub const BUDGET_COVERED: felt252 = 'CIRO: budget is covered';
}

#[starknet::contract]
pub mod CiroToken {
    use core::num::traits::Zero;
    use core::ops::Deref;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{ContractAddress, get_caller_address, get_contract_address};
    use crate::components::access::AccessComponent::InternalTrait as AccessInternalTrait;
    use crate::components::access::{ADMIN, AccessComponent};
    use crate::components::allocations::AllocationsComponent;
    use crate::components::allocations::AllocationsComponent::InternalTrait as AllocationsInternalTrait;
    use crate::components::checkpoints::TraceTrait;
    use crate::components::erc20::ERC20Component;
    use crate::components::erc20::ERC20Component::InternalTrait as ERC20InternalTrait;
    use crate::components::governor::GovernorComponent;
    use crate::components::governor::GovernorComponent::InternalTrait as GovernorInternalTrait;
    use crate::components::nonces::NoncesComponent;
    use crate::components::permit::PermitComponent;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::reentrancy::ReentrancyComponent::InternalTrait as ReentrancyInternalTrait;
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::components::upgradeable::UpgradeableComponent::InternalTrait as UpgradeableInternalTrait;
    use crate::components::votes::VotesComponent;
    use crate::components::votes::VotesComponent::InternalTrait as VotesInternalTrait;
    use crate::constants::{CIRCULATING_AT_LAUNCH, SUPPLY_AT_LAUNCH, YEAR};
    use crate::interfaces::allocations::Allocation;
    use crate::interfaces::cdc_pool::{IRewardSinkDispatcher, IRewardSinkDispatcherTrait};
    use crate::interfaces::ciro_token::ICiroToken;
    use crate::interfaces::price_feed::{IPriceFeedDispatcher, IPriceFeedDispatcherTrait};
    use crate::interfaces::token::IProtocolFees;
    use crate::logic::fees::{FeeShares, burn_share, share_fee};
    use crate::logic::mint_ceiling::ceiling;
    use crate::logic::period::{period_of, period_start};
    use crate::logic::security_budget::{QUARTER, QUARTERS, missing_cents};
    use super::Errors;

    component!(path: AccessComponent, storage: access, event: AccessEvent);
    component!(path: AllocationsComponent, storage: allocations, event: AllocationsEvent);
    component!(path: ERC20Component, storage: erc20, event: ERC20Event);
    component!(path: GovernorComponent, storage: governance, event: GovernorEvent);
    component!(path: NoncesComponent, storage: nonces, event: NoncesEvent);
    component!(path: PermitComponent, storage: permit, event: PermitEvent);
    component!(path: ReentrancyComponent, storage: reentrancy, event: ReentrancyEvent);
    component!(path: UpgradeableComponent, storage: upgradeable, event: UpgradeableEvent);
    component!(path: VotesComponent, storage: votes, event: VotesEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    #[abi(embed_v0)]
    impl Allocations = AllocationsComponent::Allocations<ContractState>;
    #[abi(embed_v0)]
    impl ERC20 = ERC20Component::ERC20<ContractState>;
    #[abi(embed_v0)]
    impl ERC20Camel = ERC20Component::ERC20Camel<ContractState>;
    #[abi(embed_v0)]
    impl Governor = GovernorComponent::Governor<ContractState>;
    #[abi(embed_v0)]
    impl Nonces = NoncesComponent::Nonces<ContractState>;
    #[abi(embed_v0)]
    impl Permit = PermitComponent::Permit<ContractState>;
    #[abi(embed_v0)]
    impl Upgradeable = UpgradeableComponent::Upgradeable<ContractState>;
    #[abi(embed_v0)]
    impl Votes = VotesComponent::Votes<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        access: AccessComponent::Storage,
        #[substorage(v0)]
        allocations: AllocationsComponent::Storage,
        #[substorage(v0)]
        erc20: ERC20Component::Storage,
        #[substorage(v0)]
        governance: GovernorComponent::Storage,
        #[substorage(v0)]
        nonces: NoncesComponent::Storage,
        #[substorage(v0)]
        permit: PermitComponent::Storage,
        #[substorage(v0)]
        reentrancy: ReentrancyComponent::Storage,
        #[substorage(v0)]
        upgradeable: UpgradeableComponent::Storage,
        #[substorage(v0)]
        votes: VotesComponent::Storage,
        treasury: ContractAddress,
        reward_pool: ContractAddress,
        total_fees: u256,
        total_burnt: u256,
        fees_of_quarter: Map<u64, u256>,
        minted_in_year: Map<u64, u256>,
        security_fund: ContractAddress,
        topped_up: Map<u64, bool>,
        /// US cents by which a year's security budget was topped up.
        topped_up_cents: Map<u64, u256>,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        #[flat]
        AccessEvent: AccessComponent::Event,
        #[flat]
        AllocationsEvent: AllocationsComponent::Event,
        #[flat]
        ERC20Event: ERC20Component::Event,
        #[flat]
        GovernorEvent: GovernorComponent::Event,
        #[flat]
        NoncesEvent: NoncesComponent::Event,
        #[flat]
        PermitEvent: PermitComponent::Event,
        #[flat]
        ReentrancyEvent: ReentrancyComponent::Event,
        #[flat]
        UpgradeableEvent: UpgradeableComponent::Event,
        #[flat]
        VotesEvent: VotesComponent::Event,
        FeePaid: FeePaid,
        Burnt: Burnt,
        RewardPoolSet: RewardPoolSet,
        TreasurySet: TreasurySet,
        Minted: Minted,
        SecurityFundSet: SecurityFundSet,
        SecurityToppedUp: SecurityToppedUp,
    }

    /// Emitted for every protocol fee; the three parts add up to the fee.
    #[derive(Drop, starknet::Event)]
    pub struct FeePaid {
        #[key]
        pub payer: ContractAddress,
        pub burnt: u256,
        pub rewards: u256,
        pub treasury: u256,
        pub quarter: u64,
    }

    /// Emitted when a holder burns its own tokens; the burnt part of a fee is in `FeePaid`.
    #[derive(Drop, starknet::Event)]
    pub struct Burnt {
        #[key]
        pub from: ContractAddress,
        pub amount: u256,
    }

    /// Emitted once, when the pool is known.
    #[derive(Drop, starknet::Event)]
    pub struct RewardPoolSet {
        pub pool: ContractAddress,
    }

    /// Emitted by the constructor and whenever governance moves the treasury.
    #[derive(Drop, starknet::Event)]
    pub struct TreasurySet {
        pub treasury: ContractAddress,
    }

    /// Emitted when tokens are made after the launch; `year` is the one whose ceiling they count
    /// against.
    #[derive(Drop, starknet::Event)]
    pub struct Minted {
        #[key]
        pub to: ContractAddress,
        pub amount: u256,
        pub year: u64,
    }

    /// Emitted when governance names the address that the security budget is paid to.
    #[derive(Drop, starknet::Event)]
    pub struct SecurityFundSet {
        pub fund: ContractAddress,
    }

    /// Emitted after the `Minted` of a top-up: `fees_cents` is what the fees of the year up to the
    /// end of `quarter` are worth, `cents` by how much the budget was topped up.
    #[derive(Drop, starknet::Event)]
    pub struct SecurityToppedUp {
        #[key]
        pub quarter: u64,
        pub fees_cents: u256,
        pub cents: u256,
        pub amount: u256,
    }

    /// `admin` wires the contracts together and then hands its role to this contract's own address;
    /// `launch_recipient` gets what circulates at the launch. `allocations` must add up exactly to
    /// the rest of the supply.
    /// Errors: `ZERO_ADDRESS`, `BAD_ALLOCATION`, `WRONG_SUM`.
    #[constructor]
    fn constructor(
        ref self: ContractState,
        admin: ContractAddress,
        launch_recipient: ContractAddress,
        treasury: ContractAddress,
        allocations: Span<Allocation>,
    ) {
        self.access.initializer(admin);
        self.upgradeable.initializer(get_contract_address());
        self.erc20.initializer("Ciro", "CIRO");
        self.governance.initializer();
        self.write_treasury(treasury);
        let locked = SUPPLY_AT_LAUNCH - CIRCULATING_AT_LAUNCH;
        self.allocations.initializer(allocations, locked);
        self.erc20.mint(get_contract_address(), locked);
        self.erc20.mint(launch_recipient, CIRCULATING_AT_LAUNCH);
    }

    /// What is locked stays at the token's own address, whoever asked for the move; votes follow
    /// the tokens.
    impl ERC20Hooks of ERC20Component::HooksTrait<ContractState> {
        fn after_update(
            ref self: ERC20Component::ComponentState<ContractState>,
            from: ContractAddress,
            to: ContractAddress,
            amount: u256,
        ) {
            let mut contract = self.get_contract_mut();
            contract.allocations.assert_locked_stays(from);
            contract.votes.follow_update(from, to, amount);
        }
    }

    /// Locked tokens cannot vote, so they are not asked for either: the electorate is what
    /// circulates.
    impl Electorate of GovernorComponent::ElectorateTrait<ContractState> {
        fn votes_at(
            self: @GovernorComponent::ComponentState<ContractState>,
            account: ContractAddress,
            at: u64,
        ) -> u256 {
            self.get_contract().votes.past_votes(account, at)
        }

        fn electorate_at(self: @GovernorComponent::ComponentState<ContractState>, at: u64) -> u256 {
            self.get_contract().circulating_at(at)
        }

        /// The pool believes this address when it says that a reward has come; only a paid fee may
        /// say so.
        fn is_forbidden(
            self: @GovernorComponent::ComponentState<ContractState>,
            to: ContractAddress,
            selector: felt252,
        ) -> bool {
            selector == selector!("reward_received")
        }
    }

    #[abi(embed_v0)]
    impl ProtocolFees of IProtocolFees<ContractState> {
        /// Errors: `INSUFFICIENT_BALANCE`.
        fn pay_protocol_fee(ref self: ContractState, amount: u256) -> u256 {
            if amount == 0 {
                return 0;
            }
            self.reentrancy.enter();
            let payer = get_caller_address();
            let pool = self.reward_pool.read();
            let elapsed = self.allocations.elapsed();
            let mut shares = share_fee(amount, elapsed);
            if pool.is_zero() {
                shares.treasury += shares.rewards;
                shares.rewards = 0;
            }
            // 1. the books
            let quarter = period_of(elapsed, QUARTER);
            self.total_fees.write(self.total_fees.read() + amount);
            self.total_burnt.write(self.total_burnt.read() + shares.burnt);
            self
                .fees_of_quarter
                .entry(quarter)
                .write(self.fees_of_quarter.entry(quarter).read() + amount);
            // 2. the tokens: the burn makes the supply fall
            self.erc20.burn_from(payer, shares.burnt);
            self.erc20.move(payer, self.treasury.read(), shares.treasury);
            if shares.rewards != 0 {
                self.erc20.move(payer, pool, shares.rewards);
            }
            let FeeShares { burnt, rewards, treasury } = shares;
            self.emit(FeePaid { payer, burnt, rewards, treasury, quarter });
            // 3. the outward call, when all is done
            if rewards != 0 {
                IRewardSinkDispatcher { contract_address: pool }.reward_received(rewards);
            }
            self.reentrancy.leave();
            burnt
        }

        /// Errors: `INSUFFICIENT_BALANCE`; `LOCKED` when the token's own address calls for more
        /// than is free.
        fn burn(ref self: ContractState, amount: u256) {
            let from = get_caller_address();
            self.total_burnt.write(self.total_burnt.read() + amount);
            self.erc20.burn_from(from, amount);
            self.emit(Burnt { from, amount });
        }

        fn burn_share(self: @ContractState) -> u256 {
            burn_share(self.allocations.elapsed())
        }

        fn treasury(self: @ContractState) -> ContractAddress {
            self.treasury.read()
        }
    }

    #[abi(embed_v0)]
    impl CiroTokenImpl of ICiroToken<ContractState> {
        fn circulating_supply(self: @ContractState) -> u256 {
            self.erc20.erc20_supply.read() - self.allocations.allocations_locked.deref().latest()
        }

        fn get_past_circulating(self: @ContractState, at: u64) -> u256 {
            self.circulating_at(at)
        }

        fn total_fees(self: @ContractState) -> u256 {
            self.total_fees.read()
        }

        fn total_burnt(self: @ContractState) -> u256 {
            self.total_burnt.read()
        }

        fn fees_of_quarter(self: @ContractState, quarter: u64) -> u256 {
            self.fees_of_quarter.entry(quarter).read()
        }

        fn reward_pool(self: @ContractState) -> ContractAddress {
            self.reward_pool.read()
        }

        fn set_reward_pool(ref self: ContractState, pool: ContractAddress) {
            self.access.assert_only(ADMIN);
            assert(pool.is_non_zero(), Errors::ZERO_ADDRESS);
            assert(self.reward_pool.read().is_zero(), Errors::ALREADY_SET);
            self.reward_pool.write(pool);
            self.emit(RewardPoolSet { pool });
        }

        fn set_treasury(ref self: ContractState, treasury: ContractAddress) {
            self.upgradeable.assert_only_governor();
            self.write_treasury(treasury);
        }

        fn mint(ref self: ContractState, to: ContractAddress, amount: u256) {
            self.upgradeable.assert_only_governor();
            self.mint_within_ceiling(to, amount);
        }

        fn mint_ceiling(self: @ContractState) -> (u64, u256, u256) {
            let year = period_of(self.allocations.elapsed(), YEAR);
            let start = self.allocations.allocations_launch_time.read() + period_start(year, YEAR);
            let supply_at_start = self.votes.votes_supply.deref().at(start);
            (year, ceiling(year, supply_at_start), self.minted_in_year.entry(year).read())
        }

        fn security_fund(self: @ContractState) -> ContractAddress {
            self.security_fund.read()
        }

        fn set_security_fund(ref self: ContractState, fund: ContractAddress) {
            self.upgradeable.assert_only_governor();
            assert(fund.is_non_zero(), Errors::ZERO_ADDRESS);
            self.security_fund.write(fund);
            self.emit(SecurityFundSet { fund });
        }

        fn security_topped_up_cents(self: @ContractState, year: u64) -> u256 {
            self.topped_up_cents.entry(year).read()
        }

        fn top_up_security(ref self: ContractState) -> u256 {
            self.reentrancy.enter();
            // 1. the quarter that ended last, once
            let fund = self.security_fund.read();
            assert(fund.is_non_zero(), Errors::NO_SECURITY_FUND);
            let pool = self.reward_pool.read();
            assert(pool.is_non_zero(), Errors::NO_POOL);
            let running = period_of(self.allocations.elapsed(), QUARTER);
            assert(running != 0, Errors::NO_QUARTER);
            let quarter = running - 1;
            assert(!self.topped_up.entry(quarter).read(), Errors::TOPPED_UP);
            // 2. what is missing, by the price of now
            let feed = IPriceFeedDispatcher { contract_address: pool };
            let year = quarter / QUARTERS;
            let fees_cents = feed.cents_of(self.fees_of_year_until(quarter));
            let before = self.topped_up_cents.entry(year).read();
            let missing = missing_cents(quarter, fees_cents, before);
            assert(missing != 0, Errors::BUDGET_COVERED);
            // 3. as much of it as the ceiling of the running year leaves
            let (_, ceiling, minted) = self.mint_ceiling();
            let (wanted, left) = (feed.amount_of(missing), ceiling - minted);
            assert(left != 0, Errors::MINT_CEILING);
            let (amount, cents) = if wanted <= left {
                (wanted, missing)
            } else {
                (left, feed.cents_of(left))
            };
            // 4. the books and the tokens
            self.topped_up.entry(quarter).write(true);
            self.topped_up_cents.entry(year).write(before + cents);
            self.mint_within_ceiling(fund, amount);
            self.emit(SecurityToppedUp { quarter, fees_cents, cents, amount });
            self.reentrancy.leave();
            amount
        }
    }

    #[generate_trait]
    impl Internal of InternalTrait {
        /// At the end of second `at`, which must be over.
        fn circulating_at(self: @ContractState, at: u64) -> u256 {
            self.votes.past_supply(at) - self.allocations.locked_at(at)
        }

        /// Fees of the year that `quarter` lies in, up to its end.
        fn fees_of_year_until(self: @ContractState, quarter: u64) -> u256 {
            let mut fees: u256 = 0;
            for earlier in 0..(quarter % QUARTERS + 1) {
                fees += self.fees_of_quarter.entry(quarter - earlier).read();
            }
            fees
        }

        /// The one way to new tokens after the launch.
        fn mint_within_ceiling(ref self: ContractState, to: ContractAddress, amount: u256) {
            let (year, ceiling, minted) = self.mint_ceiling();
            assert(minted + amount <= ceiling, Errors::MINT_CEILING);
            self.minted_in_year.entry(year).write(minted + amount);
            self.erc20.mint(to, amount);
            self.emit(Minted { to, amount, year });
        }

        fn write_treasury(ref self: ContractState, treasury: ContractAddress) {
            assert(treasury.is_non_zero(), Errors::ZERO_ADDRESS);
            self.treasury.write(treasury);
            self.emit(TreasurySet { treasury });
        }
    }
}
