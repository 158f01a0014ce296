"""The fast root of a batch is the root that the audit computes and the contract checks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.chain.merkle import Batch
from gateway.settlement.tree import compiled_levels, compiled_root, fastest_root, plain_root
from zkml.field import PRIME
from zkml.proving.pairs import PairHasher

LEAVES = st.lists(st.integers(0, PRIME - 1), min_size=1, max_size=40)
FIRST = st.integers(1, 2**63)


@pytest.fixture(scope="module")
def hasher():
    return PairHasher()


@given(FIRST, LEAVES)
def test_all_ways_to_a_root_are_one(hasher, first, leaves):
    root = Batch(first, tuple(leaves)).root
    assert plain_root(first, leaves) == root
    assert compiled_root(hasher)(first, leaves) == root


@given(FIRST, LEAVES)
def test_the_levels_are_those_of_the_audit(hasher, first, leaves):
    levels = [hasher.integers(level) for level in compiled_levels(hasher, first, leaves)]
    assert levels == Batch(first, tuple(leaves)).levels


def test_without_machine_code_the_slow_root_is_taken(monkeypatch):
    def forbidden(_self):
        raise OSError("no machine code may be made here")

    monkeypatch.setattr(PairHasher, "__init__", forbidden)
    assert fastest_root() is plain_root
