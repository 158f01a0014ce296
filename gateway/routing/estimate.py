"""Smoothed measurements that notice a jump at once."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Estimate"]

PEAK = 2.0


@dataclass(slots=True)
class Estimate:
    """An exponentially weighted mean with its mean absolute deviation (Jacobson and Karels, 1988).

    Attributes:
        value: the mean, in the unit of the samples; a prior until there are some.
        deviation: mean absolute deviation.
        weight: of a new sample, 0…1.
        believes_peaks: whether a sample more than twice the mean replaces it.
        samples: how many there were.

    """

    value: float
    deviation: float = 0.0
    weight: float = 0.2
    samples: int = 0
    believes_peaks: bool = True

    def add(self, sample: float, off: float | None = None) -> None:
        """Take a sample. The first replaces the prior, and so does one more than twice the mean: a peak is believed.

        *off* is how far what was foretold was off; without it, how far the sample is off the mean.
        """
        off = abs(sample - self.value) if off is None else off
        if not self.samples:
            self.value, self.deviation = sample, min(max(self.deviation, 0.0), sample / 2)
        elif self.believes_peaks and sample > PEAK * self.value:
            self.value, self.deviation = sample, max(self.deviation, off / 2)
        else:
            self.value += self.weight * (sample - self.value)
            self.deviation += self.weight * (off - self.deviation)
        self.samples += 1
