"""Steps under construction: functions of tensors go into the convolution before or after them, or become one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import prod

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.circuit import MOST_BITS
from zkml.compiling.float_graph import (
    INPUT,
    Activation,
    Clamp,
    Curve,
    Floats,
    Multiplied,
    Pooled,
    Reshaped,
    Step,
    Weighted,
)
from zkml.compiling.onnx_nodes import label, listed, refusal
from zkml.compiling.tensor import Tensor, changes_nothing
from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["GRID", "Steps", "placed_at", "require_room"]

GRID = np.linspace(-50, 50, 4001)


class Steps:
    """The steps so far, and the tensors over them."""

    def __init__(self, shape: Shape) -> None:
        self._input = shape
        self._steps: dict[str, Step] = {}
        self._labels: dict[str, str] = {}
        self._settled: dict[tuple[object, ...], str] = {}

    def shape(self, name: str) -> Shape:
        """Return a step's shape, or the input's."""
        return self._input if name == INPUT else self._steps[name].shape

    def reaching(self, name: str) -> tuple[Step, ...]:
        """Return the steps that a step needs, and itself, in order, each by its node's name if that is its alone."""
        wanted = {name}
        for step in reversed(self._steps.values()):
            if step.name in wanted:
                wanted.update(step.sources)
        kept = [step for step in self._steps.values() if step.name in wanted]
        labels = Counter(self._labels[step.name] for step in kept)
        names = {INPUT: INPUT}
        for step in kept:
            own = self._labels[step.name]
            names[step.name] = own if labels[own] == 1 and own != INPUT else step.name
        for step in kept:
            step.name = names[step.name]
            if isinstance(step, Pooled | Reshaped):
                step.source = names[step.source]
                continue
            for reader in step.factors if isinstance(step, Multiplied) else (step,):
                reader.sources = tuple(names[source] for source in reader.sources)
        return tuple(kept)

    def linear(self, name: str) -> Weighted | None:
        """Return a convolution whose sums are its output; None: the step is another."""
        step = self._steps.get(name)
        return step if isinstance(step, Weighted) and step.activation is None else None

    def channels_of(self, tensor: Tensor) -> list[slice]:
        """Return the channels of each of a tensor's steps among the joined ones."""
        ends = np.cumsum([0, *(self.shape(name)[0] for name in tensor.steps)])
        return [slice(int(first), int(last)) for first, last in pairwise(ends)]

    # Functions.

    def settled(self, tensor: Tensor, node: onnx.NodeProto) -> Tensor:
        """Return a tensor without an activation: those of its steps are made; factors and offsets may be left."""
        tensor = self._trimmed(tensor)
        names, factors, offsets = [], [], []
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            factor, offset = tensor.factor[own], tensor.offset[own]
            plain = changes_nothing(factor, offset)
            if tensor.activation is None and (plain or self.linear(name) is None):
                names.append(name)
                factors.append(factor)
                offsets.append(offset)
                continue
            names.append(self._with(name, factor, offset, tensor.activation, node))
            factors.append(tensor.scale[own])
            offsets.append(tensor.shift[own])
        one, zero = np.ones(tensor.channels), np.zeros(tensor.channels)
        return replace(
            tensor,
            steps=tuple(names),
            factor=np.concatenate(factors),
            offset=np.concatenate(offsets),
            activation=None,
            scale=one,
            shift=zero,
        )

    def _trimmed(self, tensor: Tensor) -> Tensor:
        """Return a tensor without steps of which it has no element."""
        has = np.bincount(tensor.order.reshape(-1) // tensor.area, minlength=tensor.channels) > 0
        kept = [bool(np.any(has[own])) for own in self.channels_of(tensor)]
        if all(kept):
            return tensor
        channels = np.concatenate(
            [np.full(own.stop - own.start, keep) for own, keep in zip(self.channels_of(tensor), kept, strict=True)]
        )
        places = np.cumsum(channels) - 1
        return replace(
            tensor,
            steps=tuple(name for name, keep in zip(tensor.steps, kept, strict=True) if keep),
            order=places[tensor.order // tensor.area] * tensor.area + tensor.order % tensor.area,
            factor=tensor.factor[channels],
            offset=tensor.offset[channels],
            scale=tensor.scale[channels],
            shift=tensor.shift[channels],
        )

    def _with(
        self, name: str, factor: Floats, offset: Floats, activation: Activation | None, node: onnx.NodeProto
    ) -> str:
        """Return a step for activation(factor · value + offset)."""
        key = (name, factor.tobytes(), offset.tobytes(), activation)
        if key in self._settled:
            return self._settled[key]
        step = self._steps.get(name)
        plain = changes_nothing(factor, offset)
        if isinstance(activation, Clamp) and plain and activation.most == np.inf and self.never_negative(name):
            made = name
        elif (linear := self.linear(name)) is not None:
            weights = linear.weights * factor[:, None, None, None]
            plane = None if linear.plane is None else linear.plane * factor[:, None, None, None]
            bias = linear.bias * factor + offset
            made = self._added(
                replace(linear, name=name, weights=weights, bias=bias, plane=plane, activation=activation)
            )
        elif isinstance(step, Pooled) and step.maximum and bool(np.all(factor > 0)) and _rising(activation):
            # the largest of f(x) is f of the largest
            source = self._with(step.source, factor, offset, activation, node)
            made = self._added(replace(step, source=source))
        else:
            shape = self.shape(name)
            made = self._added(
                Weighted(
                    label(node),
                    (name,),
                    factor[:, None, None, None],
                    offset,
                    (1, 1),
                    (0, 0, 0, 0),
                    True,
                    shape,
                    activation=activation,
                )
            )
        self._settled[key] = made
        return made

    def never_negative(self, name: str) -> bool:
        """Tell whether none of a step's values can be negative, as far as its activation says."""
        match self._steps.get(name):
            case Weighted(activation=Clamp()):
                return True
            case Weighted(activation=Curve() as curve):
                return bool(np.all(curve(GRID) >= 0))
            case (Pooled() | Reshaped()) as step:
                return self.never_negative(step.source)
        return False

    # Pictures.

    def _added(self, step: Step) -> str:
        name, number = step.name, 2
        while name in self._steps or name == INPUT:
            name, number = f"{step.name}.{number}", number + 1
        self._labels[name] = self._labels.get(step.name, step.name)
        step.name = name
        self._steps[name] = step
        if isinstance(step, Weighted):
            for what, values in (("weights", step.weights), ("bias", step.bias)):
                if not np.all(np.isfinite(values)):
                    raise Unprovable(f"node {name}: its {what} are not all finite numbers; export the model anew")
        return name

    def pictures(self, tensor: Tensor, node: onnx.NodeProto) -> Tensor:
        """Return the tensor as pictures of whole channels, settled; a reshape becomes a step."""
        tensor = self.settled(tensor, node)
        if tensor.order.ndim not in {2, 3}:
            raise refusal(
                node, f"its input has the shape [n, {listed(tensor.order.shape)}]; pictures or signals can be"
            )
        axes, taken = (*tensor.order.shape, 1), tensor.taken
        shape = (axes[0], axes[1], axes[2])
        if taken is not None and shape[0] == len(taken):
            return self._in_form(node, tensor, shape[1:])
        if (cut := self._cut(node, tensor, shape)) is not None:
            return self.settled(cut, node)
        if not np.array_equal(np.sort(tensor.order, axis=None), np.arange(tensor.channels * tensor.area)):
            raise refusal(node, "of what is before it, it reads neither whole channels nor rows and columns of them")
        if not np.array_equal(tensor.order.reshape(-1), np.arange(tensor.order.size)):
            raise refusal(
                node,
                "its input's axes are transposed or its elements in another order; give the model the layout"
                " [n, channels, height, width]",
            )
        if len(tensor.steps) > 1 or not tensor.plain:
            raise refusal(node, "what is reshaped before it must be one layer's output")
        name = self._added(Reshaped(f"{label(node)}/reshaped", tensor.steps[0], shape))
        return replace(self._of((name,), tensor.order.shape), pads=tensor.pads)

    def _in_form(self, node: onnx.NodeProto, tensor: Tensor, plane: tuple[int, int]) -> Tensor:
        """Return a tensor of whole channels over steps of that height and width."""
        names = []
        for name in tensor.steps:
            channels, *own = self.shape(name)
            other = tuple(own) != plane
            reshaped = Reshaped(f"{label(node)}/reshaped", name, (channels, *plane))
            names.append(self._added(reshaped) if other else name)
        return replace(tensor, steps=tuple(names))

    def _cut(self, node: onnx.NodeProto, tensor: Tensor, shape: Shape) -> Tensor | None:
        """Return pictures that are of each channel some rows and columns, at equal distances; None: they are not.

        A convolution takes them, whose kernel is 1 at one place.
        """
        _, height, width = self.shape(tensor.steps[0])
        channels, places = np.divmod(tensor.order.reshape(shape), tensor.area)
        taken = channels[:, 0, 0]
        rows, down = _places(places // width, 1, height)
        columns, across = _places(places % width, 2, width)
        grid = (rows + down * np.arange(shape[1])[:, None]) * width + columns + across * np.arange(shape[2])
        if down < 1 or across < 1 or np.any(places != grid) or np.any(channels != taken[:, None, None]):
            return None
        kernel = [
            max(int(first.max()) + 1, size - step * (count - 1))
            for first, size, step, count in ((rows, height, down, shape[1]), (columns, width, across, shape[2]))
        ]
        pads = (0, 0, down * (shape[1] - 1) + kernel[0] - height, across * (shape[2] - 1) + kernel[1] - width)
        weights = np.zeros((shape[0], shape[0], *kernel))
        numbers = np.arange(shape[0])
        weights[numbers, numbers, rows.reshape(-1), columns.reshape(-1)] = 1
        sources, weights = self._placed(node, tensor, taken, weights)
        positive = all(name == INPUT or self.never_negative(name) for name in sources)
        name = self._added(
            Weighted(
                f"{label(node)}/cut",
                sources,
                weights,
                np.zeros(shape[0]),
                (down, across),
                pads,
                False,
                shape,
                activation=Clamp() if positive else None,
            )
        )
        made = replace(self._of((name,), tensor.order.shape), pads=tensor.pads, signal=tensor.signal)
        return replace(made, factor=tensor.factor[taken], offset=tensor.offset[taken])

    def _placed(
        self, node: onnx.NodeProto, tensor: Tensor, taken: NDArray[np.int64], weights: Floats
    ) -> tuple[tuple[str, ...], Floats]:
        """Return the steps that have some of the channels taken, and the weights of all of their channels."""
        require_room(node, tensor.channels * weights[:, 0].size)
        whole = placed_at(taken, tensor.channels, weights)
        parts: dict[str, Floats] = {}
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            if np.any(whole[:, own]) or not np.any(whole):
                parts[name] = parts.get(name, 0) + whole[:, own]
        return tuple(parts), np.concatenate(list(parts.values()), axis=1)

    def _of(self, names: tuple[str, ...], form: tuple[int, ...]) -> Tensor:
        """Return the whole of steps, joined, in a form without the batch axis."""
        shapes = [self.shape(name) for name in names]
        area, channels = prod(shapes[0][1:]), sum(shape[0] for shape in shapes)
        return Tensor.of(names, np.arange(channels * area).reshape(form), channels, area)


def placed_at(places: NDArray[np.int64], count: int, weights: Floats) -> Floats:
    """Return weights [out, in, …] at places among *count* inputs, those at one place added."""
    if np.array_equal(places, np.arange(count)):
        return weights
    found = np.zeros((count, len(weights), *weights.shape[2:]))
    np.add.at(found, places, weights.swapaxes(0, 1))
    return found.swapaxes(0, 1)


def _places(numbers: NDArray[np.int64], axis: int, size: int) -> tuple[NDArray[np.int64], int]:
    """Return the first row (or column) of each channel, [channels, 1, 1], and the distance to the next one."""
    first = numbers[:, :1, :1]
    return first, int(numbers.take(1, axis).flat[0] - first.flat[0]) if numbers.shape[axis] > 1 else size


def require_room(node: onnx.NodeProto, count: int) -> None:
    """Refuse a layer whose weights no proof has room for."""
    if count > 1 << MOST_BITS:
        raise refusal(
            node,
            f"it takes {count:,} weights, and a proof has room for {1 << MOST_BITS:,}; make it smaller,"
            " or end the model before it",
        )


def _rising(activation: Activation | None) -> bool:
    """Tell whether a function never falls."""
    if isinstance(activation, Curve):
        return bool(np.all(np.diff(activation(GRID)) >= 0))
    return True
