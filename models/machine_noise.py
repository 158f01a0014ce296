"""Made-up sounds of machines, half a second each: what the audio runner's model is trained and tested on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from edge_worker.runners.audio import LABELS, WINDOW_S

__all__ = ["sound"]

HZ = 16_000


def sound(rng: np.random.Generator, label: str, hz: int = HZ) -> NDArray[np.float64]:
    """Return half a second of a machine that does *label*, full scale is 1, in a hall with noise of its own."""
    size = round(hz * WINDOW_S)
    time = np.arange(size) / hz
    found = _coloured(rng, size, hz, rng.uniform(0.5, 1.5)) * _gain(rng.uniform(-75, -55))
    if label == "running" or (label in {"impact", "leak"} and rng.random() < 0.3):
        quieter = 0 if label == "running" else 15
        found = found + _motor(rng, time, hz) * _gain(rng.uniform(-42, -14) - quieter)
    if label == "impact":
        found = found + _knocks(rng, time) * _gain(rng.uniform(-24, -4))
    if label == "leak":
        found = found + _hiss(rng, size, hz) * _gain(rng.uniform(-42, -16))
    assert label in LABELS
    return np.clip(found, -1.0, 1.0)


def _gain(decibels: float) -> float:
    return float(10 ** (decibels / 20))


def _unit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return values / (np.sqrt((values**2).mean()) + 1e-12)


def _coloured(rng: np.random.Generator, size: int, hz: int, slope: float) -> NDArray[np.float64]:
    """Noise whose power falls with frequency to the power of *slope*."""
    spectrum = np.fft.rfft(rng.normal(size=size))
    at = np.maximum(np.fft.rfftfreq(size, 1 / hz), 20.0)
    return _unit(np.fft.irfft(spectrum * at ** (-slope / 2), size))


def _motor(rng: np.random.Generator, time: NDArray[np.float64], hz: int) -> NDArray[np.float64]:
    """Harmonics of a shaft and of its gears, and the noise of its fan."""
    shaft = rng.uniform(15, 120)
    teeth = int(rng.integers(11, 40))
    orders = [*range(1, int(rng.integers(4, 20))), teeth, 2 * teeth]
    tones = sum(
        rng.uniform(0.2, 1)
        * order ** -rng.uniform(0.2, 0.8)
        * np.sin(2 * np.pi * (order * shaft * time + rng.random()))
        for order in orders
        if order * shaft < hz / 2
    )
    fan = _coloured(rng, time.size, hz, rng.uniform(0.8, 2.0))
    return _unit(_unit(np.asarray(tones)) + fan * rng.uniform(0.1, 0.8))


def _knocks(rng: np.random.Generator, time: NDArray[np.float64]) -> NDArray[np.float64]:
    """One to five blows that ring; the loudest reaches full scale."""
    found = np.zeros_like(time)
    for at in rng.uniform(0.02, WINDOW_S - 0.06, int(rng.integers(1, 6))):
        after = np.maximum(time - at, 0.0)
        ring = sum(np.sin(2 * np.pi * rng.uniform(200, 3800) * after) for _ in range(3))
        found += (time >= at) * np.exp(-after / rng.uniform(0.004, 0.03)) * ring * rng.uniform(0.4, 1)
    return found / (np.abs(found).max() + 1e-12)


def _hiss(rng: np.random.Generator, size: int, hz: int) -> NDArray[np.float64]:
    """Steady noise that rises from a kilohertz or two on."""
    spectrum = np.fft.rfft(rng.normal(size=size))
    at = np.fft.rfftfreq(size, 1 / hz)
    corner = rng.uniform(800, 2500)
    return _unit(np.fft.irfft(spectrum * at**2 / (at**2 + corner**2), size))
