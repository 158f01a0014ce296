"""A plant's journal, a chain to settle it on, and who pays."""

import pytest
from proving import compiled_kernels
from settlement_plant import Plant


@pytest.fixture(scope="session", autouse=True)
def kernels():
    """Roots are made by machine code that is compiled once, not once for each test's state directory."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NUMBA_CACHE_DIR", compiled_kernels())
        yield


@pytest.fixture
def plant(runner, network, access, rewound, tmp_path):
    made = Plant(network, tmp_path, access)
    yield made
    made.place.close()
