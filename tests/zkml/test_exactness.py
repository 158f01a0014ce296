"""Bit for bit: what is proven is what ONNX Runtime computes."""

import os

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from networks import MODELS, random_inputs, random_model

from zkml.errors import Rejected, Unprovable
from zkml.proving.network import requantise
from zkml.proving.onnx_profile import load_circuit, read_profile
from zkml.proving.prover import Prover

GRAPHS = int(os.environ.get("ZKML_EXACTNESS_GRAPHS", "150"))
"""Graphs that are compared; ./scripts/bench exactness asks for 10,000."""


def sessions(model: onnx.ModelProto):
    for level in (ort.GraphOptimizationLevel.ORT_DISABLE_ALL, ort.GraphOptimizationLevel.ORT_ENABLE_ALL):
        for threads in (1, 2):
            options = ort.SessionOptions()
            options.graph_optimization_level = level
            options.intra_op_num_threads = threads
            options.log_severity_level = 4
            yield ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


@settings(max_examples=GRAPHS, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1))
def test_random_graphs_give_the_same_integers_in_onnx_runtime(seed):
    model = random_model(seed)
    try:
        circuit = read_profile(model)
    except (Unprovable, Rejected) as error:
        refused = str(error)
    else:
        refused = ""
    if refused:
        assert any(reason in refused for reason in ("2^24", "reads nothing", "finer"))
        return
    x = random_inputs(circuit, 2, seed)
    expected = circuit.run(x)[-1].sums
    for session in sessions(model):
        assert np.array_equal(session.run(None, {"x": x})[0].ravel(), expected.ravel())


@settings(max_examples=max(12, GRAPHS // 50), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32 - 1), st.integers(1, 3))
def test_random_graphs_are_proven_to_give_what_onnx_runtime_gives(seed, count):
    model = random_model(seed)
    try:
        circuit = read_profile(model)
    except (Unprovable, Rejected):
        return
    x = random_inputs(circuit, count, seed)
    proof = Prover(circuit).prove(x)
    computed = next(sessions(model)).run(None, {"x": x})[0].astype("<i4")
    assert b"".join(proof.statement.outputs) == computed.tobytes()


@pytest.mark.parametrize("name", ["surface-inspection", "part-counter", "vibration-anomaly"])
def test_shipped_models_are_in_the_profile_and_agree_with_their_golden_output(name):
    circuit = load_circuit(MODELS / name / "model.onnx")
    session = ort.InferenceSession(MODELS / name / "model.onnx", providers=["CPUExecutionProvider"])
    x = np.random.default_rng(3).integers(0, 256, (4, *circuit.architecture.input)).astype(np.uint8)
    assert np.array_equal(session.run(None, {"x": x})[0].ravel(), circuit.run(x)[-1].sums.ravel())


def test_shipped_surface_inspection_is_proven(tmp_path):
    circuit = load_circuit(MODELS / "surface-inspection" / "model.onnx")
    session = ort.InferenceSession(MODELS / "surface-inspection" / "model.onnx", providers=["CPUExecutionProvider"])
    x = np.random.default_rng(3).integers(0, 256, (1, 1, 64, 64)).astype(np.uint8)
    proof = Prover(circuit).prove(x)
    assert proof.statement.outputs[0] == session.run(None, {"x": x})[0].astype("<i4").tobytes()


@given(st.integers(-(2**24) + 1, 2**24 - 1), st.integers(0, 15))
def test_requantisation_is_what_float32_gives(acc, shift):
    exact = np.float32(acc) * np.float32(2.0**-shift)
    assert requantise(np.array([acc], np.int64), shift)[0] == np.clip(np.rint(exact), 0, 255)
