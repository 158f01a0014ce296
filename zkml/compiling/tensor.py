"""What a name in a model stands for while its graph is read: views of steps, and a function still to be applied.

Nodes that only rename elements (Transpose, Reshape, Flatten …), those that take some (Split, Slice, Gather) and those
that are a function of each value (a factor, an offset, BatchNormalization, ReLU, sigmoid, and what is written with
several of these, like x · sigmoid(x)) make no step of their own. They are kept here until a convolution or a pool reads
the tensor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Activation, Clamp, Curve, Floats

__all__ = ["Tensor", "changes_nothing", "combined", "uniform"]


@dataclass(frozen=True, slots=True)
class Tensor:
    """A tensor.

    Attributes:
        steps: whose outputs, joined along the channels, hold its elements; it need not have all of these.
        area: height · width of each of the steps.
        order: for each of its elements, without the batch axis, the place in the joined steps in row-major order.
        factor, offset: [channels] u = factor · value + offset comes first.
        activation: then this; None: nothing.
        scale, shift: [channels] last, scale · activation(u) + shift; 1 and 0 without an activation.
        pads: zeros around it that a Pad node has put there: above, to the left, below, to the right.
        signal: the model's input bytes, which a DequantizeLinear still has to scale.

    """

    steps: tuple[str, ...]
    area: int
    order: NDArray[np.int64]
    factor: Floats
    offset: Floats
    activation: Activation | None
    scale: Floats
    shift: Floats
    pads: tuple[int, int, int, int] = (0, 0, 0, 0)
    signal: bool = False

    @staticmethod
    def of(steps: tuple[str, ...], order: NDArray[np.int64], channels: int, area: int) -> Tensor:
        """Return the tensor that has the steps' elements as they are."""
        one, zero = np.ones(channels), np.zeros(channels)
        return Tensor(steps, area, order, one, zero, None, one, zero)

    @property
    def channels(self) -> int:
        """How many channels the joined steps have."""
        return len(self.factor)

    @property
    def taken(self) -> NDArray[np.int64] | None:
        """The channels of the joined steps that it consists of, in its order; None: not of whole channels."""
        if self.order.size % self.area:
            return None
        rows = self.order.reshape(-1, self.area)
        found = rows[:, 0] // self.area
        return found if np.array_equal(rows, _whole(found, self.area)) else None

    def of_channels(self, taken: NDArray[np.int64], form: tuple[int, ...]) -> Tensor:
        """Return the tensor of these channels of the joined steps, in a form without the batch axis."""
        return replace(self, order=_whole(taken, self.area).reshape(form))

    def repeated(self) -> Tensor:
        """Return the tensor over its steps several times, if it has an element so often: then these are several."""
        found = self.order.reshape(-1)
        places = np.argsort(found, kind="stable")
        earlier = np.empty_like(found)
        earlier[places] = np.arange(found.size) - np.searchsorted(found[places], found[places])
        times = int(earlier.max()) + 1
        if times == 1:
            return self
        several = replace(
            self,
            steps=self.steps * times,
            factor=np.tile(self.factor, times),
            offset=np.tile(self.offset, times),
            scale=np.tile(self.scale, times),
            shift=np.tile(self.shift, times),
        )
        return replace(several, order=self.order + earlier.reshape(self.order.shape) * self.channels * self.area)

    @property
    def plain(self) -> bool:
        """Whether there is no function to be applied."""
        return self.activation is None and changes_nothing(self.factor, self.offset)

    def by_channel(self, constant: NDArray[np.floating]) -> Floats | None:
        """Return a constant, as it is broadcast to the tensor, by the steps' channels; None: it differs within one."""
        wide = constant.astype(np.float64)
        if wide.ndim > self.order.ndim:
            if wide.ndim > self.order.ndim + 1 or wide.shape[0] != 1:
                return None
            wide = wide[0]
        try:
            if np.broadcast_shapes(wide.shape, self.order.shape) != self.order.shape:
                return None
        except ValueError:
            return None
        values = np.broadcast_to(wide, self.order.shape)
        found = np.full(self.channels, values.flat[0])  # what it has no element of may be multiplied by anything
        channels = self.order // self.area
        found[channels] = values
        return found if np.array_equal(found[channels], values) else None

    def scaled(self, factor: Floats, offset: Floats) -> Tensor:
        """Return factor · self + offset, both by channel."""
        if self.activation is None:
            return replace(self, factor=self.factor * factor, offset=self.offset * factor + offset)
        return replace(self, scale=self.scale * factor, shift=self.shift * factor + offset)

    def same(self, other: Tensor) -> bool:
        """Tell whether another tensor has the same values in the same order, whatever its shape."""
        numbers = ("order", "factor", "offset", "scale", "shift")
        alike = all(np.array_equal(np.ravel(getattr(self, name)), np.ravel(getattr(other, name))) for name in numbers)
        return alike and (self.steps, self.activation, self.pads) == (other.steps, other.activation, other.pads)

    def function(self) -> Callable[[Floats], Floats] | None:
        """Return the function of u that gives the tensor's values; None: it is not one for all channels."""
        if not (uniform(self.scale) and uniform(self.shift)):
            return None
        scale, shift, inner = float(self.scale[0]), float(self.shift[0]), self.activation
        if inner is None:
            return lambda u: u
        return lambda u: scale * inner(u) + shift

    def applied(self, activation: Activation) -> Tensor | None:
        """Return activation(self); None: it takes a step of its own first."""
        if self.activation is None:
            return replace(self, activation=activation)
        unscaled = changes_nothing(self.scale, self.shift)
        if unscaled and isinstance(activation, Clamp) and isinstance(self.activation, Clamp):
            return replace(self, activation=Clamp(min(activation.most, self.activation.most)))
        inner = self.function()
        if inner is None:
            return None
        one, zero = np.ones(self.channels), np.zeros(self.channels)
        curve = Curve(lambda u: activation(inner(u)))
        return replace(self, activation=curve, scale=one, shift=zero)


def _whole(channels: NDArray[np.int64], area: int) -> NDArray[np.int64]:
    """Return the places [channels, area] of whole channels."""
    return np.asarray(channels[:, None] * area + np.arange(area))


def changes_nothing(factor: Floats, offset: Floats) -> bool:
    """Tell whether factor · value + offset is the value, for all channels."""
    return bool(np.all(factor == 1) and np.all(offset == 0))


def uniform(values: Floats) -> bool:
    """Tell whether all channels have one value."""
    return bool(np.all(values == values[0]))


def combined(first: Tensor, second: Tensor, operation: Callable[[Floats, Floats], Floats]) -> Tensor | None:
    """Return an operation of two functions of the same values as one function; None: it is none."""
    if first.steps != second.steps or first.pads != second.pads or not np.array_equal(first.order, second.order):
        return None
    if np.any(first.factor == 0):
        return None
    ratios = second.factor / first.factor
    rests = second.offset - ratios * first.offset
    one, other = first.function(), second.function()
    if not np.allclose(ratios, ratios[0]) or not np.allclose(rests, rests[0]) or one is None or other is None:
        return None
    ratio, rest = float(ratios[0]), float(rests[0])
    curve = Curve(lambda u: operation(one(u), other(ratio * u + rest)))
    ones, zeros = np.ones(first.channels), np.zeros(first.channels)
    return replace(first, activation=curve, scale=ones, shift=zeros)
