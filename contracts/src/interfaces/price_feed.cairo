/// The price of CIRO, written by the holder of the role `ORACLE`; refused when it is older than the
/// staleness bound.
#[starknet::interface]
pub trait IPriceFeed<TState> {
    /// US cents for one CIRO, scaled by 10^6 (a CIRO at $0.012 is 1_200_000). Reverts when absent
    /// or stale.
    fn price(self: @TState) -> u256;
    /// The last price and the time at which it was written, stale or not; (0, 0) before the first.
    fn last_price(self: @TState) -> (u256, u64);
    fn set_price(ref self: TState, price: u256);
    /// The value in US cents, rounded down, of an amount of CIRO (10^-18). Reverts when the price
    /// is absent or stale.
    fn cents_of(self: @TState, amount: u256) -> u256;
    /// The amount of CIRO, rounded up, that is worth `cents`. Reverts when the price is absent or
    /// stale.
    fn amount_of(self: @TState, cents: u256) -> u256;
}
