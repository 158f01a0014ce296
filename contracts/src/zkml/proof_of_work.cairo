//! The proof of work before the draws, as `grinding_word` in `zkml/hashing.py`: Blake2s,
//! personalised `zkml1pow`, over the seed and the nonce.
use core::blake::blake2s_finalize;

/// Blake2s's initial values, with 32 bytes of digest, no key, and the personalisation.
const START: [u32; 8] = [
    0x6A09E667 ^ 0x01010020, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C,
    0x1F83D9AB ^ 0x6c6d6b7a, 0x5BE0CD19 ^ 0x776f7031,
];

/// The 32 bits of which the low ones must be zero. `nonce` is below 2^32.
pub fn grinding_word(seed: felt252, nonce: u32) -> u32 {
    let seed: u256 = seed.into();
    let [a, b, c, d] = words(seed.low);
    let [e, f, g, h] = words(seed.high);
    let message = [a, b, c, d, e, f, g, h, nonce, 0, 0, 0, 0, 0, 0, 0];
    let [word, _, _, _, _, _, _, _] = blake2s_finalize(
        BoxTrait::new(START), 40, BoxTrait::new(message),
    )
        .unbox();
    word
}

/// The four words of 32 bits, the low one first.
pub fn words(value: u128) -> [u32; 4] {
    let (rest, a) = DivRem::div_rem(value, 0x100000000);
    let (rest, b) = DivRem::div_rem(rest, 0x100000000);
    let (d, c) = DivRem::div_rem(rest, 0x100000000);
    [a.try_into().unwrap(), b.try_into().unwrap(), c.try_into().unwrap(), d.try_into().unwrap()]
}
