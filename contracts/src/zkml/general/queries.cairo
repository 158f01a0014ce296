//! One draw's leaves, paths and folds, and the walk over the trees' tops, as `_verify_queries` in
//! `zkml/commitment.py` and `zkml/merkle.py`, for trees of any sizes.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::downcast;
use core::poseidon::hades_permutation;
use super::vectors::power;
use super::super::circuit::{Draws, Folding, Opened, Oracles};
use super::super::last_message;
use super::super::merkle::{climb_3, fold_16, fold_4, fold_8, leaf_16, leaf_8, node, with_folded_8};

/// Rate 1/32, and the cap of 31 draws: those of `sn-pos-32-31-24`.
const RATE_BITS: u32 = 5;
const CAP_BITS: u32 = 7;
const CAP: u32 = 128;
pub const GRINDING: u32 = 24;
pub const QUERIES: u32 = 31;
/// Bits of a draw's number in the order's hint, and the hint's elements.
const NUMBER_BITS: u32 = 5;
const HINTS: u32 = 2;
const HALF: felt252 = 0x400000000000008800000000000000000000000000000000000000000000001;
/// log2 of the largest table that the roots below serve.
pub const MOST_BITS: u32 = 24;
/// The inverse of the root of order 2^29.
const INVERSE_ROOT: felt252 = 0xbf42319df329f480f2041689608b5ed99cbcc85a04829f63032f6a0d6c93ed;

/// What all draws share.
#[derive(Copy, Drop)]
pub struct Trees {
    pub folds: Span<u32>,
    pub join: u32,
    /// log2 of the first oracle's leaves.
    pub depth: u32,
    /// What each three bits of a position stand for in 1/x, the low ones first.
    pub places: Span<[felt252; 8]>,
}

/// Those of tables of which the first has 2^`bits` elements and is folded by `folds`; another one
/// joins at the oracle `join`, or, where that is their number, none does.
pub fn trees(bits: u32, folds: Span<u32>, join: u32) -> Trees {
    let first = *folds[0];
    // roots[k]: the inverse root of order 2^(29 - k).
    let mut roots = array![INVERSE_ROOT];
    let mut root = INVERSE_ROOT;
    for _ in 1..MOST_BITS + RATE_BITS {
        root *= root;
        roots.append(root);
    }
    let mut single = array![];
    for bit in first..bits {
        single.append(*roots[MOST_BITS + RATE_BITS - 1 - bit]);
    }
    for bit in 0..RATE_BITS {
        single.append(*roots[MOST_BITS - bits + bit]);
    }
    let depth = single.len();
    single.append(1);
    single.append(1);
    let mut single = single.span();
    let mut places = array![];
    while let Some(three) = single.multi_pop_front::<3>() {
        let [a, b, c] = (*three).unbox();
        let ab = a * b;
        places.append([1, a, b, ab, c, a * c, b * c, ab * c]);
    }
    Trees { folds, join, depth, places: places.span() }
}

/// Folds of an oracle, and 1/2 to that power.
pub fn folds(trees: Trees, level: u32) -> (u32, felt252) {
    let folds = *trees.folds[level];
    let mut scale = 1;
    for _ in 0..folds {
        scale *= HALF;
    }
    (folds, scale)
}

/// Elements of an opening before those whose number depends on the draws, its rounds, the last
/// message and the nonce left out.
pub fn felts(trees: Trees) -> u32 {
    let mut path = trees.depth - CAP_BITS;
    let (mut level, mut each) = (0, 0);
    let mut folds = trees.folds;
    while let Some(count) = folds.pop_front() {
        each += power(*count);
        if level != 0 {
            each -= 1;
            path -= *count;
        }
        each += path;
        level += 1;
    }
    HINTS + QUERIES * each
}

pub impl TreesOracles of Oracles<Trees> {
    #[inline(always)]
    fn draws(self: Trees) -> Draws {
        let each = 128 / self.depth;
        let draws = (QUERIES + each - 1) / each;
        Draws { grinding: GRINDING, queries: QUERIES, draws, hints: HINTS }
    }
    #[inline(always)]
    fn split_positions(self: Trees, word: u128, ref drawn: Array<u32>) {
        let _ = split(word, self.depth, ref drawn);
    }
    #[inline(always)]
    fn split_order(self: Trees, word: u128, ref order: Array<u32>) -> bool {
        split(word, NUMBER_BITS, ref order)
    }
    #[inline(always)]
    fn query(
        self: Trees,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened {
        query(self, position, ref proof, folding, last)
    }
    #[inline(always)]
    fn walk(
        self: Trees, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Span<felt252>> {
        let alone = self.join == self.folds.len();
        let trees = if alone {
            self.folds.len()
        } else {
            self.folds.len() + 1
        };
        walk(CAP, CAP, trees, ref opened, ref proof)
    }
}

/// One draw: its leaves, their paths up to the cap, and the folds that lead to the last message.
fn query(
    trees: Trees,
    position: u32,
    ref proof: Span<felt252>,
    folding: Folding,
    last: Box<[felt252; 64]>,
) -> Opened {
    let Trees { mut folds, join, depth, places } = trees;
    let Folding { joined, mut ratios, mut scales } = folding;
    let joined = match joined.get(0) {
        Some(joined) => *joined.unbox(),
        None => 0,
    };
    let mut path = depth - CAP_BITS;
    let mut x = point(position, places);
    let (mut here, mut value, mut level) = (position, 0, 0);
    let mut nodes = array![];
    let mut joining = 0;
    while let Some(count) = folds.pop_front() {
        if *count == 3 {
            // Leaves of eight, which nearly all are.
            let values = if level == 0 {
                (*proof.multi_pop_front::<8>().unwrap()).unbox()
            } else {
                let (rest, slot) = DivRem::div_rem(here, 8);
                here = rest;
                path -= 3;
                let [a, b, c, d, e, f, g] = (*proof.multi_pop_front::<7>().unwrap()).unbox();
                let slot: BoundedInt<0, 7> = downcast(slot).unwrap();
                let (root, a, b, c, d, e, f, g, h) = with_folded_8(
                    slot, value, a, b, c, d, e, f, g,
                );
                x *= root;
                [a, b, c, d, e, f, g, h]
            };
            let [a, b, c, d, e, f, g, h] = values;
            nodes.append(climb(leaf_8(a, b, c, d, e, f, g, h), here, path, ref proof));
            let [a, b, c, d, e, f, g, h] = if level == join {
                let [i, j, k, l, m, n, o, p] = (*proof.multi_pop_front::<8>().unwrap()).unbox();
                joining = climb(leaf_8(i, j, k, l, m, n, o, p), here, path, ref proof);
                [
                    i + joined * (a - i), j + joined * (b - j), k + joined * (c - k),
                    l + joined * (d - l), m + joined * (e - m), n + joined * (f - n),
                    o + joined * (g - o), p + joined * (h - p),
                ]
            } else {
                values
            };
            let [q0, q1, q2] = (*ratios.multi_pop_front::<3>().unwrap()).unbox();
            let (folded, next) = fold_8(x, q0, q1, q2, a, b, c, d, e, f, g, h);
            x = next;
            value = folded;
        } else {
            let size = power(*count);
            let values = if level == 0 {
                take(ref proof, size)
            } else {
                let (rest, slot) = DivRem::div_rem(here, size.try_into().unwrap());
                here = rest;
                path -= *count;
                let (root, values) = inserted(slot, value, take(ref proof, size - 1));
                x *= root;
                values
            };
            nodes.append(climb(leaf(values), here, path, ref proof));
            let (folded, next) = folded(x, take(ref ratios, *count), values);
            x = next;
            value = folded;
        }
        value *= *scales.pop_front().unwrap();
        level += 1;
    }
    if join < level {
        nodes.append(joining);
    }
    let (top, _) = DivRem::div_rem(here, power(path).try_into().unwrap());
    Opened { top, nodes: nodes.span(), ends: last_message::is_at(last, x, value) }
}

fn take(ref values: Span<felt252>, count: u32) -> Span<felt252> {
    let taken = values.slice(0, count);
    values = values.slice(count, values.len() - count);
    taken
}

/// 1/x of a position.
fn point(position: u32, mut places: Span<[felt252; 8]>) -> felt252 {
    let (mut left, mut x) = (position, 1);
    while let Some(place) = places.pop_front() {
        let (rest, digit) = DivRem::div_rem(left, 8);
        let [_, b, c, d, e, f, g, h] = *place;
        match digit {
            0 => {},
            1 => x *= b,
            2 => x *= c,
            3 => x *= d,
            4 => x *= e,
            5 => x *= f,
            6 => x *= g,
            _ => x *= h,
        }
        left = rest;
    }
    x
}

fn leaf(mut values: Span<felt252>) -> felt252 {
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

/// The ancestor `levels` up, by the siblings that the proof gives.
fn climb(digest: felt252, position: u32, levels: u32, ref proof: Span<felt252>) -> felt252 {
    if levels >= 6 {
        let (rest, first) = DivRem::div_rem(position, 8);
        let (rest, second) = DivRem::div_rem(rest, 8);
        let [s0, s1, s2, s3, s4, s5] = (*proof.multi_pop_front::<6>().unwrap()).unbox();
        let digest = climb_3(digest, downcast(first).unwrap(), s0, s1, s2);
        let digest = climb_3(digest, downcast(second).unwrap(), s3, s4, s5);
        return climb(digest, rest, levels - 6, ref proof);
    }
    if levels >= 4 {
        let (rest, sides) = DivRem::div_rem(position, 8);
        let (rest, side) = DivRem::div_rem(rest, 2);
        let [s0, s1, s2, s3] = (*proof.multi_pop_front::<4>().unwrap()).unbox();
        let digest = climb_3(digest, downcast(sides).unwrap(), s0, s1, s2);
        let digest = match side {
            0 => node(digest, s3),
            _ => node(s3, digest),
        };
        if levels == 4 {
            return digest;
        }
        return climb(digest, rest, 1, ref proof);
    }
    if levels == 3 {
        let (_, sides) = DivRem::div_rem(position, 8);
        let [s0, s1, s2] = (*proof.multi_pop_front::<3>().unwrap()).unbox();
        return climb_3(digest, downcast(sides).unwrap(), s0, s1, s2);
    }
    if levels == 0 {
        return digest;
    }
    let (rest, side) = DivRem::div_rem(position, 2);
    let sibling = *proof.pop_front().unwrap();
    let digest = match side {
        0 => node(digest, sibling),
        _ => node(sibling, digest),
    };
    if levels == 1 {
        return digest;
    }
    climb(digest, rest, 1, ref proof)
}

/// A later oracle's leaf: the verifier's own fold at the draw's slot among what the proof gives;
/// and w^rev(slot), by which 1/x is multiplied.
fn inserted(slot: u32, value: felt252, mut given: Span<felt252>) -> (felt252, Span<felt252>) {
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
    let (root, _, _, _, _, _, _, _, _) = with_folded_8(slot, 0, 0, 0, 0, 0, 0, 0, 0);
    (root, values.span())
}

/// Folds a leaf; returned with the result, which lacks the factor Π (1 - r) / 2, is what 1/x has
/// become.
fn folded(x: felt252, ratios: Span<felt252>, values: Span<felt252>) -> (felt252, felt252) {
    let mut values = values;
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
        return fold_4(x, *ratios[0], *ratios[1], a, b, c, d);
    }
    let [a, b] = (*values.multi_pop_front::<2>().unwrap()).unbox();
    (a + b + *ratios[0] * x * (a - b), x * x)
}

/// The trees' nodes over the `size` places of the cap that end before `end`; None if the proof ends
/// too early.
fn walk(
    size: u32, end: u32, trees: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
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
    if size == 1 {
        return Some(*opened.pop_front().unwrap().nodes);
    }
    let (half, _) = DivRem::div_rem(size, 2);
    let mut left = walk(half, end - half, trees, ref opened, ref proof)?;
    let mut right = walk(half, end, trees, ref opened, ref proof)?;
    let mut nodes = array![];
    while let Some(four) = left.multi_pop_front::<4>() {
        let [a, b, c, d] = (*four).unbox();
        let [e, f, g, h] = (*right.multi_pop_front::<4>().unwrap()).unbox();
        nodes.append(node(a, e));
        nodes.append(node(b, f));
        nodes.append(node(c, g));
        nodes.append(node(d, h));
    }
    while let Some(one) = left.pop_front() {
        nodes.append(node(*one, *right.pop_front().unwrap()));
    }
    Some(nodes.span())
}

/// Splits a word of 128 bits into numbers of `bits` bits; false if it has more.
fn split(word: u128, bits: u32, ref numbers: Array<u32>) -> bool {
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
