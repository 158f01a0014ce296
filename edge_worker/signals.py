"""From a sampled signal to the input tensor, bit-exact: quantise, remove the mean, waveform or log spectrum.

Version 1. The only floating-point step before the tensor is ``round-half-even(sample × gain)``, which IEEE 754 fixes;
all that follows is integer arithmetic, so that the same samples give the same tensor on every machine.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from edge_worker.manifest import SignalInput

__all__ = ["SignalRefused", "integer_log2", "signal_tensor"]

RATE_TOLERANCE = 1e-3
_QUANTISED_LIMIT = (1 << 15) - 1
_TABLE_SCALE = 1 << 14
_LOG_STEPS = 8


class SignalRefused(ValueError):  # noqa: N818 - reads as what happened
    """A signal does not fit the model: wrong rate, too short, or not finite."""


@lru_cache(maxsize=8)
def _dft_tables(samples: int, first_bin: int, bins: int) -> NDArray[np.float64]:
    """Hann-windowed cosine and sine tables ``[samples, 2 × bins]``: integers, in steps of 2^-14.

    Entry = round(2^14 · w(n) · cos(2π·k·n/N)), w(n) = (1 − cos(2π·n/N)) / 2, angles reduced modulo N first.
    """
    turn_cos = np.array([cos(2 * pi * n / samples) for n in range(samples)])
    turn_sin = np.array([sin(2 * pi * n / samples) for n in range(samples)])
    window = (1 - turn_cos) / 2
    index = np.arange(samples)[:, None] * np.arange(first_bin, first_bin + bins)[None, :] % samples
    both = np.concatenate([turn_cos[index], turn_sin[index]], axis=1) * window[:, None]
    return np.rint(both * _TABLE_SCALE)


def integer_log2(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """``floor(8 × log2(v))`` up to the linear interpolation within an octave; 0 for v ≤ 1.

    With e = the index of the highest set bit, the result is 8·e + the three bits that follow it.
    """
    clipped = np.maximum(values, 1).astype(np.int64)
    exponent = np.zeros_like(clipped)
    rest = clipped.copy()
    for step in (32, 16, 8, 4, 2, 1):
        high = rest >= (np.int64(1) << np.int64(step))
        exponent += np.where(high, step, 0)
        rest = np.where(high, rest >> step, rest)
    following = np.where(exponent >= 3, clipped >> np.maximum(exponent - 3, 0), clipped << np.maximum(3 - exponent, 0))
    return _LOG_STEPS * exponent + (following & 7)


def _log_spectrum(quantised: NDArray[np.int64], spec: SignalInput) -> NDArray[np.int64]:
    bins = spec.bands * spec.band_bins
    # |q| < 2^15, |table| ≤ 2^14 and at most 2^14 samples: float64 holds every partial sum (< 2^43) exactly, in any
    # order, so the fast matrix product gives the integer result.
    parts = (quantised.astype(np.float64) @ _dft_tables(spec.samples, spec.first_bin, bins)).astype(np.int64)
    parts >>= 14
    cosine, sine = parts[:bins], parts[bins:]
    power = (cosine * cosine + sine * sine).reshape(spec.bands, spec.band_bins).sum(axis=1)
    return np.clip(integer_log2(power) - spec.floor, 0, 255)


def signal_tensor(samples: NDArray[np.float64], hz: float, spec: SignalInput) -> NDArray[Any]:
    """Make the input tensor of a signal's last window.

    Args:
        samples: ``[n]``, in the manifest's unit.
        hz: the rate at which they were taken.
        spec: the tensor that the model takes.

    Returns:
        The tensor, of shape ``spec.shape``, u8 or f32.

    Raises:
        SignalRefused: *hz* differs from the model's by more than 0.1 % (signals are never resampled silently), there
            are fewer samples than a window, or one is not finite.

    """
    if not abs(hz - spec.hz) <= RATE_TOLERANCE * spec.hz:
        raise SignalRefused(
            f"the signal was sampled at {hz:g} Hz, the model takes {spec.hz:g} Hz: "
            f"set the sensor to {spec.hz:g} Hz or choose a model made for {hz:g} Hz"
        )
    values = np.asarray(samples, np.float64)
    if values.ndim != 1 or values.shape[0] < spec.samples:
        raise SignalRefused(
            f"the signal holds {values.size} samples in shape {values.shape}, the model takes {spec.samples}: "
            f"send windows of at least {spec.samples / spec.hz:g} s"
        )
    values = values[-spec.samples :]
    if not np.isfinite(values).all():
        raise SignalRefused("the signal holds samples that are not finite numbers")
    scaled = np.rint(np.clip(values * spec.gain, -_QUANTISED_LIMIT, _QUANTISED_LIMIT))
    quantised = scaled.astype(np.int64)
    if spec.remove_mean:
        quantised -= (2 * int(quantised.sum()) + spec.samples) // (2 * spec.samples)
    if spec.transform == "log-spectrum":
        result = _log_spectrum(quantised, spec)
    elif spec.dtype == "u8":
        result = np.clip(quantised + 128, 0, 255)
    else:
        result = quantised
    if spec.dtype == "u8":
        return result.astype(np.uint8).reshape(spec.shape)
    normalised = result.astype(np.float32) * np.float32(spec.scale)
    normalised -= np.float32(spec.mean)
    normalised /= np.float32(spec.std)
    return normalised.reshape(spec.shape)
