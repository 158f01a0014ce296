"""What exporters and quantisers write is read as what ONNX Runtime computes, and is provable afterwards."""

import numpy as np
import onnx
import pytest
from comparisons import compiled_and_proven, computed, held_against_the_original
from float_networks import SIZE, FloatBuilder, blobs
from onnx import TensorProto, helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

import zkml
from zkml.compiling import InputScaling, compile_model, input_shape
from zkml.proving.prover import Prover

PIXELS = SIZE * SIZE


def shaped(builder, value, *sizes):
    builder.constants["shape"] = np.array(sizes, np.int64)
    return builder.add("Reshape", [value, "shape"])


def relu(builder, value):
    return builder.add("Relu", [value])


def viewed(b):
    """x.view(x.size(0), -1), as PyTorch writes it."""
    value = relu(b, b.convolution("x", 4, 1))
    b.constants |= {"first": np.array(0, np.int64), "axis": np.array([0], np.int64), "rest": np.array([-1], np.int64)}
    size = b.add("Unsqueeze", [b.add("Gather", [b.add("Shape", [value]), "first"]), "axis"])
    return b.dense(b.add("Reshape", [value, b.add("Concat", [size, "rest"], axis=0)]), 3, 4 * PIXELS)


def channels_last(b):
    """Keras: pictures as [n, h, w, c], flattened in that order."""
    value = relu(b, b.convolution(b.add("Transpose", ["x"], perm=[0, 3, 1, 2]), 4, 3))
    value = shaped(b, b.add("Transpose", [value], perm=[0, 2, 3, 1]), -1, 4 * PIXELS)
    product = b.add("MatMul", [value, b.constant("matrix", b.rng.normal(0, 0.05, (4 * PIXELS, 3)))])
    return b.add("Add", [product, b.constant("bias", b.rng.normal(0, 0.1, 3))])


def averaged(b):
    value = relu(b, b.convolution("x", 4, 1))
    return b.dense(b.add("ReduceMean", [value], axes=[2, 3], keepdims=0), 3, 4)


def squeezed(b):
    value = b.add("GlobalAveragePool", [relu(b, b.convolution("x", 4, 1))])
    b.constants["axes"] = np.array([2, 3], np.int64)
    return b.dense(b.add("Squeeze", [value, "axes"]), 3, 4)


def automatic(b):
    """Automatic padding, gaps in a window, sizes rounded up."""
    weights = [b.constant(f"auto{i}", b.rng.normal(0, 0.4, (4, inputs, 3, 3))) for i, inputs in enumerate((1, 4))]
    value = relu(b, b.add("Conv", ["x", weights[0]], auto_pad="SAME_UPPER", strides=[2, 2]))
    value = relu(b, b.add("Conv", [value, weights[1]], dilations=[2, 2], pads=[2, 2, 2, 2]))
    value = b.add("MaxPool", [value], kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    return b.dense(b.add("Flatten", [value]), 3, 4 * 9)


def padded(b):
    b.constants["pads"] = np.array([0, 0, 1, 1, 0, 0, 1, 1], np.int64)
    value = relu(b, b.convolution(b.add("Pad", ["x", "pads"]), 4, 1, pad=0))
    return b.dense(b.add("Flatten", [value]), 3, 4 * PIXELS)


def normalising(b):
    """Mean and deviation of each channel in the graph, before a convolution that pads."""
    value = b.add("Sub", ["x", b.constant("mean", [[[0.4]]])])
    value = b.add("Div", [value, b.constant("deviation", [[[0.2]]])])
    return b.dense(b.add("Flatten", [relu(b, b.convolution(value, 4, 1))]), 3, 4 * PIXELS)


def normalised_before(b):
    """BatchNormalization after a sum and after an activation, as networks have it that normalise first."""
    first = b.convolution("x", 4, 1)
    deep = b.convolution(relu(b, b.normalised(first, 4)), 4, 4)
    value = relu(b, b.normalised(b.add("Add", [first, deep]), 4))
    value = relu(b, b.convolution(b.normalised(value, 4), 4, 4))
    return b.dense(b.add("Flatten", [value]), 3, 4 * PIXELS)


def pooled_first(b):
    """A maximum before the ReLU, as LeNet is often written, and one of values that stay negative."""
    value = relu(b, b.add("MaxPool", [b.convolution("x", 4, 1)], kernel_shape=[2, 2], strides=[2, 2]))
    value = b.add("LeakyRelu", [b.convolution(value, 4, 4)], alpha=0.2)
    value = b.add("Mul", [value, b.add("Sigmoid", [value])])
    value = b.add("MaxPool", [value], kernel_shape=[2, 2], strides=[2, 2])
    return b.dense(b.add("Flatten", [value]), 3, 36)


def written_out(b):
    """Hard swish and ReLU6 in their parts, a slope for each channel, a grouped convolution."""
    three, six, none = b.constant("three", 3), b.constant("six", 6), b.constant("none", 0)
    value = b.convolution("x", 4, 1)
    gate = b.add("Clip", [b.add("Add", [value, three]), none, six])
    value = b.add("Div", [b.add("Mul", [value, gate]), six])
    value = b.add("PRelu", [b.convolution(value, 4, 4, group=2), b.constant("slope", [[[0.1]], [[0.3]], [[0]], [[1]]])])
    value = b.add("Min", [b.add("Max", [b.convolution(value, 4, 4, group=4), none]), six])
    return b.dense(b.add("Flatten", [value]), 3, 4 * PIXELS)


def bottleneck(b):
    """A residual sum without an activation, and SiLU before a depthwise convolution."""
    first = b.convolution("x", 4, 1)
    value = b.convolution(first, 8, 4, kernel=1, pad=0)
    value = b.convolution(b.add("Mul", [value, b.add("Sigmoid", [value])]), 8, 8, group=8)
    value = b.add("Add", [b.convolution(value, 4, 8, kernel=1, pad=0), first])
    return b.dense(b.add("Flatten", [relu(b, b.convolution(value, 4, 4))]), 3, 4 * PIXELS)


def deep(b):
    """SiLU in seven layers, as many as take more tables than a proof has."""
    value = "x"
    for inputs in (1, *[4] * 6):
        value = b.convolution(value, 4, inputs)
        value = b.add("Mul", [value, b.add("Sigmoid", [value])])
    return b.dense(b.add("Flatten", [value]), 3, 4 * PIXELS)


def ending_in_a_mean(b):
    """No dense layer: channels joined along a negative axis, a convolution for each class, their means, Softmax."""
    first = relu(b, b.convolution("x", 4, 1))
    value = b.add("Concat", [first, relu(b, b.convolution(first, 4, 4))], axis=-3)
    value = b.add("GlobalAveragePool", [relu(b, b.convolution(value, 3, 8, kernel=1, pad=0))])
    return b.add("Softmax", [b.add("Flatten", [value])], axis=1)


def dense_over_pictures(b):
    """Keras: a Dense layer over pictures with the channels last."""
    value = b.add("Transpose", [relu(b, b.convolution("x", 4, 1))], perm=[0, 2, 3, 1])
    value = b.add("MatMul", [value, b.constant("matrix", b.rng.normal(0, 0.5, (4, 6)))])
    value = relu(b, b.add("Add", [value, b.constant("bias", b.rng.normal(0, 0.1, 6))]))
    return b.dense(shaped(b, value, -1, 6 * PIXELS), 3, 6 * PIXELS)


def averaged_inside(b):
    """Means that leave their padding out, of values of one sign and of both, with what BatchNormalization adds."""
    value = b.normalised(relu(b, b.convolution("x", 4, 1)), 4)
    value = b.convolution(b.add("AveragePool", [value], kernel_shape=[3, 3], pads=[1, 1, 1, 1]), 4, 4)
    value = b.add("AveragePool", [value], kernel_shape=[3, 3], strides=[2, 2], auto_pad="SAME_UPPER")
    value = b.add("AveragePool", [relu(b, value)], kernel_shape=[4, 4], strides=[3, 3], ceil_mode=1)
    return b.dense(b.add("Flatten", [value]), 3, 4 * 4)


def averaged_over_channels(b):
    """A picture of the channels' means, as attention to places begins with."""
    value = relu(b, b.convolution("x", 4, 1))
    mean = b.add("ReduceMean", [value], axes=[1], keepdims=1)
    flat = b.add("ReduceMean", [value], axes=[-3], keepdims=0)
    b.constants["channel"] = np.array([1], np.int64)
    both = b.add("Concat", [mean, b.add("Unsqueeze", [flat, "channel"])], axis=1)
    return b.dense(b.add("Flatten", [relu(b, b.convolution(both, 4, 2))]), 3, 4 * PIXELS)


def extremes(b):
    """The larger and the smaller of two tensors, as maxout networks have it."""
    first, second = b.convolution("x", 4, 1), b.convolution("x", 4, 1)
    value = b.add("Max", [first, second])
    value = b.add("Min", [relu(b, b.convolution(value, 4, 4)), relu(b, b.convolution(value, 4, 4))])
    return b.dense(b.add("Flatten", [value]), 3, 4 * PIXELS)


NETWORKS = [
    viewed,
    channels_last,
    averaged,
    squeezed,
    automatic,
    padded,
    normalising,
    normalised_before,
    pooled_first,
    written_out,
    bottleneck,
    ending_in_a_mean,
    dense_over_pictures,
    extremes,
    averaged_inside,
    averaged_over_channels,
]


def model_of(network, opset=17):
    last = network is channels_last
    builder = FloatBuilder((SIZE, SIZE, 3) if last else (1, SIZE, SIZE), seed=5)
    model = builder.model(network(builder))
    model.opset_import[0].version = opset
    return model


def input_of(model):
    return [size.dim_value for size in model.graph.input[0].type.tensor_type.shape.dim]


def pictures_for(model, count=64, seed=1):
    pictures, _ = blobs(count, seed)
    channels, _, _ = input_shape(model)
    dimmed = np.repeat(pictures, channels, axis=1) // np.arange(1, channels + 1)[None, :, None, None]
    return dimmed.astype(np.uint8)


@pytest.mark.parametrize("network", NETWORKS)
def test_what_exporters_write_is_compiled_and_proven(network, monkeypatch):
    model = model_of(network)
    compiled_and_proven(model, pictures_for(model), monkeypatch)


class Calibration(CalibrationDataReader):
    """The quantiser's own calibration inputs."""

    def __init__(self, inputs):
        self.rest = iter(inputs)

    def get_next(self):
        found = next(self.rest, None)
        return None if found is None else {"x": found[None]}


QUANTISERS = {
    "QDQ, u8 and s8": (QuantFormat.QDQ, QuantType.QUInt8, QuantType.QInt8, False, {}),
    "QDQ, s8, by channel": (QuantFormat.QDQ, QuantType.QInt8, QuantType.QInt8, True, {}),
    "QDQ, s8, symmetric": (QuantFormat.QDQ, QuantType.QInt8, QuantType.QInt8, False, {"ActivationSymmetric": True}),
    "QDQ, u8": (QuantFormat.QDQ, QuantType.QUInt8, QuantType.QUInt8, False, {}),
    "QLinear, u8 and s8, by channel": (QuantFormat.QOperator, QuantType.QUInt8, QuantType.QInt8, True, {}),
    "QLinear, u8": (QuantFormat.QOperator, QuantType.QUInt8, QuantType.QUInt8, False, {}),
    "QLinear, s8": (QuantFormat.QOperator, QuantType.QInt8, QuantType.QInt8, False, {}),
}


def quantised_by(quantiser, model, directory):
    """Return what ONNX Runtime's quantiser makes of a model."""
    pictures = pictures_for(model)
    given = pictures.transpose(0, 2, 3, 1) if input_of(model)[-1] == 3 else pictures
    onnx.save(model, directory / "float.onnx")
    form, activations, weights, by_channel, options = QUANTISERS[quantiser]
    quantize_static(
        directory / "float.onnx",
        directory / "quantised.onnx",
        Calibration((given / np.float32(255)).astype(np.float32)),
        form,
        activation_type=activations,
        weight_type=weights,
        per_channel=by_channel,
        extra_options=options,
    )
    return onnx.load(directory / "quantised.onnx")


@pytest.mark.parametrize("network", [squeezed, bottleneck, automatic, channels_last, deep])
@pytest.mark.parametrize("quantiser", QUANTISERS)
def test_what_the_quantiser_writes_is_compiled_as_what_it_computes(network, quantiser, tmp_path):
    model = model_of(network)
    pictures = pictures_for(model)
    quantised = quantised_by(quantiser, model, tmp_path)
    found = compile_model(quantised, pictures)
    assert not any("something else" in warning for warning in found.warnings)
    held_against_the_original(found, quantised, pictures, most=0.5)


def test_a_relu_that_the_quantiser_took_out_stays_a_relu():
    """Where the zero point is the least integer, what is negative becomes 0."""
    builder = FloatBuilder(seed=2)
    builder.constants |= {"zero": np.array(-128, np.int8), "none": np.array(0, np.uint8)}
    value = builder.add("QuantizeLinear", [builder.convolution("x", 4, 1), builder.constant("s", 0.01), "zero"])
    value = builder.add("DequantizeLinear", [value, "s", "zero"])
    model = builder.model(builder.dense(builder.add("Flatten", [value]), 3, 4 * PIXELS))
    pictures, _ = blobs(64, 1)
    found = compile_model(model, pictures)
    assert not any("two tensors" in note for note in found.notes)
    assert len(found.circuit.architecture.layers) == 2
    held_against_the_original(found, model, pictures)


def test_a_model_that_onnx_runtime_gives_other_outputs_of_is_warned_about():
    """Here the quantisation clamps at both ends, which the network in floats does not."""
    builder = FloatBuilder(seed=2)
    builder.constants["zero"] = np.array(128, np.uint8)
    value = builder.add("QuantizeLinear", [builder.convolution("x", 4, 1), builder.constant("s", 0.0005), "zero"])
    value = builder.add("DequantizeLinear", [value, "s", "zero"])
    model = builder.model(builder.dense(builder.add("Flatten", [value]), 3, 4 * PIXELS))
    found = compile_model(model, blobs(64, 1)[0])
    assert any("something else" in warning for warning in found.warnings)


def test_signals_have_one_axis():
    builder = FloatBuilder((2, 64), seed=1)
    for number, inputs in enumerate((2, 6)):
        builder.constant(f"kernel{number}", builder.rng.normal(0, 0.3, (6, inputs, 5)))
    value = relu(builder, builder.add("Conv", ["x", "kernel0"], strides=[2], pads=[2, 2]))
    value = builder.add("MaxPool", [value], kernel_shape=[2], strides=[2])
    value = relu(builder, builder.add("Conv", [value, "kernel1"], auto_pad="SAME_UPPER"))
    model = builder.model(builder.dense(builder.add("Flatten", [value]), 3, 96))
    signals = builder.rng.integers(0, 256, (64, 2, 64, 1)).astype(np.uint8)
    found = compile_model(model, signals)
    assert found.circuit.architecture.input == (2, 64, 1)
    assert not any("something else" in warning for warning in found.warnings)
    proof = Prover(found.circuit).prove(signals[:1])
    assert proof.statement.outputs[0] == computed(found.model, signals[:1]).astype("<i4").tobytes()


def test_a_model_that_takes_bytes_is_given_bytes():
    builder = FloatBuilder(seed=4)
    value = builder.add("Div", [builder.add("Cast", ["x"], to=TensorProto.FLOAT), builder.constant("most", 255)])
    model = builder.model(
        builder.dense(builder.add("Flatten", [relu(builder, builder.convolution(value, 4, 1))]), 3, 576)
    )
    model.graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    pictures, _ = blobs(64, 1)
    found = compile_model(model, pictures)
    floats, integers = computed(model, pictures), computed(found.model, pictures) * found.output_scale
    assert np.abs(floats - integers).max() < 0.1 * np.abs(floats).max()


def test_an_offset_counts_in_the_picture_and_not_in_its_padding():
    """The float network pads with 0, which is not what the byte 0 stands for."""
    builder = FloatBuilder(seed=6)
    model = builder.model(
        builder.dense(builder.add("Flatten", [relu(builder, builder.convolution("x", 4, 1))]), 3, 576)
    )
    pictures, _ = blobs(64, 1)
    found = compile_model(model, pictures, scaling=InputScaling(1 / 64, -2.0))
    assert max(layer.error for layer in found.layers) < 0.02
    assert not found.warnings


@pytest.mark.parametrize("quantiser", ["QLinear, u8 and s8, by channel", "QLinear, u8", "QDQ, u8"])
def test_a_quantised_model_whose_input_and_output_are_bytes_is_read(quantiser, tmp_path):
    """As converters from other formats write them: without the first and the last change of type."""
    quantised = quantised_by(quantiser, model_of(automatic), tmp_path)
    graph = quantised.graph
    first = next(node for node in graph.node if "x" in node.input)
    last = next(node for node in graph.node if graph.output[0].name in node.output)
    assert (first.op_type, last.op_type) == ("QuantizeLinear", "DequantizeLinear")
    for node in graph.node:
        node.input[:] = ["x" if name == first.output[0] else name for name in node.input]
    graph.node.remove(first)
    graph.input[0].type.tensor_type.elem_type = TensorProto.UINT8
    pictures = pictures_for(quantised)
    found = compile_model(quantised, pictures)
    floats, integers = computed(quantised, pictures), computed(found.model, pictures) * found.output_scale
    assert np.corrcoef(floats.ravel(), integers.ravel())[0, 1] > 0.98
    graph.node.remove(last)
    del graph.output[:]
    graph.output.append(helper.make_tensor_value_info(last.input[0], TensorProto.UINT8, None))
    again = compile_model(quantised, pictures)
    assert np.array_equal(computed(again.model, pictures), computed(found.model, pictures))


@pytest.mark.parametrize(
    ("kind", "provable"), [(TensorProto.INT8, False), (TensorProto.BOOL, False), (TensorProto.DOUBLE, True)]
)
def test_a_byte_is_not_taken_for_another_kind_of_number(kind, provable):
    model = model_of(squeezed)
    model.graph.input[0].type.tensor_type.elem_type = kind
    if provable:
        compile_model(model, pictures_for(model))
        return
    with pytest.raises(zkml.Unprovable, match="input x: a byte is no"):
        compile_model(model, pictures_for(model))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda node: node.attribute.__delitem__(-1),
        lambda node: node.input.__delitem__(1),
        lambda node: node.input.extend(["x"] * 3),
        lambda node: node.attribute[0].ints.__setitem__(slice(None), [0, 0, 0, 0, 0]),
    ],
)
def test_a_node_that_is_not_as_onnx_has_it_is_refused_by_name(spoil):
    def network(b):
        value = b.add("MaxPool", [relu(b, b.convolution("x", 4, 1))], kernel_shape=[3, 3])
        return b.add("Mul", [b.dense(b.add("Flatten", [value]), 3, 400), b.constant("half", 0.5)])

    refused = 0
    for place in range(5):
        model = model_of(network)
        node = model.graph.node[place]
        try:
            spoil(node)
            compile_model(model, pictures_for(model))
        except (IndexError, AttributeError):
            continue  # there was nothing to spoil
        except zkml.Unprovable as error:
            assert str(error).startswith("node ")  # noqa: PT017 - each of them or none
            refused += 1
    assert refused > 0


def test_nodes_that_share_a_name_stay_two_layers():
    model = model_of(squeezed)
    other = model_of(bottleneck)
    for node in other.graph.node:
        node.name = "layer"
    pictures = pictures_for(model)
    assert not any("something else" in warning for warning in compile_model(other, pictures).warnings)


def test_a_constant_is_read_in_every_form():
    builder = FloatBuilder(seed=3)
    value = shaped(builder, relu(builder, builder.convolution("x", 4, 1)), 0, 4 * PIXELS)
    del builder.constants["shape"]
    builder.nodes.insert(0, helper.make_node("Constant", [], ["shape"], "shape", value_ints=[0, 4 * PIXELS]))
    builder.nodes.insert(0, helper.make_node("Constant", [], ["half"], "half", value_float=0.5))
    model = builder.model(builder.add("Mul", [builder.dense(value, 3, 4 * PIXELS), "half"]))
    pictures, _ = blobs(64, 1)
    held_against_the_original(compile_model(model, pictures), model, pictures)


@pytest.mark.parametrize("opset", [13, 16, 17])
def test_older_and_newer_operator_sets_are_read(opset):
    model = model_of(squeezed, opset)
    pictures = pictures_for(model)
    held_against_the_original(compile_model(model, pictures), model, pictures)
