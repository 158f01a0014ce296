"""Routing on a simulated fleet: every load, shape of load and fault, many seeds, against three rivals and two oracles.

The router is the product's own, in simulated time. Nothing here depends on this machine but how long it takes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import facts
from benchmarks.processes import ROOT
from benchmarks.report import Report
from benchmarks.routing_outcomes import Kept, WorldKey
from benchmarks.routing_rivals import RIVALS
from benchmarks.routing_simulator import HybridRouter, Result, Simulation
from benchmarks.routing_world import DEADLINE_S, FAULTS, LOADS, SHAPES, make_world

__all__ = ["RoutingOptions", "run"]

HYBRID = "hybrid"
ROUTERS = (*RIVALS, HYBRID)
DECIDING = ("least loaded", "latency oracle", HYBRID)  # whom the targets are about
SLO, ORACLE_SLO, COST_RATIO, COST_UP_TO = 99.5, 99.7, 0.9, 0.8
T95 = 1.96

Cell = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class RoutingOptions:
    """How `routing` runs.

    Attributes:
        seeds: worlds of each load, shape and fault.
        seconds: simulated, of each world.
        processes: at a time.
        loads, shapes, faults: the cells; all combinations.
        routers: who routes them; `DECIDING` at least.
        kept: a file that keeps each world's outcome: a sweep that was interrupted goes on from it. None: none.
        picture: where the picture of the regret goes when all cells and routers were run; None: nowhere.

    """

    seeds: int = 30
    seconds: float = 15.0
    processes: int = 1
    loads: tuple[float, ...] = LOADS
    shapes: tuple[str, ...] = SHAPES
    faults: tuple[str, ...] = FAULTS
    routers: tuple[str, ...] = ROUTERS
    kept: Path | None = None
    picture: Path | None = ROOT / "docs" / "images" / "routing-regret.svg"

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return (self.loads, self.shapes, self.faults, self.routers) == (LOADS, SHAPES, FAULTS, ROUTERS)


def run(options: RoutingOptions, directory: Path) -> Report:
    """Run every world and hold the outcome against the targets."""
    report = Report(
        "routing",
        "Jobs answered rightly within their deadline (%), and US dollars per million of those; means over the faults",
        ["load, shape", *options.routers],
        facts(directory),
    )
    found = _found(options)
    _table(report, options, found)
    _targets(report, found)
    if options.picture is not None and options.is_whole:
        _draw(found, options.picture)
        report.notes.append(f"Picture: {options.picture.name}")
    report.notes.append(
        f"{options.seeds} seeds, {options.seconds:g} simulated seconds each, deadline {DEADLINE_S:g} s; "
        "the oracles know the future, obey residency and trust, and choose for one job at a time."
    )
    report.raw["cells"] = [
        {"load": load, "shape": shape, "fault": fault, "router": name, "results": [asdict(r) for r in results]}
        for (load, shape, fault), routers in found.items()
        for name, results in routers.items()
    ]
    return report


def _found(options: RoutingOptions) -> dict[Cell, dict[str, list[Result]]]:
    """Run the worlds that are not known yet, one seed of all cells after the other; return results in their order."""
    kept = Kept(options.kept)
    cells = list(product(options.loads, options.shapes, options.faults))
    worlds = [WorldKey(*cell, seed, options.seconds) for seed in range(options.seeds) for cell in cells]
    missing = [[name for name in options.routers if name not in kept.of(world)] for world in worlds]
    with ProcessPoolExecutor(options.processes) if options.processes > 1 else nullcontext() as pool:
        outcomes: Iterable[dict[str, Result]] = (pool.map if pool else map)(_world, worlds, missing)
        for world, outcome in zip(worlds, outcomes, strict=True):
            kept.add(world, outcome)
    return {
        cell: {
            name: [kept.of(WorldKey(*cell, seed, options.seconds))[name] for seed in range(options.seeds)]
            for name in options.routers
        }
        for cell in cells
    }


def _world(key: WorldKey, names: list[str]) -> dict[str, Result]:
    """Run one world under each of the routers."""
    outcome = {}
    for name in names:
        world = make_world(*key)
        router = HybridRouter(world, key.seed) if name == HYBRID else RIVALS[name](world, key.seed)
        outcome[name] = Simulation(world, router).run()
    return outcome


def _slo(results: list[Result]) -> np.ndarray[Any, Any]:
    return np.array([100.0 * r.in_time / max(1, r.jobs) for r in results])


def _dollars(results: list[Result]) -> float:
    """Return US dollars per million jobs that were answered rightly in time."""
    return 1e6 * sum(r.cost_usd for r in results) / max(1, sum(r.in_time for r in results))


def _table(report: Report, options: RoutingOptions, found: dict[Cell, dict[str, list[Result]]]) -> None:
    for load, shape in product(options.loads, options.shapes):
        row = [f"{load:g} {shape}"]
        for name in options.routers:
            results = [r for fault in options.faults for r in found[load, shape, fault][name]]
            row.append(f"{_slo(results).mean():.2f}  ${_dollars(results):.1f}")
        report.row(*row)


def _targets(report: Report, found: dict[Cell, dict[str, list[Result]]]) -> None:
    reached = [cell for cell, by in found.items() if _slo(by["latency oracle"]).mean() >= ORACLE_SLO]
    short = {cell: _slo(found[cell][HYBRID]).mean() for cell in reached}
    short = {cell: slo for cell, slo in short.items() if slo < SLO}
    worst = min((_slo(found[cell][HYBRID]).mean() for cell in reached), default=math.nan)
    report.target(
        f"≥{SLO} % in time wherever the latency oracle reaches {ORACLE_SLO} %",
        f"in {len(reached) - len(short)} of {len(reached)} cells; least {worst:.2f} %{_named(short)}",
        met=not short,
    )
    cheap = [cell for cell in reached if cell[0] <= COST_UP_TO]
    ratios = {cell: _dollars(found[cell][HYBRID]) / _dollars(found[cell]["latency oracle"]) for cell in cheap}
    dear = {cell: ratio for cell, ratio in ratios.items() if ratio > COST_RATIO}
    report.target(
        f"there, at load ≤{COST_UP_TO:g}, at ≤{COST_RATIO} × the latency oracle's cost",
        f"in {len(cheap) - len(dear)} of {len(cheap)} cells; {min(ratios.values()):.2f} to {max(ratios.values()):.2f}"
        f"{_named(dear)}",
        met=not dear,
    )
    below = {}
    for cell, by in found.items():
        difference = _slo(by[HYBRID]) - _slo(by["least loaded"])
        half = T95 * difference.std(ddof=1) / math.sqrt(len(difference)) if len(difference) > 1 else math.inf
        if difference.mean() + half < 0:
            below[cell] = float(difference.mean())
    report.target(
        "never below least loaded: the mean difference over the seeds with its 95 % interval",
        f"below in {len(below)} of {len(found)} cells{_named(below)}",
        met=not below,
    )
    violations = sum(r.residency_violations for by in found.values() for r in by[HYBRID])
    report.target("residency violations", str(violations), met=violations == 0)


def _named(cells: dict[Cell, float]) -> str:
    if not cells:
        return ""
    worst = sorted(cells.items(), key=lambda item: item[1])
    return "; " + ", ".join(f"{load:g} {shape} {fault} {value:.2f}" for (load, shape, fault), value in worst)


def _draw(found: dict[Cell, dict[str, list[Result]]], path: Path) -> None:
    """Draw the regret: jobs that the latency oracle answers in time and a router doesn't, in percent, by load."""
    from zkml.drawing import lines_svg

    lines: dict[str, list[tuple[float, float]]] = {}
    for name in ROUTERS:
        if name != "latency oracle":
            lines[name] = []
            for load in LOADS:
                of_load = [by for cell, by in found.items() if cell[0] == load]
                regret = np.mean([_slo(by["latency oracle"]).mean() - _slo(by[name]).mean() for by in of_load])
                lines[name].append((load, max(0.01, float(regret))))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(lines_svg("Regret: jobs in time behind the latency oracle", ("load", "%"), lines), encoding="utf-8")
