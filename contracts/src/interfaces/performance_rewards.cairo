use starknet::ContractAddress;

/// Five per cent of protocol fees, shared at the end of each 7-day epoch by completed jobs ×
/// reputation.
///
/// A job done in an epoch weighs the worker's reputation after it. Epochs are numbered from the
/// Unix epoch.
#[starknet::interface]
pub trait IPerformanceRewards<TState> {
    /// Pays the caller its share of an epoch that has ended, once. Returns the amount. A worker, at
    /// any time.
    /// Errors: `EPOCH_RUNNING`, `NOTHING`.
    fn claim_reward(ref self: TState, epoch: u64) -> u256;
    /// Moves what is left of an epoch into the running one: 12 epochs after it ended, or once it
    /// has ended when no job was done in it. Until somebody calls this, what was earned can be
    /// claimed however late. Returns the amount. Anybody.
    /// Errors: `EPOCH_RUNNING`, `STILL_CLAIMABLE`, `NOTHING`.
    fn roll_over(ref self: TState, epoch: u64) -> u256;
    /// The number of the running epoch.
    fn current_epoch(self: @TState) -> u64;
    /// What came in for the epoch, and what of it has not been paid out, in 10^-18 CIRO.
    fn reward_pot(self: @TState, epoch: u64) -> (u256, u256);
    /// The weight of all jobs done in the epoch.
    fn epoch_weight(self: @TState, epoch: u64) -> u128;
    /// The weight of the worker's jobs in the epoch that it has not been paid for yet.
    fn worker_weight(self: @TState, epoch: u64, worker: ContractAddress) -> u128;
    /// What `claim_reward` would pay the worker once the epoch has ended.
    fn claimable_reward(self: @TState, epoch: u64, worker: ContractAddress) -> u256;
    fn unclaimed_rewards(self: @TState) -> u256;
}
