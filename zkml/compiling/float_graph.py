"""A float network as a list of steps: convolutions with what is folded into them, pools, products of two tensors.

Everything else that a network is made of is one of these. A sum of tensors is a convolution over all of them whose
kernel is 1 on the diagonals; a Gemm is one over its input's whole height and width; BatchNormalization and other
factors and offsets of channels are in the weights of the step before or after them; an activation is the step's own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from zkml.layers import Shape

__all__ = [
    "INPUT",
    "Activation",
    "Clamp",
    "Curve",
    "Factor",
    "FloatGraph",
    "Floats",
    "Multiplied",
    "Pooled",
    "Reshaped",
    "Step",
    "Weighted",
]

Floats = NDArray[np.float64]

INPUT = "x"
"""The model's input among the steps' sources."""


@dataclass(frozen=True, slots=True)
class Clamp:
    """Values from 0 to *most*: a ReLU, or one with a top."""

    most: float = inf

    def __call__(self, values: Floats) -> Floats:
        """Return the clamped values."""
        return np.clip(values, 0, self.most)


@dataclass(frozen=True, slots=True)
class Curve:
    """Another function of one value."""

    function: Callable[[Floats], Floats]

    def __call__(self, values: Floats) -> Floats:
        """Return the function's values."""
        return np.asarray(self.function(values), np.float64)


Activation = Clamp | Curve


@dataclass(slots=True)
class Weighted:
    """A convolution.

    Attributes:
        name: of the node.
        sources: steps joined along the channels.
        weights: [out, in, kernel height, kernel width]; depthwise ones have one input channel each.
        bias: [out].
        stride: down and across.
        pads: above, to the left, below, to the right.
        depthwise: each channel by itself.
        shape: of the output.
        plane: [out, 1, kernel height, kernel width]: weights of a further channel that is 1 everywhere, but 0 in the
            padding: what an offset of the input's channels comes to.
        activation: None: the sums as they are.

    """

    name: str
    sources: tuple[str, ...]
    weights: Floats
    bias: Floats
    stride: tuple[int, int]
    pads: tuple[int, int, int, int]
    depthwise: bool
    shape: Shape
    plane: Floats | None = None
    activation: Activation | None = None


@dataclass(slots=True)
class Pooled:
    """A maximum or an average over windows; an average counts the padding."""

    name: str
    source: str
    maximum: bool
    kernel: tuple[int, int]
    stride: tuple[int, int]
    pads: tuple[int, int, int, int]
    shape: Shape

    @property
    def sources(self) -> tuple[str, ...]:
        """The one source."""
        return (self.source,)


@dataclass(slots=True)
class Reshaped:
    """The elements of a tensor, in row-major order, in another shape."""

    name: str
    source: str
    shape: Shape

    @property
    def sources(self) -> tuple[str, ...]:
        """The one source."""
        return (self.source,)


@dataclass(slots=True)
class Factor:
    """Channels of steps.

    Attributes:
        sources: steps joined along the channels.
        taken: for each channel, which one of the joined steps it is.

    """

    sources: tuple[str, ...]
    taken: NDArray[np.int64]


@dataclass(slots=True)
class Multiplied:
    """The product of two tensors, element by element.

    Attributes:
        name: of the node.
        factors: what is multiplied.
        shape: of the output.

    """

    name: str
    factors: tuple[Factor, Factor]
    shape: Shape

    @property
    def sources(self) -> tuple[str, ...]:
        """The steps of both factors, one after another."""
        return self.factors[0].sources + self.factors[1].sources


Step = Weighted | Pooled | Reshaped | Multiplied


@dataclass(frozen=True, slots=True)
class FloatGraph:
    """A network.

    Attributes:
        input: its shape; it is called `INPUT`.
        of_bytes: whether the model takes bytes themselves, so that none is scaled.
        steps: in order; the last one gives the output.
        result: name of the model's tensor that this output is.
        order: of its elements, the place of each in the output.
        notes: what was changed or left off.

    """

    input: Shape
    of_bytes: bool
    steps: tuple[Step, ...]
    result: str
    order: NDArray[np.int64]
    notes: tuple[str, ...]
