"""The chain's time, between its blocks: what time bounds are held against."""

import asyncio
from types import SimpleNamespace

import pytest

from gateway.chain.networks import NETWORKS
from gateway.paymaster.node import Node

START = 1_800_000_000


class World:
    """A wall clock and the timestamp of a chain's latest block; both stand still until a test moves them."""

    def __init__(self, wall=START, block=START):
        self.wall, self.block, self.asked = wall, block, 0

    def node(self, network):
        node = Node("http://127.0.0.1:9/rpc", NETWORKS[network], wall=lambda: self.wall)
        node._client = self
        return node

    async def get_block(self, *, block_number):
        assert block_number == "latest"
        self.asked += 1
        return SimpleNamespace(timestamp=self.block)


def now(node):
    return asyncio.run(node.now())


@pytest.mark.parametrize("offset", [-10_000, 0, 10_000])
def test_a_devnets_time_goes_on_between_its_blocks(offset):
    world = World(block=START + offset)
    node = world.node("devnet")
    assert now(node) == START + offset
    for passed in (0.5, 3, 130):
        world.wall = START + passed
        assert now(node) == int(START + offset + passed)
    assert world.asked > 1, "it does not believe itself for ever"


@pytest.mark.parametrize("to", [-3_600, 3_600])
def test_a_devnets_new_block_sets_its_time_right(to):
    """It was told another time, or went back to an older state of its own."""
    world = World()
    node = world.node("devnet")
    now(node)
    world.wall = START + 100
    assert now(node) == START + 100
    world.wall, world.block = START + 102, START + to
    assert now(node) == START + to
    world.wall = START + 110
    assert now(node) == START + to + 8


def test_a_fresh_process_takes_what_a_devnets_last_block_says():
    world = World()
    world.wall = START + 500
    assert now(world.node("devnet")) == START


@pytest.mark.parametrize("network", ["sepolia", "mainnet"])
@pytest.mark.parametrize("ahead", [1, 3_600])
def test_no_other_network_is_ever_ahead_of_the_wall_clock(network, ahead):
    world = World(block=START + ahead)
    node = world.node(network)
    for passed in (0, 5, 60):
        world.wall = START + passed
        world.block = START + passed + ahead
        assert now(node) == START + passed


@pytest.mark.parametrize("network", ["sepolia", "mainnet"])
def test_another_networks_time_is_never_ahead_of_its_blocks_by_more_than_they_are_old(network):
    """Contracts see a block's time, which lags; between two questions it goes on with the wall clock."""
    world = World(block=START - 30)
    node = world.node(network)
    assert now(node) == START - 30
    world.wall = START + 9
    assert now(node) == START - 21
    assert world.asked == 1
    world.wall = START + 20
    assert now(node) == START - 30, "no block came: its time did not go on either"


@pytest.mark.parametrize("network", ["devnet", "sepolia"])
def test_a_wall_clock_that_was_set_back_has_the_node_asked_anew(network):
    world = World(block=START - 30)
    node = world.node(network)
    now(node)
    world.wall, world.block = START - 5_000, START - 5_010
    assert now(node) == START - 5_010
