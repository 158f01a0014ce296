//! Paymaster: the sponsor pays, the device signs, its nonce does not move.
//!
//! A forwarder for SNIP-9 version 2 that works with any account which has it. It is given the
//! outside execution itself, not an entry point with opaque calldata, so what the policy looks at
//! is what the account is asked to do; and it calls nothing on the account but
//! `execute_from_outside_v2`, where the account checks its own signature, time bounds and nonce.

pub const SPONSOR: felt252 = 'SPONSOR';
pub const RELAYER: felt252 = 'RELAYER';
pub const POLICY: felt252 = 'POLICY';

pub mod Errors {
    pub const NOT_REGISTERED: felt252 = 'PAYMASTER: not registered';
    pub const BLOCKED: felt252 = 'PAYMASTER: blocked';
    pub const OTHER_CALLER: felt252 = 'PAYMASTER: signed for another';
    pub const NO_CALLS: felt252 = 'PAYMASTER: no calls';
    pub const NOT_ALLOWED: felt252 = 'PAYMASTER: call not allowed';
    pub const FEE_OVER_BOUNDS: felt252 = 'PAYMASTER: fee over the bounds';
    pub const DEPOSIT_TOO_SMALL: felt252 = 'PAYMASTER: deposit too small';
    pub const TRANSFER_FAILED: felt252 = 'PAYMASTER: transfer failed';
    pub const ZERO_ADDRESS: felt252 = 'PAYMASTER: zero address';
    pub const ZERO_AMOUNT: felt252 = 'PAYMASTER: zero amount';
    pub const OTHER_SPONSOR: felt252 = 'PAYMASTER: another sponsor';
    pub const NOT_SPONSOR: felt252 = 'PAYMASTER: not the sponsor';
    pub const SELF_CALL: felt252 = 'PAYMASTER: call to itself';
}

#[starknet::contract]
pub mod Paymaster {
    use core::num::traits::Zero;
    use starknet::account::Call;
    use starknet::storage::{
        Map, StoragePathEntry, StoragePointerReadAccess, StoragePointerWriteAccess,
    };
    use starknet::{
        ContractAddress, get_block_timestamp, get_caller_address, get_contract_address, get_tx_info,
    };
    use crate::components::access::AccessComponent;
    use crate::components::pausable::PausableComponent;
    use crate::components::reentrancy::ReentrancyComponent;
    use crate::components::upgradeable::UpgradeableComponent;
    use crate::constants::CALLS_PER_HOUR;
    use crate::interfaces::account::{ISRC9V2Dispatcher, ISRC9V2DispatcherTrait, OutsideExecution};
    use crate::interfaces::paymaster::{Allowance, IPaymaster, Sponsorship};
    use crate::interfaces::token::{IERC20Dispatcher, IERC20DispatcherTrait};
    use crate::logic::fee_bound::{fee_bound, is_query};
    use crate::logic::sponsorship::{
        AllowancePacking, EpochUsage, Errors as RuleErrors, Usage, charge_day, charge_epoch,
        this_epoch, today, within_rate,
    };
    use super::{Errors, POLICY, RELAYER, SPONSOR};

    component!(path: AccessComponent, storage: access, event: AccessEvent);
    component!(path: PausableComponent, storage: pausable, event: PausableEvent);
    component!(path: ReentrancyComponent, storage: reentrancy, event: ReentrancyEvent);
    component!(path: UpgradeableComponent, storage: upgradeable, event: UpgradeableEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    impl AccessInternal = AccessComponent::InternalImpl<ContractState>;
    #[abi(embed_v0)]
    impl Pausable = PausableComponent::Pausable<ContractState>;
    impl PausableInternal = PausableComponent::InternalImpl<ContractState>;
    impl ReentrancyInternal = ReentrancyComponent::InternalImpl<ContractState>;
    #[abi(embed_v0)]
    impl Upgradeable = UpgradeableComponent::Upgradeable<ContractState>;
    impl UpgradeableInternal = UpgradeableComponent::InternalImpl<ContractState>;

    #[storage]
    struct Storage {
        fee_token: ContractAddress,
        /// By sponsor, in fri. Their sum is at most this contract's balance.
        deposits: Map<ContractAddress, u128>,
        /// By account.
        sponsors: Map<ContractAddress, ContractAddress>,
        allowances: Map<ContractAddress, Allowance>,
        blocked: Map<ContractAddress, bool>,
        usages: Map<ContractAddress, Usage>,
        /// By account and slot: when its last `CALLS_PER_HOUR` calls were.
        call_times: Map<(ContractAddress, u32), u64>,
        /// By contract and selector.
        allowed: Map<(ContractAddress, felt252), bool>,
        fee_per_submission: u128,
        fee_per_epoch: u128,
        epoch_usage: EpochUsage,
        /// The last transaction that claimed a fee, and what it claimed.
        claiming_transaction: felt252,
        claimed: u128,
        #[substorage(v0)]
        access: AccessComponent::Storage,
        #[substorage(v0)]
        pausable: PausableComponent::Storage,
        #[substorage(v0)]
        reentrancy: ReentrancyComponent::Storage,
        #[substorage(v0)]
        upgradeable: UpgradeableComponent::Storage,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        Sponsored: Sponsored,
        Registered: Registered,
        Unregistered: Unregistered,
        BlockedSet: BlockedSet,
        AllowedSet: AllowedSet,
        CapsSet: CapsSet,
        Deposited: Deposited,
        Withdrawn: Withdrawn,
        #[flat]
        AccessEvent: AccessComponent::Event,
        #[flat]
        PausableEvent: PausableComponent::Event,
        #[flat]
        ReentrancyEvent: ReentrancyComponent::Event,
        #[flat]
        UpgradeableEvent: UpgradeableComponent::Event,
    }

    /// The receipt: emitted when an outside execution was carried out and `fee` fri went from the
    /// sponsor's deposit to the relayer.
    #[derive(Drop, starknet::Event)]
    pub struct Sponsored {
        #[key]
        pub account: ContractAddress,
        #[key]
        pub sponsor: ContractAddress,
        #[key]
        pub relayer: ContractAddress,
        /// Of the outside execution.
        pub nonce: felt252,
        pub calls: u32,
        pub fee: u128,
        pub transaction_hash: felt252,
        pub at: u64,
    }

    /// Emitted when an account is sponsored from now on, or its allowance changes.
    #[derive(Drop, starknet::Event)]
    pub struct Registered {
        #[key]
        pub account: ContractAddress,
        #[key]
        pub sponsor: ContractAddress,
        pub calls_per_day: u32,
        pub fee_per_day: u128,
    }

    /// Emitted when it no longer is.
    #[derive(Drop, starknet::Event)]
    pub struct Unregistered {
        #[key]
        pub account: ContractAddress,
        pub by: ContractAddress,
    }

    /// Emitted when an account goes on the block list or off it.
    #[derive(Drop, starknet::Event)]
    pub struct BlockedSet {
        #[key]
        pub account: ContractAddress,
        pub blocked: bool,
    }

    /// Emitted when an entry point goes on the allow list or off it.
    #[derive(Drop, starknet::Event)]
    pub struct AllowedSet {
        #[key]
        pub contract: ContractAddress,
        #[key]
        pub selector: felt252,
        pub allowed: bool,
    }

    /// Emitted when the caps change.
    #[derive(Drop, starknet::Event)]
    pub struct CapsSet {
        pub fee_per_submission: u128,
        pub fee_per_epoch: u128,
    }

    /// Emitted when a deposit grows.
    #[derive(Drop, starknet::Event)]
    pub struct Deposited {
        #[key]
        pub sponsor: ContractAddress,
        pub amount: u128,
    }

    /// Emitted when a sponsor takes back what is not spent.
    #[derive(Drop, starknet::Event)]
    pub struct Withdrawn {
        #[key]
        pub sponsor: ContractAddress,
        pub amount: u128,
    }

    /// `fee_token` is STRK. Nothing is sponsored before `POLICY` has set the caps and the allow
    /// list. Errors: `ZERO_ADDRESS`.
    #[constructor]
    fn constructor(
        ref self: ContractState,
        admin: ContractAddress,
        governor: ContractAddress,
        fee_token: ContractAddress,
    ) {
        assert(fee_token.is_non_zero(), Errors::ZERO_ADDRESS);
        self.access.initializer(admin);
        self.upgradeable.initializer(governor);
        self.fee_token.write(fee_token);
    }

    #[abi(embed_v0)]
    impl PaymasterImpl of IPaymaster<ContractState> {
        fn execute_sponsored(
            ref self: ContractState,
            account: ContractAddress,
            outside_execution: OutsideExecution,
            signature: Span<felt252>,
            fee: u128,
        ) -> Array<Span<felt252>> {
            // 1. A relayer, in normal times, not from within itself.
            self.pausable.assert_not_paused();
            self.access.assert_only(RELAYER);
            self.reentrancy.enter();
            // 2. Signed for this contract: only under this policy can it ever be carried out.
            assert(outside_execution.caller == get_contract_address(), Errors::OTHER_CALLER);
            // 3. The policy agrees.
            let calls = outside_execution.calls;
            let (usage, epoch_usage) = match self.examine(account, calls, fee) {
                Ok(used) => used,
                Err(reason) => core::panic_with_felt252(reason),
            };
            // 4. The relayer claims no more than its transaction can cost.
            self.claim(fee);
            // 5. Counted and charged before anything is called.
            let relayer = get_caller_address();
            let sponsor = self.sponsors.entry(account).read();
            let at = get_block_timestamp();
            self.record_times(account, calls.len(), at);
            self.usages.entry(account).write(usage);
            self.epoch_usage.write(epoch_usage);
            self.deposits.entry(sponsor).write(self.deposits.entry(sponsor).read() - fee);
            // 6. Carried out by the account, if it finds its own signature.
            let results = ISRC9V2Dispatcher { contract_address: account }
                .execute_from_outside_v2(outside_execution, signature);
            // 7. The relayer is reimbursed, and the receipt written.
            self.pay(relayer, fee);
            let transaction_hash = get_tx_info().unbox().transaction_hash;
            let nonce = outside_execution.nonce;
            self
                .emit(
                    Sponsored {
                        account,
                        sponsor,
                        relayer,
                        nonce,
                        calls: calls.len(),
                        fee,
                        transaction_hash,
                        at,
                    },
                );
            self.reentrancy.leave();
            results
        }

        fn refusal(
            self: @ContractState, account: ContractAddress, calls: Span<Call>, fee: u128,
        ) -> felt252 {
            if self.pausable.is_paused() {
                return crate::components::pausable::Errors::PAUSED;
            }
            match self.examine(account, calls, fee) {
                Ok(_) => 0,
                Err(reason) => reason,
            }
        }

        fn register(ref self: ContractState, account: ContractAddress, allowance: Allowance) {
            self.pausable.assert_not_paused();
            self.access.assert_only(SPONSOR);
            assert(account.is_non_zero(), Errors::ZERO_ADDRESS);
            let sponsor = get_caller_address();
            let before = self.sponsors.entry(account).read();
            assert(before.is_zero() || before == sponsor, Errors::OTHER_SPONSOR);
            self.sponsors.entry(account).write(sponsor);
            self.allowances.entry(account).write(allowance);
            let Allowance { calls_per_day, fee_per_day } = allowance;
            self.emit(Registered { account, sponsor, calls_per_day, fee_per_day });
        }

        fn unregister(ref self: ContractState, account: ContractAddress) {
            let by = get_caller_address();
            let sponsor = self.sponsors.entry(account).read();
            assert(sponsor.is_non_zero(), Errors::NOT_REGISTERED);
            assert(by == sponsor || self.access.has_role(POLICY, by), Errors::NOT_SPONSOR);
            self.sponsors.entry(account).write(Zero::zero());
            self.emit(Unregistered { account, by });
        }

        fn set_blocked(ref self: ContractState, account: ContractAddress, blocked: bool) {
            self.access.assert_only(POLICY);
            self.blocked.entry(account).write(blocked);
            self.emit(BlockedSet { account, blocked });
        }

        fn set_allowed(
            ref self: ContractState, contract: ContractAddress, selector: felt252, allowed: bool,
        ) {
            self.access.assert_only(POLICY);
            assert(contract != get_contract_address(), Errors::SELF_CALL);
            self.allowed.entry((contract, selector)).write(allowed);
            self.emit(AllowedSet { contract, selector, allowed });
        }

        fn set_caps(ref self: ContractState, fee_per_submission: u128, fee_per_epoch: u128) {
            self.access.assert_only(POLICY);
            self.fee_per_submission.write(fee_per_submission);
            self.fee_per_epoch.write(fee_per_epoch);
            self.emit(CapsSet { fee_per_submission, fee_per_epoch });
        }

        fn deposit(ref self: ContractState, amount: u128) {
            self.pausable.assert_not_paused();
            self.reentrancy.enter();
            assert(amount != 0, Errors::ZERO_AMOUNT);
            let sponsor = get_caller_address();
            self.deposits.entry(sponsor).write(self.deposits.entry(sponsor).read() + amount);
            self.emit(Deposited { sponsor, amount });
            let taken = IERC20Dispatcher { contract_address: self.fee_token.read() }
                .transfer_from(sponsor, get_contract_address(), amount.into());
            assert(taken, Errors::TRANSFER_FAILED);
            self.reentrancy.leave();
        }

        fn withdraw(ref self: ContractState, amount: u128) {
            self.reentrancy.enter();
            assert(amount != 0, Errors::ZERO_AMOUNT);
            let sponsor = get_caller_address();
            let unspent = self.deposits.entry(sponsor).read();
            assert(amount <= unspent, Errors::DEPOSIT_TOO_SMALL);
            self.deposits.entry(sponsor).write(unspent - amount);
            self.emit(Withdrawn { sponsor, amount });
            self.pay(sponsor, amount);
            self.reentrancy.leave();
        }

        fn sponsorship(self: @ContractState, account: ContractAddress) -> Sponsorship {
            let used = today(self.usages.entry(account).read(), get_block_timestamp());
            Sponsorship {
                sponsor: self.sponsors.entry(account).read(),
                blocked: self.blocked.entry(account).read(),
                allowance: self.allowances.entry(account).read(),
                calls_today: used.calls,
                fee_today: used.fee,
            }
        }

        fn is_allowed(self: @ContractState, contract: ContractAddress, selector: felt252) -> bool {
            self.allowed.entry((contract, selector)).read()
        }

        fn deposit_of(self: @ContractState, sponsor: ContractAddress) -> u128 {
            self.deposits.entry(sponsor).read()
        }

        fn caps(self: @ContractState) -> (u128, u128) {
            (self.fee_per_submission.read(), self.fee_per_epoch.read())
        }

        fn spent_this_epoch(self: @ContractState) -> u128 {
            this_epoch(self.epoch_usage.read(), get_block_timestamp()).fee
        }

        fn fee_token(self: @ContractState) -> ContractAddress {
            self.fee_token.read()
        }
    }

    #[generate_trait]
    impl Internal of InternalTrait {
        /// The whole policy: what is used once these calls are sponsored, or why they are not.
        fn examine(
            self: @ContractState, account: ContractAddress, calls: Span<Call>, fee: u128,
        ) -> Result<(Usage, EpochUsage), felt252> {
            // 1. Somebody pays for this account, and nobody has stopped it.
            let sponsor = self.sponsors.entry(account).read();
            if sponsor.is_zero() {
                return Err(Errors::NOT_REGISTERED);
            }
            if self.blocked.entry(account).read() {
                return Err(Errors::BLOCKED);
            }
            // 2. Every single call is one that is sponsored.
            if calls.is_empty() {
                return Err(Errors::NO_CALLS);
            }
            let mut all_allowed = true;
            for call in calls {
                if !self.allowed.entry((*call.to, *call.selector)).read() {
                    all_allowed = false;
                    break;
                }
            }
            if !all_allowed {
                return Err(Errors::NOT_ALLOWED);
            }
            // 3. The account's day, its hour, the epoch, the deposit.
            let now = get_block_timestamp();
            let before = self.usages.entry(account).read();
            let usage = charge_day(
                self.allowances.entry(account).read(), before, now, calls.len(), fee,
            )?;
            if !self.has_rate(account, before.slot, calls.len(), now) {
                return Err(RuleErrors::RATE);
            }
            let epoch_usage = charge_epoch(
                self.fee_per_submission.read(),
                self.fee_per_epoch.read(),
                self.epoch_usage.read(),
                now,
                fee,
            )?;
            if fee > self.deposits.entry(sponsor).read() {
                return Err(Errors::DEPOSIT_TOO_SMALL);
            }
            Ok((usage, epoch_usage))
        }

        /// The times go round: each call takes the place of the hundredth before it. It is enough
        /// to look at the last place that is taken, since the others are older.
        fn has_rate(
            self: @ContractState, account: ContractAddress, slot: u32, calls: u32, now: u64,
        ) -> bool {
            if calls > CALLS_PER_HOUR {
                return false;
            }
            let last = (slot + calls - 1) % CALLS_PER_HOUR;
            within_rate(self.call_times.entry((account, last)).read(), now)
        }

        fn record_times(ref self: ContractState, account: ContractAddress, calls: u32, now: u64) {
            let first = self.usages.entry(account).read().slot;
            for call in 0..calls {
                self.call_times.entry((account, (first + call) % CALLS_PER_HOUR)).write(now);
            }
        }

        /// All claims of one transaction together stay below the most that it can cost. A
        /// simulation may leave its bounds out; it is not executed.
        fn claim(ref self: ContractState, fee: u128) {
            let info = get_tx_info().unbox();
            let claimed = if self.claiming_transaction.read() == info.transaction_hash {
                self.claimed.read() + fee
            } else {
                self.claiming_transaction.write(info.transaction_hash);
                fee
            };
            self.claimed.write(claimed);
            if !is_query(info.version) {
                assert(
                    claimed.into() <= fee_bound(info.resource_bounds, info.tip),
                    Errors::FEE_OVER_BOUNDS,
                );
            }
        }

        fn pay(ref self: ContractState, to: ContractAddress, amount: u128) {
            if amount == 0 {
                return;
            }
            let paid = IERC20Dispatcher { contract_address: self.fee_token.read() }
                .transfer(to, amount.into());
            assert(paid, Errors::TRANSFER_FAILED);
        }
    }
}
