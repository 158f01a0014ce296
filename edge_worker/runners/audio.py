"""Machine-noise activity: what a machine is heard to do, half a second at a time.

The model is small: loudness in 32 bands and how it moves within half a second, one weight for each and each label. Its
weights are our own, trained by ``models/train_machine_noise.py`` on made-up sounds; it has heard no real machine.
"""

from __future__ import annotations

import io
import json
import wave
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from edge_worker.job_types import JobType
from edge_worker.runners.interface import Runner, RunnerJob, WrongJob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["LABELS", "LEAST_HZ", "WINDOW_S", "AudioActivity", "features", "read_wav"]

LABELS = ("quiet", "running", "impact", "leak")
WINDOW_S = 0.5
LEAST_HZ, MOST_HZ = 8_000.0, 192_000.0
_FRAMES = 16
_EDGES = np.geomspace(40.0, 4_000.0, 33)
_FLOOR = 1e-9  # -90 dB of full scale
_MOST_WINDOWS = 7_200
_WEIGHTS = Path(__file__).with_name("machine_noise.json")


class AudioActivity(Runner):
    """Labels each half second of a recording.

    Inputs: ``audio`` (BYTES ``[1]``: a WAV file, 16-bit PCM, channels are averaged), or ``window`` (FP64 ``[n]``, full
    scale is 1) with the parameter ``hz``; 8 to 192 kHz, half a second to an hour. Outputs, for each of m half seconds:
    ``labels`` (BYTES ``[m]``), ``scores`` (FP32 ``[m, 4]``, adding up to 1 in the order of ``names``), ``level`` (FP32
    ``[m]``, dB of full scale); and ``names`` (BYTES ``[4]``).
    """

    name: ClassVar[str] = "audio-activity"
    version: ClassVar[str] = "1"
    summary: ClassVar[str] = "machine noise as quiet, running, impact or leak, by a demonstration model"
    job_types: ClassVar[tuple[JobType, ...]] = (JobType.AUDIO_PROCESSING,)

    def run(self, job: RunnerJob) -> Mapping[str, NDArray[Any]]:
        """See the class."""
        samples, hz = read_wav(job.one("audio")) if "audio" in job.inputs else _window(job)
        if not LEAST_HZ <= hz <= MOST_HZ:
            raise WrongJob(f"the sound was sampled at {hz:g} Hz; {LEAST_HZ:g} to {MOST_HZ:g} Hz are understood")
        if not np.isfinite(samples).all() or np.abs(samples).max(initial=0.0) > 1.0:
            raise WrongJob("samples must be finite numbers from -1 to 1 (full scale)")
        size = round(hz * WINDOW_S)
        count = samples.size // size
        if not 1 <= count <= _MOST_WINDOWS:
            raise WrongJob(f"the sound lasts {samples.size / hz:.2f} s; {WINDOW_S} s to an hour are understood")
        windows = samples[: count * size].reshape(count, size)
        scores = _scores(np.stack([features(window, hz) for window in windows]))
        level = 10 * np.log10((windows**2).mean(axis=1) + _FLOOR)
        return {
            "labels": _texts([LABELS[best] for best in scores.argmax(axis=1)]),
            "scores": scores.astype(np.float32),
            "level": np.round(level, 1).astype(np.float32),
            "names": _texts(LABELS),
        }


def features(window: NDArray[np.float64], hz: float) -> NDArray[np.float64]:
    """Return 64 numbers of half a second: of 32 bands from 40 Hz to 4 kHz, in bels, the mean over time and the spread.

    Args:
        window: ``[n]``, full scale is 1.
        hz: at least 8,000.

    """
    frame = window.size // _FRAMES
    frames = window[: frame * _FRAMES].reshape(_FRAMES, frame) * np.hanning(frame)
    power = np.abs(np.fft.rfft(frames, axis=1)) ** 2 / frame**2
    at = np.fft.rfftfreq(frame, 1 / hz)
    nearest = np.abs(at[:, None] - np.sqrt(_EDGES[:-1] * _EDGES[1:])[None, :]).argmin(axis=0)
    bands = [
        power[:, (low <= at) & (at < high)].sum(axis=1) if ((low <= at) & (at < high)).any() else power[:, middle]
        for low, high, middle in zip(_EDGES[:-1], _EDGES[1:], nearest, strict=True)
    ]
    bels = np.log10(np.stack(bands, axis=1) + _FLOOR)
    return np.concatenate([bels.mean(axis=0), bels.std(axis=0)])


def read_wav(data: bytes) -> tuple[NDArray[np.float64], float]:
    """Return the samples, full scale is 1, and their rate; raises `WrongJob` when it is no 16-bit PCM in WAV."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            width, channels, hz = file.getsampwidth(), file.getnchannels(), float(file.getframerate())
            raw = file.readframes(file.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise WrongJob(f"input 'audio' is no WAV file of PCM samples: {error}") from error
    if width != 2 or channels < 1 or len(raw) % (2 * channels):
        raise WrongJob(f"input 'audio' has {8 * width} bits a sample; send 16")
    samples = np.frombuffer(raw, "<i2").reshape(-1, channels)
    return samples.mean(axis=1) / 32768.0, hz


def _window(job: RunnerJob) -> tuple[NDArray[np.float64], float]:
    array, hz = job.inputs.get("window"), job.parameters.get("hz")
    if array is None or array.dtype == object or array.ndim != 1:
        raise WrongJob("a sound is 'audio' (BYTES [1], a WAV file) or 'window' (FP64 [n]) with the parameter hz")
    if not isinstance(hz, int | float) or isinstance(hz, bool):
        raise WrongJob("input 'window' needs the parameter hz of the request: samples a second")
    return array.astype(np.float64), float(hz)


@cache
def _weights() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    document = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    if tuple(document["labels"]) != LABELS:
        raise ValueError(f"{_WEIGHTS.name} has the labels {document['labels']}")
    return np.array(document["weights"]), np.array(document["bias"])


def _scores(found: NDArray[np.float64]) -> NDArray[np.float64]:
    weights, bias = _weights()
    logits = found @ weights + bias
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(np.round(shares / shares.sum(axis=1, keepdims=True), 4))


def _texts(values: tuple[str, ...] | list[str]) -> NDArray[Any]:
    array = np.empty(len(values), object)
    array[:] = [value.encode() for value in values]
    return array
