"""A real chain with our contracts, and a gateway's state of which two batches are anchored on it."""

import asyncio
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from proving import Place, compiled_kernels

sys.path.insert(0, str(Path(__file__).parent))

from settling import Settled, anchor, judge, length, photograph

from gateway.demo.devnet import devnet_process, prepare_tools
from gateway.demo.network import DemoNetwork, set_up

ROOT = Path(__file__).resolve().parents[3]
# Whoever comes first compiles all contracts, on a machine that may be busy.
TIMEOUT = 1_800


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(TIMEOUT))


@pytest.fixture(scope="session")
def runner():
    """An event loop for all that speaks to the chain."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="session")
def network(runner, tmp_path_factory) -> DemoNetwork:
    """What the demonstration deploys: contracts, a gateway's account, a sponsor."""
    log = tmp_path_factory.mktemp("devnet") / "devnet.log"
    stack = AsyncExitStack()

    async def start():
        tools = await prepare_tools(ROOT, print)
        rpc = await stack.enter_async_context(devnet_process(tools, log, asyncio.Event()))
        return await set_up(rpc, ROOT, print)

    yield runner.run(start())
    runner.run(stack.aclose())


@pytest.fixture(scope="session")
def settled(runner, network, tmp_path_factory) -> Settled:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", compiled_kernels())
    place = Place(tmp_path_factory.mktemp("gateway") / "state")
    gateway = network.relayers[-1]  # an account like any other: here it pays for itself
    ticket = photograph(place)
    (proven,) = place.proven()
    anchor(runner, network, gateway, place, first=1)
    middle = length(place)
    pictured = judge(place, ticket)
    place.make()
    anchor(runner, network, gateway, place, first=middle + 1)
    (unanchored,) = place.make()
    yield Settled(runner, network, place, gateway.address, pictured, proven, unanchored)
    place.close()
    monkeypatch.undo()
