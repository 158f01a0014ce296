use starknet::ContractAddress;

/// Where an order stands. `Absent` is the storage default.
#[derive(Copy, Drop, Serde, PartialEq, Debug, Default, starknet::Store)]
pub enum OrderState {
    #[default]
    Absent,
    /// Paid in, and being inspected.
    Open,
    /// Passed: the seller has the price.
    Accepted,
    /// Did not pass: the buyer has the price back.
    Rejected,
    /// There was no inspection: the buyer has everything back.
    Reclaimed,
}

#[derive(Copy, Drop, Serde, PartialEq, Debug, starknet::Store)]
pub struct Order {
    pub buyer: ContractAddress,
    pub seller: ContractAddress,
    pub price: u256,
    /// The inspection's reward, which comes back when there is none.
    pub reward: u256,
    /// The output digest that means "passed".
    pub accepted: felt252,
    pub state: OrderState,
}

/// Goods that are paid for when an inspection passes them.
#[starknet::interface]
pub trait IInspectionBuyer<TState> {
    fn order(
        ref self: TState,
        seller: ContractAddress,
        price: u256,
        model: felt252,
        input_digest: felt252,
        accepted: felt252,
        reward: u128,
    ) -> felt252;
    fn withdraw(ref self: TState, job_id: felt252);
    fn reclaim(ref self: TState, job_id: felt252);
    fn order_of(self: @TState, job_id: felt252) -> Order;
}
