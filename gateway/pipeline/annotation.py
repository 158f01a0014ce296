"""The annotated snapshot: the picture with what was found drawn on it, small enough to be retained at the broker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_worker import Detection

__all__ = ["SnapshotRate", "annotate"]

MOST_BYTES = 100_000
LONGEST_SIDE = 640
MOST_DEVICES = 20_000
_OK = (80, 175, 76)
_NOT_OK = (60, 60, 235)
_INK = (255, 255, 255)


def annotate(image: NDArray[np.uint8], detections: Iterable[Detection], decision: str, *, ok: bool) -> bytes:
    """Draw boxes and the decision on a copy of *image* (BGR, uint8, [h, w, 3]); return a JPEG of at most 100 kB."""
    height, width = image.shape[:2]
    scale = min(1.0, LONGEST_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    canvas: NDArray[np.uint8] = np.ascontiguousarray(
        cv2.resize(image, size, interpolation=cv2.INTER_AREA) if scale < 1 else image.copy(), np.uint8
    )
    colour = _OK if ok else _NOT_OK
    for found in detections:
        x0, y0, x1, y1 = (round(v * scale) for v in found.box)
        cv2.rectangle(canvas, (x0, y0), (x1, y1), colour, 2)
        _label(canvas, f"{found.label} {found.score:.2f}", (x0, max(14, y0)), colour)
    _label(canvas, _plain(decision), (0, 18), colour)
    while True:
        for quality in (85, 70, 50, 30):
            done, jpeg = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, quality])
            if done and jpeg.size <= MOST_BYTES:
                return bytes(jpeg)
        # Nothing but noise is this large: half the size in both directions is a quarter of it.
        halves = (max(1, canvas.shape[1] // 2), max(1, canvas.shape[0] // 2))
        canvas = np.asarray(cv2.resize(canvas, halves, interpolation=cv2.INTER_AREA), np.uint8)


class SnapshotRate:
    """Bounds the rate of snapshots of each device; a picture that is not ok may come four times as soon. Thread-safe.

    Args:
        interval_s: least time between two snapshots of a device, seconds.
        clock: monotonic seconds.

    """

    def __init__(self, interval_s: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval_s, self._clock = interval_s, clock
        self._lock = threading.Lock()
        self._last: dict[str, float] = {}

    def due(self, device: str, *, ok: bool) -> bool:
        """Whether a snapshot may be made now; if so, it counts as made."""
        with self._lock:
            now = self._clock()
            interval = self._interval_s if ok else self._interval_s / 4
            if device in self._last and now - self._last[device] < interval:
                return False
            if len(self._last) >= MOST_DEVICES:
                self._last.clear()
            self._last[device] = now
            return True


def _label(canvas: NDArray[np.uint8], text: str, corner: tuple[int, int], colour: tuple[int, int, int]) -> None:
    (width, height), below = cv2.getTextSize(_plain(text), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 1)
    x, y = corner
    cv2.rectangle(canvas, (x, y - height - below), (x + width + 6, y + below), colour, cv2.FILLED)
    cv2.putText(canvas, _plain(text), (x + 3, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, _INK, 1, cv2.LINE_AA)


def _plain(text: str) -> str:
    """OpenCV's stroke fonts know ASCII only."""
    return text.encode("ascii", "replace").decode()[:60]
