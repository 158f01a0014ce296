"""What the charts draw, and the sentence that says the same in words. Drawn by the page's own script.

A chart's data is a small JSON object in the attribute ``data-chart`` of its element; ``kind`` picks the drawing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from gateway.page.formats import amount, count, duration, milliseconds, plural
from gateway.page.view import CameraView, DayStrip, Histogram, NamedSeries, PipelineView, Series, SignalView

__all__ = ["day", "day_words", "latency", "latency_words", "rates", "rates_words", "strip", "strip_words"]


def strip(signal: SignalView) -> dict[str, Any]:
    """Return the strip chart of a signal: line, plausible range, alarms."""
    series = signal.series
    assert series is not None
    return {
        "kind": "strip",
        "unit": signal.unit,
        **_grid(series),
        "low": signal.low,
        "high": signal.high,
        "marks": [[mark.start, mark.end, str(mark.level), mark.title] for mark in signal.marks],
    }


def strip_words(signal: SignalView) -> str:
    """Return what a strip chart shows, in words."""
    values = [v for v in signal.series.values if v is not None] if signal.series else []
    if signal.series is None or not values:
        return f"{signal.name}: no values yet"
    stretch = duration(len(signal.series.values) * signal.series.step_s)
    words = (
        f"{signal.name}, last {stretch}: between {amount(min(values), signal.unit)} and "
        f"{amount(max(values), signal.unit)}, now {amount(values[-1], signal.unit)}"
    )
    if not signal.marks:
        return words
    titles = ", ".join(dict.fromkeys(mark.title for mark in signal.marks))
    return f"{words}; {plural(len(signal.marks), 'alarm')} marked: {titles}"


def day(strip_of_day: DayStrip) -> dict[str, Any]:
    """Return the 24-hour strip of a camera."""
    return {
        "kind": "day",
        "start": strip_of_day.start,
        "step": strip_of_day.step_s,
        "ok": strip_of_day.ok,
        "bad": strip_of_day.not_ok,
    }


def day_words(camera: CameraView) -> str:
    """Return what a 24-hour strip shows, in words."""
    if camera.day is None:
        return "no results in the last 24 hours"
    good, bad = sum(camera.day.ok), sum(camera.day.not_ok)
    return f"last 24 hours: {plural(good + bad, 'result')}, {count(bad)} of them not ok"


def latency(histogram: Histogram, pipeline: PipelineView) -> dict[str, Any]:
    """Return the latency histogram with its percentiles."""
    marks = [["p50", pipeline.p50_ms], ["p95", pipeline.p95_ms], ["p99", pipeline.p99_ms]]
    return {
        "kind": "histogram",
        "bounds": histogram.bounds,
        "counts": histogram.counts,
        "marks": [mark for mark in marks if mark[1] is not None],
    }


def latency_words(histogram: Histogram, pipeline: PipelineView) -> str:
    """Return what the latency histogram shows, in words."""
    return (
        f"Latency of {plural(sum(histogram.counts), 'result')}: half within {milliseconds(pipeline.p50_ms)}, "
        f"95 of 100 within {milliseconds(pipeline.p95_ms)}, 99 of 100 within {milliseconds(pipeline.p99_ms)}"
    )


def rates(lines: Iterable[NamedSeries]) -> dict[str, Any]:
    """Return a chart of rates: one line a series."""
    return {
        "kind": "lines",
        "unit": "/s",
        "lines": [{"name": line.name, **_grid(line.series)} for line in lines],
    }


def rates_words(title: str, lines: Iterable[NamedSeries]) -> str:
    """Return what a chart of rates shows, in words."""
    parts = []
    for line in lines:
        values = [v for v in line.series.values if v is not None]
        if values:
            parts.append(f"{line.name} now {amount(values[-1], '/s')}, at most {amount(max(values), '/s')}")
    return f"{title}: {'; '.join(parts) or 'nothing yet'}"


def _grid(series: Series) -> dict[str, Any]:
    return {"start": round(series.start, 3), "step": series.step_s, "values": _rounded(series.values)}


def _rounded(values: Iterable[float | None]) -> list[float | None]:
    """Return *values* with four significant digits: what a chart can show, in a third of the bytes."""
    return [None if v is None or not math.isfinite(v) else float(f"{v:.4g}") for v in values]
