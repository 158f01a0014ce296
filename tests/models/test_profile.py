"""The shipped models are inside the provable profile, and what is outside is refused by name."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from models.integer_graph import Convolution, IntegerGraph, to_onnx
from models.profile import OutsideProfileError, check_profile

PACKAGES = Path(__file__).parents[2] / "models"
SIZES = {
    "surface-inspection": (820_000, 14_852),
    "part-counter": (5_100_000, 43_008),
    "vibration-anomaly": (40_000, 1_000),
}


@pytest.mark.parametrize("name", SIZES)
def test_shipped_model_is_inside_the_profile_and_small(name):
    layers = check_profile(onnx.load(PACKAGES / name / "model.onnx"))
    multiplications, activations = SIZES[name]
    assert sum(layer.multiplications for layer in layers) <= multiplications
    assert sum(layer.activations for layer in layers) <= activations
    assert all(-(1 << 24) < layer.least <= layer.most < 1 << 24 for layer in layers)


def test_surface_model_has_the_layers_that_were_laid_down():
    layers = check_profile(onnx.load(PACKAGES / "surface-inspection" / "model.onnx"))
    assert [layer.activations for layer in layers] == [8 * 32 * 32, 16 * 16 * 16, 32 * 8 * 8, 32 * 4 * 4, 4]


@pytest.fixture
def model():
    rng = np.random.default_rng(1)
    hidden = Convolution(
        "hidden", "x", rng.integers(-63, 64, (4, 1, 3, 3)).astype(np.int8), np.ones(4, np.int32), shift=5
    )
    head = Convolution(
        "head", "hidden", rng.integers(-63, 64, (2, 4, 1, 1)).astype(np.int8), np.ones(2, np.int32), None
    )
    return to_onnx(IntegerGraph("small", (1, 8, 8), (hidden, head)))


def _replace(model, name, value):
    for item in model.graph.initializer:
        if item.name == name:
            item.CopyFrom(numpy_helper.from_array(value, name))
            return
    raise AssertionError(name)


@pytest.mark.parametrize(
    ("constant", "value", "reason"),
    [
        ("hidden_weights", np.full((4, 1, 3, 3), 64, np.int8), "node hidden: weights must be s8 of at most ±63"),
        ("head_weights", np.full((2, 4, 1, 1), -64, np.int8), "node head_sums: weights"),
        ("hidden_scale", np.array(0.3, np.float32), "node hidden: .* must be 2\\^-k"),
        ("one", np.array(0.3, np.float32), "scales must be powers of two"),
        ("head_bias", np.ones((1, 2, 6, 6), np.int32), "one number, or one for each channel"),
        ("hidden_scale", np.array(2.0, np.float32), "node hidden: .* with k ≥ 0"),
        ("hidden_scale", np.full(4, 0.25, np.float32), "one scale for the whole layer"),
        ("zero_u8", np.array(3, np.uint8), "zero points must be 0"),
        ("hidden_bias", np.full(4, 1 << 24, np.int32), "node hidden: its sums can reach"),
        ("head_bias", np.full((1, 2, 1, 1), -(1 << 24), np.int32), "node head: its sums can reach"),
    ],
)
def test_constants_outside_the_profile_are_refused(model, constant, value, reason):
    check_profile(model)
    _replace(model, constant, value)
    with pytest.raises(OutsideProfileError, match=reason):
        check_profile(model)


@pytest.mark.parametrize(
    ("attribute", "value", "reason"),
    [
        ("dilations", [2, 2], "dilations must be 1"),
        ("auto_pad", "SAME_UPPER", "padding must be given as pads"),
        ("strides", [1, 2], "the same in both directions"),
    ],
)
def test_convolutions_of_another_geometry_are_refused(model, attribute, value, reason):
    node = next(node for node in model.graph.node if node.name == "hidden")
    kept = [
        item for item in node.attribute if item.name not in {attribute, *(["pads"] if attribute == "auto_pad" else [])}
    ]
    del node.attribute[:]
    node.attribute.extend([*kept, helper.make_attribute(attribute, value)])
    with pytest.raises(OutsideProfileError, match=f"node hidden: .*{reason}"):
        check_profile(model)


def test_a_free_size_is_refused(model):
    for axis in (2, 3):
        model.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = f"free{axis}"
        model.graph.output[0].type.tensor_type.shape.dim[axis].dim_param = f"out{axis}"
    with pytest.raises(OutsideProfileError, match="size of its output is not fixed"):
        check_profile(model)


def test_an_operator_of_another_domain_is_refused(model):
    model.graph.node[0].domain = "com.example"
    model.opset_import.append(helper.make_opsetid("com.example", 1))
    with pytest.raises(OutsideProfileError, match=r"com\.example\.QLinearConv"):
        check_profile(model)


def test_an_operator_outside_the_profile_is_refused_by_name(model):
    cast = helper.make_node("Cast", ["head"], ["cast"], "to_float", to=TensorProto.FLOAT)
    relu = helper.make_node("Relu", ["cast"], ["y"], "relu")
    model.graph.node.extend([cast, relu])
    with pytest.raises(OutsideProfileError, match="node to_float: operator Cast is not in the profile"):
        check_profile(model)


def test_a_float_model_is_refused():
    graph = helper.make_graph(
        [helper.make_node("Relu", ["x"], ["y"])],
        "float",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 4])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, 4])],
    )
    with pytest.raises(OutsideProfileError, match="input x: must be u8"):
        check_profile(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]))
