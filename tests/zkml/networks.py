"""Random networks in the integer profile, as ONNX models."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MODELS = Path(__file__).parents[2] / "models"


@dataclass
class Builder:
    """An ONNX graph under construction; layers are numbered in the order in which they are added."""

    shape: tuple[int, int, int]
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self):
        self.constants |= {
            "one": np.array(1, np.float32),
            "zu": np.array(0, np.uint8),
            "zs": np.array(0, np.int8),
        }

    def _geometry(self, weights, stride, pads, group):
        return {"kernel_shape": list(weights.shape[2:]), "strides": stride, "pads": pads, "group": group}

    def convolution(self, source, weights, bias, shift, stride=(1, 1), pads=(0, 0, 0, 0), group=1):
        name = f"layer{len(self.nodes)}"
        self.constants |= {
            f"{name}_w": weights.astype(np.int8),
            f"{name}_b": np.asarray(bias, np.int32),
            f"{name}_s": np.array(2.0**-shift, np.float32),
        }
        inputs = [source, "one", "zu", f"{name}_w", f"{name}_s", "zs", "one", "zu", f"{name}_b"]
        geometry = self._geometry(weights, stride, pads, group)
        self.nodes.append(helper.make_node("QLinearConv", inputs, [name], name, **geometry))
        return name

    def sums(self, source, weights, bias, stride=(1, 1), pads=(0, 0, 0, 0)):
        self.constants |= {"out_w": weights.astype(np.int8), "out_b": np.asarray(bias, np.int32).reshape(1, -1, 1, 1)}
        geometry = self._geometry(weights, stride, pads, 1)
        self.nodes.append(helper.make_node("ConvInteger", [source, "out_w", "zu", "zs"], ["raw"], "raw", **geometry))
        self.nodes.append(helper.make_node("Add", ["raw", "out_b"], ["out"], "out"))

    def dense_sums(self, source, weights, bias):
        self.constants |= {"out_w": weights.astype(np.int8), "out_b": np.asarray(bias, np.int32)}
        self.nodes.append(helper.make_node("Flatten", [source], ["flat"], "flat", axis=1))
        self.nodes.append(helper.make_node("MatMulInteger", ["flat", "out_w", "zu", "zs"], ["raw"], "raw"))
        self.nodes.append(helper.make_node("Add", ["raw", "out_b"], ["out"], "out"))

    def _scale(self, exponent):
        name = f"scale{exponent}"
        self.constants[name] = np.array(2.0**exponent, np.float32)
        return name

    def pool(self, source, kernel, stride, pads, kind):
        name = f"layer{len(self.nodes)}"
        geometry = {"kernel_shape": list(kernel), "strides": list(stride), "pads": list(pads)}
        if kind == "maximum":
            self.nodes.append(helper.make_node("MaxPool", [source], [name], name, **geometry))
        else:
            inputs = [source, "one", "zu", self._scale(kind), "zu"]
            node = helper.make_node(
                "QLinearAveragePool", inputs, [name], name, domain="com.microsoft", count_include_pad=1, **geometry
            )
            self.nodes.append(node)
        return name

    def whole_average(self, source, exponent):
        name = f"layer{len(self.nodes)}"
        inputs = [source, "one", "zu", self._scale(exponent), "zu"]
        self.nodes.append(
            helper.make_node("QLinearGlobalAveragePool", inputs, [name], name, domain="com.microsoft", channels_last=0)
        )
        return name

    def activation(self, source, table):
        name = f"layer{len(self.nodes)}"
        self.constants[f"{name}_table"] = np.asarray(table, np.uint8)
        self.nodes.append(helper.make_node("Cast", [source], [f"{name}_index"], f"{name}_index", to=TensorProto.INT32))
        self.nodes.append(helper.make_node("Gather", [f"{name}_table", f"{name}_index"], [name], name))
        return name

    def added(self, first, second, exponents):
        name = f"layer{len(self.nodes)}"
        a, b, c = (self._scale(exponent) for exponent in exponents)
        inputs = [first, a, "zu", second, b, "zu", c, "zu"]
        self.nodes.append(helper.make_node("QLinearAdd", inputs, [name], name, domain="com.microsoft"))
        return name

    def concatenation(self, sources):
        name = f"layer{len(self.nodes)}"
        self.nodes.append(helper.make_node("Concat", sources, [name], name, axis=1))
        return name

    def reshape(self, source, shape):
        name = f"layer{len(self.nodes)}"
        self.constants[f"{name}_shape"] = np.array([0, *shape], np.int64)
        self.nodes.append(helper.make_node("Reshape", [source, f"{name}_shape"], [name], name))
        return name

    def model(self) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.nodes,
            "random",
            [helper.make_tensor_value_info("x", TensorProto.UINT8, ["N", *self.shape])],
            [helper.make_tensor_value_info("out", TensorProto.INT32, None)],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        )
        model.ir_version = 8
        return model


def weights_of(rng, shape):
    """Weights in ±63; some layers are extreme, some sparse."""
    kind = rng.integers(3)
    if kind == 0:
        return rng.choice([-63, 63], shape)
    if kind == 1:
        return rng.integers(-63, 64, shape) * (rng.random(shape) < 0.3)
    return np.clip(np.rint(rng.normal(0, 12, shape)), -63, 63)


def mixed_layer(rng, builder, tensors):
    """Add a pool or a sum, or nothing."""
    name, (channels, height, width) = tensors[-1]
    if name == "x" or rng.random() < 0.6:
        return None
    if rng.random() < 0.3:
        return builder.activation(name, rng.integers(0, 256, 256)), (channels, height, width)
    same = [found[0] for found in tensors[1:] if found[1] == (channels, height, width)]
    if rng.random() < 0.4:
        exponents = [int(rng.integers(-3, 1)), int(rng.integers(-3, 1)), int(rng.integers(-2, 2))]
        return builder.added(name, str(rng.choice(same)), exponents), (channels, height, width)
    if rng.random() < 0.2 and height * width in {1, 2, 4, 8, 16}:
        return builder.whole_average(name, -int(rng.integers(0, 3))), (channels, 1, 1)
    kernel = (int(rng.integers(1, min(4, height + 1))), int(rng.integers(1, min(4, width + 1))))
    kind = "maximum" if kernel[0] * kernel[1] not in {1, 2, 4} or rng.random() < 0.5 else -int(rng.integers(0, 3))
    pads = [int(rng.integers(0, size)) for size in (*kernel, *kernel)]
    stride = (int(rng.integers(1, 3)), int(rng.integers(1, 3)))
    rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
    columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
    return builder.pool(name, kernel, stride, pads, kind), (channels, rows, columns)


def random_model(seed: int) -> onnx.ModelProto:
    """A network with one to four hidden layers of any geometry in the profile."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 4)), int(rng.integers(2, 10)), int(rng.integers(2, 10)))
    builder = Builder(shape)
    tensors = [("x", shape)]
    for _ in range(int(rng.integers(1, 5))):
        name, (channels, height, width) = tensors[-1]
        found = mixed_layer(rng, builder, tensors)
        if found:
            tensors.append(found)
            continue
        same = [found for found in tensors if found[1][1:] == (height, width)]
        if len(same) > 1 and rng.random() < 0.4:
            name = builder.concatenation([found[0] for found in same[-2:]])
            channels = sum(found[1][0] for found in same[-2:])
        kernel = (int(rng.integers(1, min(4, height) + 1)), int(rng.integers(1, min(4, width) + 1)))
        pads = [int(rng.integers(0, size)) for size in (*kernel, *kernel)]
        stride = (int(rng.integers(1, 4)), int(rng.integers(1, 4)))
        depthwise = channels > 1 and rng.random() < 0.3
        outputs = channels if depthwise else int(rng.integers(1, 7))
        rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
        weights = weights_of(rng, (outputs, 1 if depthwise else channels, *kernel))
        shift = int(rng.integers(0, 11))
        bias = rng.integers(-60 << shift, (120 << shift) + 1, outputs)
        group = channels if depthwise else 1
        name = builder.convolution(name, weights, bias, shift, stride, pads, group)
        tensors.append((name, (outputs, rows, columns)))
    name, (channels, height, width) = tensors[-1]
    if rng.random() < 0.25:
        channels, height = 1, channels * height
        name = builder.reshape(name, (channels, height, width))
    outputs = int(rng.integers(1, 6))
    bias = rng.integers(-(1 << 20), 1 << 20, outputs)
    if rng.random() < 0.5:
        builder.dense_sums(name, weights_of(rng, (channels * height * width, outputs)), bias)
    else:
        kernel = (int(rng.integers(1, height + 1)), int(rng.integers(1, width + 1)))
        builder.sums(name, weights_of(rng, (outputs, channels, *kernel)), bias)
    return builder.model()


def random_inputs(circuit, count: int, seed: int) -> np.ndarray:
    """Pictures of noise, of extremes, and constant ones."""
    rng = np.random.default_rng(seed)
    shape = (count, *circuit.architecture.input)
    kind = rng.integers(3)
    if kind == 0:
        return rng.integers(0, 256, shape).astype(np.uint8)
    if kind == 1:
        return (255 * rng.integers(0, 2, shape)).astype(np.uint8)
    return np.full(shape, rng.integers(0, 256), np.uint8)
