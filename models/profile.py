"""The provable profile: what a model may consist of so that its result can be proven bit for bit.

Walks an ONNX graph and either returns what each layer costs and how large its sums can get, or refuses it and names the
node. The bounds follow from the weights alone, for every possible input.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import frexp, prod
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper, shape_inference

__all__ = ["LayerBounds", "OutsideProfileError", "check_profile"]

MOST_WEIGHT = 63
SUM_LIMIT = 1 << 24
"""ONNX Runtime requantises in float32, which holds integers exactly up to here."""

_WITH_WEIGHTS = {"QLinearConv", "ConvInteger", "MatMulInteger"}
_PASSING = {"Concat", "Reshape", "Flatten", "MaxPool"}
"""Operators that only move or choose bytes."""


class OutsideProfileError(ValueError):
    """A model cannot be proven; the message names the node and says why."""


@dataclass(frozen=True, slots=True)
class LayerBounds:
    """A layer with weights.

    Attributes:
        name: of its node.
        operator: ONNX's name for it.
        least, most: bounds of its sums over all inputs.
        shift: k of the requantisation by 2^-k; None: the sums are the output.
        multiplications: for one input.
        activations: elements of its output.

    """

    name: str
    operator: str
    least: int
    most: int
    shift: int | None
    multiplications: int
    activations: int


def check_profile(model: onnx.ModelProto) -> tuple[LayerBounds, ...]:
    """Return the layers of a model inside the profile.

    Raises:
        OutsideProfileError: an operator, a type, a scale, a zero point, a weight or a bound is outside the profile.

    """
    for node in model.graph.node:
        _check_geometry(node.name or node.output[0], node)
    try:
        graph = shape_inference.infer_shapes(model, strict_mode=True).graph
    except shape_inference.InferenceError as error:
        raise OutsideProfileError(f"the graph's shapes do not fit each other: {error}") from error
    constants = {item.name: numpy_helper.to_array(item) for item in graph.initializer}
    shapes = {
        item.name: [part.dim_value for part in item.type.tensor_type.shape.dim]
        for item in (*graph.value_info, *graph.output)
    }
    for item in graph.input:
        if item.type.tensor_type.elem_type != onnx.TensorProto.UINT8:
            raise OutsideProfileError(f"input {item.name}: must be u8")
    sums: dict[str, tuple[NDArray[np.int64], NDArray[np.int64], int]] = {}
    layers = []
    for node in graph.node:
        name = node.name or node.output[0]
        if node.op_type in _WITH_WEIGHTS and not all(shapes.get(node.output[0], [0, 0])[1:]):
            raise OutsideProfileError(f"node {name}: the size of its output is not fixed")
        if node.op_type == "QLinearConv":
            layers.append(_requantised(name, node, constants, shapes))
        elif node.op_type in {"ConvInteger", "MatMulInteger"}:
            sums[node.output[0]] = _integer_sums(name, node, constants, shapes)
        elif node.op_type == "Add":
            layers.append(_with_bias(name, node, constants, shapes, sums))
        elif node.op_type not in _PASSING:
            raise OutsideProfileError(f"node {name}: operator {node.op_type} is not in the profile")
    if not layers:
        raise OutsideProfileError("the model has no layer with weights")
    return tuple(layers)


def _check_geometry(name: str, node: onnx.NodeProto) -> None:
    """Refuse foreign operators, and convolutions other than stride and explicit padding describe."""
    if node.domain not in {"", "ai.onnx"}:
        raise OutsideProfileError(f"node {name}: operator {node.domain}.{node.op_type} is not in the profile")
    for attribute in node.attribute:
        value = onnx.helper.get_attribute_value(attribute)
        if attribute.name == "dilations" and any(step != 1 for step in value):
            raise OutsideProfileError(f"node {name}: dilations must be 1")
        if attribute.name == "auto_pad" and value != b"NOTSET":
            raise OutsideProfileError(f"node {name}: padding must be given as pads")
        if attribute.name == "strides" and len(set(value)) != 1:
            raise OutsideProfileError(f"node {name}: the stride must be the same in both directions")


def _requantised(
    name: str, node: onnx.NodeProto, constants: dict[str, NDArray[Any]], shapes: dict[str, list[int]]
) -> LayerBounds:
    x_scale, x_zero, weights, w_scale, w_zero, y_scale, y_zero = (
        _constant(name, node, i, constants) for i in range(1, 8)
    )
    bias = _constant(name, node, 8, constants) if len(node.input) > 8 else np.zeros(len(weights), np.int32)
    for zero in (x_zero, w_zero, y_zero):
        if np.any(zero != 0):
            raise OutsideProfileError(f"node {name}: zero points must be 0")
    if y_zero.dtype != np.uint8 or bias.dtype != np.int32:
        raise OutsideProfileError(f"node {name}: the output must be u8 and the bias int32")
    if x_scale.size != 1 or w_scale.size != 1 or y_scale.size != 1:
        raise OutsideProfileError(f"node {name}: one scale for the whole layer, not one per channel")
    if any(frexp(float(scale))[0] != 0.5 for scale in (x_scale, w_scale, y_scale)):
        raise OutsideProfileError(
            f"node {name}: scales must be powers of two, x_scale · w_scale / y_scale must be 2^-k"
        )
    mantissa, exponent = frexp(float(x_scale) * float(w_scale) / float(y_scale))
    if mantissa != 0.5 or exponent > 1:
        raise OutsideProfileError(f"node {name}: x_scale · w_scale / y_scale must be 2^-k with k ≥ 0")
    least, most = _bounds(name, weights, bias.astype(np.int64))
    return _layer(name, node, weights, (least, most), 1 - exponent, shapes)


def _integer_sums(
    name: str, node: onnx.NodeProto, constants: dict[str, NDArray[Any]], shapes: dict[str, list[int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
    weights = _constant(name, node, 1, constants)
    for index in range(2, len(node.input)):
        if node.input[index] and np.any(_constant(name, node, index, constants) != 0):
            raise OutsideProfileError(f"node {name}: zero points must be 0")
    rows = weights if node.op_type == "ConvInteger" else weights.T
    least, most = _bounds(name, rows, np.zeros(len(rows), np.int64))
    return least, most, _multiplications(rows, shapes[node.output[0]])


def _with_bias(
    name: str,
    node: onnx.NodeProto,
    constants: dict[str, NDArray[Any]],
    shapes: dict[str, list[int]],
    sums: dict[str, tuple[NDArray[np.int64], NDArray[np.int64], int]],
) -> LayerBounds:
    if node.input[0] not in sums:
        raise OutsideProfileError(f"node {name}: Add is for the bias after ConvInteger or MatMulInteger")
    least, most, multiplications = sums[node.input[0]]
    bias = _constant(name, node, 1, constants)
    if bias.dtype != np.int32:
        raise OutsideProfileError(f"node {name}: the bias must be int32")
    flat = bias.astype(np.int64).reshape(-1)
    if flat.size not in {1, least.size}:
        raise OutsideProfileError(f"node {name}: the bias must be one number, or one for each channel")
    low, high = least + flat, most + flat
    _check_limit(name, low, high)
    size = prod(shapes[node.output[0]][1:])
    return LayerBounds(name, "ConvInteger+Add", int(low.min()), int(high.max()), None, multiplications, size)


def _layer(
    name: str,
    node: onnx.NodeProto,
    weights: NDArray[Any],
    bounds: tuple[NDArray[np.int64], NDArray[np.int64]],
    shift: int,
    shapes: dict[str, list[int]],
) -> LayerBounds:
    shape = shapes[node.output[0]]
    low, high = int(bounds[0].min()), int(bounds[1].max())
    return LayerBounds(name, node.op_type, low, high, shift, _multiplications(weights, shape), prod(shape[1:]))


def _multiplications(weights: NDArray[Any], output: list[int]) -> int:
    """Return the multiplications of one input: weights of one output channel × elements of the output."""
    return prod(weights.shape[1:]) * prod(output[1:])


def _constant(name: str, node: onnx.NodeProto, index: int, constants: dict[str, NDArray[Any]]) -> NDArray[Any]:
    found = constants.get(node.input[index])
    if found is None:
        raise OutsideProfileError(f"node {name}: its input {node.input[index]!r} must be a constant")
    return found


def _bounds(name: str, weights: NDArray[Any], bias: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the least and the most of each output channel's sum over all inputs of 0 to 255."""
    if weights.dtype != np.int8 or np.abs(weights.astype(int)).max() > MOST_WEIGHT:
        raise OutsideProfileError(f"node {name}: weights must be s8 of at most ±{MOST_WEIGHT}")
    rows = weights.reshape(len(weights), -1).astype(np.int64)
    least = 255 * np.minimum(rows, 0).sum(axis=1) + bias
    most = 255 * np.maximum(rows, 0).sum(axis=1) + bias
    _check_limit(name, least, most)
    return least, most


def _check_limit(name: str, least: NDArray[np.int64], most: NDArray[np.int64]) -> None:
    largest = int(max(-least.min(), most.max()))
    if largest >= SUM_LIMIT:
        raise OutsideProfileError(f"node {name}: its sums can reach {largest}, the limit is below 2^24")
