"""A compiled model held against what it was compiled from, and its proofs against ONNX Runtime."""

import numpy as np
import onnx
import onnxruntime as ort

import zkml
from zkml.compiling import compile_model, compiler
from zkml.proving.prover import Prover


def computed(model, inputs, level=ort.GraphOptimizationLevel.ORT_ENABLE_ALL):
    options = ort.SessionOptions()
    options.graph_optimization_level = level
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: inputs})[0].reshape(len(inputs), -1)


def held_against_the_original(found, model, pictures, most=0.25):
    """Compare with what the model gives in ONNX Runtime, in shares of how its outputs vary."""
    given = pictures.transpose(0, 2, 3, 1) if any("Transpose" in note for note in found.notes) else pictures
    floats = computed(model, np.ascontiguousarray(given / np.float32(255)).astype(np.float32))
    integers = computed(found.model, pictures) * found.output_scale
    if any("Softmax" in note for note in found.notes):
        integers = np.exp(integers) / np.exp(integers).sum(axis=1, keepdims=True)
    variation = np.sqrt(np.mean((floats - floats.mean(axis=0)) ** 2))
    assert np.sqrt(np.mean((integers - floats) ** 2)) < most * variation


def compiled_and_proven(model, pictures, monkeypatch):
    """Compile a model, compare, prove one input and three, and verify that; returns the compilation."""
    monkeypatch.setattr(compiler, "_WARN_READING", 1e-4)  # what is read is what ONNX Runtime computes
    found = compile_model(model, pictures)
    assert not any("something else" in warning for warning in found.warnings)
    held_against_the_original(found, model, pictures)
    onnx.checker.check_model(found.model)
    given = np.concatenate([pictures[:2], np.random.default_rng(9).integers(0, 256, (2, *pictures.shape[1:]))])
    given = given.astype(np.uint8)
    plain = computed(found.model, given, ort.GraphOptimizationLevel.ORT_DISABLE_ALL)
    assert np.array_equal(plain, computed(found.model, given))
    prover = Prover(found.circuit)
    for first, last in ((0, 1), (1, 4)):
        proof = prover.prove(given[first:last])
        zkml.verify(prover.registration, proof.statement, proof.data)
        assert b"".join(proof.statement.outputs) == plain[first:last].astype("<i4").tobytes()
    return found
