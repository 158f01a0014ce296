"""Float and QDQ networks become provable ones that give nearly the same, and say what that cost."""

from math import prod

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from comparisons import compiled_and_proven
from float_networks import SIZE, FloatBuilder, blobs
from networks import MODELS

import zkml
from zkml.compiling import InputScaling, compile_model
from zkml.proving.prover import Prover


def classifier():
    """Random features with a head that least squares taught: a network with something to lose."""
    builder = FloatBuilder(seed=1)
    value = builder.add("Relu", [builder.normalised(builder.convolution("x", 16, 1), 16)])
    value = builder.add("MaxPool", [value], kernel_shape=[2, 2], strides=[2, 2])
    value = builder.add("Relu", [builder.convolution(value, 24, 16)])
    value = builder.add("MaxPool", [value], kernel_shape=[3, 3], strides=[1, 1])
    features = builder.add("Flatten", [value])
    pictures, labels = blobs(1500, 2)
    session = ort.InferenceSession(builder.model(features).SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run(None, {"x": pictures.astype(np.float32) / 255})[0]
    design = np.concatenate([found, np.ones((len(found), 1))], axis=1)
    head = np.linalg.solve(design.T @ design + 3 * np.eye(design.shape[1]), design.T @ np.eye(4)[labels])
    builder.constant("head", head[:-1].T)
    builder.constant("headb", head[-1])
    logits = builder.add("Gemm", [features, "head", "headb"], transB=1)
    return builder.model(builder.add("Softmax", [logits], axis=1))


def test_a_classifier_keeps_its_accuracy_and_is_proven():
    model, (pictures, labels) = classifier(), blobs(300, 7)
    found = compile_model(model, pictures, labels)
    before, after = found.accuracy
    assert before > 0.9
    assert before - after <= 0.01
    assert not found.warnings
    assert any("Softmax" in note for note in found.notes)
    assert all(layer.error < 0.15 and layer.clamped < 0.01 for layer in found.layers)
    session = ort.InferenceSession(found.model.SerializeToString(), providers=["CPUExecutionProvider"])
    computed = session.run(None, {"x": pictures[:2]})[0].astype("<i4")
    proof = Prover(found.circuit).prove(pictures[:2])
    assert b"".join(proof.statement.outputs) == computed.tobytes()


def outputs(found, model, pictures, scaling):
    """Return the float network's outputs and the integer one's, on one scale."""
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    floats = session.run(None, {"x": (pictures * scaling.scale + scaling.offset).astype(np.float32)})[0]
    integers = ort.InferenceSession(found.model.SerializeToString(), providers=["CPUExecutionProvider"])
    computed = integers.run(None, {"x": pictures})[0]
    assert np.array_equal(found.circuit.run(pictures)[-1].sums.ravel(), computed.ravel())
    return floats.reshape(len(pictures), -1), computed.reshape(len(pictures), -1) * found.output_scale


def everything(builder):
    """Residual sums with and without ReLU before them, depthwise, joins, averages of both kinds."""
    first = builder.add("Relu", [builder.convolution("x", 8, 1)])
    signed = builder.convolution(first, 8, 8)
    value = builder.add("Relu", [builder.add("Add", [signed, first])])
    deep = builder.add(
        "Clip", [builder.convolution(value, 8, 8, group=8), builder.constant("zero", 0), builder.constant("six", 6)]
    )
    linear = builder.convolution(deep, 4, 8, kernel=1, pad=0)
    after = builder.add("Relu", [builder.convolution(linear, 8, 4, kernel=1, pad=0)])
    plain = builder.add("Relu", [builder.add("Add", [after, value])])
    joined = builder.add("Concat", [plain, after], axis=1)
    pooled = builder.add("AveragePool", [joined], kernel_shape=[2, 2], strides=[2, 2])
    whole = builder.add("GlobalAveragePool", [builder.add("Identity", [pooled])])
    return builder.dense(builder.add("Flatten", [whole]), 3, 16)


@pytest.mark.parametrize("seed", range(4))
def test_networks_with_all_operators_come_out_close(seed):
    builder = FloatBuilder(seed=seed)
    model = builder.model(everything(builder))
    pictures, _ = blobs(64, seed)
    scaling = InputScaling(1 / 128, 0.0)
    found = compile_model(model, pictures, scaling=scaling)
    floats, integers = outputs(found, model, pictures, scaling)
    spread = np.sqrt(np.mean((floats - floats.mean(axis=0)) ** 2))
    assert np.sqrt(np.mean((floats - integers) ** 2)) < max(0.25 * spread, 0.03 * np.abs(floats).max())
    assert any("two tensors" in note for note in found.notes)


def curves(builder):
    """A network of curves: SiLU written as a product, leaky ReLU, hard swish and sigmoid."""
    first = builder.normalised(builder.convolution("x", 8, 1), 8)
    value = builder.add("Mul", [first, builder.add("Sigmoid", [first])])
    value = builder.add("LeakyRelu", [builder.convolution(value, 8, 8, stride=2)], alpha=0.1)
    value = builder.add("HardSwish", [builder.convolution(value, 8, 8)])
    value = builder.add("Sigmoid", [builder.convolution(value, 8, 8)])
    value = builder.add("MaxPool", [value], kernel_shape=[2, 2], strides=[2, 2])
    return builder.add("Sigmoid", [builder.dense(builder.add("Flatten", [value]), 3, 72)])


@pytest.mark.parametrize("seed", range(3))
def test_activations_become_tables_and_are_proven(seed):
    builder = FloatBuilder(seed=seed)
    model = builder.model(curves(builder))
    pictures, _ = blobs(64, seed)
    found = compile_model(model, pictures)
    probabilities, integers = outputs(found, model, pictures, InputScaling())
    assert np.abs(1 / (1 + np.exp(-integers)) - probabilities).max() < 0.02
    assert len(found.circuit.architecture.activations) >= 4
    proof = Prover(found.circuit).prove(pictures[:1])
    assert proof.statement.outputs[0] == found.circuit.run(pictures[:1])[-1].sums.astype("<i4").tobytes()


def silu(builder, source):
    return builder.add("Mul", [source, builder.add("Sigmoid", [source])])


def test_layers_share_tables_when_there_are_more_than_a_proof_has(monkeypatch):
    """Ranges are far apart here: each layer multiplies by four."""
    builder = FloatBuilder(seed=2)
    value = silu(builder, builder.convolution("x", 6, 1))
    for number in range(6):
        factor = builder.constant(f"factor{number}", 4 if number % 2 else 0.25)
        value = silu(builder, builder.add("Mul", [builder.convolution(value, 6, 6), factor]))
    value = builder.add("MaxPool", [value], kernel_shape=[2, 2], strides=[2, 2])
    model = builder.model(builder.dense(builder.add("Flatten", [value]), 3, 6 * 36))
    found = compiled_and_proven(model, blobs(64, 2)[0], monkeypatch)
    assert len(found.circuit.architecture.activations) == 8
    assert all(layer.error < 0.1 for layer in found.layers)


def test_a_depthwise_layer_over_values_of_both_signs_is_none_over_all_channels(monkeypatch):
    """EfficientNet's: small pictures of many channels, SiLU before the depthwise layer and after it."""
    builder = FloatBuilder(seed=2)
    value = silu(builder, builder.convolution("x", 16, 1, stride=2))
    value = silu(builder, builder.convolution(value, 16, 16, kernel=5, pad=2, group=16))
    mean = builder.add("Flatten", [builder.add("GlobalAveragePool", [value])])
    model = builder.model(builder.dense(mean, 3, 16))
    found = compiled_and_proven(model, blobs(64, 2)[0], monkeypatch)
    over_all = [layer for layer in found.circuit.architecture.layers if layer.operator == "convolution"]
    assert max(prod(layer.weight_shape) for layer in over_all) == 16 * 32
    assert all(layer.error < 0.1 for layer in found.layers)


def test_activations_of_too_many_kinds_are_refused_by_name():
    builder = FloatBuilder(seed=2)
    value = builder.convolution("x", 4, 1)
    for operator in ("Elu", "Selu", "LeakyRelu", "HardSwish", "Mish"):
        value = builder.convolution(builder.add(operator, [value]), 4, 4)
    with pytest.raises(zkml.Unprovable, match=r"nodes conv0, .*conv8: their activations are of 5 kinds.*fewer kinds"):
        compile_model(builder.model(value), blobs(8, 1)[0])


def test_a_qdq_model_compiles_as_the_float_model_it_stands_for():
    builder = FloatBuilder(seed=3)
    scale, zero = builder.constant("scale", 1 / 255), "zero_point"
    builder.constants[zero] = np.array(0, np.uint8)
    value = builder.add("QuantizeLinear", ["x", scale, zero])
    value = builder.add("DequantizeLinear", [value, scale, zero])
    integers = builder.rng.integers(-127, 128, (6, 1, 3, 3)).astype(np.int8)
    builder.constants |= {"wq": integers, "wz": np.zeros(6, np.int8)}
    builder.constant("ws", builder.rng.uniform(0.002, 0.006, 6))
    weights = builder.add("DequantizeLinear", ["wq", "ws", "wz"], axis=0)
    value = builder.add("Conv", [value, weights], kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    value = builder.add("Relu", [value])
    value = builder.add("QuantizeLinear", [value, builder.constant("s2", 1 / 60), zero])
    value = builder.add("DequantizeLinear", [value, "s2", zero])
    model = builder.model(builder.dense(builder.add("Flatten", [value]), 3, 6 * SIZE * SIZE))
    pictures, _ = blobs(64, 1)
    found = compile_model(model, pictures)
    floats, ours = outputs(found, model, pictures, InputScaling())
    assert np.corrcoef(floats.ravel(), ours.ravel())[0, 1] > 0.995


def test_a_model_in_the_profile_comes_back_as_it_is():
    model = onnx.load(MODELS / "surface-inspection" / "model.onnx")
    found = compile_model(model, np.zeros((1, 1, 64, 64), np.uint8))
    assert found.model is model
    assert found.circuit.architecture.input == (1, 64, 64)


def test_what_cannot_be_proven_is_refused_with_node_operator_and_remedy():
    pictures, _ = blobs(8, 1)

    def refused(make, match):
        builder = FloatBuilder()
        with pytest.raises(zkml.Unprovable, match=match):
            compile_model(builder.model(make(builder)), pictures)

    def padded_twice(b):
        b.constants["pads"] = np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64)
        value = b.add("Pad", [b.convolution("x", 2, 1), "pads"])
        return b.add("AveragePool", [value], kernel_shape=[3, 3], pads=[1, 1, 1, 1])

    def early(b):
        return b.convolution(b.add("Softmax", [b.convolution("x", 2, 1)], axis=1), 2, 2)

    refused(lambda b: b.add("Einsum", [b.convolution("x", 2, 1)], equation="nchw->nwhc"), "einsum1 .Einsum.*build")

    def of_two_sizes(b):
        """A detector's outputs at two scales, one after another: no layer has them both."""
        b.constants["form"] = np.array([0, 64, -1], np.int64)
        fine = b.convolution("x", 64, 1)
        coarse = b.convolution(fine, 64, 64, stride=2)
        return b.add("Concat", [b.add("Reshape", [value, "form"]) for value in (fine, coarse)], axis=2)

    def recurrent(b):
        value = b.add("Transpose", [b.convolution("x", 2, 1)], perm=[2, 0, 1, 3])
        return b.add("LSTM", [value, b.constant("w", 0), b.constant("r", 0)], hidden_size=2)

    def chosen(b):
        return b.add("If", [b.constant("always", 1)], then_branch=b.model("x").graph, else_branch=b.model("x").graph)

    refused(padded_twice, "averagepool2 .AveragePool.: some of its padding counts and some does not; pad in the pool")
    refused(of_two_sizes, "concat4 .Concat.: it takes .* weights, and a proof has room for .*end the model before it")
    refused(recurrent, "lstm2 .LSTM.: what feeds back.*use convolutions along the time")
    refused(chosen, "if0 .If.: it chooses .*export the model with the branch")
    refused(lambda b: b.add("MatMul", ["x", b.convolution("x", 12, 1)]), "matmul1 .MatMul.*attention.*convolutions")
    refused(early, "softmax1 .Softmax.*end the model there")
    refused(lambda b: b.convolution("x", 2, 3), "conv0 .Conv.: its weights are for 3 channels, and there are 1")
    refused(
        lambda b: b.convolution("x", 2, 1, kernel=15, pad=0), "conv0 .Conv.: its window of 15 is larger than the 12"
    )
    refused(lambda b: b.add("Transpose", ["x"], perm=[1, 0, 2, 3]), "transpose0 .Transpose.: the batch axis")
    refused(lambda b: b.dense(b.convolution("x", 2, 1), 2, 288), "gemm1 .Gemm.*put a Flatten before it")
    refused(lambda b: b.convolution("nowhere", 2, 1), "conv0 .Conv.*'nowhere' is made by nothing")
    builder = FloatBuilder()
    model = builder.model(builder.convolution("x", 2, 1))
    with pytest.raises(zkml.Unprovable, match="calibration"):
        compile_model(model, np.zeros((0, 1, SIZE, SIZE), np.uint8))
    builder.constants["w0"][0] = np.nan
    with pytest.raises(zkml.Unprovable, match="conv0: its weights are not all finite"):
        compile_model(builder.model("conv0"), pictures)
