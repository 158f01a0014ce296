//! Where a token's rewards go and its price comes from, of the product's own components; told to,
//! it calls the token back.
use starknet::ContractAddress;

#[starknet::interface]
pub trait IRewardPool<TState> {
    /// From now on every reward makes it pay a fee of its own from within.
    fn turn_hostile(ref self: TState);
    fn received(self: @TState) -> u256;
    fn token(self: @TState) -> ContractAddress;
}

#[starknet::contract]
pub mod RewardPool {
    use ciro::components::access::AccessComponent::InternalTrait as AccessInternalTrait;
    use ciro::components::access::{AccessComponent, ORACLE};
    use ciro::components::price_feed::PriceFeedComponent;
    use ciro::interfaces::cdc_pool::IRewardSink;
    use ciro::interfaces::token::{IProtocolFeesDispatcher, IProtocolFeesDispatcherTrait};
    use starknet::storage::{StoragePointerReadAccess, StoragePointerWriteAccess};
    use starknet::{ContractAddress, get_caller_address};

    component!(path: AccessComponent, storage: access, event: AccessEvent);
    component!(path: PriceFeedComponent, storage: price_feed, event: PriceFeedEvent);

    #[abi(embed_v0)]
    impl Access = AccessComponent::Access<ContractState>;
    #[abi(embed_v0)]
    impl PriceFeed = PriceFeedComponent::PriceFeed<ContractState>;

    #[storage]
    struct Storage {
        #[substorage(v0)]
        access: AccessComponent::Storage,
        #[substorage(v0)]
        price_feed: PriceFeedComponent::Storage,
        token: ContractAddress,
        received: u256,
        hostile: bool,
    }

    #[event]
    #[derive(Drop, starknet::Event)]
    enum Event {
        #[flat]
        AccessEvent: AccessComponent::Event,
        #[flat]
        PriceFeedEvent: PriceFeedComponent::Event,
    }

    #[constructor]
    fn constructor(
        ref self: ContractState,
        admin: ContractAddress,
        oracle: ContractAddress,
        token: ContractAddress,
    ) {
        self.access.initializer(admin);
        self.access.give(ORACLE, oracle);
        self.token.write(token);
    }

    #[abi(embed_v0)]
    impl RewardSinkImpl of IRewardSink<ContractState> {
        fn reward_received(ref self: ContractState, amount: u256) {
            assert(get_caller_address() == self.token.read(), 'POOL: not the token');
            self.received.write(self.received.read() + amount);
            if self.hostile.read() {
                IProtocolFeesDispatcher { contract_address: self.token.read() }.pay_protocol_fee(1);
            }
        }
    }

    #[abi(embed_v0)]
    impl RewardPoolImpl of super::IRewardPool<ContractState> {
        fn turn_hostile(ref self: ContractState) {
            self.hostile.write(true);
        }

        fn received(self: @ContractState) -> u256 {
            self.received.read()
        }

        fn token(self: @ContractState) -> ContractAddress {
            self.token.read()
        }
    }
}
