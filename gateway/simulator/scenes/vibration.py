"""The vibration of an electric motor's bearing housing, as an accelerometer reports it: sound, or with a fault."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["FAULTS", "RANGE", "SPEEDS", "SensorShift", "Window", "window"]

FAULTS = ("outer_race", "imbalance", "looseness", "saturation")
"""What can be wrong: pitting of the bearing's outer race, imbalance, loose feet, a sensor driven to its limits."""

SPEEDS = (20.0, 48.0)
"""Speed of the shaft in turns a second: least, most."""

RANGE = 78.4532
"""The accelerometer's range in m/s²: ±8 g."""

_OUTER_RACE = 3.585
"""Balls that pass a point of the outer race in a turn: 9 balls, their diameter 0.203 of the pitch, no contact angle."""

_RESONANCE = 340.0
"""The housing's own frequency in Hz."""

_Samples = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SensorShift:
    """How the mounting and the surroundings differ from the nominal ones, which the model was trained under.

    Attributes:
        gain: factor on all that the sensor measures (a softer or stiffer mount).
        noise: standard deviation of added broad-band noise in m/s².
        neighbour: amplitude in m/s² of another machine's vibration that reaches the sensor.

    """

    gain: float = 1.0
    noise: float = 0.0
    neighbour: float = 0.0

    @classmethod
    def draw(cls, rng: np.random.Generator, strength: float = 1.0) -> SensorShift:
        """Draw a shift: gain off by up to 25 %, noise of 0.05 to 0.20 m/s², a neighbour of up to 0.15 m/s².

        *strength* scales all of it; 0 is no shift. Strength 1 is the shift that the model's floor is held under.
        """
        return cls(
            gain=float(np.exp(strength * rng.uniform(-0.25, 0.25))),
            noise=strength * rng.uniform(0.05, 0.20),
            neighbour=strength * rng.uniform(0.0, 0.15),
        )


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of signal.

    Attributes:
        samples: float64 [n] in m/s².
        fault: one of `FAULTS`, or None.

    """

    samples: _Samples
    fault: str | None


def window(
    rng: np.random.Generator,
    hz: float = 1000.0,
    seconds: float = 1.0,
    fault: str | None = None,
    shift: SensorShift | None = None,
    speed: float | None = None,
    load: float | None = None,
) -> Window:
    """Return a window of vibration.

    Args:
        rng: everything random comes from it.
        hz: sampling rate, at least 800 (the housing's resonance has to lie below half of it).
        seconds: length.
        fault: one of `FAULTS`; None: a sound motor.
        shift: departure from the nominal mounting and surroundings; None: none.
        speed: of the shaft in turns a second; None: drawn from `SPEEDS`.
        load: 0 (idling) to 1 (rated); None: drawn.

    Raises:
        ValueError: *fault* is unknown, *hz* too low or *seconds* not positive.

    """
    if fault is not None and fault not in FAULTS:
        raise ValueError(f"fault is None or one of {', '.join(FAULTS)}; got {fault!r}")
    if hz < 800 or seconds <= 0:
        raise ValueError(
            f"a window needs at least 800 samples a second and a positive length; got {hz} Hz, {seconds} s"
        )
    time = np.arange(round(hz * seconds)) / hz
    speed = float(rng.uniform(*SPEEDS)) if speed is None else speed
    load = float(rng.uniform(0.1, 1.0)) if load is None else load
    # Speed wanders a little within a window, as a motor's does under load.
    turns = speed * time + 0.004 * speed * np.sin(2 * np.pi * rng.uniform(0.3, 1.5) * time + rng.uniform(0, 6.3))
    signal: _Samples = _running(rng, time, turns, speed, load)
    signal += _ringing(rng, rng.normal(0, 1, time.size), hz) * (0.05 + 0.04 * load)
    signal += rng.normal(0, rng.uniform(0.02, 0.04), time.size)
    if fault == "imbalance":
        signal += _imbalance(rng, turns, speed)
    elif fault == "outer_race":
        signal += _outer_race(rng, turns, hz, load)
    elif fault == "looseness":
        signal += _looseness(rng, turns)
    if shift is not None:
        hum = np.sin(2 * np.pi * rng.uniform(*SPEEDS) * time + rng.uniform(0, 6.3))
        signal = shift.gain * signal + shift.neighbour * hum + rng.normal(0, shift.noise, time.size)
    if fault == "saturation":
        signal = _saturate(rng, signal)
    return Window(np.clip(signal, -RANGE, RANGE), fault)


def _running(rng: np.random.Generator, time: _Samples, turns: _Samples, speed: float, load: float) -> _Samples:
    """Return what a sound motor does: residual imbalance, misalignment, the fan's blades and the mains' hum."""
    residual = 0.16 * (speed / 30) ** 2 * np.exp(rng.normal(0, 0.15))
    signal = residual * _tone(rng, turns)
    for order, share in ((2, 0.45), (3, 0.22), (4, 0.10), (7, 0.30)):
        signal = signal + residual * share * (0.5 + 0.8 * load) * np.exp(rng.normal(0, 0.2)) * _tone(rng, order * turns)
    hum = (0.06 + 0.10 * load) * np.exp(rng.normal(0, 0.15))
    return np.asarray(signal + hum * _tone(rng, 100 * time) + 0.3 * hum * _tone(rng, 200 * time), np.float64)


def _tone(rng: np.random.Generator, cycles: _Samples) -> _Samples:
    """Return a sine of the given running count of cycles at a random phase."""
    return np.asarray(np.sin(2 * np.pi * cycles + rng.uniform(0, 2 * np.pi)), np.float64)


def _ringing(rng: np.random.Generator, push: _Samples, hz: float) -> _Samples:
    """Return the housing's response to *push*: a damped resonance of 30 ms or so."""
    frequency = _RESONANCE * np.exp(rng.normal(0, 0.01))
    decay = 0.004 * np.exp(rng.normal(0, 0.1))
    after = np.arange(round(0.04 * hz)) / hz
    response = np.exp(-after / decay) * np.sin(2 * np.pi * frequency * after)
    ringing: _Samples = np.convolve(push, response)[: push.size]
    return ringing


def _imbalance(rng: np.random.Generator, turns: _Samples, speed: float) -> _Samples:
    """Return the pull of a lost balancing weight or of dirt on the fan: once a turn, growing with speed squared."""
    return rng.uniform(0.7, 1.8) * (speed / 30) ** 2 * _tone(rng, turns)


def _outer_race(rng: np.random.Generator, turns: _Samples, hz: float, load: float) -> _Samples:
    """Return the blow of each ball on a pit in the outer race, which makes the housing ring."""
    passed = _OUTER_RACE * turns + rng.uniform(0, 1)
    blows = np.flatnonzero(np.diff(np.floor(passed)) > 0)
    push = np.zeros(turns.size)
    strength = rng.uniform(1.2, 4.0) * (0.6 + 0.4 * load)
    push[blows] = strength * np.exp(rng.normal(0, 0.2, blows.size))
    return _ringing(rng, push, hz)


def _looseness(rng: np.random.Generator, turns: _Samples) -> _Samples:
    """Return a foot that lifts and knocks: many multiples of the speed, and halves of it."""
    strength = rng.uniform(0.16, 0.45)
    signal = np.zeros(turns.size)
    for half_order in (1, 3, 5, *range(2, 19, 2)):
        share = strength * (0.7 if half_order % 2 else 1.0) * 0.88 ** (half_order / 2)
        signal += share * np.exp(rng.normal(0, 0.25)) * _tone(rng, half_order / 2 * turns)
    return signal


def _saturate(rng: np.random.Generator, signal: _Samples) -> _Samples:
    """Return the signal as an amplifier with a wrong gain gives it: many times too large, cut off at both ends."""
    limit = rng.uniform(0.2, 1.0) * RANGE
    saturated: _Samples = np.clip(signal * (limit / np.quantile(np.abs(signal), rng.uniform(0.35, 0.8))), -limit, limit)
    return saturated
