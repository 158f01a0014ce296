"""Steps under construction: functions of tensors go into the convolution before or after them, or become one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
    Factor,
    Floats,
    Multiplied,
    Pooled,
    Reshaped,
    Step,
    Weighted,
)
from zkml.compiling.onnx_nodes import Window, label, refusal
from zkml.compiling.tensor import Tensor
from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["Steps"]

_GRID = np.linspace(-50, 50, 4001)

_PLAIN: Window = ((1, 1), (1, 1), (0, 0, 0, 0))
"""Each element by itself."""


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
        match self._steps.get(name):
            case Weighted(activation=Clamp()):
                return True
            case Weighted(activation=Curve() as curve):
                return bool(np.all(curve(_GRID) >= 0))
            case (Pooled() | Reshaped()) as step:
                return self.never_negative(step.source)
        return False

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
        """Return the tensor as pictures of whole channels, settled; a reshape becomes a step."""
        tensor = self.settled(tensor, node)
        if tensor.order.ndim not in {2, 3}:
            raise refusal(
                node, f"its input has the shape [n, {_sizes(tensor.order.shape)}]; pictures or signals can be"
            )
        axes, taken = (*tensor.order.shape, 1), tensor.taken
        shape = (axes[0], axes[1], axes[2])
        if taken is not None and shape[0] == len(taken):
            return self._in_form(node, tensor, shape[1:])
        if (cut := self._cut(node, tensor, shape)) is not None:
            return cut
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

    def convolved(
        self, node: onnx.NodeProto, tensor: Tensor, weights: Floats, bias: Floats, geometry: Window, groups: int
    ) -> Tensor:
        """Add a convolution over pictures; *weights* have in / groups input channels."""
        taken, outputs = _whole_channels(tensor), len(weights)
        if groups < 1 or weights.shape[1] * groups != len(taken) or outputs % groups:
            raise refusal(node, f"its weights are for {weights.shape[1] * groups} channels, and there are {len(taken)}")
        factor, offset = tensor.factor[taken], tensor.offset[taken]
        if 1 < groups == len(taken) == outputs == len(set(taken)):
            within, weights = weights * offset[:, None, None, None], weights * factor[:, None, None, None]
        else:
            weights = _dense(weights, groups, len(taken))
            within = (weights * offset[None, :, None, None]).sum(axis=1, keepdims=True)
            weights, groups = weights * factor[None, :, None, None], 1
        plane: Floats | None = None
        if any(geometry[2]) and np.any(within != 0):
            plane = within
        else:
            bias = bias + within.sum(axis=(1, 2, 3))
        if groups > 1:
            return self._depthwise(node, tensor, weights, bias, geometry, plane)
        sources, weights = self._placed(node, tensor, taken, weights)
        return self._layer(node, sources, weights, bias, geometry, plane, like=tensor)

    def _placed(
        self, node: onnx.NodeProto, tensor: Tensor, taken: NDArray[np.int64], weights: Floats
    ) -> tuple[tuple[str, ...], Floats]:
        """Return the steps that have some of the channels taken, and the weights of all of their channels."""
        _few_enough(node, tensor.channels * weights[:, 0].size)
        whole = _at(taken, tensor.channels, weights)
        parts: dict[str, Floats] = {}
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            if np.any(whole[:, own]) or not np.any(whole):
                parts[name] = parts.get(name, 0) + whole[:, own]
        return tuple(parts), np.concatenate(list(parts.values()), axis=1)

    def _depthwise(
        self,
        node: onnx.NodeProto,
        tensor: Tensor,
        weights: Floats,
        bias: Floats,
        geometry: Window,
        plane: Floats | None,
    ) -> Tensor:
        """Add a convolution of each channel by itself, for each step one."""
        taken = _whole_channels(tensor)
        made: list[str] = []
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            channels = own.stop - own.start
            here = (taken >= own.start) & (taken < own.stop)
            of_step = [np.zeros((channels, *values.shape[1:])) for values in (weights, bias, weights)]
            for placed, values in zip(of_step, (weights, bias, weights if plane is None else plane), strict=True):
                placed[taken[here] - own.start] = values[here]
            further = None if plane is None or not np.any(of_step[2]) else of_step[2]
            made += self._layer(node, (name,), of_step[0], of_step[1], geometry, further, like=tensor, alone=True).steps
        _, rows, columns = self.shape(made[0])
        whole = self._of(tuple(made), (tensor.channels, rows, columns))
        return whole.of_channels(taken, (len(taken), rows, columns)[: tensor.order.ndim])

    def _layer(
        self,
        node: onnx.NodeProto,
        sources: tuple[str, ...],
        weights: Floats,
        bias: Floats,
        geometry: Window,
        plane: Floats | None,
        like: Tensor,
        alone: bool = False,
    ) -> Tensor:
        """Add a convolution over whole steps; its tensor is pictures, or signals if *like* is one."""
        _, height, width = self.shape(sources[0])
        _, stride, pads = geometry
        rows = (height + pads[0] + pads[2] - weights.shape[2]) // stride[0] + 1
        columns = (width + pads[1] + pads[3] - weights.shape[3]) // stride[1] + 1
        shape = (len(weights), rows, columns)
        name = self._added(Weighted(label(node), sources, weights, bias, stride, pads, alone, shape, plane))
        return self._of((name,), shape[: like.order.ndim])

    def _of(self, names: tuple[str, ...], form: tuple[int, ...]) -> Tensor:
        """Return the whole of steps, joined, in a form without the batch axis."""
        shapes = [self.shape(name) for name in names]
        area, channels = prod(shapes[0][1:]), sum(shape[0] for shape in shapes)
        return Tensor.of(names, np.arange(channels * area).reshape(form), channels, area)

    def dense(self, node: onnx.NodeProto, tensor: Tensor, weights: Floats, bias: Floats) -> Tensor:
        """Add a layer [out, in] over all elements of a tensor, in its order."""
        tensor = self.settled(tensor, node)
        if weights.shape[1] != tensor.order.size:
            raise refusal(node, f"its weights are for {weights.shape[1]} inputs, and there are {tensor.order.size}")
        _few_enough(node, tensor.channels * tensor.area * len(weights))
        placed = _at(tensor.order.reshape(-1), tensor.channels * tensor.area, weights)
        shape = (tensor.channels, *self.shape(tensor.steps[0])[1:])
        pictures = replace(tensor, order=np.arange(placed.shape[1]).reshape(shape))
        kernel = placed.reshape(len(placed), *shape)
        made = self.convolved(node, pictures, kernel, bias, (shape[1:], (1, 1), (0, 0, 0, 0)), 1)
        return replace(made, order=made.order.reshape(-1))

    def pointwise(self, node: onnx.NodeProto, tensor: Tensor, weights: Floats) -> Tensor:
        """Add a layer [out, in] over the last axis of a tensor, which are the channels."""
        tensor = self.settled(tensor, node)
        moved = np.moveaxis(tensor.order, -1, 0)
        plane = self.shape(tensor.steps[0])[1:]
        pictures = replace(tensor, order=moved.reshape(len(moved), *plane)) if moved[0].size == tensor.area else tensor
        if pictures is tensor or pictures.taken is None:
            raise refusal(
                node, "what it multiplies, the last axis, must be the channels or all there is; put a Flatten before it"
            )
        made = self.convolved(node, pictures, weights[:, :, None, None], np.zeros(len(weights)), _PLAIN, 1)
        return replace(made, order=np.moveaxis(made.order.reshape(-1, *moved.shape[1:]), 0, -1))

    def summed(self, node: onnx.NodeProto, tensors: Sequence[Tensor], signs: Sequence[int]) -> Tensor:
        """Add Σ sign · tensor, of tensors of one shape."""
        settled, taken, order = self._matched(node, tensors)
        joint, parts = self._joint(settled), np.repeat(signs, taken.shape[1])
        ends = np.cumsum([0, *(tensor.channels for tensor in settled)])
        read = (taken + ends[:-1, None]).reshape(-1)
        eye = np.tile(np.eye(taken.shape[1]), len(settled))[:, :, None, None]
        sources, weights = self._placed(node, joint, read, eye * (parts * joint.factor[read])[None, :, None, None])
        bias = (parts * joint.offset[read]).reshape(len(settled), -1).sum(axis=0)
        return replace(self._layer(node, sources, weights, bias, _PLAIN, None, like=joint), order=order)

    def multiplied(self, node: onnx.NodeProto, tensors: Sequence[Tensor]) -> Tensor:
        """Add the product of two tensors of one shape."""
        settled, taken, order = self._matched(node, tensors)
        shape = (taken.shape[1], *self.shape(settled[0].steps[0])[1:])
        first, second = (Factor(self._made(node, tensor), own) for tensor, own in zip(settled, taken, strict=True))
        name = self._added(Multiplied(label(node), (first, second), shape))
        return replace(self._of((name,), shape), order=order)

    def _made(self, node: onnx.NodeProto, tensor: Tensor) -> tuple[str, ...]:
        """Return steps that have a settled tensor's factors and offsets in them."""
        names = []
        for name, own in zip(tensor.steps, self.channels_of(tensor), strict=True):
            factor, offset = tensor.factor[own], tensor.offset[own]
            plain = bool(np.all(factor == 1) and np.all(offset == 0))
            names.append(name if plain else self._with(name, factor, offset, None, node))
        return tuple(names)

    def _matched(
        self, node: onnx.NodeProto, tensors: Sequence[Tensor]
    ) -> tuple[list[Tensor], NDArray[np.int64], NDArray[np.int64]]:
        """Return tensors with each element at the same place of their steps, for an operation on elements.

        Also, for each channel of the result what it takes of each tensor, [tensors, channels], and the result's order.
        """
        settled = [self.settled(tensor, node) for tensor in tensors]
        if len({tensor.order.shape for tensor in settled}) > 1:
            settled = self._broadcast(node, settled)
        if not self._over_one_plane(settled):
            settled = [self.pictures(tensor, node) for tensor in settled]
        first = settled[0]
        channels = np.stack([tensor.order.reshape(-1) // tensor.area for tensor in settled])
        taken, numbers = np.unique(channels, axis=1, return_inverse=True)
        return settled, taken, numbers.reshape(first.order.shape) * first.area + first.order % first.area

    def _broadcast(self, node: onnx.NodeProto, tensors: Sequence[Tensor]) -> list[Tensor]:
        """Return pictures with one value in a channel, or one for all channels, as such of the shape of the others."""
        shape = tuple(max(sizes) for sizes in zip(*(tensor.order.shape for tensor in tensors), strict=False))
        found = []
        for tensor in tensors:
            own = tensor.order.shape
            if len(own) != len(shape) or any(size not in {1, most} for size, most in zip(own, shape, strict=True)):
                sizes = " and ".join(f"[n, {_sizes(other.order.shape)}]" for other in tensors)
                raise refusal(node, f"its tensors must be of one shape, or have one value a channel, and are {sizes}")
            wide = tensor if own[1:] == shape[1:] else self._spread(node, tensor, shape)
            found.append(replace(wide, order=np.broadcast_to(wide.order, shape)))
        return found

    def _spread(self, node: onnx.NodeProto, tensor: Tensor, shape: tuple[int, ...]) -> Tensor:
        """Return one value of each channel as pictures of it: a window of ones over it and the padding around."""
        tensor, (_, height, width) = self.pictures(tensor, node), (*shape, 1)[:3]
        if tensor.area > 1:
            raise refusal(node, "one value for a row or a column cannot be proven; one for a channel can")
        taken, names = _whole_channels(tensor), []
        for name in tensor.steps:
            channels = self.shape(name)[0]
            names.append(
                self._added(
                    Weighted(
                        f"{label(node)}/spread",
                        (name,),
                        np.ones((channels, 1, height, width)),
                        np.zeros(channels),
                        (1, 1),
                        (height - 1, width - 1, height - 1, width - 1),
                        True,
                        (channels, height, width),
                        activation=Clamp() if self.never_negative(name) else None,
                    )
                )
            )
        made = replace(tensor, steps=tuple(names), area=height * width)
        return made.of_channels(taken, (len(taken), *shape[1:]))

    def _over_one_plane(self, tensors: Sequence[Tensor]) -> bool:
        """Tell whether tensors have each element at the same row and column of their steps."""
        first, plane = tensors[0], self.shape(tensors[0].steps[0])[1:]
        return all(
            self.shape(tensor.steps[0])[1:] == plane
            and np.array_equal(tensor.order % tensor.area, first.order % first.area)
            for tensor in tensors
        )

    def _joint(self, tensors: Sequence[Tensor]) -> Tensor:
        """Return the whole of the steps of tensors, one after another, with their factors and offsets."""
        names = tuple(name for tensor in tensors for name in tensor.steps)
        channels = sum(tensor.channels for tensor in tensors)
        factor = np.concatenate([tensor.factor for tensor in tensors])
        offset = np.concatenate([tensor.offset for tensor in tensors])
        return replace(self._of(names, (channels, *self.shape(names[0])[1:])), factor=factor, offset=offset)

    def pooled(self, node: onnx.NodeProto, tensor: Tensor, maximum: bool, geometry: Window) -> Tensor:
        """Add a pool of each step; factors and offsets stay as they are."""
        kernel, stride, pads = geometry
        if np.any(tensor.factor <= 0) if maximum else any(pads) and np.any(tensor.offset != 0):
            one, zero = np.ones(tensor.channels), np.zeros(tensor.channels)
            tensor = replace(tensor, steps=self._made(node, tensor), factor=one, offset=zero)
        taken, names = _whole_channels(tensor), []
        for name in tensor.steps:
            channels, height, width = self.shape(name)
            rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
            columns = (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1
            shape = (channels, rows, columns)
            names.append(self._added(Pooled(label(node), name, maximum, kernel, stride, pads, shape)))
        _, rows, columns = self.shape(names[0])
        form = (len(taken), rows, columns)[: tensor.order.ndim]
        made = replace(tensor, steps=tuple(names), area=rows * columns, pads=(0, 0, 0, 0))
        return made.of_channels(taken, form)

    def averaged_inside(self, node: onnx.NodeProto, tensor: Tensor, geometry: Window) -> Tensor:
        """Add an average that leaves its padding out: to one that counts it is added what that lacks at the border."""
        kernel, stride, pads = geometry
        taken, count = _whole_channels(tensor), prod(kernel)
        one, zero = np.ones(tensor.channels), np.zeros(tensor.channels)
        counted = self.pooled(node, replace(tensor, factor=one, offset=zero), False, geometry)
        source, (_, *form) = tensor.steps[0], counted.order.shape
        _, *plane = self.shape(counted.steps[0])
        border = Weighted(
            f"{label(node)}/border",
            (source,),
            np.zeros((1, self.shape(source)[0], *kernel)),
            np.zeros(1),
            stride,
            pads,
            False,
            (1, plane[0], plane[1]),
            np.full((1, 1, *kernel), 1 / count),
            Curve(lambda share: count / np.clip(np.rint(share * count), 1, count) - 1),
        )
        lacking = self.multiplied(node, [counted, self._of((self._added(border),), (1, *form))])
        made = self.summed(node, [counted, lacking], (1, 1))
        if all(self.never_negative(name) for name in tensor.steps):
            made = replace(made, activation=Clamp())
        factor, offset = np.ones(made.channels), np.zeros(made.channels)
        own = _whole_channels(made)
        factor[own], offset[own] = tensor.factor[taken], tensor.offset[taken]
        return made.scaled(factor, offset)

    def joined(self, node: onnx.NodeProto, tensors: Sequence[Tensor], axis: int) -> Tensor:
        """Return tensors one after another along an axis (of the order, without the batch)."""
        settled = [self.settled(tensor, node) for tensor in tensors]
        sizes = {self.shape(name)[1:] for tensor in settled for name in tensor.steps}
        if len(sizes) > 1:
            settled = self._over_one_size(node, settled, axis)
        ends = np.cumsum([0, *(tensor.channels * tensor.area for tensor in settled)])
        try:
            orders = [tensor.order + int(end) for tensor, end in zip(settled, ends, strict=False)]
            order = np.concatenate(orders, axis=axis)
        except (ValueError, IndexError) as error:
            shapes = ", ".join(f"[n, {_sizes(tensor.order.shape)}]" for tensor in settled)
            raise refusal(node, f"{shapes} cannot be joined along axis {axis + 1}") from error
        return replace(self._joint(settled), order=order)

    def _over_one_size(self, node: onnx.NodeProto, tensors: Sequence[Tensor], axis: int) -> list[Tensor]:
        """Return tensors over steps of one height and width: pictures of what is cut, or else single elements."""
        if axis == 0 and len({tensor.order.shape[1:] for tensor in tensors}) == 1:
            try:
                return [self.pictures(tensor, node) for tensor in tensors]
            except Unprovable:
                pass  # they are no pictures, which what reads single elements does not mind
        return [self._flat(tensor, node) for tensor in tensors]

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
        fresh = Tensor.of(tuple(names), tensor.order, tensor.channels * tensor.area, 1)
        return replace(fresh, factor=np.concatenate(factors), offset=np.concatenate(offsets))

    def output(self, node: onnx.NodeProto, tensor: Tensor) -> tuple[str, bool, NDArray[np.int64]]:
        """Return the step whose sums are the tensor, whether one was added for that, and each element's place in it."""
        tensor = self.settled(tensor, node)
        channels = np.unique(tensor.order // tensor.area)
        if tensor.taken is None and np.unique(tensor.order).size != len(channels) * tensor.area:
            tensor = self.pictures(tensor, node)  # what is cut is taken out
        taken, order = tensor.taken, np.arange(tensor.order.size)
        if taken is None:
            taken, ranks = np.unique(tensor.order // tensor.area, return_inverse=True)
            order = ranks.reshape(-1) * tensor.area + tensor.order.reshape(-1) % tensor.area
            if order.size != len(taken) * tensor.area:
                raise refusal(
                    node, "the output has elements several times, and in another order; end the model before it"
                )
        step = self.linear(tensor.steps[0]) if len(tensor.steps) == 1 else None
        if step is not None and not step.depthwise:
            if np.array_equal(taken, np.arange(tensor.channels)):
                return step.name, False, order
            plane = None if step.plane is None else step.plane[taken]
            shape = (len(taken), *step.shape[1:])
            part = replace(step, weights=step.weights[taken], bias=step.bias[taken], plane=plane, shape=shape)
            return self._added(part), False, order
        _few_enough(node, len(taken) ** 2)
        weights = np.diag(tensor.factor[taken])[:, :, None, None]
        sources, weights = self._placed(node, tensor, taken, weights)
        shape = (len(taken), *self.shape(tensor.steps[0])[1:])
        bias, none = tensor.offset[taken], (0, 0, 0, 0)
        last = Weighted(f"{label(node)}/output", sources, weights, bias, (1, 1), none, False, shape)
        return self._added(last), True, order


def _at(places: NDArray[np.int64], count: int, weights: Floats) -> Floats:
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


def _whole_channels(tensor: Tensor) -> NDArray[np.int64]:
    taken = tensor.taken
    assert taken is not None, "pictures are of whole channels"
    return taken


def _few_enough(node: onnx.NodeProto, count: int) -> None:
    """Refuse a layer whose weights no proof has room for."""
    if count > 1 << MOST_BITS:
        raise refusal(
            node,
            f"it takes {count:,} weights, and a proof has room for {1 << MOST_BITS:,}; make it smaller,"
            " or end the model before it",
        )


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
