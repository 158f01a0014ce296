"""The values that simulated sensors report: slow process values and vibration windows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gateway.simulator.scenes.vibration import FAULTS, RANGE, window

__all__ = ["CURRENT", "HUMIDITY", "TEMPERATURE", "ProcessValue", "Signal", "Vibration"]

Values = dict[str, float | dict[str, float | list[float]]]


class Signal(Protocol):
    """What a sensor measures."""

    @property
    def kind(self) -> str:
        """The word that names it, also the sensor's name on the line."""

    @property
    def unit(self) -> str:
        """The unit of its values."""

    @property
    def samples_per_message(self) -> int:
        """How many samples one message carries."""

    def values(self, elapsed_s: float, rng: np.random.Generator, *, out_of_range: bool) -> Values:
        """Return the ``v`` object of one telemetry message."""


@dataclass(frozen=True, slots=True)
class ProcessValue:
    """A value that drifts slowly around its set point with some noise.

    Attributes:
        base, swing, period_s: centre and amplitude in *unit*, and the period of the drift.
        noise: standard deviation of one reading.
        absurd: a value that this place cannot have.

    """

    kind: str
    unit: str
    base: float
    swing: float
    period_s: float
    noise: float
    absurd: float
    samples_per_message: int = 1

    def values(self, elapsed_s: float, rng: np.random.Generator, *, out_of_range: bool) -> Values:
        """Return one reading under the name of its kind."""
        if out_of_range:
            return {self.kind: round(self.absurd + float(rng.normal(0, self.noise)), 3)}
        drift = self.swing * math.sin(2 * math.pi * elapsed_s / self.period_s)
        return {self.kind: round(self.base + drift + float(rng.normal(0, self.noise)), 3)}


TEMPERATURE = ProcessValue("temperature", "°C", base=62.0, swing=3.0, period_s=600.0, noise=0.08, absurd=640.0)
CURRENT = ProcessValue("current", "A", base=11.5, swing=1.8, period_s=45.0, noise=0.15, absurd=180.0)
HUMIDITY = ProcessValue("humidity", "%", base=46.0, swing=5.0, period_s=900.0, noise=0.2, absurd=140.0)


@dataclass(frozen=True, slots=True)
class Vibration:
    """An accelerometer on a machine: windows at *hz* samples a second, in m/s².

    A window shows a machine fault with probability *fault_share*, of a kind drawn from the generator's own.
    """

    hz: int = 1000
    seconds: float = 1.0
    fault_share: float = 0.05
    kind: str = "vibration"
    unit: str = "m/s²"

    @property
    def samples_per_message(self) -> int:
        """How many samples one window holds."""
        return round(self.hz * self.seconds)

    def values(self, elapsed_s: float, rng: np.random.Generator, *, out_of_range: bool) -> Values:
        """Return one window as ``{"accel": {"hz": …, "x": […]}}``; out of range is three times the sensor's range."""
        del elapsed_s
        fault = str(rng.choice(FAULTS)) if rng.random() < self.fault_share else None
        shown = window(rng, hz=self.hz, seconds=self.seconds, fault=fault)
        absurd = 3 * RANGE
        samples = np.where(shown.samples >= 0, absurd, -absurd) if out_of_range else shown.samples
        return {"accel": {"hz": self.hz, "x": np.round(samples, 4).tolist()}}
