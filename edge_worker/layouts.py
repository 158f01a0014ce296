"""The ``decode`` block of a manifest: how a model's output tensors are to be read, one class per layout.

A block is told apart by its ``layout``; each layout belongs to one task (`TASK_OF_LAYOUT`). Every scale is
multiplied onto the raw output first, so that integer models (int32 logits) and float models are read alike.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "TASK_OF_LAYOUT",
    "AnomalyMapDecode",
    "BarcodeDecode",
    "BoxesDecode",
    "ClassScores",
    "ClassesDecode",
    "CountRange",
    "Decode",
    "DetectionDecode",
    "GridDecode",
    "LotCodeDecode",
    "SsdDecode",
    "Task",
    "WindowClassesDecode",
    "WindowScoreDecode",
    "YoloDecode",
]

Task = Literal["classification", "detection", "anomaly_map", "timeseries", "barcode", "lot_code"]


class _Block(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class ClassScores(_Block):
    """One score per label: output ``[1, C]`` (further axes of length 1 are allowed).

    Attributes:
        output: name of the output; None: the only or first one.
        activation: ``softmax`` over the scaled logits, ``sigmoid`` for a single logit of two labels (the second
            label's probability) or independent labels, ``none`` when the output is probabilities already.
        scale: multiplied onto the raw output before the activation (integer logits carry their scale here).

    """

    output: str | None = None
    activation: Literal["softmax", "sigmoid", "none"] = "softmax"
    scale: float = Field(1.0, gt=0)


class ClassesDecode(ClassScores):
    """One score per label of a picture."""

    layout: Literal["classes"]


class CountRange(_Block):
    """How many objects a good picture shows; None is unbounded on that side."""

    least: int | None = Field(None, ge=0)
    most: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.least is not None and self.most is not None and self.least > self.most:
            raise ValueError(f"count: least {self.least} is above most {self.most}")
        return self

    def judge(self, number: int) -> Literal["too_few", "too_many"] | None:
        """Return what is wrong with *number*, or None."""
        if self.least is not None and number < self.least:
            return "too_few"
        if self.most is not None and number > self.most:
            return "too_many"
        return None


class BoxesDecode(_Block):
    """What all detection layouts share.

    Attributes:
        score_threshold: boxes below are dropped before suppression, unless the manifest's or the caller's
            thresholds name the label.
        iou_threshold: of two boxes that overlap by more (intersection over union), the weaker one is dropped.
        class_agnostic: suppress across labels.
        max_detections: the strongest that are kept.
        decide: ``report``: the decision is always "ok", boxes are information; ``defects``: the strongest box's
            label is the decision unless it is in *good_labels* ("ok" when no box is left); ``count``: "ok" when
            the number of boxes lies within *count*, else ``too_few`` or ``too_many``.

    """

    score_threshold: float = Field(0.25, ge=0, le=1)
    iou_threshold: float = Field(0.45, ge=0, le=1)
    class_agnostic: bool = False
    max_detections: int = Field(300, ge=1, le=10_000)
    decide: Literal["report", "defects", "count"] = "report"
    good_labels: tuple[str, ...] = ()
    count: CountRange | None = None

    @model_validator(mode="after")
    def _count_is_given(self) -> Self:
        if (self.decide == "count") != (self.count is not None):
            raise ValueError("decide 'count' needs a count range, and only that one uses it")
        return self


class YoloDecode(BoxesDecode):
    """The YOLO family; N is the number of candidates, C of labels.

    - ``yolov5``: ``[1, N, 5+C]``: cx, cy, w, h, objectness, class scores (also v7).
    - ``yolov8``: ``[1, 4+C, N]``: cx, cy, w, h, class scores (also v9, v11; ``[1, N, 4+C]`` is recognised).
    - ``yolox``: ``[1, N, 5+C]`` before the grid decode; N = the cells of *strides*, in this order.
    - ``yolo-nms``: ``[1, N, 6]`` or ``[N, 6]``: x0, y0, x1, y1, score, class index; suppressed in the model
      (v10, v26). ``[N, 7]`` is read as v7's "end2end": batch index, x0, y0, x1, y1, class index, score.

    Attributes:
        output: name of the output; None: the only or first one.
        coordinates: ``pixels`` of the model's input, or ``normalised`` to 0…1.
        activation: ``sigmoid`` when class scores and objectness come as logits.
        strides: of the feature maps (``yolox`` only), in pixels of the model's input.

    """

    layout: Literal["yolov5", "yolov8", "yolox", "yolo-nms"]
    output: str | None = None
    coordinates: Literal["pixels", "normalised"] = "pixels"
    activation: Literal["none", "sigmoid"] = "none"
    strides: tuple[int, ...] = (8, 16, 32)


class SsdDecode(BoxesDecode):
    """SSD-like detectors with decoded boxes: boxes ``[1, N, 4]`` and scores.

    Attributes:
        boxes: name of the output with the boxes.
        scores: name of the output with scores ``[1, N]`` (then *classes* is needed or there is one label) or
            ``[1, N, C]`` (one column per label, with the background first if *background*).
        classes: name of the output with class indices ``[1, N]``.
        number: name of the output with the count of valid boxes ``[1]``; None: all N.
        order: ``xyxy`` or TensorFlow's ``yxyx``.
        coordinates: ``normalised`` to 0…1 or ``pixels`` of the model's input.
        background: whether class index 0 is the background (labels then start at index 1).
        suppress: False when the model has suppressed overlapping boxes itself.

    """

    layout: Literal["ssd"]
    boxes: str
    scores: str
    classes: str | None = None
    number: str | None = None
    order: Literal["xyxy", "yxyx"] = "xyxy"
    coordinates: Literal["normalised", "pixels"] = "normalised"
    activation: Literal["none", "sigmoid", "softmax"] = "none"
    background: bool = False
    suppress: bool = True


class GridDecode(BoxesDecode):
    """A single-scale centre map ``[1, K, H, W]``, one cell per stride of the input (stride = input width / W).

    Channels, in this order: C label maps (raw × *score_scale*, then *activation*), then, if *offsets*, dx and dy
    (raw × *offset_scale*: displacement of the box centre from the cell's centre, in pixels of the model's
    input), then, if *sizes*, w and h (raw × *size_scale*, in pixels of the model's input). The channels may come
    in several outputs of equal H×W, joined in the order of *outputs*. A cell is a candidate when it is the
    maximum of its *peak_window* × *peak_window* neighbourhood (the first in row order among equals).

    Attributes:
        outputs: names of the outputs to join; empty: the only one.
        fixed_size: width and height in pixels of the model's input, needed without *sizes*.

    """

    layout: Literal["grid"]
    outputs: tuple[str, ...] = ()
    activation: Literal["sigmoid", "none"] = "sigmoid"
    score_scale: float = Field(1.0, gt=0)
    offsets: bool = True
    offset_scale: float = Field(1.0, gt=0)
    sizes: bool = True
    size_scale: float = Field(1.0, gt=0)
    fixed_size: tuple[float, float] | None = None
    peak_window: int = Field(3, ge=1, le=15)

    @model_validator(mode="after")
    def _has_size(self) -> Self:
        if self.sizes == (self.fixed_size is not None):
            raise ValueError("layout 'grid' needs either predicted sizes or a fixed_size, and not both")
        if self.peak_window % 2 == 0:
            raise ValueError(f"peak_window must be odd, got {self.peak_window}")
        return self


class AnomalyMapDecode(_Block):
    """An anomaly score map ``[1, 1, H, W]`` (or ``[1, H, W]``, ``[H, W]``), higher is stranger.

    Attributes:
        map_output: name of the map; None: the output with the most elements.
        score_output: name of the picture's score ``[1]``; None: the mean of the *top_cells* strongest cells.
        scale, offset: score = raw × scale + offset, for map and score alike.
        top_cells: how many cells the score is the mean of, when the model gives no score.
        cell_threshold: regions of cells at or above it become boxes; None: the picture's threshold.

    The threshold is the manifest's for the label that isn't ok; labels are (ok, defect).
    """

    layout: Literal["score-map"]
    map_output: str | None = None
    score_output: str | None = None
    scale: float = Field(1.0, gt=0)
    offset: float = 0.0
    top_cells: int = Field(1, ge=1)
    cell_threshold: float | None = None


class WindowScoreDecode(_Block):
    """An anomaly score of a signal's window; labels are (ok, anomaly), the threshold is the latter's.

    Attributes:
        output: name of the output; None: the only or first one.
        score: ``value``: the output's only element; ``reconstruction``: the mean absolute difference between
            output and input tensor; ``max`` and ``mean`` of the output's elements.
        activation: of the scaled value.
        scale, offset: score = activation(raw × scale + offset).

    """

    layout: Literal["window-score"]
    output: str | None = None
    score: Literal["value", "reconstruction", "max", "mean"] = "value"
    activation: Literal["none", "sigmoid"] = "none"
    scale: float = Field(1.0, gt=0)
    offset: float = 0.0


class WindowClassesDecode(ClassScores):
    """One score per label of a signal's window."""

    layout: Literal["window-classes"]


def _check_regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


class BarcodeDecode(_Block):
    """Barcodes, QR and DataMatrix codes; decision ``ok``, ``mismatch``, ``missing`` or ``too_many``.

    Attributes:
        formats: names as zxing-cpp writes them (``QRCode``, ``DataMatrix``, ``EAN13``, ``Code128``…); empty: all.
        pattern: regular expression that a code's text must match in full; None: any text.
        count: how many codes a good picture shows.
        try_harder: slower search (rotated, inverted, downscaled).

    """

    layout: Literal["barcode"]
    formats: tuple[str, ...] = ()
    pattern: Annotated[str, AfterValidator(_check_regex)] | None = None
    count: CountRange = CountRange(least=1)
    try_harder: bool = True


class LotCodeDecode(_Block):
    """Printed lot codes and dates; decision ``ok``, ``mismatch``, ``unreadable``.

    Attributes:
        pattern: regular expression that a read line must match in full (spaces are removed at both ends);
            None: any text that is read is ok.
        score_threshold: lines read with less confidence count as unread.

    """

    layout: Literal["lot-code"]
    pattern: Annotated[str, AfterValidator(_check_regex)] | None = None
    score_threshold: float = Field(0.5, ge=0, le=1)


DetectionDecode = YoloDecode | SsdDecode | GridDecode

Decode = Annotated[
    ClassesDecode
    | YoloDecode
    | SsdDecode
    | GridDecode
    | AnomalyMapDecode
    | WindowScoreDecode
    | WindowClassesDecode
    | BarcodeDecode
    | LotCodeDecode,
    Field(discriminator="layout"),
]

TASK_OF_LAYOUT: dict[str, Task] = {
    "classes": "classification",
    "yolov5": "detection",
    "yolov8": "detection",
    "yolox": "detection",
    "yolo-nms": "detection",
    "ssd": "detection",
    "grid": "detection",
    "score-map": "anomaly_map",
    "window-score": "timeseries",
    "window-classes": "timeseries",
    "barcode": "barcode",
    "lot-code": "lot_code",
}
