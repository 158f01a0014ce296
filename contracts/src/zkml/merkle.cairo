//! Leaves, nodes and paths of hash trees, as `zkml/merkle.py` and `zkml/hashing.py`, and the folds
//! of one leaf, as `_fold_pairs` in `zkml/commitment.py`.
//!
//! Leaves, nodes and the transcript have words of their own in the third place of Hades' first
//! state; 0, 1 and 2 are left to Starknet's own hashes.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::upcast;
use core::poseidon::hades_permutation;

const LEAF_4: felt252 = 'zkml1 leaf 4';
const LEAF_8: felt252 = 'zkml1 leaf 8';
const LEAF_16: felt252 = 'zkml1 leaf 16';
const NODE: felt252 = 'zkml1 node';

/// 1 / w^rev(s) for the pairs s of a leaf of eight, w of order 8; the first is 1.
pub const PAIR_1: felt252 = 0x1dafdc6d65d66b5accedf99bcd607383ad971a9537cdf25d59e99d90becc81e;
pub const PAIR_2: felt252 = 0x446ed3ce295dda2b5ea677394813e6eab8bfbc55397aacac8e6df6f4bc9ca34;
pub const PAIR_3: felt252 = 0x1cc9a01f2178b3736f524e1d06398916739deaa1bbed178c525a1e211901146;

/// Those that a leaf of sixteen has more.
const PAIR_4: felt252 = 0x5c3ed0c6f6ac6dd647c9ba3e4721c1eb14011ea3d174c52d7981c5b8145aa75;
const PAIR_5: felt252 = 0x7f4ab8a6173b92fda7237f0f6e190c41c78777feabad31a0f35f63161a8e0af;
const PAIR_6: felt252 = 0x231c05e93ca34c35ac88ac98a35cd89152dbfa622215d35b83c9a781a5ac730;
const PAIR_7: felt252 = 0x213b984777d9556bac89fd2aebbda0c4f420b98440cfdba7cc83ba09fde1ac8;

pub type Bit = BoundedInt<0, 1>;
pub type Two = BoundedInt<0, 3>;
pub type Three = BoundedInt<0, 7>;

#[inline(always)]
pub fn leaf_4(v0: felt252, v1: felt252, v2: felt252, v3: felt252) -> felt252 {
    let (a, b, c) = hades_permutation(v0, v1, LEAF_4);
    let (a, _, _) = hades_permutation(a + v2, b + v3, c);
    a
}

#[inline(always)]
pub fn leaf_8(
    v0: felt252,
    v1: felt252,
    v2: felt252,
    v3: felt252,
    v4: felt252,
    v5: felt252,
    v6: felt252,
    v7: felt252,
) -> felt252 {
    let (a, b, c) = hades_permutation(v0, v1, LEAF_8);
    let (a, b, c) = hades_permutation(a + v2, b + v3, c);
    let (a, b, c) = hades_permutation(a + v4, b + v5, c);
    let (a, _, _) = hades_permutation(a + v6, b + v7, c);
    a
}

#[inline(always)]
pub fn leaf_16(
    v0: felt252,
    v1: felt252,
    v2: felt252,
    v3: felt252,
    v4: felt252,
    v5: felt252,
    v6: felt252,
    v7: felt252,
    v8: felt252,
    v9: felt252,
    v10: felt252,
    v11: felt252,
    v12: felt252,
    v13: felt252,
    v14: felt252,
    v15: felt252,
) -> felt252 {
    let (a, b, c) = hades_permutation(v0, v1, LEAF_16);
    let (a, b, c) = hades_permutation(a + v2, b + v3, c);
    let (a, b, c) = hades_permutation(a + v4, b + v5, c);
    let (a, b, c) = hades_permutation(a + v6, b + v7, c);
    let (a, b, c) = hades_permutation(a + v8, b + v9, c);
    let (a, b, c) = hades_permutation(a + v10, b + v11, c);
    let (a, b, c) = hades_permutation(a + v12, b + v13, c);
    let (a, _, _) = hades_permutation(a + v14, b + v15, c);
    a
}

#[inline(always)]
pub fn node(left: felt252, right: felt252) -> felt252 {
    let (digest, _, _) = hades_permutation(left, right, NODE);
    digest
}

/// The ancestor one level up, by a bit of the position.
#[inline(always)]
pub fn climb_1(digest: felt252, side: Bit, s0: felt252) -> felt252 {
    match upcast::<_, u32>(side) {
        0 => node(digest, s0),
        _ => node(s0, digest),
    }
}

/// Two levels up, by two bits of the position, the low one first.
#[inline(always)]
pub fn climb_2(digest: felt252, sides: Two, s0: felt252, s1: felt252) -> felt252 {
    match upcast::<_, u32>(sides) {
        0 => node(node(digest, s0), s1),
        1 => node(node(s0, digest), s1),
        2 => node(s1, node(digest, s0)),
        _ => node(s1, node(s0, digest)),
    }
}

/// Three levels up.
#[inline(always)]
pub fn climb_3(digest: felt252, sides: Three, s0: felt252, s1: felt252, s2: felt252) -> felt252 {
    match upcast::<_, u32>(sides) {
        0 => node(node(node(digest, s0), s1), s2),
        1 => node(node(node(s0, digest), s1), s2),
        2 => node(node(s1, node(digest, s0)), s2),
        3 => node(node(s1, node(s0, digest)), s2),
        4 => node(s2, node(node(digest, s0), s1)),
        5 => node(s2, node(node(s0, digest), s1)),
        6 => node(s2, node(s1, node(digest, s0))),
        _ => node(s2, node(s1, node(s0, digest))),
    }
}

/// A later oracle's leaf: the verifier's own fold at the draw's slot among what the proof gives.
/// The first is w^rev(slot), by which 1/x is multiplied.
#[inline(always)]
pub fn with_folded_8(
    slot: Three,
    folded: felt252,
    v0: felt252,
    v1: felt252,
    v2: felt252,
    v3: felt252,
    v4: felt252,
    v5: felt252,
    v6: felt252,
) -> (felt252, felt252, felt252, felt252, felt252, felt252, felt252, felt252, felt252) {
    match upcast::<_, u32>(slot) {
        0 => (1, folded, v0, v1, v2, v3, v4, v5, v6),
        1 => (
            0x800000000000011000000000000000000000000000000000000000000000000,
            v0,
            folded,
            v1,
            v2,
            v3,
            v4,
            v5,
            v6,
        ),
        2 => (
            0x625023929a2995b533120664329f8c7c5268e56ac8320da2a616626f41337e3,
            v0,
            v1,
            folded,
            v2,
            v3,
            v4,
            v5,
            v6,
        ),
        3 => (
            0x1dafdc6d65d66b5accedf99bcd607383ad971a9537cdf25d59e99d90becc81e,
            v0,
            v1,
            v2,
            folded,
            v3,
            v4,
            v5,
            v6,
        ),
        4 => (
            0x63365fe0de874d9c90adb1e2f9c676e98c62155e4412e873ada5e1dee6feebb,
            v0,
            v1,
            v2,
            v3,
            folded,
            v4,
            v5,
            v6,
        ),
        5 => (
            0x1cc9a01f2178b3736f524e1d06398916739deaa1bbed178c525a1e211901146,
            v0,
            v1,
            v2,
            v3,
            v4,
            folded,
            v5,
            v6,
        ),
        6 => (
            0x3b912c31d6a226e4a15988c6b7ec1915474043aac68553537192090b43635cd,
            v0,
            v1,
            v2,
            v3,
            v4,
            v5,
            folded,
            v6,
        ),
        _ => (
            0x446ed3ce295dda2b5ea677394813e6eab8bfbc55397aacac8e6df6f4bc9ca34,
            v0,
            v1,
            v2,
            v3,
            v4,
            v5,
            v6,
            folded,
        ),
    }
}

/// The same for a leaf of four.
#[inline(always)]
pub fn with_folded_4(
    slot: Two, folded: felt252, v0: felt252, v1: felt252, v2: felt252,
) -> (felt252, felt252, felt252, felt252, felt252) {
    match upcast::<_, u32>(slot) {
        0 => (1, folded, v0, v1, v2),
        1 => (
            0x800000000000011000000000000000000000000000000000000000000000000, v0, folded, v1, v2,
        ),
        2 => (
            0x625023929a2995b533120664329f8c7c5268e56ac8320da2a616626f41337e3, v0, v1, folded, v2,
        ),
        _ => (
            0x1dafdc6d65d66b5accedf99bcd607383ad971a9537cdf25d59e99d90becc81e, v0, v1, v2, folded,
        ),
    }
}

/// Folds a leaf of four by two challenges; returned with the result is 1/x's fourth power.
#[inline(always)]
pub fn fold_4(
    x: felt252, q0: felt252, q1: felt252, v0: felt252, v1: felt252, v2: felt252, v3: felt252,
) -> (felt252, felt252) {
    let odd = q0 * x;
    let a0 = v0 + v1 + odd * (v0 - v1);
    let a1 = v2 + v3 + odd * PAIR_1 * (v2 - v3);
    let x2 = x * x;
    (a0 + a1 + q1 * x2 * (a0 - a1), x2 * x2)
}

/// Folds a leaf of eight by three challenges r, given as r / (1 - r); the result lacks the factor
/// Π (1 - r) / 2. `x` is 1/x; returned with the result is its eighth power.
#[inline(always)]
pub fn fold_8(
    x: felt252,
    q0: felt252,
    q1: felt252,
    q2: felt252,
    v0: felt252,
    v1: felt252,
    v2: felt252,
    v3: felt252,
    v4: felt252,
    v5: felt252,
    v6: felt252,
    v7: felt252,
) -> (felt252, felt252) {
    let odd = q0 * x;
    let a0 = v0 + v1 + odd * (v0 - v1);
    let a1 = v2 + v3 + odd * PAIR_1 * (v2 - v3);
    let a2 = v4 + v5 + odd * PAIR_2 * (v4 - v5);
    let a3 = v6 + v7 + odd * PAIR_3 * (v6 - v7);
    let x2 = x * x;
    let odd = q1 * x2;
    let b0 = a0 + a1 + odd * (a0 - a1);
    let b1 = a2 + a3 + odd * PAIR_1 * (a2 - a3);
    let x4 = x2 * x2;
    (b0 + b1 + q2 * x4 * (b0 - b1), x4 * x4)
}

/// Folds a leaf of sixteen by four challenges; returned with the result is 1/x's sixteenth power.
#[inline(always)]
pub fn fold_16(
    x: felt252,
    q0: felt252,
    q1: felt252,
    q2: felt252,
    q3: felt252,
    v0: felt252,
    v1: felt252,
    v2: felt252,
    v3: felt252,
    v4: felt252,
    v5: felt252,
    v6: felt252,
    v7: felt252,
    v8: felt252,
    v9: felt252,
    v10: felt252,
    v11: felt252,
    v12: felt252,
    v13: felt252,
    v14: felt252,
    v15: felt252,
) -> (felt252, felt252) {
    let (x, [a0, a1, a2, a3, a4, a5, a6, a7]) = halve_16(
        x, q0, v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15,
    );
    fold_8(x, q1, q2, q3, a0, a1, a2, a3, a4, a5, a6, a7)
}

/// Folds a leaf of sixteen by its first challenge; returned first is 1/x's square.
#[inline(always)]
pub fn halve_16(
    x: felt252,
    q: felt252,
    v0: felt252,
    v1: felt252,
    v2: felt252,
    v3: felt252,
    v4: felt252,
    v5: felt252,
    v6: felt252,
    v7: felt252,
    v8: felt252,
    v9: felt252,
    v10: felt252,
    v11: felt252,
    v12: felt252,
    v13: felt252,
    v14: felt252,
    v15: felt252,
) -> (felt252, [felt252; 8]) {
    let odd = q * x;
    (
        x * x,
        [
            v0 + v1 + odd * (v0 - v1), v2 + v3 + odd * PAIR_1 * (v2 - v3),
            v4 + v5 + odd * PAIR_2 * (v4 - v5), v6 + v7 + odd * PAIR_3 * (v6 - v7),
            v8 + v9 + odd * PAIR_4 * (v8 - v9), v10 + v11 + odd * PAIR_5 * (v10 - v11),
            v12 + v13 + odd * PAIR_6 * (v12 - v13), v14 + v15 + odd * PAIR_7 * (v14 - v15),
        ],
    )
}
