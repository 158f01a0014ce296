"""What hybrid routing saved: the book's own history, done as it was, all in this box, and all elsewhere.

The two other ways are told by the terms that the policy noted of every candidate at the time: price, energy and
expected latency of each picture on its own. What they would have cost in waiting, had everything gone one way, is said
by the share of the time in which the box would have been busy.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from gateway.config.routing import OWN_ENGINE
from gateway.routing import PriceTable

__all__ = ["RouteReport", "Way", "report"]


@dataclass(slots=True)
class Way:
    """A way to have the pictures looked at.

    Attributes:
        jobs: pictures that it answers.
        impossible: pictures that it has nobody for: they must not leave, or who could look was not fit.
        in_time: of the jobs, by the latency that was measured (as it was) or expected.
        cost_usd: price and energy, US dollars.
        energy_kwh: that the plant pays for.

    """

    jobs: int = 0
    impossible: int = 0
    in_time: int = 0
    cost_usd: float = 0.0
    energy_kwh: float = 0.0


@dataclass(slots=True)
class RouteReport:
    """The ways beside each other.

    Attributes:
        first_us, last_us: Unix µs of the first and last decision; 0 without any.
        ways: by name: ``hybrid``, ``local``, ``elsewhere``.
        by_worker: answers by who gave them.
        local_busy_s: seconds of inference that all of it takes in this box.
        offers_usd: those seconds by offer of the price table, US dollars.

    """

    first_us: int = 0
    last_us: int = 0
    ways: dict[str, Way] = field(default_factory=lambda: {name: Way() for name in ("hybrid", "local", "elsewhere")})
    by_worker: dict[str, int] = field(default_factory=dict)
    local_busy_s: float = 0.0
    offers_usd: dict[str, float] = field(default_factory=dict)


def report(path: Path, since_us: int, table: PriceTable, processor: str) -> RouteReport:
    """Read the book's decisions since a moment, oldest first.

    Args:
        path: of the book.
        since_us: Unix µs.
        table: prices of electricity and of processors.
        processor: of the table; what this box's seconds of inference are priced as at each offer.

    Raises:
        FileNotFoundError: there is no book at *path*.
        KeyError: *processor* is not in the table.
        sqlite3.Error: the book can't be read.

    """
    made = RouteReport()
    for at_us, worker, cost_usd, document in _decisions(path, since_us):
        made.first_us, made.last_us = made.first_us or at_us, at_us
        if worker is not None:
            made.by_worker[worker] = made.by_worker.get(worker, 0) + 1
        candidates: dict[str, dict[str, Any]] = {}
        for one in document["candidates"]:  # with the wanted model first
            if one["refused"] is None:
                candidates.setdefault(one["worker"], one)
        _as_it_was(made.ways["hybrid"], worker, cost_usd, document, candidates, table)
        own = candidates.pop(OWN_ENGINE, None)
        made.local_busy_s += 0.0 if own is None else own["service_s"]
        _as_expected(made.ways["local"], own, document["remaining_s"], table)
        cheapest = min(candidates.values(), key=lambda one: float(one["price_usd"] + one["energy_usd"]), default=None)
        _as_expected(made.ways["elsewhere"], cheapest, document["remaining_s"], table)
    made.offers_usd = {
        offer: made.local_busy_s / 3600 * table.per_hour_usd(offer, processor) for offer in table.h100_hour_usd
    }
    return made


def _as_it_was(
    way: Way,
    worker: str | None,
    cost_usd: float,
    document: Mapping[str, Any],
    candidates: Mapping[str, Mapping[str, Any]],
    table: PriceTable,
) -> None:
    if worker is None:
        way.impossible += 1
        return
    way.jobs += 1
    way.cost_usd += cost_usd
    took_ms = [one["ms"] for one in document["attempts"] if one["worker"] == worker and "ms" in one]
    way.in_time += bool(took_ms) and min(took_ms) <= document["remaining_s"] * 1e3
    for attempt in document["attempts"]:
        if attempt["worker"] in candidates:
            way.energy_kwh += _kwh(candidates[attempt["worker"]], table)


def _as_expected(way: Way, candidate: Mapping[str, Any] | None, remaining_s: float, table: PriceTable) -> None:
    if candidate is None:
        way.impossible += 1
        return
    way.jobs += 1
    way.cost_usd += candidate["price_usd"] + candidate["energy_usd"]
    way.energy_kwh += _kwh(candidate, table)
    way.in_time += candidate["latency95_s"] - candidate["margin_s"] <= remaining_s


def _kwh(candidate: Mapping[str, Any], table: PriceTable) -> float:
    price = table.electricity_usd_per_kwh
    return float(candidate["energy_usd"]) / price if price else 0.0


def _decisions(path: Path, since_us: int) -> Iterator[tuple[int, str | None, float, dict[str, Any]]]:
    if not path.exists():
        raise FileNotFoundError(path)
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        rows = db.execute(
            "SELECT at_us, worker, cost_usd, document FROM decision WHERE at_us >= ? ORDER BY at_us", (since_us,)
        )
        for at_us, worker, cost_usd, document in rows:
            yield at_us, worker, cost_usd, orjson.loads(document)
