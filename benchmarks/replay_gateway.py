"""The replay's gateway: the product's dispatcher, leases and router, given the simulator's jobs at their moments."""

from __future__ import annotations

import asyncio
import contextlib
import random
import statistics
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.appliance import BenchmarkError
from benchmarks.replay_fleet import RealFleet
from benchmarks.replay_worker import burdened, marked
from benchmarks.routing_simulator import ADMISSION_CHECKS, Result
from benchmarks.routing_world import MODEL, World
from edge_worker import Engine, PreparedImage
from gateway.config.routing import OWN_ENGINE, RoutingSettings
from gateway.offloading import Dispatcher
from gateway.offloading.placing import Placed, Placement, Rejected
from gateway.routing.checking import CheckBook
from gateway.supervisor import Health

__all__ = ["measured_service_s", "play", "prepared_input"]

READY_S = 60.0
LEAD_S = 0.5
CALLS = 5


class _NoAlarms:
    def raise_alarm(self, kind: str, subject: str, detail: str = "") -> None:
        pass

    def clear_alarm(self, kind: str, subject: str) -> None:
        pass


@dataclass(slots=True)
class _Ending:
    """When (monotonic seconds) and how a job came back."""

    at_s: float
    outcome: Placed | Exception


def prepared_input(engine: Engine) -> PreparedImage:
    """Return an input of the model that all jobs are made from."""
    return engine.prepare_image(MODEL, np.random.default_rng(0).integers(0, 256, (346, 346, 3), np.uint8))


def play(world: World, fleet: RealFleet, engine: Engine, seed: int, directory: Path) -> Result:
    """Have the jobs of *world* done by the real fleet, faults included; return what came of them."""
    jobs = _jobs(world, prepared_input(engine))
    with burdened(world.workers[OWN_ENGINE].service_s, fleet.own_orders):
        return asyncio.run(_play(world, jobs, fleet, engine, seed, directory))


def measured_service_s(world: World, fleet: RealFleet, engine: Engine, directory: Path) -> dict[str, float]:
    """Return what one job of difficulty 1 takes at each real worker, the way to it not counted."""
    prepared = prepared_input(engine)
    with burdened(world.workers[OWN_ENGINE].service_s, fleet.own_orders):
        return asyncio.run(_measure(world, prepared, fleet, engine, directory))


async def _measure(
    world: World, prepared: PreparedImage, fleet: RealFleet, engine: Engine, directory: Path
) -> dict[str, float]:
    found = {}
    async with _dispatcher(world, fleet, engine, 0, directory) as dispatcher:
        for name, worker in world.workers.items():
            took_s = []
            for number in range(CALLS):
                needs = replace(world.arrivals[0].needs, job_id=f"measure-{name}-{number}")
                deadline_ms = time.time_ns() // 1_000_000 + 60_000
                job = Placement("", needs, deadline_ms, prepared, lambda _outcome: None)
                began_s = time.monotonic()
                await dispatcher.perform(job, prepared, name, 1)
                took_s.append(time.monotonic() - began_s)
            way_s = worker.rtt_s + prepared.context.tensor.nbytes / worker.bytes_per_s
            found[name] = statistics.median(took_s) - (0.0 if name == OWN_ENGINE else way_s)
    return found


def _jobs(world: World, prepared: PreparedImage) -> list[tuple[PreparedImage, dict[str, NDArray[Any]]]]:
    """Return each job's input, and the right answer to it."""
    made = []
    for arrival in world.arrivals:
        tensor = marked(prepared.context.tensor, arrival.difficulty)
        one = replace(prepared, context=replace(prepared.context, tensor=tensor))
        made.append((one, prepared.model.run(tensor)))
    return made


async def _play(
    world: World,
    jobs: list[tuple[PreparedImage, dict[str, NDArray[Any]]]],
    fleet: RealFleet,
    engine: Engine,
    seed: int,
    directory: Path,
) -> Result:
    endings: dict[str, list[_Ending]] = {arrival.needs.job_id: [] for arrival in world.arrivals}
    async with _dispatcher(world, fleet, engine, seed, directory) as dispatcher:
        from_s = time.monotonic() + LEAD_S
        unix_ms = time.time_ns() // 1_000_000 + round(LEAD_S * 1e3)
        fleet.befall(world, from_s)
        for arrival, (prepared, _) in zip(world.arrivals, jobs, strict=True):
            await asyncio.sleep(from_s + arrival.at_s - time.monotonic())
            needs = replace(
                arrival.needs,
                deadline_s=from_s + arrival.deadline_s,
                input_bytes=int(prepared.context.tensor.nbytes),
                model_sha256=prepared.model.sha256,
            )
            kept = endings[needs.job_id]
            dispatcher.place(
                Placement(
                    "replay",
                    needs,
                    unix_ms + round(arrival.deadline_s * 1e3),
                    prepared,
                    lambda outcome, kept=kept: kept.append(_Ending(time.monotonic(), outcome)),  # type: ignore[misc]
                )
            )
        last_s = from_s + max(arrival.deadline_s for arrival in world.arrivals) + 1.0
        await asyncio.sleep(last_s - time.monotonic())
        result = _count(world, jobs, endings, from_s)
        counters = dispatcher.counters
        result.extra = counters.retries + counters.hedges + counters.copies + counters.checks
        result.residency_violations = counters.residency_violations
        result.by_worker = dict(counters.by_worker)
    if any(len(kept) > 1 for kept in endings.values()):
        raise BenchmarkError("a job was answered twice")
    return result


def _count(
    world: World,
    jobs: list[tuple[PreparedImage, dict[str, NDArray[Any]]]],
    endings: dict[str, list[_Ending]],
    from_s: float,
) -> Result:
    result = Result(jobs=len(jobs))
    for arrival, (_, right) in zip(world.arrivals, jobs, strict=True):
        kept = list(endings[arrival.needs.job_id])
        if not kept:
            result.unanswered += 1
            continue
        outcome = kept[0].outcome
        if isinstance(outcome, Rejected):
            result.rejected += 1
        elif isinstance(outcome, Exception):
            raise BenchmarkError(f"a job failed: {outcome!r}") from outcome
        elif not all(np.allclose(outcome.run.outputs[name], value, atol=1e-3) for name, value in right.items()):
            result.wrong += 1
        elif kept[0].at_s <= from_s + arrival.deadline_s:
            result.in_time += 1
        else:
            result.late += 1
    return result


@contextlib.asynccontextmanager
async def _dispatcher(
    world: World, fleet: RealFleet, engine: Engine, seed: int, directory: Path
) -> AsyncIterator[Dispatcher]:
    """Run the gateway's dispatcher until the fleet has been tried and knows what the simulator's router knows."""
    settings = RoutingSettings.model_validate(
        {"enabled": True, "residency": "any", "when_late": "reject", "critical": True, "workers": fleet.settings()}
    )
    dispatcher = Dispatcher(
        settings,
        directory,
        world.workers[OWN_ENGINE].profile.slots,
        _NoAlarms(),
        read_secret=lambda *_: "",
        used_models=lambda: [MODEL],
        prepare=engine.prepare_image,
    )
    router = dispatcher.router
    running = asyncio.create_task(dispatcher.run(Health("routing", critical=False)))
    try:
        until_s = time.monotonic() + READY_S * max(1.0, world.workers[OWN_ENGINE].service_s)
        while not all(record.ready and MODEL in record.service for record in router.fleet.values()):
            if running.done() or time.monotonic() > until_s:
                unfit = {name: record.unfit for name, record in router.fleet.items() if record.unfit}
                raise BenchmarkError(f"the replay's workers were not taken into service: {unfit or 'no answer'}")
            await asyncio.sleep(0.05)
        for name, record in router.fleet.items():
            like = world.workers[name]
            record.profile = replace(record.profile, trust=like.profile.trust, price=like.profile.price)
            record.attested_until_s = like.attested_until_s
        router.checks = CheckBook(
            router.checks.base, random.Random(seed), dict.fromkeys(router.fleet, ADMISSION_CHECKS)
        )
        yield dispatcher
    finally:
        running.cancel()
        await asyncio.wait([running])
