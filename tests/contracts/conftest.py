"""A real chain for every test: starknet-devnet with the contracts of this checkout, as it was before each test."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from chain_testing.build import BUILD, Tools, build
from chain_testing.chain import running
from chain_testing.mutants import Mutant, MutantCompiler
from chain_testing.starknet_js import StarknetJs
from network_testing import deploy_network

# Whoever comes first compiles all contracts, on a machine that may be busy.
_TIMEOUT = 1_800


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_TIMEOUT))


@pytest.fixture(scope="session")
def tools():
    """The compiler, the devnet and the core library."""
    return Tools.present()


@pytest.fixture(scope="session")
def compiled(tools):
    """All classes of the product and of the tests by name, and the digest of their sources."""
    return build(tools)


@pytest.fixture(scope="session")
def classes(compiled):
    return compiled[0]


@pytest.fixture(scope="session")
def session_chain(tools, compiled, tmp_path_factory):
    """The devnet that all tests of this process share; use ``chain``, which goes back to where it was."""
    with running(tools, compiled, tmp_path_factory.mktemp("devnet"), gas=BUILD / "gas.json") as chain:
        yield chain


@pytest.fixture(scope="module")
def module_chain(session_chain, request):
    """For fixtures of module scope that deploy once for all tests of a file; undone after the file."""
    if any("network" in item.fixturenames for item in request.session.items if item.path == request.path):
        request.getfixturevalue("network")  # it is everybody's: deployed within the snapshot it would go with this file
    with session_chain.snapshot():
        yield session_chain


@pytest.fixture
def chain(session_chain):
    """The chain; what a test does on it is undone afterwards."""
    with session_chain.snapshot():
        yield session_chain


@pytest.fixture(scope="session")
def mutants(tools, compiled):
    """What compiles mutants; see mutants.py."""
    compiler = MutantCompiler(tools, compiled[1])
    yield compiler
    compiler.close()


@pytest.fixture(scope="session")
def mutant(mutants):
    """Return a function: the class of the mutant of that name, to deploy instead of the original."""
    return lambda name: mutants.compile(Mutant.read(name))


@pytest.fixture(scope="session")
def network(session_chain):
    """Token, pool, proofs, jobs and workers, deployed once, since their classes are large; see network_testing.py."""
    return deploy_network(session_chain)


@pytest.fixture(scope="session")
def starknet_js():
    """An independent signer; see chain_testing/starknet_js.py."""
    return StarknetJs()
