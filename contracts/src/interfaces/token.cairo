use starknet::ContractAddress;

#[starknet::interface]
pub trait IERC20<TState> {
    fn name(self: @TState) -> ByteArray;
    fn symbol(self: @TState) -> ByteArray;
    fn decimals(self: @TState) -> u8;
    fn total_supply(self: @TState) -> u256;
    fn balance_of(self: @TState, account: ContractAddress) -> u256;
    fn allowance(self: @TState, owner: ContractAddress, spender: ContractAddress) -> u256;
    fn transfer(ref self: TState, recipient: ContractAddress, amount: u256) -> bool;
    fn transfer_from(
        ref self: TState, sender: ContractAddress, recipient: ContractAddress, amount: u256,
    ) -> bool;
    fn approve(ref self: TState, spender: ContractAddress, amount: u256) -> bool;
}

/// Fees and burns of the protocol. Every fee of every contract goes through here, so the burn
/// schedule cannot be forgotten.
#[starknet::interface]
pub trait IProtocolFees<TState> {
    /// Takes `amount` from the caller's own balance: burns the share of the schedule, sends the
    /// performance share to the pool (and tells it), the rest to the treasury. Returns what was
    /// burnt. Anybody may call: it is the caller's money.
    fn pay_protocol_fee(ref self: TState, amount: u256) -> u256;
    /// Burns from the caller's own balance.
    fn burn(ref self: TState, amount: u256);
    /// The burn share now, in basis points of a fee.
    fn burn_share(self: @TState) -> u256;
    fn treasury(self: @TState) -> ContractAddress;
}

/// The spelling that older wallets and explorers call.
#[starknet::interface]
pub trait IERC20Camel<TState> {
    fn totalSupply(self: @TState) -> u256;
    fn balanceOf(self: @TState, account: ContractAddress) -> u256;
    fn transferFrom(
        ref self: TState, sender: ContractAddress, recipient: ContractAddress, amount: u256,
    ) -> bool;
}
