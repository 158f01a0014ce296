"""Layers over tensors, as steps: convolutions, sums and products, pools, and what is joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import prod

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.compiling.float_graph import Clamp, Curve, Factor, Floats, Multiplied, Pooled, Reshaped, Weighted
from zkml.compiling.onnx_nodes import Window, label, listed, refusal
from zkml.compiling.steps import Steps, placed_at, require_room
from zkml.compiling.tensor import Tensor, changes_nothing
from zkml.errors import Unprovable
from zkml.layers import Shape

__all__ = ["Layers"]

_PLAIN: Window = ((1, 1), (1, 1), (0, 0, 0, 0))
"""Each element by itself."""


class Layers(Steps):
    """Steps to which layers are added."""

    # Convolutions.

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
        _, stride, pads = geometry
        shape = (len(weights), *_windowed(self.shape(sources[0]), geometry))
        name = self._added(Weighted(label(node), sources, weights, bias, stride, pads, alone, shape, plane))
        return self._of((name,), shape[: like.order.ndim])

    def dense(self, node: onnx.NodeProto, tensor: Tensor, weights: Floats, bias: Floats) -> Tensor:
        """Add a layer [out, in] over all elements of a tensor, in its order."""
        tensor = self.settled(tensor, node)
        if weights.shape[1] != tensor.order.size:
            raise refusal(node, f"its weights are for {weights.shape[1]} inputs, and there are {tensor.order.size}")
        require_room(node, tensor.channels * tensor.area * len(weights))
        placed = placed_at(tensor.order.reshape(-1), tensor.channels * tensor.area, weights)
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

    # Sums and products.

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
            plain = changes_nothing(factor, offset)
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
                sizes = " and ".join(f"[n, {listed(other.order.shape)}]" for other in tensors)
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

    # Pools.

    def pooled(self, node: onnx.NodeProto, tensor: Tensor, maximum: bool, geometry: Window) -> Tensor:
        """Add a pool of each step; factors and offsets stay as they are."""
        kernel, stride, pads = geometry
        if np.any(tensor.factor <= 0) if maximum else any(pads) and np.any(tensor.offset != 0):
            one, zero = np.ones(tensor.channels), np.zeros(tensor.channels)
            tensor = replace(tensor, steps=self._made(node, tensor), factor=one, offset=zero)
        taken, names = _whole_channels(tensor), []
        for name in tensor.steps:
            shape = (self.shape(name)[0], *_windowed(self.shape(name), geometry))
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

    # Several tensors as one.

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
            shapes = ", ".join(f"[n, {listed(tensor.order.shape)}]" for tensor in settled)
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
        require_room(node, len(taken) ** 2)
        weights = np.diag(tensor.factor[taken])[:, :, None, None]
        sources, weights = self._placed(node, tensor, taken, weights)
        shape = (len(taken), *self.shape(tensor.steps[0])[1:])
        bias, none = tensor.offset[taken], (0, 0, 0, 0)
        last = Weighted(f"{label(node)}/output", sources, weights, bias, (1, 1), none, False, shape)
        return self._added(last), True, order


def _whole_channels(tensor: Tensor) -> NDArray[np.int64]:
    taken = tensor.taken
    assert taken is not None, "pictures are of whole channels"
    return taken


def _windowed(shape: Shape, geometry: Window) -> tuple[int, int]:
    """Return the rows and columns of windows over a step's."""
    (_, height, width), (kernel, stride, pads) = shape, geometry
    rows = (height + pads[0] + pads[2] - kernel[0]) // stride[0] + 1
    return rows, (width + pads[1] + pads[3] - kernel[1]) // stride[1] + 1


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
