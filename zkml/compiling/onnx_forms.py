"""Nodes that say which element is which: those that give a tensor another shape, or take a part of it.

A tensor's elements are numbered, in an array without the batch axis; what a node makes of the tensor is done to that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray

from zkml.compiling.onnx_nodes import attributes, listed, refusal

__all__ = ["FORMS", "rearranged"]

_Order = NDArray[np.int64]


def rearranged(
    node: onnx.NodeProto, order: _Order, operands: Sequence[NDArray[Any] | None], batch: int
) -> list[_Order]:
    """Return the elements of each output of a node that is one of `FORMS`.

    Args:
        node: whose first input is the tensor.
        order: its elements, without the batch axis.
        operands: the node's further inputs, None for those that are left out.
        batch: the number of items that the model fixes; 0: any.

    Raises:
        Unprovable: the batch axis does not stay, or nothing is left.

    """
    found = FORMS[node.op_type](_Rearrangement(node, order, operands, batch))
    if any(part.size == 0 for part in found):
        raise refusal(node, f"of [n, {listed(order.shape)}] it takes nothing; take the node out")
    return found


@dataclass(frozen=True, slots=True)
class _Rearrangement:
    node: onnx.NodeProto
    order: _Order
    operands: Sequence[NDArray[Any] | None]
    batch: int

    def transposed(self) -> list[_Order]:
        axes = list(attributes(self.node).get("perm", range(self.order.ndim, -1, -1)))
        if axes[0] != 0:
            raise refusal(self.node, "the batch axis must stay the first")
        return [self.order.transpose([axis - 1 for axis in axes[1:]])]

    def flattened(self) -> list[_Order]:
        if attributes(self.node).get("axis", 1) not in {1, -self.order.ndim}:
            raise refusal(self.node, "it must keep the batch axis (axis 1)")
        return [self.order.reshape(-1)]

    def reshaped(self) -> list[_Order]:
        return [self._in_form(self._given(0, "shape") or [])]

    def squeezed(self) -> list[_Order]:
        sizes, axes = [1, *self.order.shape], self._given(0, "axes")
        places = {axis % len(sizes) for axis in axes or []} or {i for i, size in enumerate(sizes) if i and size == 1}
        kept = [size for i, size in enumerate(sizes) if i and i not in places]
        return [self._in_form([-2] if 0 in places else [0, *kept])]

    def unsqueezed(self) -> list[_Order]:
        sizes, axes = [1, *self.order.shape], self._given(0, "axes") or []
        rank = len(sizes) + len(axes)
        places, rest = {axis % rank for axis in axes}, iter(sizes)
        wanted = [1 if i in places else next(rest) for i in range(rank)]
        return [self._in_form([-2] if 0 in places else wanted)]

    def sliced(self) -> list[_Order]:
        starts, ends, axes, steps = (self._given(i, name) for i, name in enumerate(("starts", "ends", "axes", "steps")))
        if starts is None or ends is None:
            raise refusal(self.node, "its starts and ends are missing")
        parts = [slice(None)] * self.order.ndim
        axes, steps = axes or list(range(len(starts))), steps or [1] * len(starts)
        for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
            place = axis % (self.order.ndim + 1) - 1
            if place < 0:
                if start != 0 or 0 < end < max(self.batch, 1) or end < 0 or step != 1:
                    raise refusal(self.node, "it takes some items of a batch; the batch axis must stay")
                continue
            before = step < 0 and end < -self.order.shape[place]  # ONNX's way to say: including the first
            parts[place] = slice(start, None if before else end, step)
        return [self.order[tuple(parts)]]

    def split(self) -> list[_Order]:
        count, place = len(self.node.output), self._place(attributes(self.node).get("axis", 0))
        size, sizes = self.order.shape[place], self._given(0, "split")
        if sizes is None:
            each = -(-size // count)
            sizes = [min(each, size - each * part) for part in range(count)]
        if sum(sizes) != size or len(sizes) != count:
            raise refusal(self.node, f"its parts {sizes} do not make {size}")
        return list(np.split(self.order, np.cumsum(sizes)[:-1], axis=place))

    def gathered(self) -> list[_Order]:
        indices = self.operands[0]
        if indices is None:
            raise refusal(self.node, "its indices must be a constant")
        return [self.order.take(indices, axis=self._place(attributes(self.node).get("axis", 0)))]

    def to_depth(self) -> list[_Order]:
        (channels, height, width), size = self.order.shape, attributes(self.node)["blocksize"]
        blocks = self.order.reshape(channels, height // size, size, width // size, size)
        return [blocks.transpose(2, 4, 0, 1, 3).reshape(-1, height // size, width // size)]

    def to_space(self) -> list[_Order]:
        (channels, height, width), size = self.order.shape, attributes(self.node)["blocksize"]
        if attributes(self.node).get("mode", b"DCR") == b"DCR":
            blocks = self.order.reshape(size, size, -1, height, width).transpose(2, 3, 0, 4, 1)
        else:
            blocks = self.order.reshape(-1, size, size, height, width).transpose(0, 3, 1, 4, 2)
        return [blocks.reshape(channels // size**2, height * size, width * size)]

    def _given(self, place: int, name: str) -> list[int] | None:
        """Return numbers that a node has as an input or, in older operator sets, as an attribute."""
        found = self.operands[place] if len(self.operands) > place else None
        if found is None:
            found = attributes(self.node).get(name)
        return None if found is None else [int(number) for number in np.reshape(found, -1)]

    def _place(self, axis: int) -> int:
        """Return an axis among those without the batch's."""
        place = axis % (self.order.ndim + 1) - 1
        if place < 0:
            raise refusal(self.node, "it takes some items of a batch; the batch axis must stay")
        return place

    def _in_form(self, wanted: list[int]) -> _Order:
        """Return the elements in another shape (with the batch axis; 0: as it was, -1: what is left)."""
        order = self.order
        sizes = [order.shape[i] if size == 0 and i < order.ndim else size for i, size in enumerate(wanted[1:])]
        fixed = prod(size for size in sizes if size != -1)
        if (
            wanted[:1] not in ([0], [-1], [1], [self.batch])
            or (wanted[0] == -1 and -1 in sizes)
            or sizes.count(-1) > 1
            or min(sizes, default=1) < -1
            or fixed == 0
            or (order.size % fixed if -1 in sizes else fixed != order.size)
        ):
            shape = f"[n, {listed(order.shape)}]"
            why = f"it makes {wanted} of {shape}; the batch axis must stay, and the number of elements"
            raise refusal(self.node, why)
        return order.reshape(sizes)


FORMS: dict[str, Callable[[_Rearrangement], list[_Order]]] = {
    "DepthToSpace": _Rearrangement.to_space,
    "Flatten": _Rearrangement.flattened,
    "Gather": _Rearrangement.gathered,
    "Reshape": _Rearrangement.reshaped,
    "Slice": _Rearrangement.sliced,
    "SpaceToDepth": _Rearrangement.to_depth,
    "Split": _Rearrangement.split,
    "Squeeze": _Rearrangement.squeezed,
    "Transpose": _Rearrangement.transposed,
    "Unsqueeze": _Rearrangement.unsqueezed,
}
