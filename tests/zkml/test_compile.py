"""Float and QDQ networks become provable ones that give nearly the same, and say what that cost."""

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from networks import MODELS
from onnx import TensorProto, helper, numpy_helper

import zkml
from zkml.compiling import InputScaling, compile_model
from zkml.proving.prover import Prover

SIZE = 12


class FloatBuilder:
    """A float ONNX graph."""

    def __init__(self, shape=(1, SIZE, SIZE), seed=0):
        self.rng = np.random.default_rng(seed)
        self.shape, self.nodes, self.constants = shape, [], {}

    def constant(self, name, value):
        self.constants[name] = np.asarray(value, np.float32)
        return name

    def add(self, operator, inputs, **attributes):
        name = f"{operator.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name, **attributes))
        return name

    def convolution(self, source, outputs, inputs, kernel=3, stride=1, pad=1, group=1):
        fan_in = inputs // group * kernel * kernel
        name = f"w{len(self.nodes)}"
        weights = self.rng.normal(0, (2 / fan_in) ** 0.5, (outputs, inputs // group, kernel, kernel))
        names = [source, self.constant(name, weights), self.constant(f"{name}b", self.rng.normal(0, 0.1, outputs))]
        return self.add("Conv", names, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4, group=group)

    def normalised(self, source, channels):
        name = f"bn{len(self.nodes)}"
        values = [self.rng.uniform(0.5, 1.5, channels), self.rng.normal(0, 0.1, channels)]
        values += [self.rng.normal(0, 0.1, channels), self.rng.uniform(0.5, 2, channels)]
        names = [self.constant(f"{name}{i}", value) for i, value in enumerate(values)]
        return self.add("BatchNormalization", [source, *names])

    def dense(self, source, outputs, inputs):
        name = f"w{len(self.nodes)}"
        self.constant(name, self.rng.normal(0, inputs**-0.5, (outputs, inputs)))
        self.constant(f"{name}b", self.rng.normal(0, 0.1, outputs))
        return self.add("Gemm", [source, name, f"{name}b"], transB=1)

    def model(self, output):
        graph = helper.make_graph(
            self.nodes,
            "float",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *self.shape])],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def blobs(count, seed, size=SIZE):
    """Pictures of one of four shapes at a random place, and which."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 4, count)
    pictures = rng.normal(60, 12, (count, 1, size, size))
    for picture, label in zip(pictures, labels, strict=True):
        y, x = rng.integers(0, size - 5, 2)
        mask = [np.ones((5, 5)), np.eye(5), np.eye(5)[::-1], np.pad(np.zeros((3, 3)), 1, constant_values=1)][label]
        picture[0, y : y + 5, x : x + 5] += 120 * mask
    return np.clip(pictures, 0, 255).astype(np.uint8), labels


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


def test_what_cannot_be_proven_is_refused_by_name():
    pictures, _ = blobs(8, 1)

    def refused(make, match):
        builder = FloatBuilder()
        with pytest.raises(zkml.Unprovable, match=match):
            compile_model(builder.model(make(builder)), pictures)

    refused(lambda b: b.dense(b.add("Flatten", [b.add("Erf", [b.convolution("x", 2, 1)])]), 2, 288), "erf1.*Erf")
    refused(lambda b: b.add("Relu", [b.convolution("x", 2, 1)]), "without an activation")
    refused(
        lambda b: b.convolution(b.add("MaxPool", [b.convolution("x", 2, 1)], kernel_shape=[2, 2]), 2, 2), "negative"
    )
    refused(lambda b: b.convolution(b.convolution(b.convolution("x", 2, 1), 2, 2, group=2), 2, 2), "depthwise")
    refused(lambda b: b.convolution("x", 4, 1, group=1) and b.convolution("x", 2, 3), "3 channels|inputs|channels")
    builder = FloatBuilder()
    model = builder.model(builder.convolution("x", 2, 1))
    with pytest.raises(zkml.Unprovable, match="calibration"):
        compile_model(model, np.zeros((0, 1, SIZE, SIZE), np.uint8))
