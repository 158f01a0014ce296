"""What is read from an ONNX node by itself: attributes, constants, a window's geometry, an activation's function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx.reference import ReferenceEvaluator

from zkml.compiling.float_graph import Activation, Clamp, Curve, Floats
from zkml.errors import Unprovable

__all__ = ["Window", "activation", "attributes", "constants", "label", "listed", "refusal", "window"]

Window = tuple[tuple[int, int], tuple[int, int], tuple[int, int, int, int]]
"""Kernel, stride, and pads above, to the left, below and to the right."""


def attributes(node: onnx.NodeProto) -> dict[str, Any]:
    """Return a node's attributes."""
    return {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute}


def label(node: onnx.NodeProto) -> str:
    """Return a node's name, or its output's if it has none."""
    return str(node.name or node.output[0])


def refusal(node: onnx.NodeProto, why: str) -> Unprovable:
    """Return the error that names a node, its operator, and what could be done."""
    return Unprovable(f"node {label(node)} ({node.op_type}): {why}")


def listed(shape: Sequence[int]) -> str:
    """Return a shape as it is said."""
    return ", ".join(map(str, shape))


def constants(
    node: onnx.NodeProto, known: dict[str, NDArray[Any]], opsets: Sequence[onnx.OperatorSetIdProto], version: int
) -> dict[str, NDArray[Any]]:
    """Return the outputs of a node whose inputs are all known."""
    if any(item.type in {onnx.AttributeProto.GRAPH, onnx.AttributeProto.GRAPHS} for item in node.attribute):
        raise refusal(node, "it chooses what is computed; export the model with the branch that is taken")
    given = [name for name in dict.fromkeys(node.input) if name]
    graph = onnx.helper.make_graph(
        [node],
        "constant",
        [onnx.helper.make_value_info(name, onnx.TypeProto()) for name in given],
        [onnx.helper.make_value_info(name, onnx.TypeProto()) for name in node.output if name],
    )
    model = onnx.helper.make_model(graph, opset_imports=opsets, ir_version=version)
    try:
        found = ReferenceEvaluator(model).run(None, {name: known[name] for name in given})
        return {name: np.asarray(value) for name, value in zip(filter(None, node.output), found, strict=True)}
    except Exception as error:
        raise refusal(node, f"its constants cannot be computed ({error}); fold them when you export") from error


def window(node: onnx.NodeProto, kernel: Sequence[int], sizes: tuple[int, int], dilation: Sequence[int]) -> Window:
    """Return the geometry of a window over pictures of *sizes*, with the automatic padding and ceil_mode worked out.

    A window along one axis is one of width 1 on pictures of width 1.
    """
    found = attributes(node)
    axes = len(kernel)
    if axes not in {1, 2}:
        raise refusal(node, f"the window has {axes} axes; one (signals) or two (pictures) can be proven")
    stride, pads = list(found.get("strides", [1] * axes)), list(found.get("pads", [0] * 2 * axes))
    reach = [(size - 1) * step + 1 for size, step in zip(kernel, dilation, strict=True)]
    automatic = found.get("auto_pad", b"NOTSET").decode()
    for axis in range(axes):
        if automatic == "VALID":
            pads[axis] = pads[axes + axis] = 0
        elif automatic.startswith("SAME"):
            total = max(0, (-(-sizes[axis] // stride[axis]) - 1) * stride[axis] + reach[axis] - sizes[axis])
            less, more = total // 2, total - total // 2
            pads[axis], pads[axes + axis] = (less, more) if automatic == "SAME_UPPER" else (more, less)
        elif found.get("ceil_mode"):
            padded = sizes[axis] + pads[axis] + pads[axes + axis] - reach[axis]
            # the last window begins in the picture or in the padding before it, and may end beyond
            last = min(-(-padded // stride[axis]), (sizes[axis] + pads[axis] - 1) // stride[axis])
            pads[axes + axis] += max(0, last * stride[axis] - padded)
        if min(pads) < 0:
            raise refusal(node, "its padding is negative; cut the picture before the model instead")
        if sizes[axis] + pads[axis] + pads[axes + axis] < reach[axis]:
            raise refusal(node, f"its window of {reach[axis]} is larger than the {sizes[axis]} there are")
    if axes == 1:
        return (kernel[0], 1), (stride[0], 1), (pads[0], 0, pads[1], 0)
    return (kernel[0], kernel[1]), (stride[0], stride[1]), (pads[0], pads[1], pads[2], pads[3])


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(0.5 * (1 + np.tanh(0.5 * x)), np.float64)


def _erf(x: Floats) -> Floats:
    from math import erf

    return np.asarray(np.frompyfunc(erf, 1, 1)(x), np.float64)


def activation(node: onnx.NodeProto, operands: Sequence[NDArray[Any] | None]) -> Activation | None:
    """Return the function of one value that a node is; None: it is none.

    *operands* are its constant inputs, None for the tensor and for what is left out.
    """
    found = attributes(node)
    alpha = float(
        found.get("alpha", {"LeakyRelu": 0.01, "HardSigmoid": 0.2, "Selu": 1.67326319217681}.get(node.op_type, 1.0))
    )
    beta = float(found.get("beta", 0.5))
    gamma = float(found.get("gamma", 1.0507010221481323))
    bounds = [None if value is None or value.size != 1 else float(value.reshape(())) for value in operands]
    match node.op_type:
        case "Relu":
            return Clamp()
        case "Clip":
            least = found.get("min", bounds[1] if len(bounds) > 1 else None)
            most = found.get("max", bounds[2] if len(bounds) > 2 else None)
            low, high = -np.inf if least is None else least, np.inf if most is None else most
            return Clamp(high) if low == 0 < high else Curve(lambda x: np.clip(x, low, high))
        case "Max" | "Min" if len(bounds) == 2:
            bound = next((value for value in bounds if value is not None), None)
            if bound is None:
                return None
            if node.op_type == "Max":
                return Clamp() if bound == 0 else Curve(lambda x: np.maximum(x, bound))
            return Curve(lambda x: np.minimum(x, bound))
        case "PRelu":
            slope = bounds[1]
            return None if slope is None else Curve(lambda x: np.where(x < 0, slope * x, x))
        case "Pow":
            power = bounds[1]
            return None if power is None or power != int(power) or power < 0 else Curve(lambda x: x**power)
    curves: dict[str, Callable[[Floats], Any]] = {
        "Abs": np.abs,
        "Celu": lambda x: np.maximum(x, 0) + np.minimum(0, alpha * np.expm1(np.minimum(x, 0) / alpha)),
        "Elu": lambda x: np.where(x < 0, alpha * np.expm1(np.minimum(x, 0)), x),
        "Erf": _erf,
        "Gelu": lambda x: (
            0.5 * x * (1 + _erf(x / np.sqrt(2)))
            if found.get("approximate", b"none") != b"tanh"
            else 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
        ),
        "HardSigmoid": lambda x: np.clip(alpha * x + beta, 0, 1),
        "HardSwish": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
        "LeakyRelu": lambda x: np.where(x < 0, alpha * x, x),
        "Mish": lambda x: x * np.tanh(np.logaddexp(0, x)),
        "Selu": lambda x: gamma * np.where(x < 0, alpha * np.expm1(np.minimum(x, 0)), x),
        "Sigmoid": _sigmoid,
        "Softplus": lambda x: np.logaddexp(0, x),
        "Softsign": lambda x: x / (1 + np.abs(x)),
        "Tanh": np.tanh,
        "ThresholdedRelu": lambda x: np.where(x > alpha, x, 0),
    }
    return Curve(curves[node.op_type]) if node.op_type in curves else None
