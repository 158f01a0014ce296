//! Which model is meant, as `zkml/registration.py`: the identity of a model and its anchor's point
//! are Blake2s digests over what is registered, and a proof shows that all cells of the table under
//! its root lie in their width, and that the table has the anchor's value at its point.
//!
//! Of the architecture the proof depends on the table's size alone, which is read at run time: so
//! this is the text for all models of the parameter set that `general` has.
use core::blake::{blake2s_compress, blake2s_finalize};
use core::felt252_div;
use super::circuit::Folding;
use super::commitment::{Errors as OpeningErrors, fold_oracle, verify_draws};
use super::general::opening::anchor as anchored;
use super::general::queries::{MOST_BITS, felts, folds, trees};
use super::general::vectors::{Term, summed};
use super::lookup::{Errors as LookupErrors, verify_fraction_sum};
use super::proof_of_work::words;
use super::transcript::TranscriptTrait;

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
/// Cells are in [-63, 63].
const MOST_WEIGHT: felt252 = 63;
const ROWS: u32 = 127;
/// Of the last message, and of the smallest table: variables.
const LAST_BITS: u32 = 6;
const LEAST_BITS: u32 = 9;

pub mod Errors {
    pub const SIZE: felt252 = 'architecture';
    pub const NUMERATORS: felt252 = 'lookup numerators';
}

#[derive(Copy, Drop, Serde, starknet::Store, PartialEq, Debug)]
pub struct Registration {
    /// Of the weights' tree; 0: nothing is registered.
    pub root: felt252,
    /// The weights' polynomial at ζ.
    pub anchor: felt252,
    /// ζ: follows from root, architecture and parameter set.
    pub zeta: felt252,
}

/// A model whose registration was verified.
#[derive(Copy, Drop, Serde, starknet::Store, PartialEq, Debug)]
pub struct RegisteredModel {
    pub registration: Registration,
    /// log2 of the size of its weights' table; 0: nothing is registered.
    pub weight_bits: u32,
}

/// 0 if the proof shows that the table of 2^`weight_bits` cells under the root is a model's, else
/// the failed check, as `verify_registration` in `zkml/registration.py` names it.
pub fn verify_registration(
    model: felt252, weight_bits: u32, registration: Registration, proof: Span<felt252>,
) -> felt252 {
    match verdict(model, weight_bits, registration, proof) {
        Ok(_) => 0,
        Err(check) => check,
    }
}

fn verdict(
    model: felt252, weight_bits: u32, registration: Registration, mut proof: Span<felt252>,
) -> Result<(), felt252> {
    if weight_bits < LEAST_BITS || weight_bits > MOST_BITS {
        return Err(Errors::SIZE);
    }
    let steps = steps(weight_bits - LAST_BITS);
    let trees = trees(weight_bits, steps, steps.len());
    // No message below can be cut short.
    let lookups = 1 + weight_bits * (weight_bits - 1) + 4 * weight_bits;
    let rounds = 2 * (weight_bits - LAST_BITS) + steps.len() - 1 + 64 + 1;
    if proof.len() < ROWS + lookups + rounds + felts(trees) {
        return Err(OpeningErrors::LENGTH);
    }
    let mut transcript = TranscriptTrait::start(model);
    // How often each value occurs; then all cells are looked up among the values.
    let counts = proof.slice(0, ROWS);
    proof = proof.slice(ROWS, proof.len() - ROWS);
    transcript.absorb_all(counts.slice(0, ROWS - 1));
    transcript.absorb(*counts[ROWS - 1], 0);
    let alpha = transcript.first;
    let Some(total) = sum_of_rows(counts, alpha) else {
        return Err(LookupErrors::ROOT);
    };
    let reduced = verify_fraction_sum(ref transcript, ref proof, weight_bits, total)?;
    if reduced.numerator != 1 {
        return Err(Errors::NUMERATORS);
    }
    // The challenge after the point's first coordinate.
    let gamma = transcript.second;
    let mut claim = alpha - reduced.denominator + gamma * registration.anchor;
    let (mut point, mut ratios, mut scales) = (array![], array![], array![]);
    let mut roots = array![registration.root];
    for level in 0..steps.len() {
        if level != 0 {
            let root = *proof.pop_front().unwrap();
            transcript.absorb(root, 0);
            roots.append(root);
        }
        let (count, scale) = folds(trees, level);
        let scale = fold_oracle(
            ref transcript, ref proof, ref claim, count, scale, ref point, ref ratios,
        );
        scales.append(scale);
    }
    let values = proof.slice(0, 64);
    let last = *proof.multi_pop_front::<64>().unwrap();
    transcript.absorb_all(values);
    let mut at = array![reduced.first];
    at.append_span(reduced.rest);
    let cells = Term { address: 0, address_bits: 0, vectors: array![].span(), pairs: at.span() };
    let point = point.span();
    let sum = summed(cells, point, values) + gamma * anchored(registration.zeta, point, values);
    if sum != claim {
        return Err(OpeningErrors::OPENING);
    }
    let folding = Folding { joined: array![].span(), ratios: ratios.span(), scales: scales.span() };
    verify_draws(trees, ref transcript, ref proof, folding, roots, last)?;
    if !proof.is_empty() {
        return Err(OpeningErrors::LENGTH);
    }
    Ok(())
}

/// Folds of each oracle: three, and a rest.
fn steps(count: u32) -> Span<u32> {
    let mut left = count;
    let mut steps = array![];
    while left >= 3 {
        steps.append(3);
        left -= 3;
    }
    if left != 0 {
        steps.append(left);
    }
    steps.span()
}

/// Σ counts_v / (α - v) over the values from -63 to 63; None if α is one of them.
fn sum_of_rows(mut counts: Span<felt252>, alpha: felt252) -> Option<felt252> {
    let mut difference = alpha + MOST_WEIGHT;
    let (mut numerator, mut denominator) = (0, 1);
    while let Some(count) = counts.pop_front() {
        numerator = numerator * difference + *count * denominator;
        denominator *= difference;
        difference -= 1;
    }
    Some(felt252_div(numerator, denominator.try_into()?))
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

fn element(digest: Box<[u32; 8]>) -> felt252 {
    element_of(digest.unbox())
}

/// The low 251 bits of a digest.
pub fn element_of(digest: [u32; 8]) -> felt252 {
    let [a, b, c, d, e, f, g, h] = digest;
    let mut value: felt252 = (h & 0x7ffffff).into();
    for word in array![g, f, e, d, c, b, a] {
        value = value * 0x100000000 + word.into();
    }
    value
}
