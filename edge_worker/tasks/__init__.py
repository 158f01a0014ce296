"""One file per task behind one small interface (``interface.py``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from edge_worker.layouts import (
    AnomalyMapDecode,
    BarcodeDecode,
    ClassesDecode,
    LotCodeDecode,
    WindowClassesDecode,
    WindowScoreDecode,
)
from edge_worker.tasks.anomaly_map import AnomalyMapReader
from edge_worker.tasks.classification import ClassReader
from edge_worker.tasks.detection import BoxReader
from edge_worker.tasks.interface import Context, Detection, OutputMismatch, PictureReader, Reader, Verdict
from edge_worker.tasks.timeseries import WindowScoreReader

if TYPE_CHECKING:
    from edge_worker.manifest import Manifest

__all__ = [
    "Context",
    "Detection",
    "OutputMismatch",
    "PictureReader",
    "Reader",
    "Verdict",
    "picture_reader_for",
    "reader_for",
]


def picture_reader_for(manifest: Manifest) -> PictureReader | None:
    """Return the reader of a task that looks at the pixels itself; None for the tasks that run an ONNX model.

    Raises:
        RuntimeAbsent: the task needs an extra that is not installed.
        ValueError: the manifest asks for something the library does not know.

    """
    if isinstance(manifest.decode, BarcodeDecode):
        from edge_worker.tasks.barcode import BarcodeReader

        return BarcodeReader(manifest.decode)
    if isinstance(manifest.decode, LotCodeDecode):
        from edge_worker.tasks.lot_code import LotCodeReader

        return LotCodeReader(manifest.decode)
    return None


def reader_for(manifest: Manifest) -> Reader:
    """Return the reader of a task that runs an ONNX model."""
    decode = manifest.decode
    if isinstance(decode, BarcodeDecode | LotCodeDecode):
        raise TypeError(f"task {manifest.task!r} runs no ONNX model")
    if isinstance(decode, ClassesDecode | WindowClassesDecode):
        return ClassReader(decode, manifest.labels, manifest.ok_label)
    if isinstance(decode, WindowScoreDecode):
        return WindowScoreReader(decode, manifest.labels)
    assert manifest.input is not None
    assert manifest.input.kind == "image"
    size = manifest.input.width, manifest.input.height
    if isinstance(decode, AnomalyMapDecode):
        return AnomalyMapReader(decode, manifest.labels, size)
    return BoxReader(decode, manifest.labels, manifest.ok_label, size)
