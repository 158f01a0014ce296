"""Anomaly score of a signal's window (classes of windows are read by ``classification.ClassReader``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.costs import DEFAULT_THRESHOLD
from edge_worker.tasks.classification import sigmoid
from edge_worker.tasks.interface import Context, OutputMismatch, Verdict, pick_output

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from edge_worker.layouts import WindowScoreDecode

__all__ = ["WindowScoreReader"]


class WindowScoreReader:
    """Reads ``window-score``."""

    def __init__(self, decode: WindowScoreDecode, labels: Sequence[str]) -> None:
        self._decode = decode
        self._ok, self._anomaly = labels

    def read(self, outputs: Mapping[str, NDArray[Any]], context: Context) -> Verdict:
        """Decide for the anomaly's label from its threshold on."""
        score = self._score(pick_output(outputs, self._decode.output), context.tensor)
        threshold = context.thresholds.get(self._anomaly, DEFAULT_THRESHOLD)
        return Verdict(self._anomaly if score >= threshold else self._ok, scores={self._anomaly: score})

    def _score(self, raw: NDArray[Any], tensor: NDArray[Any]) -> float:
        decode = self._decode
        values = raw.astype(np.float64)
        if decode.score == "value":
            if values.size != 1:
                raise OutputMismatch(f"layout 'window-score' needs an output of one value, got {list(raw.shape)}")
            score = values.reshape(-1)[0]
        elif decode.score == "reconstruction":
            if values.size != tensor.size:
                raise OutputMismatch(
                    f"a reconstruction needs an output like the input {list(tensor.shape)}, got {list(raw.shape)}"
                )
            score = np.abs(values.reshape(-1) - tensor.reshape(-1)).mean()
        else:
            score = values.max() if decode.score == "max" else values.mean()
        score = score * decode.scale + decode.offset
        return float(sigmoid(np.asarray(score))) if decode.activation == "sigmoid" else float(score)
