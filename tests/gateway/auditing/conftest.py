"""A gateway's state of which two batches are anchored on a real chain."""

from pathlib import Path

import pytest
from demo_network import demo_network
from proving import Place, compiled_kernels
from recorded_statements import MODEL, SET, Recorder, record_own
from settling import Settled, anchor, judge, length, photograph


@pytest.fixture(scope="session")
def network(runner, tmp_path_factory):
    """A chain of their own: all files here audit what one gateway has settled, and no other file sees it."""
    with demo_network(runner, tmp_path_factory.mktemp("devnet")) as made:
        yield made


@pytest.fixture(scope="module", autouse=True)
def pristine():
    """Nothing is undone between the files."""


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


@pytest.fixture(scope="session")
def recorder(settled):
    """Whoever can prove what the model gives, and have the contract verify it."""
    from zkml.proving import Prover, load_circuit  # machine code is compiled at the import

    file = Path(__file__).resolve().parents[3] / "models" / MODEL / "model.onnx"
    return Recorder(settled, Prover(load_circuit(file), SET))


@pytest.fixture(scope="session")
def own(settled, recorder):
    """The pictured result's own statement, on the chain and in the journal."""
    return record_own(recorder)
