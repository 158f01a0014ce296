"""What a follower has applied and not undone is at any time what one chain says, however chains replace each other."""

import asyncio
import contextlib
import random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import EmittedEvent, EventsChunk, StarknetBlockWithTxHashes

from gateway.chain.asking import NodeError
from gateway.chain.contract import shipped_abi
from gateway.chain.follower import Apply, BlockId, Cursor, Follower, Subscription, TooDeepError, Undo
from gateway.chain.follower.trail import advance, take_back

TRANSFER = get_selector_from_name("Transfer")
TOKEN = 0x70


class FakeNode:
    """A chain in memory that may be reorganised between any two requests: no real one changes at a chosen request."""

    url = "fake://node"

    def __init__(self, page: int = 3) -> None:
        self.blocks = []  # (hash, values of its events)
        self.page = page
        self.made = 0
        self.before_answer = lambda: None
        self.grow([])

    def grow(self, values) -> None:
        self.made += 1
        self.blocks.append((0x1000 + self.made, tuple(values)))

    def cut(self, count: int) -> None:
        del self.blocks[max(1, len(self.blocks) - count) :]

    async def get_block_with_tx_hashes(self, block_number):
        self.before_answer()
        number = len(self.blocks) - 1 if block_number == "latest" else block_number
        if number >= len(self.blocks):
            raise ClientError(code="24", message="Block not found")
        block = StarknetBlockWithTxHashes.__new__(StarknetBlockWithTxHashes)
        block.block_number, block.block_hash = number, self.blocks[number][0]
        block.transaction_commitment = 0
        return block

    async def get_events(self, *, address, keys, from_block_number, to_block_number, continuation_token, **_):
        self.before_answer()
        found = [
            EmittedEvent(address, [TRANSFER, 1, 2], [value, 0], 0x99, 0, index, digest, number)
            for number, (digest, values) in enumerate(self.blocks)
            if from_block_number <= number <= to_block_number
            for index, value in enumerate(values)
        ]
        start = int(continuation_token or 0)
        rest = found[start + self.page :]
        return EventsChunk(found[start : start + self.page], str(start + self.page) if rest else None)


class Reader:
    """Keeps what it is told, and the cursor beside it, as a store would."""

    def __init__(self, node: FakeNode, *, depth=256, span=5) -> None:
        subscription = Subscription(TOKEN, shipped_abi("CiroToken"), frozenset({"Transfer"}))
        self.follower = Follower(node, [subscription], depth=depth, span=span)
        self.cursor, self.applied = Cursor(), []

    async def read(self, most: int | None = None) -> None:
        async for step in self.follower.steps(Cursor.from_json(self.cursor.to_json())):
            match step:
                case Apply(block, events):
                    assert not self.applied or block.number > self.applied[-1][0].number
                    self.applied.append((block, tuple(event.value.value for event in events)))
                case Undo(block):
                    assert self.applied.pop()[0] == block, "undone in another order than applied"
            self.cursor = step.cursor
            if most is not None and (most := most - 1) == 0:
                return  # killed here; it goes on from the cursor

    @property
    def values(self):
        return [value for _, values in self.applied for value in values]


def all_values(node):
    return [value for _, values in node.blocks for value in values]


changes = st.lists(
    st.tuples(
        st.integers(0, 6),  # blocks cut off
        st.lists(st.lists(st.integers(1, 1000), max_size=4), max_size=8),  # blocks put on, with their events
        st.one_of(st.none(), st.integers(1, 3)),  # steps until it is killed
    ),
    max_size=12,
)


@given(changes, st.integers(1, 9))
def test_after_any_reorganisations_and_kills_it_holds_what_the_chain_holds(history, span):
    node = FakeNode()
    reader = Reader(node, span=span)
    for cut, blocks, most in history:
        node.cut(cut)
        for values in blocks:
            node.grow(values)
        asyncio.run(reader.read(most))
    asyncio.run(reader.read())
    assert reader.values == all_values(node)
    asyncio.run(reader.read())
    assert reader.values == all_values(node), "read again, nothing comes twice"


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_a_chain_that_changes_between_two_requests_is_never_mixed_with_another(seed, span):
    node, rng = FakeNode(page=2), random.Random(seed)
    reader = Reader(node, span=span)

    def disturb():
        if rng.random() < 0.3:
            node.cut(rng.randrange(4))
            for _ in range(rng.randrange(4)):
                node.grow([rng.randrange(1000) for _ in range(rng.randrange(4))])

    node.before_answer = disturb
    for _ in range(6):
        with contextlib.suppress(NodeError):
            asyncio.run(asyncio.wait_for(reader.read(20), 10))
    node.before_answer = lambda: None
    asyncio.run(reader.read())
    assert reader.values == all_values(node)


def test_a_reorganisation_deeper_than_is_remembered_is_said_and_not_guessed():
    node = FakeNode()
    reader = Reader(node, depth=3)
    for value in range(8):
        node.grow([value])
        asyncio.run(reader.read())
    node.cut(6)
    node.grow([99])
    with pytest.raises(TooDeepError, match="begin again from block 0"):
        asyncio.run(reader.read())


def test_a_reorganisation_to_the_first_block_is_none_too_deep_while_nothing_was_forgotten():
    undo = take_back(Cursor(5, (BlockId(7, 1, 0),)))
    assert undo.cursor == Cursor(5)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 2)), max_size=6), st.integers(4, 12), st.integers(1, 5))
def test_events_of_blocks_that_are_not_of_one_chain_are_refused_whole(blocks, end, depth):
    start = Cursor(3, (BlockId(4, 44, 0),))
    last = BlockId(end, 1, 0)
    numbers = [number for number, _ in blocks]
    fine = all(5 <= number <= end for number in numbers) and numbers == sorted(numbers)
    fine = fine and len({number for number, _ in {*blocks, (end, 1)}}) == len({*blocks, (end, 1)})
    events = [(object(), block) for block in blocks]
    if not fine:
        with pytest.raises(ValueError, match="chain changed"):
            advance(start, last, events, depth=depth)
        return
    step = advance(start, last, events, depth=depth)
    assert len(step.events) == len(events)
    assert step.cursor.next == end + 1
    assert len(step.cursor.trail) <= depth


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"first": 0, "trail": [[1]], "cut": false}', "null"])
def test_what_is_no_cursor_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        Cursor.from_json(text)


def test_a_misspelt_event_is_refused_before_anything_is_asked():
    with pytest.raises(ValueError, match="no such event: Tranfser"):
        Subscription(TOKEN, shipped_abi("CiroToken"), frozenset({"Tranfser"}))


def test_a_node_that_gives_an_open_block_as_the_latest_is_not_believed():
    node = SimpleNamespace(url="fake://open", get_block_with_tx_hashes=_open_block)
    follower = Follower(node, [])
    with pytest.raises(NodeError, match="open block"):
        asyncio.run(anext(follower.steps(Cursor())))


async def _open_block(**_):
    return SimpleNamespace(block_number=1)
