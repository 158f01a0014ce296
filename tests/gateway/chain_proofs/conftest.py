"""Lines whose results the chain is to verify; see tests/infrastructure/chain_proving.py."""

import pytest
from chain_proving import Line
from devnet_rpc import rpc


@pytest.fixture
def make_line(tmp_path):
    made = []

    def make(**chain):
        made.append(Line(tmp_path / f"state-{len(made)}", **chain))
        return made[-1]

    yield make
    for line in made:
        line.close()


@pytest.fixture
def rewound(runner, network):
    """The chain goes back to where it was after the test."""
    identifier = runner.run(rpc(network, "devnet_snapshot"))
    yield
    runner.run(rpc(network, "devnet_revert", snapshot_id=identifier))
    runner.run(rpc(network, "devnet_createBlock"))
