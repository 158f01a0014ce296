//! Several small numbers in one storage cell: a new cell costs half a million gas, dividing some
//! thousands.
//!
//! Numbers are pushed in one order and popped in the reverse order.

pub const BITS_1: u256 = 0x2;
pub const BITS_4: u256 = 0x10;
pub const BITS_8: u256 = 0x100;
pub const BITS_16: u256 = 0x10000;
pub const BITS_32: u256 = 0x100000000;
/// Unix seconds until the year 36,812, and block numbers.
pub const BITS_40: u256 = 0x10000000000;
pub const BITS_64: u256 = 0x10000000000000000;
pub const BITS_128: u256 = 0x100000000000000000000000000000000;

pub mod Errors {
    pub const TOO_LARGE: felt252 = 'PACK: too large';
}

/// Puts `value`, which must be below `size` (a power of two), under what `word` holds.
pub fn push(ref word: u256, value: u256, size: u256) {
    assert(value < size, Errors::TOO_LARGE);
    word = word * size + value;
}

/// Takes the last number out that was pushed with `size`.
pub fn pop<T, +TryInto<u256, T>, +Drop<T>>(ref word: u256, size: u256) -> T {
    let (rest, value) = DivRem::div_rem(word, size.try_into().unwrap());
    word = rest;
    value.try_into().unwrap()
}

/// The number of an enumeration's variant: its position, as it is serialised.
pub fn variant<T, +Serde<T>>(value: @T) -> felt252 {
    let mut serialised = array![];
    value.serialize(ref serialised);
    *serialised[0]
}

pub fn push_variant<T, +Serde<T>, +Drop<T>>(ref word: u256, value: T, size: u256) {
    push(ref word, variant(@value).into(), size);
}

pub fn pop_variant<T, +Serde<T>, +Drop<T>>(ref word: u256, size: u256) -> T {
    let number: felt252 = pop(ref word, size);
    let mut serialised = array![number].span();
    Serde::deserialize(ref serialised).unwrap()
}
