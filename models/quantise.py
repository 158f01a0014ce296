"""Training that knows about the integers: a chain of convolutions in JAX, in float or exactly as it will be shipped.

A byte y stands for the activation y / 64, so that a layer's clamp at 255 is one at 3.98. A weight is
``integer · 2^-shift`` with |integer| ≤ 63, a bias is a multiple of ``2^-shift / 64``. In the quantised forward pass
every value is such a multiple and every sum stays below 2^24 of them: float32 holds them exactly, and the pass gives
the shipped model's integers. Gradients go through the roundings unchanged (straight-through estimator: Bengio et al.,
arXiv:1308.3432).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from models.integer_graph import MOST_WEIGHT, Convolution

__all__ = ["BYTES_PER_UNIT", "Layer", "choose_shifts", "forward", "freeze", "initial"]

BYTES_PER_UNIT = 64
"""Steps of a byte that make an activation of 1."""

MOST_ACTIVATION = 255 / BYTES_PER_UNIT

LEAK = 0.05
"""Share of the gradient that passes a clamp beyond its ends, so that a unit that fell silent can come back."""

Parameters = list[dict[str, Any]]
"""For each layer ``weights`` [kernel height, kernel width, in, out] and ``bias`` [out], float32."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution's geometry.

    *last*: its sums are the output, neither rounded nor clamped. *start* is the biases' starting value: outputs that
    begin below the clamp at 0 would never learn.
    """

    name: str
    inputs: int
    outputs: int
    kernel: int = 3
    stride: int = 1
    padding: int = 1
    last: bool = False
    start: float = 0.1


def initial(rng: np.random.Generator, layers: Sequence[Layer]) -> Parameters:
    """Return starting parameters (He et al., arXiv:1502.01852), each filter of the first layer without a mean."""
    parameters = []
    for index, layer in enumerate(layers):
        fan_in = layer.kernel * layer.kernel * layer.inputs
        weights = rng.normal(0, np.sqrt(2 / fan_in), (layer.kernel, layer.kernel, layer.inputs, layer.outputs))
        if index == 0 and layer.kernel > 1:
            weights -= weights.mean(axis=(0, 1, 2), keepdims=True)
        bias = np.full(layer.outputs, 0.0 if layer.last else layer.start)
        parameters.append({"weights": jnp.asarray(weights, jnp.float32), "bias": jnp.asarray(bias, jnp.float32)})
    return parameters


def choose_shifts(parameters: Parameters, keep: float = 0.999) -> tuple[int, ...]:
    """Return each layer's shift: the finest step at which the share *keep* of its weights is within ±63 steps."""
    shifts = []
    for layer in parameters:
        largest = float(np.quantile(np.abs(np.asarray(layer["weights"])), keep))
        shifts.append(int(np.clip(np.floor(np.log2(MOST_WEIGHT / max(largest, 1e-6))), 0, 14)))
    return tuple(shifts)


def forward(
    parameters: Parameters, layers: Sequence[Layer], x: jax.Array, shifts: Sequence[int] | None = None
) -> jax.Array:
    """Run the chain.

    Args:
        parameters, layers: of the same length.
        x: bytes as float32 [n, height, width, channels], 0 to 255.
        shifts: of each layer, for the quantised pass; None: the float pass (clamped, but not rounded).

    Returns:
        float32 [n, height, width, channels] in units: sums for a last layer, else activations.

    """
    value = x / BYTES_PER_UNIT
    for index, (layer, learned) in enumerate(zip(layers, parameters, strict=True)):
        weights, bias = learned["weights"], learned["bias"]
        if shifts is not None:
            weights, bias = _quantised(weights, bias, 2.0 ** shifts[index])
        value = bias + jax.lax.conv_general_dilated(
            value,
            weights,
            (layer.stride,) * 2,
            ((layer.padding,) * 2,) * 2,
            dimension_numbers=("NHWC", "HWIO", "NHWC"),
            precision=jax.lax.Precision.HIGHEST,
        )
        if not layer.last:
            if shifts is not None:
                value = _rounded(value * BYTES_PER_UNIT) / BYTES_PER_UNIT
            value = jnp.clip(value, 0.0, MOST_ACTIVATION) + LEAK * (value - jax.lax.stop_gradient(value))
    return value


def freeze(
    parameters: Parameters, layers: Sequence[Layer], shifts: Sequence[int], source: str = "x"
) -> tuple[Convolution, ...]:
    """Return the chain as integer convolutions, the first of which reads *source*."""
    steps = []
    for layer, learned, shift in zip(layers, parameters, shifts, strict=True):
        step = 2.0**shift
        weights = np.asarray(learned["weights"], np.float64)
        bias = np.asarray(learned["bias"], np.float64)
        integers = np.clip(np.rint(weights * step), -MOST_WEIGHT, MOST_WEIGHT).transpose(3, 2, 0, 1)
        steps.append(
            Convolution(
                name=layer.name,
                source=source,
                weights=np.ascontiguousarray(integers).astype(np.int8),
                bias=np.rint(bias * step * BYTES_PER_UNIT).astype(np.int32),
                shift=None if layer.last else shift,
                stride=layer.stride,
                padding=layer.padding,
            )
        )
        source = layer.name
    return tuple(steps)


def to_bytes(x: NDArray[np.uint8]) -> jax.Array:
    """Return a batch u8 [n, channels, height, width] as `forward` takes it."""
    return jnp.asarray(x.transpose(0, 2, 3, 1), jnp.float32)


def _rounded(value: jax.Array) -> jax.Array:
    return value + jax.lax.stop_gradient(jnp.round(value) - value)


def _quantised(weights: jax.Array, bias: jax.Array, step: float) -> tuple[jax.Array, jax.Array]:
    kept = jnp.clip(weights * step, -MOST_WEIGHT, MOST_WEIGHT)
    return _rounded(kept) / step, _rounded(bias * step * BYTES_PER_UNIT) / (step * BYTES_PER_UNIT)
