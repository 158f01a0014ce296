"""A network with its weights: evaluation in integers, and its weights as the committed table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zkml.circuit import Architecture, layout
from zkml.errors import Unprovable
from zkml.layers import BIAS_BASE, BIAS_DIGITS, MOST_BIAS, MOST_WEIGHT, Layer, Shape

__all__ = ["Circuit", "LayerSums", "static_bounds"]


@dataclass(frozen=True, slots=True)
class LayerSums:
    """What a layer computed.

    Attributes:
        sums: int64 [n, channels, height, width].
        outputs: u8 values as int64 of the same shape; None for the last layer.

    """

    sums: NDArray[np.int64]
    outputs: NDArray[np.int64] | None


@dataclass(frozen=True, eq=False)
class Circuit:
    """A provable network.

    Attributes:
        architecture: of it.
        weights: of each layer, int8 in `Layer.weight_shape`.
        biases: of each layer, int32 [channels].

    """

    architecture: Architecture
    weights: tuple[NDArray[np.int8], ...]
    biases: tuple[NDArray[np.int32], ...]

    def __post_init__(self) -> None:
        for layer, weights, biases in zip(self.architecture.layers, self.weights, self.biases, strict=True):
            if not layer.weighted:
                continue
            if weights.shape != layer.weight_shape or biases.shape != layer.shape[:1]:
                raise Unprovable(f"layer {layer.name}: its weights do not have the shape {layer.weight_shape}")
            if np.abs(weights.astype(int)).max() > MOST_WEIGHT or np.abs(biases.astype(int)).max() > MOST_BIAS:
                raise Unprovable(f"layer {layer.name}: a weight is beyond ±{MOST_WEIGHT} or a bias beyond ±{MOST_BIAS}")

    def run(self, inputs: NDArray[np.uint8]) -> list[LayerSums]:
        """Evaluate; *inputs* is u8 [n, channels, height, width]."""
        tensors = [inputs.astype(np.int64)]
        results = []
        for index, layer in enumerate(self.architecture.layers):
            sums = self.sums(index, tensors)
            outputs = None if layer.shift is None else self.outputs(layer, sums)
            results.append(LayerSums(sums, outputs))
            if outputs is not None:
                tensors.append(outputs)
        return results

    def outputs(self, layer: Layer, sums: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return a hidden layer's outputs for its sums."""
        if layer.activation is not None:
            table = np.frombuffer(self.architecture.activations[layer.activation], np.uint8)
            return table[sums].astype(np.int64)
        assert layer.shift is not None
        return requantise(sums, layer.shift)

    def sums(self, index: int, tensors: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
        """Return a layer's sums; *tensors* are the input and the outputs of the layers before it."""
        layer = self.architecture.layers[index]
        parts = [tensors[source.tensor].reshape(-1, *source.shape) for source in layer.sources]
        if layer.weighted:
            geometry = (layer.kernel, layer.stride, layer.padding)
            joined = np.concatenate(parts, axis=1)
            return _sums(layer, joined, self.weights[index], self.biases[index], *geometry)
        total = np.zeros((len(parts[0]), *layer.shape), np.int64)
        for part, mix in zip(parts, layer.mixes, strict=True):
            taps = np.outer(mix.rows, mix.columns)[None].repeat(layer.shape[0], axis=0)
            none = np.zeros(layer.shape[0], np.int32)
            total += _sums(layer, part, taps, none, (len(mix.rows), len(mix.columns)), mix.stride, mix.padding)
        return total

    @cached_property
    def cells(self) -> NDArray[np.int64]:
        """The weights table."""
        plan = layout(self.architecture, 0)
        table = np.zeros(1 << self.architecture.weight_bits, np.int64)
        for index, layer in enumerate(self.architecture.layers):
            if not layer.weighted:
                continue
            block = _padded(self.weights[index].astype(np.int64))
            start = plan.weights[index]
            table[start : start + block.size] = block.reshape(-1)
            digits = _padded(bias_digits(self.biases[index]))
            start = plan.biases[index]
            table[start : start + digits.size] = digits.reshape(-1)
        return table


def static_bounds(weights: NDArray[np.int8], biases: NDArray[np.int32]) -> tuple[int, int]:
    """Return the least and the most of a layer's sums over all inputs of 0 to 255."""
    rows = weights.reshape(len(biases), -1).astype(np.int64)
    bias = biases.astype(np.int64)
    least = 255 * np.minimum(rows, 0).sum(axis=1) + bias
    most = 255 * np.maximum(rows, 0).sum(axis=1) + bias
    return int(least.min()), int(most.max())


def bias_digits(biases: NDArray[np.int32]) -> NDArray[np.int64]:
    """Return digits [channels, 4] of base 64, all of the bias's sign."""
    values = biases.astype(np.int64)
    digits = [np.sign(values) * (np.abs(values) // BIAS_BASE**d % BIAS_BASE) for d in range(BIAS_DIGITS)]
    return np.stack(digits, axis=1)


def requantise(sums: NDArray[np.int64], shift: int) -> NDArray[np.int64]:
    """Return clamp(round_half_even(sums · 2^-shift), 0, 255) in integers."""
    if shift == 0:
        return np.asarray(np.clip(sums, 0, 255))
    half = np.int64(1 << (shift - 1))
    nearest = (sums + half) >> np.int64(shift)
    tie = (sums & np.int64((1 << shift) - 1)) == half
    return np.asarray(np.clip(nearest - (tie & (nearest & 1 == 1)), 0, 255))


def padded_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return *shape* with each axis raised to a power of two."""
    return tuple(1 << (size - 1).bit_length() for size in shape)


def _padded(values: NDArray[np.int64]) -> NDArray[np.int64]:
    block = np.zeros(padded_shape(values.shape), np.int64)
    block[tuple(slice(size) for size in values.shape)] = values
    return block


def _sums(
    layer: Layer,
    x: NDArray[np.int64],
    weights: NDArray[Any],
    biases: NDArray[np.int32],
    kernel_shape: tuple[int, int],
    stride: tuple[int, int],
    padding: tuple[int, int],
) -> NDArray[np.int64]:
    """Return a layer's sums; products are added in float64, which holds them exactly (they stay far below 2^53)."""
    (high, wide), (down, across), (top, left) = kernel_shape, stride, padding
    _, rows, columns = layer.shape
    below = max(0, down * (rows - 1) + high - top - x.shape[2])
    right = max(0, across * (columns - 1) + wide - left - x.shape[3])
    picture = np.pad(x, ((0, 0), (0, 0), (top, below), (left, right))).astype(np.float64)
    kernel = weights.astype(np.float64)
    total: NDArray[np.float64] = np.zeros((len(x), layer.shape[0], rows * columns))
    for i in range(high):
        for j in range(wide):
            part = picture[:, :, i : i + down * (rows - 1) + 1 : down, j : j + across * (columns - 1) + 1 : across]
            flat = part.reshape(len(x), part.shape[1], rows * columns)
            if layer.operator != "convolution":
                total += kernel[None, :, i, j, None] * flat
            else:
                total += kernel[:, :, i, j] @ flat
    return total.astype(np.int64).reshape(len(x), *layer.shape) + biases.astype(np.int64)[None, :, None, None]


def shape_of(values: tuple[int, ...]) -> Shape:
    """Return three plain integers."""
    channels, height, width = (int(value) for value in values)
    return channels, height, width
