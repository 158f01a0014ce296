"""Reads a float or quantised ONNX graph as a list of steps.

A name stands for the real values, whether the model has them as floats or as integers with scale and zero point:
QuantizeLinear is a clamp where its zero point is the least integer, DequantizeLinear of a tensor is nothing, QLinear…
operators are the float ones with their constants dequantised. Nodes of constants are computed. What a model makes of
its result at the end (`zkml.compiling.onnx_decision`) is left off: what is proven is what goes into it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import prod
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from zkml.compiling.float_graph import INPUT, Activation, Clamp, FloatGraph, Floats
from zkml.compiling.layers import Layers
from zkml.compiling.onnx_decision import DECISIONS, decision_outputs
from zkml.compiling.onnx_forms import FORMS, rearranged
from zkml.compiling.onnx_input import channels_last, dimensions, given_input
from zkml.compiling.onnx_nodes import activation, attributes, constants, label, listed, refusal, window
from zkml.compiling.tensor import Tensor, combined
from zkml.compiling.unread import without_unread
from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["read_float_graph"]

_FLOATS = {onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16, onnx.TensorProto.BFLOAT16, onnx.TensorProto.DOUBLE}
_INTEGERS = {onnx.TensorProto.UINT8, onnx.TensorProto.UINT16, onnx.TensorProto.INT32, onnx.TensorProto.INT64}
_RECURRENT = {"GRU", "LSTM", "Loop", "RNN", "Scan"}
_NAMED = (
    "Conv, Gemm, MatMul, Relu, Clip, MaxPool, AveragePool, Add, Concat, Reshape, BatchNormalization and activations"
)
_REMEDIES = {
    "DynamicQuantizeLinear": "quantise the model statically, with calibration inputs, or give the float model",
    "ConvTranspose": "scale up with a convolution to more channels before, or end the model before it",
    "Resize": "end the model before it",
    "Upsample": "end the model before it",
    "InstanceNormalization": "train with BatchNormalization, which folds into the layer before it",
    "LRN": "train with BatchNormalization, which folds into the layer before it",
    "LayerNormalization": "train with BatchNormalization, which folds into the layer before it",
    "GroupNormalization": "train with BatchNormalization, which folds into the layer before it",
}


def read_float_graph(model: onnx.ModelProto, offset: float | Sequence[float] = 0.0) -> FloatGraph:
    """Return a model's steps; *offset* is added to its input, by channel or to all.

    Raises:
        Unprovable: naming the node, its operator, and what could be done.

    """
    return _Reader(model).graph(np.asarray(offset, np.float64).reshape(-1))


class _Reader:
    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph, self._opsets, self._version = model.graph, model.opset_import, model.ir_version
        self._constants: dict[str, NDArray[Any]] = {
            item.name: numpy_helper.to_array(item) for item in model.graph.initializer
        }
        self._tensors: dict[str, Tensor] = {}
        self._decision = decision_outputs(model.graph)
        self._notes: list[str] = []
        self._result = ""
        self._steps = Layers((1, 1, 1))
        self._handlers: dict[str, Callable[[onnx.NodeProto], Tensor]] = {
            "Add": lambda node: self._combined(node, np.add, (1, 1)),
            "AveragePool": self._pooled,
            "BatchNormalization": self._normalised,
            "Cast": self._cast,
            "Concat": self._joined,
            "Conv": self._convolution,
            "DequantizeLinear": self._dequantised,
            "Div": self._divided,
            "Dropout": self._passed,
            "Gemm": self._gemm,
            "GlobalAveragePool": self._pooled,
            "GlobalMaxPool": self._pooled,
            "Identity": self._passed,
            "MatMul": self._matmul,
            "MaxPool": self._pooled,
            "Mul": self._multiplied,
            "Neg": lambda node: self._scaled(node, self._tensor(node), np.array(-1.0), np.array(0.0)),
            "PRelu": self._sloped,
            "Pad": self._padded,
            "QGemm": self._quantised_gemm,
            "QLinearAdd": lambda node: self._quantised_pair(node, self._combine_sum),
            "QLinearAveragePool": lambda node: self._quantised_one(node, self._pooled),
            "QLinearConcat": self._quantised_concat,
            "QLinearConv": self._quantised_convolution,
            "QLinearGlobalAveragePool": lambda node: self._quantised_one(node, self._pooled),
            "QLinearLeakyRelu": lambda node: self._quantised_one(node, self._activated),
            "QLinearMatMul": self._quantised_matmul,
            "QLinearMul": lambda node: self._quantised_pair(node, self._product),
            "QLinearSigmoid": lambda node: self._quantised_one(node, self._activated),
            "QuantizeLinear": self._quantised,
            "ReduceMax": lambda node: self._reduced(node, maximum=True),
            "ReduceMean": lambda node: self._reduced(node, maximum=False),
            "Sub": lambda node: self._combined(node, np.subtract, (1, -1)),
            "Sum": self._summed,
        }

    def graph(self, offset: Floats) -> FloatGraph:
        given = given_input(self._graph)
        kind = given.type.tensor_type.elem_type
        if kind not in _FLOATS | _INTEGERS:
            name = onnx.TensorProto.DataType.Name(kind)
            raise Unprovable(f"input {given.name}: a byte is no {name}; export the model with an input of floats or u8")
        of_bytes = kind in _INTEGERS
        dims = dimensions(given)
        axes = [*dims, 1, 1]
        shape = (axes[0], axes[1], axes[2])
        order = np.arange(prod(shape)).reshape(dims)
        if channels_last(self._graph) and len(dims) == 3:
            shape = (dims[2], dims[0], dims[1])
            order = np.arange(prod(shape)).reshape(shape).transpose(1, 2, 0)
            self._notes.append("the input is taken as [n, channels, height, width]: its Transpose is left off")
        if offset.size not in {1, shape[0]}:
            raise Unprovable(f"there must be one offset, or one for each of the {shape[0]} channels")
        self._steps = Layers(shape)
        whole = Tensor.of((INPUT,), order, shape[0], shape[1] * shape[2])
        if not of_bytes:
            whole = whole.scaled(np.ones(shape[0]), np.broadcast_to(offset, (shape[0],)).astype(np.float64))
        self._tensors[given.name] = replace(whole, signal=of_bytes)
        for node in self._graph.node:
            if node.op_type in _RECURRENT:
                raise refusal(node, "what feeds back cannot be proven; use convolutions along the time")
        for node in self._graph.node:
            try:
                self._read(node)
            except (ArithmeticError, IndexError, KeyError, TypeError, StopIteration, ValueError) as error:
                if isinstance(error, Unprovable):
                    raise
                why = f"its inputs or attributes are not what ONNX defines ({error}); onnx.checker says more"
                raise refusal(node, why) from error
        return self._ending(shape, of_bytes)

    def _read(self, node: onnx.NodeProto) -> None:
        if node.op_type == "Shape" and node.input[0] in self._tensors:
            sizes = np.array([0, *self._tensors[node.input[0]].order.shape], np.int64)  # 0: as it was, to a Reshape
            found = attributes(node)
            self._constants[node.output[0]] = sizes[found.get("start", 0) : found.get("end", len(sizes))]
            return
        if all(not name or name in self._constants for name in node.input):
            if node.op_type == "DequantizeLinear" and not attributes(node).get("block_size"):
                axis = attributes(node).get("axis", 1)
                self._constants[node.output[0]] = self._dequantised_constant(node, 0, 1, 2, axis)
                return
            self._constants |= constants(node, self._constants, self._opsets, self._version)
            return
        for name in node.input:
            if name and name not in self._constants and name not in self._tensors:
                raise refusal(node, f"its input {name!r} is made by nothing before it; export the model anew")
        if node.output[0] in self._decision:
            made = [self._left_off(node)] * len(node.output)
        elif node.op_type in DECISIONS and not node.op_type.endswith("Sigmoid"):
            raise refusal(node, "it can only be left off at the end of the model; end the model there")
        elif node.op_type in FORMS:
            made = self._rearranged(node)
        else:
            made = [self._handlers.get(node.op_type, self._activated)(node)]
        self._tensors |= zip(node.output, made, strict=False)

    def _ending(self, shape: Shape, of_bytes: bool) -> FloatGraph:
        names = [item.name for item in self._graph.output]
        found = [self._tensors.get(name) for name in names]
        tensor = found[0] if found else None
        if tensor is None or any(other is None or not other.same(tensor) for other in found):
            remedy = "join them with Concat, or keep one of them"
            raise Unprovable(f"the model has {len(names)} outputs ({', '.join(names)}); one can be proven: {remedy}")
        node = next((node for node in self._graph.node if names[0] in node.output), None)
        if node is None:
            raise Unprovable(f"the model's output {names[0]} is its input; there is nothing to be proven")
        last, further, order = self._steps.output(node, tensor)
        if further:
            self._notes.append(
                f"{label(node)}: a layer that changes nothing is put after it, whose sums are the output"
            )
        if not np.array_equal(order, np.arange(order.size)):
            self._notes.append("the output is [n, channels, height, width]: what changes its order is left off")
        steps = without_unread(self._steps.reaching(last), shape)
        return FloatGraph(shape, of_bytes, steps, self._result or names[0], order, tuple(self._notes))

    # Inputs.

    def _tensor(self, node: onnx.NodeProto, index: int = 0) -> Tensor:
        found = self._tensors.get(node.input[index])
        if found is None:
            raise refusal(node, f"its input {node.input[index]!r} must come from a layer, and is a constant")
        return found

    def _constant(self, node: onnx.NodeProto, index: int) -> NDArray[Any]:
        found = self._constants.get(node.input[index])
        if found is None:
            raise refusal(node, f"its input {node.input[index]!r} must be a constant")
        return found

    def _floats(self, node: onnx.NodeProto, index: int) -> Floats:
        return self._constant(node, index).astype(np.float64)

    def _optional(self, node: onnx.NodeProto, index: int) -> NDArray[Any] | None:
        return self._constant(node, index) if len(node.input) > index and node.input[index] else None

    def _unpadded(self, node: onnx.NodeProto, tensor: Tensor) -> Tensor:
        if any(tensor.pads):
            raise refusal(node, "a Pad before it must be followed by a convolution or a pool")
        return tensor

    # Quantisation.

    def _dequantised_constant(self, node: onnx.NodeProto, value: int, scale: int, zero: int, axis: int) -> Floats:
        values, scales = self._floats(node, value), self._floats(node, scale)
        zeros = self._optional(node, zero)
        none = np.zeros(()) if zeros is None else zeros.astype(np.float64)
        if scales.size > 1:
            form = [-1 if i == axis % values.ndim else 1 for i in range(values.ndim)]
            scales, none = scales.reshape(form), none.reshape(form) if none.size > 1 else none
        return np.asarray(
            (values - (none if none.size > 1 else none.sum())) * (scales if scales.size > 1 else scales.sum())
        )

    def _quantised(self, node: onnx.NodeProto) -> Tensor:
        zero = self._optional(node, 2)
        kind = np.uint8 if zero is None else zero.dtype
        return self._clamped(node, self._tensor(node), self._floats(node, 1), zero, np.dtype(kind))

    def _clamped(
        self, node: onnx.NodeProto, tensor: Tensor, scale: Floats, zero: NDArray[Any] | None, kind: np.dtype[Any]
    ) -> Tensor:
        """Apply what quantisation does besides rounding: where the zero point is the least integer, a ReLU."""
        limits = np.iinfo(kind)
        least = 0 if zero is None else int(zero.reshape(-1)[0])
        if least != limits.min or scale.size != 1 or tensor.signal:
            return replace(tensor, signal=False)
        if tensor.steps == (INPUT,) and tensor.activation is None:
            return tensor
        most = float(scale.reshape(())) * (limits.max - least)
        return self._apply(node, tensor, Clamp(most))

    def _dequantised(self, node: onnx.NodeProto) -> Tensor:
        tensor = self._tensor(node)
        if not tensor.signal:
            return tensor
        zero = self._optional(node, 2)
        scale = self._floats(node, 1)
        offset = -scale * (0 if zero is None else zero.astype(np.float64))
        return replace(self._scaled(node, tensor, scale, offset), signal=False)

    def _operand(self, node: onnx.NodeProto, index: int, scale: int, zero: int) -> Tensor:
        """Return a quantised operand as what it stands for."""
        tensor = self._tensor(node, index)
        if not tensor.signal:
            return tensor
        none, step = self._optional(node, zero), self._floats(node, scale)
        offset = -step * (0 if none is None else none.astype(np.float64))
        return replace(self._scaled(node, tensor, step, offset), signal=False)

    def _requantised(self, node: onnx.NodeProto, tensor: Tensor, scale: int, zero: int) -> Tensor:
        found = self._optional(node, zero)
        kind = np.uint8 if found is None else found.dtype
        return self._clamped(node, tensor, self._floats(node, scale), found, np.dtype(kind))

    def _quantised_convolution(self, node: onnx.NodeProto) -> Tensor:
        weights = self._dequantised_constant(node, 3, 4, 5, 0)
        bias = np.zeros(len(weights))
        if len(node.input) > 8:
            bias = self._floats(node, 8) * self._floats(node, 1).reshape(-1) * self._floats(node, 4).reshape(-1)
        tensor = self._convolved(node, self._operand(node, 0, 1, 2), weights, bias)
        return self._requantised(node, tensor, 6, 7)

    def _quantised_matmul(self, node: onnx.NodeProto) -> Tensor:
        weights = self._dequantised_constant(node, 3, 4, 5, 1)
        tensor = self._multiplied_by(node, self._operand(node, 0, 1, 2), weights)
        return self._requantised(node, tensor, 6, 7)

    def _quantised_gemm(self, node: onnx.NodeProto) -> Tensor:
        found = attributes(node)
        weights = self._dequantised_constant(node, 3, 4, 5, 0 if found.get("transB") else 1)
        rows = weights if found.get("transB") else weights.T
        alpha = found.get("alpha", 1.0)
        bias = np.zeros(len(rows))
        if len(node.input) > 6 and node.input[6]:
            steps = alpha * self._floats(node, 1).reshape(-1) * self._floats(node, 4).reshape(-1)
            bias = bias + self._floats(node, 6).reshape(-1) * steps
        tensor = self._steps.dense(node, self._operand(node, 0, 1, 2), alpha * rows, bias)
        return self._requantised(node, tensor, 7, 8) if len(node.input) > 7 and node.input[7] else tensor

    def _quantised_one(self, node: onnx.NodeProto, handler: Callable[[onnx.NodeProto], Tensor]) -> Tensor:
        self._tensors[node.input[0]] = self._operand(node, 0, 1, 2)
        return self._requantised(node, handler(node), 3, 4)

    def _quantised_pair(self, node: onnx.NodeProto, operation: Callable[[onnx.NodeProto, list[Any]], Tensor]) -> Tensor:
        operands: list[Any] = []
        for index in (0, 3):
            constant = node.input[index] in self._constants
            found = self._dequantised_constant if constant else None
            operands.append(
                found(node, index, index + 1, index + 2, 0)
                if found
                else self._operand(node, index, index + 1, index + 2)
            )
        return self._requantised(node, operation(node, operands), 6, 7)

    def _quantised_concat(self, node: onnx.NodeProto) -> Tensor:
        tensors = [self._operand(node, index, index + 1, index + 2) for index in range(2, len(node.input), 3)]
        return self._requantised(node, self._join(node, tensors), 0, 1)

    # Layers.

    def _convolution(self, node: onnx.NodeProto) -> Tensor:
        weights = self._floats(node, 1)
        bias = self._optional(node, 2)
        return self._convolved(node, self._tensor(node), weights, np.zeros(len(weights)) if bias is None else bias)

    def _convolved(self, node: onnx.NodeProto, given: Tensor, weights: Floats, bias: NDArray[Any]) -> Tensor:
        tensor, found = self._steps.pictures(given, node), attributes(node)
        kernel = weights.shape[2:]
        if len(kernel) != tensor.order.ndim - 1:
            raise refusal(node, f"its window has {len(kernel)} axes, and its input {tensor.order.ndim - 1}")
        dilation = list(found.get("dilations", [1] * len(kernel)))
        _, height, width = self._pictured(tensor)
        _, stride, pads = window(node, kernel, (height, width), dilation)
        if weights.ndim == 3:
            weights, dilation = weights[..., None], [*dilation, 1]
        spread = [(size - 1) * step + 1 for size, step in zip(weights.shape[2:], dilation, strict=True)]
        wide = np.zeros((*weights.shape[:2], *spread))
        wide[:, :, :: dilation[0], :: dilation[1]] = weights
        pads = _sum(pads, tensor.pads)
        geometry = ((spread[0], spread[1]), stride, pads)
        bias = bias.astype(np.float64).reshape(-1)
        return self._steps.convolved(node, tensor, wide, bias, geometry, found.get("group", 1))

    def _pictured(self, tensor: Tensor) -> Shape:
        channels, height, width = (*tensor.order.shape, 1)[:3]
        return channels, height, width

    def _gemm(self, node: onnx.NodeProto) -> Tensor:
        found = attributes(node)
        if found.get("transA"):
            raise refusal(node, "its input is transposed (transA); transpose the weights instead")
        weights = self._floats(node, 1) * found.get("alpha", 1.0)
        weights = weights if found.get("transB") else weights.T
        bias, added = np.zeros(len(weights)), self._optional(node, 2)
        if added is not None:
            bias = bias + added.astype(np.float64).reshape(-1) * found.get("beta", 1.0)
        return self._steps.dense(node, self._flat(node, self._tensor(node)), weights, bias)

    def _matmul(self, node: onnx.NodeProto) -> Tensor:
        if node.input[1] in self._tensors:
            raise refusal(node, "a product of two tensors (attention) cannot be proven; use convolutions instead")
        return self._multiplied_by(node, self._tensor(node), self._floats(node, 1))

    def _multiplied_by(self, node: onnx.NodeProto, tensor: Tensor, weights: Floats) -> Tensor:
        if weights.ndim != 2 or tensor.order.ndim < 1 or tensor.order.shape[-1] != len(weights):
            shapes = f"[n, {listed(tensor.order.shape)}] and {list(weights.shape)}"
            raise refusal(node, f"it must be [n, …, k] times a constant [k, m], and is {shapes}")
        self._unpadded(node, tensor)
        if tensor.order.ndim > 1:
            return self._steps.pointwise(node, tensor, weights.T)
        return self._steps.dense(node, tensor, weights.T, np.zeros(weights.shape[1]))

    def _flat(self, node: onnx.NodeProto, tensor: Tensor) -> Tensor:
        self._unpadded(node, tensor)
        if tensor.order.ndim != 1:
            shape = listed(tensor.order.shape)
            raise refusal(node, f"its input is [n, {shape}], and must be [n, k]; put a Flatten before it")
        return tensor

    def _pooled(self, node: onnx.NodeProto) -> Tensor:
        if len(node.output) > 1 and node.output[1]:
            raise refusal(node, "places of maxima (its second output) cannot be proven")
        tensor, found = self._steps.pictures(self._tensor(node), node), attributes(node)
        _, height, width = self._pictured(tensor)
        axes = tensor.order.ndim - 1
        if found.get("channels_last"):
            raise refusal(node, "channels must come first; quantise with channels_last 0")
        maximum = node.op_type.endswith("MaxPool")
        if "Global" in node.op_type:
            geometry = ((height, width), (1, 1), (0, 0, 0, 0))
            self._unpadded(node, tensor)
        else:
            kernel = found["kernel_shape"]
            if any(step != 1 for step in found.get("dilations", [])):
                raise refusal(
                    node, "its window has gaps (dilations), which only convolutions may have; train it without"
                )
            geometry = window(node, kernel, (height, width), [1] * axes)
            plain = list(found.get("pads", [0] * 2 * axes))
            own = [plain[0], 0, plain[1], 0] if axes == 1 else plain
            if not maximum and any(geometry[2]):
                counted = bool(found.get("count_include_pad"))
                if any(tensor.pads) or (counted and list(geometry[2]) != own):
                    why = "some of its padding counts and some does not"
                    raise refusal(node, f"{why}; pad in the pool alone, with ceil_mode 0 or count_include_pad 0")
                if not counted:
                    return self._steps.averaged_inside(node, tensor, geometry)
            geometry = (geometry[0], geometry[1], _sum(geometry[2], tensor.pads))
        if maximum and any(tensor.pads) and not self._not_negative(tensor):
            raise refusal(node, "the zeros of the Pad before it count as values; pad in the pool instead")
        return self._steps.pooled(node, tensor, maximum, geometry)

    def _not_negative(self, tensor: Tensor) -> bool:
        return tensor.plain and all(self._steps.never_negative(name) for name in tensor.steps)

    def _reduced(self, node: onnx.NodeProto, *, maximum: bool) -> Tensor:
        """Read a mean or a maximum over a picture's height and width, or a mean over its channels."""
        tensor, found = self._steps.settled(self._unpadded(node, self._tensor(node)), node), attributes(node)
        given = self._optional(node, 1)
        axes = [int(axis) for axis in (found.get("axes", []) if given is None else given.reshape(-1))]
        rank = tensor.order.ndim
        places = sorted({axis % (rank + 1) - 1 for axis in axes})
        kept = [axis for axis in range(rank) if axis not in places]
        grouped = np.moveaxis(tensor.order, places, range(rank - len(places), rank)).reshape(
            *(tensor.order.shape[axis] for axis in kept), -1
        )
        if places == [0] and not maximum and rank > 1:
            pictures = self._steps.pictures(tensor, node)
            count = len(pictures.order)
            geometry = ((1, 1), (1, 1), (0, 0, 0, 0))
            weights = np.full((1, count, 1, 1), 1 / count)
            made = self._steps.convolved(node, pictures, weights, np.zeros(1), geometry, 1)
            return made if found.get("keepdims", 1) else replace(made, order=made.order[0])
        channels = replace(tensor, order=np.sort(grouped, axis=-1)).taken
        if not axes or -1 in places or grouped.shape[-1] != tensor.area or channels is None:
            what = "a maximum can be proven" if maximum else "a mean can be proven over the channels, or"
            raise refusal(node, f"{what} over a picture's height and width, of each channel")
        _, height, width = self._steps.shape(tensor.steps[0])
        first = tensor.of_channels(channels, (len(channels), height, width))
        made = self._steps.pooled(node, first, maximum, ((height, width), (1, 1), (0, 0, 0, 0)))
        order = made.order.reshape(grouped.shape[:-1])
        if found.get("keepdims", 1):
            order = np.expand_dims(order, tuple(places))
        return replace(made, order=order)

    # Several tensors.

    def _combined(self, node: onnx.NodeProto, operation: Any, signs: tuple[int, int]) -> Tensor:
        operands = [self._constants.get(name, self._tensors.get(name)) for name in node.input]
        return self._combine(node, operands, operation, signs)

    def _combine_sum(self, node: onnx.NodeProto, operands: list[Any]) -> Tensor:
        return self._combine(node, operands, np.add, (1, 1))

    def _combine(self, node: onnx.NodeProto, operands: list[Any], operation: Any, signs: tuple[int, int]) -> Tensor:
        first, second = operands
        if isinstance(second, np.ndarray):
            return self._scaled(node, first, np.array(1.0), signs[1] * second.astype(np.float64))
        if isinstance(first, np.ndarray):
            return self._scaled(node, second, np.array(float(signs[1])), first.astype(np.float64))
        found = None
        if first.activation is not None or second.activation is not None:
            found = combined(first, second, operation)
        return self._steps.summed(node, [self._unpadded(node, t) for t in operands], signs) if found is None else found

    def _summed(self, node: onnx.NodeProto) -> Tensor:
        tensors = [self._unpadded(node, self._tensor(node, index)) for index in range(len(node.input))]
        return tensors[0] if len(tensors) == 1 else self._steps.summed(node, tensors, [1] * len(tensors))

    def _multiplied(self, node: onnx.NodeProto) -> Tensor:
        return self._product(node, [self._constants.get(name, self._tensors.get(name)) for name in node.input])

    def _product(self, node: onnx.NodeProto, operands: list[Any]) -> Tensor:
        first, second = operands
        if isinstance(second, np.ndarray):
            return self._scaled(node, first, second.astype(np.float64), np.array(0.0))
        if isinstance(first, np.ndarray):
            return self._scaled(node, second, first.astype(np.float64), np.array(0.0))
        found = combined(first, second, np.multiply)
        return self._steps.multiplied(node, [self._unpadded(node, t) for t in operands]) if found is None else found

    def _divided(self, node: onnx.NodeProto) -> Tensor:
        divisor = self._floats(node, 1)
        if np.any(divisor == 0):
            raise refusal(node, "it divides by 0")
        return self._scaled(node, self._tensor(node), 1 / divisor, np.array(0.0))

    def _joined(self, node: onnx.NodeProto) -> Tensor:
        return self._join(node, [self._tensor(node, index) for index in range(len(node.input))])

    def _join(self, node: onnx.NodeProto, tensors: list[Tensor]) -> Tensor:
        tensors = [self._unpadded(node, tensor) for tensor in tensors]
        rank = tensors[0].order.ndim + 1
        axis = int(attributes(node)["axis"]) % rank
        if axis == 0:
            raise refusal(node, "items of a batch cannot be joined")
        return self._steps.joined(node, tensors, axis - 1)

    # Functions of one value.

    def _scaled(self, node: onnx.NodeProto, tensor: Tensor, factor: Floats, offset: Floats) -> Tensor:
        tensor = tensor.repeated()
        by_channel = [tensor.by_channel(np.asarray(values)) for values in (factor, offset)]
        if by_channel[0] is None or by_channel[1] is None:
            raise refusal(node, "its constant must be one number, or one for each channel")
        if any(tensor.pads) and np.any(by_channel[1] != 0):
            raise refusal(node, "it changes the zeros of a Pad before it; pad after it")
        return tensor.scaled(by_channel[0], by_channel[1])

    def _normalised(self, node: onnx.NodeProto) -> Tensor:
        tensor = self._tensor(node)
        scale, shift, mean, variance = (self._floats(node, index) for index in range(1, 5))
        factor = scale / np.sqrt(variance + attributes(node).get("epsilon", 1e-5))
        form = (-1, *[1] * (tensor.order.ndim - 1))
        return self._scaled(node, tensor, factor.reshape(form), (shift - mean * factor).reshape(form))

    def _activated(self, node: onnx.NodeProto) -> Tensor:
        standing = onnx.NodeProto()
        standing.CopyFrom(node)
        standing.op_type = node.op_type.removeprefix("QLinear")
        operands = [self._constants.get(name) for name in node.input]
        found = activation(standing, operands)
        tensors = [name for name in node.input if name in self._tensors]
        if node.op_type in {"Max", "Min"} and len(tensors) == len(node.input) == 2:
            return self._extreme(node, *(self._tensors[name] for name in tensors))
        if found is None or len(tensors) != 1:
            remedy = _REMEDIES.get(node.op_type, f"there are {_NAMED}: build the model from these")
            raise refusal(node, f"it has no place in the provable profile; {remedy}")
        return self._apply(node, self._tensors[tensors[0]], found)

    def _extreme(self, node: onnx.NodeProto, first: Tensor, second: Tensor) -> Tensor:
        """Read max(a, b) = b + ReLU(a - b), or min(a, b) = a - ReLU(a - b)."""
        above = self._steps.summed(node, [self._unpadded(node, tensor) for tensor in (first, second)], (1, -1))
        sign, rest = (1, second) if node.op_type == "Max" else (-1, first)
        return self._steps.summed(node, [rest, self._apply(node, above, Clamp())], (1, sign))

    def _sloped(self, node: onnx.NodeProto) -> Tensor:
        """Read a leaky ReLU with a slope for each channel: of its two halves one is 0."""
        tensor, slope = self._unpadded(node, self._tensor(node)), self._constant(node, 1)
        if slope.size == 1:
            return self._activated(node)
        upper = self._apply(node, tensor, Clamp())
        lower = self._apply(node, self._scaled(node, tensor, np.array(-1.0), np.array(0.0)), Clamp())
        return self._steps.summed(node, [upper, self._scaled(node, lower, slope, np.array(0.0))], (1, -1))

    def _apply(self, node: onnx.NodeProto, tensor: Tensor, found: Activation) -> Tensor:
        if any(tensor.pads) and float(found(np.zeros(1))[0]) != 0:
            raise refusal(node, "it changes the zeros of a Pad before it; pad after it")
        made = tensor.applied(found)
        if made is None:
            made = self._steps.settled(tensor, node).applied(found)
        assert made is not None, "a settled tensor has no activation yet"
        return made

    # Forms.

    def _passed(self, node: onnx.NodeProto) -> Tensor:
        return self._tensor(node)

    def _cast(self, node: onnx.NodeProto) -> Tensor:
        tensor, kind = self._tensor(node), attributes(node)["to"]
        if kind not in _FLOATS and not tensor.signal:
            name = onnx.TensorProto.DataType.Name(kind)
            raise refusal(node, f"it makes {name} of real values; end the model before it")
        return tensor

    def _rearranged(self, node: onnx.NodeProto) -> list[Tensor]:
        tensor = self._unpadded(node, self._tensor(node))
        operands = [self._optional(node, index) for index in range(1, len(node.input))]
        return [replace(tensor, order=order) for order in rearranged(node, tensor.order, operands, self._batch())]

    def _batch(self) -> int:
        """Return the number of items that the model fixes; 0: any."""
        return int(given_input(self._graph).type.tensor_type.shape.dim[0].dim_value)

    def _padded(self, node: onnx.NodeProto) -> Tensor:
        tensor, found = self._tensor(node), attributes(node)
        rank = tensor.order.ndim + 1
        given = self._optional(node, 1)
        pads = [int(size) for size in (found.get("pads", []) if given is None else given.reshape(-1))]
        value, axes = self._optional(node, 2), self._optional(node, 3)
        if axes is not None:
            whole = [0] * 2 * rank
            for place, axis in enumerate(int(axis) % rank for axis in axes.reshape(-1)):
                whole[axis], whole[rank + axis] = pads[place], pads[axes.size + place]
            pads = whole
        filled = float(found.get("value", 0.0)) if value is None else float(value.reshape(-1)[0]) if value.size else 0.0
        if found.get("mode", b"constant") != b"constant" or filled != 0:
            raise refusal(node, "a picture can be padded with zeros only (mode constant)")
        if not any(pads):
            return tensor
        if rank not in {3, 4} or len(pads) != 2 * rank or min(pads) < 0 or any(pads[i] for i in (0, 1, rank, rank + 1)):
            raise refusal(node, "zeros can be put around pictures: along height and width, and none taken away")
        own = (pads[2], 0, pads[5], 0) if rank == 3 else (pads[2], pads[3], pads[6], pads[7])
        return replace(tensor, pads=_sum(tensor.pads, own))

    def _left_off(self, node: onnx.NodeProto) -> Tensor:
        """Return what goes into the decision at the model's end, of which a node is a part."""
        place = next(place for place, name in enumerate(node.input) if name in self._tensors)
        tensor = self._tensors[node.input[place]]
        if node.input[place] in self._decision:
            return tensor
        self._result = self._result or node.input[place]
        if node.op_type.startswith("QLinear"):
            tensor = self._operand(node, 0, 1, 2)
        self._notes.append(
            f"{node.op_type} {label(node)} is left off: what is proven is what goes into it, from which whoever"
            " verifies computes it"
        )
        return self._unpadded(node, tensor)


def _sum(pads: tuple[int, int, int, int], others: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    return pads[0] + others[0], pads[1] + others[1], pads[2] + others[2], pads[3] + others[3]
