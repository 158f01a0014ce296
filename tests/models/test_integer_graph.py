"""The integers that ONNX Runtime computes are the ones that plain arithmetic gives."""

from fractions import Fraction

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.integer_graph import Concatenation, Convolution, IntegerGraph, Reshaping, round_half_even, to_onnx
from models.profile import check_profile


def _random_graph(rng: np.random.Generator) -> IntegerGraph:
    channels, size = int(rng.integers(1, 4)), int(rng.integers(6, 12))
    first = Convolution(
        "first",
        "x",
        rng.integers(-63, 64, (4, channels, 3, 3)).astype(np.int8),
        rng.integers(-5000, 5000, 4).astype(np.int32),
        shift=int(rng.integers(0, 9)),
        stride=int(rng.integers(1, 3)),
        padding=int(rng.integers(0, 2)),
    )
    second = Convolution(
        "second",
        "first",
        rng.integers(-63, 64, (3, 4, 1, 1)).astype(np.int8),
        rng.integers(-500, 500, 3).astype(np.int32),
        shift=int(rng.integers(3, 9)),
    )
    last = Convolution(
        "last",
        "joined",
        rng.integers(-63, 64, (2, 7, 2, 2)).astype(np.int8),
        rng.integers(-(1 << 20), 1 << 20, 2).astype(np.int32),
        shift=None,
    )
    return IntegerGraph(
        "random", (channels, size, size), (first, second, Concatenation("joined", ("first", "second")), last)
    )


@given(seed=st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_onnx_runtime_gives_the_integers_of_the_plain_evaluation(seed):
    rng = np.random.default_rng(seed)
    graph = _random_graph(rng)
    session = onnxruntime.InferenceSession(to_onnx(graph).SerializeToString(), providers=["CPUExecutionProvider"])
    x = rng.integers(0, 256, (3, *graph.shape), dtype=np.uint8)
    np.testing.assert_array_equal(session.run(None, {"x": x})[0], graph.run(x))


@given(acc=st.integers(-(1 << 24), 1 << 24), shift=st.integers(0, 14))
def test_halves_are_rounded_to_the_even_integer(acc, shift):
    assert int(round_half_even(np.array([acc]), shift)[0]) == round(Fraction(acc, 1 << shift))


def test_reshaping_keeps_the_batch():
    layer = Convolution("y", "flat", np.ones((1, 6, 1, 1), np.int8), np.zeros(1, np.int32), shift=None)
    graph = IntegerGraph("sums", (1, 2, 3), (Reshaping("flat", "x", (6, 1, 1)), layer))
    session = onnxruntime.InferenceSession(to_onnx(graph).SerializeToString(), providers=["CPUExecutionProvider"])
    x = np.arange(12, dtype=np.uint8).reshape(2, 1, 2, 3)
    assert session.run(None, {"x": x})[0].reshape(-1).tolist() == [15, 51]
    check_profile(to_onnx(graph))


def test_a_weight_beyond_63_is_refused():
    layer = Convolution("y", "x", np.full((1, 1, 1, 1), 64, np.int8), np.zeros(1, np.int32), shift=None)
    with pytest.raises(ValueError, match="layer y: a weight is beyond ±63"):
        to_onnx(IntegerGraph("heavy", (1, 2, 2), (layer,)))
