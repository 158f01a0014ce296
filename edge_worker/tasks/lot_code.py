"""Printed lot codes and dates, by RapidOCR (extra ``[ocr]``), held against an expected pattern."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from edge_worker.runtime import RuntimeAbsent, onnx_runtime
from edge_worker.tasks.interface import Detection, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from edge_worker.layouts import LotCodeDecode

__all__ = ["LotCodeReader"]

_one_at_a_time = threading.Lock()
"""RapidOCR keeps state between its stages."""


@lru_cache(maxsize=1)
def _text_reader() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise RuntimeAbsent(
            "reading lot codes needs RapidOCR: install the extra, `pip install 'ciro-gateway[ocr]'`"
        ) from error
    onnx_runtime()
    return RapidOCR(
        params={
            "Global.log_level": "error",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


class LotCodeReader:
    """Reads ``lot-code``. Constructing it loads the text models; raises `RuntimeAbsent` without the extra."""

    def __init__(self, decode: LotCodeDecode) -> None:
        self._decode = decode
        self._pattern = None if decode.pattern is None else re.compile(decode.pattern)
        with _one_at_a_time:
            self._reader = _text_reader()

    def look(self, image: NDArray[np.uint8], thresholds: Mapping[str, float]) -> Verdict:
        """Decision: ``ok``, ``mismatch`` (text was read, but not the expected one) or ``unreadable``.

        The pattern may match one line, or all lines in reading order joined by single spaces. The threshold ``text``
        takes the place of the manifest's score_threshold.
        """
        least = thresholds.get("text", self._decode.score_threshold)
        with _one_at_a_time:
            found = self._reader(image)
        lines = []
        if found.boxes is not None:
            for points, text, score in zip(np.asarray(found.boxes), found.txts, found.scores, strict=True):
                low, high = points.min(axis=0), points.max(axis=0)
                box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
                if text.strip() and score >= least:
                    lines.append(Detection("text", float(score), box, text.strip()))
        lines.sort(key=lambda line: (line.box[1], line.box[0]))
        scores = {"text": max((line.score for line in lines), default=0.0)}
        return Verdict(self._decision([line.text or "" for line in lines]), tuple(lines), scores)

    def _decision(self, texts: list[str]) -> str:
        if not texts:
            return "unreadable"
        if self._pattern is None:
            return "ok"
        return "ok" if any(self._pattern.fullmatch(text) for text in (*texts, " ".join(texts))) else "mismatch"
