"""What becomes of a transaction decides what is noted and whether it goes out again; the node is a fake one."""

import asyncio
from dataclasses import replace

import pytest
from starknet_py.net.client_models import EstimatedFee, PriceUnit, TransactionStatus
from test_store import submission

from gateway.chain.follower import BlockId
from gateway.chain.networks import NETWORKS
from gateway.paymaster.node import Block, Node, Outcome

NOW = 1_800_000_000


class FakeNode(Node):
    """Knows what a test says: outcomes and states by hash, transactions by block, nonces."""

    def __init__(self):
        super().__init__("http://127.0.0.1:9/rpc", NETWORKS["devnet"], wall=lambda: NOW)
        self.outcomes, self.states, self.blocks, self.next, self.sent, self.asked = {}, {}, {}, 0, [], 0

    async def now(self):
        return NOW

    async def outcome(self, transaction):
        return self.outcomes.get(transaction)

    async def status(self, transaction):
        return self.states.get(transaction)

    async def nonce(self, address):
        return self.next

    async def block(self, number=None):
        self.asked += 1
        number = max(self.blocks) if number is None else number
        if number not in self.blocks:
            return None
        held = frozenset(self.blocks[number])
        return Block(BlockId(number, 0, hash(held)), held)

    async def estimate(self, *transactions, validate=True):
        return [EstimatedFee(1, 10**9, 1, 10**9, 1, 10**9, 3 * 10**9, PriceUnit.FRI) for _ in transactions]

    async def send(self, transaction):
        self.sent.append(transaction)
        self.next = transaction.nonce + 1
        return 0

    def carries_out(self, transaction, block, fee, undone=None):
        self.outcomes[transaction] = Outcome(transaction, undone, fee * 10**9, block, 0)
        self.blocks[block] = {transaction}


@pytest.fixture
def followed(process):
    """A service that took one transaction on, with a fake node; patience is over at once."""
    made = process()
    node = FakeNode()
    made.service.node = made.service.costs.node = node
    for relayer in made.service.pool.relayers:
        relayer.node = node
    made.follower.patience_s = 0.0
    key, _ = made.store.add_key("one")
    one = replace(submission(1, key, reserved=10**6, at=NOW), relayer="0x2")
    made.store.take(one)
    return made, node, one


def look(made):
    async def once():
        await made.follower.watch.look()
        await made.follower.follow(made.store.active())

    asyncio.run(once())


def sums(made):
    (row,) = made.store.spending("key_id")
    return row["spent_nano"], row["budget_nano"], row["failed"]


def test_a_block_that_stays_costs_one_question_however_many_transactions_are_in_blocks(followed):
    made, node, one = followed
    node.carries_out(0x3E9, 5, fee=60)
    look(made)
    look(made)
    node.asked = 0
    for _ in range(3):
        look(made)
    assert node.asked == 3
    assert made.store.submission(one.id).state == "accepted"


def test_what_moved_to_another_block_is_found_there_and_not_sent(followed):
    made, node, one = followed
    node.carries_out(0x3E9, 5, fee=60)
    look(made)
    look(made)
    node.blocks.clear()
    node.carries_out(0x3E9, 4, fee=50)
    look(made)
    found = made.store.submission(one.id)
    assert (found.state, found.block, found.taken_back) == ("accepted", 4, 1)
    assert sums(made) == (50, 50, 0)
    assert node.sent == []


def test_what_was_undone_in_a_block_that_is_gone_is_not_sent_again_and_costs_nothing(followed):
    """Its caller was told that it was undone, and may have had another one signed."""
    made, node, one = followed
    node.carries_out(0x3E9, 5, fee=60, undone="COUNTER: zero amount")
    look(made)
    assert sums(made) == (60, 60, 1)
    node.blocks, node.outcomes = {5: {0xABC}}, {}
    look(made)
    found = made.store.submission(one.id)
    assert (found.state, found.reason) == ("dropped", "a reorganisation took block 5 away; it was undone there")
    assert sums(made) == (0, 0, 1)
    assert node.sent == []


def test_of_two_transactions_the_one_that_was_carried_out_decides_and_both_are_paid(followed):
    """The first came back after the second was sent; the account takes its calls once."""
    made, node, one = followed
    node.blocks[1] = set()
    look(made)
    assert len(node.sent) == 1
    again = made.store.submission(one.id)
    assert again.earlier == one.hash
    node.carries_out(int(one.hash, 16), 5, fee=60)
    node.carries_out(int(again.hash, 16), 6, fee=7, undone="SRC9: duplicated nonce")
    look(made)
    found = made.store.submission(one.id)
    assert (found.state, found.hash, found.block) == ("accepted", one.hash, 5)
    assert sums(made) == (67, 67, 0)


@pytest.mark.parametrize(
    ("status", "nonce", "sent"),
    [
        (TransactionStatus.RECEIVED, 1, 0),  # it is the next
        (TransactionStatus.RECEIVED, 2, 1),  # another one took its nonce: it never gets there
        (TransactionStatus.PRE_CONFIRMED, 2, 0),  # it took its nonce itself
        (None, 1, 1),
    ],
)
def test_what_waits_is_waited_for_unless_its_nonce_went_to_another(followed, status, nonce, sent):
    made, node, one = followed
    node.blocks[1], node.states[int(one.hash, 16)], node.next = set(), status, nonce
    look(made)
    assert len(node.sent) == sent


def test_what_the_keys_budget_does_not_cover_any_more_waits(followed):
    made, node, one = followed
    node.carries_out(0x3E9, 5, fee=60)
    look(made)
    made.store.set_budget(one.key_id, day_nano=60, total_nano=None)
    node.blocks, node.outcomes = {5: {0xABC}}, {}
    look(made)
    assert node.sent == []
    assert made.store.submission(one.id).state == "active"
    assert sums(made) == (0, 60, 0)
    made.store.set_budget(one.key_id, day_nano=None, total_nano=None)
    look(made)
    assert len(node.sent) == 1


def test_what_was_lost_goes_out_in_the_order_in_which_it_was_taken_on(followed):
    made, node, one = followed
    for number in (5, 3, 4):
        made.store.take(
            replace(submission(number, made.store.key_named("one"), at=NOW), relayer="0x2", nonce=9 - number)
        )
    node.blocks[1] = set()
    look(made)
    assert [sent.nonce for sent in node.sent] == [0, 1, 2, 3]
    by_nonce = sorted(made.store.active(), key=lambda known: known.nonce)
    assert [known.id for known in by_nonce] == [one.id, "0x5", "0x3", "0x4"]


def test_a_reorganisation_has_every_relayers_nonce_counted_anew(followed):
    made, node, _ = followed
    node.carries_out(0x3E9, 5, fee=60)
    look(made)
    (relayer,) = made.service.pool.relayers
    relayer.start_from(77)
    look(made)
    assert asyncio.run(relayer.nonce()) == 77
    node.blocks[5] = {0x3E9, 0xABC}
    node.next = 3
    look(made)
    assert asyncio.run(relayer.nonce()) == 3
