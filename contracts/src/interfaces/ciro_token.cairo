use starknet::ContractAddress;

/// What the token has that other tokens have not.
#[starknet::interface]
pub trait ICiroToken<TState> {
    /// Supply less what is locked.
    fn circulating_supply(self: @TState) -> u256;
    /// The same at the end of second `at`, which must be over: the electorate of a proposal.
    /// Errors: `FUTURE_LOOKUP`.
    fn get_past_circulating(self: @TState, at: u64) -> u256;

    /// All fees ever paid, and what of them and beside them was burnt.
    fn total_fees(self: @TState) -> u256;
    fn total_burnt(self: @TState) -> u256;
    /// Fees paid in a quarter, counted from 0 at the launch.
    fn fees_of_quarter(self: @TState, quarter: u64) -> u256;
    /// The pool that receives performance rewards and tells the price; zero before it is set.
    fn reward_pool(self: @TState) -> ContractAddress;
    /// Role `ADMIN`, once: the pool is deployed after the token. Errors: `MISSING_ROLE`,
    /// `ZERO_ADDRESS`, `ALREADY_SET`.
    fn set_reward_pool(ref self: TState, pool: ContractAddress);
    /// Governance only. Errors: `NOT_GOVERNOR`, `ZERO_ADDRESS`.
    fn set_treasury(ref self: TState, treasury: ContractAddress);

    /// Makes new tokens. Governance only. Errors: `NOT_GOVERNOR`, `MINT_CEILING`.
    fn mint(ref self: TState, to: ContractAddress, amount: u256);
    /// The running year from 0, what may be minted in all of it, and what of that was minted.
    fn mint_ceiling(self: @TState) -> (u64, u256, u256);

    /// Where the security budget goes; zero before governance has named it.
    fn security_fund(self: @TState) -> ContractAddress;
    /// Governance only. Errors: `NOT_GOVERNOR`, `ZERO_ADDRESS`.
    fn set_security_fund(ref self: TState, fund: ContractAddress);
    /// US cents by which the budget of a year was topped up so far.
    fn security_topped_up_cents(self: @TState, year: u64) -> u256;
    /// Mints to the security fund what the budget lacks, within the mint ceiling, when the fees of
    /// the year are worth less than 60 % of what should have been there at the end of the last
    /// quarter. Anybody may call, once a quarter. Returns the amount.
    /// Errors: `NO_SECURITY_FUND`, `NO_POOL`, `NO_QUARTER`, `TOPPED_UP`, `BUDGET_COVERED`,
    /// `MINT_CEILING`, and those of the price.
    fn top_up_security(ref self: TState) -> u256;
}
