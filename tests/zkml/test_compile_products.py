"""Products of two tensors are squares of their sum and their difference, for which there are tables."""

import numpy as np
import pytest
from comparisons import compiled_and_proven
from float_networks import SIZE, FloatBuilder, blobs

import zkml
from zkml.compiling import compile_model

PIXELS = SIZE * SIZE


def relu(b, value):
    return b.add("Relu", [value])


def ended(b, value, elements):
    return b.dense(b.add("Flatten", [value]), 3, elements)


def squeeze_and_excitation(b):
    """MobileNetV3's and EfficientNet's: each channel is multiplied by what all of the picture says."""
    value = relu(b, b.convolution("x", 4, 1))
    gate = relu(b, b.convolution(b.add("GlobalAveragePool", [value]), 2, 4, kernel=1, pad=0))
    gate = b.add("HardSigmoid", [b.convolution(gate, 4, 2, kernel=1, pad=0)])
    return ended(b, relu(b, b.convolution(b.add("Mul", [value, gate]), 4, 4)), 4 * PIXELS)


def by_dense_layers(b):
    """The same with Gemm and Unsqueeze, the gate first, and of both signs."""
    value = relu(b, b.convolution("x", 4, 1))
    mean = b.add("ReduceMean", [value], axes=[2, 3], keepdims=0)
    b.constants["axes"] = np.array([2, 3], np.int64)
    gate = b.add("Unsqueeze", [b.add("Tanh", [b.dense(mean, 4, 4)]), "axes"])
    return ended(b, relu(b, b.convolution(b.add("Mul", [gate, value]), 4, 4)), 4 * PIXELS)


def spatial_attention(b):
    """One gate for all channels at a place."""
    value = relu(b, b.convolution("x", 4, 1))
    gate = b.add("Sigmoid", [b.convolution(value, 1, 4, kernel=5, pad=2)])
    return ended(b, relu(b, b.convolution(b.add("Mul", [value, gate]), 4, 4)), 4 * PIXELS)


def gated_halves(b):
    """GLU: one half of the channels is the other one's gate."""
    value = b.convolution("x", 8, 1)
    b.constants["sizes"] = np.array([4, 4], np.int64)
    b.add("Split", [value, "sizes"], axis=1)
    b.nodes[-1].output[:] = ["values", "gates"]
    product = b.add("Mul", ["values", b.add("Sigmoid", ["gates"])])
    return ended(b, b.add("MaxPool", [product], kernel_shape=[2, 2], strides=[2, 2]), 4 * 36)


def of_both_signs(b):
    """And of vectors; a factor after it."""
    first, second = (b.add("Flatten", [b.convolution("x", 2, 1, stride=3)]) for _ in range(2))
    product = b.add("Mul", [b.dense(first, 6, 32), b.dense(second, 6, 32)])
    return b.dense(relu(b, b.add("Mul", [product, b.constant("factor", 3)])), 3, 6)


def one_value_added(b):
    """To each channel one value of the picture is added."""
    value = relu(b, b.convolution("x", 4, 1))
    more = b.convolution(b.add("GlobalAveragePool", [value]), 4, 4, kernel=1, pad=0)
    return ended(b, relu(b, b.convolution(relu(b, b.add("Add", [value, more])), 4, 4)), 4 * PIXELS)


NETWORKS = [
    squeeze_and_excitation,
    by_dense_layers,
    spatial_attention,
    gated_halves,
    of_both_signs,
    one_value_added,
]


@pytest.mark.parametrize("network", NETWORKS)
def test_networks_with_gates_are_compiled_and_proven(network, monkeypatch):
    builder = FloatBuilder(seed=5)
    found = compiled_and_proven(builder.model(network(builder)), blobs(64, 1)[0], monkeypatch)
    assert all(layer.error < 0.06 for layer in found.layers)


def test_products_share_their_tables():
    builder = FloatBuilder(seed=5)
    value = relu(builder, builder.convolution("x", 4, 1))
    for _ in range(6):
        value = relu(builder, builder.convolution(value, 4, 4))
        value = builder.add("Mul", [value, builder.add("Sigmoid", [builder.convolution(value, 4, 4)])])
    found = compile_model(builder.model(ended(builder, value, 4 * PIXELS)), blobs(64, 1)[0])
    assert len(found.circuit.architecture.activations) <= 8


def test_a_gate_of_another_shape_is_refused():
    builder = FloatBuilder()
    value = builder.convolution("x", 2, 1)
    rows = builder.add("MaxPool", [value], kernel_shape=[1, SIZE])
    with pytest.raises(zkml.Unprovable, match=r"mul2 .Mul.: one value for a row or a column cannot be proven"):
        compile_model(builder.model(builder.add("Mul", [value, rows])), blobs(8, 1)[0])
    builder = FloatBuilder()
    value = builder.convolution("x", 2, 1)
    with pytest.raises(zkml.Unprovable, match=r"mul2 .Mul.: its tensors must be of one shape, or have one value"):
        compile_model(builder.model(builder.add("Mul", [value, builder.convolution("x", 3, 1)])), blobs(8, 1)[0])
