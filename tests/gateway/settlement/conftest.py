"""A plant's journal, a chain to settle it on, and who pays."""

import pytest
from devnet_rpc import rpc
from proving import compiled_kernels
from settlement_plant import Plant


@pytest.fixture(scope="session", autouse=True)
def kernels():
    """Roots are made by machine code that is compiled once, not once for each test's state directory."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NUMBA_CACHE_DIR", compiled_kernels())
        yield


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
