use starknet::ContractAddress;
use starknet::account::Call;
use crate::interfaces::account::OutsideExecution;

/// What a sponsor grants one account a day (from 0:00 UTC).
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Allowance {
    /// Calls that may be sponsored; an outside execution of five calls counts five.
    pub calls_per_day: u32,
    /// Fees that may be charged for them, in fri.
    pub fee_per_day: u128,
}

/// A sponsored account.
#[derive(Copy, Drop, Serde, PartialEq, Debug)]
pub struct Sponsorship {
    /// Whose deposit pays; zero: the account is not registered.
    pub sponsor: ContractAddress,
    pub blocked: bool,
    pub allowance: Allowance,
    /// Used today.
    pub calls_today: u32,
    pub fee_today: u128,
}

/// Sponsors the calls of registered accounts: a forwarder for SNIP-9 outside executions with a
/// policy, and the sponsors'
/// deposits out of which relayers are reimbursed.
///
/// Roles, granted by `ADMIN`: `SPONSOR` (registers accounts and pays for them), `RELAYER`
/// (submits), `POLICY` (allow list, block list, caps), `GUARDIAN` (pauses). None can take a
/// deposit: it leaves to a relayer for a sponsored call, or back to the sponsor that made it.
#[starknet::interface]
pub trait IPaymaster<TState> {
    /// Carries out what `account` has signed and reimburses the caller with `fee` out of the
    /// deposit of the account's sponsor.
    /// `outside_execution.caller` must be this contract, so that nobody can carry it out past the
    /// policy. When one of the calls fails everything is undone and nothing is counted.
    ///
    /// `fee` is what the relayer asks for, in fri: its estimate. No contract can learn what a
    /// transaction really cost, so it is held against the most that the transaction may cost by its
    /// own bounds (several claims in one transaction together), the cap for one submission, the
    /// account's day, the epoch and the deposit; and the receipt of this event names transaction
    /// and fee, so that a relayer that asks for more than it paid is seen and loses its role.
    ///
    /// Role: `RELAYER`. Errors: `PAUSED`, `MISSING_ROLE`, `REENTRANT_CALL`, `NOT_REGISTERED`,
    /// `BLOCKED`, `OTHER_CALLER`, `NO_CALLS`, `NOT_ALLOWED`, `CALLS_OF_DAY`, `FEE_OF_DAY`, `RATE`,
    /// `FEE_OVER_CAP`, `EPOCH_CAP`, `FEE_OVER_BOUNDS`, `DEPOSIT_TOO_SMALL`, `TRANSFER_FAILED`, and
    /// whatever the account or the called contracts refuse.
    fn execute_sponsored(
        ref self: TState,
        account: ContractAddress,
        outside_execution: OutsideExecution,
        signature: Span<felt252>,
        fee: u128,
    ) -> Array<Span<felt252>>;

    /// Why these calls of `account` would not be sponsored now for `fee`, as a short string; 0 when
    /// they would be. The signature, the time bounds and the bounds of the relayer's transaction
    /// are not looked at.
    fn refusal(self: @TState, account: ContractAddress, calls: Span<Call>, fee: u128) -> felt252;

    /// Sponsors an account from now on, or changes its allowance.
    /// Role: `SPONSOR`, for its own accounts. Errors: `PAUSED`, `MISSING_ROLE`, `ZERO_ADDRESS`,
    /// `OTHER_SPONSOR`.
    fn register(ref self: TState, account: ContractAddress, allowance: Allowance);
    /// Sponsors an account no longer. Caller: its sponsor, with the role or without; or role
    /// `POLICY`.
    /// Errors: `NOT_REGISTERED`, `NOT_SPONSOR`.
    fn unregister(ref self: TState, account: ContractAddress);
    /// Role: `POLICY`. Errors: `MISSING_ROLE`. An account can be blocked before it is registered.
    fn set_blocked(ref self: TState, account: ContractAddress, blocked: bool);
    /// Role: `POLICY`. Errors: `MISSING_ROLE`, `SELF_CALL`: this contract cannot be on the list.
    fn set_allowed(ref self: TState, contract: ContractAddress, selector: felt252, allowed: bool);
    /// The most for one submission, and the most for all of an epoch of seven days, in fri.
    /// Role: `POLICY`. Errors: `MISSING_ROLE`.
    fn set_caps(ref self: TState, fee_per_submission: u128, fee_per_epoch: u128);

    /// Adds to the caller's deposit by `transfer_from`; whoever pays decides later whom it pays
    /// for.
    /// Caller: anybody, for itself. Errors: `PAUSED`, `REENTRANT_CALL`, `ZERO_AMOUNT`,
    /// `TRANSFER_FAILED`.
    fn deposit(ref self: TState, amount: u128);
    /// Gives back what is not spent; also while paused. Caller: the depositor.
    /// Errors: `REENTRANT_CALL`, `ZERO_AMOUNT`, `DEPOSIT_TOO_SMALL`, `TRANSFER_FAILED`.
    fn withdraw(ref self: TState, amount: u128);

    fn sponsorship(self: @TState, account: ContractAddress) -> Sponsorship;
    fn is_allowed(self: @TState, contract: ContractAddress, selector: felt252) -> bool;
    /// What the sponsor has deposited and not spent, in fri.
    fn deposit_of(self: @TState, sponsor: ContractAddress) -> u128;
    /// (fee per submission, fee per epoch), in fri.
    fn caps(self: @TState) -> (u128, u128);
    /// Charged in the running epoch, in fri.
    fn spent_this_epoch(self: @TState) -> u128;
    /// The token that fees are paid in.
    fn fee_token(self: @TState) -> ContractAddress;
}
