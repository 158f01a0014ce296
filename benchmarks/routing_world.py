"""The world of the routing simulator: the true fleet, what befalls it, and when jobs arrive.

Everything is drawn from a seed before the first job is routed, a job's difficulty and luck included, so that every
router meets the same world.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gateway.records import JobType
from gateway.routing import JobNeeds, Price, Residency, Trust, WorkerProfile, shipped_price_table

__all__ = [
    "FAULTS",
    "LOADS",
    "OWN",
    "SHAPES",
    "Arrival",
    "TrueWorker",
    "World",
    "calibrated",
    "make_world",
    "stretched",
]

LOADS = (0.3, 0.6, 0.8, 1.0, 1.2)
SHAPES = ("steady", "bursty", "diurnal")
FAULTS = ("slow", "dead", "lossy", "flapping", "lying", "partitioned")

MODEL = "segmentation"
OWN = "local"  # this box
DEADLINE_S = 2.0
INPUT_BYTES = 120_000
NOISE = 0.25  # sigma of the log-normal factor on each service time
SLOW_FACTOR, LOSS, SKIPS, FLAP_S = 6.0, 0.25, 0.3, 2.0
RESIDENCIES = ((Residency.LOCAL, 0.015), (Residency.SITE, 0.07), (Residency.REGION, 0.2), (Residency.ANY, 0.715))
ATTESTED, CRITICAL = 0.05, 0.1

# name, zone, trust, slots, seconds of service, round trip, bytes a second, offer, processor, watts that the plant pays
_FLEET: tuple[tuple[Any, ...], ...] = (
    (OWN, Residency.LOCAL, Trust.OWN, 1, 0.25, 0.0, 1e9, "own", "cpu", 45.0),
    ("site", Residency.SITE, Trust.SIGNED, 2, 0.12, 0.001, 1e8, "own", "l4", 120.0),
    ("region-l4", Residency.REGION, Trust.SIGNED, 2, 0.15, 0.012, 2.5e7, "on_demand", "l4", 0.0),
    ("region-a100", Residency.REGION, Trust.ATTESTED, 2, 0.08, 0.015, 2.5e7, "enterprise", "a100", 0.0),
    ("region-l4-2", Residency.REGION, Trust.SIGNED, 2, 0.15, 0.018, 2.5e7, "reserved", "l4", 0.0),
    ("net-4090", Residency.ANY, Trust.SIGNED, 2, 0.10, 0.04, 1.2e7, "marketplace", "rtx-4090", 0.0),
    ("net-4090-2", Residency.ANY, Trust.SIGNED, 2, 0.10, 0.06, 1.2e7, "marketplace", "rtx-4090", 0.0),
    ("net-h100", Residency.ANY, Trust.ATTESTED, 2, 0.07, 0.03, 2.5e7, "on_demand", "h100", 0.0),
    ("net-t4", Residency.ANY, Trust.SIGNED, 2, 0.25, 0.05, 1.2e7, "spot", "t4", 0.0),
    ("net-a10", Residency.ANY, Trust.SIGNED, 2, 0.16, 0.035, 1.2e7, "marketplace", "a10", 0.0),
)


@dataclass(slots=True)
class TrueWorker:
    """A worker as it is: first come, first served, in *slots* slots.

    Attributes:
        down: from when to when it is away.
        slow_from_s: from then on it takes `SLOW_FACTOR` times as long.
        lossy_from_s: from then on a share of `LOSS` of its jobs get lost.
        lies_from_s: from then on its answers are wrong; a liar skips the work and takes `SKIPS` times as long.
        overhead_s: of each job beside the model: what is the same for hard and easy ones, slow or not.
        free_s: when each slot is free.

    """

    profile: WorkerProfile
    service_s: float
    rtt_s: float
    bytes_per_s: float
    down: tuple[tuple[float, float], ...] = ()
    slow_from_s: float = math.inf
    lossy_from_s: float = math.inf
    lies_from_s: float = math.inf
    overhead_s: float = 0.0
    free_s: list[float] = field(default_factory=list)

    @property
    def attested_until_s(self) -> float:
        """Until when a verifier vouches for its platform: always or never."""
        return math.inf if self.profile.trust is Trust.ATTESTED else -math.inf

    def answer_s(self, arrival: Arrival, now_s: float, number: int) -> float:
        """Return when the result of a job that is sent now would be back; infinity if never. Changes nothing."""
        start_s, service_s = self._served(arrival, now_s)
        if start_s > arrival.deadline_s or self._is_lost(arrival, now_s, start_s + service_s, number):
            return math.inf
        return start_s + service_s + self.rtt_s / 2

    def take(self, arrival: Arrival, now_s: float, number: int) -> tuple[float, bool, float]:
        """Take a job; return when its answer is back (infinity: never), whether it is a result, and the US dollars.

        A job whose deadline has passed when its turn comes is refused unworked, as the protocol's parameter asks.
        """
        start_s, service_s = self._served(arrival, now_s)
        if start_s > arrival.deadline_s:
            lost = self._is_lost(arrival, now_s, start_s, number)
            return (math.inf if lost else start_s + self.rtt_s / 2), False, 0.0
        if self.is_down(now_s, now_s):
            return math.inf, False, 0.0
        self.free_s.sort()
        self.free_s[0] = start_s + service_s
        price, slots = self.profile.price, self.profile.slots
        cost_usd = price.work_usd(service_s, slots) + price.energy_usd(service_s, slots)
        lost = self._is_lost(arrival, now_s, start_s + service_s, number)
        return (math.inf if lost else start_s + service_s + self.rtt_s / 2), True, cost_usd

    def is_right(self, now_s: float) -> bool:
        """Whether its answer to a job that is sent now is right."""
        return now_s < self.lies_from_s

    def is_down(self, from_s: float, to_s: float) -> bool:
        """Whether it is down at any moment between the two."""
        return any(begin <= to_s and from_s < end for begin, end in self.down)

    def _is_lost(self, arrival: Arrival, now_s: float, done_s: float, number: int) -> bool:
        if now_s >= self.lossy_from_s and arrival.luck[number] < LOSS:
            return True
        return self.is_down(now_s + self.rtt_s / 2, done_s)

    def _served(self, arrival: Arrival, now_s: float) -> tuple[float, float]:
        there_s = now_s + self.rtt_s / 2 + INPUT_BYTES / self.bytes_per_s
        start_s = max(there_s, min(self.free_s))
        service_s = self.service_s * arrival.difficulty
        if start_s >= self.slow_from_s:
            service_s *= SLOW_FACTOR
        if now_s >= self.lies_from_s:
            service_s *= SKIPS
        return start_s, service_s + self.overhead_s


@dataclass(frozen=True, slots=True)
class Arrival:
    """A job as it will come: when, how hard, and its luck with each attempt, 0…1."""

    needs: JobNeeds
    at_s: float
    deadline_s: float
    difficulty: float
    luck: tuple[float, float, float]


@dataclass(slots=True)
class World:
    """A fleet and its jobs."""

    workers: dict[str, TrueWorker]
    arrivals: list[Arrival]
    horizon_s: float


def make_world(load: float, shape: str, fault: str, seed: int, horizon_s: float, names: Collection[str] = ()) -> World:
    """Draw a world: *load* is the mean rate of jobs over what the whole fleet can do; *names* are in it, or all."""
    rng = np.random.default_rng([seed, SHAPES.index(shape), FAULTS.index(fault), round(load * 100)])
    workers = {worker.profile.name: worker for worker in _fleet() if not names or worker.profile.name in names}
    capacity = sum(worker.profile.slots / worker.service_s for worker in workers.values())
    _befall(list(workers.values())[1:], fault, horizon_s, rng)
    mean_difficulty = math.exp(NOISE**2 / 2)
    times = _times(load * capacity / mean_difficulty, shape, horizon_s, rng)
    return World(workers, _arrivals(times, f"{load}-{shape}-{fault}-{seed}", rng), horizon_s)


def stretched(world: World, pace: float) -> World:
    """Return the world with all that takes time taking *pace* times as long: the same jobs, the same faults."""
    workers = {
        name: replace(
            worker,
            service_s=worker.service_s * pace,
            rtt_s=worker.rtt_s * pace,
            bytes_per_s=worker.bytes_per_s / pace,
            down=tuple((begin * pace, end * pace) for begin, end in worker.down),
            slow_from_s=worker.slow_from_s * pace,
            lossy_from_s=worker.lossy_from_s * pace,
            lies_from_s=worker.lies_from_s * pace,
            free_s=[0.0] * worker.profile.slots,
        )
        for name, worker in world.workers.items()
    }
    arrivals = [
        replace(
            one,
            at_s=one.at_s * pace,
            deadline_s=one.deadline_s * pace,
            needs=replace(one.needs, deadline_s=one.needs.deadline_s * pace),
        )
        for one in world.arrivals
    ]
    return World(workers, arrivals, world.horizon_s * pace)


def calibrated(world: World, measured_s: Mapping[str, float]) -> World:
    """Return the world, unworked, with workers that take as long for a job of difficulty 1 as was measured."""
    workers = {
        name: replace(
            worker,
            overhead_s=max(0.0, measured_s[name] - worker.service_s),
            free_s=[0.0] * worker.profile.slots,
        )
        for name, worker in world.workers.items()
    }
    return World(workers, world.arrivals, world.horizon_s)


def _fleet() -> list[TrueWorker]:
    table = shipped_price_table()
    workers = []
    for name, zone, trust, slots, service_s, rtt_s, bytes_per_s, offer, processor, watts in _FLEET:
        price = Price(
            per_hour_usd=table.per_hour_usd(offer, processor),
            power_w=watts,
            electricity_usd_per_kwh=table.electricity_usd_per_kwh,
        )
        profile = WorkerProfile(name, zone, trust, slots=slots, price=price, models={MODEL: None})
        workers.append(TrueWorker(profile, service_s, rtt_s, bytes_per_s, free_s=[0.0] * slots))
    return workers


def _befall(others: list[TrueWorker], fault: str, horizon_s: float, rng: np.random.Generator) -> None:
    """Let the fault befall one worker, or two when the network parts; never this box."""
    at_s = horizon_s / 4
    first, second = (others[int(n)] for n in rng.permutation(len(others))[:2])
    if fault == "slow":
        first.slow_from_s = at_s
    elif fault == "dead":
        first.down = ((at_s, math.inf),)
    elif fault == "lossy":
        first.lossy_from_s = at_s
    elif fault == "flapping":
        first.down = tuple((t, t + FLAP_S) for t in np.arange(at_s, 2 * horizon_s, 2 * FLAP_S).tolist())
    elif fault == "lying":
        first.lies_from_s = at_s
    elif fault == "partitioned":
        first.down = second.down = ((at_s, at_s + horizon_s / 3),)


def _times(rate: float, shape: str, horizon_s: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Draw a Poisson process of mean *rate* jobs a second whose rate is steady, in bursts, or a day's wave."""
    grid_s = 0.05
    t = np.arange(0.0, horizon_s, grid_s)
    if shape == "steady":
        factor = np.ones_like(t)
    elif shape == "diurnal":
        factor = 1.0 - 0.5 * np.cos(2 * np.pi * t / horizon_s)
    else:  # 1 s of 1.6 times the mean, then 2 s of 0.7 times
        factor = np.where((t + rng.uniform(0, 3)) % 3.0 < 1.0, 1.6, 0.7)
    factor /= factor.mean()
    counts = rng.poisson(rate * grid_s * factor)
    return np.sort(np.repeat(t, counts) + rng.uniform(0, grid_s, counts.sum()))


def _arrivals(times: NDArray[np.float64], prefix: str, rng: np.random.Generator) -> list[Arrival]:
    count = len(times)
    difficulty = rng.lognormal(0.0, NOISE, count)
    luck = rng.uniform(size=(count, 3))
    shares = np.cumsum([share for _, share in RESIDENCIES])
    zones = np.minimum(np.searchsorted(shares, rng.uniform(size=count)), len(RESIDENCIES) - 1)
    attested, critical = rng.uniform(size=count) < ATTESTED, rng.uniform(size=count) < CRITICAL
    arrivals = []
    for n, at_s in enumerate(times.tolist()):
        residency = RESIDENCIES[zones[n]][0]
        needs = JobNeeds(
            f"{prefix}-{n}",
            JobType.COMPUTER_VISION,
            at_s + DEADLINE_S,
            INPUT_BYTES,
            MODEL,
            residency=residency,
            trust=Trust.ATTESTED if attested[n] and residency is not Residency.SITE else Trust.SIGNED,
            critical=bool(critical[n]),
        )
        arrivals.append(Arrival(needs, at_s, needs.deadline_s, float(difficulty[n]), tuple(luck[n].tolist())))  # type: ignore[arg-type]
    return arrivals
