"""A plant's journal, a chain to settle it on, and who pays."""

import asyncio

import pytest
from devnet_rpc import rpc
from settlement_plant import Plant

from gateway.demo.paymaster_process import paymaster_process


@pytest.fixture(scope="module")
def access(runner, network, tmp_path_factory):
    context = paymaster_process(network, tmp_path_factory.mktemp("paymaster"), asyncio.Event())
    yield runner.run(context.__aenter__())
    runner.run(context.__aexit__(None, None, None))


@pytest.fixture
def rewound(runner, network):
    """The chain goes back to where it was after the test."""
    identifier = runner.run(rpc(network, "devnet_snapshot"))
    yield
    runner.run(rpc(network, "devnet_revert", snapshot_id=identifier))
    runner.run(rpc(network, "devnet_createBlock"))  # the last block that is left is old, and its time is the chain's


@pytest.fixture
def plant(runner, network, access, rewound, tmp_path):
    made = Plant(network, tmp_path, access)
    yield made
    made.place.close()
