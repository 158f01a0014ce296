"""Barcodes, QR and DataMatrix codes, by zxing-cpp; no model is needed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import zxingcpp

from edge_worker.tasks.interface import Detection, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from edge_worker.layouts import BarcodeDecode

__all__ = ["BarcodeReader"]


def _format_name(code: Any) -> str:
    return str(code.format).removeprefix("BarcodeFormat.").replace(" ", "").replace("-", "")


class BarcodeReader:
    """Reads ``barcode``; raises ValueError when a format's name is not known to zxing-cpp."""

    def __init__(self, decode: BarcodeDecode) -> None:
        self._decode = decode
        self._pattern = None if decode.pattern is None else re.compile(decode.pattern)
        self._options: dict[str, Any] = {
            "try_rotate": decode.try_harder,
            "try_downscale": decode.try_harder,
            "try_invert": decode.try_harder,
        }
        if decode.formats:
            try:
                self._options["formats"] = zxingcpp.barcode_formats_from_str(",".join(decode.formats))
            except ValueError as error:
                raise ValueError(f"barcode formats {', '.join(decode.formats)}: {error}") from error

    def look(self, image: NDArray[np.uint8], thresholds: Mapping[str, float]) -> Verdict:  # noqa: ARG002
        """Decision: ``missing`` or ``too_many`` codes, ``mismatch`` when a text is not as expected, else ``ok``.

        A code that was read passed its own error detection, so its score is 1.
        """
        detections = []
        for code in zxingcpp.read_barcodes(image, **self._options):
            position = code.position
            points = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
            across, down = [point.x for point in points], [point.y for point in points]
            box = (float(min(across)), float(min(down)), float(max(across)), float(max(down)))
            detections.append(Detection(_format_name(code), 1.0, box, code.text))
        detections.sort(key=lambda found: (found.box[1], found.box[0]))
        return Verdict(self._decision(detections), tuple(detections), {"count": float(len(detections))})

    def _decision(self, detections: list[Detection]) -> str:
        wrong = {"too_few": "missing"}
        count = self._decode.count.judge(len(detections))
        if count is not None:
            return wrong.get(count, count)
        pattern = self._pattern
        if pattern is not None and not all(pattern.fullmatch(found.text or "") for found in detections):
            return "mismatch"
        return "ok"
