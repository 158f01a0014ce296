use starknet::ContractAddress;

/// Tokens locked at the launch for one beneficiary.
#[derive(Copy, Drop, Serde, PartialEq, Debug, starknet::Store)]
pub struct Allocation {
    pub beneficiary: ContractAddress,
    pub amount: u256,
    /// Seconds after the launch before which nothing is free.
    pub cliff: u64,
    /// Seconds after the launch from which all is free; not before the cliff, not zero.
    pub duration: u64,
}

#[starknet::interface]
pub trait IAllocations<TState> {
    /// Unix seconds of the deployment: all schedules of the token count from here.
    fn launch_time(self: @TState) -> u64;
    /// How many allocations the constructor was given.
    fn allocation_count(self: @TState) -> u32;
    /// The allocation with this number, from 0; all zero where there is none.
    fn allocation(self: @TState, id: u32) -> Allocation;
    /// What was claimed of an allocation.
    fn claimed(self: @TState, id: u32) -> u256;
    /// What its beneficiary could claim now.
    fn claimable(self: @TState, id: u32) -> u256;
    /// Moves what is claimable to the beneficiary, who alone may call. Returns the amount.
    /// Errors: `NOT_BENEFICIARY`, `NOTHING_TO_CLAIM`.
    fn claim(ref self: TState, id: u32) -> u256;
    /// Allocated and not claimed: held by the token's own address, and nobody else's to move, the
    /// governance included.
    fn locked(self: @TState) -> u256;
}
