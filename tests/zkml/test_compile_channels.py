"""Channels that are split, joined, shuffled and left over go into the weights that read them, and cost nothing else."""

import numpy as np
import onnx
import pytest
from comparisons import compiled_and_proven, held_against_the_original
from float_networks import SIZE, FloatBuilder, blobs

import zkml
from zkml.compiling import compile_model

PIXELS = SIZE * SIZE


def integers(b, *values):
    name = f"integers{len(b.constants)}"
    b.constants[name] = np.array(values, np.int64)
    return name


def split(b, source, *sizes, axis=1):
    b.add("Split", [source, integers(b, *sizes)], axis=axis)
    node = b.nodes[-1]
    node.output[:] = [f"{node.name}_{place}" for place in range(len(sizes))]
    return list(node.output)


def sliced(b, source, first, last, axis=1, step=1):
    return b.add("Slice", [source, *(integers(b, value) for value in (first, last, axis, step))])


def silu(b, value):
    return b.add("Mul", [value, b.add("Sigmoid", [value])])


def relu(b, value):
    return b.add("Relu", [value])


def shuffled(b, source, channels, size):
    """Channel shuffle as ShuffleNet has it: of two groups the channels by turns."""
    value = b.add("Reshape", [source, integers(b, 0, 2, channels // 2, size, size)])
    value = b.add("Transpose", [value], perm=[0, 2, 1, 3, 4])
    return b.add("Reshape", [value, integers(b, 0, channels, size, size)])


def ended(b, value, elements):
    return b.dense(b.add("Flatten", [value]), 3, elements)


def c2f(b):
    """YOLOv8's: both halves go on, one through bottlenecks, and all are joined."""
    halves = split(b, silu(b, b.convolution("x", 8, 1)), 4, 4)
    for _ in range(2):
        inner = silu(b, b.convolution(halves[-1], 4, 4))
        halves.append(b.add("Add", [halves[-1], silu(b, b.convolution(inner, 4, 4))]))
    return ended(b, silu(b, b.convolution(b.add("Concat", halves, axis=1), 6, 16, kernel=1, pad=0)), 6 * PIXELS)


def csp(b):
    """One half goes by, sizes are unequal; as slices."""
    value = relu(b, b.convolution("x", 7, 1))
    near, far = sliced(b, value, 0, 3), sliced(b, value, 3, 2**31 - 1)
    deep = relu(b, b.convolution(relu(b, b.convolution(far, 5, 4, kernel=1, pad=0)), 4, 5))
    return ended(b, relu(b, b.convolution(b.add("Concat", [deep, near], axis=1), 6, 7, stride=2)), 216)


def shufflenet(b):
    """ShuffleNetV2's units: one with a stride, whose two ways read everything, and two that split."""
    value = relu(b, b.convolution("x", 4, 1))
    left = relu(b, b.convolution(b.convolution(value, 4, 4, stride=2, group=4), 4, 4, kernel=1, pad=0))
    right = relu(b, b.convolution(value, 4, 4, kernel=1, pad=0))
    right = relu(b, b.convolution(b.convolution(right, 4, 4, stride=2, group=4), 4, 4, kernel=1, pad=0))
    value = shuffled(b, b.add("Concat", [left, right], axis=1), 8, 6)
    for _ in range(2):
        near, far = split(b, value, 4, 4)
        far = relu(b, b.convolution(far, 4, 4, kernel=1, pad=0))
        far = relu(b, b.convolution(b.convolution(far, 4, 4, group=4), 4, 4, kernel=1, pad=0))
        value = shuffled(b, b.add("Concat", [near, far], axis=1), 8, 6)
    value = b.convolution(value, 8, 8, group=8)  # each channel by itself, over channels of several steps
    return ended(b, b.add("GlobalAveragePool", [relu(b, value)]), 8)


def grouped(b):
    """ShuffleNet's first form: groups before and after the shuffle, and a sum with what was shuffled before."""
    first = shuffled(b, relu(b, b.convolution("x", 8, 1)), 8, SIZE)
    value = shuffled(b, relu(b, b.convolution(first, 8, 8, group=2)), 8, SIZE)
    value = relu(b, b.add("Add", [b.convolution(value, 8, 8, group=2), first]))
    return ended(b, b.add("MaxPool", [value], kernel_shape=[2, 2], strides=[2, 2]), 8 * 36)


def halved(b):
    """Halves of sums: each with a function of its own, and one added to the other turned round."""
    first, second = split(b, b.convolution("x", 8, 1), 4, 4)
    first = relu(b, b.add("Mul", [first, b.constant("factors", [[[0.5]], [[2]], [[1]], [[3]]])]))
    turned = sliced(b, b.add("Tanh", [second]), -1, -(2**31), step=-1)
    return ended(b, relu(b, b.convolution(b.add("Add", [first, turned]), 4, 4)), 4 * PIXELS)


def gathered(b):
    """Channels by their numbers, one of them twice; before and after a pool and a factor."""
    value = b.add("Gather", [relu(b, b.convolution("x", 6, 1)), integers(b, 5, 0, 0, 3)], axis=1)
    value = b.add("AveragePool", [value], kernel_shape=[2, 2], strides=[2, 2])
    value = b.add("Sub", [value, b.constant("offset", 0.1)])
    return ended(b, relu(b, b.convolution(value, 4, 4)), 4 * 36)


def of_a_vector(b):
    """A part of what is flattened, which is no whole channels."""
    value = b.add("Flatten", [relu(b, b.convolution("x", 4, 1))])
    return b.dense(sliced(b, value, 100, 300), 3, 200)


def taken_at_the_end(b):
    """The output is some channels of the last layer, in another order."""
    value = b.convolution(relu(b, b.convolution("x", 4, 1)), 6, 4, stride=4)
    return b.add("Gather", [value, integers(b, 4, 1, 2)], axis=1)


def cut_at_the_end(b):
    """The output is some rows of a sum that is normalised, and a channel of it twice."""
    first = relu(b, b.convolution("x", 4, 1))
    value = b.normalised(b.add("Add", [first, b.convolution(first, 4, 4)]), 4)
    return b.add("Gather", [sliced(b, value, 3, 7, axis=2), integers(b, 2, 0, 2)], axis=1)


def reduced(b):
    """The mean of some channels, the maximum of others."""
    first, second = split(b, b.convolution("x", 6, 1), 2, 4)
    mean = b.add("ReduceMean", [relu(b, second)], axes=[2, 3], keepdims=0)
    return b.dense(b.add("Concat", [mean, b.add("ReduceMax", [first], axes=[-1, -2], keepdims=0)], axis=1), 3, 6)


def focus(b):
    """YOLOX's: every second row and column, four times, before the first convolution."""
    parts = []
    for row, column in ((0, 0), (1, 0), (0, 1), (1, 1)):
        rows = sliced(b, "x", row, 2**31 - 1, axis=2, step=2)
        parts.append(sliced(b, rows, column, 2**31 - 1, axis=3, step=2))
    value = relu(b, b.convolution(b.add("Concat", parts, axis=1), 6, 4))
    return ended(b, relu(b, b.convolution(b.add("SpaceToDepth", [value], blocksize=2), 6, 24)), 54)


def cut(b):
    """A part of a picture, before padding, of values of both signs; a sum of two parts of one."""
    value = sliced(b, sliced(b, b.convolution("x", 4, 1), 1, -3, axis=2), 2, SIZE, axis=3)
    value = relu(b, b.convolution(value, 4, 4))
    value = b.add("Add", [sliced(b, value, 0, 4, axis=2), sliced(b, value, 4, 8, axis=2)])
    return ended(b, relu(b, b.convolution(value, 4, 4)), 160)


NETWORKS = [
    c2f,
    csp,
    shufflenet,
    grouped,
    halved,
    gathered,
    of_a_vector,
    taken_at_the_end,
    cut_at_the_end,
    reduced,
    focus,
    cut,
]


def model_of(network, seed=5):
    builder = FloatBuilder(seed=seed)
    return builder.model(network(builder))


@pytest.mark.parametrize("network", NETWORKS)
def test_networks_that_split_and_join_channels_are_compiled_and_proven(network, monkeypatch):
    compiled_and_proven(model_of(network), blobs(64, 1)[0], monkeypatch)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("network", [c2f, shufflenet])
def test_they_come_out_close_whatever_the_weights_are(network, seed):
    model, (pictures, _) = model_of(network, seed), blobs(64, seed)
    found = compile_model(model, pictures)
    assert not any("something else" in warning for warning in found.warnings)
    held_against_the_original(found, model, pictures)


def test_a_split_costs_no_layer():
    """What reads a half has weights of 0 for the other one."""
    model, (pictures, _) = model_of(csp), blobs(64, 1)
    assert len(compile_model(model, pictures).circuit.architecture.layers) == 5


def test_channels_that_nothing_reads_are_not_in_the_circuit():
    def network(b):
        first, _ = split(b, relu(b, b.convolution("x", 8, 1)), 3, 5)
        value = b.convolution(b.add("MaxPool", [first], kernel_shape=[2, 2], strides=[2, 2]), 3, 3, group=3)
        return ended(b, relu(b, value), 3 * 36)

    found = compile_model(model_of(network), blobs(64, 1)[0])
    assert {layer.shape[0] for layer in found.circuit.architecture.layers} == {3}


def test_the_older_forms_of_split_and_slice_are_read(monkeypatch):
    """With attributes, as operator sets before 10 (Slice) and 13 (Split) have them, and with none."""

    def network(b):
        value = relu(b, b.convolution("x", 9, 1))
        b.add("Split", [value], axis=1, split=[6, 3])
        b.nodes[-1].output[:] = ["most", "rest"]
        b.add("Split", ["most"], axis=-3)
        b.nodes[-1].output[:] = ["first", "second"]
        part = b.add("Slice", ["rest"], starts=[1], ends=[3], axes=[1])
        return ended(b, relu(b, b.convolution(b.add("Concat", ["second", part], axis=1), 4, 5)), 4 * PIXELS)

    builder = FloatBuilder(seed=5)
    model = builder.model(network(builder))
    model.opset_import[0].version = 9
    pictures, _ = blobs(64, 1)
    # ONNX Runtime has these operator sets, the checker's newest form of each node has not
    found = compile_model(model, pictures)
    held_against_the_original(found, model, pictures)


@pytest.mark.parametrize(
    ("make", "match"),
    [
        (lambda b, v: sliced(b, v, -1, -(2**31), axis=2, step=-1), "conv.* .Conv.: .*in another order"),
        (lambda b, v: b.add("Gather", [v, integers(b, 0, 1, 5)], axis=3), "conv.* .Conv.: .*rows and columns"),
        (lambda b, v: b.add("DepthToSpace", [v], blocksize=2), "conv.* .Conv.: .*in another order"),
        (lambda b, v: sliced(b, v, 1, 2, axis=0), "slice.* .Slice.: it takes some items of a batch"),
        (lambda b, v: sliced(b, v, 4, 9), "slice.* .Slice.: of .n, 4, 12, 12. it takes nothing"),
        (lambda b, v: split(b, v, 1, 2)[0], "split.* .Split.: its parts .1, 2. do not make 4"),
        (lambda b, v: b.add("Gather", [v, integers(b, 0)], axis=0), "gather.* .Gather.*batch axis must stay"),
    ],
)
def test_parts_of_another_kind_are_refused(make, match):
    builder = FloatBuilder()
    value = make(builder, relu(builder, builder.convolution("x", 4, 1)))
    model = builder.model(builder.convolution(value, 2, 1 if "depth" in value else 4))
    with pytest.raises(zkml.Unprovable, match=match):
        compile_model(model, blobs(8, 1)[0])


def test_what_is_only_cut_stays_as_it_is():
    """The layer that takes rows and columns loses nothing."""
    builder = FloatBuilder(seed=5)
    model = builder.model(
        ended(builder, relu(builder, builder.convolution(sliced(builder, "x", 2, 9, axis=2), 4, 1)), 336)
    )
    found = compile_model(model, blobs(64, 1)[0])
    assert next(layer.error for layer in found.layers if layer.name.endswith("/cut")) == 0


def test_shapes_agree_with_onnx():
    """What this file builds is what ONNX says it is."""
    for network in NETWORKS:
        onnx.checker.check_model(onnx.shape_inference.infer_shapes(model_of(network), strict_mode=True))
