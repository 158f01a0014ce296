//! A hash chain over record leaves in Starknet's Hades permutation: the head after a record is
//! `hades(head before, leaf, 'CIRO_CHAIN')`. The third word keeps it apart from the nodes of
//! `merkle` and from Starknet's own hashes.
use core::poseidon::{hades_permutation, poseidon_hash_span};

pub const CHAIN_DOMAIN: felt252 = 'CIRO_CHAIN';

/// The head after `leaves`, from `start`.
pub fn extend(start: felt252, leaves: Span<felt252>) -> felt252 {
    let mut head = start;
    for leaf in leaves {
        let (next, _, _) = hades_permutation(head, *leaf, CHAIN_DOMAIN);
        head = next;
    }
    head
}

/// What a batch is as a job's input: its root, its first number and count, and the head that it
/// goes on from.
pub fn input_digest(root: felt252, first: felt252, count: felt252, start: felt252) -> felt252 {
    poseidon_hash_span(array![root, first, count, start].span())
}
