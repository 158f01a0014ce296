//! One draw's leaves, paths and folds, and the walk over the trees' tops, as `_verify_queries` in
//! `zkml/commitment.py` and `zkml/merkle.py`, for trees of any sizes.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::downcast;
use core::poseidon::hades_permutation;
use super::lookups::LAST_BITS;
use super::vectors::power;
use super::super::circuit::{Draws, Folding, Opened, Oracles};
use super::super::last_message;
use super::super::merkle::{
    PAIR_1, PAIR_2, PAIR_3, climb_3, fold_16, fold_4, fold_8, halve_16, leaf_16, leaf_8, node,
    with_folded_8,
};

/// Rate 1/32, and the cap of 31 draws: those of `sn-pos-32-31-24`.
const RATE_BITS: u32 = 5;
const CAP_BITS: u32 = 7;
const CAP: u32 = 128;
pub const GRINDING: u32 = 24;
pub const QUERIES: u32 = 31;
/// Bits of a draw's number in the order's hint, and the hint's elements.
const NUMBER_BITS: u32 = 5;
const HINTS: u32 = 2;
/// log2 of the largest table that the roots below serve.
pub const MOST_BITS: u32 = 24;
/// The inverses of the roots of order 2^29, 2^28 … 2.
const INVERSE_ROOTS: [felt252; 29] = [
    0xbf42319df329f480f2041689608b5ed99cbcc85a04829f63032f6a0d6c93ed,
    0x6e4549311b1a0fdf12099e7be37dbea63459f162aad6f84f2eeb9b5e34f2d55,
    0x23e7f6820d69181e0c1be1356d7f20c5852dbc598b804ef4eb142519ed81498,
    0x3a7579042071ee8375dff93eb9c1bc30cc3049c6192c47e431f11e2b4344711,
    0x7a62d5c18005db4b2ba491431869e351a360a916a4d0ee4cf7bd10e57e31913,
    0x74621517f505f35aae7b169c4bd9d3ee16e9f911ac57a23b0062d2c71200963,
    0x2b9f95d9c7a91e553fee72855f2b4d0f2bb5a002989ac16fad72a75ae580194,
    0x19e8e437bd95ece45cf52e13abd5bfd4266bc82a085c456785975cc2e35511a,
    0x7547fa31c5686a61dc5aecd8eae6f099f2b4b62971f450b0a87a94282e87775,
    0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
    0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
    0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
    0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
    0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
    0x38e7d59155023a76d3b276395c2c067b93dd56fe36060ec6503e80bf248b36c,
    0x36cb7c6ed4327aa7206f426c3bb94ce5e64466c3e64660db0f43dd2349eea63,
    0x6ba7cbe076e7f5dd73ddcd4d25979acdc2f028f06fa1b55b4a47f4c44ad0610,
    0x2d852a47dcde3c315d57a9fd511649fbb26f74e269130b496bc19dcfeccfccc,
    0x3b2bde244c675c684d31aa6bf06f7c942e643e2574403becf0daf8179e2ebe,
    0xffbb44b8cc76db064426a2a4d6bafeaa47a4c08437c60404eeb1c0125ca33a,
    0x3a362d340d28de59362d5c9c178262e18226a39c977b11390a5fa7f296fbf1c,
    0x2c161bccefe8efe8357a7ff5d9529c36dc49fe38ca502941ad37af3d0a6b4f5,
    0x5c0a717bca84bf725164a76ab0137402eedac496081f8c38c71bd5031055652,
    0x1342b2946b146d7334a83ab7f1ec75e8c5d8531b5a03ab4b878549e246766d8,
    0x3b1c96a24c7669cfe72ab052121589cec349cbbcee1b9b09de8c5cf6e0bef41,
    0x5c3ed0c6f6ac6dd647c9ba3e4721c1eb14011ea3d174c52d7981c5b8145aa75,
    0x446ed3ce295dda2b5ea677394813e6eab8bfbc55397aacac8e6df6f4bc9ca34,
    0x1dafdc6d65d66b5accedf99bcd607383ad971a9537cdf25d59e99d90becc81e,
    0x800000000000011000000000000000000000000000000000000000000000000,
];

/// What all draws share.
#[derive(Copy, Drop)]
pub struct Trees {
    pub folds: Span<u32>,
    /// Folds before the smaller table joins, and whether that is between the folds of one leaf.
    pub join: u32,
    pub inside: bool,
    /// log2 of the first oracle's leaves.
    pub depth: u32,
    /// What each six bits of a position stand for in 1/x, the low ones first.
    pub places: Span<Span<felt252>>,
}

/// Those of tables of which the first has 2^`bits` elements and is folded by `folds`; another one
/// joins before the fold `join`, or, where that is their number, none does.
pub fn trees(bits: u32, folds: Span<u32>, join: u32) -> Trees {
    let first = *folds[0];
    // A position's bits stand for the roots of orders 2^(first + 1) … 2^bits; then its coset's.
    let own = MOST_BITS + RATE_BITS - bits;
    let mut orders = INVERSE_ROOTS.span().slice(own, bits - first);
    let mut single = array![];
    while let Some(root) = orders.pop_back() {
        single.append(*root);
    }
    single.append_span(INVERSE_ROOTS.span().slice(own - RATE_BITS, RATE_BITS));
    let depth = single.len();
    for _ in 0..5_u32 {
        single.append(1);
    }
    let mut single = single.span();
    let mut places = array![];
    while let Some(six) = single.multi_pop_front::<6>() {
        let [a, b, c, d, e, f] = (*six).unbox();
        places.append(products_of(a, b, c, d, e, f));
    }
    Trees { folds, join, inside: is_inside(folds, join), depth, places: places.span() }
}

/// Whether a table that joins before the fold `join` does so between the folds of one leaf.
fn is_inside(mut folds: Span<u32>, join: u32) -> bool {
    if *folds[0] == 4 {
        // `query` joins within leaves of sixteen.
        return false;
    }
    let mut done = 0;
    while let Some(count) = folds.pop_front() {
        if done < join && join < done + *count {
            return true;
        }
        done += *count;
    }
    false
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
        let alone = self.join == self.depth + *self.folds[0] - RATE_BITS - LAST_BITS;
        let trees = if alone {
            self.folds.len()
        } else {
            self.folds.len() + 1
        };
        walk(trees, ref opened, ref proof)
    }
}

/// The products of six roots by the bits of a number, the low one first.
fn products_of(
    a: felt252, b: felt252, c: felt252, d: felt252, e: felt252, f: felt252,
) -> Span<felt252> {
    let (ab, ac, bc, de, df, ef) = (a * b, a * c, b * c, d * e, d * f, e * f);
    let abc = ab * c;
    let mut all = array![];
    for high in array![1, d, e, de, f, df, ef, de * f] {
        all.append(high);
        all.append(high * a);
        all.append(high * b);
        all.append(high * ab);
        all.append(high * c);
        all.append(high * ac);
        all.append(high * bc);
        all.append(high * abc);
    }
    all.span()
}

/// One draw: its leaves, their paths up to the cap, and the folds that lead to the last message.
fn query(
    trees: Trees,
    position: u32,
    ref proof: Span<felt252>,
    folding: Folding,
    last: Box<[felt252; 64]>,
) -> Opened {
    if trees.inside {
        return query_inside(trees, position, ref proof, folding, last);
    }
    let Trees { mut folds, join, depth, places, .. } = trees;
    let Folding { joined, mut ratios, mut scales } = folding;
    let joined = match joined.get(0) {
        Some(joined) => *joined.unbox(),
        None => 0,
    };
    let mut path = depth - CAP_BITS;
    let mut x = point(position, places);
    let (mut here, mut value, mut level, mut done) = (position, 0, 0, 0);
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
            let values = if done == join {
                let others = (*proof.multi_pop_front::<8>().unwrap()).unbox();
                let [i, j, k, l, m, n, o, p] = others;
                joining = climb(leaf_8(i, j, k, l, m, n, o, p), here, path, ref proof);
                joint(values, joined, others)
            } else {
                values
            };
            let [a, b, c, d, e, f, g, h] = values;
            let [q0, q1, q2] = (*ratios.multi_pop_front::<3>().unwrap()).unbox();
            let (folded, next) = fold_8(x, q0, q1, q2, a, b, c, d, e, f, g, h);
            x = next;
            value = folded;
        } else if level == 0 && join == 1 {
            // Leaves of sixteen, which the weights join after the first fold.
            let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = (*proof
                .multi_pop_front::<16>()
                .unwrap())
                .unbox();
            let leaf = leaf_16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
            nodes.append(climb(leaf, here, path, ref proof));
            let [q0, q1, q2, q3] = (*ratios.multi_pop_front::<4>().unwrap()).unbox();
            let (next, halves) = halve_16(x, q0, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
            let others = (*proof.multi_pop_front::<8>().unwrap()).unbox();
            let [i, j, k, l, m, n, o, p] = others;
            joining = climb(leaf_8(i, j, k, l, m, n, o, p), here, path, ref proof);
            let [a, b, c, d, e, f, g, h] = joint(halves, joined, others);
            let (folded, next) = fold_8(next, q1, q2, q3, a, b, c, d, e, f, g, h);
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
        done += *count;
        level += 1;
    }
    if join < done {
        nodes.append(joining);
    }
    let (top, _) = DivRem::div_rem(here, power(path).try_into().unwrap());
    Opened { top, nodes: nodes.span(), ends: last_message::is_at(last, x, value) }
}

/// One draw, as `query`, where the smaller table joins between the folds of one leaf: one fold at a
/// time.
fn query_inside(
    trees: Trees,
    position: u32,
    ref proof: Span<felt252>,
    folding: Folding,
    last: Box<[felt252; 64]>,
) -> Opened {
    let Trees { mut folds, join, depth, places, .. } = trees;
    let Folding { joined, mut ratios, mut scales } = folding;
    let joined = *joined[0];
    let mut path = depth - CAP_BITS;
    let mut x = point(position, places);
    let (mut here, mut value, mut level, mut done) = (position, 0, 0, 0);
    let mut nodes = array![];
    let mut joining = 0;
    while let Some(count) = folds.pop_front() {
        let size = power(*count);
        let mut values = if level == 0 {
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
        let end = done + *count;
        let others = if done <= join && join < end {
            let others = take(ref proof, power(end - join));
            joining = climb(leaf(others), here, path, ref proof);
            others
        } else {
            array![].span()
        };
        while done != end {
            if done == join {
                values = joint_any(values, joined, others);
            }
            let (square, halves) = halved(x, *ratios.pop_front().unwrap(), values);
            x = square;
            values = halves;
            done += 1;
        }
        value = *values[0] * *scales.pop_front().unwrap();
        level += 1;
    }
    nodes.append(joining);
    let (top, _) = DivRem::div_rem(here, power(path).try_into().unwrap());
    Opened { top, nodes: nodes.span(), ends: last_message::is_at(last, x, value) }
}

/// As `joint`, of leaves of any size.
fn joint_any(mut values: Span<felt252>, r: felt252, mut others: Span<felt252>) -> Span<felt252> {
    let mut joint = array![];
    while let Some(value) = values.pop_front() {
        joint.append(*value + r * *others.pop_front().unwrap());
    }
    joint.span()
}

/// One fold of a leaf of up to eight elements; x², and what is left without the factor (1 - r) /
/// 2.
fn halved(x: felt252, ratio: felt252, mut values: Span<felt252>) -> (felt252, Span<felt252>) {
    let odd = ratio * x;
    let mut halves = array![];
    for root in array![1, PAIR_1, PAIR_2, PAIR_3] {
        let Some(pair) = values.multi_pop_front::<2>() else {
            break;
        };
        let [u, v] = (*pair).unbox();
        halves.append(u + v + odd * root * (u - v));
    }
    (x * x, halves.span())
}

/// What the smaller table's leaf, whose elements are `others`, is joined to.
#[inline(always)]
fn joint(values: [felt252; 8], r: felt252, others: [felt252; 8]) -> [felt252; 8] {
    let [a, b, c, d, e, f, g, h] = values;
    let [i, j, k, l, m, n, o, p] = others;
    [a + r * i, b + r * j, c + r * k, d + r * l, e + r * m, f + r * n, g + r * o, h + r * p]
}

fn take(ref values: Span<felt252>, count: u32) -> Span<felt252> {
    let taken = values.slice(0, count);
    values = values.slice(count, values.len() - count);
    taken
}

/// 1/x of a position.
fn point(position: u32, mut places: Span<Span<felt252>>) -> felt252 {
    let (mut left, mut x) = (position, 1);
    while let Some(place) = places.pop_front() {
        let (rest, digit) = DivRem::div_rem(left, 64);
        x *= *(*place)[digit];
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
    if values.len() == 8 {
        let [a, b, c, d, e, f, g, h] = (*values.multi_pop_front::<8>().unwrap()).unbox();
        return leaf_8(a, b, c, d, e, f, g, h);
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

/// The trees' nodes over the whole cap; None if the proof ends too early.
fn walk(trees: u32, ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
    if trees == 4 {
        // As many as most proofs have.
        let [a, b, c, d] = walk_four(CAP, CAP, ref opened, ref proof)?.unbox();
        return Some(array![a, b, c, d].span());
    }
    walk_any(CAP, CAP, trees, ref opened, ref proof)
}

/// The nodes of four trees over the `size` places of the cap that end before `end`.
fn walk_four(
    size: u32, end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 4]>> {
    let Some(next) = opened.get(0) else {
        return Some(*proof.multi_pop_front::<4>()?);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return Some(*proof.multi_pop_front::<4>()?);
    }
    if size == 1 {
        let _ = opened.pop_front();
        return Some(*next.nodes.multi_pop_front::<4>()?);
    }
    let (half, _) = DivRem::div_rem(size, 2);
    let [a, b, c, d] = walk_four(half, end - half, ref opened, ref proof)?.unbox();
    let [e, f, g, h] = walk_four(half, end, ref opened, ref proof)?.unbox();
    Some(BoxTrait::new([node(a, e), node(b, f), node(c, g), node(d, h)]))
}

/// The nodes of any trees.
fn walk_any(
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
    let mut left = walk_any(half, end - half, trees, ref opened, ref proof)?;
    let mut right = walk_any(half, end, trees, ref opened, ref proof)?;
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
    let (mut left, mut count) = (word, 128 / bits);
    // Five at a time: it is done for each draw.
    while count >= 5 {
        let (rest, a) = DivRem::div_rem(left, divisor);
        let (rest, b) = DivRem::div_rem(rest, divisor);
        let (rest, c) = DivRem::div_rem(rest, divisor);
        let (rest, d) = DivRem::div_rem(rest, divisor);
        let (rest, e) = DivRem::div_rem(rest, divisor);
        numbers.append(a.try_into().unwrap());
        numbers.append(b.try_into().unwrap());
        numbers.append(c.try_into().unwrap());
        numbers.append(d.try_into().unwrap());
        numbers.append(e.try_into().unwrap());
        left = rest;
        count -= 5;
    }
    while count != 0 {
        let (rest, number) = DivRem::div_rem(left, divisor);
        numbers.append(number.try_into().unwrap());
        left = rest;
        count -= 1;
    }
    left == 0
}
