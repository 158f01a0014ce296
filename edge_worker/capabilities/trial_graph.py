"""Graphs of one node that show what arithmetic this machine runs: written here, so that no file or library is needed.

The bytes are ONNX's protocol buffer, field numbers as in ``onnx.proto3``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["SIDE", "TRIALS", "graph", "inputs"]

SIDE = 32
"""Matrices are ``[32, 32]``: integer products on a GPU want multiples of four."""

_FLOAT, _INT8, _INT32, _HALF = 1, 3, 6, 10
TRIALS: Mapping[str, tuple[str, int, int, np.dtype[np.generic]]] = {
    "fp32": ("MatMul", _FLOAT, _FLOAT, np.dtype(np.float32)),
    "fp16": ("MatMul", _HALF, _HALF, np.dtype(np.float16)),
    "int8": ("MatMulInteger", _INT8, _INT32, np.dtype(np.int8)),
}
"""Operator, element types of inputs and output as ``TensorProto.DataType``, and numpy's type of the inputs."""


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    low = [value >> shift & 127 for shift in range(0, max(1, value.bit_length()), 7)]
    return bytes([*(part | 128 for part in low[:-1]), low[-1]])


def _tensor(name: str, kind: int) -> bytes:
    axis = _bytes(1, _number(1, SIDE))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, axis + axis)))


def graph(trial: str) -> bytes:
    """Return the model ``y = a · b`` of one trial."""
    operator, taken, given, _ = TRIALS[trial]
    node = _bytes(1, b"a") + _bytes(1, b"b") + _bytes(2, b"y") + _bytes(4, operator.encode())
    body = _bytes(1, node) + _bytes(2, b"trial") + _bytes(11, _tensor("a", taken)) + _bytes(11, _tensor("b", taken))
    return _number(1, 8) + _bytes(7, body + _bytes(12, _tensor("y", given))) + _bytes(8, _number(2, 17))


def inputs(trial: str) -> dict[str, NDArray[np.generic]]:
    """Return whole numbers from -2 to 2: products and sums of them are exact in every type."""
    numbers = np.random.default_rng(1).integers(-2, 3, (2, SIDE, SIDE))
    kind = TRIALS[trial][3]
    return {"a": numbers[0].astype(kind), "b": numbers[1].astype(kind)}
