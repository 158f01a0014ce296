"""Classification of a picture or of a signal's window: one score per label, thresholds from costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.costs import decide
from edge_worker.tasks.interface import Context, OutputMismatch, Verdict, pick_output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.layouts import ClassScores

__all__ = ["ClassReader", "sigmoid", "softmax"]


def sigmoid(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return 1 / (1 + e^-x) without overflow."""
    result: NDArray[np.float64] = 0.5 * (1 + np.tanh(0.5 * np.asarray(values, np.float64)))
    return result


def softmax(values: NDArray[Any], axis: int = -1) -> NDArray[np.float64]:
    """Return e^x / Σ e^x along *axis* without overflow."""
    wide = np.asarray(values, np.float64)
    powers: NDArray[np.float64] = np.exp(wide - wide.max(axis=axis, keepdims=True))
    result: NDArray[np.float64] = powers / powers.sum(axis=axis, keepdims=True)
    return result


class ClassReader:
    """Reads ``classes`` and ``window-classes``."""

    def __init__(self, decode: ClassScores, labels: Sequence[str], ok_label: str | None) -> None:
        self._decode = decode
        self._labels = tuple(labels)
        self._ok_label = ok_label

    def read(self, outputs: Mapping[str, NDArray[Any]], context: Context) -> Verdict:
        """Scores are probabilities by label; the decision follows `costs.decide`."""
        raw = pick_output(outputs, self._decode.output)
        values = raw.reshape(-1).astype(np.float64) * self._decode.scale
        if self._decode.activation == "softmax":
            values = softmax(values) if values.size > 1 else values
        elif self._decode.activation == "sigmoid":
            values = sigmoid(values)
        if values.size == 1 and len(self._labels) == 2 and self._decode.activation != "softmax":
            values = np.array([1 - values[0], values[0]])
        if values.size != len(self._labels):
            raise OutputMismatch(
                f"output of shape {list(raw.shape)} holds {raw.size} values for {len(self._labels)} labels"
            )
        scores = {label: float(value) for label, value in zip(self._labels, values, strict=True)}
        return Verdict(decide(scores, self._ok_label, context.thresholds), scores=scores)
