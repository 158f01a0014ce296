//! A class that nothing is deployed of: only declaring it is tested.

#[starknet::contract]
pub mod DeclaredOnce {
    #[storage]
    struct Storage {}
}
