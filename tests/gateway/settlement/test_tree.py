"""The fast root of a batch is the root that the audit computes and the contract checks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.chain.merkle import Batch, includes
from gateway.settlement import tree
from gateway.settlement.tree import compiled_levels, compiled_root, fastest_root, plain_root, tree_of
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


@given(FIRST, LEAVES, st.booleans(), st.data())
def test_a_tree_is_that_of_the_audit_however_it_is_made_and_every_path_leads_to_its_root(first, leaves, many, data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tree, "MANY", 1 if many else len(leaves) + 1)
        made = tree_of(first, leaves)
    plain = Batch(first, tuple(leaves))
    assert ("levels" in vars(made)) == many, "machine code made it, or nothing has yet"
    assert (made, made.levels, made.root) == (plain, plain.levels, plain.root)
    place = data.draw(st.integers(0, len(leaves) - 1))
    number = first + place
    assert includes(plain.root, leaves[place], number, first, len(leaves), made.path(number))


@pytest.mark.parametrize(("first", "leaves"), [(1, []), (0, [5]), (1, [PRIME])])
def test_what_is_no_batch_has_no_tree(first, leaves):
    with pytest.raises(ValueError, match=r"records|field"):
        tree_of(first, leaves)


@pytest.fixture
def without_machine_code(monkeypatch):
    def forbidden(_self):
        raise OSError("no machine code may be made here")

    monkeypatch.setattr(PairHasher, "__init__", forbidden)
    tree._machine_code.cache_clear()
    yield
    tree._machine_code.cache_clear()


@pytest.mark.usefixtures("without_machine_code")
def test_without_machine_code_the_slow_root_is_taken(monkeypatch):
    assert fastest_root() is plain_root
    monkeypatch.setattr(tree, "MANY", 1)
    assert tree_of(7, [1, 2, 3]).root == plain_root(7, [1, 2, 3])


def test_machine_code_that_gives_another_root_is_not_used(monkeypatch):
    tree._machine_code.cache_clear()
    monkeypatch.setattr(tree, "plain_root", lambda *_: 1)
    assert tree._machine_code() is None
    tree._machine_code.cache_clear()
