"""A small registered model with everything in it, and one proof of it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import numpy as np
import pytest
from networks import Builder, weights_of

from zkml.proving.onnx_profile import read_profile
from zkml.proving.prover import Prover


def small_model():
    """Three hidden layers (one depthwise, one over a concatenation) and a head, on 2×6×5."""
    rng = np.random.default_rng(5)
    builder = Builder((2, 6, 5))
    first = builder.convolution(
        "x", weights_of(rng, (3, 2, 3, 3)), rng.integers(-500, 3000, 3), 6, (1, 1), [1, 1, 1, 1]
    )
    second = builder.convolution(
        first, rng.integers(-60, 61, (3, 1, 2, 2)), [100, -50, 4000], 5, (1, 1), [0, 0, 1, 1], 3
    )
    joined = builder.concatenation([first, second])
    third = builder.convolution(joined, rng.integers(-30, 31, (5, 6, 3, 2)), rng.integers(0, 9000, 5), 7, (2, 2))
    builder.sums(third, rng.integers(-63, 64, (4, 5, 2, 2)), [1000, -1000, 0, 7])
    return builder.model()


@pytest.fixture(scope="session")
def model():
    return small_model()


@pytest.fixture(scope="session")
def circuit(model):
    return read_profile(model)


@pytest.fixture(scope="session")
def prover(circuit):
    return Prover(circuit)


@pytest.fixture(scope="session")
def inputs():
    return np.random.default_rng(7).integers(0, 256, (1, 2, 6, 5)).astype(np.uint8)


@pytest.fixture(scope="session")
def proof(prover, inputs):
    return prover.prove(inputs)
