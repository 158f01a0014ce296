"""Takes out what no step reads: channels that a Split or Slice left over, or that training has made useless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import INPUT, Pooled, Reshaped, Step, Weighted
from zkml.layers import Shape

__all__ = ["without_unread"]

_Mask = NDArray[np.bool_]


def without_unread(steps: Sequence[Step], shape: Shape) -> tuple[Step, ...]:
    """Return steps, of which the last is the output, without channels that none of them reads; *shape*: the input's."""
    channels = {INPUT: shape[0], **{step.name: step.shape[0] for step in steps}}
    read = {name: np.zeros(count, bool) for name, count in channels.items()}
    read[steps[-1].name][:] = True
    for step in reversed(steps):
        first = 0
        for source in step.sources:
            last = first + channels[source]
            read[source] |= _reads(step, read[step.name], slice(first, last))
            first = last
    kept, found = {INPUT: np.ones(shape[0], bool)}, []
    for step in steps:
        own = read[step.name] if np.any(read[step.name]) else np.ones(channels[step.name], bool)
        if _by_channel(step):
            own = kept[step.sources[0]]  # its source's channels, which others may read, too
        kept[step.name] = np.ones(channels[step.name], bool) if isinstance(step, Reshaped) else own
        found.append(_part(step, kept))
    return tuple(found)


def _by_channel(step: Step) -> bool:
    """Tell whether a step makes each channel of its only source to one."""
    return isinstance(step, Pooled) or (isinstance(step, Weighted) and step.depthwise)


def _reads(step: Step, read: _Mask, own: slice) -> _Mask:
    """Return which channels of a source a step reads, if of its own channels those are read."""
    if isinstance(step, Reshaped):
        return np.ones(own.stop - own.start, bool)
    if isinstance(step, Weighted) and not step.depthwise:
        return np.asarray(np.any(step.weights[read, own] != 0, axis=(0, 2, 3)))
    return read


def _part(step: Step, kept: dict[str, _Mask]) -> Step:
    """Return a step of the kept channels of its sources, with its own kept ones."""
    own = kept[step.name]
    if isinstance(step, Reshaped):
        return step
    shape = (int(own.sum()), *step.shape[1:])
    if isinstance(step, Pooled):
        return replace(step, shape=shape)
    inputs = np.ones(1, bool) if step.depthwise else np.concatenate([kept[source] for source in step.sources])
    plane = None if step.plane is None else step.plane[own]
    return replace(step, weights=step.weights[own][:, inputs], bias=step.bias[own], plane=plane, shape=shape)
