"""A network in integers: written as ONNX for ONNX Runtime, and evaluated here in plain NumPy to check it.

Arithmetic of every layer (the provable profile): ``acc = bias + Σ weight · x`` in int32 with x in u8 and |weight| ≤ 63;
hidden layers give ``clamp(round_half_even(acc · 2^-shift), 0, 255)``, in which the clamp at 0 is the ReLU; the last
layer gives acc itself. In ONNX a hidden layer is a ``QLinearConv`` whose x and y scales are 1 and whose weight scale is
2^-shift, the last one a ``ConvInteger`` and an ``Add``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

__all__ = ["Concatenation", "Convolution", "IntegerGraph", "Reshaping", "round_half_even", "to_onnx"]

MOST_WEIGHT = 63
"""Pairs of u8 × s8 products must fit into int16: CPUs without VNNI saturate there (2 · 255 · 64 > 32767)."""


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution with square stride and padding.

    Attributes:
        name: of the layer; also of its output tensor.
        source: name of its input tensor.
        weights: int8 [out, in, kernel height, kernel width].
        bias: int32 [out].
        shift: k of the requantisation by 2^-k; None: a last layer, whose int32 sums are the output.
        stride: the same in both directions.
        padding: zeros on every side.

    """

    name: str
    source: str
    weights: NDArray[np.int8]
    bias: NDArray[np.int32]
    shift: int | None
    stride: int = 1
    padding: int = 0


@dataclass(frozen=True, slots=True)
class Concatenation:
    """Tensors joined along the channels."""

    name: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reshaping:
    """A tensor's elements in another shape; *shape* is without the batch axis."""

    name: str
    source: str
    shape: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IntegerGraph:
    """A network: steps in order of evaluation, the last of which gives the output.

    Attributes:
        name: of the model.
        shape: of the input without its batch axis: channels, height, width.
        steps: the first one's source is ``x``.

    """

    name: str
    shape: tuple[int, int, int]
    steps: tuple[Convolution | Concatenation | Reshaping, ...]

    def run(self, x: NDArray[np.uint8]) -> NDArray[np.int32]:
        """Evaluate in 64-bit integers: *x* is u8 [n, channels, height, width]; the output is int32 [n, …]."""
        tensors: dict[str, NDArray[np.int64]] = {"x": x.astype(np.int64)}
        for step in self.steps:
            match step:
                case Convolution():
                    tensors[step.name] = _convolve(tensors[step.source], step)
                case Concatenation():
                    tensors[step.name] = np.concatenate([tensors[name] for name in step.sources], axis=1)
                case Reshaping():
                    tensors[step.name] = tensors[step.source].reshape(len(x), *step.shape)
        return tensors[self.steps[-1].name].astype(np.int32)


def round_half_even(acc: NDArray[np.int64], shift: int) -> NDArray[np.int64]:
    """Return acc · 2^-shift rounded to the nearest integer, halves to the even one, in integers only."""
    if shift == 0:
        return acc
    half = np.int64(1) << np.int64(shift - 1)
    nearest = (acc + half) >> np.int64(shift)
    tie = (acc & ((np.int64(1) << np.int64(shift)) - 1)) == half
    return np.asarray(nearest - (tie & (nearest & 1 == 1)), np.int64)


def _convolve(x: NDArray[np.int64], layer: Convolution) -> NDArray[np.int64]:
    pad, stride = layer.padding, layer.stride
    kernel = layer.weights.astype(np.int64)
    high, wide = kernel.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows, columns = (padded.shape[2] - high) // stride + 1, (padded.shape[3] - wide) // stride + 1
    acc = np.zeros((len(x), len(kernel), rows, columns), np.int64) + layer.bias.astype(np.int64)[None, :, None, None]
    for i in range(high):
        for j in range(wide):
            part = padded[:, :, i : i + stride * (rows - 1) + 1 : stride, j : j + stride * (columns - 1) + 1 : stride]
            acc += np.einsum("oc,nchw->nohw", kernel[:, :, i, j], part, optimize=True)
    if layer.shift is None:
        return acc
    return np.clip(round_half_even(acc, layer.shift), 0, 255)


def to_onnx(graph: IntegerGraph) -> onnx.ModelProto:
    """Write *graph* as an ONNX model with input ``x`` (u8, any batch size) and the last step's name as its output.

    Raises:
        ValueError: a weight is larger than 63.

    """
    constants: dict[str, NDArray[np.generic]] = {
        "one": np.array(1, np.float32),
        "zero_u8": np.array(0, np.uint8),
        "zero_s8": np.array(0, np.int8),
    }
    nodes: list[onnx.NodeProto] = []
    for step in graph.steps:
        match step:
            case Convolution():
                nodes += _convolution_nodes(step, constants)
            case Concatenation():
                nodes.append(helper.make_node("Concat", list(step.sources), [step.name], step.name, axis=1))
            case Reshaping():
                constants[f"{step.name}_shape"] = np.array([0, *step.shape], np.int64)
                nodes.append(helper.make_node("Reshape", [step.source, f"{step.name}_shape"], [step.name], step.name))
    output = graph.steps[-1].name
    shape = graph.run(np.zeros((1, *graph.shape), np.uint8)).shape[1:]
    body = helper.make_graph(
        nodes,
        graph.name,
        [helper.make_tensor_value_info("x", TensorProto.UINT8, ["N", *graph.shape])],
        [helper.make_tensor_value_info(output, TensorProto.INT32, ["N", *shape])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], producer_name="ciro-gateway")
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    return model


def _convolution_nodes(layer: Convolution, constants: dict[str, NDArray[np.generic]]) -> list[onnx.NodeProto]:
    if np.abs(layer.weights.astype(int)).max() > MOST_WEIGHT:
        raise ValueError(f"layer {layer.name}: a weight is beyond ±{MOST_WEIGHT}")
    weights, bias, scale = f"{layer.name}_weights", f"{layer.name}_bias", f"{layer.name}_scale"
    constants[weights] = layer.weights
    geometry: dict[str, Any] = {
        "kernel_shape": list(layer.weights.shape[2:]),
        "strides": [layer.stride] * 2,
        "pads": [layer.padding] * 4,
    }
    if layer.shift is None:
        constants[bias] = layer.bias.reshape(1, -1, 1, 1)
        sums = f"{layer.name}_sums"
        names = [layer.source, weights, "zero_u8", "zero_s8"]
        return [
            helper.make_node("ConvInteger", names, [sums], sums, **geometry),
            helper.make_node("Add", [sums, bias], [layer.name], layer.name),
        ]
    constants[bias] = layer.bias
    constants[scale] = np.array(2.0**-layer.shift, np.float32)
    names = [layer.source, "one", "zero_u8", weights, scale, "zero_s8", "one", "zero_u8", bias]
    return [helper.make_node("QLinearConv", names, [layer.name], layer.name, **geometry)]
