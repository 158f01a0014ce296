use crate::logic::merkle::{climb, includes, leaf_node, node, root_of, seal};
use super::merkle_vectors::{
    LEAF_1, LEAF_2, LEAF_3, LEAF_4, LEAF_5, LEAF_6, LEAF_7, PATH_1000000_0, PATH_1000000_1,
    PATH_1000000_2, PATH_1000006_0, PATH_1000006_1, ROOT_1_FROM_1, ROOT_2_FROM_1, ROOT_3_FROM_1,
    ROOT_5_FROM_1, ROOT_7_FROM_1, ROOT_7_FROM_1000000,
};

const FIRST: u64 = 1_000_000;

fn leaves(count: u32) -> Span<felt252> {
    array![LEAF_1, LEAF_2, LEAF_3, LEAF_4, LEAF_5, LEAF_6, LEAF_7].span().slice(0, count)
}

fn first_path() -> Span<felt252> {
    array![PATH_1000000_0, PATH_1000000_1, PATH_1000000_2].span()
}

fn last_path() -> Span<felt252> {
    array![PATH_1000006_0, PATH_1000006_1].span()
}

#[test]
fn roots_are_those_of_the_python_twin() {
    assert_eq!(root_of(leaves(1), 1), Some(ROOT_1_FROM_1));
    assert_eq!(root_of(leaves(2), 1), Some(ROOT_2_FROM_1));
    assert_eq!(root_of(leaves(3), 1), Some(ROOT_3_FROM_1));
    assert_eq!(root_of(leaves(5), 1), Some(ROOT_5_FROM_1));
    assert_eq!(root_of(leaves(7), 1), Some(ROOT_7_FROM_1));
    assert_eq!(root_of(leaves(7), FIRST), Some(ROOT_7_FROM_1000000));
}

#[test]
fn no_records_have_no_root() {
    assert_eq!(root_of(leaves(0), 1), None);
}

#[test]
fn paths_of_the_python_twin_lead_to_the_root() {
    assert!(includes(ROOT_7_FROM_1000000, LEAF_1, FIRST, FIRST, 7, first_path()));
    assert!(includes(ROOT_7_FROM_1000000, LEAF_7, FIRST + 6, FIRST, 7, last_path()));
    assert!(includes(ROOT_1_FROM_1, LEAF_1, 1, 1, 1, array![].span()));
}

#[test]
fn another_leaf_number_first_or_count_is_refused() {
    assert!(!includes(ROOT_7_FROM_1000000, LEAF_2, FIRST, FIRST, 7, first_path()));
    assert!(!includes(ROOT_7_FROM_1000000, LEAF_1, FIRST + 1, FIRST, 7, first_path()));
    assert!(!includes(ROOT_7_FROM_1000000, LEAF_1, FIRST, FIRST - 1, 7, first_path()));
    assert!(!includes(ROOT_7_FROM_1000000, LEAF_1, FIRST, FIRST, 8, first_path()));
    assert!(!includes(ROOT_7_FROM_1000000, LEAF_1, FIRST, FIRST, 6, first_path()));
}

#[test]
fn a_number_outside_the_batch_is_refused() {
    assert_eq!(climb(LEAF_1, FIRST - 1, FIRST, 7, first_path()), None);
    assert_eq!(climb(LEAF_1, FIRST + 7, FIRST, 7, first_path()), None);
    assert_eq!(climb(LEAF_1, FIRST, FIRST, 0, first_path()), None);
}

#[test]
fn a_path_too_short_or_too_long_is_refused() {
    assert_eq!(climb(LEAF_1, FIRST, FIRST, 7, first_path().slice(0, 2)), None);
    assert_eq!(climb(LEAF_7, FIRST + 6, FIRST, 7, array![].span()), None);
    let mut longer = array![];
    longer.append_span(first_path());
    longer.append(0);
    assert_eq!(climb(LEAF_1, FIRST, FIRST, 7, longer.span()), None);
    assert_eq!(climb(LEAF_1, 1, 1, 1, array![0].span()), None);
}

#[test]
fn siblings_swapped_are_refused() {
    let swapped = array![PATH_1000000_1, PATH_1000000_0, PATH_1000000_2].span();
    assert!(!includes(ROOT_7_FROM_1000000, LEAF_1, FIRST, FIRST, 7, swapped));
}

#[test]
fn a_node_is_no_leaf() {
    // A batch of one "record" whose leaf is a node of another tree does not have that tree's root.
    let inner = node(leaf_node(LEAF_1, 1), leaf_node(LEAF_2, 2));
    assert!(!includes(ROOT_2_FROM_1, inner, 1, 1, 1, array![].span()));
    assert_ne!(leaf_node(inner, 1), inner);
    assert_ne!(node(LEAF_1, 1), leaf_node(LEAF_1, 1));
}

#[test]
fn repeating_the_last_record_is_another_batch() {
    let repeated = array![LEAF_1, LEAF_2, LEAF_3, LEAF_3].span();
    assert_ne!(root_of(repeated, 1), Some(ROOT_3_FROM_1));
    // Not even where the number, too, is repeated below the top.
    let top = node(
        node(leaf_node(LEAF_1, 1), leaf_node(LEAF_2, 2)),
        node(leaf_node(LEAF_3, 3), leaf_node(LEAF_3, 3)),
    );
    assert_ne!(seal(top, 1, 3), ROOT_3_FROM_1);
}

#[test]
fn the_longest_path_ends() {
    // The count 2^32 - 1 asks for 32 siblings of its first record and 32 levels of its last.
    let mut path = array![];
    while path.len() < 32 {
        path.append(path.len().into());
    }
    assert!(climb(LEAF_1, FIRST, FIRST, 0xFFFFFFFF, path.span()).is_some());
    path.append(0);
    assert!(climb(LEAF_1, FIRST, FIRST, 0xFFFFFFFF, path.span()).is_none());
    // Numbers near the end of u64 do not overflow.
    assert!(climb(LEAF_1, 0xFFFFFFFFFFFFFFFF, 0xFFFFFFFFFFFFFFFF, 1, array![].span()).is_some());
}
