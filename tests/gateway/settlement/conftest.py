"""A plant's journal, a chain to settle it on, and who pays."""

import pytest
from devnet_rpc import rpc
from settlement_plant import Plant


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
