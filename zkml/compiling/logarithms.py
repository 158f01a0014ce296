"""Products of tensors by tables: a product's logarithm is the sum of its factors'.

A logarithm is a byte, too: of a byte z, 255 + log2(z / 255) · 255 / 8 rounded, so that 255 stands for 1, and the
smallest bytes, which are eight octaves below, have 0. The sum of two, less 255, is the product's, and what falls below
0 is 0. Each rounding is one of a ratio, so a small product loses no more of itself than a large one; one with 0 is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zkml.compiling.float_graph import Factor, Floats
from zkml.compiling.values import Integers, Value

__all__ = ["EXPONENTIALS", "LOGARITHMS", "SHIFT", "Logarithms", "logarithms", "summed"]

_OCTAVES = 8

LOGARITHMS = np.zeros(256, np.uint8)
LOGARITHMS[1:] = np.rint(255 + np.log2(np.arange(1, 256) / 255) * 255 / _OCTAVES)

EXPONENTIALS = np.rint(255 * 2.0 ** (_OCTAVES * (np.arange(256) - 255) / 255)).astype(np.uint8)
EXPONENTIALS[0] = 0

SHIFT = 5
"""Of the layer that adds logarithms: its weights are 2^5."""

_NONE = -2.0 * 255
"""Added to the logarithms of a channel that is 0."""


@dataclass(frozen=True, slots=True)
class Logarithms:
    """What a layer adds for the positive or for the negative part of a factor.

    Attributes:
        sign: of the part.
        names: of the tensors of bytes whose logarithms it reads, joined along the channels.
        integers: these logarithms on the calibration inputs.
        taken: [out, in] 1 for the channel that is read.
        biases: [out] besides: a channel's own scale.

    """

    sign: int
    names: tuple[str, ...]
    integers: Integers
    taken: Floats
    biases: Floats


def logarithms(factor: Factor, values: Sequence[Value]) -> list[Logarithms]:
    """Return a factor's logarithms, of its positive part and of its negative one, relative to its largest step.

    *values* are those of its sources, of which none has two parts of one sign.
    """
    step, found = max(value.step for value in values), []
    firsts = np.cumsum([0, *(value.floats.shape[1] for value in values)])
    for wanted in (1, -1):
        read = [
            (name, integers, first, value)
            for first, value in zip(firsts, values, strict=False)
            for name, sign, integers in value.parts
            if sign == wanted
        ]
        if not read:
            continue
        taken, biases = [], np.full(len(factor.taken), _NONE)
        for _, integers, first, value in read:
            numbers = factor.taken[:, None] - first == np.arange(integers.shape[1])
            taken.append(numbers.astype(np.float64))
            biases[numbers.any(axis=1)] = np.log2(value.step / step) * 255 / _OCTAVES
        joined = np.concatenate([LOGARITHMS[integers].astype(np.int64) for _, integers, *_ in read], axis=1)
        names = tuple(name for name, *_ in read)
        found.append(Logarithms(wanted, names, joined, np.concatenate(taken, axis=1), biases))
    return found


def summed(first: Logarithms, second: Logarithms) -> tuple[NDArray[np.int8], NDArray[np.int32], Integers]:
    """Return weights and biases of the layer that adds logarithms, and its sums on the calibration inputs."""
    weights = (np.concatenate([first.taken, second.taken], axis=1) * 2**SHIFT).astype(np.int8)
    biases = np.rint((first.biases + second.biases - 255) * 2**SHIFT).astype(np.int32)
    read = np.concatenate([first.integers, second.integers], axis=1)
    sums = np.moveaxis(np.tensordot(weights.astype(np.float64), read.astype(np.float64), (1, 1)), 0, 1)
    return weights[:, :, None, None], biases, sums.astype(np.int64) + biases[None, :, None, None]
