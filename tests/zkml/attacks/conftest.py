"""The cheating prover of the small model."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pytest
from forgery import Forger


@pytest.fixture(scope="session")
def forger(prover, inputs, proof):
    return Forger(prover, inputs, proof)
