"""Each check of the anchor that matters, taken out: the abuse that it stops then succeeds."""

import pytest

from gateway.chain.merkle import Batch, node, seal

LEAVES = tuple(range(100, 108))


@pytest.fixture
def broken(chain, mutant):
    """A function: an anchor with one check less, on which the worker has anchored records 1 to 8."""

    def deploy(name, root=None):
        anchor = chain.deploy(mutant(name))
        anchor.open_journal(1, 9, by=chain.worker)
        anchor.anchor(1, 1, 8, 0, root or Batch(1, LEAVES).root, 10, by=chain.worker)
        return anchor

    return deploy


def test_without_its_check_records_disappear_between_two_batches(chain, broken):
    anchor = broken("anchor-with-a-gap")
    anchor.anchor(2, 100, 1, Batch(1, LEAVES).root, 5, 11, by=chain.worker)
    assert anchor.batch(chain.worker, 2).first == 100


def test_without_its_check_a_batch_is_replaced(chain, broken):
    anchor = broken("anchor-written-twice")
    anchor.anchor(1, 9, 1, Batch(1, LEAVES).root, 5, 11, by=chain.worker)
    assert anchor.batch(chain.worker, 1).root == 5


def test_without_its_domain_a_node_is_proven_as_a_record(chain, broken):
    """A tree whose leaves are not hashed: the parent of the first two is shown as the one record of a batch of four."""
    level = list(LEAVES)
    levels = [level]
    while len(level) > 1:
        level = [node(level[at], level[at + 1]) for at in range(0, len(level), 2)]
        levels.append(level)
    anchor = broken("node-shown-as-a-record", root=seal(level[0], 1, 4))
    mutated = anchor.batch(chain.worker, 1)
    assert mutated.root == seal(level[0], 1, 4)
    anchor.anchor(2, 9, 4, mutated.root, seal(level[0], 9, 4), 12, by=chain.worker)
    assert anchor.verify_inclusion(chain.worker, 2, 9, levels[1][0], [levels[1][1], levels[2][1]])


def test_without_its_check_siblings_are_left_over(chain, broken):
    anchor = broken("path-of-any-length")
    batch = Batch(1, LEAVES)
    assert anchor.verify_inclusion(chain.worker, 1, 3, LEAVES[2], [*batch.path(3), 77])
