"""A batch has one root, a record one path, and the contracts compute the same."""

import re
from hashlib import blake2s
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.chain.merkle import Batch, climb, cut, includes, leaf_node, node, seal
from gateway.journal import chain
from zkml.field import PRIME

VECTORS = Path(__file__).parents[3] / "contracts/src/tests/merkle_vectors.cairo"


def _leaves(count: int) -> tuple[int, ...]:
    return tuple(cut(blake2s(b"record %d" % i).digest()) for i in range(1, count + 1))


def _vectors() -> dict[str, int]:
    text = VECTORS.read_text()
    return {name: int(value, 16) for name, value in re.findall(r"pub const (\w+): felt252 =\s+(0x[0-9a-f]+);", text)}


def test_cairo_vectors_are_what_this_twin_computes() -> None:
    expected = {f"LEAF_{i}": leaf for i, leaf in enumerate(_leaves(7), 1)}
    for count, first in ((1, 1), (2, 1), (3, 1), (5, 1), (7, 1), (7, 1_000_000)):
        expected[f"ROOT_{count}_FROM_{first}"] = Batch(first, _leaves(count)).root
    batch = Batch(1_000_000, _leaves(7))
    for number in (1_000_000, 1_000_006):
        for level, sibling in enumerate(batch.path(number)):
            expected[f"PATH_{number}_{level}"] = sibling
    record = chain.leaf(1, 7, 1_700_000_000_000_000, 1, 9, b"plant/line/sensor-1", b"4", 11, bytes(range(32)))
    expected["RECORD_LEAF"] = cut(record)
    assert _vectors() == expected


@given(count=st.integers(1, 40), first=st.integers(1, 2**63), data=st.data())
@settings(max_examples=40, deadline=None)
def test_every_record_of_a_batch_has_a_path_to_its_root(count: int, first: int, data: st.DataObject) -> None:
    batch = Batch(first, _leaves(count))
    number = data.draw(st.integers(first, batch.last))
    assert includes(batch.root, _leaves(count)[number - first], number, first, count, batch.path(number))


@given(count=st.integers(2, 20), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_record_has_no_other_path(count: int, data: st.DataObject) -> None:
    """Whatever of a true proof is changed, it no longer leads to the root."""
    leaves = _leaves(count)
    batch = Batch(1, leaves)
    number = data.draw(st.integers(1, count))
    path = batch.path(number)
    leaf = leaves[number - 1]
    changed = data.draw(
        st.sampled_from(
            [
                (leaf ^ 1, number, 1, count, path),
                (leaf, number % count + 1, 1, count, path),
                (leaf, number + 1, 2, count, path),
                (leaf, number, 1, count + 1, path),
                (leaf, number, 1, count, path[:-1]),
                (leaf, number, 1, count, [*path, 0]),
                (leaf, number, 1, count, [path[0] ^ 1, *path[1:]]),
                (leaf, number, 1, count, path[::-1] if path[::-1] != path else [0]),
            ]
        )
    )
    assert not includes(batch.root, *changed)


def test_a_node_cannot_be_shown_as_a_record() -> None:
    left, right = _leaves(2)
    inner = node(leaf_node(left, 1), leaf_node(right, 2))
    root = Batch(1, (left, right)).root
    assert climb(inner, 1, 1, 1, []) != root
    assert leaf_node(inner, 1) != inner
    assert seal(inner, 1, 2) == root
    assert seal(inner, 1, 1) != root


def test_repeating_the_last_record_is_another_batch() -> None:
    three = _leaves(3)
    assert Batch(1, (*three, three[-1])).root != Batch(1, three).root


def test_the_same_leaves_from_another_number_are_another_batch() -> None:
    assert Batch(1, _leaves(3)).root != Batch(2, _leaves(3)).root


@pytest.mark.parametrize(
    ("first", "leaves", "reason"),
    [
        (1, (), "1 to"),
        (0, (5,), "numbered from 1"),
        (2**64 - 1, (5, 6), "numbered from 1"),
        (1, (PRIME,), "cut it first"),
    ],
)
def test_what_is_no_batch_is_refused(first: int, leaves: tuple[int, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Batch(first, leaves)


def test_a_path_is_asked_only_of_a_record_of_the_batch() -> None:
    with pytest.raises(ValueError, match="record 4 is not of the batch"):
        Batch(1, _leaves(3)).path(4)
