"""What all views share: levels, series, histograms."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Histogram", "Level", "NamedSeries", "Series", "View"]


class Level(StrEnum):
    """How good something is. Shown as colour, icon and text together, never as colour alone."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    PROBLEM = "problem"
    OFF = "off"

    @property
    def rank(self) -> int:
        """Place among the levels when the worst comes first, from 0."""
        return _RANKS[self]


_RANKS = {Level.PROBLEM: 0, Level.WARNING: 1, Level.INFO: 2, Level.OK: 3, Level.OFF: 4}


class View(BaseModel):
    """Base of all views: immutable, and strict about unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Series(View):
    """A signal on a regular grid: ``values[i]`` is about ``start + i * step_s`` Unix seconds; None is a gap."""

    start: float = Field(description="Unix seconds of the first value")
    step_s: float = Field(gt=0, description="seconds between two values")
    values: tuple[float | None, ...]


class NamedSeries(View):
    """One line of a chart."""

    name: str
    series: Series


class Histogram(View):
    """Counts by value: ``counts[i]`` values were at most ``bounds[i]``; the last count is of those above all bounds."""

    bounds: tuple[float, ...] = Field(description="upper edges, ascending")
    counts: tuple[int, ...] = Field(description="one more than bounds")
