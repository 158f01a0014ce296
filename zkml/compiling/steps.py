"""Steps under construction: functions of tensors go into the convolution before or after them, or become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import prod

import numpy as np
import onnx

from zkml.compiling.float_graph import INPUT, Activation, Clamp, Curve, Floats, Pooled, Reshaped, Step, Weighted
from zkml.compiling.onnx_nodes import Window, label, refusal
from zkml.compiling.tensor import Tensor
from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["Steps"]

_GRID = np.linspace(-50, 50, 4001)


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
            if isinstance(step, Weighted):
                step.sources = tuple(names[source] for source in step.sources)
            else:
                step.source = names[step.source]
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
        names, factors, offsets = [], [], []
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            factor, offset = tensor.factor[own], tensor.offset[own]
            plain = bool(np.all(factor == 1) and np.all(offset == 0))
            if tensor.activation is None and (plain or self.linear(name) is None):
                names.append(name)
                factors.append(factor)
                offsets.append(offset)
                continue
            names.append(self._with(name, factor, offset, tensor.activation, node))
            factors.append(tensor.scale[own])
            offsets.append(tensor.shift[own])
        fresh = Tensor.of(tuple(names), tensor.order, tensor.channels)
        return replace(
            fresh,
            factor=np.concatenate(factors),
            offset=np.concatenate(offsets),
            pads=tensor.pads,
            signal=tensor.signal,
        )

    def _with(
        self, name: str, factor: Floats, offset: Floats, activation: Activation | None, node: onnx.NodeProto
    ) -> str:
        """Return a step for activation(factor · value + offset)."""
        key = (name, factor.tobytes(), offset.tobytes(), activation)
        if key in self._settled:
            return self._settled[key]
        step = self._steps.get(name)
        plain = bool(np.all(factor == 1) and np.all(offset == 0))
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
        step = self._steps.get(name)
        if step is None:
            return False
        if isinstance(step, Weighted):
            return isinstance(step.activation, Clamp)
        return self.never_negative(step.source)

    # Layers.

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
        """Return the tensor as pictures [channels, height, width], settled; a reshape becomes a step."""
        tensor = self.settled(tensor, node)
        if tensor.order.ndim not in {2, 3}:
            raise refusal(
                node, f"its input has the shape [n, {_sizes(tensor.order.shape)}]; pictures or signals can be"
            )
        axes = (*tensor.order.shape, 1)
        shape = (axes[0], axes[1], axes[2])
        joined = (tensor.channels, *self.shape(tensor.steps[0])[1:])
        if not np.array_equal(tensor.order.reshape(-1), np.arange(tensor.order.size)):
            raise refusal(
                node, "its input's axes are transposed; give the model the layout [n, channels, height, width]"
            )
        if shape == joined:
            return tensor
        if len(tensor.steps) > 1 or not tensor.plain:
            raise refusal(node, "what is reshaped before it must be one layer's output")
        name = self._added(Reshaped(f"{label(node)}/reshaped", tensor.steps[0], shape))
        order = np.arange(prod(shape)).reshape(shape)
        return replace(Tensor.of((name,), order, shape[0]), pads=tensor.pads)

    def convolved(
        self, node: onnx.NodeProto, tensor: Tensor, weights: Floats, bias: Floats, geometry: Window, groups: int
    ) -> Tensor:
        """Add a convolution over pictures; *weights* have in / groups input channels."""
        channels, height, width = tensor.channels, *self.shape(tensor.steps[0])[1:]
        _, stride, pads = geometry
        outputs = len(weights)
        if groups < 1 or weights.shape[1] * groups != channels or outputs % groups:
            raise refusal(node, f"its weights are for {weights.shape[1] * groups} channels, and there are {channels}")
        depthwise = 1 < groups == channels == outputs
        plane: Floats | None = None
        if depthwise:
            within = weights * tensor.offset[:, None, None, None]
            weights = weights * tensor.factor[:, None, None, None]
        else:
            weights = _dense(weights, groups, channels)
            within = (weights * tensor.offset[None, :, None, None]).sum(axis=1, keepdims=True)
            weights = weights * tensor.factor[None, :, None, None]
        if any(pads) and np.any(within != 0):
            plane = within
        else:
            bias = bias + within.sum(axis=(1, 2, 3))
        rows = (height + pads[0] + pads[2] - weights.shape[2]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - weights.shape[3]) // stride[1] + 1
        shape = (outputs, rows, columns)
        step = Weighted(label(node), tensor.steps, weights, bias, stride, pads, depthwise, shape, plane)
        return self._of(self._added(step), tensor)

    def _of(self, name: str, like: Tensor) -> Tensor:
        """Return the whole of a step as pictures, or as signals if *like* is one."""
        shape = self.shape(name)
        axes = shape if like.order.ndim == 3 else shape[:2]
        return Tensor.of((name,), np.arange(prod(shape)).reshape(axes), shape[0])

    def dense(self, node: onnx.NodeProto, tensor: Tensor, weights: Floats, bias: Floats) -> Tensor:
        """Add a layer [out, in] over all elements of a tensor, in its order."""
        tensor = self.settled(tensor, node)
        if weights.shape[1] != tensor.order.size:
            raise refusal(node, f"its weights are for {weights.shape[1]} inputs, and there are {tensor.order.size}")
        placed = np.empty_like(weights)
        placed[:, tensor.order.reshape(-1)] = weights
        shape = (tensor.channels, *self.shape(tensor.steps[0])[1:])
        one, none = (1, 1), (0, 0, 0, 0)
        pictures = replace(tensor, order=np.arange(tensor.order.size).reshape(shape))
        kernel = placed.reshape(len(placed), *shape)
        made = self.convolved(node, pictures, kernel, bias, (shape[1:], one, none), 1)
        return replace(made, order=made.order.reshape(-1))

    def summed(self, node: onnx.NodeProto, tensors: Sequence[Tensor], signs: Sequence[int]) -> Tensor:
        """Add Σ sign · tensor, of tensors of one shape."""
        settled = [self.settled(tensor, node) for tensor in tensors]
        first = settled[0]
        shapes = [(tensor.channels, *self.shape(tensor.steps[0])[1:]) for tensor in settled]
        if len(set(shapes)) > 1 or any(not np.array_equal(tensor.order, first.order) for tensor in settled):
            sizes = " and ".join(f"[n, {_sizes(tensor.order.shape)}]" for tensor in settled)
            raise refusal(node, f"tensors of one shape can be added, and these are {sizes}")
        eye = np.eye(first.channels)[:, :, None, None]
        weights = np.concatenate(
            [sign * eye * tensor.factor[None, :, None, None] for sign, tensor in zip(signs, settled, strict=True)], 1
        )
        bias = np.sum([sign * tensor.offset for sign, tensor in zip(signs, settled, strict=True)], axis=0)
        sources = tuple(name for tensor in settled for name in tensor.steps)
        step = Weighted(label(node), sources, weights, bias, (1, 1), (0, 0, 0, 0), False, shapes[0])
        return Tensor.of((self._added(step),), first.order, first.channels)

    def pooled(self, node: onnx.NodeProto, tensor: Tensor, maximum: bool, geometry: Window) -> Tensor:
        """Add a pool of each step; factors and offsets stay as they are."""
        kernel, stride, pads = geometry
        if maximum and np.any(tensor.factor <= 0):
            raise refusal(node, "what it reads is multiplied by a number that is not positive; put a ReLU before it")
        if not maximum and any(pads) and np.any(tensor.offset != 0):
            raise refusal(node, "what it reads has an offset, and it counts its padding; pad 0 or put a ReLU before it")
        names = []
        for name in tensor.steps:
            channels, height, width = self.shape(name)
            rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
            columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
            shape = (channels, rows, columns)
            names.append(self._added(Pooled(label(node), name, maximum, kernel, stride, pads, shape)))
        _, rows, columns = self.shape(names[0])
        axes = (tensor.channels, rows, columns) if tensor.order.ndim == 3 else (tensor.channels, rows)
        order = np.arange(tensor.channels * rows * columns).reshape(axes)
        return replace(tensor, steps=tuple(names), order=order, pads=(0, 0, 0, 0))

    def joined(self, node: onnx.NodeProto, tensors: Sequence[Tensor], axis: int) -> Tensor:
        """Return tensors one after another along an axis (of the order, without the batch)."""
        settled = [self.settled(tensor, node) for tensor in tensors]
        sizes = {self.shape(name)[1:] for tensor in settled for name in tensor.steps}
        if len(sizes) > 1:
            settled = [self._flat(tensor, node) for tensor in settled]
        ends = np.cumsum([0, *(tensor.order.size for tensor in settled)])
        try:
            orders = [tensor.order + int(end) for tensor, end in zip(settled, ends, strict=False)]
            order = np.concatenate(orders, axis=axis)
        except (ValueError, IndexError) as error:
            shapes = ", ".join(f"[n, {_sizes(tensor.order.shape)}]" for tensor in settled)
            raise refusal(node, f"{shapes} cannot be joined along axis {axis + 1}") from error
        names = tuple(name for tensor in settled for name in tensor.steps)
        fresh = Tensor.of(names, order, sum(tensor.channels for tensor in settled))
        factor = np.concatenate([tensor.factor for tensor in settled])
        return replace(fresh, factor=factor, offset=np.concatenate([tensor.offset for tensor in settled]))

    def _flat(self, tensor: Tensor, node: onnx.NodeProto) -> Tensor:
        """Return a tensor as single elements, each a channel."""
        names, factors, offsets = [], [], []
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            shape = self.shape(name)
            count = prod(shape)
            if shape != (count, 1, 1):
                name = self._added(Reshaped(f"{label(node)}/flat", name, (count, 1, 1)))  # noqa: PLW2901
            names.append(name)
            factors.append(np.repeat(tensor.factor[own], shape[1] * shape[2]))
            offsets.append(np.repeat(tensor.offset[own], shape[1] * shape[2]))
        fresh = Tensor.of(tuple(names), tensor.order, tensor.order.size)
        return replace(fresh, factor=np.concatenate(factors), offset=np.concatenate(offsets))

    def output(self, node: onnx.NodeProto, tensor: Tensor) -> tuple[str, bool]:
        """Return the step whose sums are the tensor, and whether one had to be added for that."""
        tensor = self.settled(tensor, node)
        step = self.linear(tensor.steps[0]) if len(tensor.steps) == 1 else None
        if step is not None and not step.depthwise:
            return step.name, False
        shape = (tensor.channels, *self.shape(tensor.steps[0])[1:])
        weights, bias = np.diag(tensor.factor)[:, :, None, None], tensor.offset
        last = Weighted(f"{label(node)}/output", tensor.steps, weights, bias, (1, 1), (0, 0, 0, 0), False, shape)
        return self._added(last), True


def _dense(weights: Floats, groups: int, channels: int) -> Floats:
    """Return the weights of groups as those of one convolution over all channels, 0 between the groups."""
    if groups == 1:
        return weights
    outputs, inputs = len(weights) // groups, channels // groups
    whole = np.zeros((len(weights), channels, *weights.shape[2:]))
    for group in range(groups):
        rows = slice(group * outputs, (group + 1) * outputs)
        whole[rows, group * inputs : (group + 1) * inputs] = weights[rows]
    return whole


def _rising(activation: Activation | None) -> bool:
    """Tell whether a function never falls."""
    if isinstance(activation, Curve):
        return bool(np.all(np.diff(activation(_GRID)) >= 0))
    return True


def _sizes(shape: Sequence[int]) -> str:
    return ", ".join(map(str, shape))
