"""The simulator's scenarios on real workers: the same jobs, faults and router, with processes, sockets and time.

Each simulated worker is a ``ciro worker run`` of its own behind a way with its delay; the gateway's dispatcher routes
over them. Beside each outcome stands the simulator's own for the same world, with the service times that were measured
of the real workers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.machine import facts
from benchmarks.replay_fleet import RealFleet, real_fleet
from benchmarks.replay_gateway import measured_service_s, play
from benchmarks.report import Report
from benchmarks.routing_simulator import HybridRouter, Result, Simulation
from benchmarks.routing_world import FAULTS, MODEL, World, calibrated, make_world, stretched
from benchmarks.worker_models import add_model
from gateway.routing import Priors

__all__ = ["ReplayOptions", "run", "summary"]

WITHIN = 1.0
MODEL_SIDE = 346  # 119,716 bytes
SIMULATED = 10  # routers' seeds: who is checked when

Cell = tuple[float, str, str]


@dataclass(frozen=True, slots=True)
class ReplayOptions:
    """How `routing-replay` runs.

    Attributes:
        loads, shapes, faults: the cells; all combinations.
        seconds: of real time, of each cell.
        pace: how many times as long everything takes as in the simulator's world, so that two cores can carry it.
        repeats: of each cell, each with another seed of the world.
        names: of the simulator's workers; none: all.

    """

    loads: tuple[float, ...] = (0.3, 0.8)
    shapes: tuple[str, ...] = ("steady", "bursty")
    faults: tuple[str, ...] = FAULTS
    seconds: float = 16.0
    pace: float = 2.0
    repeats: int = 1
    names: tuple[str, ...] = ()

    def world(self, cell: Cell, seed: int) -> World:
        """Return the world of a cell as it is played."""
        return stretched(make_world(*cell, seed, self.seconds / self.pace, self.names), self.pace)


@dataclass(slots=True)
class _Played:
    """A cell's outcomes: of each repeat what was real, and what the simulator says with each router's seed."""

    real: list[Result]
    simulated: list[list[Result]]

    @property
    def real_slo(self) -> np.ndarray[Any, Any]:
        """Percent in time, by repeat."""
        return np.array([_slo(one) for one in self.real])

    @property
    def simulated_slo(self) -> np.ndarray[Any, Any]:
        """The simulator's mean over its seeds, by repeat."""
        return np.array([np.mean([_slo(one) for one in many]) for many in self.simulated])

    @property
    def difference(self) -> float:
        """Points that the real workers are above the simulator."""
        return float((self.real_slo - self.simulated_slo).mean())


def run(options: ReplayOptions, directory: Path) -> Report:
    """Play every cell on one fleet of processes, and beside it in the simulator."""
    from edge_worker import Engine, ModelStore

    report = Report(
        "routing-replay",
        "Jobs answered rightly within their deadline (%): real workers, and the simulator on the same world",
        ["load, shape, fault", "jobs", "real", "simulator", "difference", "late", "wrong", "not done", "extra"],
        facts(directory),
    )
    store = ModelStore(directory / "models")
    add_model(store, directory, MODEL, MODEL_SIDE, 1)
    engine = Engine(store, ["CPUExecutionProvider"])
    cells = list(product(options.loads, options.shapes, options.faults))
    with real_fleet(options.world(cells[0], 0), directory) as fleet:
        service_s = measured_service_s(options.world(cells[0], 0), fleet, engine, directory)
        played = {cell: _play(options, cell, service_s, fleet, engine, directory) for cell in cells}
    _tell(report, played)
    nominal = options.world(cells[0], 0).workers
    slower = [service_s[name] / nominal[name].service_s - 1.0 for name in service_s]
    report.notes.append(
        f"{len(service_s)} workers, {options.seconds:g} s a cell, everything {options.pace:g} times as long as in "
        f"the simulator's own worlds; service times as measured, {min(slower):.0%} to {max(slower):.0%} above what "
        f"is injected; {options.repeats} x each cell, the simulator with {SIMULATED} seeds of its router"
    )
    report.raw = {
        "options": asdict(options),
        "service_s": service_s,
        "cells": [
            {
                "load": load,
                "shape": shape,
                "fault": fault,
                "real": [asdict(one) for one in found.real],
                "simulated": [[asdict(one) for one in many] for many in found.simulated],
            }
            for (load, shape, fault), found in played.items()
        ],
    }
    return report


def summary(report: Report) -> dict[str, Any]:
    """Return the outcome as one object, for ``--json``."""
    cells = [
        {
            "cell": f"{one['load']:g} {one['shape']} {one['fault']}",
            "real": round(float(np.mean([100 * r["in_time"] / r["jobs"] for r in one["real"]])), 3),
            "simulator": round(
                float(np.mean([100 * r["in_time"] / r["jobs"] for many in one["simulated"] for r in many])), 3
            ),
        }
        for one in report.raw["cells"]
    ]
    apart = [abs(one["real"] - one["simulator"]) for one in cells]
    violations = sum(r["residency_violations"] for one in report.raw["cells"] for r in one["real"])
    return {
        "benchmark": report.name,
        "met": report.met,
        "cells": cells,
        "within_1_point": sum(one <= WITHIN for one in apart),
        "furthest_apart": max(apart),
        "residency_violations": violations,
    }


def _play(
    options: ReplayOptions,
    cell: Cell,
    service_s: dict[str, float],
    fleet: RealFleet,
    engine: Any,
    directory: Path,
) -> _Played:
    found = _Played([], [])
    for seed in range(options.repeats):
        world = options.world(cell, seed)
        found.simulated.append([_simulated(calibrated(world, service_s), number) for number in range(SIMULATED)])
        fleet.mend()
        state = directory / f"{'-'.join(map(str, cell))}-{seed}"
        state.mkdir()
        found.real.append(play(world, fleet, engine, seed, state))
    return found


def _simulated(world: World, seed: int) -> Result:
    # The gateway does not measure how wide a way is.
    return Simulation(world, HybridRouter(world, seed, bytes_per_s=Priors().bytes_per_s)).run()


def _slo(result: Result) -> float:
    return 100.0 * result.in_time / max(1, result.jobs)


def _tell(report: Report, played: dict[Cell, _Played]) -> None:
    for (load, shape, fault), found in played.items():
        real = found.real
        report.row(
            f"{load:g} {shape} {fault}",
            sum(one.jobs for one in real),
            f"{found.real_slo.mean():.2f}",
            f"{found.simulated_slo.mean():.2f}",
            f"{found.difference:+.2f}",
            sum(one.late for one in real),
            sum(one.wrong for one in real),
            sum(one.rejected + one.unanswered for one in real),
            sum(one.extra for one in real),
        )
    apart = {cell: found.difference for cell, found in played.items() if abs(found.difference) > WITHIN}
    furthest = max((abs(found.difference) for found in played.values()), default=0.0)
    report.target(
        f"within {WITHIN:g} point of the simulator's",
        f"in {len(played) - len(apart)} of {len(played)} cells; furthest {furthest:.2f}{_named(apart)}",
        met=not apart,
    )
    violations = sum(one.residency_violations for found in played.values() for one in found.real)
    report.target("residency violations on real workers", str(violations), met=violations == 0)


def _named(cells: dict[Cell, float]) -> str:
    order: Sequence[tuple[Cell, float]] = sorted(cells.items(), key=lambda item: -abs(item[1]))
    return "".join(f"; {load:g} {shape} {fault} {value:+.2f}" for (load, shape, fault), value in order)
