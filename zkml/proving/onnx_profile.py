"""Reads an ONNX graph in the integer profile as a circuit.

The profile: ``QLinearConv`` whose scales make a power of two (all channels, or each by itself), ``ConvInteger`` or
``MatMulInteger`` with an ``Add`` for the last layer, ``Reshape``, ``Flatten``, ``Concat`` and ``MaxPool`` between them,
and ONNX Runtime's ``QLinearAdd``, ``QLinearAveragePool`` and ``QLinearGlobalAveragePool`` where their scales make
powers of two, ``Gather`` of a table of 256 bytes at a tensor's bytes (``Cast``); zero points 0, weights s8 of at most
±63, sums below 2^24 for every input (ONNX Runtime requantises in float32, which is exact there).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import frexp, prod
from os import PathLike
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from zkml.circuit import MOST_RESHAPED_BITS, Architecture
from zkml.errors import Unprovable
from zkml.layers import MOST_WEIGHT, Layer, Shape, Source, block_bits
from zkml.proving.network import Circuit, shape_of, static_bounds
from zkml.proving.onnx_mixing import Window, average_layer, maximum_layers, mixing_bounds, sum_layer

__all__ = ["SUM_LIMIT", "load_circuit", "read_profile"]

SUM_LIMIT = 1 << 24


@dataclass(frozen=True, slots=True)
class _Value:
    """A tensor as views of committed tensors, joined along the channels; *flat*: it has one axis besides the batch."""

    sources: tuple[Source, ...]
    flat: bool = False

    @property
    def shape(self) -> Shape:
        _, height, width = self.sources[0].shape
        return sum(source.shape[0] for source in self.sources), height, width


@dataclass(frozen=True, slots=True)
class _Geometry:
    kernel: tuple[int, int]
    stride: tuple[int, int]
    padding: tuple[int, int]
    shape: Shape
    operator: Any


def load_circuit(path: str | PathLike[str]) -> Circuit:
    """Return the circuit of an ONNX file in the profile; raises as `read_profile` does."""
    return read_profile(onnx.load(path))


def read_profile(model: onnx.ModelProto) -> Circuit:
    """Return the circuit of a model in the profile.

    Raises:
        Unprovable: naming the node, and what would have to be different.
        Rejected: the static bounds do not hold.

    """
    return _Reader(model.graph).circuit()


class _Reader:
    def __init__(self, graph: onnx.GraphProto) -> None:
        self._graph = graph
        self._constants = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
        self._values: dict[str, _Value] = {}
        self._sums: dict[str, tuple[str, _Value, NDArray[np.int8], _Geometry]] = {}
        self._layers: list[Layer] = []
        self._weights: list[NDArray[np.int8]] = []
        self._biases: list[NDArray[np.int32]] = []
        self._bounds: list[tuple[int, int]] = []
        self._indices: dict[str, _Value] = {}
        self._activations: list[bytes] = []

    def circuit(self) -> Circuit:
        inputs = [item for item in self._graph.input if item.name not in self._constants]
        if len(inputs) != 1 or inputs[0].type.tensor_type.elem_type != onnx.TensorProto.UINT8:
            raise Unprovable("the model must have one input, of u8")
        dims = [part.dim_value for part in inputs[0].type.tensor_type.shape.dim][1:]
        if not 1 <= len(dims) <= 3 or 0 in dims:
            raise Unprovable(f"input {inputs[0].name}: its shape after the batch axis must be fixed, with 1 to 3 axes")
        shape = shape_of((*dims, *[1] * (3 - len(dims))))
        self._values[inputs[0].name] = _Value((Source(0, shape),), flat=len(dims) == 1)
        for node in self._graph.node:
            if self._layers and self._layers[-1].shift is None:
                raise Unprovable(f"node {_name(node)}: a layer's int32 sums must be the model's output")
            self._read(node)
        if not self._layers or self._layers[-1].shift is not None or len(self._graph.output) != 1:
            raise Unprovable("the model must have one output: int32 sums (ConvInteger or MatMulInteger, then Add)")
        architecture = Architecture(shape, tuple(self._layers), *self._scaled_bounds(), tuple(self._activations))
        architecture.check()
        return Circuit(architecture, tuple(self._weights), tuple(self._biases))

    def _scaled_bounds(self) -> tuple[int, int]:
        """Return bounds of s·acc over the hidden layers."""
        most_shift = max([1, *(layer.shift or 0 for layer in self._layers)])
        least = most = 0
        for layer, (low, high) in zip(self._layers, self._bounds, strict=True):
            if max(-low, high) >= SUM_LIMIT:
                reach = max(-low, high)
                raise Unprovable(f"node {layer.name}: its sums can reach {reach}; they must stay below 2^24")
            if layer.shift is not None and layer.activation is None:
                scale = 1 << (most_shift - layer.shift)
                least, most = min(least, scale * low), max(most, scale * high)
        return least, most

    def _read(self, node: onnx.NodeProto) -> None:
        match node.op_type:
            case "QLinearConv":
                self._requantised(node)
            case "ConvInteger" | "MatMulInteger":
                self._integer_sums(node)
            case "Add":
                self._with_bias(node)
            case "Concat":
                self._concatenated(node)
            case "Reshape" | "Flatten":
                self._reshaped(node)
            case "MaxPool" | "QLinearAveragePool" | "QLinearGlobalAveragePool":
                self._pooled(node)
            case "QLinearAdd":
                self._added(node)
            case "Cast":
                self._indices[node.output[0]] = self._value(node, 0)
            case "Gather":
                self._activated(node)
            case other:
                raise Unprovable(f"node {_name(node)}: operator {other} is not in the profile; compile the model first")

    def _requantised(self, node: onnx.NodeProto) -> None:
        name = _name(node)
        x_scale, x_zero, weights, w_scale, w_zero, y_scale, y_zero = (self._constant(node, i) for i in range(1, 8))
        biases = self._constant(node, 8) if len(node.input) > 8 else np.zeros(len(weights), np.int32)
        if any(np.any(zero != 0) for zero in (x_zero, w_zero, y_zero)):
            raise Unprovable(f"node {name}: zero points must be 0")
        if y_zero.dtype != np.uint8 or biases.dtype != np.int32:
            raise Unprovable(f"node {name}: the output must be u8 and the bias int32")
        if x_scale.size != 1 or w_scale.size != 1 or y_scale.size != 1:
            raise Unprovable(f"node {name}: there must be one scale for the whole layer, not one for each channel")
        mantissa, exponent = frexp(float(x_scale) * float(w_scale) / float(y_scale))
        if mantissa != 0.5 or exponent > 1:
            raise Unprovable(f"node {name}: x_scale · w_scale / y_scale must be 2^-k with k ≥ 0")
        value = self._value(node, 0)
        geometry = self._geometry(node, value, weights)
        self._add_layer(name, value, weights, biases, geometry, 1 - exponent)
        self._values[node.output[0]] = _Value((Source(len(self._layers), geometry.shape),))

    def _integer_sums(self, node: onnx.NodeProto) -> None:
        name = _name(node)
        weights, value = self._constant(node, 1), self._value(node, 0)
        for index in range(2, len(node.input)):
            if node.input[index] and np.any(self._constant(node, index) != 0):
                raise Unprovable(f"node {name}: zero points must be 0")
        if node.op_type == "ConvInteger":
            geometry = self._geometry(node, value, weights)
        else:
            channels, height, width = value.shape
            if weights.ndim != 2 or not value.flat or weights.shape[0] != prod(value.shape):
                raise Unprovable(f"node {name}: MatMulInteger must be [n, k] times a constant [k, m]")
            weights = np.ascontiguousarray(weights.T).reshape(-1, channels, height, width)
            geometry = _Geometry((height, width), (1, 1), (0, 0), (len(weights), 1, 1), "convolution")
        self._sums[node.output[0]] = (name, value, weights, geometry)

    def _with_bias(self, node: onnx.NodeProto) -> None:
        found = [index for index in (0, 1) if node.input[index] in self._sums]
        if len(found) != 1:
            raise Unprovable(f"node {_name(node)}: Add is for the bias after ConvInteger or MatMulInteger")
        _, value, weights, geometry = self._sums.pop(node.input[found[0]])
        biases = self._constant(node, 1 - found[0])
        if biases.dtype != np.int32 or biases.size not in {1, len(weights)}:
            raise Unprovable(f"node {_name(node)}: the bias must be int32, one for each channel")
        channel_axis = biases.ndim - (1 if value.flat else 3)
        if biases.size > 1 and (channel_axis < 0 or biases.shape[channel_axis] != biases.size):
            raise Unprovable(f"node {_name(node)}: the bias must differ along the channels only")
        flat = np.broadcast_to(biases.reshape(-1), (len(weights),)).astype(np.int32)
        self._add_layer(_name(node), value, weights, flat, geometry, None)

    def _add_layer(
        self,
        name: str,
        value: _Value,
        weights: NDArray[Any],
        biases: NDArray[np.int32],
        geometry: _Geometry,
        shift: int | None,
    ) -> None:
        if weights.dtype != np.int8 or np.abs(weights.astype(int)).max() > MOST_WEIGHT:
            raise Unprovable(f"node {name}: weights must be s8 of at most ±{MOST_WEIGHT}")
        sources = value.sources
        if self._better_flat(value, geometry):
            flat = (prod(value.shape), 1, 1)
            sources = (Source(sources[0].tensor, flat),)
            geometry = _Geometry((1, 1), (1, 1), (0, 0), geometry.shape, "convolution")
            weights = weights.reshape(len(weights), *flat)
        self._layers.append(
            Layer(
                name,
                geometry.operator,
                sources,
                geometry.kernel,
                geometry.stride,
                geometry.padding,
                geometry.shape,
                shift,
            )
        )
        self._weights.append(weights[:, 0] if geometry.operator == "depthwise" else weights)
        self._biases.append(biases)
        self._bounds.append(static_bounds(weights, biases))

    def _better_flat(self, value: _Value, geometry: _Geometry) -> bool:
        """Tell whether a layer over whole pictures has fewer padding cells with its inputs in one row."""
        whole = geometry.kernel == value.shape[1:] and geometry.shape[1:] == (1, 1) and geometry.padding == (0, 0)
        if not whole or geometry.operator != "convolution" or len(value.sources) != 1 or value.shape[1:] == (1, 1):
            return False
        return block_bits((prod(value.shape),)) < block_bits(value.shape) <= MOST_RESHAPED_BITS

    def _add_mixing(self, layer: Layer) -> None:
        self._layers.append(layer)
        self._weights.append(np.zeros(0, np.int8))
        self._biases.append(np.zeros(0, np.int32))
        self._bounds.append(mixing_bounds(layer))

    def _pooled(self, node: onnx.NodeProto) -> None:
        name, attributes = _name(node), _attributes(node)
        value = self._value(node, 0)
        _, height, width = value.shape
        if value.flat:
            raise Unprovable(f"node {name}: pools must be over a picture")
        whole = node.op_type == "QLinearGlobalAveragePool"
        kernel = (height, width) if whole else tuple(attributes["kernel_shape"])
        stride = (1, 1) if whole else tuple(attributes.get("strides", [1, 1]))
        pads = [0] * 4 if whole else attributes.get("pads", [0] * 4)
        plain = attributes.get("auto_pad", b"NOTSET") == b"NOTSET" and not attributes.get("ceil_mode")
        if len(kernel) != 2 or not plain or any(d != 1 for d in attributes.get("dilations", [])):
            raise Unprovable(f"node {name}: padding must be explicit, dilations 1, and sizes rounded down")
        if attributes.get("channels_last"):
            raise Unprovable(f"node {name}: channels must come first")
        rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
        maximum, shift = node.op_type == "MaxPool", 0
        if not maximum:
            if any(pads) and not attributes.get("count_include_pad"):
                raise Unprovable(f"node {name}: the average must count the padding (count_include_pad)")
            shift = self._shift(node, [1], 3, [2, 4], prod(kernel))[0]
            if shift < 0:
                raise Unprovable(f"node {name}: the output's scale must not be finer than the sum's")
        pooled = []
        for source in value.sources:
            shape = shape_of((source.shape[0], rows, columns))
            window = Window((kernel[0], kernel[1]), (stride[0], stride[1]), (pads[0], pads[1]), shape)
            layers = (
                maximum_layers(name, source, window, len(self._layers) + 1)
                if maximum
                else [average_layer(name, source, window, shift)]
            )
            for layer in layers:
                self._add_mixing(layer)
            pooled.append(Source(len(self._layers), shape))
        self._values[node.output[0]] = _Value(tuple(pooled))

    def _added(self, node: onnx.NodeProto) -> None:
        name, values = _name(node), [self._value(node, 0), self._value(node, 3)]
        if any(value.flat or len(value.sources) != 1 or value.shape != values[0].shape for value in values):
            raise Unprovable(f"node {name}: the tensors must be pictures of one shape, and no concatenations")
        shifts = self._shift(node, [1, 4], 6, [2, 5, 7], 1)
        shift = max(0, *shifts)
        factors = [1 << (shift - own) for own in shifts]
        if max(factors) > MOST_WEIGHT:
            raise Unprovable(f"node {name}: the scales differ by more than {MOST_WEIGHT}")
        reads = [(value.sources[0], factor) for value, factor in zip(values, factors, strict=True)]
        self._add_mixing(sum_layer(name, reads, shift))
        self._values[node.output[0]] = _Value((Source(len(self._layers), values[0].shape),))

    def _activated(self, node: onnx.NodeProto) -> None:
        """Read a table: ``Gather`` of 256 bytes at the bytes of a tensor (cast to int32 or int64)."""
        table, value = self._constants.get(node.input[0]), self._indices.get(node.input[1])
        if table is None or table.dtype != np.uint8 or table.shape != (256,) or value is None or value.flat:
            raise Unprovable(f"node {_name(node)}: Gather must be of a table of 256 u8 at a picture's cast bytes")
        if table.tobytes() not in self._activations:
            self._activations.append(table.tobytes())
        number, made = self._activations.index(table.tobytes()), []
        for source in value.sources:
            own = source.shape
            plain = sum_layer(_name(node), [(source, 1)], 0)
            self._add_mixing(replace(plain, activation=number))
            made.append(Source(len(self._layers), own))
        self._values[node.output[0]] = _Value(tuple(made))

    def _shift(self, node: onnx.NodeProto, scales: list[int], out: int, zeros: list[int], count: int) -> list[int]:
        """Return k of each input with input scale / output scale / count = 2^-k."""
        if any(np.any(self._constant(node, index) != 0) for index in zeros if len(node.input) > index):
            raise Unprovable(f"node {_name(node)}: zero points must be 0")
        shifts = []
        for index in scales:
            ratio = float(self._constant(node, index)) / float(self._constant(node, out)) / count
            mantissa, exponent = frexp(ratio)
            if mantissa != 0.5:
                raise Unprovable(f"node {_name(node)}: scales and the number of elements must make a power of two")
            shifts.append(1 - exponent)
        return shifts

    def _geometry(self, node: onnx.NodeProto, value: _Value, weights: NDArray[Any]) -> _Geometry:
        name, attributes = _name(node), _attributes(node)
        channels, height, width = value.shape
        groups = attributes.get("group", 1)
        if weights.ndim != 4 or value.flat:
            raise Unprovable(f"node {name}: convolutions must be over pictures (two axes)")
        if groups != 1 and not (groups == channels == len(weights)):
            raise Unprovable(f"node {name}: groups must be 1 or one for each channel")
        if weights.shape[1] * groups != channels:
            raise Unprovable(f"node {name}: its weights are for {weights.shape[1] * groups} channels, not {channels}")
        if attributes.get("auto_pad", b"NOTSET") != b"NOTSET" or any(d != 1 for d in attributes.get("dilations", [])):
            raise Unprovable(f"node {name}: padding must be explicit and dilations 1")
        stride = tuple(attributes.get("strides", [1, 1]))
        pads = attributes.get("pads", [0, 0, 0, 0])
        kernel = weights.shape[2:]
        rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
        operator = "depthwise" if groups > 1 else "convolution"
        shape = shape_of((len(weights), rows, columns))
        return _Geometry(
            (int(kernel[0]), int(kernel[1])), (int(stride[0]), int(stride[1])), (pads[0], pads[1]), shape, operator
        )

    def _concatenated(self, node: onnx.NodeProto) -> None:
        values = [self._value(node, index) for index in range(len(node.input))]
        axis = onnx.helper.get_attribute_value(node.attribute[0])
        if axis != 1 or any(value.flat or value.shape[1:] != values[0].shape[1:] for value in values):
            raise Unprovable(f"node {_name(node)}: Concat must join pictures along the channels (axis 1)")
        self._values[node.output[0]] = _Value(tuple(source for value in values for source in value.sources))

    def _reshaped(self, node: onnx.NodeProto) -> None:
        value = self._value(node, 0)
        elements = prod(value.shape)
        if node.op_type == "Flatten":
            dims = [elements]
        else:
            dims = [int(size) for size in self._constant(node, 1)][1:]
            if -1 in dims:
                dims[dims.index(-1)] = elements // max(1, -prod(dims))
        if prod(dims) != elements or not (len(dims) == 1 or len(dims) == 3):
            raise Unprovable(f"node {_name(node)}: the shape must keep the batch axis and be [n, k] or [n, c, h, w]")
        if len(dims) == 1:
            self._values[node.output[0]] = _Value(value.sources, flat=True)
            return
        if len(value.sources) != 1:
            raise Unprovable(f"node {_name(node)}: a concatenation cannot be reshaped")
        self._values[node.output[0]] = _Value((Source(value.sources[0].tensor, shape_of(tuple(dims))),))

    def _value(self, node: onnx.NodeProto, index: int) -> _Value:
        found = self._values.get(node.input[index])
        if found is None:
            raise Unprovable(f"node {_name(node)}: its input {node.input[index]!r} must be the u8 output of a layer")
        return found

    def _constant(self, node: onnx.NodeProto, index: int) -> NDArray[Any]:
        found = self._constants.get(node.input[index])
        if found is None:
            raise Unprovable(f"node {_name(node)}: its input {node.input[index]!r} must be a constant")
        return found


def _attributes(node: onnx.NodeProto) -> dict[str, Any]:
    return {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute}


def _name(node: onnx.NodeProto) -> str:
    return str(node.name or node.output[0])
