"""Takes out what no step reads: channels that a Split or Slice left over, or that training has made useless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import INPUT, Factor, Multiplied, Pooled, Reshaped, Step, Weighted
from zkml.layers import Shape

__all__ = ["without_unread"]

_Mask = NDArray[np.bool_]


def without_unread(steps: Sequence[Step], shape: Shape) -> tuple[Step, ...]:
    """Return steps, of which the last is the output, without channels that none of them reads; *shape*: the input's."""
    channels = {INPUT: shape[0], **{step.name: step.shape[0] for step in steps}}
    read = {name: np.zeros(count, bool) for name, count in channels.items()}
    read[steps[-1].name][:] = True
    for step in reversed(steps):
        for part in _readers(step):
            first, count = 0, sum(channels[source] for source in part.sources)
            taken = _reads(part, read[step.name], count)
            for source in part.sources:
                last = first + channels[source]
                read[source] |= taken[first:last]
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


def _readers(step: Step) -> tuple[Pooled | Reshaped | Weighted | Factor, ...]:
    return step.factors if isinstance(step, Multiplied) else (step,)


def _reads(reader: Pooled | Reshaped | Weighted | Factor, read: _Mask, count: int) -> _Mask:
    """Return which of the *count* channels of its sources are read for those of a step that are read."""
    match reader:
        case Reshaped():
            return np.ones(count, bool)
        case Pooled() | Weighted(depthwise=True):
            return read
        case Weighted():
            return np.asarray(np.any(reader.weights[read] != 0, axis=(0, 2, 3)))
        case Factor():
            return np.asarray(np.isin(np.arange(count), reader.taken[read]))


def _part(step: Step, kept: dict[str, _Mask]) -> Step:
    """Return a step of the kept channels of its sources, with its own kept ones."""
    own = kept[step.name]
    shape = (int(own.sum()), *step.shape[1:])
    match step:
        case Reshaped():
            return step
        case Pooled():
            return replace(step, shape=shape)
        case Multiplied():
            first, second = (_factor(factor, own, kept) for factor in step.factors)
            return replace(step, factors=(first, second), shape=shape)
        case Weighted():
            inputs = np.ones(1, bool) if step.depthwise else _joined(step, kept)
            plane = None if step.plane is None else step.plane[own]
            return replace(step, weights=step.weights[own][:, inputs], bias=step.bias[own], plane=plane, shape=shape)


def _factor(factor: Factor, own: _Mask, kept: dict[str, _Mask]) -> Factor:
    places = np.cumsum(_joined(factor, kept)) - 1
    return replace(factor, taken=places[factor.taken[own]])


def _joined(reader: Weighted | Factor, kept: dict[str, _Mask]) -> _Mask:
    return np.concatenate([kept[source] for source in reader.sources])
