"""A model's input: which it is, its shape, and whether its channels come last."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.compiling.onnx_nodes import attributes
from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["as_given", "channels_last", "dimensions", "given_input", "input_shape"]


def as_given(model: onnx.ModelProto, inputs: NDArray[Any]) -> NDArray[Any]:
    """Return inputs [n, channels, height, width] with the axes that the model's own input has."""
    dims = dimensions(given_input(model.graph))
    moved = inputs.transpose(0, 2, 3, 1) if channels_last(model.graph) and len(dims) == 3 else inputs
    return np.ascontiguousarray(moved).reshape(-1, *dims)


def input_shape(model: onnx.ModelProto) -> Shape:
    """Return channels, height and width of the model's only input; 1 for axes that it has not.

    Raises:
        Unprovable: there are several, or the shape is not fixed.

    """
    dims = dimensions(given_input(model.graph))
    if channels_last(model.graph) and len(dims) == 3:
        dims = [dims[2], dims[0], dims[1]]
    axes = [*dims, 1, 1]
    return axes[0], axes[1], axes[2]


def given_input(graph: onnx.GraphProto) -> onnx.ValueInfoProto:
    """Return the only input that is no constant."""
    known = {item.name for item in graph.initializer}
    inputs = [item for item in graph.input if item.name not in known]
    if len(inputs) != 1:
        raise Unprovable(f"the model has {len(inputs)} inputs; one can be proven: make constants of the others")
    given: onnx.ValueInfoProto = inputs[0]
    return given


def dimensions(given: onnx.ValueInfoProto) -> list[int]:
    """Return an input's shape without the batch axis."""
    dims = [part.dim_value for part in given.type.tensor_type.shape.dim][1:]
    if not 1 <= len(dims) <= 3 or min(dims) < 1:
        raise Unprovable(
            f"input {given.name}: its shape after the batch axis must be fixed, with 1 to 3 axes; export it so"
        )
    return dims


def channels_last(graph: onnx.GraphProto) -> bool:
    """Tell whether the first thing that is done with the input is to move its channels to the front."""
    names = {given_input(graph).name}
    for node in graph.node:
        if names.isdisjoint(node.input):
            continue
        if node.op_type == "Transpose":
            return list(attributes(node).get("perm", [])) == [0, 3, 1, 2]
        constant = {"Cast", "Identity", "QuantizeLinear", "DequantizeLinear", "Sub", "Div", "Mul", "Add"}
        if node.op_type not in constant:
            return False
        names.update(node.output)
    return False
