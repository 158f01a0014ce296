"""Reads a float or QDQ graph as a list of steps: convolutions with what is folded into them, pools, sums, joins.

Quantise and dequantise pairs are taken out (weights are dequantised), BatchNormalization is folded into the convolution
before it, ReLU and Clip from 0 become marks on the step before them, Gemm and MatMul become convolutions over their
input's whole height and width, Dropout and Identity vanish. Other functions of one value (sigmoid, SiLU, leaky ReLU …)
become a curve on the layer before them. A Softmax or Sigmoid at the end is left off: what is proven
is what goes into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, prod
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["Added", "FloatGraph", "Joined", "Pooled", "Step", "Weighted", "read_float_graph"]

_Floats = NDArray[np.float64]

Curve = Callable[[_Floats], _Floats]
"""An activation."""


@dataclass(slots=True)
class Weighted:
    """A convolution: weights [out, in, kernel height, kernel width]; depthwise ones have one input channel each."""

    name: str
    source: str
    weights: _Floats
    bias: _Floats
    stride: tuple[int, int]
    pads: tuple[int, int, int, int]
    depthwise: bool
    shape: Shape
    rectified: bool = False
    most: float = inf
    curve: Curve | None = None


@dataclass(slots=True)
class Pooled:
    """A maximum or an average over windows."""

    name: str
    source: str
    maximum: bool
    kernel: tuple[int, int]
    stride: tuple[int, int]
    pads: tuple[int, int, int, int]
    shape: Shape
    rectified: bool = True


@dataclass(slots=True)
class Added:
    """The sum of two tensors."""

    name: str
    sources: tuple[str, str]
    shape: Shape
    rectified: bool = False
    most: float = inf


@dataclass(slots=True)
class Joined:
    """Tensors one after another along the channels."""

    name: str
    sources: tuple[str, ...]
    shape: Shape
    rectified: bool = True


Step = Weighted | Pooled | Added | Joined


@dataclass(frozen=True, slots=True)
class FloatGraph:
    """The steps in order; the last one gives the output. The input is called ``x``."""

    input: Shape
    steps: tuple[Step, ...]
    notes: tuple[str, ...]


def read_float_graph(model: onnx.ModelProto) -> FloatGraph:
    """Return a model's steps.

    Raises:
        Unprovable: naming the node, its operator, and what could be done.

    """
    return _Reader(model.graph).graph()


class _Reader:
    def __init__(self, graph: onnx.GraphProto) -> None:
        self._graph = graph
        self._constants: dict[str, NDArray[Any]] = {
            item.name: numpy_helper.to_array(item) for item in graph.initializer
        }
        self._uses = Counter(name for node in graph.node for name in node.input)
        self._uses.update(item.name for item in graph.output)
        self._steps: dict[str, Step] = {}
        self._names: dict[str, str] = {}
        self._flat: set[str] = set()
        self._gates: dict[str, tuple[str, Curve]] = {}
        self._notes: list[str] = []
        self._outputs = {item.name for item in graph.output}
        self._input: Shape = (1, 1, 1)
        self._handlers: dict[str, Callable[[onnx.NodeProto], None]] = {
            "Conv": self._convolution,
            "Gemm": self._gemm,
            "MatMul": self._matmul,
            "BatchNormalization": self._normalised,
            "Relu": self._rectified,
            "Clip": self._clipped,
            "MaxPool": self._pooled,
            "AveragePool": self._pooled,
            "GlobalAveragePool": self._pooled,
            "Add": self._added,
            "Concat": self._joined,
            "Flatten": self._flattened,
            "Reshape": self._flattened,
            "Identity": self._passed,
            "Dropout": self._passed,
            "QuantizeLinear": self._passed,
            "DequantizeLinear": self._dequantised,
            "Softmax": self._left_off,
            "Sigmoid": self._curved,
            "HardSigmoid": self._curved,
            "LeakyRelu": self._curved,
            "Elu": self._curved,
            "Tanh": self._curved,
            "HardSwish": self._curved,
            "Softplus": self._curved,
            "Mul": self._gated,
        }

    def graph(self) -> FloatGraph:
        inputs = [item for item in self._graph.input if item.name not in self._constants]
        dims = [part.dim_value for part in inputs[0].type.tensor_type.shape.dim][1:] if len(inputs) == 1 else []
        if not 1 <= len(dims) <= 3 or 0 in dims:
            raise Unprovable("the model must have one input, whose shape after the batch axis is fixed, of 1 to 3 axes")
        axes = [*dims, 1, 1]
        self._input = (axes[0], axes[1], axes[2])
        self._names[inputs[0].name] = "x"
        if len(dims) == 1:
            self._flat.add("x")
        for node in self._graph.node:
            if node.op_type == "Constant":
                self._constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
                continue
            handler = self._handlers.get(node.op_type)
            if handler is None:
                raise Unprovable(f"node {_label(node)}: operator {node.op_type} has no place in the provable profile")
            handler(node)
        last = next(reversed(self._steps.values()), None)
        outputs = [self._names.get(item.name) for item in self._graph.output]
        if not isinstance(last, Weighted) or outputs != [last.name] or last.rectified or last.curve is not None:
            raise Unprovable("the model must end in a convolution or Gemm without an activation, its only output")
        return FloatGraph(self._input, tuple(self._steps.values()), tuple(self._notes))

    def _source(self, node: onnx.NodeProto, index: int = 0) -> str:
        found = self._names.get(node.input[index])
        if found is None:
            raise Unprovable(f"node {_label(node)}: its input {node.input[index]!r} must come from a layer")
        return found

    def _shape(self, name: str) -> Shape:
        return self._input if name == "x" else self._steps[name].shape

    def _constant(self, node: onnx.NodeProto, index: int) -> NDArray[Any]:
        found = self._constants.get(node.input[index])
        if found is None:
            raise Unprovable(f"node {_label(node)}: its input {node.input[index]!r} must be a constant")
        return found

    def _made(self, node: onnx.NodeProto, step: Step, *, flat: bool = False) -> None:
        self._steps[step.name] = step
        self._names[node.output[0]] = step.name
        if flat:
            self._flat.add(step.name)

    def _alone(self, node: onnx.NodeProto) -> Step | None:
        """Return the step before a node that only this node reads."""
        return self._steps.get(self._source(node)) if self._uses[node.input[0]] == 1 else None

    def _convolution(self, node: onnx.NodeProto) -> None:
        weights = self._constant(node, 1).astype(np.float64)
        bias = self._constant(node, 2).astype(np.float64) if len(node.input) > 2 else np.zeros(len(weights))
        source, attributes = self._source(node), _attributes(node)
        channels, height, width = self._shape(source)
        groups = attributes.get("group", 1)
        if weights.ndim != 4:
            raise Unprovable(f"node {_label(node)}: convolutions must be over pictures (two axes)")
        if groups not in {1, channels} or (groups > 1 and len(weights) != channels):
            raise Unprovable(f"node {_label(node)}: groups must be 1 or one for each channel")
        kernel, stride, pads = _window(node, attributes, weights.shape[2:])
        rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
        shape = (len(weights), rows, columns)
        self._made(node, Weighted(_label(node), source, weights, bias, stride, pads, groups > 1, shape))

    def _dense(self, node: onnx.NodeProto, weights: _Floats, bias: _Floats) -> None:
        """Add a layer [out, in] over a flattened input."""
        source = self._source(node)
        shape = self._shape(source)
        if weights.shape[1] != prod(shape):
            raise Unprovable(f"node {_label(node)}: its weights are for {weights.shape[1]} inputs, not {prod(shape)}")
        kernel = weights.reshape(-1, *shape)
        step = Weighted(_label(node), source, kernel, bias, (1, 1), (0, 0, 0, 0), False, (len(kernel), 1, 1))
        self._made(node, step, flat=True)

    def _gemm(self, node: onnx.NodeProto) -> None:
        attributes = _attributes(node)
        if attributes.get("transA"):
            raise Unprovable(f"node {_label(node)}: the input must not be transposed")
        weights = self._constant(node, 1).astype(np.float64) * attributes.get("alpha", 1.0)
        weights = weights if attributes.get("transB") else weights.T
        bias = np.zeros(len(weights))
        if len(node.input) > 2:
            bias = bias + self._constant(node, 2).astype(np.float64).reshape(-1) * attributes.get("beta", 1.0)
        self._dense(node, weights, bias)

    def _matmul(self, node: onnx.NodeProto) -> None:
        weights = self._constant(node, 1).astype(np.float64)
        if weights.ndim != 2:
            raise Unprovable(f"node {_label(node)}: MatMul must be [n, k] times a constant [k, m]")
        self._dense(node, weights.T, np.zeros(weights.shape[1]))

    def _normalised(self, node: onnx.NodeProto) -> None:
        step = self._alone(node)
        if not isinstance(step, Weighted) or step.rectified or step.curve is not None:
            raise Unprovable(
                f"node {_label(node)}: BatchNormalization must follow a convolution that nothing else reads"
            )
        scale, shift, mean, variance = (self._constant(node, index).astype(np.float64) for index in range(1, 5))
        factor = scale / np.sqrt(variance + _attributes(node).get("epsilon", 1e-5))
        step.weights = step.weights * factor[:, None, None, None]
        step.bias = (step.bias - mean) * factor + shift
        self._names[node.output[0]] = step.name

    def _rectified(self, node: onnx.NodeProto) -> None:
        step = self._alone(node)
        source = self._steps.get(self._source(node))
        if step is not None and not (isinstance(step, Weighted) and step.curve is not None):
            step.rectified = True
        elif source is None or not source.rectified:
            raise Unprovable(f"node {_label(node)}: what is before it is read elsewhere without the activation")
        self._names[node.output[0]] = self._source(node)

    def _clipped(self, node: onnx.NodeProto) -> None:
        least = float(self._constant(node, 1)) if len(node.input) > 1 and node.input[1] else None
        least = _attributes(node).get("min", least)
        if least != 0:
            raise Unprovable(f"node {_label(node)}: Clip must be from 0, as a ReLU is")
        most = float(self._constant(node, 2)) if len(node.input) > 2 and node.input[2] else inf
        step = self._alone(node)
        if not isinstance(step, Weighted | Added):
            raise Unprovable(f"node {_label(node)}: Clip must follow a layer or a sum that nothing else reads")
        step.most = min(step.most, float(_attributes(node).get("max", most)))
        self._rectified(node)

    def _curved(self, node: onnx.NodeProto) -> None:
        if node.op_type == "Sigmoid" and node.output[0] in self._outputs:
            self._left_off(node)
            return
        curve = _curve(node)
        if self._uses[node.input[0]] == 2:  # a gate, if a product of it and what it gates follows
            self._gates[node.output[0]] = (self._source(node), curve)
            return
        self._put_curve(node, self._alone(node), curve)

    def _gated(self, node: onnx.NodeProto) -> None:
        """Read x · f(x), as SiLU and hard swish are often written."""
        for gate, gated in ((0, 1), (1, 0)):
            source, curve = self._gates.get(node.input[gate], ("", None))
            if curve is not None and self._names.get(node.input[gated]) == source:
                self._put_curve(node, self._steps.get(source), lambda x, curve=curve: x * curve(x))  # type: ignore[misc]
                return
        raise Unprovable(f"node {_label(node)}: Mul is only for x · f(x); a product of two tensors cannot be proven")

    def _put_curve(self, node: onnx.NodeProto, step: Step | None, curve: Curve) -> None:
        if not isinstance(step, Weighted) or step.rectified or step.curve is not None:
            raise Unprovable(f"node {_label(node)}: {node.op_type} must follow a layer that nothing else reads")
        step.curve = curve
        self._names[node.output[0]] = step.name

    def _pooled(self, node: onnx.NodeProto) -> None:
        source, attributes = self._source(node), _attributes(node)
        channels, height, width = self._shape(source)
        whole = node.op_type == "GlobalAveragePool"
        kernel = (height, width) if whole else tuple(attributes["kernel_shape"])
        kernel, stride, pads = _window(node, attributes, kernel)
        maximum = node.op_type == "MaxPool"
        if any(pads) and not maximum and not attributes.get("count_include_pad"):
            raise Unprovable(f"node {_label(node)}: an average with padding must count it (count_include_pad)")
        if attributes.get("ceil_mode"):
            raise Unprovable(f"node {_label(node)}: sizes must be rounded down (ceil_mode 0)")
        rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
        step = Pooled(_label(node), source, maximum, kernel, stride, pads, (channels, rows, columns))
        self._made(node, step)

    def _added(self, node: onnx.NodeProto) -> None:
        constants = [index for index in (0, 1) if node.input[index] in self._constants]
        if constants:
            index = 1 - constants[0]
            step = self._steps.get(self._source(node, index))
            value = self._constant(node, constants[0]).astype(np.float64).reshape(-1)
            if not isinstance(step, Weighted) or step.rectified or value.size not in {1, len(step.bias)}:
                raise Unprovable(
                    f"node {_label(node)}: a constant can only be added to a layer's sums, for each channel"
                )
            step.bias = step.bias + value
            self._names[node.output[0]] = step.name
            return
        sources = (self._source(node, 0), self._source(node, 1))
        if self._shape(sources[0]) != self._shape(sources[1]):
            raise Unprovable(f"node {_label(node)}: both tensors must have one shape")
        self._made(node, Added(_label(node), sources, self._shape(sources[0])))

    def _joined(self, node: onnx.NodeProto) -> None:
        sources = tuple(self._source(node, index) for index in range(len(node.input)))
        shapes = [self._shape(source) for source in sources]
        if _attributes(node).get("axis") != 1 or any(shape[1:] != shapes[0][1:] for shape in shapes):
            raise Unprovable(f"node {_label(node)}: Concat must join pictures along the channels (axis 1)")
        shape = (sum(shape[0] for shape in shapes), *shapes[0][1:])
        self._made(node, Joined(_label(node), sources, shape))

    def _flattened(self, node: onnx.NodeProto) -> None:
        source = self._source(node)
        if node.op_type == "Reshape":
            dims = [int(size) for size in self._constant(node, 1)]
            if dims[1:] != [-1] and dims[1:] != [prod(self._shape(source))]:
                raise Unprovable(f"node {_label(node)}: Reshape must flatten to [n, {prod(self._shape(source))}]")
        self._names[node.output[0]] = source

    def _passed(self, node: onnx.NodeProto) -> None:
        if node.input[0] in self._constants:
            self._constants[node.output[0]] = self._constants[node.input[0]]
            return
        self._names[node.output[0]] = self._source(node)
        self._uses[node.output[0]] += self._uses[node.input[0]] - 1

    def _dequantised(self, node: onnx.NodeProto) -> None:
        if node.input[0] not in self._constants and self._names.get(node.input[0]) is not None:
            self._passed(node)
            return
        values, scale = self._constant(node, 0).astype(np.float64), self._constant(node, 1).astype(np.float64)
        zero = self._constant(node, 2).astype(np.float64) if len(node.input) > 2 else np.zeros(())
        if scale.ndim and scale.size > 1:
            axis = _attributes(node).get("axis", 1) % values.ndim
            form = [-1 if i == axis else 1 for i in range(values.ndim)]
            scale, zero = scale.reshape(form), zero.reshape(form) if zero.size > 1 else zero
        self._constants[node.output[0]] = (values - zero) * scale

    def _left_off(self, node: onnx.NodeProto) -> None:
        if node.output[0] not in {item.name for item in self._graph.output}:
            raise Unprovable(f"node {_label(node)}: {node.op_type} can only be left off at the end of the model")
        self._notes.append(f"{node.op_type} {_label(node)} is left off: what is proven is what goes into it")
        self._names[node.output[0]] = self._source(node)


def _curve(node: onnx.NodeProto) -> Curve:
    """Return the function of an activation node."""
    attributes = _attributes(node)
    alpha = float(attributes.get("alpha", {"LeakyRelu": 0.01, "HardSigmoid": 0.2}.get(node.op_type, 1.0)))
    beta = float(attributes.get("beta", 0.5))
    curves: dict[str, Curve] = {
        "Sigmoid": lambda x: 1 / (1 + np.exp(-x)),
        "HardSigmoid": lambda x: np.clip(alpha * x + beta, 0, 1),
        "LeakyRelu": lambda x: np.where(x < 0, alpha * x, x),
        "Elu": lambda x: np.where(x < 0, alpha * np.expm1(np.minimum(x, 0)), x),
        "Tanh": np.tanh,
        "HardSwish": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
        "Softplus": lambda x: np.logaddexp(0, x),
    }
    return curves[node.op_type]


def _window(
    node: onnx.NodeProto, attributes: dict[str, Any], kernel: tuple[int, ...]
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int, int, int]]:
    """Return kernel, stride and pads."""
    if attributes.get("auto_pad", b"NOTSET") != b"NOTSET" or any(d != 1 for d in attributes.get("dilations", [])):
        raise Unprovable(f"node {_label(node)}: padding must be explicit and dilations 1")
    if len(kernel) != 2:
        raise Unprovable(f"node {_label(node)}: the window must have two axes")
    down, across = attributes.get("strides", [1, 1])
    top, left, bottom, right = attributes.get("pads", [0, 0, 0, 0])
    return (int(kernel[0]), int(kernel[1])), (down, across), (top, left, bottom, right)


def _attributes(node: onnx.NodeProto) -> dict[str, Any]:
    return {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute}


def _label(node: onnx.NodeProto) -> str:
    return str(node.name or node.output[0])
