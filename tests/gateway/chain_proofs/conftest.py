"""Lines whose results the chain is to verify; see tests/infrastructure/chain_proving.py."""

from pathlib import Path

import pytest
from chain_proving import MODEL, Line
from proving import compiled_kernels

from gateway.demo.paymaster_process import write_key
from gateway.proofs.spool import CHAIN, Spool
from zkml import encode_registration

FILE = Path(__file__).resolve().parents[3] / "models" / MODEL / "model.onnx"


@pytest.fixture(scope="session")
def registration():
    """Return the model's registration for the chain; making it takes seconds of a processor."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("NUMBA_CACHE_DIR", compiled_kernels())
        from zkml.proving import Prover, load_circuit

        yield Prover(load_circuit(FILE), "sn-pos-32-31-24").registration


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
def make_proving_line(runner, network, access, rewound, registration, tmp_path):
    """Return a function that makes a gateway whose results the contract takes."""
    runner.run(network.admit(registration))
    key = write_key(tmp_path / "session.key", network.session)
    made = []

    def make(proofs, **changed):
        chain = {
            "rpc": network.rpc, "anchor": hex(network.anchor), "account": hex(network.gateway), "key_file": key,
            "paymasters": [{"url": access.url, "api_key_file": access.key_file}], "proofs": proofs,
            "proving": {"contract": hex(network.proofs), "batch_age_s": 0},
        } | changed  # fmt: skip
        line = Line(tmp_path / "state", **chain)
        made.append(line)
        spool = Spool(line.place.state, CHAIN)
        spool.make()
        spool.registration(line.package.sha256).write_bytes(encode_registration(registration))
        return line

    yield make
    for line in made:
        line.close()
