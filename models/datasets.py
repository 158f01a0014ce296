"""Data sets of generated scenes, as the product sees them: encoded, decoded and preprocessed by its own code.

Sample *i* of seed *s* comes from ``numpy.random.default_rng([s, i])``, so that a part of a set is the beginning of the
whole, whatever the number of processes. Seeds: training 1, validation 2, held out 3, held out and shifted 4.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from edge_worker.manifest import ImageInput, Preprocessing, SignalInput
from edge_worker.picture import decode
from edge_worker.preprocessing import image_tensor
from edge_worker.signals import signal_tensor
from gateway.simulator.scenes import Box, LightShift, parts, surface, vibration

__all__ = [
    "HELD_OUT",
    "HELD_OUT_SHIFTED",
    "JPEG_QUALITY",
    "TRAINING",
    "VALIDATION",
    "PartsSample",
    "SurfaceSample",
    "VibrationSample",
    "draw",
    "jpeg",
    "parts_sample",
    "surface_sample",
    "tensor",
    "vibration_sample",
    "window_tensor",
]

Sample = TypeVar("Sample")

TRAINING, VALIDATION, HELD_OUT, HELD_OUT_SHIFTED = 1, 2, 3, 4

JPEG_QUALITY = 85
"""What the simulated cameras send at."""


@dataclass(frozen=True, slots=True)
class SurfaceSample:
    """A JPEG file of a surface and its label."""

    jpeg: bytes
    label: str


@dataclass(frozen=True, slots=True)
class PartsSample:
    """A JPEG file of parts on a belt and a box around each."""

    jpeg: bytes
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class VibrationSample:
    """A window of vibration in m/s² at 1 kHz and the fault it shows, if any."""

    samples: NDArray[np.float64]
    fault: str | None


def jpeg(image: NDArray[np.uint8], quality: int = JPEG_QUALITY) -> bytes:
    """Encode a picture (BGR) as a camera would."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"OpenCV cannot encode a picture of shape {image.shape} as JPEG")
    return bytes(data)


def tensor(data: bytes, spec: ImageInput, preprocessing: Preprocessing) -> NDArray[np.uint8]:
    """Return the input tensor, u8 [1, channels, height, width], that the product makes of a JPEG file."""
    made, _ = image_tensor(decode(data), spec, preprocessing)
    return np.asarray(made, np.uint8)


def surface_sample(seed: int, index: int, *, strength: float = 0.0) -> SurfaceSample:
    """Return sample *index*; labels take turns. *strength* of the shift of light and noise: 0 is none."""
    rng = np.random.default_rng([seed, index])
    label = surface.LABELS[index % len(surface.LABELS)]
    scene = surface.render(rng, label, shift=LightShift.draw(rng, strength) if strength else None)
    return SurfaceSample(jpeg(scene.image), scene.label)


def parts_sample(seed: int, index: int, *, strength: float = 0.0) -> PartsSample:
    """Return sample *index*. *strength* of the shift of light and noise: 0 is none."""
    rng = np.random.default_rng([seed, index])
    scene = parts.render(rng, shift=LightShift.draw(rng, strength) if strength else None)
    return PartsSample(jpeg(scene.image), scene.boxes)


def vibration_sample(seed: int, index: int, *, strength: float = 0.0, faults: bool = True) -> VibrationSample:
    """Return sample *index*: every other one is sound, the faults take turns; without *faults* all are sound."""
    rng = np.random.default_rng([seed, index])
    fault = vibration.FAULTS[index // 2 % len(vibration.FAULTS)] if faults and index % 2 else None
    shift = vibration.SensorShift.draw(rng, strength) if strength else None
    made = vibration.window(rng, fault=fault, shift=shift)
    return VibrationSample(made.samples, made.fault)


def window_tensor(samples: NDArray[np.float64], spec: SignalInput) -> NDArray[np.uint8]:
    """Return the input tensor, u8, that the product makes of a window at the model's rate."""
    return np.asarray(signal_tensor(samples, spec.hz, spec), np.uint8)


def draw(make: Callable[..., Sample], seed: int, count: int, processes: int = 1, **options: object) -> list[Sample]:
    """Return samples 0 to *count* − 1 of *seed*, made by *processes* processes."""
    one = partial(make, seed, **options)
    if processes == 1:
        return [one(index) for index in range(count)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_single_thread) as pool:
        return list(pool.map(one, range(count), chunksize=16))


def _single_thread() -> None:
    cv2.setNumThreads(1)
