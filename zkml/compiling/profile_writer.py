"""Writes a graph in the provable profile as ONNX."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from zkml.layers import Shape

__all__ = ["ProfileWriter"]


class ProfileWriter:
    """Nodes and constants of a graph with the input ``x`` (u8, any number of items)."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, NDArray[Any]] = {
            "one": np.array(1, np.float32),
            "zero_u8": np.array(0, np.uint8),
            "zero_s8": np.array(0, np.int8),
        }

    def _scale(self, exponent: int) -> str:
        name = f"scale_2^{exponent}"
        self._constants[name] = np.array(2.0**exponent, np.float32)
        return name

    def _geometry(
        self, kernel: tuple[int, ...], stride: tuple[int, int], pads: tuple[int, int, int, int], group: int = 1
    ) -> dict[str, Any]:
        return {"kernel_shape": list(kernel), "strides": list(stride), "pads": list(pads), "group": group}

    def convolution(
        self,
        name: str,
        source: str,
        weights: NDArray[np.int8],
        bias: NDArray[np.int32],
        shift: int,
        stride: tuple[int, int] = (1, 1),
        pads: tuple[int, int, int, int] = (0, 0, 0, 0),
        group: int = 1,
    ) -> str:
        """Add a requantised layer."""
        self._constants |= {f"{name}_weights": weights, f"{name}_bias": bias}
        inputs = [source, "one", "zero_u8", f"{name}_weights", self._scale(-shift), "zero_s8", "one", "zero_u8"]
        geometry = self._geometry(weights.shape[2:], stride, pads, group)
        self._nodes.append(helper.make_node("QLinearConv", [*inputs, f"{name}_bias"], [name], name, **geometry))
        return name

    def output(
        self,
        name: str,
        source: str,
        weights: NDArray[np.int8],
        bias: NDArray[np.int32],
        stride: tuple[int, int],
        pads: tuple[int, int, int, int],
    ) -> None:
        """Add the last layer, whose sums are the output."""
        self._constants |= {f"{name}_weights": weights, f"{name}_bias": bias.reshape(1, -1, 1, 1)}
        geometry = self._geometry(weights.shape[2:], stride, pads)
        inputs = [source, f"{name}_weights", "zero_u8", "zero_s8"]
        self._nodes.append(helper.make_node("ConvInteger", inputs, [f"{name}_sums"], f"{name}_sums", **geometry))
        self._nodes.append(helper.make_node("Add", [f"{name}_sums", f"{name}_bias"], [name], name))

    def concatenation(self, name: str, sources: list[str]) -> str:
        """Join tensors along the channels."""
        self._nodes.append(helper.make_node("Concat", sources, [name], name, axis=1))
        return name

    def maximum(
        self, name: str, source: str, kernel: tuple[int, int], stride: tuple[int, int], pads: tuple[int, int, int, int]
    ) -> str:
        """Add a MaxPool."""
        geometry = self._geometry(kernel, stride, pads)
        del geometry["group"]
        self._nodes.append(helper.make_node("MaxPool", [source], [name], name, **geometry))
        return name

    def average(
        self,
        name: str,
        source: str,
        kernel: tuple[int, int],
        stride: tuple[int, int],
        pads: tuple[int, int, int, int],
        exponent: int,
    ) -> str:
        """Add an average at 2^exponent of the input's scale; the window's size is a power of two."""
        geometry = self._geometry(kernel, stride, pads)
        del geometry["group"]
        inputs = [source, "one", "zero_u8", self._scale(exponent), "zero_u8"]
        node = helper.make_node(
            "QLinearAveragePool", inputs, [name], name, domain="com.microsoft", count_include_pad=1, **geometry
        )
        self._nodes.append(node)
        return name

    def activation(self, name: str, source: str, table: NDArray[np.uint8]) -> str:
        """Add a table of 256 bytes; nothing if there is one of this name."""
        if f"{name}_table" in self._constants:
            return name
        self._constants[f"{name}_table"] = table
        index = f"{source}_index"
        if index not in {node.name for node in self._nodes}:
            self._nodes.append(helper.make_node("Cast", [source], [index], index, to=TensorProto.INT32))
        self._nodes.append(helper.make_node("Gather", [f"{name}_table", index], [name], name))
        return name

    def reshape(self, name: str, source: str, shape: Shape) -> str:
        """Read a tensor's elements in another shape."""
        self._constants[f"{name}_shape"] = np.array([0, *shape], np.int64)
        self._nodes.append(helper.make_node("Reshape", [source, f"{name}_shape"], [name], name))
        return name

    def model(self, output: str, shape: Shape) -> onnx.ModelProto:
        """Return the model whose output of *shape* has that name."""
        graph = helper.make_graph(
            self._nodes,
            "provable",
            [helper.make_tensor_value_info("x", TensorProto.UINT8, ["N", *self._shape])],
            [helper.make_tensor_value_info(output, TensorProto.INT32, ["N", *shape])],
            [numpy_helper.from_array(value, name) for name, value in self._constants.items()],
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, producer_name="zkml")
        model.ir_version = 8
        return model
