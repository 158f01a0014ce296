//! The price of CIRO in US cents, written by an oracle and refused when it is stale.

/// A CIRO at $0.01 has the price 1_000_000: cents scaled by 10^6, so that a fraction of a cent can
/// be said.
pub const PRICE_SCALE: u256 = 1_000_000;
/// A price older than this is none.
pub const MAX_AGE: u64 = crate::constants::DAY;
/// One update changes the price at most by this factor, up or down, so that one bad figure cannot
/// empty a tier.
pub const MAX_STEP: u256 = 2;

pub mod Errors {
    pub const NO_PRICE: felt252 = 'PRICE: none yet';
    pub const STALE: felt252 = 'PRICE: stale';
    pub const ZERO: felt252 = 'PRICE: zero';
    pub const STEP_TOO_LARGE: felt252 = 'PRICE: step too large';
}

#[starknet::component]
pub mod PriceFeedComponent {
    use starknet::get_block_timestamp;
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use crate::components::access::AccessComponent::InternalTrait as AccessInternalTrait;
    use crate::components::access::{AccessComponent, ORACLE};
    use crate::constants::ONE_CIRO;
    use crate::interfaces::price_feed::IPriceFeed;
    use super::{Errors, MAX_AGE, MAX_STEP, PRICE_SCALE};

    #[storage]
    pub struct Storage {
        pub price_value: u256,
        pub price_written_at: u64,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    pub enum Event {
        PriceSet: PriceSet,
    }

    /// Emitted at every update; `price` is US cents × 10^6 for one CIRO.
    #[derive(Drop, starknet::Event)]
    pub struct PriceSet {
        pub price: u256,
        pub at: u64,
    }

    #[embeddable_as(PriceFeed)]
    impl PriceFeedImpl<
        TContractState,
        +HasComponent<TContractState>,
        impl Access: AccessComponent::HasComponent<TContractState>,
        +Drop<TContractState>,
    > of IPriceFeed<ComponentState<TContractState>> {
        fn price(self: @ComponentState<TContractState>) -> u256 {
            let trouble = self.unusable();
            assert(trouble == 0, trouble);
            self.price_value.read()
        }

        fn last_price(self: @ComponentState<TContractState>) -> (u256, u64) {
            (self.price_value.read(), self.price_written_at.read())
        }

        /// Role `ORACLE`.
        fn set_price(ref self: ComponentState<TContractState>, price: u256) {
            get_dep_component!(@self, Access).assert_only(ORACLE);
            assert(price != 0, Errors::ZERO);
            let last = self.price_value.read();
            if last != 0 {
                assert(
                    price <= last * MAX_STEP && last <= price * MAX_STEP, Errors::STEP_TOO_LARGE,
                );
            }
            let at = get_block_timestamp();
            self.price_value.write(price);
            self.price_written_at.write(at);
            self.emit(PriceSet { price, at });
        }

        fn cents_of(self: @ComponentState<TContractState>, amount: u256) -> u256 {
            amount * self.price() / (ONE_CIRO * PRICE_SCALE)
        }

        fn amount_of(self: @ComponentState<TContractState>, cents: u256) -> u256 {
            let price = self.price();
            (cents * ONE_CIRO * PRICE_SCALE + price - 1) / price
        }
    }
    #[generate_trait]
    pub impl InternalImpl<
        TContractState, +HasComponent<TContractState>,
    > of InternalTrait<TContractState> {
        /// Why `price` would revert, 0 when it would not: for those who must not fail for want of a
        /// price.
        fn unusable(self: @ComponentState<TContractState>) -> felt252 {
            let at = self.price_written_at.read();
            if at == 0 {
                Errors::NO_PRICE
            } else if get_block_timestamp() > at + MAX_AGE {
                Errors::STALE
            } else {
                0
            }
        }
    }
}
