"""What the tests of settlement share."""

import pytest
from devnet_rpc import rpc


@pytest.fixture
def rewound(runner, network):
    """The chain goes back to where it was after the test."""
    identifier = runner.run(rpc(network, "devnet_snapshot"))
    yield
    runner.run(rpc(network, "devnet_revert", snapshot_id=identifier))
    runner.run(rpc(network, "devnet_createBlock"))  # the last block that is left is old, and its time is the chain's
