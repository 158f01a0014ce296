"""A real chain with our contracts, as the demonstration sets it up, for every test that asks for it."""

import asyncio
import dataclasses
from contextlib import ExitStack, closing

import pytest
from demo_network import demo_network
from devnet_rpc import undone
from job_world import ONE_CENT, World, started
from node_between import NodeBetween
from typer.testing import CliRunner

from gateway.chain.keys import new_key, write_credential
from gateway.cli import app
from gateway.demo.network import DemoNetwork
from gateway.demo.paymaster_process import PaymasterAccess, paymaster_process
from gateway.paymaster.process import DATABASE
from gateway.paymaster.store import PaymasterStore

# Whoever comes first compiles all contracts, on a machine that may be busy.
TIMEOUT = 1_800


def pytest_collection_modifyitems(items):
    for item in items:
        if {"network", "world"} & set(getattr(item, "fixturenames", ())) and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(TIMEOUT))


@pytest.fixture(scope="session")
def runner():
    """An event loop for all that speaks to the chain."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="session")
def network(runner, tmp_path_factory) -> DemoNetwork:
    """What the demonstration deploys: contracts, a gateway's account, a sponsor."""
    with demo_network(runner, tmp_path_factory.mktemp("devnet")) as made:
        yield made


@pytest.fixture(scope="session")
def world(tmp_path_factory) -> World:
    """A chain of its own whose clock the tests turn, for jobs and workers; see tests/infrastructure/job_world.py."""
    with asyncio.Runner() as runner:
        running = started(tmp_path_factory.mktemp("devnet") / "devnet.log")
        world = World(runner, *runner.run(running.__aenter__()))
        world.send(world.client, world.pool.set_price(ONE_CENT))
        yield world
        runner.run(running.__aexit__(None, None, None))


@pytest.fixture(scope="module", autouse=True)
def pristine(request):
    """What a file does on a chain is undone after it: no file sees what another has left."""
    asked = {name for item in request.session.items if item.path == request.path for name in item.fixturenames}
    with ExitStack() as stack:
        if "network" in asked:
            stack.enter_context(undone(request.getfixturevalue("runner").run, request.getfixturevalue("network")))
        if "world" in asked:
            world = request.getfixturevalue("world")
            stack.enter_context(undone(world.run, world))
            stack.callback(setattr, world, "keys", dict(world.keys))
        yield


@pytest.fixture
def rewound(runner, network, request):
    """The chain goes back to where it was after the test; the paymasters before it have nothing to do with that."""
    with undone(runner.run, network):
        yield
        for name in {"access", "sponsor_between"} & set(request.fixturenames):
            let_go(request.getfixturevalue(name))


def let_go(access: PaymasterAccess):
    """Have a paymaster follow nothing any more: what it sees next is a reorganisation, and it would send again."""
    with closing(PaymasterStore(access.key_file.with_name(DATABASE))) as store:
        for one in store.active():
            store.finish(one.id, "dropped", spent_nano=0)
        store.settle(chain_now=2**62, older_than=0)


@pytest.fixture(scope="module")
def access(runner, network, tmp_path_factory) -> PaymasterAccess:
    """``ciro paymaster run`` in front of it, as a process."""
    context = paymaster_process(network, tmp_path_factory.mktemp("paymaster"), asyncio.Event())
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))


@pytest.fixture(scope="module")
def between(network):
    """An address of the node at which a test gets between."""
    made = NodeBetween(network.rpc)
    yield made
    made.close()


@pytest.fixture(scope="module")
def sponsor_between(runner, network, between, tmp_path_factory):
    """``ciro paymaster run`` that reaches the node through it."""
    behind = dataclasses.replace(network, rpc=between.url)
    context = paymaster_process(behind, tmp_path_factory.mktemp("paymaster"), asyncio.Event())
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))


@pytest.fixture
def make_key(tmp_path):
    """Return a function that writes a private key, new if none is given, to ``NAME.key`` in the test's folder."""
    return lambda name, key=None: write_credential(tmp_path / f"{name}.key", key or new_key())


@pytest.fixture
def chain(network, tmp_path):
    """Return a function that runs ``ciro chain …`` on the network; keys and configurations are in the test's folder."""

    def run(*arguments, check=0, rpc=network.rpc):
        words = [str(tmp_path / word) if str(word).endswith((".key", ".toml")) else str(word) for word in arguments]
        done = CliRunner().invoke(app, ["chain", *words, *(["--rpc", rpc] if rpc else [])], catch_exceptions=False)
        assert done.exit_code == check, done.stdout + done.stderr
        return done

    return run


@pytest.fixture
def enrolled(world):
    """A worker of the pool with its stake, and its result key."""
    account = world.accounts[-1]
    return account, world.enrolled(account)
