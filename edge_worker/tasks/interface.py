"""What every task gives: a reader that turns a model's outputs into a verdict on the picture or window.

To add a task: a layout in ``layouts.py``, a file here with a `Reader`, and its line in ``reader_for``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from edge_worker.preprocessing import Placement

__all__ = ["Context", "Detection", "OutputMismatch", "PictureReader", "Reader", "Verdict", "pick_output"]


class OutputMismatch(ValueError):  # noqa: N818 - reads as what happened
    """A model's outputs do not have the shape that its manifest's layout describes."""


@dataclass(frozen=True, slots=True)
class Detection:
    """Something found at a place.

    Attributes:
        label: what it is.
        score: 0…1 (anomaly regions: the map's own scale).
        box: x0, y0, x1, y1 in pixels of the original frame.
        text: what a code or a printed line says; None where nothing is read.

    """

    label: str
    score: float
    box: tuple[float, float, float, float]
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a task makes of one picture or window.

    Attributes:
        decision: a label; the good one is the manifest's ok_label or "ok".
        detections: strongest first.
        scores: by label or by name of the quantity.
        anomaly_map: float32 ``[h, w]``, one value per cell of the model's map.

    """

    decision: str
    detections: tuple[Detection, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    anomaly_map: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may need beside the outputs.

    Attributes:
        tensor: the input tensor that was run.
        thresholds: in force, by label.
        placement: where the picture lies in the input; None for signals.

    """

    tensor: NDArray[Any]
    thresholds: Mapping[str, float]
    placement: Placement | None = None


class Reader(Protocol):
    """Reads the outputs of a model. Stateless: several threads use one reader."""

    def read(self, outputs: Mapping[str, NDArray[Any]], context: Context) -> Verdict:
        """Turn outputs into a verdict; raises `OutputMismatch` when they do not have the layout's shape."""


class PictureReader(Protocol):
    """A task that needs no ONNX model: it looks at the pixels itself. Thread-safe."""

    def look(self, image: NDArray[np.uint8], thresholds: Mapping[str, float]) -> Verdict:
        """Judge a BGR picture ``[h, w, 3]``."""


def pick_output(outputs: Mapping[str, NDArray[Any]], name: str | None) -> NDArray[Any]:
    """Return the output called *name*, or the first one when *name* is None."""
    if name is None:
        return next(iter(outputs.values()))
    if name not in outputs:
        raise OutputMismatch(f"the model has no output {name!r}, only {', '.join(outputs)}")
    return outputs[name]
