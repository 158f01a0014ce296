"""The networks that are proven: float models of known shapes with random weights, for `zkml.compile`.

What a proof costs depends on shapes and not on what the weights say; random ones spare the training.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

__all__ = ["NETWORKS", "Network", "calibration", "stack"]


class Network:
    """A float ONNX graph under construction; a tensor is its name and its shape."""

    def __init__(self, shape: tuple[int, int, int], seed: int = 1) -> None:
        self.input = shape
        self._rng = np.random.default_rng(seed)
        self._nodes: list[Any] = []
        self._constants: dict[str, NDArray[Any]] = {}
        self._shapes: dict[str, tuple[int, int, int]] = {"x": shape}
        self._flat: set[str] = set()

    def convolution(self, source: str, channels: int, kernel: int, stride: int = 1, *, depthwise: bool = False) -> str:
        """Add a convolution that keeps the size (divided by *stride*), and a ReLU."""
        return self._rectified(self._convolution(source, channels, kernel, stride, kernel // 2, depthwise=depthwise))

    def valid(self, source: str, channels: int, kernel: int) -> str:
        """Add a convolution without padding, and a ReLU."""
        return self._rectified(self._convolution(source, channels, kernel, 1, 0))

    def output(self, source: str, channels: int) -> None:
        """End in a 1×1 convolution."""
        self._convolution(source, channels, 1, 1, 0)

    def pool(self, source: str, size: int) -> str:
        """Add averages over *size*×*size*."""
        name, (channels, height, width) = f"pool{len(self._nodes)}", self._shapes[source]
        self._nodes.append(
            helper.make_node("AveragePool", [source], [name], name, kernel_shape=[size] * 2, strides=[size] * 2)
        )
        self._shapes[name] = (channels, height // size, width // size)
        return name

    def added(self, first: str, second: str) -> str:
        """Add two tensors, and a ReLU."""
        name = f"sum{len(self._nodes)}"
        self._nodes.append(helper.make_node("Add", [first, second], [name], name))
        self._shapes[name] = self._shapes[first]
        return self._rectified(name)

    def dense(self, source: str, outputs: int, *, last: bool = False) -> str:
        """Add a dense layer, with a ReLU unless it is the last."""
        name, size = f"dense{len(self._nodes)}", int(np.prod(self._shapes[source]))
        self._constants |= {
            f"{name}_w": self._rng.normal(0, (2 / size) ** 0.5, (size, outputs)).astype(np.float32),
            f"{name}_b": self._rng.normal(0, 0.1, outputs).astype(np.float32),
        }
        if source not in self._flat:
            flat = f"flat{len(self._nodes)}"
            self._nodes.append(helper.make_node("Flatten", [source], [flat], flat, axis=1))
            source = flat
        self._nodes.append(helper.make_node("Gemm", [source, f"{name}_w", f"{name}_b"], [name], name))
        self._shapes[name] = (outputs, 1, 1)
        found = name if last else self._rectified(name)
        self._flat.add(found)
        return found

    def model(self) -> onnx.ModelProto:
        """Return the graph; its output is the last node's."""
        last = self._nodes[-1].output[0]
        graph = helper.make_graph(
            self._nodes,
            "network",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *self.input])],
            [helper.make_tensor_value_info(last, TensorProto.FLOAT, None)],
            [numpy_helper.from_array(value, name) for name, value in self._constants.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
        model.ir_version = 8
        return model

    def _convolution(
        self, source: str, channels: int, kernel: int, stride: int, padding: int, *, depthwise: bool = False
    ) -> str:
        name, (inputs, height, width) = f"conv{len(self._nodes)}", self._shapes[source]
        fan = kernel * kernel * (1 if depthwise else inputs)
        weights = self._rng.normal(0, (2 / fan) ** 0.5, (channels, 1 if depthwise else inputs, kernel, kernel))
        self._constants |= {
            f"{name}_w": weights.astype(np.float32),
            f"{name}_b": self._rng.normal(0, 0.1, channels).astype(np.float32),
        }
        geometry = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2, "pads": [padding] * 4}
        group = inputs if depthwise else 1
        node = helper.make_node("Conv", [source, f"{name}_w", f"{name}_b"], [name], name, group=group, **geometry)
        self._nodes.append(node)
        rows, columns = ((size + 2 * padding - kernel) // stride + 1 for size in (height, width))
        self._shapes[name] = (channels, rows, columns)
        return name

    def _rectified(self, source: str) -> str:
        name = f"relu{len(self._nodes)}"
        self._nodes.append(helper.make_node("Relu", [source], [name], name))
        self._shapes[name] = self._shapes[source]
        return name


def lenet() -> Network:
    """LeNet-5 on 28×28: 61,706 parameters, 0.42 MMAC."""
    net = Network((1, 28, 28))
    x = net.pool(net.convolution("x", 6, 5), 2)
    x = net.pool(net.valid(x, 16, 5), 2)
    x = net.dense(net.dense(x, 120), 84)
    net.dense(x, 10, last=True)
    return net


def mobilenet() -> Network:
    """Depthwise and pointwise convolutions with residual sums on 96×96×3: about 7 MMAC."""
    net = Network((3, 96, 96))

    def block(x: str, channels: int, stride: int, own: int) -> str:
        return net.convolution(net.convolution(x, own, 3, stride, depthwise=True), channels, 1)

    x = block(net.convolution("x", 8, 3, 2), 32, 2, 8)
    x = net.added(x, block(x, 32, 1, 32))
    x = block(x, 96, 2, 32)
    for _ in range(2):
        x = net.added(x, block(x, 96, 1, 96))
    x = block(x, 192, 2, 96)
    x = net.added(x, block(x, 192, 1, 192))
    net.dense(net.pool(x, 6), 10, last=True)
    return net


def detector() -> Network:
    """Detect on one grid of 20×20 in 320×320×3: 320 MMAC, a million activations, ReLU."""
    net = Network((3, 320, 320))
    x = net.convolution(net.convolution("x", 8, 3, 2), 32, 3, 2)
    x = net.convolution(net.convolution(x, 32, 3), 64, 3, 2)
    x = net.convolution(net.convolution(x, 64, 3), 64, 3)
    x = net.convolution(net.convolution(x, 128, 3, 2), 128, 3)
    net.output(x, 24)
    return net


def stack(channels: tuple[int, ...], side: int) -> Network:
    """Convolutions of stride 2, each with so many channels, on side×side, then ten outputs."""
    net, x = Network((1, side, side)), "x"
    for count in channels:
        x = net.convolution(x, count, 3, 2)
    net.dense(x, 10, last=True)
    return net


NETWORKS: dict[str, Callable[[], Network]] = {
    "lenet": lenet,
    "mobilenet": mobilenet,
    "detector": detector,
    # one axis of growth each: channels (products grow with the square of what activations do), and the picture
    "channels-1": lambda: stack((4, 8, 16, 16), 64),
    "channels-2": lambda: stack((8, 16, 32, 32), 64),
    "channels-4": lambda: stack((16, 32, 64, 64), 64),
    "channels-8": lambda: stack((32, 64, 128, 128), 64),
    "side-1": lambda: stack((8, 16, 32, 32), 32),
    "side-4": lambda: stack((8, 16, 32, 32), 128),
    "side-8": lambda: stack((8, 16, 32, 32), 224),
}


def calibration(shape: tuple[int, int, int], count: int = 2) -> NDArray[np.uint8]:
    """Return inputs with structure: gradients and noise."""
    rng = np.random.default_rng(2)
    _, height, width = shape
    ramp = np.linspace(0, 160, height)[:, None] + np.linspace(0, 60, width)[None, :]
    noise = rng.integers(0, 36, (count, *shape))
    return np.clip(ramp[None, None] + noise, 0, 255).astype(np.uint8)
