//! Batches of journal records under one root, and proofs that a record is in one.
//!
//! Three uses of Starknet's Hades permutation, told apart by its third word, so that a node cannot
//! be shown as a leaf, nor either as a root, and none is a hash that Starknet itself makes (those
//! start with 0, 1 or 2 there):
//!
//!     leaf  = hades(record leaf, record number, 'CIRO_LEAF')
//!     node  = hades(left, right, 'CIRO_NODE')
//!     root  = hades(top, first + count * 2^64, 'CIRO_ROOT')
//!
//! A level with an odd count hands its last node up unchanged; nothing is repeated, so no two lists
//! have one tree. The root commits to the first record number and to the count, so that how many
//! siblings a path has, and on which side, follows from the record number alone: a record has
//! exactly one path. `gateway/chain/merkle.py` is the same in Python;
//! `tests/merkle_vectors.cairo` holds both to the same figures.
use core::poseidon::hades_permutation;

pub const LEAF_DOMAIN: felt252 = 'CIRO_LEAF';
pub const NODE_DOMAIN: felt252 = 'CIRO_NODE';
pub const ROOT_DOMAIN: felt252 = 'CIRO_ROOT';

const TWO_POW_64: felt252 = 0x10000000000000000;

/// The tree's leaf for the record leaf (Blake2s of its canonical bytes, low 251 bits) of the record
/// with this number.
pub fn leaf_node(record_leaf: felt252, number: u64) -> felt252 {
    let (digest, _, _) = hades_permutation(record_leaf, number.into(), LEAF_DOMAIN);
    digest
}

/// The parent of two nodes.
pub fn node(left: felt252, right: felt252) -> felt252 {
    let (digest, _, _) = hades_permutation(left, right, NODE_DOMAIN);
    digest
}

/// The root of a batch of `count` records from number `first`, whose tree ends in `top`.
pub fn seal(top: felt252, first: u64, count: u32) -> felt252 {
    let (digest, _, _) = hades_permutation(
        top, first.into() + count.into() * TWO_POW_64, ROOT_DOMAIN,
    );
    digest
}

/// The root of the batch of these record leaves, numbered from `first`; None when there are none.
pub fn root_of(record_leaves: Span<felt252>, first: u64) -> Option<felt252> {
    if record_leaves.is_empty() {
        return None;
    }
    let mut level: Array<felt252> = array![];
    let mut number = first;
    for record_leaf in record_leaves {
        level.append(leaf_node(*record_leaf, number));
        number += 1;
    }
    while level.len() > 1 {
        let mut above: Array<felt252> = array![];
        let mut below = level.span();
        while let Some(left) = below.pop_front() {
            match below.pop_front() {
                Some(right) => above.append(node(*left, *right)),
                // The last of an odd count goes up as it is.
                None => above.append(*left),
            }
        }
        level = above;
    }
    Some(seal(*level[0], first, record_leaves.len()))
}

/// The root that follows when the record leaf `number` is in the batch `first`, `count` and these
/// are its siblings from the bottom up. None when the number is not of the batch or the path has
/// not exactly the siblings that its place asks for.
/// At most 32 siblings, since the count is a u32; each costs one permutation.
pub fn climb(
    record_leaf: felt252, number: u64, first: u64, count: u32, path: Span<felt252>,
) -> Option<felt252> {
    // 1. The place follows from the number.
    if number < first {
        return None;
    }
    let mut width: u64 = count.into();
    let mut place = number - first;
    if place >= width {
        return None;
    }
    // 2. Up to the top: a sibling at each level, but where the node is the last of an odd count.
    let mut siblings = path;
    let mut digest = leaf_node(record_leaf, number);
    let mut whole = true;
    while width > 1 && whole {
        let (above, side) = DivRem::div_rem(place, 2);
        if side == 1 {
            match siblings.pop_front() {
                Some(left) => { digest = node(*left, digest); },
                None => { whole = false; },
            }
        } else if place + 1 < width {
            match siblings.pop_front() {
                Some(right) => { digest = node(digest, *right); },
                None => { whole = false; },
            }
        }
        place = above;
        width = (width + 1) / 2;
    }
    // 3. Nothing missing, nothing left over.
    if !whole || !siblings.is_empty() {
        return None;
    }
    Some(seal(digest, first, count))
}

/// The record leaf `number` is in the batch with this root.
pub fn includes(
    root: felt252, record_leaf: felt252, number: u64, first: u64, count: u32, path: Span<felt252>,
) -> bool {
    climb(record_leaf, number, first, count, path) == Some(root)
}
