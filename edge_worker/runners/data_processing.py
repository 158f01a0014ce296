"""Data processing: statistics, cleaning, resampling and windows of a series, in plain arithmetic."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from edge_worker.job_types import JobType
from edge_worker.runners.interface import Runner, RunnerJob, WrongJob

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["DataProcessing"]

_QUANTILES = (0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0)
_OUTLIER = 3.5
_MOST_POINTS = 10_000_000


class DataProcessing(Runner):
    """One operation on ``values``, FP64 ``[n]``, chosen by the parameter ``operation``; NaN is a missing value.

    ``statistics`` (default): ``count`` of the values, ``missing``, ``mean``, ``deviation`` (population), ``rms``, and
    ``quantiles`` at 0, 5, 25, 50, 75, 95 and 100 %. ``clean``: missing values and outliers (beyond 3.5 modified
    z-scores: Iglewicz & Hoaglin, 1993) are put on the line between their neighbours; ``replaced`` is 1 there.
    ``resample``: to the number of points in the input ``points`` (INT64 ``[1]``), on straight lines. ``windows``: mean,
    least and most of each run of ``points`` values; a last run that is shorter is left out.
    """

    name: ClassVar[str] = "data-processing"
    version: ClassVar[str] = "1"
    summary: ClassVar[str] = "statistics, cleaning, resampling and windows of a series"
    job_types: ClassVar[tuple[JobType, ...]] = (JobType.DATA_PROCESSING,)

    def run(self, job: RunnerJob) -> Mapping[str, NDArray[Any]]:
        """See the class."""
        operations = {
            "statistics": _statistics,
            "clean": _clean,
            "resample": _resample,
            "windows": _windows,
        }
        wanted = job.parameters.get("operation", "statistics")
        if wanted not in operations:
            raise WrongJob(f"parameter operation is {wanted!r}, it can be {', '.join(operations)}")
        return operations[wanted](_values(job), job)


def _values(job: RunnerJob) -> NDArray[np.float64]:
    array = job.inputs.get("values")
    if array is None or array.dtype == object or array.ndim != 1 or not array.size:
        raise WrongJob("input 'values' must be numbers of shape [n], at least one")
    values = array.astype(np.float64)
    if np.isinf(values).any():
        raise WrongJob("input 'values' holds an infinite number; a missing one is NaN")
    if np.isnan(values).all():
        raise WrongJob("input 'values' holds no number, only missing ones")
    return values


def _points(job: RunnerJob, most: int) -> int:
    array = job.inputs.get("points")
    if array is None or array.size != 1 or array.dtype.kind not in "iu" or not 1 <= int(array.reshape(-1)[0]) <= most:
        raise WrongJob(f"input 'points' must be one whole number from 1 to {most}")
    return int(array.reshape(-1)[0])


def _statistics(values: NDArray[np.float64], _: RunnerJob) -> Mapping[str, NDArray[Any]]:
    present = np.sort(values[~np.isnan(values)])
    mean = math.fsum(present) / present.size  # exact sums: the same on every machine, whatever its vector width
    square = math.fsum(present * present) / present.size
    spread = present - mean
    return {
        "count": np.array([present.size]),
        "missing": np.array([values.size - present.size]),
        "mean": np.array([mean]),
        "deviation": np.array([math.sqrt(math.fsum(spread * spread) / present.size)]),
        "rms": np.array([math.sqrt(square)]),
        "quantiles": np.quantile(present, _QUANTILES),
    }


def _clean(values: NDArray[np.float64], _: RunnerJob) -> Mapping[str, NDArray[Any]]:
    middle = np.nanmedian(values)
    spread = np.nanmedian(np.abs(values - middle))
    with np.errstate(invalid="ignore"):
        wrong = np.isnan(values) | (0.6745 * np.abs(values - middle) > _OUTLIER * spread if spread else False)
    at = np.arange(values.size)
    return {"values": np.interp(at, at[~wrong], values[~wrong]), "replaced": wrong.astype(np.uint8)}


def _resample(values: NDArray[np.float64], job: RunnerJob) -> Mapping[str, NDArray[Any]]:
    points = _points(job, _MOST_POINTS)
    present = ~np.isnan(values)
    at = np.arange(values.size)
    return {"values": np.interp(np.linspace(0, values.size - 1, points), at[present], values[present])}


def _windows(values: NDArray[np.float64], job: RunnerJob) -> Mapping[str, NDArray[Any]]:
    points = _points(job, values.size)
    if np.isnan(values).any():
        raise WrongJob("input 'values' lacks some: clean it first (operation 'clean')")
    runs = values[: values.size // points * points].reshape(-1, points)
    means = np.array([math.fsum(run) / points for run in runs])
    return {"mean": means, "least": runs.min(axis=1), "most": runs.max(axis=1)}
