//! Which model is meant, as `zkml/registration.py`: the identity of a model and its anchor's point
//! are Blake2s digests over what was registered. That its weights lie in their widths is proven off
//! the chain; who admits a model to the registry has checked it.
use core::blake::{blake2s_compress, blake2s_finalize};
use super::proof_of_work::words;

/// Blake2s's initial values with 32 bytes of digest, no key, and a personalisation that begins with
/// `zkml`.
const START: [u32; 7] = [
    0x6A09E667 ^ 0x01010020, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C,
    0x1F83D9AB ^ 0x6c6d6b7a,
];
/// The last initial value, with the personalisation's `1mdl` and `1anc`.
const MODEL: u32 = 0x5BE0CD19 ^ 0x6c646d31;
const ANCHOR: u32 = 0x5BE0CD19 ^ 0x636e6131;
const VERSION: felt252 = 1;

#[derive(Copy, Drop, Serde, starknet::Store, PartialEq, Debug)]
pub struct Registration {
    /// Of the weights' tree; 0: nothing is registered.
    pub root: felt252,
    /// The weights' polynomial at ζ.
    pub anchor: felt252,
    /// ζ: follows from root, architecture and parameter set.
    pub zeta: felt252,
}

/// The model's identity.
pub fn model_id(code: felt252, root: felt252, anchor: felt252, architecture: [u32; 8]) -> felt252 {
    let state = blake2s_compress(start(MODEL), 64, block(VERSION, code));
    let state = blake2s_compress(state, 128, block(root, anchor));
    let [a, b, c, d, e, f, g, h] = architecture;
    let last = [a, b, c, d, e, f, g, h, 0, 0, 0, 0, 0, 0, 0, 0];
    element(blake2s_finalize(state, 160, BoxTrait::new(last)))
}

/// ζ, where the anchor is the weights' value.
pub fn anchor_point(code: felt252, root: felt252, architecture: [u32; 8]) -> felt252 {
    let state = blake2s_compress(start(ANCHOR), 64, block(VERSION, code));
    let [i, j, k, l, m, n, o, p] = architecture;
    let [a, b, c, d, e, f, g, h] = element_words(root);
    let last = [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p];
    element(blake2s_finalize(state, 128, BoxTrait::new(last)))
}

fn start(last: u32) -> Box<[u32; 8]> {
    let [a, b, c, d, e, f, g] = START;
    BoxTrait::new([a, b, c, d, e, f, g, last])
}

fn element_words(value: felt252) -> [u32; 8] {
    let value: u256 = value.into();
    let [a, b, c, d] = words(value.low);
    let [e, f, g, h] = words(value.high);
    [a, b, c, d, e, f, g, h]
}

fn block(first: felt252, second: felt252) -> Box<[u32; 16]> {
    let [a, b, c, d, e, f, g, h] = element_words(first);
    let [i, j, k, l, m, n, o, p] = element_words(second);
    BoxTrait::new([a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p])
}

/// The low 251 bits of a digest.
fn element(digest: Box<[u32; 8]>) -> felt252 {
    let [a, b, c, d, e, f, g, h] = digest.unbox();
    let mut value: felt252 = (h & 0x7ffffff).into();
    for word in array![g, f, e, d, c, b, a] {
        value = value * 0x100000000 + word.into();
    }
    value
}
