//! One draw's leaves, paths and folds, and the walk over the trees' tops, as `_verify_queries` in
//! `zkml/commitment.py` and `zkml/merkle.py`, for trees of any sizes.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::downcast;
use core::poseidon::hades_permutation;
use super::plan::Plan;
use super::vectors::power;
use super::super::circuit::{Folding, Opened};
use super::super::last_message;
use super::super::merkle::{fold_16, fold_8, leaf_16, leaf_8, node, with_folded};

/// Rate 1/32, and the cap of 33 draws: those of `sn-pos-32-33-20`.
const RATE_BITS: u32 = 5;
pub const CAP_BITS: u32 = 7;
/// log2 of the largest table that the roots below serve.
const MOST_BITS: u32 = 24;
/// The inverse of the root of order 2^29.
const INVERSE_ROOT: felt252 = 0xbf42319df329f480f2041689608b5ed99cbcc85a04829f63032f6a0d6c93ed;

/// What all draws share.
#[derive(Copy, Drop)]
pub struct Trees {
    pub folds: Span<u32>,
    pub join: u32,
    /// log2 of the first oracle's leaves.
    pub depth: u32,
    /// What a position's bits stand for in 1/x, the low bit first.
    pub places: Span<felt252>,
}

pub fn trees(plan: Plan) -> Trees {
    let bits = plan.position_bits + 1;
    let first = *plan.folds[0];
    // roots[k]: the inverse root of order 2^(29 - k).
    let mut roots = array![INVERSE_ROOT];
    for k in 0..MOST_BITS + RATE_BITS - 1 {
        let root = *roots[k];
        roots.append(root * root);
    }
    let mut places = array![];
    for bit in first..bits {
        places.append(*roots[MOST_BITS + RATE_BITS - 1 - bit]);
    }
    for bit in 0..RATE_BITS {
        places.append(*roots[MOST_BITS - bits + bit]);
    }
    Trees {
        folds: plan.folds, join: plan.join, depth: bits + RATE_BITS - first, places: places.span(),
    }
}

/// One draw: its leaves, their paths up to the cap, and the folds that lead to the last message.
pub fn query(
    trees: Trees,
    position: u32,
    ref proof: Span<felt252>,
    folding: Folding,
    last: Box<[felt252; 64]>,
) -> Opened {
    let Trees { mut folds, join, mut depth, places } = trees;
    let Folding { joined, mut ratios, mut scales } = folding;
    let mut x = point(position, places);
    let (mut here, mut value, mut level) = (position, 0, 0);
    let mut nodes = array![];
    let mut joining = 0;
    while let Some(count) = folds.pop_front() {
        let count = *count;
        let size = power(count);
        let values = if level == 0 {
            take(ref proof, size)
        } else {
            let (rest, slot) = DivRem::div_rem(here, size.try_into().unwrap());
            here = rest;
            depth -= count;
            let (root, values) = inserted(slot, value, take(ref proof, size - 1));
            x *= root;
            values
        };
        nodes.append(climb(leaf(values), here, take(ref proof, depth - CAP_BITS)));
        let mut values = values;
        if level == join {
            let others = take(ref proof, size);
            joining = climb(leaf(others), here, take(ref proof, depth - CAP_BITS));
            values = combined(others, values, joined);
        }
        let (folded, next) = folded(x, ratios.slice(0, count), values);
        ratios = ratios.slice(count, ratios.len() - count);
        x = next;
        value = *scales.pop_front().unwrap() * folded;
        level += 1;
    }
    nodes.append(joining);
    let (top, _) = DivRem::div_rem(here, power(depth - CAP_BITS).try_into().unwrap());
    Opened { top, nodes: nodes.span(), ends: last_message::is_at(last, x, value) }
}

fn take(ref proof: Span<felt252>, count: u32) -> Span<felt252> {
    let taken = proof.slice(0, count);
    proof = proof.slice(count, proof.len() - count);
    taken
}

/// 1/x of a position.
fn point(position: u32, mut places: Span<felt252>) -> felt252 {
    let (mut left, mut x) = (position, 1);
    while let Some(place) = places.pop_front() {
        let (rest, bit) = DivRem::div_rem(left, 2);
        if bit == 1 {
            x *= *place;
        }
        left = rest;
    }
    x
}

fn leaf(mut values: Span<felt252>) -> felt252 {
    if values.len() == 8 {
        let [a, b, c, d, e, f, g, h] = (*values.multi_pop_front::<8>().unwrap()).unbox();
        return leaf_8(a, b, c, d, e, f, g, h);
    }
    if values.len() == 16 {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = (*values
            .multi_pop_front::<16>()
            .unwrap())
            .unbox();
        return leaf_16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
    }
    let (mut a, mut b, mut c) = (
        0, 0, if values.len() == 2 {
            'zkml1 leaf 2'
        } else {
            'zkml1 leaf 4'
        },
    );
    while let Some(pair) = values.multi_pop_front::<2>() {
        let [x, y] = (*pair).unbox();
        let (d, e, f) = hades_permutation(a + x, b + y, c);
        a = d;
        b = e;
        c = f;
    }
    a
}

fn climb(digest: felt252, position: u32, mut siblings: Span<felt252>) -> felt252 {
    let (mut digest, mut left) = (digest, position);
    while let Some(sibling) = siblings.pop_front() {
        let (rest, side) = DivRem::div_rem(left, 2);
        digest = if side == 0 {
            node(digest, *sibling)
        } else {
            node(*sibling, digest)
        };
        left = rest;
    }
    digest
}

/// A later oracle's leaf: the verifier's own fold at the draw's slot among what the proof gives;
/// and w^rev(slot), by which 1/x is multiplied.
fn inserted(slot: u32, value: felt252, mut given: Span<felt252>) -> (felt252, Span<felt252>) {
    if given.len() == 7 {
        let slot: BoundedInt<0, 7> = downcast(slot).unwrap();
        let [a, b, c, d, e, f, g] = (*given.multi_pop_front::<7>().unwrap()).unbox();
        let (root, a, b, c, d, e, f, g, h) = with_folded(slot, value, a, b, c, d, e, f, g);
        return (root, array![a, b, c, d, e, f, g, h].span());
    }
    let mut values = array![];
    let mut number = 0;
    while let Some(one) = given.pop_front() {
        if number == slot {
            values.append(value);
        }
        values.append(*one);
        number += 1;
    }
    if number == slot {
        values.append(value);
    }
    let slot: BoundedInt<0, 7> = downcast(slot).unwrap();
    let (root, _, _, _, _, _, _, _, _) = with_folded(slot, 0, 0, 0, 0, 0, 0, 0, 0);
    (root, values.span())
}

fn combined(
    mut others: Span<felt252>, mut values: Span<felt252>, joined: felt252,
) -> Span<felt252> {
    let mut both = array![];
    while let Some(value) = values.pop_front() {
        let other = *others.pop_front().unwrap();
        both.append(other + joined * (*value - other));
    }
    both.span()
}

/// Folds a leaf; returned with the result, which lacks the factor Π (1 - r) / 2, is what 1/x has
/// become.
fn folded(x: felt252, ratios: Span<felt252>, values: Span<felt252>) -> (felt252, felt252) {
    let mut values = values;
    if values.len() == 8 {
        let [a, b, c, d, e, f, g, h] = (*values.multi_pop_front::<8>().unwrap()).unbox();
        return fold_8(x, *ratios[0], *ratios[1], *ratios[2], a, b, c, d, e, f, g, h);
    }
    if values.len() == 16 {
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = (*values
            .multi_pop_front::<16>()
            .unwrap())
            .unbox();
        let (q0, q1, q2, q3) = (*ratios[0], *ratios[1], *ratios[2], *ratios[3]);
        return fold_16(x, q0, q1, q2, q3, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
    }
    if values.len() == 4 {
        let [a, b, c, d] = (*values.multi_pop_front::<4>().unwrap()).unbox();
        let odd = *ratios[0] * x;
        let low = a + b + odd * (a - b);
        let high = c + d + odd * super::super::merkle::PAIR_1 * (c - d);
        let x2 = x * x;
        return (low + high + *ratios[1] * x2 * (low - high), x2 * x2);
    }
    let [a, b] = (*values.multi_pop_front::<2>().unwrap()).unbox();
    (a + b + *ratios[0] * x * (a - b), x * x)
}

/// The trees' nodes at a height over the cap, whose last place is before `end`; None if the proof
/// ends too early.
pub fn walk(
    height: u32, end: u32, trees: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Span<felt252>> {
    let below = match opened.get(0) {
        Some(next) => *next.unbox().top < end,
        None => false,
    };
    if !below {
        if proof.len() < trees {
            return None;
        }
        return Some(take(ref proof, trees));
    }
    if height == 0 {
        return Some(*opened.pop_front().unwrap().nodes);
    }
    let middle = end - power(height - 1);
    let mut left = walk(height - 1, middle, trees, ref opened, ref proof)?;
    let mut right = walk(height - 1, end, trees, ref opened, ref proof)?;
    let mut nodes = array![];
    while let Some(one) = left.pop_front() {
        nodes.append(node(*one, *right.pop_front().unwrap()));
    }
    Some(nodes.span())
}

/// Splits a word of 128 bits into numbers of `bits` bits; false if it has more.
pub fn split(word: u128, bits: u32, ref numbers: Array<u32>) -> bool {
    let size: u128 = power(bits).into();
    let divisor: NonZero<u128> = size.try_into().unwrap();
    let mut left = word;
    for _ in 0..128 / bits {
        let (rest, number) = DivRem::div_rem(left, divisor);
        numbers.append(number.try_into().unwrap());
        left = rest;
    }
    left == 0
}
